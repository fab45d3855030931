"""From a file to rows that could land, and everything that is found in it. Nothing is written."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from monitoring.intake import workbook as workbooks
from monitoring.intake.draft import AMOUNTS, Draft, draft
from monitoring.intake.fields import OWNER
from monitoring.intake.finding import Finding, Severity, blocks
from monitoring.intake.known import Known, known
from monitoring.intake.layout import Layout
from monitoring.intake.rules import broken
from monitoring.intake.shape import misshapen
from monitoring.intake.understand import MARK, Understood, understand
from monitoring.intake.vocabulary import Vocabulary
from monitoring.intake.workbook import Workbook
from monitoring.ledger import Reader, tables
from monitoring.person import Person
from theory_of_change.text import Message, message

Progress = Callable[[Message, float], None]


@dataclass(frozen=True)
class Checked:
    """A file as it was checked against one state of the ledger.

    `rows` are those that could land, per table, with every column but `written_in`; `cells` says
    for each of them, by its key, from which cells it came. `state` is the number of the commit
    it was checked against.
    """

    name: str
    content: bytes
    person: Person
    layout: Layout | None
    understood: Understood | None
    findings: Sequence[Finding]
    rows: Mapping[str, pd.DataFrame]
    cells: Mapping[str, pd.DataFrame]
    state: int
    sheets: int = 0
    cells_read: int = 0

    @property
    def sha256(self) -> str:
        """The SHA-256 of the file, by which the same file is known again."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def layout_name(self) -> str:
        """The layout it was read by, with its version; "" where it was not understood."""
        return self.understood.name if self.understood else ""

    @property
    def count(self) -> int:
        """How many rows could land."""
        return sum(len(rows) for rows in self.rows.values())

    def blocked(self, *, leave_out_errors: bool = False) -> bool:
        """Whether it cannot land."""
        return not self.count or blocks(self.findings, leave_out_errors=leave_out_errors)


def check(
    reader: Reader,
    state: int,
    person: Person,
    name: str,
    content: bytes,
    layout: Layout | None = None,
    progress: Progress | None = None,
) -> Checked:
    """Read a file, understand it, and find everything that is wrong with it.

    `reader` is the state of the ledger to check against, `state` its number. Nothing in the file
    makes this raise: what cannot be read comes back as a finding.
    """
    tell = progress or (lambda _, share: None)
    tell(message("Reading the file"), 0.0)
    try:
        workbook = workbooks.read(name, content)
    except workbooks.Unreadable as error:
        finding = Finding("file", Severity.BLOCKING, "", "", name, error.message, error.remedy)
        return Checked(name, content, person, layout, None, (finding,), {}, {}, state)
    tell(message("Understanding the sheets"), 0.4)
    understood = understand(workbook, layout)
    now = known(reader, person)
    findings = [*understood.findings, *_sender(now, understood)]
    drafts = []
    if not blocks(findings, leave_out_errors=True):
        vocabulary = Vocabulary.of(reader)
        drafts = [draft(region, vocabulary) for region in understood.regions]
        tell(message("Checking the rows"), 0.6)
        for each in drafts:
            findings += [*each.findings, *misshapen(each), *broken(each, now)]
    tell(message("Putting the rows together"), 0.9)
    rows, cells, double = _stage(drafts, findings, person)
    findings += double
    if understood.regions and not rows and not any(f.severity <= Severity.ERROR for f in findings):
        findings.append(
            Finding(
                "nothing",
                Severity.BLOCKING,
                "",
                "",
                "",
                message("No row of this file can land."),
                message("Fill in at least one row, or mend what is found."),
            )
        )
    return Checked(
        name,
        content,
        person,
        layout,
        understood,
        tuple(_in_order(findings, workbook)),
        rows,
        cells,
        state,
        len(workbook.sheets),
        workbook.cells,
    )


def _sender(now: Known, understood: Understood) -> list[Finding]:
    """Whether the sender may send this at all."""
    organisation = now.person.organisation
    if organisation not in now.organisations:
        return [
            Finding(
                "sender",
                Severity.BLOCKING,
                "",
                "",
                organisation,
                message("{organisation} is no organisation of the taskforce.", organisation=organisation),
                message("Choose one of the members."),
            )
        ]
    made_for = understood.marks.get("organisation", organisation)
    if made_for != organisation:
        return [
            Finding(
                "sender",
                Severity.BLOCKING,
                MARK,
                "B2",
                made_for,
                message(
                    "This template was made for {made_for}, and you send for {organisation}.",
                    made_for=now.organisations.get(made_for, made_for),
                    organisation=now.organisations[organisation],
                ),
                message("Use the template of your own organisation."),
            )
        ]
    return []


def _stage(drafts: Sequence[Draft], findings: Sequence[Finding], person: Person) -> tuple[dict, dict, list[Finding]]:
    """The rows of each table that no finding holds back, and the cells they came from."""
    held = {
        (finding.sheet, _row(finding.cell))
        for finding in findings
        if finding.severity <= Severity.ERROR and finding.cell
    }
    rows: dict[str, list[pd.DataFrame]] = {}
    double: list[Finding] = []
    for each in drafts:
        region = each.region
        table = tables()[region.table]
        kept = each.rows[[(region.sheet.name, row) not in held for row in each.rows.index]].copy()
        if kept.empty:
            continue
        if owner := OWNER[region.table]:
            kept[owner] = person.organisation
        for name in table.names:
            if name not in kept and name != "written_in":
                kept[name] = None
        kept["cells"] = [_cells(region, row) for row in kept.index]
        kept["sheet"] = region.sheet.name
        if region.combine:
            kept = _combined(kept, list(table.key), list(AMOUNTS[region.table]))
        kept["row_key"] = ["|".join(map(str, key)) for key in kept[list(table.key)].itertuples(index=False, name=None)]
        rows.setdefault(region.table, []).append(kept)
    staged, cells = {}, {}
    for table, parts in rows.items():
        whole = pd.concat(parts, ignore_index=True)
        again = whole.duplicated("row_key")
        double += [
            Finding(
                "CHK-B8",
                Severity.BLOCKING,
                row.sheet,
                row.cells.split(",")[0],
                row.row_key,
                message("Another sheet of this file says something about the same."),
                message("Keep one of the two."),
            )
            for row in whole[again].itertuples()
        ]
        whole = whole[~again]
        cells[table] = whole[["row_key", "sheet", "cells"]]
        staged[table] = whole[[name for name in tables()[table].names if name != "written_in"]]
    return staged, cells, double


def _cells(region: Any, row: int) -> str:
    """The cells that hold the figures of a row."""
    filled = [
        name
        for name in AMOUNTS[region.table]
        if name in region.columns and region.sheet.cell(row, region.columns[name]) != ""
    ]
    names = filled or list(region.columns)[:1]
    return ",".join(region.cell(row, name) for name in names)


def _combined(rows: pd.DataFrame, key: list[str], amounts: list[str]) -> pd.DataFrame:
    """Rows with the same key added up: one value from many cells."""

    def total(values: pd.Series) -> Any:
        there = [value for value in values if value is not None]
        return sum(there) if there else None

    how: dict[str, Any] = {name: "first" for name in rows.columns if name not in key}
    how |= dict.fromkeys(amounts, total)
    how["cells"] = ",".join
    return rows.groupby(key, sort=False, dropna=False).agg(how).reset_index()


def _in_order(findings: Sequence[Finding], workbook: Workbook) -> list[Finding]:
    """The gravest first, then as they stand in the workbook."""
    sheets = {name: place for place, name in enumerate(workbook.sheets)}
    return sorted(findings, key=lambda f: (f.severity, sheets.get(f.sheet, -1), _row(f.cell), len(f.cell), f.cell))


def _row(cell: str) -> int:
    """The row of an address, from 0."""
    found = re.search(r"(\d+)$", cell)
    return int(found[1]) - 1 if found else -1
