"""What our own template asks, table by table: the headings, how each cell is read, what must be there.

The same fields serve a saved layout, which says where in a sheet of somebody else they stand.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from monitoring.intake import normalise
from monitoring.intake.vocabulary import Vocabulary
from theory_of_change.text import Text

Reader = Callable[[Any], Any]


@dataclass(frozen=True)
class Field:
    """One field: its heading, how its cells are read, and a line of help.

    `reads` is a kind of value (number, money, period, day, whole, dimension, text) or the name of
    a vocabulary. `default` stands where the cell is blank; without one a required cell must be filled.
    """

    name: str
    header: Text
    reads: str
    help: Text
    required: bool = False
    default: str | int | None = None
    width: int = 14

    def reader(self, vocabulary: Vocabulary) -> Reader:
        """How a cell of this field becomes a value."""
        match self.reads:
            case "number":
                return normalise.percentage_or_number
            case "money":
                return normalise.number
            case "period":
                return normalise.period
            case "day":
                return normalise.day
            case "whole":
                return normalise.whole
            case "dimension":
                return normalise.dimension
            case "text":
                return normalise.text
            case "share":
                return normalise.percentage_or_number
            case _:
                return vocabulary[self.reads].code


def _fields() -> Mapping[str, tuple[Field, ...]]:
    tables = yaml.safe_load((Path(__file__).parent / "fields.yaml").read_text(encoding="utf-8"))
    return {table: tuple(_field(**described) for described in fields) for table, fields in tables.items()}


def _field(header: Mapping[str, str], help: Mapping[str, str], **more: Any) -> Field:
    return Field(header=Text(**header), help=Text(**help), **more)


FIELDS = _fields()
"""The fields of each table in the order of its columns, as ``fields.yaml`` says."""

OWNER: Mapping[str, str | None] = {
    "observation": "reporter",
    "target": None,
    "budget_line": "holder",
    "allocation": "holder",
    "context_figure": "reporter",
    "project": "holder",
    "project_share": "holder",
    "oda_check": "holder",
    "agreement": "holder",
    "coverage": "holder",
    "streamlining": "holder",
    "alignment": "holder",
    "deployment": "holder",
    "attribution": "holder",
}
"""The column of each table that says whose row it is; it is filled from who sends, never from the sheet."""

GUIDE = Text(nl="Leeswijzer", en="Reading guide")
LISTS = "_lists"
"""What the template holds beside the tables: a guide and its choices."""

FOR_INFORMATION: Mapping[str, Text] = {
    "name": Text(nl="Naam (ter informatie)", en="Name (for information)"),
    "unit": Text(nl="Eenheid (ter informatie)", en="Unit (for information)"),
    "last": Text(nl="Laatste waarde (ter informatie)", en="Last value (for information)"),
    "last_period": Text(nl="Periode daarvan (ter informatie)", en="Period of it (for information)"),
}
"""The columns of the template that are not read when it comes back: what is known already of each row."""

FIGURES: Mapping[str, Text] = {
    "observation": Text(nl="Waarnemingen", en="Observations"),
    "target": Text(nl="Streefwaarden", en="Targets"),
    "budget_line": Text(nl="Budgetregels", en="Budget lines"),
    "allocation": Text(nl="Begroting", en="Allocations"),
}
"""What each sheet of the template of a quarter is called."""

REGISTER: Mapping[str, Text] = {
    "project": Text(nl="Projecten", en="Projects"),
    "project_share": Text(nl="Verdeling", en="Shares"),
    "oda_check": Text(nl="ODA-toets", en="ODA check"),
    "agreement": Text(nl="Afspraken", en="Agreements"),
    "coverage": Text(nl="Dekking", en="Coverage"),
    "streamlining": Text(nl="Stroomlijning", en="Streamlining"),
    "alignment": Text(nl="Afstemming", en="Alignment"),
    "deployment": Text(nl="Mensen", en="People"),
    "attribution": Text(nl="Toerekening", en="Attribution"),
}
"""What each sheet of the template of the register is called: what is there whatever the quarter."""

SHEETS: Mapping[str, Text] = {**FIGURES, **REGISTER}
"""What the sheet of each table of our templates is called."""

CONTEXT = Text(nl="Cijfers van andere bronnen", en="Figures of other sources")
TITLES: Mapping[str, Text] = {**SHEETS, "context_figure": CONTEXT}
"""What each table is called that a sheet can fill."""

SETS_TARGETS = ("BZ", "AM")
"""The core team: it sets the targets, and only its templates have a sheet for them."""
