"""Quarters, half-years, years and months in every spelling that is met."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field
from typing import Any

from monitoring.intake.normalise.misread import Misread
from monitoring.intake.normalise.months import months
from monitoring.intake.normalise.texts import folded, is_blank, plain
from theory_of_change.text import message

_KINDS = {
    **dict.fromkeys(("q", "k", "kw", "kwart", "kwartaal", "kwt", "quarter", "qtr", "qrt", "t", "trimestre"), "Q"),
    **dict.fromkeys(("h", "hj", "hy", "half", "halfjaar", "helft", "s", "semester", "semestre"), "H"),
    **dict.fromkeys(("m", "mm", "maand", "month", "mois"), "M"),
}
_MOST = {"Q": 4, "H": 2, "M": 12}
_YEAR_WORDS = frozenset({"jaar", "year", "annee", "jj", "kalenderjaar", "halfyear"})
_FISCAL = frozenset({"fy", "fiscal", "fiscaal", "boekjaar", "financial"})
_FILLING = frozenset({"e", "de", "ste", "st", "nd", "rd", "th", "er", "eme", "of", "van", "het", "the", "in", "du"})
_UNTIL = frozenset({"tot", "to", "through", "thru", "until", "en", "and", "met", "tm"})
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_ORDINALS = {
    **{"eerste": 1, "tweede": 2, "derde": 3, "vierde": 4, "first": 1, "second": 2, "third": 3, "fourth": 4},
    **{"premier": 1, "deuxieme": 2, "troisieme": 3, "quatrieme": 4},
}
_SPELLING = re.compile(r"^\(?\w[\w\s\-–‒—−/.,'’°º]*\)?$")
_RUN_ON = re.compile(r"\bt m\b")
_WHOLE_YEAR = re.compile(r"(?<=\d)JJ00$")  # as Statistics Netherlands writes a year
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_SPANS = {(1, 12): "", (1, 6): "-H1", (7, 12): "-H2", **{(3 * n - 2, 3 * n): f"-Q{n}" for n in range(1, 5)}}
_EARLIEST, _LATEST = 1900, 2099


@dataclass
class _Parts:
    """What the words and numbers of a text are."""

    years: list[int] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    quarters: list[int] = field(default_factory=list)  # in Roman numbers or in words
    kinds: list[str] = field(default_factory=list)
    months: list[int] = field(default_factory=list)
    fiscal: bool = False
    unknown: bool = False


def period(value: Any) -> str | Misread | None:
    """A cell as the code of a quarter, half-year, year or month.

    >>> [period(text) for text in ("2026-Q1", "Q1 2026", "K1 2026", "2026K1", "1e kwartaal 2026", "1e kw. 2026")]
    ['2026-Q1', '2026-Q1', '2026-Q1', '2026-Q1', '2026-Q1', '2026-Q1']
    >>> [period(text) for text in ("kwartaal 1 2026", "I-2026", "jan-mrt 2026", "eerste kwartaal 2026", "2026KW01")]
    ['2026-Q1', '2026-Q1', '2026-Q1', '2026-Q1', '2026-Q1']
    >>> [period(text) for text in (2026.0, "1e halfjaar 2026", "2026-03", "maart 2026", "JUN2018", "jan t/m dec 2026")]
    ['2026', '2026-H1', '2026-03', '2026-03', '2018-06', '2026']
    >>> period("12.5.2026").message.key, period("2026/1").message.key
    ('“{value}” is no quarter, half-year or year.', '“{value}” can be read two ways.')
    """
    if isinstance(value, datetime.date):
        return Misread(
            message("This is a date, not a quarter."),
            message("Write the quarter as text, for example {example}.", example=quarter_of(value)),
        )
    if is_blank(value):
        return None
    text = plain(value)
    parts = _parts(text)
    return _no_period(text) if parts is None or parts.unknown else _period(text, parts)


def quarter_of(day: datetime.date) -> str:
    """The quarter a day lies in.

    >>> quarter_of(datetime.date(2023, 12, 28))
    '2023-Q4'
    """
    return f"{day.year}-Q{(day.month + 2) // 3}"


def _parts(text: str) -> _Parts | None:
    """The parts of a text; None where it holds a sign that no period is written with."""
    if not _SPELLING.match(text):
        return None
    parts = _Parts()
    for token in _TOKEN.findall(_RUN_ON.sub(" tm ", folded(_WHOLE_YEAR.sub("", text)))):
        if token.isdecimal():
            is_year = len(token) == 4 and _EARLIEST <= int(token) <= _LATEST
            (parts.years if is_year else parts.numbers).append(int(token) if is_year else token)
        elif token in months():
            parts.months.append(months()[token])
        elif token in _ROMAN or token in _ORDINALS:
            parts.quarters.append(_ROMAN.get(token) or _ORDINALS[token])
        elif token in _FISCAL:
            parts.fiscal = True
        elif token in _KINDS:
            parts.kinds.append(_KINDS[token])
        elif token not in _FILLING | _UNTIL | _YEAR_WORDS:
            parts.unknown = True
    return parts


def _period(text: str, parts: _Parts) -> str | Misread:
    if parts.fiscal:
        return _spans_years(text)
    if parts.months:
        return _of_months(text, parts)
    if len(parts.kinds) == 1:
        return _of_kind(text, parts)
    if parts.kinds or len(set(parts.years)) > 1:
        return _spans_years(text) if not parts.kinds else _no_period(text)
    if not parts.years:
        return _no_period(text)
    year = parts.years[0]
    if len(parts.years) == 1 and not parts.numbers and not parts.quarters:
        return str(year)
    if len(parts.years) == 1 and not parts.numbers and len(parts.quarters) == 1 and not _in_words(text):
        return f"{year}-Q{parts.quarters[0]}"
    if len(parts.years) == 1 and len(parts.numbers) == 1 and not parts.quarters:
        return _of_bare_number(text, year, parts.numbers[0])
    return _no_period(text)


def _of_kind(text: str, parts: _Parts) -> str | Misread:
    """A quarter, half-year or month by its number: “1e kwartaal 2026”, “H2 2026”, “Q1 '26”."""
    [kind] = parts.kinds
    numbers, years = [*map(int, parts.numbers), *parts.quarters], list(parts.years)
    if not years and len(numbers) == 2:
        years = [2000 + n for n in numbers if n > _MOST["M"]]
        numbers = [n for n in numbers if n <= _MOST["M"]]
    if len(years) != 1 or len(numbers) != 1 or not 1 <= numbers[0] <= _MOST[kind]:
        return _no_period(text)
    return f"{years[0]}-{numbers[0]:02}" if kind == "M" else f"{years[0]}-{kind}{numbers[0]}"


def _of_months(text: str, parts: _Parts) -> str | Misread:
    """A month by its name, or a quarter or half-year by its first and last."""
    if len(parts.months) == len(parts.numbers) == 1 and not parts.years:
        return Misread(
            message("“{value}” has a year of two digits.", value=text),
            message("Write the year in four digits, for example {example}.", example="2026-03"),
        )
    if len(parts.months) > 2 or parts.numbers or parts.quarters or parts.kinds:
        return _no_period(text)
    if len(set(parts.years)) > 1:
        return _spans_years(text)
    if not parts.years or len(parts.years) > len(parts.months):
        return _no_period(text)
    year, first, last = parts.years[0], parts.months[0], parts.months[-1]
    if len(parts.months) == 1:
        return f"{year}-{first:02}"
    if (first, last) not in _SPANS:
        return Misread(
            message("“{value}” is no quarter, half-year or year.", value=text),
            message(
                "Write a quarter, half-year or year from its first month to its last, for example {example}.",
                example=f"jan-mrt {year}",
            ),
        )
    return f"{year}{_SPANS[first, last]}"


def _of_bare_number(text: str, year: int, digits: str) -> str | Misread:
    """“2026-03” is a month; “2026/1” may be a quarter or a month, and “2025/26” spans two years."""
    n = int(digits)
    if len(digits) == 2 and n == (year + 1) % 100:
        return _spans_years(text)
    if not 1 <= n <= _MOST["M"] or len(digits) > 2:
        return _no_period(text)
    if len(digits) == 1 and n <= _MOST["Q"]:
        return Misread(
            message("“{value}” can be read two ways.", value=text),
            message("Write {quarter} or {month}.", quarter=f"{year}-Q{n}", month=f"{year}-{n:02}"),
            "two ways",
        )
    return f"{year}-{n:02}"


def _in_words(text: str) -> bool:
    """Whether a number is written out: “eerste 2026” does not say the first what."""
    return any(word in _ORDINALS for word in folded(text).split())


def _spans_years(text: str) -> Misread:
    return Misread(
        message("“{value}” may not run from January to December.", value=text),
        message("Write the calendar year, or the quarters it is made of, for example {example}.", example="2026-Q2"),
    )


def _no_period(text: str) -> Misread:
    return Misread(
        message("“{value}” is no quarter, half-year or year.", value=text),
        message("Write for example {example}.", example="2026-Q2"),
    )


_CODE = re.compile(r"\d{4}(-(Q[1-4]|H[12]|0[1-9]|1[0-2]))?")


def is_period_code(text: str) -> bool:
    """Whether a text is the code of a period, as the ledger keeps it.

    >>> [is_period_code(text) for text in ("2026-Q3", "2009-10", "2026", "2026-13", "Q3 2026")]
    [True, True, True, False, False]
    """
    return _CODE.fullmatch(text) is not None
