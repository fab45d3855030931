"""What a part of a total is called: `sex=f;age=0-17` in words."""

from __future__ import annotations

from collections.abc import Mapping

from monitoring.language import Words
from theory_of_change.parts import KEYS, VALUES
from theory_of_change.text import Text


def part(dimension: str, say: Words, countries: Mapping[str, Text]) -> str:
    """A dimension in words; a code of a country by its name, and what has no words as it stands.

    >>> part("route=east;sex=f", Words("en"), {})
    'route: eastern, sex: women'
    >>> part("member_state=deu", Words("en"), {"DEU": Text(nl="Duitsland", en="Germany")})
    'member state: Germany'
    """
    told = []
    for each in dimension.split(";"):
        key, _, value = each.partition("=")
        known = VALUES.get((key, value)) or countries.get(value.upper()) or value.replace("_", " ")
        told.append(f"{say(KEYS[key]) if key in KEYS else key.replace('_', ' ')}: {say(known)}")
    return ", ".join(told)
