"""Why something cannot be recorded: the field it is about, what is wrong, and what would be right.

The same for a form, for the command line and for the commit, whatever is recorded: a decision, an incident, a test.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from monitoring.personal import personal_in
from theory_of_change.text import Message, message

LONGEST = 4_000  # characters of one text
NAMELESS = message("Name a function or an organisation, never a person.")


@dataclass(frozen=True)
class Refusal:
    """One thing that stands in the way."""

    field: str
    wrong: Message
    right: Message


class Refused(Exception):
    """Something that cannot be recorded, with every reason."""

    def __init__(self, *refusals: Refusal) -> None:
        super().__init__("; ".join(refusal.wrong.key for refusal in refusals))
        self.refusals = refusals


def of_texts(
    texts: Mapping[str, str | None], *, instead: Message = NAMELESS, longest: int = LONGEST
) -> Iterator[Refusal]:
    """What is wrong with typed texts by their field: personal data (CHK-P2), or too long. What was found is not repeated.

    `instead` says what to write in place of personal data.

    >>> [one.field for one in of_texts({"happened": "Call +31 6 12345678", "actor": "Border guard", "remark": None})]
    ['happened']
    >>> [one.field for one in of_texts({"reason": "Because of the papers."}, longest=10)]
    ['reason']
    """
    for field, text in texts.items():
        if not text:
            continue
        if found := personal_in(text):
            yield Refusal(field, found, instead)
        elif len(text) > longest:
            yield Refusal(
                field,
                message("This is longer than {n} characters.", n=longest),
                message("Write the main thing here, and say where the rest is kept."),
            )


def of_person(name: str) -> Iterator[Refusal]:
    """That it is not said who does it, or in a way that points at more than a name.

    >>> [one.field for one in of_person(" ")], [one.field for one in of_person("j.jansen@example.org")]
    (['by'], ['by'])
    """
    if not name.strip():
        yield Refusal(
            "by", message("It is not said who does this."), message("Fill in your name or, better, your function.")
        )
    yield from of_texts({"by": name})
