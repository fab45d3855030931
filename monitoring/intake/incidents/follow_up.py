"""Saying that what a red or amber safeguard asks was done, or that it was not after all: a commit each."""

from __future__ import annotations

import pandas as pd

from monitoring.intake.incidents.people import ROLE_ONLY
from monitoring.ledger import Ledger, Transaction
from monitoring.person import Person
from monitoring.refusal import Refusal, Refused, of_person, of_texts
from monitoring.results.follow_up import FollowUp, Step
from monitoring.results.incidents import core_team
from theory_of_change.text import Message, message


def follow(ledger: Ledger, one: FollowUp, step: Step, person: Person, note: str, *, done: bool = True) -> int | None:
    """Say that a step was done, with what; without `done` take that back. The number of the commit. Raises `Refused`.

    The owners of the safeguard and the core team may. Everybody reads the note.
    """

    def work(transaction: Transaction) -> None:
        held = _rows(transaction, one, step)
        refusals = [*of_person(person.name), *of_texts({"note": note}, instead=ROLE_ONLY)]
        if person.organisation not in {*one.owners, *core_team(transaction)}:
            refusals.append(
                Refusal(
                    "organisation",
                    message("Only the owners of the safeguard and the core team can say this."),
                    message("Choose at the top right for whom you act."),
                )
            )
        if step not in one.done:
            refusals.append(Refusal("step", message("This is not asked here."), message("Choose one of the list.")))
        if not note.strip():
            refusals.append(
                Refusal(
                    "note",
                    message("It is not said what was done."),
                    message("Write in a sentence what was done, or why not."),
                )
            )
        if done == bool(held and held[0][0]):
            said: Message = message("Somebody said this already.") if done else message("This was not done yet.")
            refusals.append(Refusal("step", said, message("Look at how it stands now.")))
        if refusals:
            raise Refused(*refusals)
        row = dict(zip(("safeguard", "country", "colour", "since"), one.key, strict=True))
        row |= {"step": step.value, "done": done, "done_by": person.name.strip(), "done_for": person.organisation}
        row |= {"done_on": transaction.today, "note": note.strip()}
        transaction.merge("safeguard_follow_up", pd.DataFrame([row]))

    what = "done" if done else "taken back"
    return ledger.commit(person, f"{one.safeguard} {one.country}: {step.value} {what}", work).number


def _rows(transaction: Transaction, one: FollowUp, step: Step) -> list[tuple]:
    return transaction.rows(
        "select done from safeguard_follow_up where safeguard = ? and country = ? and colour = ? and since = ? and step = ?",
        *one.key,
        step.value,
    )
