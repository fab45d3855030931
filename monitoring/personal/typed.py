"""Personal data in what somebody types: the same signs as in the cells of a file."""

from __future__ import annotations

from monitoring.personal.kinds import BSN, KINDS, citizen_numbers
from theory_of_change.text import Message, message


def personal_in(text: str) -> Message | None:
    """What a typed text holds that looks like personal data, and what to do; None where nothing does.

    A name in running text cannot be told: the form says so beside the field.

    >>> personal_in("Reported by j.jansen@example.org").values["kind"].key
    'e-mail addresses'
    >>> personal_in("Reported by the liaison officer in March 2026, 12 cases")
    """
    small = text.casefold()
    for kind in KINDS:
        if kind.may_be_in(text, small) and kind.says(text):
            return _said(kind.name)
    return _said(BSN) if citizen_numbers([text], []) else None


def _said(kind: Message) -> Message:
    return message("This looks like personal data, which do not belong here: {kind}. Write it without them.", kind=kind)
