"""How a value is written in the unit of its indicator."""

from __future__ import annotations

from decimal import Decimal

from monitoring.language import Words
from theory_of_change.text import message


def written(value: float | Decimal | None, unit: str, say: Words, *, short: bool = True, yes_no: bool = False) -> str:
    """A value with as many decimals as its unit asks for: “41%”, “1.234”, “€ 2,6 mln”; people are whole.

    `yes_no` says 1 as “ja”, for an event.

    >>> say = Words("nl")
    >>> written(41.0256, "percent", say), written(10898.2, "persons", say), written(8.013, "per_1000", say)
    ('41%', '10.898', '8,0')
    >>> written(62.4, "persons", say), written(62.4, "days", say), written(1, "count", say, yes_no=True)
    ('62', '62,4', 'ja')
    """
    if value is None or value != value:
        return say(None)
    if yes_no and value in (0, 1):
        return say(bool(value))
    if unit == "percent":
        return say.number(value, 0 if abs(value) >= 9.95 or value == 0 else 1) + "%"
    if unit == "eur":
        return say.millions(Decimal(str(value))) if short and abs(value) >= 1_000_000 else say.euro(Decimal(str(value)))
    if unit == "per_1000":
        return say.number(value, 1)
    return say.number(value, 0 if unit == "persons" or value == int(value) else 1)


def difference(value: float, unit: str, say: Words) -> str:
    """How far two values are apart: of percentages in percentage points."""
    if unit == "percent":
        return say(message("{n} percentage points", n=say.number(abs(value), 0 if abs(value) >= 1 else 1)))
    return written(abs(value), unit, say)
