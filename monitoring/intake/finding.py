"""What is found in a sheet, said to the person who can mend it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from theory_of_change.text import Message


class Severity(IntEnum):
    """What a finding means for the sheet, gravest first.

    *Blocking*: nothing of the sheet lands. *Error*: this row cannot land, and the others only when
    the sender says so. *Warning*: it lands.
    """

    BLOCKING = 0
    ERROR = 1
    WARNING = 2


NOT_FILLED_IN = "not filled in"
"""The rule of a prepared row without a figure: that is no mistake, so one line says it of all of a sheet."""


@dataclass(frozen=True)
class Finding:
    """Something in a sheet that its sender can mend: where it stands, what is wrong, what would be right."""

    rule: str
    severity: Severity
    sheet: str
    cell: str
    value: str
    message: Message
    remedy: Message | None = None
    clause: Message | None = None

    @property
    def place(self) -> str:
        """“Indicatoren!F14”, or the sheet, or nothing where the whole file is meant."""
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet

    @property
    def row(self) -> int:
        """The row of its cell, from 0; -1 where it has none."""
        number = self.cell[len(self.cell.rstrip("0123456789")) :]
        return int(number) - 1 if number else -1


@dataclass(frozen=True)
class Folded:
    """Equal findings as one: the same thing said of several cells."""

    finding: Finding
    cells: Sequence[Finding] = field(default_factory=list)

    @property
    def ranges(self) -> list[str]:
        """Its cells as few addresses, without the sheet."""
        return ranges(cell.cell for cell in self.cells if cell.cell)


def ranges(cells: Iterable[str]) -> list[str]:
    """Cells of a sheet, column by column, with those under each other as one range.

    >>> ranges(["F4", "F5", "G5", "F6", "F9", "14"])
    ['F4:F6', 'F9', 'G5', '14']
    """
    columns: dict[str, list[int]] = {}
    others = []
    for cell in cells:
        if found := _CELL.fullmatch(cell):
            columns.setdefault(found[1], []).append(int(found[2]))
        else:
            others.append(cell)
    return [*(one for column, rows in columns.items() for one in _runs(column, sorted({*rows}))), *others]


_CELL = re.compile(r"([A-Z]+)(\d+)")


def _runs(column: str, rows: Sequence[int]) -> Iterator[str]:
    """The rows of a column, in their order, as ranges."""
    first = last = rows[0]
    for row in [*rows[1:], None]:
        if row is None or row > last + 1:
            yield f"{column}{first}" if first == last else f"{column}{first}:{column}{last}"
            first = row
        last = row


def fold(findings: Iterable[Finding]) -> list[Folded]:
    """Findings that say the same folded into one with all their cells; the gravest first, then in sheet order."""
    groups: dict[tuple, list[Finding]] = {}
    for finding in findings:
        key = (finding.severity, finding.rule, finding.sheet, finding.message, finding.remedy)
        groups.setdefault(key, []).append(finding)
    return [Folded(cells[0], cells) for _, cells in sorted(groups.items(), key=lambda group: group[0][0])]


def apart(findings: Iterable[Finding]) -> tuple[list[Folded], list[Folded]]:
    """Folded findings: those to mend or to look at, and apart the prepared rows that were left empty, one per sheet."""
    folded = fold(findings)
    return (
        [one for one in folded if one.finding.rule != NOT_FILLED_IN],
        [one for one in folded if one.finding.rule == NOT_FILLED_IN],
    )


def blocks(findings: Iterable[Finding], *, leave_out_errors: bool = False) -> bool:
    """Whether these findings keep the sheet out."""
    gravest = Severity.BLOCKING if leave_out_errors else Severity.ERROR
    return any(finding.severity <= gravest for finding in findings)
