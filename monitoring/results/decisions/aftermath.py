"""Whether the signals that a decision answers are still there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from monitoring.results.decisions.decision import Answered, Decision
from monitoring.results.decisions.read import identity
from monitoring.results.signals import Kind, Signal

SILENT = (Kind.DELIVERY_MISSING, Kind.STALE)
"""What says that a figure is not known, so that nothing can be seen of it."""


class There(StrEnum):
    """Whether a signal is still there."""

    STILL = "still"
    GONE = "gone"
    UNSEEN = "unseen"


@dataclass(frozen=True)
class After:
    """A signal as it was read when it was decided on, and as it is now; `now` is None where it is not."""

    signal: Answered
    there: There
    now: Signal | None = None


def there(signal: Answered, now: Signal | None, silent: bool) -> There:
    """Whether a signal is still there. Where a figure is missing now, that a signal is not there says nothing.

    >>> from theory_of_change.text import Text
    >>> one = Answered("behind~TER-01~XAA", "behind", "medium", "XAA", "TER", "2026-Q1", Text(nl="", en=""))
    >>> there(one, None, False).value, there(one, None, True).value
    ('gone', 'unseen')
    """
    if now is not None:
        return There.STILL
    return There.UNSEEN if silent and signal.kind not in [kind.value for kind in SILENT] else There.GONE


def aftermath(one: Decision, now: Sequence[Signal]) -> list[After]:
    """The signals of a decision, the gravest first, beside those of a quarter."""
    present = {identity(signal): signal for signal in now}
    silent = {(signal.country, signal.theme) for signal in now if signal.kind in SILENT}
    return [
        After(
            signal,
            there(signal, present.get(signal.signal), (signal.country, signal.theme) in silent),
            present.get(signal.signal),
        )
        for signal in one.chosen.signals
    ]
