"""Headings below which personal data stand, and whether what stands there is so.

A heading alone is not enough: “Telefoon” may head the number of calls, and an empty column holds nobody.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from monitoring.intake.normalise import folded
from monitoring.personal import kinds
from theory_of_change.text import Message

_OF_WHOM = (
    r"(betrokkene|client|vreemdeling|persoon|migrant|aanvrager|deelnemer|begunstigde|medewerker|contactpersoon|slachtoffer|"
    r"terugkeerder|kind|ouder|asielzoeker|person|beneficiary|applicant|participant|employee|contact( person)?|victim|returnee|"
    r"child|respondent|case ?worker|asylum seeker|staff( member)?)"
)
_SHARE = 0.5  # of the different cells below a heading that look like what it says

_FULL_NAME = re.compile(r"^[^\W\d_][^\d@]*[ ,][^\d@]+$")
_ANY_NAME = re.compile(r"^[^\W\d_][^\d@]*$")
_DATE = re.compile(r"^\d{1,4}[-/. ](\d{1,2}|[^\W\d]{3,10})\.?[-/. ]\d{1,4}$")
_PERSON = re.compile(
    r"^[A-Z][^\W\d_]*\.?([ -]([A-Z]\.)*((van|de|der|den|el|al|ben|bin|abu) ?)*[A-Z][^\W\d_'’]*\.?){1,4}$"
)


def _share(test: Callable[[Any], bool]) -> Callable[[Collection[Any]], bool]:
    return lambda cells: sum(map(test, cells)) >= _SHARE * len(cells)


def _text_like(pattern: re.Pattern[str]) -> Callable[[Any], bool]:
    return lambda cell: isinstance(cell, str) and bool(pattern.match(cell.strip()))


def _is_date(cell: Any) -> bool:
    return isinstance(cell, datetime.date) or _text_like(_DATE)(cell) or _digits(cell, 5, 5)


def _digits(cell: Any, least: int, most: int) -> bool:
    """Whether a cell is so many digits, with spaces and dots at most."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = re.sub(r"[ .]", "", str(cell))
    return text.isdecimal() and least <= len(text) <= most


def _is_document(cell: Any) -> bool:
    """Letters and digits together, or as many digits as a passport has: five digits alone may be a count."""
    text = re.sub(r"[ -]", "", str(cell))
    return 6 <= len(text) <= 12 and text.isalnum() and not text.isalpha() and (not text.isdecimal() or len(text) >= 8)


def _is_phone(cell: Any) -> bool:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = str(cell)
    return bool(re.match(r"^[+(]?[\d ()./-]+$", text)) and 8 <= sum(c.isdigit() for c in text) <= 15


@dataclass(frozen=True)
class Heading:
    """What a heading says of its column: the kind of personal data, and the test of the cells below."""

    kind: Message
    words: re.Pattern[str]
    fits: Callable[[Collection[Any]], bool]


def _heading(kind: Message, words: str, fits: Callable[[Collection[Any]], bool]) -> Heading:
    return Heading(kind, re.compile(f"^({words})$"), fits)


_NUMBER = r" ?(nummer|number|nr|no)"
HEADINGS: Sequence[Heading] = (
    _heading(
        kinds.NAMES,
        r"(volledige )?((voor|achter|familie|geslachts|roep|meisjes)na(am|men)|voorletters|tussenvoegsel)|volledige naam|"
        r"(first|last|family|given|middle|maiden|full) ?names?|surname|forename|nom de famille|prenoms?|nom et prenom|"
        rf"naam (van )?(de |het )?{_OF_WHOM}|{_OF_WHOM}( s)? (full )?name|names? of (the )?{_OF_WHOM}s?|"
        r"achternaam (en )?voornaam|naam (en )?(adres|voornaam)|naam en adres",
        _share(_text_like(_ANY_NAME)),
    ),
    _heading(
        kinds.NAMES,
        r"contact( ?person)?|contactpersoon|focal ?point( name)?|project ?leider|projectleader|case ?worker|behandelaar",
        _share(_text_like(_PERSON)),
    ),
    _heading(
        kinds.BIRTH,
        r"geboorte ?dat(um|a)( betrokkene)?|geb ?datum|geboren( op)?|date of birth|birth ?dat(e|um)|d ?o ?b|date de naissance",
        _share(_is_date),
    ),
    _heading(
        kinds.BSN,
        rf"bsn({_NUMBER})?|burgerservice ?nummer|sofi ?nummer|citizen service number",
        _share(lambda cell: _digits(cell, 8, 9)),
    ),
    _heading(
        kinds.V_NUMBER,
        rf"v{_NUMBER}s?|vnrs?|vreemdelingen ?nummer|crv ?nummer|alien number|a number",
        _share(lambda cell: _digits(cell, 7, 10)),
    ),
    _heading(
        kinds.PASSPORT,
        rf"(paspoort|passport|identiteitskaart|id kaart|rijbewijs|reisdocument|travel document|identity card|id card)({_NUMBER})?|"
        rf"national id({_NUMBER})?|nationaal id",
        _share(_is_document),
    ),
    _heading(
        kinds.PHONE,
        rf"(mobiele? )?(tele)?(foon|phone)({_NUMBER})?|tel({_NUMBER})?|mobiel( nummer)?|mobile( ?phone)?({_NUMBER})?|gsm|whatsapp",
        _share(_is_phone),
    ),
    _heading(
        kinds.ADDRESS,
        r"(woon|huis|thuis|bezoek)?adres|home address|(street )?address( line 1)?|straat( en)?( huisnummer| nummer)?|street",
        _share(_text_like(re.compile(r"^[^\W\d_][^\d@]* \d{1,5}([- ]?[a-zA-Z0-9]{1,3})?\b"))),
    ),
    _heading(
        kinds.IBAN,
        r"(bank)?rekening ?nummer|(bank )?account number|bankrekening",
        _share(lambda cell: _digits(cell, 7, 12)),
    ),
)

_NAME_ALONE = re.compile(r"^(naam|name|nom|namen|names|persoon|person|client|betrokkene)$")
_COMPANIONS = re.compile(
    r"^(geslacht|gender|sex|m v|nationaliteit|nationality|leeftijd|age|geboorteplaats|place of birth)$"
)


def heading_of(text: str) -> Heading | None:
    """What a heading says, None where it is harmless.

    >>> heading_of("Achternaam").kind.key, heading_of("V-nummer").kind.key, heading_of("Geb. datum").kind.key
    ('names of people', 'numbers of foreign nationals (V-number)', 'dates of birth')
    >>> [heading_of(text) for text in ("Projectnaam", "Naam (ter informatie)", "Country name", "Organisation name", "Naam")]
    [None, None, None, None, None]
    """
    words = folded(text)
    return next((each for each in HEADINGS if each.words.match(words)), None)


def is_name_alone(text: str) -> bool:
    """Whether a heading only says “name”: of whom is told by what stands beside it."""
    return bool(_NAME_ALONE.match(folded(text)))


def is_of_a_person(text: str) -> bool:
    """Whether a heading names what only a person has: a sex, a nationality, an age."""
    return bool(_COMPANIONS.match(folded(text))) or heading_of(text) is not None


_FEWEST_NAMES, _MOSTLY, _MARKED = 3, 0.6, 0.3
_WITH_INITIALS = re.compile(r"^([A-Z]\.){1,5} ?[^\d@]{2,60}$")
_MARKS_A_NAME = re.compile(r"\b(van|de|der|den|ten|ter|el|al|ben|bin|abu|von)\b|(^|[ .])[A-Z]\.")


def may_be_people(cells: Collection[str]) -> bool:
    """Whether texts without a heading that says so may be names: most look like one, and some as only names do.

    Two words with capitals are also routes, regions and programmes; a particle or an initial is what tells.

    >>> may_be_people(["Jan de Vries", "Fatima El Idrissi", "P. Jansen", "Anna Bakker"])
    True
    >>> may_be_people(["Western Balkan Route", "Central Mediterranean", "Burkina Faso", "El Salvador"])
    False
    """
    alike = [cell for cell in cells if _PERSON.match(cell.strip()) or _WITH_INITIALS.match(cell.strip())]
    marked = [cell for cell in alike if _MARKS_A_NAME.search(cell)]
    return len(cells) >= _FEWEST_NAMES and len(alike) >= _MOSTLY * len(cells) and len(marked) >= _MARKED * len(cells)


def are_people(cells: Collection[Any]) -> bool:
    """Whether most cells below a heading look like the name of a person: two words or more, with capitals."""
    return _share(_text_like(_PERSON))(cells) or _share(_text_like(re.compile(r"^[A-Z][^\W\d_]+, ?[A-Z]")))(cells)
