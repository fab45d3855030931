"""Why something cannot be put into the register: the field it is about, what is wrong, and what would be right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from monitoring.intake.personal.headings import may_be_people
from monitoring.personal import personal_in
from theory_of_change.text import Message, message

LONGEST = 4_000  # characters of one text


@dataclass(frozen=True)
class Refusal:
    """One thing that stands in the way."""

    field: str
    wrong: Message
    right: Message


class Refused(Exception):
    """Something that cannot be put into the register, with every reason."""

    def __init__(self, *refusals: Refusal) -> None:
        super().__init__("; ".join(refusal.wrong.key for refusal in refusals))
        self.refusals = refusals


INSTEAD = message("Write what and where it was, and of whom only the role: “a returnee”, “a guard at the border post”.")


def of_texts(texts: Mapping[str, str | None]) -> Iterator[Refusal]:
    """What is wrong with texts by their field: personal data (CHK-P2), or too long. What was found is not repeated.

    >>> [one.field for one in of_texts({"happened": "Call +31 6 12345678", "actor": "Border guard", "remark": None})]
    ['happened']
    """
    for field, text in texts.items():
        found = personal_in(text) if text else None
        if found:
            yield Refusal(field, found, INSTEAD)
        elif text and len(text) > LONGEST:
            yield Refusal(
                field,
                message("This is longer than {n} characters.", n=LONGEST),
                message("Write the main thing here, and say where the rest is kept."),
            )


def of_actor(actor: str | None) -> Iterator[Refusal]:
    """That an actor is a person: it has to be an organisation or a body.

    >>> [len(list(of_actor(one))) for one in ("Border guard, post North", "J. Jansen", "Jan de Vries", None)]
    [0, 1, 1, 0]
    """
    if actor and may_be_people([actor] * 3):
        yield Refusal(
            "actor",
            message("This looks like the name of a person."),
            message("Write the organisation or body, such as “border guard, post North”."),
        )


def of_person(name: str) -> Iterator[Refusal]:
    """That it is not said who does it."""
    if not name.strip():
        yield Refusal(
            "by", message("It is not said who does this."), message("Fill in your name or, better, your function.")
        )
