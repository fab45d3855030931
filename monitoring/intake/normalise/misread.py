"""A cell that is not what it should be."""

from __future__ import annotations

from dataclasses import dataclass

from monitoring.intake.finding import Severity
from theory_of_change.text import Message


@dataclass(frozen=True)
class Misread:
    """A cell that could not be read as what it should be: what is wrong, and what would be right.

    `rule` is the code of the finding it becomes. A warning says that the cell is read as empty.
    """

    message: Message
    remedy: Message
    rule: str = "unreadable"
    severity: Severity = Severity.ERROR
