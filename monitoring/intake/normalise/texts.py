"""Cells as text: clean, as it is looked up, and what says that there is nothing."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Collection, Mapping
from itertools import chain
from typing import Any

from monitoring.intake.normalise.misread import Misread
from theory_of_change.text import Message, message

_NOTHING: Mapping[Message, Collection[str]] = {
    message("“{value}” is read as “not applicable”: no figure, and no zero."): {
        *("n.v.t.", "n.v.t", "nvt", "nvt.", "niet van toepassing", "not applicable"),
    },
    message("“{value}” is read as “not applicable or not known”: no figure, and no zero."): {
        *("n/a", "na", "n.a.", "n.a"),
    },
    message("“{value}” is read as “not known”: no figure, and no zero."): {
        *(":", ".", "..", "...", "…", "n.b.", "nb", "#n/a", "#n/b"),
    },
    message("“{value}” is read as “nothing filled in”: no figure, and no zero."): {
        *("-", "–", "—", "‒", "−", "--", "---", "/", "geen", "none", "null"),
    },
}

BLANK = frozenset({"", *chain(*_NOTHING.values())})
"""What stands in a cell where there is nothing to say, in small letters; not “nihil”, which is a zero."""

_READ_AS = {word: said for said, words in _NOTHING.items() for word in words}

_SPACES = re.compile(r"\s+")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")  # soft hyphens, marks of direction
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def plain(value: Any) -> str:
    """A cell as clean text: no-break, thin and doubled spaces become one, ends are trimmed, unseen signs go.

    >>> plain(" Moldova,  Republic of "), plain(12.0), plain(None), plain(True)
    ('Moldova, Republic of', '12', '', 'TRUE')
    >>> plain("\N{ZERO WIDTH NO-BREAK SPACE}1\N{THIN SPACE}234\N{FIGURE SPACE}567\N{NARROW NO-BREAK SPACE}")
    '1 234 567'
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()  # as Excel writes it
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return _SPACES.sub(" ", _UNSEEN.sub("", str(value))).strip()


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


def said_of_nothing(value: Any) -> Message | None:
    """How a cell is read that says in a word or a sign that there is no figure; None of an empty cell and any other.

    >>> said_of_nothing(" N.v.t. ").key, said_of_nothing(""), said_of_nothing("12")
    ('“{value}” is read as “not applicable”: no figure, and no zero.', None, None)
    """
    said = _READ_AS.get(plain(value).casefold()) if isinstance(value, str) else None
    return message(said.key, value=plain(value)) if said else None


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
