"""What is wrong with a file: everything that was found, by consequence, with cells and remedies."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from monitoring.intake.check import Checked
from monitoring.intake.finding import NOT_FILLED_IN, Finding, Folded, Severity, apart, fold
from monitoring.intake.preview import Preview
from monitoring.ui.frame import Here
from monitoring.ui.html import html
from theory_of_change.text import Message, counted, message

SHOWN = 60  # cells that are listed before the rest is only counted


@dataclass(frozen=True)
class Group:
    """Findings with the same consequence: how that is said, and how it looks."""

    word: Message
    colour: str
    shape: str


GROUPS = {
    Severity.BLOCKING: Group(message("Nothing can land"), "#B70000", "square"),
    Severity.ERROR: Group(message("Wrong: these rows cannot land"), "#844C12", "triangle"),
    Severity.WARNING: Group(message("Please look: this may land"), "#5A5F66", "bar"),
}


def finding(checked: Checked, would: Preview | None) -> Message:
    """The finding on a file: as bad as the worst in it; where all of it is in the ledger already, that."""
    blocking = sum(one.finding.severity is Severity.BLOCKING for one in fold(checked.findings))
    wrong = len(wrong_rows(checked))
    if blocking and wrong:
        return counted(
            "Nothing can land: {n} point to mend first, and {rows} rows are wrong",
            "Nothing can land: {n} points to mend first, and {rows} rows are wrong",
            n=blocking,
            rows=wrong,
        )
    if blocking:
        return counted(
            "Nothing can land: {n} point to mend first", "Nothing can land: {n} points to mend first", n=blocking
        )
    if wrong:
        return counted("{n} row is wrong. See what you can mend", "{n} rows are wrong. See what you can mend", n=wrong)
    if would is not None and not would.total.touched:
        return message("Nothing in this file is new: all of it is in the ledger already")
    touched = would.total.touched if would else checked.count
    return counted("{n} row can land", "{n} rows can land", n=touched)


def wrong_rows(checked: Checked) -> set[tuple[str, str]]:
    """The rows that cannot land, as sheet and number."""
    return {_row(one) for one in checked.findings if one.severity is Severity.ERROR and one.cell}


def not_filled_in(checked: Checked) -> set[tuple[str, str]]:
    """The prepared rows that were left empty, as sheet and number."""
    return {_row(one) for one in checked.findings if one.rule == NOT_FILLED_IN}


def _row(one: Finding) -> tuple[str, str]:
    return one.sheet, "".join(filter(str.isdigit, one.cell))


def known_as(checked: Checked) -> Message:
    """As what a file was recognised."""
    if checked.layout_name.startswith("template"):
        return message("our template, version {version}", version=checked.understood.version)
    if checked.understood and checked.understood.layout:
        return message("layout {name}", name=checked.layout_name)
    return message("not recognised")


def facts_of(here: Here, checked: Checked, would: Preview | None) -> Markup:
    """What was read, as what it was recognised, and what it is compared with."""
    return html(
        "file_facts",
        here.say,
        checked=checked,
        kilobytes=max(len(checked.content) // 1024, 1),
        known_as=known_as(checked),
        state=would.state if would else checked.state,
    )


def findings(here: Here, checked: Checked) -> Markup:
    """Everything found, in three groups by consequence; equal ones folded with their cells."""
    folded, left = apart(checked.findings)
    groups = []
    for severity, group in GROUPS.items():
        own = [_shown(one) for one in folded if one.finding.severity is severity]
        if own:
            groups.append((group, own, sum(one.number for one in own), severity is Severity.BLOCKING))
    return html(
        "findings",
        here.say,
        groups=groups,
        all=sum(len(one.cells) for one in folded),
        points=len(folded),
        left=sum(len(one.cells) for one in left),
    )


@dataclass(frozen=True)
class Shown:
    """Equal findings of a sheet as one entry: the first few of its `number` cells in its line, the others behind it."""

    finding: Finding
    number: int
    cells: list[Finding]

    @property
    def few(self) -> list[str]:
        """The first cells."""
        return [one.cell for one in self.cells[:3] if one.cell]


def _shown(one: Folded) -> Shown:
    cells = [cell for cell in one.cells if cell.place]
    return Shown(one.finding, len(cells), cells[:SHOWN])
