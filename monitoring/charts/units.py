"""How a value is written in the unit of its indicator."""

from __future__ import annotations

from decimal import Decimal

from monitoring.language import Words
from theory_of_change.hidden import CALLED, hidden
from theory_of_change.text import message


def written(value: float | Decimal | None, unit: str, say: Words, *, short: bool = True, yes_no: bool = False) -> str:
    """A value in its unit, as `Words.measured` has it; `yes_no` says 1 as “ja”, for an event.

    >>> written(62.4, "days", Words("nl")), written(1, "count", Words("nl"), yes_no=True)
    ('62,4', 'ja')
    """
    if yes_no and value in (0, 1):
        return say(bool(value))
    return say.measured(value, unit, short=short)


def shown(value: float | Decimal | None, reason: object, unit: str, say: Words, *, yes_no: bool = False) -> str:
    """A value in its unit, or what stands in its place where there is a `reason` to hide it.

    >>> shown(None, "few", "persons", Words("nl")), shown(62, None, "persons", Words("nl"))
    ('<5', '62')
    """
    why = hidden(reason)
    return say(CALLED[why]) if why else written(value, unit, say, yes_no=yes_no)


def difference(value: float, unit: str, say: Words) -> str:
    """How far two values are apart: of percentages in percentage points."""
    if unit == "percent":
        return say(message("{n} percentage points", n=say.number(abs(value), 0 if abs(value) >= 1 else 1)))
    return written(abs(value), unit, say)
