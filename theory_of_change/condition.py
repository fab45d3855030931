"""When a theory asks to think again, in a small language that can be read by people and worked out without guessing.

::

    TER-03 < 40                     the last figure of TER-03, or of a safeguard, is below 40
    TER-03 < 40 for 3 quarters      so were the two before it; "for 2 periods" where it is not reported each quarter
    SMO-05 up 30%                   it rose by at least that on the same period of the year before; or "down"
    IRR-H1 is amber                 a safeguard is at least on amber; "is red" only on red
    any INN-H is red                any safeguard whose code begins so
    INN-01 < 4 and INN-02 < 100     all of it, for the same country

There are no brackets, no "or" and no functions: what needs more is two triggers.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from theory_of_change.text import Message, message

COMPARED: Mapping[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
COLOURS = ("amber", "red")
_CODE = r"(?P<code>[A-Z]{3}-[A-Z]?[0-9]{1,2})"
_FOR = r"(?: for (?P<count>[1-9][0-9]?) (?P<unit>quarters?|periods?))?"
_VALUE = re.compile(rf"{_CODE} (?P<op><=|>=|<|>) (?P<value>-?[0-9]+(?:\.[0-9]+)?){_FOR}")
_CHANGE = re.compile(rf"{_CODE} (?P<way>up|down) (?P<share>[1-9][0-9]*)%")
_COLOUR = re.compile(rf"(?:{_CODE}|any (?P<prefix>[A-Z]{{3}}-[A-Z])) is (?P<colour>amber|red){_FOR}")


class Unreadable(ValueError):
    """A condition that says something this language does not have; says what would be right."""

    def __init__(self, words: Message) -> None:
        super().__init__(words.key)
        self.message = words


@dataclass(frozen=True)
class Value:
    """The value of an indicator or safeguard against a number, for the last `count` of its periods on end."""

    code: str
    op: str
    value: Decimal
    count: int = 1
    quarters: bool = False

    def holds(self, value: float) -> bool:
        """Whether a value is what is meant.

        >>> Value("TER-03", "<", Decimal(40)).holds(39.5), Value("TER-03", "<", Decimal(40)).holds(40)
        (True, False)
        """
        return COMPARED[self.op](value, float(self.value))


@dataclass(frozen=True)
class Change:
    """How much an indicator changed on the same period of the year before, as a share; below zero it fell."""

    code: str
    share: Decimal

    def holds(self, now: float, then: float) -> bool:
        """Whether it changed by at least that much; from nothing, nothing is said.

        >>> Change("SMO-05", Decimal("0.3")).holds(130, 100), Change("SMO-05", Decimal("-0.3")).holds(75, 100)
        (True, False)
        >>> Change("SMO-05", Decimal("0.3")).holds(5, 0)
        False
        """
        if then <= 0:
            return False
        changed = round(now / then - 1, 9)
        return changed >= float(self.share) if self.share > 0 else changed <= float(self.share)


@dataclass(frozen=True)
class Colour:
    """The colour of a safeguard, for the last `count` quarters on end; `code` may be the beginning of several."""

    code: str
    colour: str
    count: int = 1

    def holds(self, colour: str) -> bool:
        """Whether a colour is at least as grave.

        >>> Colour("IRR-H1", "amber").holds("red"), Colour("IRR-H1", "red").holds("amber")
        (True, False)
        """
        return colour in COLOURS[COLOURS.index(self.colour) :]

    def is_of(self, safeguard: str) -> bool:
        """Whether it is about this safeguard.

        >>> Colour("INN-H", "red").is_of("INN-H3"), Colour("INN-H1", "red").is_of("INN-H12")
        (True, False)
        """
        return safeguard == self.code or (self.code[-1].isalpha() and safeguard.startswith(self.code))


Clause = Value | Change | Colour


def parse(text: str) -> tuple[Clause, ...]:
    """The clauses of a condition, all of which must hold. Raises `Unreadable`.

    >>> parse("TER-03 < 40 for 3 quarters")
    (Value(code='TER-03', op='<', value=Decimal('40'), count=3, quarters=True),)
    >>> parse("SMO-05 up 30% and IRR-H1 is amber")
    (Change(code='SMO-05', share=Decimal('0.3')), Colour(code='IRR-H1', colour='amber', count=1))
    >>> parse("any INN-H is red")
    (Colour(code='INN-H', colour='red', count=1),)
    >>> parse("INN-02 < 100 before stage 4")
    Traceback (most recent call last):
    ...
    theory_of_change.condition.Unreadable: “{text}” cannot be read as a condition. Write for example “{like}”.
    """
    return tuple(_clause(part) for part in re.split(r" and ", " ".join(text.split())))


def _clause(text: str) -> Clause:
    if found := _VALUE.fullmatch(text):
        count, unit = int(found["count"] or 1), found["unit"] or ""
        return Value(found["code"], found["op"], Decimal(found["value"]), count, unit.startswith("quarter"))
    if found := _CHANGE.fullmatch(text):
        share = Decimal(found["share"]) / 100
        return Change(found["code"], share if found["way"] == "up" else -share)
    if found := _COLOUR.fullmatch(text):
        return Colour(found["code"] or found["prefix"], found["colour"], int(found["count"] or 1))
    raise Unreadable(
        message(
            "“{text}” cannot be read as a condition. Write for example “{like}”.",
            text=text,
            like=_like(text),
        )
    )


def _like(text: str) -> str:
    """An example that is near to what somebody wrote.

    >>> _like("TER-H1 == red"), _like("TER-03 = 40"), _like("SMO-05 rises 30%")
    ('TER-H1 is red', 'TER-03 < 40 for 3 quarters', 'SMO-05 up 30%')
    """
    found = re.search(r"[A-Z]{3}-[A-Z]?[0-9]{1,2}", text)
    code = found[0] if found else "TER-03"
    if any(colour in text for colour in COLOURS):
        return f"{code} is {'amber' if 'amber' in text else 'red'}"
    return f"{code} up 30%" if "%" in text else f"{code} < 40 for 3 quarters"
