"""What people write in cells, as values: numbers, quarters and days in Dutch and English spelling.

Each function takes one cell and gives a value, or a `Misread` that says what would be right.
Nothing is guessed: “1.234” may be a thousand or a decimal, so it is asked back.
"""

from __future__ import annotations

import datetime
import math
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from theory_of_change.text import Message, message

BLANK = frozenset({"", "-", "–", "—", "‒", ":", ".", "..", "n.v.t.", "nvt", "n/a", "na", "n.a.", "geen", "none"})

_MINUS = str.maketrans({"−": "-", "–": "-", "—": "-", "‒": "-"})
_SPACES = re.compile(r"[\s    ]+")
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_PLAIN = re.compile(r"^[+-]?\d+$")
# A group of thousands never begins with a zero: 0.500 is a half.
_THOUSANDS = {
    "comma": re.compile(r"^[+-]?[1-9]\d{0,2}(\.\d{3})+(,\d+)?$"),  # 1.234.567,89
    "point": re.compile(r"^[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?$"),  # 1,234,567.89
}
_SPACED = re.compile(r"^[+-]?[1-9]\d{0,2}( \d{3})+([.,]\d+)?$")  # 1 234 567,89
_DECIMAL = re.compile(r"^[+-]?(0|[1-9]\d*)[.,]\d+$")
_AMBIGUOUS = re.compile(r"^[+-]?[1-9]\d{0,2}[.,]\d{3}$")
_EURO = re.compile(r"^([+-]?) ?(?:€|EUR) ?(?=[\d+-])|(?<=\d) ?(?:€|EUR)$", re.IGNORECASE)


@dataclass(frozen=True)
class Misread:
    """A cell that could not be read as what it should be."""

    message: Message
    remedy: Message


def plain(value: Any) -> str:
    """A cell as clean text: no-break and doubled spaces become one, ends are trimmed.

    >>> plain(" Moldova,  Republic of "), plain(12.0), plain(None), plain(True)
    ('Moldova, Republic of', '12', '', 'TRUE')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()  # as Excel writes it
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return _SPACES.sub(" ", str(value)).strip()


def folded(value: Any) -> str:
    """Text as it is looked up: without capitals, accents, punctuation and doubled spaces.

    >>> folded("Côte d’Ivoire"), folded("BZ · ODA"), folded("A&M – niet-ODA")
    ('cote d ivoire', 'bz oda', 'a m niet oda')
    """
    text = unicodedata.normalize("NFKD", plain(value)).casefold()
    text = "".join(c if c.isalnum() else " " for c in text if not unicodedata.combining(c))
    return _SPACES.sub(" ", text).strip()


def is_blank(value: Any) -> bool:
    """Whether a cell says that there is nothing: empty, a dash, “n.v.t.”."""
    return (isinstance(value, str) and plain(value).casefold() in BLANK) or value is None


def number(value: Any) -> Decimal | Misread | None:
    """A cell as a number, None where it says that there is nothing.

    >>> number(71891.8), number("1.234,56"), number("1,234.56"), number("‒ 913"), number("(913)")
    (Decimal('71891.8'), Decimal('1234.56'), Decimal('1234.56'), Decimal('-913'), Decimal('-913'))
    >>> number("€ 1.234.567,50"), number("12 500"), number("0,125"), number("n.v.t."), number("0")
    (Decimal('1234567.50'), Decimal('12500'), Decimal('0.125'), None, Decimal('0'))
    >>> number("1.234").message.key, number("10 20").message.key, number("12,5%").message.key
    ('“{value}” can be read two ways.', '“{value}” is no number.', '“{value}” is a percentage.')
    """
    if is_percentage(value):
        return Misread(
            message("“{value}” is a percentage.", value=plain(value)),
            message("Type the number itself, without a percent sign."),
        )
    return _number(value)


def percentage_or_number(value: Any) -> Decimal | Misread | None:
    """A cell as a number that may be followed by a percent sign; whether it may is for its indicator to say.

    >>> percentage_or_number("12,5 %"), percentage_or_number(40)
    (Decimal('12.5'), Decimal('40'))
    """
    return _number(plain(value)[:-1]) if is_percentage(value) else _number(value)


def is_percentage(value: Any) -> bool:
    """Whether a cell ends in a percent sign."""
    return isinstance(value, str) and plain(value).endswith("%")


def is_money(value: Any) -> bool:
    """Whether a cell names euros.

    >>> is_money("€ 12"), is_money("12 EUR"), is_money("12")
    (True, True, False)
    """
    return isinstance(value, str) and ("€" in value or "EUR" in value.upper())


def _number(value: Any) -> Decimal | Misread | None:
    if isinstance(value, bool):
        return Misread(message("“{value}” is no number.", value=str(value)), message("Type a number."))
    if isinstance(value, int):
        return Decimal(value)
    if isinstance(value, float):
        # A cell keeps fifteen digits; more than that is how the machine writes them.
        return Decimal(f"{value:.15g}") if math.isfinite(value) else _no_number(value)
    if isinstance(value, datetime.date | datetime.time | datetime.timedelta):
        return Misread(
            message("This is a date, not a number."), message("Set the format of the cell to Number and type it again.")
        )
    if is_blank(value):
        return None
    return _number_from_text(plain(value))


def _number_from_text(text: str) -> Decimal | Misread:
    digits = text.translate(_MINUS)
    if digits.startswith("(") and digits.endswith(")"):
        digits = "-" + digits[1:-1].strip()
    digits = _EURO.sub(r"\1", digits).strip()
    digits = re.sub(r"^([+-]) ", r"\1", digits)
    if _SPACED.match(digits):
        digits = digits.replace(" ", "")
    if _PLAIN.match(digits):
        return Decimal(digits)
    if _AMBIGUOUS.match(digits):
        return Misread(
            message("“{value}” can be read two ways.", value=text),
            message(
                "Type it as a number in the cell, or write {thousand} or {decimal}.",
                thousand=re.sub("[.,]", "", digits),
                decimal=digits.replace(",", ".") + "0",
            ),
        )
    if _THOUSANDS["comma"].match(digits):
        return Decimal(digits.replace(".", "").replace(",", "."))
    if _THOUSANDS["point"].match(digits):
        return Decimal(digits.replace(",", ""))
    if _DECIMAL.match(digits):
        return Decimal(digits.replace(",", "."))
    return _no_number(text)


def _no_number(value: Any) -> Misread:
    return Misread(
        message("“{value}” is no number.", value=plain(value)), message("Type a number, for example 1234,56.")
    )


_YEAR = r"(?P<year>20\d\d|19\d\d)"
_PERIODS = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("Q", rf"^{_YEAR}\s*-?\s*[qk]\s*(?P<n>[1-4])$"),
        ("Q", rf"^[qk]\s*(?P<n>[1-4])\s*[-/ ]?\s*{_YEAR}$"),
        ("Q", rf"^(?P<n>[1-4])\s*e?\s*(?:kw|kwartaal|kw\.|kwart\.)\s*(?:van\s*)?{_YEAR}$"),
        ("Q", rf"^(?:kwartaal|kw\.?|quarter)\s*(?P<n>[1-4])\s*(?:of\s*|van\s*)?{_YEAR}$"),
        ("Q", rf"^(?P<n>[1-4])(?:st|nd|rd|th)\s*quarter\s*(?:of\s*)?{_YEAR}$"),
        ("H", rf"^{_YEAR}\s*-?\s*h\s*(?P<n>[12])$"),
        ("H", rf"^h\s*(?P<n>[12])\s*[-/ ]?\s*{_YEAR}$"),
        ("H", rf"^(?P<n>[12])\s*e\s*(?:halfjaar|half jaar|helft)\s*(?:van\s*)?{_YEAR}$"),
        ("H", rf"^(?P<n>[12])(?:st|nd)\s*half\s*(?:of\s*)?{_YEAR}$"),
        ("", rf"^{_YEAR}$"),
        ("M", rf"^{_YEAR}-(?P<n>0[1-9]|1[0-2])$"),
    )
)


def period(value: Any) -> str | Misread | None:
    """A cell as the code of a quarter, half-year, year or month.

    >>> [period(text) for text in ("2026-Q1", "Q1 2026", "K1 2026", "2026K1", "1e kwartaal 2026", "1e kw. 2026")]
    ['2026-Q1', '2026-Q1', '2026-Q1', '2026-Q1', '2026-Q1', '2026-Q1']
    >>> period(2026.0), period("1e halfjaar 2026"), period("2026-03")
    ('2026', '2026-H1', '2026-03')
    >>> period("12.5.2026").message.key
    '“{value}” is no quarter, half-year or year.'
    """
    if isinstance(value, datetime.date):
        return Misread(
            message("This is a date, not a quarter."),
            message("Write the quarter as text, for example {example}.", example=quarter_of(value)),
        )
    if is_blank(value):
        return None
    text = plain(value)
    for kind, pattern in _PERIODS:
        if found := pattern.match(text):
            year = found["year"]
            return year if not kind else f"{year}-{found['n']}" if kind == "M" else f"{year}-{kind}{found['n']}"
    return Misread(
        message("“{value}” is no quarter, half-year or year.", value=text),
        message("Write for example {example}.", example="2026-Q2"),
    )


def quarter_of(day: datetime.date) -> str:
    """The quarter a day lies in.

    >>> quarter_of(datetime.date(2023, 12, 28))
    '2023-Q4'
    """
    return f"{day.year}-Q{(day.month + 2) // 3}"


_DAYS = (
    re.compile(r"^(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})$"),
    re.compile(r"^(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})[-/.](?P<year>\d{4})$"),
)


def day(value: Any) -> datetime.date | Misread | None:
    """A cell as a day; written out it is day-month-year, as both languages here do.

    >>> day("31-01-2026"), day(datetime.datetime(2026, 1, 31, 12))
    (datetime.date(2026, 1, 31), datetime.date(2026, 1, 31))
    """
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    if is_blank(value):
        return None
    for pattern in _DAYS:
        if found := pattern.match(plain(value)):
            try:
                return datetime.date(int(found["year"]), int(found["month"]), int(found["day"]))
            except ValueError:
                break
    return Misread(
        message("“{value}” is no date.", value=plain(value)),
        message("Write day, month and year, for example {example}.", example="31-01-2026"),
    )


def text(value: Any) -> str | Misread | None:
    """A cell as text. What Excel made a date of was typed as something else, and is gone.

    >>> text(" XVII "), text(""), text(datetime.datetime(2026, 2, 4)).message.key
    ('XVII', None, 'Excel made a date of this cell.')
    >>> text("a\x0bb").message.key
    'This text holds a character that is no text.'
    """
    if isinstance(value, datetime.date | datetime.time | datetime.timedelta):
        return Misread(
            message("Excel made a date of this cell."),
            message("Set the format of the cell to Text and type it again."),
        )
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str) and _NO_TEXT.search(value):
        return Misread(
            message("This text holds a character that is no text."),
            message("Type the text again instead of pasting it."),
        )
    return plain(value) or None


def whole(value: Any) -> int | Misread | None:
    """A cell as a whole number.

    >>> whole("2"), whole(2.5).message.key
    (2, '“{value}” is no whole number.')
    """
    read = number(value)
    if isinstance(read, Decimal):
        if read != read.to_integral_value():
            return Misread(
                message("“{value}” is no whole number.", value=plain(value)), message("Type a whole number.")
            )
        return int(read)
    return read


_DIMENSION = re.compile(r"^([a-z_]+) ?= ?([^;=|]+)$", re.IGNORECASE)


def dimension(value: Any) -> str | Misread:
    """A cell as a canonical dimension: `total`, or parts in the order of the alphabet, in small letters.

    >>> dimension(""), dimension("sex=f; age_group=0-17"), dimension("Totaal"), dimension("Sex = F")
    ('total', 'age_group=0-17;sex=f', 'total', 'sex=f')
    >>> dimension("sex=f;sex=m").message.key
    '“{value}” names “{name}” twice.'
    """
    text = plain(value)
    if is_blank(value) or text.casefold() in ("total", "totaal"):
        return "total"
    found = [_DIMENSION.match(part.strip()) for part in text.split(";") if part.strip()]
    parts = sorted((part[1].casefold(), part[2].strip().casefold()) for part in found if part)
    names = [name for name, _ in parts]
    if twice := next((name for name in names if names.count(name) > 1), None):
        return Misread(
            message("“{value}” names “{name}” twice.", value=text, name=twice),
            message("Give each part a row of its own."),
        )
    if not all(found) or not parts:
        return Misread(
            message("“{value}” is no disaggregation.", value=text),
            message("Leave it empty for the total, or write for example {example}.", example="age_group=0-17;sex=f"),
        )
    return ";".join(f"{name}={part}" for name, part in parts)
