"""The names of months in Dutch, English and French, from CLDR, with what people make of them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import babel

from monitoring.intake.normalise.texts import folded

LANGUAGES = ("nl", "en", "fr")
_ALSO = {"mar": 3, "maa": 3, "mrt": 3, "apr": 4, "mei": 5, "sept": 9, "okt": 10, "oct": 10}


@cache
def months() -> Mapping[str, int]:
    """The number of each month by its name, as it is looked up.

    >>> [months()[name] for name in ("januari", "jan", "mrt", "march", "mei", "okt", "fevr", "decembre")]
    [1, 1, 3, 3, 5, 10, 2, 12]
    """
    found = dict(_ALSO)
    for language in LANGUAGES:
        for form in babel.Locale(language).months["format"].values():
            found |= {folded(name): n for n, name in form.items() if not folded(name).isdigit() and len(name) > 1}
    return found


@cache
def weekdays() -> frozenset[str]:
    """The names of the days of the week, as they are looked up."""
    forms = (form for language in LANGUAGES for form in babel.Locale(language).days["format"].values())
    return frozenset(folded(name) for form in forms for name in form.values() if len(name) > 1)
