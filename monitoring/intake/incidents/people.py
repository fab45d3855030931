"""People in the register: it names what was done and where, and of whom only the role."""

from __future__ import annotations

from collections.abc import Iterator

from monitoring.intake.personal.headings import may_be_people
from monitoring.refusal import Refusal
from theory_of_change.text import message

ROLE_ONLY = message(
    "Write what and where it was, and of whom only the role: “a returnee”, “a guard at the border post”."
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
