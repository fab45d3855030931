"""`Words`: everything that is said to a person, in that person's language."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from babel.dates import format_date
from babel.lists import format_list
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from babel.numbers import get_decimal_symbol, get_group_symbol

from theory_of_change.text import LANGUAGES, Euro, Listing, Measured, Message, Percent, Period, Text

CATALOGUES = Path(__file__).parent
LOCALES = {"nl": "nl_NL", "en": "en_GB"}
MINUS = "−"
NOTHING = "–"


def language_of(tag: str | None) -> str:
    """The language to speak to somebody whose browser or shell says `tag`; Dutch when it says nothing.

    >>> language_of("en-US"), language_of("nl-NL"), language_of("fr"), language_of(None)
    ('en', 'nl', 'en', 'nl')
    """
    if not tag:
        return "nl"
    return "nl" if tag.lower().startswith("nl") else "en"


class Words:
    """Says things in one language.

    >>> say = Words("nl")
    >>> say.number(Decimal("1234567.89"), 2), say.number(-913), say.period("2026-Q3")
    ('1.234.567,89', '−913', '3e kwartaal 2026')
    """

    def __init__(self, language: str) -> None:
        if language not in LANGUAGES:
            raise ValueError(f"language is one of {LANGUAGES}, not {language!r}")
        self.language = language
        self.locale = LOCALES[language]
        self._catalogue = _catalogue(language)

    def __call__(self, said: Any) -> str:
        """Any message, text or value, in words."""
        match said:
            case Message():
                return self._sentence(said)
            case Text():
                return said.in_language(self.language)
            case Euro(amount, short):
                return self.millions(amount) if short else self.euro(amount)
            case Percent(share, decimals):
                return self.percent(share, decimals)
            case Period(code):
                return self.period(code)
            case Measured(value, unit):
                return self.measured(value, unit)
            case Listing(items):
                return self.listing(items)
            case datetime.datetime():
                return f"{self.date(said.date())} {said:%H:%M}"
            case datetime.date():
                return self.date(said)
            case bool():
                return self.translate("yes") if said else self.translate("no")
            case int():
                return self.number(said)
            case float() | Decimal():
                return self.number(said, _decimals(said))
            case None:
                return NOTHING
            case _:
                return str(said)

    def translate(self, key: str) -> str:
        """A fixed English wording in this language; itself where the catalogue does not know it."""
        found = self._catalogue.get(key) if self._catalogue else None
        return str(found.string) if found and found.string else key

    def _sentence(self, said: Message) -> str:
        pattern = self._plural(said) if said.plural is not None else self.translate(said.key)
        return pattern.format(**{name: self(value) for name, value in said.values.items()})

    def _plural(self, said: Message) -> str:
        one = abs(said.values["n"]) == 1
        found = self._catalogue.get(said.key) if self._catalogue else None
        if found and found.string and all(found.string):
            return found.string[0 if one else 1]
        return said.key if one else said.plural

    # Numbers

    def number(self, value: float | Decimal | None, decimals: int = 0, *, sign: bool = False) -> str:
        """A number with thousands marks, a real minus, and “–” where there is none."""
        if value is None or value != value:
            return NOTHING
        text = self._marked(abs(value), decimals)
        negative = value < 0 and any(digit in text for digit in "123456789")
        return (MINUS if negative else "+" if sign and value > 0 else "") + text

    def _marked(self, value: float | Decimal, decimals: int) -> str:
        """A number from 0 with the marks of the language; a page writes thousands of them, so they are asked for once."""
        exact = value if isinstance(value, (int, Decimal)) else Decimal(str(value))
        if isinstance(exact, Decimal) and not exact.is_finite():
            return str(exact)
        point, thousands = self._marks
        text = f"{exact:,.{decimals}f}"  # rounds half to even, as the CLDR has it
        return text.translate({ord(","): thousands, ord("."): point})

    @cached_property
    def _marks(self) -> tuple[str, str]:
        """The decimal mark and the mark between thousands."""
        return get_decimal_symbol(self.locale), get_group_symbol(self.locale)

    def euro(self, amount: Decimal | None, *, sign: bool = False) -> str:
        """An amount to the cent, with the euro sign: “€ 1.234,50”."""
        if amount is None:
            return NOTHING
        return self._with_euro_sign(self.number(amount, 2, sign=sign))

    def millions(self, amount: Decimal | None) -> str:
        """An amount in millions with one decimal: “€ 31,0 mln”, “€31.0m”."""
        if amount is None:
            return NOTHING
        number = self.number(Decimal(amount) / 1_000_000, 1)
        return self._with_euro_sign(number) + ("\u00a0mln" if self.language == "nl" else "m")

    def percent(self, share: float | Decimal | None, decimals: int = 0) -> str:
        """A share as a percentage: 0.41 is “41%”."""
        if share is None or share != share:
            return NOTHING
        return self.number(share * 100, decimals) + "%"

    def measured(self, value: float | Decimal | None, unit: str, *, short: bool = True) -> str:
        """A value with as many decimals as its unit asks for: “41%”, “1.234”, “€ 2,6 mln”; people are whole.

        >>> say = Words("nl")
        >>> say.measured(41.0256, "percent"), say.measured(10898.2, "persons"), say.measured(8.013, "per_1000")
        ('41%', '10.898', '8,0')
        >>> say.measured(62.4, "persons"), say.measured(62.4, "days")
        ('62', '62,4')
        """
        if value is None or value != value:
            return NOTHING
        if unit == "percent":
            return self.number(value, 0 if abs(value) >= 9.95 or value == 0 else 1) + "%"
        if unit == "eur":
            exact = Decimal(str(value))
            return self.millions(exact) if short and abs(value) >= 1_000_000 else self.euro(exact)
        if unit == "per_1000":
            return self.number(value, 1)
        return self.number(value, 0 if unit == "persons" or value == int(value) else 1)

    def _with_euro_sign(self, number: str) -> str:
        """Dutch writes “€ −913,00”, English “−€913.00”."""
        if self.language == "nl":
            return f"€\u00a0{number}"
        sign, digits = (number[0], number[1:]) if number[0] in f"{MINUS}+" else ("", number)
        return f"{sign}€{digits}"

    # Time

    def date(self, day: datetime.date) -> str:
        """“14 oktober 2026”, “14 October 2026”."""
        return format_date(day, "d MMMM y", locale=self.locale)

    def period(self, code: str) -> str:
        """“3e kwartaal 2026” in sentences and headings."""
        year, kind, number = _parts(code)
        match kind:
            case "quarter":
                return f"{number}e kwartaal {year}" if self.language == "nl" else f"{_ordinal(number)} quarter {year}"
            case "half":
                return f"{number}e halfjaar {year}" if self.language == "nl" else f"{_ordinal(number)} half of {year}"
            case "month":
                return format_date(datetime.date(year, number, 1), "MMMM y", locale=self.locale)
            case _:
                return code

    def short_period(self, code: str) -> str:
        """“3e kw. 2026” in tables and controls."""
        year, kind, number = _parts(code)
        if kind == "quarter":
            return f"{number}e kw. {year}" if self.language == "nl" else f"Q{number} {year}"
        if kind == "half":
            return f"{number}e halfjaar {year}" if self.language == "nl" else f"H{number} {year}"
        return self.period(code)

    def tick(self, code: str, *, year: bool = True) -> str:
        """“K3 ’26” on an axis, “K3” where the year is clear."""
        full, kind, number = _parts(code)
        letter = {"quarter": "K" if self.language == "nl" else "Q", "half": "H"}.get(kind)
        if letter is None:
            return self.short_period(code)
        return f"{letter}{number} ’{full % 100:02d}" if year else f"{letter}{number}"

    def listing(self, items: Iterable[Any]) -> str:
        """“Avaria, Belmora en Cordanië”."""
        return format_list([self(item) for item in items], locale=self.locale)


@cache
def _catalogue(language: str) -> Catalog | None:
    path = CATALOGUES / f"{language}.po"
    if not path.exists():
        return None  # English is the language of the keys
    with path.open("rb") as file:
        return read_po(file, locale=language)


def _parts(code: str) -> tuple[int, str, int]:
    """Year, kind and number of a period code.

    >>> _parts("2026-Q3"), _parts("2026-03"), _parts("2026-H1"), _parts("2026")
    ((2026, 'quarter', 3), (2026, 'month', 3), (2026, 'half', 1), (2026, 'year', 0))
    """
    year, _, rest = code.partition("-")
    if rest.startswith("Q"):
        return int(year), "quarter", int(rest[1:])
    if rest.startswith("H"):
        return int(year), "half", int(rest[1:])
    if rest:
        return int(year), "month", int(rest)
    return int(year), "year", 0


def _ordinal(number: int) -> str:
    return {1: "1st", 2: "2nd", 3: "3rd"}.get(number, f"{number}th")


def _decimals(value: float | Decimal) -> int:
    """As many decimals as the value has, at most six.

    >>> _decimals(Decimal("3.500000")), _decimals(12.0), _decimals(0.25)
    (1, 0, 2)
    """
    text = f"{Decimal(str(value)):.6f}".rstrip("0")
    return len(text.partition(".")[2])
