"""What countries are called: in Dutch, English and French, officially and in practice, whatever the order of the words.

A name that is only nearly one is never taken for it, and one text that names two countries is neither of them.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

import babel
import pycountry

from monitoring.intake.normalise import Misread, folded
from monitoring.ledger.reference import DATA, KOSOVO
from theory_of_change.text import Listing, Text, message

LANGUAGES = ("nl", "en", "fr")
_SHORT = {"rep": "republic", "dem": "democratic", "isl": "islands", "st": "saint", "ste": "sainte", "fed": "federated"}
_FILLING = frozenset(
    {"of", "the", "de", "het", "la", "le", "les", "van", "du", "des", "d", "l", "en", "and", "et", "s"}
)
_SHARED = {"congo": ("COD", "COG"), "korea": ("KOR", "PRK")}
"""Names that two countries go by, whatever a list makes of them."""
_BETWEEN = re.compile(r"\s*(?:[&/;+,]|\b(?:and|en|et|und)\b)\s*", re.IGNORECASE)
_MOST_PARTS = 12
_UNION = re.compile(r"^(eu|european union|europese unie|union europeenne|euro area|eurozone|schengen)\b")


@cache
def variants(folder: Path = DATA) -> Mapping[str, str]:
    """The code of every country by each of its names and codes, as they are looked up; `folder` has country_alias.csv."""
    found: dict[str, str] = {}
    locales = [babel.Locale(tag).territories for tag in LANGUAGES]
    for country in pycountry.countries:
        names = [country.name, country.alpha_2]
        names += [getattr(country, kind, "") for kind in ("official_name", "common_name")]
        names += [territories.get(country.alpha_2, "") for territories in locales]
        found |= {folded(name): country.alpha_3 for name in names if name}
    found |= {folded(name): KOSOVO for name in ("Kosovo", "XK")}
    with (folder / "country_alias.csv").open(encoding="utf-8", newline="") as file:
        found |= {folded(row["alias"]): row["country"] for row in csv.DictReader(file)}
    return {name: code for name, code in found.items() if name not in _SHARED}


@cache
def numeric_codes() -> Mapping[str, str]:
    """The code of every country by its number in M49, in three digits."""
    return {country.numeric: country.alpha_3 for country in pycountry.countries}


def words(name: str) -> frozenset[str]:
    """What a name says, whatever the order of its words.

    >>> words("MOLDOVA, REPUBLIC OF") == words("Rep. of Moldova") == words("Republic of Moldova")
    True
    """
    return frozenset(_SHORT.get(word, word) for word in folded(name).split()) - _FILLING


def by_words(meaning: Mapping[str, str]) -> Mapping[frozenset[str], str]:
    """The code of each country by the words of its names; words that mean two countries mean neither."""
    found: dict[frozenset[str], set[str]] = {}
    for name, code in meaning.items():
        found.setdefault(words(name), set()).add(code)
    return {said: codes.pop() for said, codes in found.items() if len(codes) == 1 and said}


def several(text: str, code_of: Callable[[str], str | None]) -> Sequence[str]:
    """The codes of the countries that a text names one after another; none where it is not made of countries only.

    >>> codes = {"colombia": "COL", "ecuador": "ECU", "bosnia and herzegovina": "BIH"}
    >>> several("colombia & ecuador", codes.get), several("bosnia and herzegovina, ecuador", codes.get)
    (('COL', 'ECU'), ('BIH', 'ECU'))
    >>> several("bosnia and herzegovina", codes.get), several("colombia & others", codes.get)
    ((), ())
    """
    gaps = list(_BETWEEN.finditer(text))[:_MOST_PARTS]
    starts, ends = [0, *(gap.end() for gap in gaps)], [*(gap.start() for gap in gaps), len(text)]

    def from_part(first: int) -> Sequence[str] | None:
        """The countries from a part on: the longest name that fits first."""
        if first == len(starts):
            return ()
        for last in range(len(ends) - 1, first - 1, -1):
            code = code_of(text[starts[first] : ends[last]])
            rest = from_part(last + 1) if code else None
            if code and rest is not None:
                return (code, *rest)
        return None

    found = from_part(0) or ()
    return found if len(found) > 1 else ()


@cache
def _regions() -> frozenset[str]:
    """Continents and other parts of the world, by their names in CLDR."""
    territories: Iterable[Mapping[str, str]] = (babel.Locale(tag).territories for tag in LANGUAGES)
    return frozenset(folded(name) for each in territories for code, name in each.items() if code.isdigit())


def is_region(text: str) -> bool:
    """Whether a text names a part of the world, or says “regional”.

    >>> is_region("Afrika"), is_region("Africa, regional"), is_region("EU27"), is_region("Marokko")
    (True, True, True, False)
    """
    name = folded(text)
    return name in _regions() or bool(
        re.search(r"\b(regional|regionaal|multi country)\b", name) or _UNION.match(_apart(name))
    )


def _apart(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=\d)", " ", name)


def no_country(text: str, code_of: Callable[[str], str | None], names: Mapping[str, Text]) -> Misread | None:
    """What is to be said of a text that is no country, None where it is just not known."""
    if codes := [code for code in _SHARED.get(folded(text), ()) if code in names]:
        return Misread(
            message("“{value}” may be one of several countries.", value=text),
            message("Write which: {countries}.", countries=_called(codes, names)),
            "two ways",
        )
    if codes := several(text, code_of):
        return Misread(
            message("“{value}” is more than one country: {countries}.", value=text, countries=_called(codes, names)),
            message("Give each country a row of its own, or write REG where the figure cannot be divided."),
            "several countries",
        )
    if is_region(text):
        return Misread(
            message("“{value}” is a region, not a country.", value=text),
            message("Give each country a row of its own, or write REG where the figure cannot be divided."),
        )
    return None


def _called(codes: Sequence[str], names: Mapping[str, Text]) -> Listing:
    return Listing([names.get(code, code) for code in codes])
