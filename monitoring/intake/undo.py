"""Taking a submission back: one commit that leaves every row it wrote as it was before.

What is taken back is a commit: of a submission, or of an earlier taking back, whose submission then
holds again. Rows get back exactly what they were, the number of the commit that their values come
from among it, so that they lead to their cells again. Where later commits wrote the same rows, or
their rows would lean on what is gone, nothing is taken back and it is said who wrote what.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

from monitoring.intake import standing
from monitoring.intake.fields import FIELDS, OWNER
from monitoring.intake.submitted import Submitted, one, taken_back, takes_back
from monitoring.ledger import Commit, Difference, Ledger, Merged, Reader, Transaction, difference, overtaken, tables
from monitoring.ledger.difference import touched_since
from monitoring.person import Person
from theory_of_change.text import Message, counted, message

FACTS = tuple(FIELDS)
"""The tables that submissions write; where their values came from goes along."""

NAMED = 8  # rows in the way that are named before the rest is only counted


class CannotUndo(Exception):
    """A submission that cannot be taken back: why, and what stands in the way."""

    def __init__(self, words: Message, obstacles: Sequence[Obstacle] = ()) -> None:
        super().__init__(words.key)
        self.message, self.obstacles = words, obstacles


@dataclass(frozen=True)
class Obstacle:
    """A later commit that wrote rows which taking back would change, or which lean on them.

    `rows` are the keys of its rows, each with the cell it came from or "". `file` is "" where it was
    no submission. `broken` says which rule would be broken; None where the rows are the same ones.
    """

    commit: Commit
    file: str
    table: str
    rows: Sequence[tuple[tuple[Any, ...], str]]
    broken: Message | None = None

    @property
    def message(self) -> Message:
        """Who wrote what after it, when and in which file, with rows and cells."""
        told = {
            "n": len(self.rows),
            "name": self.commit.author,
            "organisation": self.commit.organisation,
            "day": self.commit.day,
            "number": str(self.commit.number),
            "file": self.file or self.commit.reason,
            "rows": "; ".join(self.named[:NAMED]) + (" …" if len(self.rows) > NAMED else ""),
        }
        if self.broken:
            return counted(
                "{n} row that rests on it was written later by {name} for {organisation}, on {day} in stand {number} ({file}): {rows}",
                "{n} rows that rest on it were written later by {name} for {organisation}, on {day} in stand {number} ({file}): {rows}",
                **told,
            )
        return counted(
            "{n} of these rows was written later by {name} for {organisation}, on {day} in stand {number} ({file}): {rows}",
            "{n} of these rows were written later by {name} for {organisation}, on {day} in stand {number} ({file}): {rows}",
            **told,
        )

    @property
    def named(self) -> list[str]:
        """Each row by the codes of its key, with its cell: “HAN-01 · XAA · 2026-Q3 (Waarnemingen!F4)”."""
        owner = tables()[self.table].key.index(OWNER[self.table]) if OWNER.get(self.table) else None
        named = []
        for key, cell in self.rows:
            codes = " · ".join(str(code) for place, code in enumerate(key) if place != owner and code != "total")
            named.append(f"{codes} ({cell})" if cell else codes)
        return named


@dataclass(frozen=True)
class Returning:
    """One value that would come back: `now` is None in a row that returns, `back` in one that goes."""

    table: str
    row: Mapping[str, Any]
    field: str
    now: Any
    back: Any


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
        return {each.table.name: _count(each) for each in self.differences if each.table.name in FACTS}

    @property
    def total(self) -> Merged:
        """The counts over all tables."""
        return sum(self.counts.values(), Merged())

    @cached_property
    def returning(self) -> Sequence[Returning]:
        """Every value that would be another: first those that change, then what returns, then what goes."""
        found = [value for each in self.differences if each.table.name in FACTS for value in _returning(each)]
        return sorted(found, key=lambda value: (value.now is None) + 2 * (value.back is None))


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
        obstacles = _obstacles(ledger, cursor, number, did, standing.earlier(ledger, number))
    return Undoing(number, submission, again, state, did, obstacles)


def undo(ledger: Ledger, number: int, person: Person, reason: str) -> Undone:
    """Take back commit `number` in one commit, all of it or nothing. Raises `CannotUndo`.

    Somebody else may commit at the same time; then it is looked at again on the new state.
    """
    _allowed(ledger, number, person)
    did, before = _did(ledger, number), standing.earlier(ledger, number)

    def work(transaction: Transaction) -> dict[str, Merged]:
        submission, _ = _allowed(transaction, number, person)
        if obstacles := _obstacles(ledger, transaction.cursor, number, did, before):
            raise CannotUndo(IN_THE_WAY, obstacles)
        merged = {each.table.name: transaction.put_back(each.table.name, each.before, each.after) for each in did}
        counts = {name: count for name, count in merged.items() if name in FACTS}
        transaction.merge("undo", _record(transaction.number, number, submission, person, reason, counts))
        return counts

    done = ledger.commit(person, reason, work)
    return Undone(done.number, done.result)


IN_THE_WAY = message("Later submissions stand on this one. Nothing was taken back.")


def _did(ledger: Ledger, number: int) -> list[Difference]:
    """What a commit did; it is read before anything is written, for a commit sees its own rows in the past."""
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


def _obstacles(
    ledger: Ledger,
    cursor: duckdb.DuckDBPyConnection,
    number: int,
    did: Sequence[Difference],
    earlier: standing.Earlier,
) -> list[Obstacle]:
    """What stands in the way of taking a commit back, in the state that `cursor` reads."""
    found = []
    for each in did:
        if (keys := overtaken(cursor, each)).num_rows:
            found += _named(ledger, number, each.table.name, keys, None)
    for each in standing.broken(cursor, did, earlier) if not found else ():
        found += _named(ledger, number, each.rule.table, each.group, each.message)
    return found


def _named(ledger: Ledger, number: int, table: str, groups: pa.Table, broken: Message | None) -> Iterator[Obstacle]:
    """Who wrote rows of these groups after a commit, with the cells they came from."""
    commits = {commit.number: commit for commit in ledger.history()}
    undone = taken_back(ledger)
    # What came and went after it stands in nobody's way, and neither does its going.
    gone = {pair for first, by in undone.items() if first > number for pair in (first, by.number)}
    files = dict(ledger.rows("select number, file_name from submission where number > ?", number))
    by_commit: dict[int, list[tuple]] = {}
    for touched in touched_since(ledger, tables()[table], groups, number):
        if touched.number not in gone:
            by_commit.setdefault(touched.number, []).append(touched.key)
    for later, keys in by_commit.items():
        cells = dict(
            ledger.rows(
                "select row_key, min(sheet || '!' || cells) from source_cell where submission = ? and table_name = ? group by row_key",
                later,
                table,
            )
        )
        rows = [(key, cells.get("|".join(map(str, key)), "")) for key in keys]
        yield Obstacle(commits[later], files.get(later, ""), table, rows, broken)


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


def _by_key(rows: pa.Table, key: Sequence[str]) -> dict[tuple, dict[str, Any]]:
    return {tuple(row[name] for name in key): row for row in rows.to_pylist()}


def _count(each: Difference) -> Merged:
    """How many rows of a table would return, get their earlier values, and go."""
    before, after = (_by_key(rows, each.table.key) for rows in (each.before, each.after))
    changed = len(before.keys() & after.keys())
    return Merged(new=len(before) - changed, changed=changed, gone=len(after) - changed)


def _returning(each: Difference) -> Iterator[Returning]:
    """Each value that would be another; of a row that returns or goes the first that says something."""
    name, content = each.table.name, each.table.content
    before, after = (_by_key(rows, each.table.key) for rows in (each.before, each.after))
    for key in dict.fromkeys((*before, *after)):
        then, now = before.get(key), after.get(key)
        for field in content:
            back, there = then and then[field], now and now[field]
            if then and now and back != there:
                yield Returning(name, now, field, there, back)
            elif not (then and now) and (back is not None or there is not None):
                yield Returning(name, then or now, field, there, back)
                break
