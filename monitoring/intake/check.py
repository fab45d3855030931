"""From a file to rows that could land, and everything that is found in it. Nothing is written."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from monitoring.intake.belonging import look_together
from monitoring.intake.complete import taken_away
from monitoring.intake.draft import draft
from monitoring.intake.finding import Finding, Severity, blocks
from monitoring.intake.held import held
from monitoring.intake.known import Known, known
from monitoring.intake.layout import Layout, saved
from monitoring.intake.mark import without_our_sheets
from monitoring.intake.naming import named, take_in
from monitoring.intake.noticed import noticed
from monitoring.intake.personal import perhaps_personal, personal
from monitoring.intake.reading import Unreadable, Workbook, read
from monitoring.intake.refused import refused
from monitoring.intake.rules import broken
from monitoring.intake.shape import misshapen
from monitoring.intake.stage import stage
from monitoring.intake.understand import MARK, Understood, marks, understand
from monitoring.intake.vocabulary import Vocabulary
from monitoring.ledger import Reader
from monitoring.person import Person
from theory_of_change.text import Message, message

Progress = Callable[[Message, float], None]
Sender = Callable[[Mapping[str, str]], Person]
"""Who sends a file, by what the hidden sheet of our template says; that is nothing in a file of another kind."""


@dataclass(frozen=True)
class Checked:
    """A file as it was checked against one state of the ledger.

    `rows` are those that could land, per table, with every column but `written_in`; `cells` says
    for each of them, by its key, from which cells it came. `state` is the number of the commit
    it was checked against. `taken_away` is, per table, the condition on rows of an earlier file that
    this one replaces altogether, and `held` the keys of its rows that cannot land; `refused` are these
    rows as they are remembered where the sender leaves them out.
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
    held: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    refused: pd.DataFrame = field(default_factory=pd.DataFrame)

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
    sender: Person | Sender,
    name: str,
    content: bytes,
    layout: Layout | None = None,
    progress: Progress | None = None,
) -> Checked:
    """Read a file, understand it, and find everything that is wrong with it.

    `reader` is the state of the ledger to check against, `state` its number; `sender` who sends it, or
    how that is told from the file. Nothing in the file makes this raise: what cannot be read comes back
    as a finding.
    """
    told_by = sender if callable(sender) else lambda _: sender
    tell = progress or (lambda _, share: None)
    tell(message("Reading the file"), 0.0)
    workbook, kept_out = _opened(name, content)
    person = told_by(marks(workbook) if workbook else {})
    if workbook is None or kept_out:
        return Checked(name, content, person, layout, None, kept_out, {}, {}, state)
    tell(message("Understanding the sheets"), 0.4)
    understood = understand(workbook, layout, saved(reader))
    now = known(reader, person)
    findings = [
        *perhaps_personal(workbook),
        *noticed(workbook, understood.regions),
        *understood.findings,
        *_sender(now, understood),
    ]
    drafts = []
    if not blocks(findings, leave_out_errors=True):
        vocabulary = Vocabulary.of(reader)
        for speaks_of, texts in named(understood.regions).items():
            vocabulary = vocabulary.knowing(speaks_of, texts)
        drafts = [draft(region, vocabulary) for region in understood.regions]
        take_in(drafts, now)
        tell(message("Checking the rows"), 0.6)
        for each in drafts:
            findings += [*each.findings, *misshapen(each), *broken(each, now)]
    tell(message("Putting the rows together"), 0.9)
    look_together(drafts, now, findings)
    rows, cells, double = stage(drafts, findings, person)
    findings += double
    gone, told = taken_away(reader, drafts, findings, rows, now)
    findings += told
    if understood.regions and not rows and not any(f.severity <= Severity.ERROR for f in findings):
        findings.append(_NOTHING)
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
        sheets=len(workbook.sheets),
        cells_read=workbook.cells,
        taken_away=gone,
        held=held(drafts, findings, person),
        refused=refused(drafts, findings, person),
    )


_NOTHING = Finding(
    "nothing",
    Severity.BLOCKING,
    "",
    "",
    "",
    message("No row of this file can land."),
    message("Fill in at least one row, or mend what is found."),
)


def _opened(name: str, content: bytes) -> tuple[Workbook | None, tuple[Finding, ...]]:
    """A file as a workbook where it can be read, and what keeps it out before anything of it is told further, or kept."""
    try:
        workbook = without_our_sheets(read(name, content))
    except Unreadable as error:
        return None, (Finding("file", Severity.BLOCKING, "", "", name, error.message, error.remedy),)
    return workbook, tuple(personal(workbook))


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


def _in_order(findings: Sequence[Finding], workbook: Workbook) -> list[Finding]:
    """The gravest first, then as they stand in the workbook."""
    sheets = {name: place for place, name in enumerate(workbook.sheets)}
    return sorted(findings, key=lambda f: (f.severity, sheets.get(f.sheet, -1), f.row, len(f.cell), f.cell))
