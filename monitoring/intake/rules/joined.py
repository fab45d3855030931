"""The rows of all sheets that fill one table, under each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from monitoring.intake.distinct import Distinct, alike
from monitoring.intake.draft import Draft

Held = Sequence[np.ndarray]
"""For each draft, which of its rows are held back by what was found in them."""


@dataclass(frozen=True)
class Joined:
    """One row per row of the drafts: which draft, which row of its sheet, whether it would land, and its values."""

    drafts: Sequence[Draft]
    draft: np.ndarray
    row: np.ndarray
    lands: np.ndarray
    values: dict[str, Distinct]

    @classmethod
    def of(cls, drafts: Sequence[Draft], held: Held, table: str, fields: Sequence[str], *, combined: bool) -> Joined:
        """The drafts of a table, with some of its fields; those whose rows are added up only where `combined`."""
        some = [
            n for n, each in enumerate(drafts) if each.region.table == table and (combined or not each.region.combine)
        ]
        nothing = np.zeros(0, dtype=np.int64)
        return cls(
            drafts,
            np.concatenate([nothing, *(np.full(len(drafts[n].index), n) for n in some)]),
            np.concatenate([nothing, *(drafts[n].index for n in some)]),
            np.concatenate([nothing, *(~held[n] for n in some)]).astype(bool),
            {name: Distinct.joined([drafts[n].values[name] for n in some]) for name in fields},
        )

    def filled(self, *fields: str) -> np.ndarray:
        """For every row, whether all of these fields have a value."""
        return ~np.any([self.values[name].empty for name in fields], axis=0)

    def alike(self, *fields: str) -> np.ndarray:
        """A number for every row, the same where all of these fields are the same."""
        return alike([self.values[name] for name in fields], len(self.row))

    def key(self, place: int, *fields: str) -> tuple[Any, ...]:
        """The values of some fields in one row."""
        return tuple(self.values[name].values[self.values[name].places[place]] for name in fields)

    def keys(self, *fields: str) -> list[tuple[Any, ...]]:
        """The values of some fields in every row."""
        return list(zip(*(self.values[name].column for name in fields), strict=True))

    def at(self, rows: np.ndarray) -> Joined:
        """Some of the rows."""
        values = {name: column.at(rows) for name, column in self.values.items()}
        return Joined(self.drafts, self.draft[rows], self.row[rows], self.lands[rows], values)

    def place(self, place: int) -> tuple[Draft, int]:
        """The draft of a row, and its row in the sheet."""
        return self.drafts[self.draft[place]], int(self.row[place])
