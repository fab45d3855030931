"""What stands where a number should and is none: said for what it is, with what to type instead."""

from __future__ import annotations

import re
from typing import Any

from monitoring.intake.finding import Severity
from monitoring.intake.normalise.misread import Misread
from monitoring.intake.normalise.texts import plain
from theory_of_change.text import Message, message

MINUS = str.maketrans({"−": "-", "–": "-", "—": "-", "‒": "-", "‐": "-", "‑": "-", "﹣": "-", "－": "-"})
"""Every sign that people type for a minus."""

EXPONENT = re.compile(r"^[+-]?\d([.,]\d+)?e[+-]?\d{1,3}$", re.IGNORECASE)
"""A number as Excel shortens it, and as programs write it."""
_PRO_MEMORIE = re.compile(r"^(p\.? ?m\.?|(pro )?memorie|pro memoria)$", re.IGNORECASE)
_NUMBER_IN_TEXT = r"[€$£¥]? ?[+-]?\d[\d.,' ]*"
_AMISS: tuple[tuple[re.Pattern[str], Message, Message], ...] = (
    (
        re.compile(rf"^<=? ?{_NUMBER_IN_TEXT}$"),
        message("“{value}” hides a small number."),
        message("Leave the cell empty and choose the state “withheld”, or type the number."),
    ),
    (
        re.compile(
            rf"^(>|>=|≥|≤|±|\+/-|~|≈|ca\.?|circa|ongeveer|about|approx\.?|meer dan|minder dan|more than|less than|"
            rf"ruim|bijna|almost|over|up to|tot) ?{_NUMBER_IN_TEXT}.*$",
            re.IGNORECASE,
        ),
        message("“{value}” is about so much, not a number."),
        message("Type one number; say in the note how sure it is."),
    ),
    (
        re.compile(r"^\d[\d.,]* ?(-|/|tot|to|t/m|of|or) ?\d[\d.,]*$", re.IGNORECASE),
        message("“{value}” is a range, not one number."),
        message("Type one number; say in the note how sure it is."),
    ),
    (
        EXPONENT,
        message("“{value}” is a number that Excel shortened, so its last digits are gone."),
        message(
            "Set the format of the cell to Number and type it again. If a program wrote the file, say in the layout that such numbers are exact."
        ),
    ),
    (
        re.compile(
            r"^[+-]?\(?([$£¥]|US\$|USD|GBP|CHF|JPY|CNY|TRY|MAD|EGP|TND) ?\(?[+-]?\d.*$|^.*\d ?([$£¥]|USD|GBP|CHF)\)?$",
            re.IGNORECASE,
        ),
        message("“{value}” is not in euros."),
        message("Convert it to euros, and say in the note at which rate."),
    ),
    (
        re.compile(rf"^{_NUMBER_IN_TEXT}(\*+|[¹²³⁰-⁹]+|[†‡§#]+|\d?\)|\(\w\)|\[\w+\]|[a-z])$", re.IGNORECASE),
        message("“{value}” has a mark behind the number."),
        message("Type the number alone, and what the mark says in the note."),
    ),
    (
        re.compile(r"^\d{1,2}:\d{2}(:\d{2})?$|^\d{1,4}[-/]\d{1,2}[-/]\d{1,4}$"),
        message("“{value}” is a date or a time, not a number."),
        message("Set the format of the cell to Number and type it again."),
    ),
    (
        re.compile(r"^(nihil|nil|zero|nul)$", re.IGNORECASE),
        message("“{value}” is a word, not a number."),
        message("Type 0 where it was measured and is zero; leave the cell empty where it is unknown."),
    ),
)
"""What stands where a number should, when it is clear what it is: the first that fits is said."""


def no_number(value: Any) -> Misread:
    """What a value is that is no number, and what would be right.

    >>> no_number("> 500").message.key, no_number("pm").rule
    ('“{value}” is about so much, not a number.', 'pro memorie')
    """
    text = plain(value).translate(MINUS)
    if _PRO_MEMORIE.match(text):
        return Misread(
            message("“{value}” (pro memorie) names no amount. It is read as empty, not as zero.", value=plain(value)),
            message("Type the amount as soon as it is known."),
            "pro memorie",
            Severity.WARNING,
        )
    for pattern, words, remedy in _AMISS:
        if pattern.match(text):
            return said_amiss(value, words, remedy)
    return said_amiss(value, message("“{value}” is no number."), message("Type a number, for example 1234,56."))


def said_amiss(value: Any, words: Message, remedy: Message) -> Misread:
    """Something said of a value, with the value in it."""
    return Misread(message(words.key, value=plain(value)), remedy)
