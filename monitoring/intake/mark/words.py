"""How the severities of findings are called in a marked workbook, and told apart without colour."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from monitoring.intake.finding import Severity
from theory_of_change.text import message

SIGNED = {
    Severity.BLOCKING: message("Blocking"),
    Severity.ERROR: message("Error"),
    Severity.WARNING: message("Please look"),
}
SHAPE = {Severity.BLOCKING: "■", Severity.ERROR: "▲", Severity.WARNING: "▬"}
HEADS = {
    Severity.BLOCKING: message("Nothing can land"),
    Severity.ERROR: message("Wrong: these rows cannot land"),
    Severity.WARNING: message("Please look: this may land"),
}

Say = Callable[[Any], str]
"""Puts a message, a text or a value into the words of the visitor."""


def head(severity: Severity, say: Say) -> str:
    """A severity by word and shape, which is how a note begins.

    >>> head(Severity.ERROR, lambda said: said.key)
    'Error ▲'
    """
    return f"{say(SIGNED[severity])} {SHAPE[severity]}"
