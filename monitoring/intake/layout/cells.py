"""How a cell becomes a value where a layout says more of it than its field does."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from typing import Any

from monitoring.intake import normalise
from monitoring.intake.convention import day_reader, reader_for
from monitoring.intake.fields import Field
from monitoring.intake.layout.model import Column
from monitoring.intake.layout.quarters import quarter_of_month
from monitoring.intake.normalise import Misread, folded, plain
from monitoring.intake.vocabulary import Vocabulary

Read = Callable[[Any], Any]
_APART = str.maketrans({";": ",", "=": ":", "|": "/"})  # what separates the parts of a dimension


def reader(field: Field, how: Column, vocabulary: Vocabulary, cells: Sequence[Any]) -> Read:
    """How the cells of a column become values of a field, given every different cell of it."""
    if how.reads == "quarter of day":
        read = _of_day(day_reader(cells, how), normalise.quarter_of)
    elif how.reads == "quarter of month":
        read = quarter_of_month
    elif how.reads == "year of day":
        read = _of_day(day_reader(cells, how), lambda day: str(day.year))
    elif how.reads == "budget day":
        read = normalise.budget_day
    elif how.reads == "country":
        read = vocabulary["country"].code
    else:
        read = reader_for(field, vocabulary, cells, how)
    return _with_words(read, how, field.reader(vocabulary)) if how.words else read


def part_reader(how: Column, vocabulary: Vocabulary) -> Read:
    """How the cells of a column become a part of a dimension: a country or a word, in small letters."""
    read = vocabulary["country"].code if how.reads == "country" else _word
    return _with_words(read, how, _word) if how.words else read


def dimension(names: Sequence[str], values: Sequence[Any]) -> str | Misread:
    """The parts of one row as a canonical dimension; a blank part is left out, and none at all is the total.

    >>> dimension(["sex", "age"], ["f", None]), dimension(["sex", "age"], ["F", "0-17"]), dimension(["sex"], [None])
    ('sex=f', 'age=0-17;sex=f', 'total')
    """
    wrong = next((value for value in values if isinstance(value, Misread)), None)
    if wrong is not None:
        return wrong
    there = sorted((name, value) for name, value in zip(names, values, strict=True) if value is not None)
    return ";".join(f"{name}={value.casefold()}" for name, value in there) or "total"


def _word(value: Any) -> str | None:
    """A cell as a word of a dimension, without the signs that mean something there."""
    return None if normalise.is_blank(value) else plain(value).translate(_APART) or None


def _with_words(read: Read, how: Column, plainly: Read) -> Read:
    words = {folded(word): means for word, means in how.words.items()}

    def with_words(value: Any) -> Any:
        means = words.get(folded(value))
        return plainly(means) if means else read(value)

    return with_words


def _of_day(days: Read, of: Callable[[datetime.date], str]) -> Read:
    """What follows from the day in a cell."""

    def read(value: Any) -> Any:
        day = days(value)
        return of(day) if isinstance(day, datetime.date) else day

    return read
