"""Taking a submission back: one commit that leaves every row it wrote as it was before.

What is taken back is a commit: of a submission, or of an earlier taking back, whose submission then
holds again. Rows get back exactly what they were, the number of the commit that their values come
from among it, so that they lead to their cells again. Where later commits wrote the same rows, or
their rows would lean on what is gone, nothing is taken back and it is said who wrote what.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from monitoring.intake.fields import FIELDS
from monitoring.intake.submitted import Submitted, one, taken_back, takes_back
from monitoring.intake.undo import standing
from monitoring.intake.undo.obstacle import Obstacle, in_the_way
from monitoring.intake.undo.returning import Returning, count, returning
from monitoring.ledger import Difference, Ledger, Merged, Reader, Transaction, difference
from monitoring.person import Person
from theory_of_change.text import Message, message

FACTS = tuple(FIELDS)
"""The tables that submissions write; where their values came from goes along."""


class CannotUndo(Exception):
    """A submission that cannot be taken back: why, and what stands in the way."""

    def __init__(self, words: Message, obstacles: Sequence[Obstacle] = ()) -> None:
        super().__init__(words.key)
        self.message, self.obstacles = words, obstacles


@dataclass(frozen=True)
class Undoing:
    """What taking back commit `number` does, against the state of commit `state`.

    `submission` is whose file it is about; with `again` it was taken back and would hold again.
    """

    number: int
    submission: Submitted
    again: bool
    state: int
    differences: Sequence[Difference]
    obstacles: Sequence[Obstacle]

    @cached_property
    def counts(self) -> Mapping[str, Merged]:
        """Per table the rows that would return, get their earlier values, and go."""
        return {each.table.name: count(each) for each in self.differences if each.table.name in FACTS}

    @property
    def total(self) -> Merged:
        """The counts over all tables."""
        return sum(self.counts.values(), Merged())

    def returning(self, most: int) -> Sequence[Returning]:
        """Values that would be another, of at most `most` rows of each table and kind."""
        return returning([each for each in self.differences if each.table.name in FACTS], most)


@dataclass(frozen=True)
class Undone:
    """What was taken back, in commit `number`."""

    number: int
    counts: Mapping[str, Merged]

    @property
    def total(self) -> Merged:
        """The counts over all tables."""
        return sum(self.counts.values(), Merged())


def undoing(ledger: Ledger, number: int, person: Person) -> Undoing:
    """What taking back commit `number` would do, and what stands in its way; nothing is written.

    Raises `CannotUndo` where it is no submission, was taken back already, or is not this person's.
    """
    submission, again = _allowed(ledger, number, person)
    did = _did(ledger, number)
    with ledger.connection as cursor:
        state = cursor.execute("select commit_number from head").fetchone()[0]
        obstacles = in_the_way(ledger, cursor, number, did, standing.earlier(ledger, number, did))
    return Undoing(number, submission, again, state, did, obstacles)


def undo(ledger: Ledger, number: int, person: Person, reason: str) -> Undone:
    """Take back commit `number` in one commit, all of it or nothing. Raises `CannotUndo`.

    Somebody else may commit at the same time; then it is looked at again on the new state.
    """
    _allowed(ledger, number, person)
    did = _did(ledger, number)
    before = standing.earlier(ledger, number, did)

    def work(transaction: Transaction) -> dict[str, Merged]:
        submission, _ = _allowed(transaction, number, person)
        if obstacles := in_the_way(ledger, transaction.cursor, number, did, before):
            raise CannotUndo(IN_THE_WAY, obstacles)
        merged = {each.table.name: transaction.put_back(each.table.name, each.before, each.after) for each in did}
        counts = {name: count for name, count in merged.items() if name in FACTS}
        transaction.merge("undo", _record(transaction.number, number, submission, person, reason, counts))
        return counts

    done = ledger.commit(person, reason, work)
    return Undone(done.number, done.result)


IN_THE_WAY = message("Later submissions stand on this one. Nothing was taken back.")


def did(ledger: Ledger, number: int) -> list[Difference]:
    """What a commit did to the tables that sheets fill."""
    return difference(ledger, number, FACTS)


def _did(ledger: Ledger, number: int) -> list[Difference]:
    """The same, and to where values came from. Read before a commit begins, which would see its own rows in the past."""
    return difference(ledger, number, (*FACTS, "source_cell"))


def _allowed(reader: Reader, number: int, person: Person) -> tuple[Submitted, bool]:
    """The submission that a commit is about, and whether it would hold again. Raises `CannotUndo`."""
    undone = takes_back(reader)
    first = number
    turns = 0
    while first in undone:
        first, turns = undone[first], turns + 1
    submission = one(reader, first)
    if submission is None:
        raise CannotUndo(
            message("Stand {number} is no submission, so it cannot be taken back.", number=str(number)),
        )
    if submission.organisation != person.organisation:
        raise CannotUndo(
            message(
                "Stand {number} was delivered by {owner}. Only they can take it back, not {organisation}.",
                number=str(number),
                owner=submission.organisation,
                organisation=person.organisation,
            )
        )
    if (by := taken_back(reader).get(number)) is not None:
        raise CannotUndo(
            message(
                "Stand {number} was taken back already, by {name} on {day} in stand {by}: {reason}",
                number=str(number),
                name=by.by,
                day=by.at.date(),
                by=str(by.number),
                reason=by.reason,
            )
        )
    return submission, turns % 2 == 1


def _record(
    number: int, undone: int, submission: Submitted, person: Person, reason: str, counts: Mapping[str, Merged]
) -> pd.DataFrame:
    total = sum(counts.values(), Merged())
    return pd.DataFrame(
        [
            {
                "number": number,
                "undone": undone,
                "organisation": submission.organisation,
                "taken_back_by": person.name,
                "taken_back_at": datetime.datetime.now(datetime.UTC),
                "reason": reason,
                "rows_removed": total.gone,
                "rows_restored": total.new + total.changed,
            }
        ]
    )
