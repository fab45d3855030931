"""Saved layouts: how the cells of somebody else's workbook map to our tables.

A layout is a YAML file in ``data/layouts/``. It says per sheet which table it fills, in which row
the headings stand, which heading holds which field, and what holds for the whole sheet.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

import pydantic
import yaml
from pydantic import BaseModel, ConfigDict, Field

from monitoring.intake.fields import FIELDS
from monitoring.ledger.reference import DATA
from theory_of_change.text import Text

LAYOUTS = DATA / "layouts"


class LayoutError(ValueError):
    """A saved layout that cannot be used, with the reason."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Column(_Part):
    """Where a field stands, and how its cells become a value."""

    heading: str
    reads: Literal["as the field", "quarter of day", "part"] = "as the field"
    part: str | None = None
    words: Mapping[str, str] = {}


class SheetLayout(_Part):
    """One sheet: the table it fills, the row of its headings, its columns and what holds for all of it.

    `combine: sum` adds up the rows that come down to the same key, so that one value may come from
    many cells. `blank: skip` leaves out rows in which the value is blank, and says so. `complete:
    years` says that the sheet holds everything of the years it names: what an earlier file of the
    same sender said of those years, and this one does not, is taken away.
    """

    sheet: str
    table: Literal["observation", "target", "budget_line", "allocation"]
    header_row: Annotated[int, Field(ge=1)]
    columns: Mapping[str, Column]
    constants: Mapping[str, str] = {}
    combine: Literal["sum"] | None = None
    blank: Literal["refuse", "skip"] = "refuse"
    complete: Literal["years"] | None = None


class Ignored(_Part):
    """A sheet that is left out, and why."""

    sheet: str
    reason: Text


class Layout(_Part):
    """A saved layout."""

    layout: str
    version: Annotated[int, Field(ge=1)]
    name: Text
    sheets: Annotated[tuple[SheetLayout, ...], Field(min_length=1)]
    ignored: tuple[Ignored, ...] = ()


def names(folder: Path = LAYOUTS) -> list[str]:
    """The names of the saved layouts."""
    return sorted(path.stem for path in folder.glob("*.yaml"))


def load(name: str, folder: Path = LAYOUTS) -> Layout:
    """A saved layout by its name. Raises `LayoutError`."""
    path = folder / f"{name}.yaml"
    if name not in names(folder):
        raise LayoutError(f"{name!r} is no saved layout. Known are: {', '.join(names(folder))}.")
    try:
        layout = Layout.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (yaml.YAMLError, pydantic.ValidationError) as error:
        raise LayoutError(f"{path.name}: {error}") from None
    for sheet in layout.sheets:
        unknown = {*sheet.columns, *sheet.constants} - {field.name for field in FIELDS[sheet.table]}
        if unknown:
            raise LayoutError(
                f"{path.name}: sheet {sheet.sheet!r} names {sorted(unknown)}, which {sheet.table} does not have"
            )
    return layout
