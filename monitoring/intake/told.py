"""Of which cells of a region something was said already, so that nothing is said of them twice."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from monitoring.intake.cells import rows_by_column
from monitoring.intake.finding import Finding, Severity
from monitoring.intake.reading import position
from monitoring.intake.region import Region


class Told:
    """For every row of a region and every column: whether anything was found there, and whether it is an error."""

    def __init__(self, region: Region, index: np.ndarray) -> None:
        self._region, self._index = region, index
        self._anything: dict[int, np.ndarray] = {}
        self._wrong: dict[int, np.ndarray] = {}

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self._index)

    def add(self, findings: Iterable[Finding]) -> None:
        """Remember the cells of these findings."""
        findings = list(findings)
        wrong = (finding for finding in findings if finding.severity < Severity.WARNING)
        for which, some in ((self._anything, findings), (self._wrong, wrong)):
            for column, rows in rows_by_column(finding.cell for finding in some).items():
                there = which.setdefault(column, self._nowhere())
                there[np.searchsorted(self._index, rows)] = True

    def anything(self, field: str) -> np.ndarray:
        """For every row, whether something was found at the cell of a field."""
        return self._anything.get(self._column(field), self._nowhere())

    def wrong(self, field: str) -> np.ndarray:
        """For every row, whether the cell of a field could not be read."""
        return self._wrong.get(self._column(field), self._nowhere())

    def _column(self, field: str) -> int:
        """The column where findings about a field stand."""
        return position(self._region.cell(0, field))[1] if self._region.read else -1

    def _nowhere(self) -> np.ndarray:
        return np.zeros(self.rows, dtype=bool)
