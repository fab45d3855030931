"""Thousands and millions: as they stand behind a number, and as a heading says them of a whole column."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from monitoring.intake.normalise.texts import plain

_THOUSAND, _MILLION, _BILLION = Decimal(10**3), Decimal(10**6), Decimal(10**9)

UNITS = {
    **dict.fromkeys(("k", "dzd", "duizend", "thousand", "thousands", "tsd"), _THOUSAND),
    **dict.fromkeys(("mln", "mio", "milj", "miljoen", "million", "millions", "m"), _MILLION),
    **dict.fromkeys(("mld", "mrd", "miljard", "billion", "billions", "bln", "bn", "b"), _BILLION),
}
"""What stands behind a number, without its dot and in small letters, and what it is multiplied by."""

UNITS_OF_MONEY = frozenset({"m", "b"})
"""What means a unit only beside a euro sign, as in €12.5M: 12 m may be metres or months."""

_WORDS = (
    (_BILLION, r"mld\b|mrd\b|miljarden|miljard|billions?\b|\bbn\b|000[.,' ]000[.,' ]000"),
    (_MILLION, r"mln\b|mio\b|miljoenen|miljoen|millions?\b|\bmeur\b|\bm ?€|€ ?m\b|[.,' ]000[.,' ]000|1000000\b"),
    (
        _THOUSAND,
        r"dzd\b|duizenden|duizend|thousands?\b|\bkeur\b|\bk ?€|€ ?k\b|['’]000\b|[.,' ]000\b|(?<!\d)1000\b|\b000s\b",
    ),
)
_TIMES = re.compile(
    r"[x×*] ?(€|eur|euro|\$|usd)? ?1(?=[.,' ]?0{3}|\b)|\b(in|bedragen|amounts)\b|€|\beur|\$|\busd|['’]000"
)
_NOT_A_UNIT = re.compile(r"\b(per|pro|à|a|of|van|every|each) (€ ?)?1[.,' ]?000\b")


def unit(heading: Any) -> Decimal | None:
    """What a heading, or a row of units, says that its numbers are multiplied by; None where it says nothing.

    >>> [unit(text) for text in ("x € 1.000", "(x 1 000 euro)", "€ mln", "in duizenden euro's", "Bedragen x EUR 1.000")]
    [Decimal('1000'), Decimal('1000'), Decimal('1000000'), Decimal('1000'), Decimal('1000')]
    >>> [unit(text) for text in ("USD '000", "Aantal (x 1.000)", "x € 1 mln", "in millions", "K€", "x € 1.000.000")]
    [Decimal('1000'), Decimal('1000'), Decimal('1000000'), Decimal('1000000'), Decimal('1000'), Decimal('1000000')]
    >>> [unit(text) for text in ("Bedrag (€)", "per 1.000 inwoners", "2016 (1000)", "Miljoenennota 2016", "")]
    [None, None, None, None, None]
    """
    text = plain(heading).casefold()
    if _NOT_A_UNIT.search(text) or not (_TIMES.search(text) or _alone(text)):
        return None
    return next((factor for factor, words in _WORDS if re.search(words, text)), None)


def _alone(text: str) -> bool:
    """Whether a text is nothing but a unit: “mln”, “(miljoenen)”."""
    return any(re.fullmatch(rf"\W*(?:{words})\W*", text) for _, words in _WORDS)
