"""Recording a decision and what follows: the second key, carrying out, withdrawing, looking back; a commit each."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from monitoring.ledger import Ledger, Transaction
from monitoring.person import Person
from monitoring.refusal import Refusal, Refused, of_texts
from monitoring.results.decisions import targets
from monitoring.results.decisions.decision import (
    KEYS,
    TWO_KEYS,
    Changes,
    Choosing,
    Decision,
    Key,
    Review,
    State,
    Verdict,
)
from monitoring.results.decisions.judge import judge
from monitoring.results.decisions.read import decision, forums
from theory_of_change.text import Message, message

NO_REASON = "-"  # never lands: what is done without a reason is refused, together with whatever else is wrong


def record(ledger: Ledger, asked: Choosing, person: Person, *, red: bool) -> Decision:
    """Record a decision, in one commit whose number it gets. Raises `Refused`.

    `red` is whether a safeguard of its country and theme is on red at its quarter. What needs two keys gets that of
    who records it, and changes nothing until the other ministry gives its own.
    """

    def work(transaction: Transaction) -> Decision:
        today = transaction.today
        former = [
            replace(one, former=targets.in_force(transaction, one.indicator, one.country).get(one.period))
            for one in asked.targets
        ]
        chosen = replace(asked, targets=tuple(former))
        if refusals := judge(chosen, forums(transaction), today, person, red=red):
            raise Refused(*refusals)
        own = Key(person.organisation, person.name, today, chosen.reason)
        keys = (own,) if chosen.changes in TWO_KEYS else ()
        made = Decision(transaction.number, chosen, person.name, person.organisation, today, keys=keys)
        _put(transaction, made)
        _put_along(transaction, made)
        return made

    return ledger.commit(person, asked.reason.strip() or NO_REASON, work).result


def give_key(ledger: Ledger, number: int, person: Person, note: str) -> Decision:
    """Give the key of one's ministry; with both, what the decision changes is changed in the same commit. Raises `Refused`."""

    def work(transaction: Transaction, one: Decision, today: datetime.date) -> Decision:
        _said(note)
        if person.organisation not in one.missing_keys:
            raise Refused(_no_key(one, person))
        if any(key.given_by.casefold() == person.name.casefold() for key in one.keys):
            raise Refused(
                Refusal(
                    "key",
                    message("{name} gave the first key already.", name=person.name),
                    message("The second key is given by another person, of the other ministry."),
                )
            )
        given = Key(person.organisation, person.name, today, note)
        with_key = replace(one, keys=(*one.keys, given))
        if with_key.missing_keys:
            _put_key(transaction, number, given)
            return with_key
        done = replace(with_key, done_by=person.name, done_on=today, done_note=note)
        if one.chosen.changes is Changes.TARGET:
            became = targets.apply(transaction, one, today, f"{number}: {one.chosen.reason}")
            done = replace(done, chosen=replace(one.chosen, targets=tuple(became)))
            targets.put(transaction, number, became)
        _put(transaction, done)
        _put_key(transaction, number, given)
        return done

    return _on(ledger, number, person, note, work)


def carried_out(ledger: Ledger, number: int, person: Person, note: str) -> Decision:
    """Say that a decision was carried out, and what was done. Raises `Refused`."""

    def work(transaction: Transaction, one: Decision, today: datetime.date) -> Decision:
        if one.state(today) not in (State.IN_HAND, State.OVERDUE) and not (
            one.state(today) is State.LOOK_BACK_DUE and one.done_on is None
        ):
            raise Refused(_not_now(one, today))
        if person.organisation not in {one.chosen.owner, *KEYS}:
            raise Refused(
                Refusal(
                    "owner",
                    message("Only its owner or the core team can say that it was carried out."),
                    message("Ask {owner}.", owner=one.chosen.owner),
                )
            )
        _said(note)
        done = replace(one, done_by=person.name, done_on=today, done_note=note)
        _put(transaction, done)
        return done

    return _on(ledger, number, person, note, work)


def withdraw(ledger: Ledger, number: int, person: Person, why: str) -> Decision:
    """Withdraw a decision that was not looked back on, with why; its signals ask anew. Raises `Refused`."""

    def work(transaction: Transaction, one: Decision, today: datetime.date) -> Decision:
        if one.state(today) in (State.WITHDRAWN, State.LOOKED_BACK):
            raise Refused(_not_now(one, today))
        if any(target.revision is not None for target in one.chosen.targets):
            raise Refused(
                Refusal(
                    "state",
                    message("Its target holds already, and what was expected of those days stays."),
                    message("Decide on another target instead."),
                )
            )
        _core_team(person)
        _said(why)
        gone = replace(one, withdrawn_by=person.name, withdrawn_on=today, withdrawn_why=why)
        _put(transaction, gone)
        return gone

    return _on(ledger, number, person, why, work)


def look_back(ledger: Ledger, number: int, person: Person, review: Review) -> Decision:
    """Record a look-back: what happened since, and whether it was right. Raises `Refused`.

    Of `review` its number, person and day are filled in here. It may be done before its day, when what was decided is
    carried out; "too early" fixes a later day.
    """

    def work(transaction: Transaction, one: Decision, today: datetime.date) -> Decision:
        if one.state(today) not in (State.LOOK_BACK_DUE, State.DONE, State.OVERDUE):
            raise Refused(_not_now(one, today))
        _core_team(person)
        _said(review.happened, "happened")
        if found := list(of_texts({"learnt": review.learnt})):
            raise Refused(*found)
        again = review.again_on if review.verdict is Verdict.TOO_EARLY else None
        if review.verdict is Verdict.TOO_EARLY and (again is None or again <= today):
            raise Refused(
                Refusal(
                    "again_on", message("Too early needs a later day."), message("Choose a day after {day}.", day=today)
                )
            )
        made = replace(
            review,
            number=transaction.number,
            reviewed_by=person.name,
            reviewed_for=person.organisation,
            reviewed_on=today,
            again_on=again,
        )
        transaction.merge("review", pd.DataFrame([{"decision": number, **vars(made)}]))
        return replace(one, reviews=(*one.reviews, made))

    return _on(ledger, number, person, review.happened, work)


Work = Callable[[Transaction, Decision, datetime.date], Decision]


def _on(ledger: Ledger, number: int, person: Person, reason: str, work: Work) -> Decision:
    """Do something to a decision as it stands when it lands. Raises `Refused` where there is none with the number."""

    def found(transaction: Transaction) -> Decision:
        one = decision(transaction, number)
        if one is None:
            raise Refused(
                Refusal(
                    "number",
                    message("There is no decision {number}.", number=str(number)),
                    message("Look in the list of decisions."),
                )
            )
        return work(transaction, one, transaction.today)

    return ledger.commit(person, reason.strip() or NO_REASON, found).result


def _core_team(person: Person) -> None:
    if person.organisation not in KEYS:
        raise Refused(
            Refusal(
                "recorded_for",
                message("This is recorded by the core team, so by BZ or A&M."),
                message("Choose at the top right for whom you act, or give it to the core team."),
            )
        )


def _said(text: str, field: str = "reason") -> None:
    if not text.strip():
        raise Refused(
            Refusal(field, message("It is not said what happened or why."), message("Write it in a sentence."))
        )
    if found := list(of_texts({field: text})):
        raise Refused(*found)


def _no_key(one: Decision, person: Person) -> Refusal:
    if not one.missing_keys:
        return Refusal(
            "key",
            message("Decision {number} needs no key any more.", number=str(one.number)),
            message("Look at how it stands now."),
        )
    if person.organisation in KEYS:
        wrong: Message = message("{organisation} gave its key already.", organisation=person.organisation)
    else:
        wrong = message("Only BZ and A&M give a key.")
    return Refusal("key", wrong, message("The key of {missing} is missing.", missing=one.missing_keys[0]))


def _not_now(one: Decision, today: datetime.date) -> Refusal:
    right = {
        State.NEEDS_KEY: message("First give the key that is missing."),
        State.LOOKED_BACK: message("It was looked back on already."),
        State.WITHDRAWN: message("It was withdrawn. Decide anew where the signal is still there."),
        State.DONE: message("It was carried out already."),
        State.IN_HAND: message(
            "First carry it out, or wait for the day of the look-back: {day}.", day=one.look_back_on
        ),
    }
    return Refusal(
        "state",
        message("That cannot be done with decision {number} now.", number=str(one.number)),
        right.get(one.state(today), message("Look at how it stands now.")),
    )


_OWN = ("signals", "figures", "targets")


def _put(transaction: Transaction, one: Decision) -> None:
    row = {name: value for name, value in vars(one.chosen).items() if name not in _OWN}
    row |= {name: value for name, value in vars(one).items() if name not in ("chosen", "keys", "reviews")}
    transaction.merge("decision", pd.DataFrame([row]))


def _put_along(transaction: Transaction, one: Decision) -> None:
    """What is written once, with the decision: signals, figures, targets, and the first key."""
    signals = [
        {"decision": one.number, "said_nl": each.said.nl, "said_en": each.said.en}
        | {name: value for name, value in vars(each).items() if name != "said"}
        for each in one.chosen.signals
    ]
    transaction.merge("decision_signal", pd.DataFrame(signals))
    if one.chosen.figures:
        transaction.merge(
            "decision_figure", pd.DataFrame([{"decision": one.number, **vars(each)} for each in one.chosen.figures])
        )
    targets.put(transaction, one.number, one.chosen.targets)
    for key in one.keys:
        _put_key(transaction, one.number, key)


def _put_key(transaction: Transaction, number: int, key: Key) -> None:
    transaction.merge("decision_key", pd.DataFrame([{"decision": number, **vars(key)}]))
