"""Two moments beside each other: which figures differ, which cells made the difference, and who changed them and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from monitoring.ledger import Held, Ledger
from monitoring.reports.compare.cells import COMPARED, MOST, Cell, Cells, What, by_commit, cells
from monitoring.reports.compare.figures import Moved, Of, figures
from monitoring.reports.compare.listed import (
    CELLS,
    CHANGES,
    FIGURES,
    HIDDEN,
    KINDS,
    TABLES,
    WHATS,
    cells_table,
    figures_table,
    plain,
    sender,
)
from monitoring.reports.compare.sentences import Said, deeds, gravity, sentences

__all__ = [
    "CELLS",
    "CHANGES",
    "COMPARED",
    "FIGURES",
    "HIDDEN",
    "KINDS",
    "MOST",
    "TABLES",
    "WHATS",
    "Cell",
    "Cells",
    "Compared",
    "Moved",
    "Of",
    "Said",
    "What",
    "by_commit",
    "cells",
    "cells_table",
    "compare",
    "deeds",
    "figures",
    "figures_table",
    "gravity",
    "plain",
    "sender",
    "sentences",
]


@dataclass(frozen=True)
class Compared:
    """Two states at a quarter: what figures and cells differ."""

    figures: Sequence[Moved]
    cells: Cells


def compare(ledger: Ledger, then: Held, now: Held, quarter: str) -> Compared:
    """What differs between two states, of the figures of a quarter and of all cells; `then` is the earlier one."""
    changed = cells(ledger, then, now)
    return Compared(tuple(figures(then, now, quarter, changed)), changed)
