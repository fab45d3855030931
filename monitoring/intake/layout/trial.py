"""A layout tried on one sheet: the rows as they would land, and what is wrong with them. Nothing is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from monitoring.intake.draft import AMOUNTS, draft
from monitoring.intake.finding import Finding, Severity
from monitoring.intake.layout.model import SheetLayout
from monitoring.intake.layout.regions import regions_of_sheet
from monitoring.intake.reading import Sheet
from monitoring.intake.vocabulary import Vocabulary
from monitoring.ledger import tables

MOST_ROWS = 5_000  # of a sheet, so that the form stays quick


@dataclass(frozen=True)
class Trial:
    """What came of it: `rows` has a column per field and `cell`, the address of the figure.

    `figures` is how many there are once rows about the same are added up, where the layout says so.

    `whole` says whether all of the sheet was tried, or only its first rows.
    """

    rows: pd.DataFrame
    figures: int
    findings: Sequence[Finding]
    left_out: int
    whole: bool

    @property
    def wrong(self) -> list[Finding]:
        """What keeps rows out."""
        return [finding for finding in self.findings if finding.severity <= Severity.ERROR]

    @property
    def unknown(self) -> dict[str, list[Finding]]:
        """Words that mean nothing here, by the word."""
        found: dict[str, list[Finding]] = {}
        for finding in self.findings:
            if finding.rule == "unreadable" and finding.message.key == "“{value}” is not known here.":
                found.setdefault(finding.value, []).append(finding)
        return found


def trial(sheet: Sheet, described: SheetLayout, vocabulary: Vocabulary) -> Trial:
    """Read a sheet by a layout, its first rows where it is long."""
    whole = len(sheet.rows) <= MOST_ROWS
    tried = sheet if whole else replace(sheet, rows=sheet.rows[:MOST_ROWS])
    regions, told = regions_of_sheet(tried, described)
    findings, parts, left = list(told), [], 0
    for region in regions:
        drafted = draft(region, vocabulary)
        findings += drafted.findings
        left += len(region.skipped)
        figure = AMOUNTS[region.table][0]
        cells = [region.cell(row, figure) for row in drafted.rows.index]
        parts.append(drafted.rows.assign(cell=cells))
    rows = pd.concat(parts) if parts else pd.DataFrame()
    return Trial(rows, _figures(rows, described), findings, left, whole)


def _figures(rows: pd.DataFrame, described: SheetLayout) -> int:
    """How many figures rows come down to."""
    if rows.empty or described.combine is None:
        return len(rows)
    key = [name for name in tables()[described.table].key if name in rows]
    return len(rows.drop_duplicates(key))
