"""Giving a key: the first proposes a state to freeze, the second freezes that very state; the same for opening again."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace

import pandas as pd

from monitoring.ledger import Ledger, Transaction, contents
from monitoring.person import Person
from monitoring.refusal import Refusal, Refused, of_person, of_texts
from monitoring.reports.closing.closing import Act, Closing, Key, Quarter, judge
from monitoring.reports.closing.read import quarter
from theory_of_change.text import message

HERE = uuid.uuid4().hex
"""The mark of this process, for a command line: each run of it is a session of its own."""


def give_key(
    ledger: Ledger,
    code: str,
    act: Act,
    person: Person,
    note: str = "",
    *,
    session: str = HERE,
    anew: bool = False,
    seen: str | None = None,
    progress: Callable[[float], None] | None = None,
) -> Quarter:
    """Give the key of one's ministry to closing a quarter, or to opening it again once it is closed; in one commit.

    The first key to closing proposes the present state, with the hash over its contents; the second is given to that
    very state, whatever came in since: that is a revision. With `anew` the present state is proposed in its place, and
    an earlier key counts no more. `seen` is the hash that somebody looked at: it is refused where another state is
    proposed by now. Returns the quarter as it then stands; raises `Refused`.
    """
    state, seen_on = ledger.number, datetime.date.today()
    hashed: str | None = None

    def hash_of_state() -> str:
        nonlocal hashed
        hashed = hashed or contents(ledger.at(state, seen_on), progress).sha256
        return hashed

    before = quarter(ledger, code)
    proposes = before and act is Act.CLOSE and (anew or not before.proposed)
    if proposes and not [*judge(before, act, person, session, note, anew=anew)]:
        hash_of_state()  # before the commit, which others wait for

    def work(transaction: Transaction) -> Quarter:
        one = quarter(transaction, code)
        if one is None:
            raise Refused(
                Refusal(
                    "quarter",
                    message("There are no figures of {quarter}.", quarter=code),
                    message("Write a quarter as {example}.", example="2026-Q2"),
                )
            )
        if found := [
            *judge(one, act, person, session, note, anew=anew),
            *of_person(person.name),
            *of_texts({"note": note}),
        ]:
            raise Refused(*found)
        waiting = one.closed if act is Act.REOPEN else None if anew else one.proposed
        beside = (
            act is Act.CLOSE and waiting is not None and not (before and before.proposed)
        )  # given at once with ours
        if waiting is not None and (seen not in (None, waiting.contents) or (beside and waiting.state != state)):
            raise Refused(
                Refusal(
                    "contents",
                    message("Another state was proposed while you looked."),
                    message("Look at stand {number} first.", number=str(waiting.state)),
                )
            )
        if waiting is None:
            waiting = Closing(code, one.next_version, state, seen_on, hash_of_state(), ())
            transaction.merge("quarter_close", pd.DataFrame([_row(waiting)]))
        key = Key(act, person.organisation, person.name, _now(), transaction.today, session, note.strip())
        _put(transaction, waiting, key)
        kept = [each for each in waiting.keys if (each.act, each.organisation) != (act, person.organisation)]
        return _with(one, replace(waiting, keys=(*kept, key)))

    return ledger.commit(person, _reason(code, act, note), work).result


def _reason(code: str, act: Act, note: str) -> str:
    """What the history says of the commit."""
    return f"Key to {'closing' if act is Act.CLOSE else 'opening again'} {code}" + (
        f": {note.strip()}" if note.strip() else ""
    )


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


def _row(one: Closing) -> dict[str, object]:
    return {
        "quarter": one.quarter,
        "version": one.version,
        "state": one.state,
        "seen_on": one.seen_on,
        "contents": one.contents,
    }


def _put(transaction: Transaction, one: Closing, key: Key) -> None:
    """Keep a key; those to a state that is no longer proposed go."""
    rows = [
        {"quarter": one.quarter, "version": one.version, **vars(each), "act": each.act.value}
        for each in (*one.keys, key)
    ]
    of_it = f"quarter = '{one.quarter}' and version = {one.version:d} and act = '{key.act.value}'"
    transaction.merge("quarter_key", pd.DataFrame(rows), within=of_it)


def _with(one: Quarter, closing: Closing) -> Quarter:
    others: Sequence[Closing] = [each for each in one.closings if each.version != closing.version]
    return replace(one, closings=(closing, *others))
