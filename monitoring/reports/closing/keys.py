"""Giving a key: the first proposes a state to freeze, the second freezes that very state; the same for opening again."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

import pandas as pd

from monitoring.ledger import Ledger, Transaction, contents, tables
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
    hashed = cache(lambda: contents(ledger.at(state, seen_on), progress).sha256)
    before = quarter(ledger, code)
    if before and _proposes(before, act, anew=anew) and not [*judge(before, act, person, session, note, anew=anew)]:
        hashed()  # before the commit, which others wait for

    def work(transaction: Transaction) -> Quarter:
        one = _known(transaction, code)
        refused = [
            *judge(one, act, person, session, note, anew=anew),
            *of_person(person.name),
            *of_texts({"note": note}),
        ]
        if refused:
            raise Refused(*refused)
        if _proposes(one, act, anew=anew):
            signed = Closing(code, one.next_version, state, seen_on, hashed(), ())
            transaction.merge("quarter_close", pd.DataFrame([_row(signed)]))
        else:
            signed = one.closed or one.proposed
            at_once = act is Act.CLOSE and (
                before is None or before.proposed is None
            )  # another key came in beside ours
            if seen not in (None, signed.contents) or (at_once and signed.state != state):
                raise Refused(_another(signed))
        key = Key(act, person.organisation, person.name, _now(), transaction.today, session, note.strip())
        return _put(transaction, one, signed, act, [*signed.given(act), key])

    return ledger.commit(person, _reason(code, act, note), work).result


def take_back(ledger: Ledger, code: str, person: Person) -> Quarter:
    """Take back the key of one's ministry while the other is missing; in one commit. Raises `Refused`.

    What two keys did is not undone by one: a quarter that is closed is opened again, with both.
    """

    def work(transaction: Transaction) -> Quarter:
        one = _known(transaction, code)
        act = one.next_act
        mine = [key for key in one.waiting if key.organisation == person.organisation]
        if not mine or one.last is None:
            raise Refused(
                Refusal(
                    "organisation",
                    message("There is no key of yours that waits for the other."),
                    message("A key can be taken back until the second is given."),
                )
            )
        if refused := [*of_person(person.name)]:
            raise Refused(*refused)
        return _put(transaction, one, one.last, act, [key for key in one.waiting if key not in mine])

    return ledger.commit(person, f"Key to {code} taken back", work).result


def _known(transaction: Transaction, code: str) -> Quarter:
    one = quarter(transaction, code)
    if one is None:
        raise Refused(
            Refusal(
                "quarter",
                message("There are no figures of {quarter}.", quarter=code),
                message("Write a quarter as {example}.", example="2026-Q2"),
            )
        )
    return one


def _proposes(one: Quarter, act: Act, *, anew: bool) -> bool:
    """Whether a key proposes a state, rather than being given to one that is there."""
    return act is Act.CLOSE and (anew or one.proposed is None)


def _another(one: Closing) -> Refusal:
    return Refusal(
        "contents",
        message("Another state was proposed while you looked."),
        message("Look at stand {number} first.", number=str(one.state)),
    )


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


def _put(transaction: Transaction, one: Quarter, closing: Closing, act: Act, given: Sequence[Key]) -> Quarter:
    """Keep the keys that are given to an act, and no other; the quarter as it then stands."""
    rows = pd.DataFrame(
        [{"quarter": one.code, "version": closing.version, **vars(key), "act": key.act.value} for key in given],
        columns=[name for name in tables()["quarter_key"].names if name != "written_in"],
    )
    of_it = f"quarter = '{one.code}' and version = {closing.version:d} and act = '{act.value}'"
    transaction.merge("quarter_key", rows, within=of_it)
    others = [each for each in one.closings if each.version != closing.version]
    kept = [key for key in closing.keys if key.act is not act]
    return replace(one, closings=(replace(closing, keys=(*kept, *given)), *others))
