"""What is found in a sheet beside the values of its cells."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

GRID = 16_384  # columns that a sheet can have


@dataclass
class Found:
    """Rows and columns count from 0, addresses are those of Excel. `reach` is how many rows and columns are named."""

    reach: tuple[int, int] = (0, 0)
    errors: dict[str, str] = field(default_factory=dict)
    uncalculated: set[str] = field(default_factory=set)
    percentages: set[str] = field(default_factory=set)
    padded: dict[str, int] = field(default_factory=dict)
    merged: list[str] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    def reaches(self, rows: int, columns: int) -> None:
        """The sheet goes at least so far."""
        self.reach = max(self.reach[0], rows), max(self.reach[1], columns)

    @property
    def facts(self) -> dict[str, Any]:
        """By the names of the fields of `Sheet`; what is hidden beyond the last column or row is left out."""
        rows, columns = self.reach
        return {
            "errors": self.errors,
            "uncalculated": frozenset(self.uncalculated),
            "percentages": frozenset(self.percentages),
            "padded": self.padded,
            "merged": tuple(self.merged),
            "hidden_rows": frozenset(row for row in self.hidden_rows if row < rows),
            "hidden_columns": frozenset(column for column in self.hidden_columns if column < columns),
        }
