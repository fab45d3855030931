"""Recording what people tell of a theory, and taking it back: a commit each."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

import pandas as pd

from monitoring.intake.evidence.judge import codes, judge
from monitoring.ledger import Ledger, Reader, Transaction, tables
from monitoring.person import Person
from monitoring.refusal import Refusal, Refused, of_person, of_texts
from monitoring.results.assumptions import Told
from theory_of_change.text import Message, message

T = TypeVar("T", bound=Told)


class CannotTakeBack(Exception):
    """Something recorded that cannot be taken back, and why."""

    def __init__(self, words: Message) -> None:
        super().__init__(words.key)
        self.message = words


def record(ledger: Ledger, told: T, person: Person, reason: str) -> T:
    """Record a test, a statement or an answer, in one commit whose number it gets. Raises `Refused`, with every reason."""

    def work(transaction: Transaction) -> T:
        today = transaction.today
        refusals = [*of_person(person.name), *judge(told, codes(transaction), today, person.organisation)]
        refusals += of_texts({"reason": reason})
        if not reason.strip():
            refusals.append(Refusal("reason", message("It is not said why."), message("Write why you record it now.")))
        if refusals:
            raise Refused(*refusals)
        made = replace(
            told,
            number=transaction.number,
            recorded_by=person.name,
            recorded_for=person.organisation,
            recorded_on=today,
        )
        if (twice := _there(transaction, made)) is not None:
            raise Refused(
                Refusal(
                    "number",
                    message("Exactly this was recorded already, in stand {number}.", number=str(twice)),
                    message("Nothing was recorded again."),
                )
            )
        transaction.merge(told.table, pd.DataFrame([made.row], dtype=object))
        return made

    return ledger.commit(person, reason.strip() or "-", work).result


def _there(transaction: Transaction, made: Told) -> int | None:
    """The number under which the same was recorded, by anybody; None where it was not."""
    same = {name: value for name, value in made.row.items() if name not in ("number", "recorded_by", "recorded_on")}
    on = " and ".join(f'"{name}" is not distinct from ?' for name in same)
    found = transaction.rows(f"select number from {made.table} where {on} limit 1", *same.values())
    return found[0][0] if found else None


OWNERS: Mapping[str, str] = {
    "assumption_test": "recorded_for",
    "outcome_statement": "recorded_for",
    "learning": "recorded_for",
    "status_override": "given_for",
}
"""The tables of which a commit records one row, on which nothing stands; each with the column that says whose it is."""


def take_back(ledger: Ledger, number: int, person: Person, reason: str) -> int:
    """Take back what was recorded in a commit, in a commit of its own, whose number comes back. Raises `CannotTakeBack`."""

    def work(transaction: Transaction) -> None:
        table, owner = _recorded(transaction, number)
        if owner != person.organisation:
            raise CannotTakeBack(
                message(
                    "Stand {number} was recorded by {owner}. Only they can take it back, not {organisation}.",
                    number=str(number),
                    owner=owner,
                    organisation=person.organisation,
                )
            )
        if not reason.strip():
            raise CannotTakeBack(message("It is not said why."))
        columns = [name for name in tables()[table].names if name != "written_in"]
        gone = transaction.merge(table, pd.DataFrame(columns=columns, dtype=object), within=f"number = {int(number)}")
        row = {
            "number": transaction.number,
            "undone": number,
            "organisation": owner,
            "taken_back_by": person.name,
            "taken_back_at": datetime.datetime.now(datetime.UTC),
            "reason": reason,
            "rows_removed": gone.gone,
            "rows_restored": 0,
        }
        transaction.merge("undo", pd.DataFrame([row]))

    return ledger.commit(person, reason.strip() or "-", work).number


def recorded(reader: Reader, number: int) -> bool:
    """Whether a commit is of a test, statement, answer or override that is still there."""
    return any(reader.rows(f"select 1 from {table} where number = ?", number) for table in OWNERS)


def _recorded(transaction: Transaction, number: int) -> tuple[str, str]:
    """The table and owner of what was recorded in a commit. Raises `CannotTakeBack` where there is nothing (any more)."""
    for table, whose in OWNERS.items():
        for (owner,) in transaction.rows(f"select {whose} from {table} where number = ?", number):
            return table, owner
    if transaction.rows("select 1 from undo where undone = ?", number):
        raise CannotTakeBack(message("Stand {number} was taken back already.", number=str(number)))
    raise CannotTakeBack(
        message("In stand {number} no test, statement, answer or override was recorded.", number=str(number)),
    )
