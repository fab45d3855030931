"""What is wrong with a file: everything that was found, by consequence, with cells and remedies."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from monitoring.intake.check import Checked
from monitoring.intake.finding import NOT_FILLED_IN, Finding, Folded, Severity, apart, fold
from monitoring.intake.preview import Preview
from monitoring.intake.understand import TEMPLATE
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


def left_out(checked: Checked) -> set[tuple[str, str]]:
    """The rows that do not land, as sheet and number: wrong, or prepared in our template and not filled in.

    A row of somebody's own sheet may hold several figures, of which only one is not there.
    """
    return wrong_rows(checked) | (_empty(checked) if _is_template(checked) else set())


def told_of_empty(checked: Checked) -> Message | None:
    """How many rows hold no figure: prepared ones in our template, any in a sheet of the sender's own; None without."""
    number = len(_empty(checked))
    if not number:
        return None
    if _is_template(checked):
        return counted(
            "{n} prepared row that was not filled in is left out.",
            "{n} prepared rows that were not filled in are left out.",
            n=number,
        )
    return counted(
        "{n} row has a cell without a figure, which is left out.",
        "{n} rows have a cell without a figure, which is left out.",
        n=number,
    )


def _is_template(checked: Checked) -> bool:
    return checked.understood is not None and checked.understood.layout == TEMPLATE


def _empty(checked: Checked) -> set[tuple[str, str]]:
    """The rows in which a figure is not filled in."""
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
    folded, _ = apart(checked.findings)  # prepared rows that were left empty are no mistake: one line says it
    groups = []
    for severity, group in GROUPS.items():
        own = [_shown(one) for one in folded if one.finding.severity is severity]
        if own:
            groups.append((group, own, sum(one.number for one in own), severity is Severity.BLOCKING))
    all_cells = sum(len(one.cells) for one in folded)
    return html("findings", here.say, groups=groups, all=all_cells, points=len(folded), left=told_of_empty(checked))


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
    cells = [cell for cell in one.cells if cell.cell]
    return Shown(one.finding, len(cells), cells[:SHOWN])
