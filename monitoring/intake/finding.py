"""What is found in a sheet, said to the person who can mend it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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


def fold(findings: Iterable[Finding]) -> list[Folded]:
    """Findings that say the same folded into one with all their cells; the gravest first, then in sheet order."""
    groups: dict[tuple, list[Finding]] = {}
    for finding in findings:
        key = (finding.severity, finding.rule, finding.sheet, finding.message, finding.remedy)
        groups.setdefault(key, []).append(finding)
    return [Folded(cells[0], cells) for _, cells in sorted(groups.items(), key=lambda group: group[0][0])]


def blocks(findings: Iterable[Finding], *, leave_out_errors: bool = False) -> bool:
    """Whether these findings keep the sheet out."""
    gravest = Severity.BLOCKING if leave_out_errors else Severity.ERROR
    return any(finding.severity <= gravest for finding in findings)
