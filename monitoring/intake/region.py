"""A part of a sheet that fills one table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from monitoring.intake.layout import Column
from monitoring.intake.reading import Sheet, address, letters


@dataclass(frozen=True)
class Region:
    """A part of a sheet that fills one table: where its rows begin and in which column each field stands.

    `parts` are the columns that break a figure down, `skipped` the rows (from 0) that are none of its own,
    `beside` the columns that say the rest of the text of a field.
    Regions of one `group` come from the same part of a layout: what they say of one key is one value.
    """

    sheet: Sheet
    table: str
    first_row: int
    columns: Mapping[str, int]
    how: Mapping[str, Column] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, tuple[int, Column]] = field(default_factory=dict)
    skipped: frozenset[int] = frozenset()
    combine: str | None = None
    skip_blank: bool = False
    complete_years: bool = False
    group: int = 0
    beside: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    @property
    def read(self) -> list[int]:
        """All columns that are read."""
        joined = (place for places in self.beside.values() for place in places)
        return [*self.columns.values(), *(place for place, _ in self.parts.values()), *joined]

    def cell(self, row: int, field_name: str) -> str:
        """The address of a field in a row of the sheet (row from 0).

        Of a dimension that is made of parts, that of the first; of a field without a column, the row.
        """
        if field_name in self.columns:
            return address(row, self.columns[field_name])
        if field_name == "dimension" and self.parts:
            return address(row, next(iter(self.parts.values()))[0])
        return f"{letters(min(self.read))}{row + 1}" if self.read else str(row + 1)
