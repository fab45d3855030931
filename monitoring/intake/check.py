"""From a file to rows that could land, and everything that is found in it. Nothing is written."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from monitoring.intake import workbook as workbooks
from monitoring.intake.draft import AMOUNTS, Draft, draft
from monitoring.intake.fields import OWNER
from monitoring.intake.finding import Finding, Severity, blocks
from monitoring.intake.known import Known, known
from monitoring.intake.layout import Layout
from monitoring.intake.rules import broken, together
from monitoring.intake.rules.together import is_part
from monitoring.intake.shape import misshapen
from monitoring.intake.understand import MARK, Understood, understand
from monitoring.intake.vocabulary import Vocabulary
from monitoring.intake.workbook import Workbook
from monitoring.ledger import Reader, tables
from monitoring.person import Person
from theory_of_change.text import Message, counted, message

Progress = Callable[[Message, float], None]


@dataclass(frozen=True)
class Checked:
    """A file as it was checked against one state of the ledger.

    `rows` are those that could land, per table, with every column but `written_in`; `cells` says
    for each of them, by its key, from which cells it came. `state` is the number of the commit
    it was checked against. `taken_away` is, per table, the condition on rows of an earlier file that
    this one replaces altogether.
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
    taken_away: Mapping[str, str] = field(default_factory=dict)

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
    findings = [*_of_its_kind(name), *understood.findings, *_sender(now, understood)]
    drafts = []
    if not blocks(findings, leave_out_errors=True):
        vocabulary = Vocabulary.of(reader)
        drafts = [draft(region, vocabulary) for region in understood.regions]
        tell(message("Checking the rows"), 0.6)
        for each in drafts:
            findings += [*each.findings, *misshapen(each), *broken(each, now)]
    tell(message("Putting the rows together"), 0.9)
    _look_together(drafts, now, findings)
    rows, cells, double = _stage(drafts, findings, person)
    findings += double
    taken_away, told = _taken_away(reader, drafts, findings, rows, now)
    findings += told
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
        taken_away,
    )


def _of_its_kind(name: str) -> list[Finding]:
    """What cannot be seen in a kind of file."""
    kind = name.lower().rpartition(".")[2]
    if kind in ("xlsx", "xlsm"):
        return []
    return [
        Finding(
            "kind of file",
            Severity.WARNING,
            "",
            "",
            name,
            message("In an .{kind} file, cells with an Excel error look empty, and 70% is read as 0.7.", kind=kind),
            message("Save it in Excel as .xlsx and send that file."),
        )
    ]


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


def _held(findings: Iterable[Finding]) -> set[tuple[str, int]]:
    """Sheet and row (from 0) of everything that cannot land."""
    return {(f.sheet, _row(f.cell)) for f in findings if f.severity <= Severity.ERROR and f.cell}


def _look_together(drafts: Sequence[Draft], now: Known, findings: list[Finding]) -> None:
    """Add what the rows that would land break together; that may hold back more rows, and so on."""
    said: set[tuple[str, str]] = set()
    while True:
        held = _held(findings)
        holds = lambda draft, row, held=held: (draft.region.sheet.name, row) in held  # noqa: E731
        found = [finding for finding in together(drafts, now, holds) if (finding.rule, finding.place) not in said]
        found = found or [finding for each in drafts for finding in _held_with_others(each, now, held)]
        if not found:
            return
        said |= {(finding.rule, finding.place) for finding in found}
        findings += found


def _held_with_others(draft: Draft, now: Known, held: set[tuple[str, int]]) -> Iterator[Finding]:
    """Rows that say something only together with a row that is wrong.

    They are the cells that are added up to one value, the parts that make up a total, and the points
    of one path of targets. Where the wrong cell is part of the key of a sum, every sum that it may
    belong to is held back.
    """
    region, rows = draft.region, draft.rows
    key, belongs = _whole(draft, now)
    if not key:
        return
    is_held = pd.Series([(region.sheet.name, row) in held for row in rows.index], index=rows.index, dtype=bool)
    with_them = pd.Series(False, index=rows.index)
    for wrong in rows.loc[is_held & belongs, key].drop_duplicates().itertuples(index=False, name=None):
        if None in wrong and not region.combine:
            continue
        alike = belongs.copy()
        for name, value in zip(key, wrong, strict=True):
            if value is not None:
                alike &= rows[name] == value
        with_them |= alike
    for row in rows.index[with_them & ~is_held]:
        yield draft.finding(
            "belongs together",
            Severity.ERROR,
            row,
            AMOUNTS[region.table][0],
            message("This belongs together with a row that is wrong."),
            message("Mend that one first; this one lands with it."),
        )


def _whole(draft: Draft, now: Known) -> tuple[list[str], pd.Series]:
    """The columns by which rows of a draft make up one whole, none where they do not, and which rows do."""
    rows, every = draft.rows, pd.Series(True, index=draft.rows.index)
    if draft.region.combine:
        return [name for name in tables()[draft.region.table].key if name in rows], every
    if draft.region.table == "target":
        return ["indicator", "country", "revision"], every
    if draft.region.table == "observation":
        parts = [is_part(now, row.indicator, row.dimension) for row in rows.itertuples()]
        return ["indicator", "country", "period"], pd.Series(parts, index=rows.index, dtype=bool)
    return [], every


def _taken_away(
    reader: Reader, drafts: Sequence[Draft], findings: Sequence[Finding], rows: Mapping[str, pd.DataFrame], now: Known
) -> tuple[dict[str, str], list[Finding]]:
    """What an earlier file said and this one no longer does, where a layout says that its sheet is complete.

    Nothing is taken away on the word of a sheet with a mistake in it.
    """
    conditions: dict[str, list[str]] = {}
    for each in drafts:
        region = each.region
        wrong = any(f.severity <= Severity.ERROR and f.sheet == region.sheet.name for f in findings)
        if not region.complete_years or region.table != "observation" or wrong:
            continue
        years = {period[:4] for period in each.rows["period"]}
        periods = [code for code in now.periods if code[:4] in years]
        indicators = sorted(set(each.rows["indicator"]))
        if periods and indicators:
            conditions.setdefault(region.table, []).append(
                f"(reporter = {_quoted([now.person.organisation])[1:-1]} and indicator in {_quoted(indicators)} "
                f"and period in {_quoted(periods)})"
            )
    within = {table: " or ".join(each) for table, each in conditions.items() if table in rows}
    told = []
    for table, condition in within.items():
        key = list(tables()[table].key)
        there = set(reader.rows(f"select {', '.join(key)} from {table} where {condition}"))
        gone = len(there - set(rows[table][key].itertuples(index=False, name=None)))
        if gone:
            told.append(
                Finding(
                    "taken away",
                    Severity.WARNING,
                    "",
                    "",
                    "",
                    counted(
                        "{n} value of an earlier file is not in this one. It is taken away.",
                        "{n} values of an earlier file are not in this one. They are taken away.",
                        n=gone,
                    ),
                    message("If they still hold, put them back in the file."),
                )
            )
    return within, told


def _quoted(codes: Sequence[str]) -> str:
    """Codes as a list in SQL."""
    return "(" + ", ".join("'" + code.replace("'", "''") + "'" for code in codes) + ")"


def _stage(drafts: Sequence[Draft], findings: Sequence[Finding], person: Person) -> tuple[dict, dict, list[Finding]]:
    """The rows of each table that no finding holds back, and the cells they came from."""
    held = _held(findings)
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
