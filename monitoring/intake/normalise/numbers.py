"""Numbers as people write them, in Dutch, English and Swiss spelling, with euros, units and signs.

A dot or comma before three digits can be a thousand or a decimal: “1.234”. Alone in a cell that is
asked back; `mark_shown` says what other cells of the column show, and `number` takes that as `mark`.
"""

from __future__ import annotations

import datetime
import math
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from monitoring.intake.normalise.misread import Misread
from monitoring.intake.normalise.no_number import EXPONENT, MINUS, no_number, said_amiss
from monitoring.intake.normalise.texts import is_blank, plain
from monitoring.intake.normalise.units import UNITS, UNITS_OF_MONEY
from theory_of_change.text import message

Mark = Literal["comma", "point"]
"""Which sign comes before the decimals."""

_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'"})
_EURO = r"(?:€|EURO?(?![A-Z]))"
_UNIT = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
_WRITTEN = re.compile(
    rf"""^ (?P<open>\()? \s* (?P<sign>-/-|[+-])? \s* (?P<euro>{_EURO})? \s* (?P<inner>[+-])? \s*
        (?P<digits>\d[\d.,'\ ]*(?<![\ '])|[.,]\d+?) (?P<whole>(?<=[.,])-{{1,2}})?
        \s* (?P<unit>(?:{_UNIT})(?![A-Za-z]))? \.? \s* (?P<behind>{_EURO})? \s* (?P<after>-)? \s* (?P<close>\))? $""",
    re.VERBOSE | re.IGNORECASE,
)
# All fifteen digits of a cell are there, so nothing is lost of it: what is left of a subtraction, mostly.
_REST = Decimal("1E-20")  # of a subtraction in Excel remains 5.55E-17, where it should be nothing
_MOST_DIGITS = 40  # before or behind the point
_SMALL = 1e-5  # of fifteen digits that begin above it, none stands behind the twentieth decimal
_WHOLE_FLOAT = re.compile(r"^[+-]?\d[.,]\d{12,}e[+-]?0*\d{1,2}$", re.IGNORECASE)
_PLAIN = re.compile(r"^\d+$")
# A group of thousands never begins with a zero: 0.500 is a half.
_GROUPED = {
    "comma": re.compile(r"^[1-9]\d{0,2}(\.\d{3})+(,\d+)?$"),  # 1.234.567,89
    "point": re.compile(r"^[1-9]\d{0,2}(,\d{3})+(\.\d+)?$"),  # 1,234,567.89
}
_APART = re.compile(r"^[1-9]\d{0,2}(?:( \d{3})+|('\d{3})+)([.,]\d+)?$")  # 1 234 567,89 and 1'234'567.89
_DECIMAL = re.compile(r"^(0|[1-9]\d*)?[.,]\d+$")
_TWO_WAYS = re.compile(r"^[1-9]\d{0,2}[.,]\d{3}$")
_PERCENT = re.compile(r"\s*(?:%|\b(?:procent|percent|per cent|pct)\.?)$", re.IGNORECASE)


@dataclass(frozen=True)
class Percentage:
    """A cell that holds a number and shows it as a percentage: `number` is what is shown, 70 for 70%."""

    number: Decimal

    @classmethod
    def of(cls, value: float) -> Percentage:
        """A cell's own value (0.7) as it is shown.

        >>> Percentage.of(0.7), str(Percentage.of(0.12345))
        (Percentage(number=Decimal('70')), '12.345%')
        """
        return cls(Decimal(f"{value * 100:.15g}"))

    def __str__(self) -> str:
        return f"{self.number:f}%"


def number(value: Any, mark: Mark | None = None) -> Decimal | Misread | None:
    """A cell as a number, None where it says that there is nothing; `mark` is the decimal sign of its column.

    >>> number(71891.8), number("1.234,56"), number("1,234.56"), number("1'234.56"), number("‒ 913")
    (Decimal('71891.8'), Decimal('1234.56'), Decimal('1234.56'), Decimal('1234.56'), Decimal('-913'))
    >>> number("(913)"), number("913-"), number("-/- 913"), number("€ 1.234.567,50"), number("12 500")
    (Decimal('-913'), Decimal('-913'), Decimal('-913'), Decimal('1234567.50'), Decimal('12500'))
    >>> number("€ 12,5 mln"), number("3,2 miljoen"), number("€12.5M"), number("2 mld"), number("€ 500,-")
    (Decimal('12500000.0'), Decimal('3200000.0'), Decimal('12500000.0'), Decimal('2000000000'), Decimal('500'))
    >>> number("n.v.t."), number("0"), number("0,125"), number("1.234", "comma"), number("1.234", "point")
    (None, Decimal('0'), Decimal('0.125'), Decimal('1234'), Decimal('1.234'))
    >>> number("-7.27595761418343E-012"), number("1,2E+06").message.key
    (Decimal('-7.27595761E-12'), '“{value}” is a number that Excel shortened, so its last digits are gone.')
    >>> number("1.234").message.key, number("10 20").message.key, number("12,5%").message.key
    ('“{value}” can be read two ways.', '“{value}” is no number.', '“{value}” is a percentage.')
    """
    if is_percentage(value):
        return said_amiss(
            value, message("“{value}” is a percentage."), message("Type the number itself, without a percent sign.")
        )
    return _number(value, mark)


def percentage_or_number(value: Any, mark: Mark | None = None) -> Decimal | Misread | None:
    """A cell as a number that may be followed by a percent sign; whether it may is for its indicator to say.

    >>> percentage_or_number("12,5 %"), percentage_or_number("12.5 percent"), percentage_or_number(40)
    (Decimal('12.5'), Decimal('12.5'), Decimal('40'))
    """
    return _number(_PERCENT.sub("", plain(value)) if _is_percent_text(value) else value, mark)


def with_exponent(value: Any) -> Decimal | None:
    """A number as programs write it, None where it has no exponent.

    >>> with_exponent("2.4e+07"), with_exponent("1.5e+06"), with_exponent("1e999"), with_exponent("24000000")
    (Decimal('24000000'), Decimal('1500000'), None, None)
    """
    text = plain(value).translate(MINUS)
    if not EXPONENT.match(text):
        return None
    found = Decimal(text.replace(",", "."))
    return Decimal(f"{found:f}") if abs(found.adjusted()) < _MOST_DIGITS else None


def whole(value: Any, mark: Mark | None = None) -> int | Misread | None:
    """A cell as a whole number.

    >>> whole("2"), whole(2.5).message.key
    (2, '“{value}” is no whole number.')
    """
    read = number(value, mark)
    if isinstance(read, Decimal):
        if read != read.to_integral_value():
            return said_amiss(value, message("“{value}” is no whole number."), message("Type a whole number."))
        return int(read)
    return read


def is_percentage(value: Any) -> bool:
    """Whether a cell ends in a percent sign, or shows one.

    >>> is_percentage("70 %"), is_percentage("70 procent"), is_percentage(Percentage.of(0.7)), is_percentage("70")
    (True, True, True, False)
    """
    return isinstance(value, Percentage) or _is_percent_text(value)


def is_money(value: Any) -> bool:
    """Whether a cell names euros.

    >>> is_money("€ 12"), is_money("12 EUR"), is_money("12")
    (True, True, False)
    """
    return isinstance(value, str) and ("€" in value or "EUR" in value.upper())


def names_unit(value: Any) -> bool:
    """Whether a cell says its own unit.

    >>> names_unit("€ 12,5 mln"), names_unit("12,5")
    (True, False)
    """
    return isinstance(value, str) and bool((found := _taken_apart(plain(value))) and found["unit"])


def mark_shown(value: Any) -> Mark | None:
    """The decimal sign that a cell shows beyond doubt, None where it shows none.

    >>> [mark_shown(text) for text in ("1.234,56", "1,234.56", "12,5", "1.234.567", "1'234.50", "1.234", "12", 12.5)]
    ['comma', 'point', 'comma', 'comma', 'point', None, None, None]
    """
    if not isinstance(value, str) or not (found := _taken_apart(_PERCENT.sub("", plain(value)))):
        return None
    digits = found["digits"].rstrip(",.") if found["whole"] else found["digits"]
    if _TWO_WAYS.match(digits):
        return None
    for mark, grouped in _GROUPED.items():
        if grouped.match(digits):
            return mark
    if _DECIMAL.match(digits) or _APART.match(digits):
        return "comma" if "," in digits else "point" if "." in digits else None
    return None


def two_ways(value: Any) -> tuple[str, str] | None:
    """Both readings of a cell that can be read two ways, as a thousand and as a decimal, in digits.

    >>> two_ways("€ 1.234"), two_ways("-12,500"), two_ways("0.500"), two_ways("1.234,5")
    (('1234', '1.2340'), ('-12500', '-12.5000'), None, None)
    """
    if not isinstance(value, str) or not (found := _taken_apart(_PERCENT.sub("", plain(value)))):
        return None
    digits = found["digits"]
    if found["whole"] or not _TWO_WAYS.match(digits):
        return None
    sign = "-" if _negative(found) else ""
    return sign + re.sub("[.,]", "", digits), sign + digits.replace(",", ".") + "0"


def _is_percent_text(value: Any) -> bool:
    return isinstance(value, str) and bool(_PERCENT.search(plain(value)))


def _number(value: Any, mark: Mark | None) -> Decimal | Misread | None:
    if isinstance(value, Percentage):
        return value.number
    if isinstance(value, bool):
        return Misread(message("“{value}” is no number.", value=plain(value)), message("Type a number."))
    if isinstance(value, int | Decimal):
        return Decimal(value)
    if isinstance(value, float):
        if not math.isfinite(value):
            return no_number(value)
        number = Decimal(f"{value:.15g}")  # a cell keeps fifteen digits; more is how the machine writes them
        return number if abs(value) > _SMALL else _without_rest(number)
    if isinstance(value, datetime.date | datetime.time | datetime.timedelta):
        return Misread(
            message("This is a date, not a number."), message("Set the format of the cell to Number and type it again.")
        )
    if is_blank(value):
        return None
    return _number_from_text(plain(value), mark)


def _without_rest(number: Decimal) -> Decimal:
    """A number as a machine keeps it without the decimals behind the twentieth, which nobody measured."""
    exponent = number.as_tuple().exponent
    return number.quantize(_REST) if isinstance(exponent, int) and exponent < _REST.as_tuple().exponent else number


def _taken_apart(text: str) -> re.Match[str] | None:
    """The sign, digits, unit and euro sign of a text, None where it is not one number with these around it."""
    found = _WRITTEN.match(text.translate(MINUS).translate(_APOSTROPHES))
    if found is None or bool(found["open"]) != bool(found["close"]):
        return None
    signs = [sign for sign in (found["open"], found["sign"], found["inner"], found["after"]) if sign]
    if len(signs) > 1 or (found["euro"] and found["behind"]):
        return None
    in_money = found["euro"] or found["behind"]
    if found["unit"] and found["unit"].casefold() in UNITS_OF_MONEY and not in_money:
        return None
    return found


def _negative(found: re.Match[str]) -> bool:
    return bool(found["open"] or found["after"] or found["sign"] in ("-", "-/-") or found["inner"] == "-")


def _number_from_text(text: str, mark: Mark | None) -> Decimal | Misread:
    found = _taken_apart(text)
    if found is None:
        signed = text.translate(MINUS)
        whole = _WHOLE_FLOAT.match(signed)
        return _without_rest(Decimal(signed.replace(",", "."))) if whole else no_number(text)
    digits = found["digits"].rstrip(".,") if found["whole"] else found["digits"]
    read = _digits(digits, "comma" if found["whole"] and "," in found["digits"] else mark)
    if read is None:
        thousand, decimal = two_ways(text) or ("", "")
        if not thousand:
            return no_number(text)
        return Misread(
            message("“{value}” can be read two ways.", value=text),
            message(
                "Type it as a number in the cell, or write {thousand} or {decimal}.", thousand=thousand, decimal=decimal
            ),
            "two ways",
        )
    factor = UNITS[found["unit"].casefold()] if found["unit"] else Decimal(1)
    return (-read if _negative(found) else read) * factor


def _digits(digits: str, mark: Mark | None) -> Decimal | None:
    """Digits with their separators as a number; None where they are not one, or two by turns."""
    if _PLAIN.match(digits):
        return Decimal(digits)
    if _TWO_WAYS.match(digits):
        if mark is None:
            return None
        return Decimal(digits.replace(",", ".") if ("," in digits) == (mark == "comma") else re.sub("[.,]", "", digits))
    if _APART.match(digits):
        return Decimal(re.sub("[ ']", "", digits).replace(",", "."))
    if _GROUPED["comma"].match(digits):
        return Decimal(digits.replace(".", "").replace(",", "."))
    if _GROUPED["point"].match(digits):
        return Decimal(digits.replace(",", ""))
    return Decimal(digits.replace(",", ".")) if _DECIMAL.match(digits) else None
