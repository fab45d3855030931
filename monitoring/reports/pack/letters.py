"""Letters that a file cannot hold, or that a font does not have."""

from __future__ import annotations

import re
from typing import Any

# Control characters, and what XML forbids; a tab and the end of a line may stay.
_HELD_BY_NONE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
UNKNOWN = "?"


def plain(text: str) -> str:
    """A text without the letters that no file can hold.

    >>> plain("a\\x07b\\tc")
    'ab\\tc'
    """
    return _HELD_BY_NONE.sub("", text)


def throughout(value: Any) -> Any:
    """Lists and dictionaries with every text in them made plain."""
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, dict):
        return {key: throughout(one) for key, one in value.items()}
    return [throughout(one) for one in value] if isinstance(value, list | tuple) else value


def without(text: str, letters: str) -> str:
    """A text with a question mark for each of these letters, other than those everybody has.

    >>> without("Ali (علي)", "علي ")
    'Ali (???)'
    """
    missing = {ord(letter): UNKNOWN for letter in letters if not letter.isascii()}
    return text.translate(missing)
