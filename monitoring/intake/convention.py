"""What the cells of one column decide together: is 1.234 a thousand or a decimal, is 03-04-2026 in April or in March?

One cell that can be read in one way only, such as 1.234,56 or 25-12-2026, decides for its column. Cells that
contradict each other decide nothing: each keeps its own reading. What stays open is asked, of the whole column at once.
A layout may state the choice. In our own template a day is written before its month, as both its languages do.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Generic, Literal, Protocol, TypeVar

from monitoring.intake import normalise
from monitoring.intake.fields import Field
from monitoring.intake.normalise import Mark, Misread, Order, plain
from monitoring.intake.normalise.days import two_days
from monitoring.intake.normalise.numbers import two_ways
from monitoring.intake.vocabulary import Countries, Vocabulary
from theory_of_change.text import Message, message

Read = Callable[[Any], Any]
Choice = TypeVar("Choice", Mark, Order)

_NUMBERS = {
    "number": normalise.percentage_or_number,
    "money": normalise.number,
    "whole": normalise.whole,
}


class Stated(Protocol):
    """What a layout says of a column, where its cells do not."""

    @property
    def decimal(self) -> Mark | None: ...
    @property
    def days(self) -> Order | None: ...
    @property
    def times(self) -> int: ...
    @property
    def exponents(self) -> Literal["exact"] | None: ...


@dataclass(frozen=True)
class Nothing:
    """A layout that states nothing of a column: what its cells leave open is asked."""

    decimal: Mark | None = None
    days: Order | None = None
    times: int = 1
    exponents: Literal["exact"] | None = None


@dataclass(frozen=True)
class Template(Nothing):
    """Our own template: a day before its month."""

    days: Order | None = normalise.DAY_FIRST


@dataclass(frozen=True)
class Convention(Generic[Choice]):
    """How a column is written: the choice its cells make, None where they make none or contradict each other.

    `open` is the first cell that can be read two ways, where no choice settles it; "" where there is none.
    """

    choice: Choice | None
    open: str = ""


def numbers_convention(cells: Iterable[Any], stated: Mark | None = None) -> Convention[Mark]:
    """Which sign comes before the decimals in a column.

    >>> numbers_convention(["1.234", "1.234,56"]), numbers_convention(["1.234", "12,5"]), numbers_convention(["12", 3])
    (Convention(choice='comma', open=''), Convention(choice='comma', open=''), Convention(choice=None, open=''))
    >>> numbers_convention(["1.234", "2.500"]), numbers_convention(["1.234,5", "1,234.5", "7.000"])
    (Convention(choice=None, open='1.234'), Convention(choice=None, open='7.000'))
    >>> numbers_convention(["1.234"], "point")
    Convention(choice='point', open='')
    """
    return _decided(cells, stated, normalise.mark_shown, two_ways)


def days_convention(cells: Iterable[Any], stated: Order | None = None) -> Convention[Order]:
    """Whether the day or the month comes first in a column.

    >>> days_convention(["03-04-2026", "25-12-2026"]), days_convention(["3/4/2026", "12/25/2026"])
    (Convention(choice='day first', open=''), Convention(choice='month first', open=''))
    >>> days_convention(["03-04-2026", "2026-12-25"]), days_convention(["3/4/2026"], "month first")
    (Convention(choice=None, open='03-04-2026'), Convention(choice='month first', open=''))
    """
    return _decided(cells, stated, normalise.order_shown, two_days)


def _decided(
    cells: Iterable[Any],
    stated: Choice | None,
    shown: Callable[[Any], Choice | None],
    two: Callable[[Any], object | None],
) -> Convention[Choice]:
    if stated:
        return Convention(stated)
    texts = dict.fromkeys(cell for cell in cells if isinstance(cell, str))
    choices = {choice for choice in map(shown, texts) if choice}
    if len(choices) == 1:
        return Convention(choices.pop())
    return Convention(None, next((plain(cell) for cell in texts if two(cell)), ""))


def reader_for(field: Field, vocabulary: Vocabulary, cells: Iterable[Any], stated: Stated | None = None) -> Read:
    """How a cell of a column becomes a value of its field, or a `Misread`, given all cells of that column.

    `cells` may be all of them or each different one. `stated` is what a layout says; None is our own template.
    """
    if field.reads in _NUMBERS:
        return number_reader(_NUMBERS[field.reads], cells, stated)
    if field.reads == "day":
        return day_reader(cells, stated)
    if isinstance(meanings := vocabulary.words.get(field.reads), Countries):
        return country_reader(meanings, cells)
    return field.reader(vocabulary)


def number_reader(read: Callable[[Any, Mark | None], Any], cells: Iterable[Any], stated: Stated | None = None) -> Read:
    """How a cell of a column becomes a number, in the unit of the column."""
    said = stated or Template()
    decided = numbers_convention(cells, said.decimal)
    if said.times != 1 and read is normalise.percentage_or_number:
        read = normalise.number  # a share among thousands of euros stands in the wrong column

    def number(value: Any) -> Any:
        exact = normalise.with_exponent(value) if said.exponents else None
        found = read(value, decided.choice) if exact is None else read(exact, decided.choice)
        if isinstance(found, Misread) and found.rule == TWO_WAYS:
            return _numbers_open(decided.open, in_layout=stated is not None)
        if said.times == 1 or not isinstance(found, Decimal):
            return found
        return _unit_twice(value) if normalise.names_unit(value) else found * said.times

    return number


def day_reader(cells: Iterable[Any], stated: Stated | None = None) -> Callable[[Any], datetime.date | Misread | None]:
    """How a cell of a column becomes a day."""
    decided = days_convention(cells, (stated or Template()).days)

    def day(value: Any) -> datetime.date | Misread | None:
        found = normalise.day(value, decided.choice)
        return _days_open(decided.open) if isinstance(found, Misread) and found.rule == TWO_WAYS else found

    return day


def country_reader(meanings: Countries, cells: Iterable[Any]) -> Read:
    """How a cell of a column becomes the code of a country.

    Numbers are of M49 where every one of the column is in it and at least three differ: lists of others,
    such as that of the DAC, have numbers of their own.
    """
    numbers = {plain(cell) for cell in cells if plain(cell).isdecimal()}
    by_number = len(numbers) >= FEWEST_NUMBERS and all(map(meanings.by_number, numbers))

    def country(value: Any) -> str | Misread | None:
        return (by_number and plain(value) in numbers and meanings.by_number(value)) or meanings.code(value)

    return country


FEWEST_NUMBERS = 3

TWO_WAYS = "two ways"
"""The code of what a column leaves open. Each of its cells says the same, so that they fold into one finding."""


def _numbers_open(example: str, *, in_layout: bool) -> Misread:
    thousand, decimal = two_ways(example) or ("", "")
    return Misread(
        message(
            "Numbers such as “{value}” in this column can be read two ways: as {thousand} or as {decimal}.",
            value=example,
            thousand=thousand,
            decimal=decimal,
        ),
        _ANSWER_IN_LAYOUT if in_layout else _ANSWER_IN_SHEET,
        TWO_WAYS,
    )


_ANSWER_IN_SHEET = message(
    "Type them as numbers in the cells: then it is certain what they mean, however Excel shows them."
)
_ANSWER_IN_LAYOUT = message(
    "Say in the layout whether a comma or a point comes before the decimals, or type them as numbers in the cells."
)


def _days_open(example: str) -> Misread:
    one, other = two_days(example) or ("", "")
    return Misread(
        message(
            "Dates such as “{value}” in this column can be read two ways: as {one} or as {other}.",
            value=example,
            one=one,
            other=other,
        ),
        message("Say in the layout whether the day or the month comes first, or type them as dates in the cells."),
        TWO_WAYS,
    )


def _unit_twice(value: Any) -> Misread:
    words: Message = message("“{value}” names a unit, and so does its column.", value=plain(value))
    return Misread(words, message("Type the number in the unit of the column, without a unit of its own."))
