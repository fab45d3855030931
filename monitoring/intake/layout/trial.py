"""A layout tried on one sheet: the rows as they would land, and what is wrong with them. Nothing is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from monitoring.intake.draft import AMOUNTS, draft
from monitoring.intake.fields import FIELDS
from monitoring.intake.finding import Finding, Severity
from monitoring.intake.layout.model import SheetLayout
from monitoring.intake.layout.regions import regions_of_sheet
from monitoring.intake.naming import named
from monitoring.intake.reading import Sheet, letters
from monitoring.intake.region import Region
from monitoring.intake.vocabulary import Vocabulary
from monitoring.ledger import tables

MOST_ROWS = 20_000  # of a sheet, so that the form stays quick


@dataclass(frozen=True)
class Trial:
    """What came of it: `rows` has a column per field, `cell`, the address of the figure, and `lands`,
    whether nothing is wrong with it.

    `unknown` has the words that are in no list they should be in, with where they stand. `figures` is how many
    there are once rows about the same are added up, where the layout says so; `alike` how many rows are about the
    same as one above them, where it does not.

    `whole` says whether all of the sheet was tried, or only its first rows.
    """

    rows: pd.DataFrame
    figures: int
    findings: Sequence[Finding]
    left_out: int
    whole: bool
    unknown: Mapping[str, Sequence[Finding]]
    alike: int = 0

    @property
    def wrong_rows(self) -> int:
        """How many rows cannot land."""
        return int((~self.rows["lands"].astype(bool)).sum()) if len(self.rows) else 0

    @property
    def wrong(self) -> list[Finding]:
        """What keeps rows out."""
        return [finding for finding in self.findings if finding.severity <= Severity.ERROR]


def trial(sheet: Sheet, described: SheetLayout, vocabulary: Vocabulary) -> Trial:
    """Read a sheet by a layout, its first rows where it is long."""
    whole = len(sheet.rows) <= MOST_ROWS
    tried = sheet if whole else replace(sheet, rows=sheet.rows[:MOST_ROWS])
    regions, told = regions_of_sheet(tried, described)
    findings, parts, left = list(told), [], set()
    for speaks_of, texts in named(regions).items():
        vocabulary = vocabulary.knowing(speaks_of, texts)
    for region in regions:
        drafted = draft(region, vocabulary)
        findings += drafted.findings
        left |= region.skipped
        figure = AMOUNTS[region.table][0]
        cells = [region.cell(row, figure) for row in drafted.rows.index]
        wrong = {finding.row for finding in drafted.findings if finding.severity <= Severity.ERROR and finding.cell}
        parts.append(drafted.rows.assign(cell=cells, lands=[row not in wrong for row in drafted.rows.index]))
    rows = pd.concat(parts) if parts else pd.DataFrame()
    unknown = _unknown(findings, regions, vocabulary)
    different = _different(rows, described)
    figures = different if described.combine else len(rows)
    return Trial(rows, figures, findings, len(left), whole, unknown, figures - different)


def _different(rows: pd.DataFrame, described: SheetLayout) -> int:
    """How many different things rows are about."""
    if rows.empty:
        return 0
    return len(rows.drop_duplicates([name for name in tables()[described.table].key if name in rows]))


def _unknown(
    findings: Sequence[Finding], regions: Sequence[Region], vocabulary: Vocabulary
) -> dict[str, list[Finding]]:
    """What cannot be read in columns that are read by a list of words, such as that of the countries."""
    listed: set[str] = set()
    for region in regions:
        by_name = {field.name: field for field in FIELDS[region.table]}
        fields = [place for name, place in region.columns.items() if by_name[name].reads in vocabulary.words]
        parts = [place for place, how in region.parts.values() if how.reads == "country"]
        listed |= {letters(place) for place in (*fields, *parts)}
    found: dict[str, dict[str, Finding]] = {}
    for finding in findings:
        if finding.value and finding.severity <= Severity.ERROR and finding.cell.rstrip("0123456789") in listed:
            found.setdefault(finding.value, {})[finding.cell] = finding  # columns beside each other read it once each
    return {word: list(at.values()) for word, at in found.items()}
