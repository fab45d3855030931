"""What personal data look like in a cell, whatever stands above it.

Numbers with a check digit are checked by python-stdnum, telephone numbers by Google's libphonenumber.
A name alone cannot be told from that of a country or an organisation: see `headings`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import phonenumbers
import stdnum.iban
import stdnum.nl.bsn

from theory_of_change.text import Message, message

NAMES = message("names of people")
BIRTH = message("dates of birth")
BSN = message("citizen service numbers (BSN)")
V_NUMBER = message("numbers of foreign nationals (V-number)")
PASSPORT = message("numbers of passports or identity cards")
PHONE = message("telephone numbers")
EMAIL = message("e-mail addresses")
IBAN = message("bank account numbers")
ADDRESS = message("home addresses")

# A mailbox of an office is nobody's.
_OFFICES = frozenset(
    {
        *(
            "info",
            "contact",
            "contacts",
            "mail",
            "post",
            "postbus",
            "office",
            "hq",
            "admin",
            "webmaster",
            "noreply",
            "reply",
        ),
        *(
            "data",
            "dataset",
            "datateam",
            "stat",
            "stats",
            "statistics",
            "iati",
            "support",
            "help",
            "helpdesk",
            "servicedesk",
        ),
        *("press", "media", "communication", "communications", "redactie", "publications", "library", "secretariat"),
        *("secretariaat", "enquiries", "feedback", "questions"),
    }
)


@dataclass(frozen=True)
class Kind:
    """One kind of personal data: what it is called, a sign that no text with it lacks, and whether a text holds it.

    The signs, in small letters, or the pattern, are looked for in all texts of a column at once.
    """

    name: Message
    signs: tuple[str, ...] | re.Pattern[str]
    says: Callable[[str], bool]

    def may_be_in(self, texts: str, small: str) -> bool:
        """Whether it is worth looking text by text; `small` is the same in small letters."""
        if isinstance(self.signs, tuple):
            return any(sign in small for sign in self.signs)
        return bool(self.signs.search(texts))


def _always(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda text: bool(pattern.search(text))


_EMAIL = re.compile(r"([\w.+-]+)@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}\b")


def _is_email(text: str) -> bool:
    """Whether a text holds the address of a person.

    >>> _is_email("j.jansen@example.org"), _is_email("Source: info@example.org"), _is_email("3 @ 5.00")
    (True, False, False)
    """
    return any(not _of_office(name) for name in _EMAIL.findall(text))


def _of_office(mailbox: str) -> bool:
    return any(word in _OFFICES for word in re.split(r"[._+-]", mailbox.casefold()))


_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?!\w)")


def _is_iban(text: str) -> bool:
    return any(stdnum.iban.is_valid(found) for found in _IBAN.findall(text))


_PHONE = re.compile(
    r"(?<![\w.,/-])(?:(?:\+ ?|00)[1-9][\d ()/.-]{6,18}|\(?0[1-9][\d ()-]{6,14})\d(?![\w,./-]*\d)"  # 01.02.2026 is a date
)
_OF_OFFICES = {
    phonenumbers.PhoneNumberType.TOLL_FREE,
    phonenumbers.PhoneNumberType.PREMIUM_RATE,
    phonenumbers.PhoneNumberType.SHARED_COST,
    phonenumbers.PhoneNumberType.UAN,
}
_BARE_DIGITS = re.compile(r"0\d+")


def _is_phone(text: str) -> bool:
    """Whether a text holds a telephone number; digits alone may be a code, unless they begin as a mobile or abroad.

    >>> _is_phone("06-12345678"), _is_phone("bel 0612345678"), _is_phone("+254 712 345 678"), _is_phone("0201234567")
    (True, True, True, False)
    >>> _is_phone("09.06.2009"), _is_phone("088-444 0 005"), _is_phone("0900-8844")
    (False, False, False)
    """
    return any(
        not _BARE_DIGITS.fullmatch(found.raw_string) or found.raw_string.startswith(("06", "00"))
        for found in phonenumbers.PhoneNumberMatcher(text, "NL")
        if _PHONE.search(found.raw_string) and phonenumbers.number_type(found.number) not in _OF_OFFICES
    )


_LABELLED_BSN = re.compile(
    r"\b(?:bsn|burgerservicenummer|sofi-?nummer)\b\D{0,20}\d(?:[ .]?\d){7,8}(?!\d)", re.IGNORECASE
)
_LABELLED_V = re.compile(
    r"\b(?:v[- ]?(?:nr|nummer|number|no)|vreemdelingen-?nummer)\b\D{0,20}\d(?:[ .]?\d){9}(?!\d)", re.IGNORECASE
)
_LABELLED_BIRTH = re.compile(
    r"\b(?:geb(?:oren)?\.?(?: op)?|geboortedatum|geb\.? ?datum|date of birth|dob|d\.o\.b\.|born(?: on)?)\W{0,5}"
    r"(?:\d{1,2}(?:st|nd|rd|th)?[-/. ]{1,2}(?:\d{1,2}|[^\W\d]{3,10})[-/. ]{1,2}(?:19|20)?\d{2}|(?:19|20)\d{2}-\d{2}-\d{2})\b",
    re.IGNORECASE,
)
_LABELLED_PASSPORT = re.compile(
    r"\b(?:paspoort|passport|identiteitskaart|id[- ]?kaart|id[- ]?card)[- ]?(?:nummer|number|nr|no)?\b\W{0,4}"
    r"(?=(?:[A-Z]*\d){4})[A-Z0-9]{7,9}\b",
    re.IGNORECASE,
)
_MACHINE_READABLE = re.compile(r"\b[PIV][A-Z<][A-Z]{3}[A-Z]+(?:<[A-Z]+)*<<[A-Z<]+")
_TITLED = re.compile(
    r"\b(?:[Dd]hr|[Mm]evr|[Mm]w)\. ?(?:[A-Z]\.? ?)*(?:(?:van|de|der|den|ten|ter|el|al) )*[A-Z][^\W\d_]{2,}"
)

KINDS: Sequence[Kind] = (
    Kind(EMAIL, ("@",), _is_email),
    Kind(IBAN, _IBAN, _is_iban),
    Kind(PHONE, _PHONE, _is_phone),
    Kind(BSN, ("bsn", "burgerservice", "sofi"), _always(_LABELLED_BSN)),
    Kind(V_NUMBER, ("v-n", "v n", "vn", "vreemdeling"), _always(_LABELLED_V)),
    Kind(BIRTH, ("geb", "birth", "dob", "d.o.b", "born"), _always(_LABELLED_BIRTH)),
    Kind(PASSPORT, ("paspoort", "passport", "kaart", "card"), _always(_LABELLED_PASSPORT)),
    Kind(PASSPORT, ("<<",), _always(_MACHINE_READABLE)),
    Kind(NAMES, ("dhr.", "mevr.", "mw."), _always(_TITLED)),
)
"""What a text says by itself to be personal data."""

_NINE = re.compile(r"(?<![\w.,/+-])\d{9}(?![\w,/-]|\.\d)")
_DIGITS = re.compile(r"\d+")
_FEW = 3  # so many different numbers of a column of numbers pass the check by chance once in a thousand columns


def citizen_numbers(texts: Sequence[str], numbers: Sequence[float]) -> set[str | float]:
    """Which cells of a column hold citizen service numbers, by the eleven test; `numbers` are its cells that are numbers.

    One in eleven numbers of nine digits passes by chance. So all of a column must, and in a column of numbers at
    least three; where others have another length it is a column of figures.

    >>> sorted(citizen_numbers(["111222333", "123456782"], [])), citizen_numbers(["111222333", "123456789"], [])
    (['111222333', '123456782'], set())
    >>> citizen_numbers(["111222333", "5000"], []), citizen_numbers([], [111222333.0, 250000.0])
    (set(), set())
    >>> sorted(citizen_numbers([], [111222333.0, 123456782.0, 10000008.0]))
    [10000008.0, 111222333.0, 123456782.0]
    """
    if not all(1e7 <= number < 1e9 for number in numbers):
        return set()
    alone = [text for text in texts if _DIGITS.fullmatch(text)]
    if not numbers and all(len(text) == 9 for text in alone):
        within = {text: _NINE.findall(text) for text in texts if _NINE.search(text)}
        found = [digits for each in within.values() for digits in each]
        return set(within) if found and all(map(stdnum.nl.bsn.is_valid, found)) else set()
    whole = [str(int(number)) for number in numbers if float(number).is_integer()]
    every = [*alone, *whole]
    right = len(every) == len(alone) + len(numbers) and all(len(digits) in (8, 9) for digits in every)
    if right and len(set(every)) >= _FEW and all(stdnum.nl.bsn.is_valid(digits.zfill(9)) for digits in every):
        return {*alone, *numbers}
    return set()
