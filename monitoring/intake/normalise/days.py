"""Days as people write them: 31-01-2026, 31 januari 2026, Jan 31, 2026, and Excel's own count of days."""

from __future__ import annotations

import datetime
import re
from typing import Any, Literal

from monitoring.intake.normalise.misread import Misread
from monitoring.intake.normalise.months import months, weekdays
from monitoring.intake.normalise.texts import folded, is_blank, plain
from theory_of_change.text import message

Order = Literal["day first", "month first", "days since 1970"]
"""Whether 03-04-2026 is in April or in March; or that a number counts the days since 1 January 1970, as programs write it."""

DAY_FIRST: Order = "day first"
_YEAR_FIRST = re.compile(r"^(\d{4})([-/. ])(\d{1,2})\2(\d{1,2})$")
_YEAR_LAST = re.compile(r"^(\d{1,2})([-/. ])(\d{1,2})\2(\d{4})$")
_SHORT_YEAR = re.compile(r"^\d{1,2}([-/.])\d{1,2}\1'?\d{2}$")
_TOGETHER = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_TIME = re.compile(r"[T ,]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?[ap]m)?( ?Z| ?[+-]\d{2}:?\d{2})?$", re.IGNORECASE)
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th|e|ste|de)\b")
_WORD = re.compile(r"\d+|[^\W\d_]+")
_EPOCH = datetime.date(1899, 12, 30)  # of Excel's count, as it is from March 1900 on
_UNIX_EPOCH = datetime.date(1970, 1, 1)
_SERIALS = range(36526, 54789)  # 2000 to 2049: a count of days in these years is no year and no amount
_YEARS = range(1900, 2101)
_TUESDAY = 1


def day(value: Any, order: Order | None = DAY_FIRST) -> datetime.date | Misread | None:
    """A cell as a day. Both languages here write the day first; without an `order` 03-04-2026 is asked back.

    >>> day("31-01-2026"), day(datetime.datetime(2026, 1, 31, 12)), day("31 januari 2026")
    (datetime.date(2026, 1, 31), datetime.date(2026, 1, 31), datetime.date(2026, 1, 31))
    >>> day("Jan 31, 2026"), day("2026-01-31T00:00:00"), day(46053), day("za 31 jan. 2026")
    (datetime.date(2026, 1, 31), datetime.date(2026, 1, 31), datetime.date(2026, 1, 31), datetime.date(2026, 1, 31))
    >>> day("03-04-2026"), day("03-04-2026", "month first"), day("03-04-2026", None).message.key
    (datetime.date(2026, 4, 3), datetime.date(2026, 3, 4), '“{value}” can be read two ways.')
    >>> day(20179.0, "days since 1970"), day("14245", "days since 1970"), day("April", "days since 1970").message.key
    (datetime.date(2025, 4, 1), datetime.date(2009, 1, 1), '“{value}” is no date.')
    """
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    if is_blank(value):
        return None
    if isinstance(value, bool | datetime.time | datetime.timedelta):
        return _no_day(value)
    text = _TIME.sub("", plain(value))
    if order == "days since 1970" and text.isdecimal() and len(text) <= 5:
        return _UNIX_EPOCH + datetime.timedelta(days=int(text))
    if text.isdecimal() and len(text) == 5 and int(text) in _SERIALS:
        return _EPOCH + datetime.timedelta(days=int(text))
    if found := _YEAR_LAST.match(text):
        return _year_last(value, found, order)
    return _written(text) or _no_day(value)


def order_shown(value: Any) -> Order | None:
    """What a cell shows beyond doubt of the order of day and month, None where it shows nothing.

    >>> order_shown("25-12-2026"), order_shown("12/25/2026"), order_shown("03-04-2026"), order_shown("2026-12-25")
    ('day first', 'month first', None, None)
    """
    numbers = _two_numbers(value)
    if numbers is None or numbers[0] == numbers[1]:
        return None
    first, second = numbers
    if first > 12 >= second:
        return "day first"
    return "month first" if second > 12 >= first else None


def budget_day(value: Any) -> datetime.date | Misread | None:
    """The day on which the draft budget of a year was presented: the third Tuesday of September before (Constitution, art. 65).

    >>> budget_day("2015"), budget_day(2016), budget_day("V").message.key
    (datetime.date(2014, 9, 16), datetime.date(2015, 9, 15), '“{value}” is no year.')
    """
    if is_blank(value):
        return None
    text = plain(value)
    if not (text.isdecimal() and int(text) in _YEARS):
        return Misread(message("“{value}” is no year.", value=text), message("Write a year in four digits."))
    first = datetime.date(int(text) - 1, 9, 1)
    return first + datetime.timedelta(days=(_TUESDAY - first.weekday()) % 7 + 14)


def two_days(value: Any) -> tuple[datetime.date, datetime.date] | None:
    """Both readings of a cell that can be read two ways: day first, and month first.

    >>> two_days("03-04-2026"), two_days("03-03-2026"), two_days("25-12-2026")
    ((datetime.date(2026, 4, 3), datetime.date(2026, 3, 4)), None, None)
    """
    numbers = _two_numbers(value)
    if numbers is None or numbers[0] == numbers[1] or not all(1 <= n <= 12 for n in numbers):
        return None
    year = int(_TIME.sub("", plain(value))[-4:])
    first, second = numbers
    return (datetime.date(year, second, first), datetime.date(year, first, second)) if year in _YEARS else None


def _two_numbers(value: Any) -> tuple[int, int] | None:
    found = _YEAR_LAST.match(_TIME.sub("", plain(value))) if isinstance(value, str) else None
    return (int(found[1]), int(found[3])) if found else None


def _year_last(value: Any, found: re.Match[str], order: Order | None) -> datetime.date | Misread:
    order = order or order_shown(value)
    if order is None and (both := two_days(value)):
        return Misread(
            message("“{value}” can be read two ways.", value=plain(value)),
            message(
                "Write the name of the month, or {one} or {other}.", one=both[0].isoformat(), other=both[1].isoformat()
            ),
            "two ways",
        )
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    return (_date(year, first, second) if order == "month first" else _date(year, second, first)) or _no_day(value)


def _written(text: str) -> datetime.date | None:
    """A day that is written with its year first, in one piece, or with the name of its month."""
    if found := _YEAR_FIRST.match(text):
        return _date(int(found[1]), int(found[3]), int(found[4]))
    if found := _TOGETHER.match(text):
        return _date(*(int(part) for part in found.groups()))
    words = [
        word for word in _WORD.findall(folded(_ORDINAL.sub("", text))) if word in months() or word not in _beside()
    ]
    named = [months()[word] for word in words if word in months()]
    numbers = [word for word in words if word.isdecimal()]
    if len(words) != 3 or len(named) != 1 or len(numbers) != 2:
        return None
    years = [int(word) for word in numbers if len(word) == 4]
    days = [int(word) for word in numbers if len(word) <= 2]
    return _date(years[0], named[0], days[0]) if len(years) == len(days) == 1 else None


def _beside() -> frozenset[str]:
    """Words that stand beside a day and say nothing more of it."""
    return weekdays() | {"of", "the", "de", "le"}


def _date(year: int, month: int, day_of_month: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day_of_month) if year in _YEARS else None
    except ValueError:
        return None


def _no_day(value: Any) -> Misread:
    text = plain(value)
    if _SHORT_YEAR.match(text):
        return Misread(
            message("“{value}” has a year of two digits.", value=text),
            message("Write the year in four digits, for example {example}.", example="31-01-2026"),
        )
    return Misread(
        message("“{value}” is no date.", value=text),
        message("Write day, month and year, for example {example}.", example="31-01-2026"),
    )
