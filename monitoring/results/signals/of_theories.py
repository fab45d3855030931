"""Signals of links: what cause and effect say together of a theory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from monitoring.ledger import Ledger
from monitoring.results import assumptions, links
from monitoring.results.assumptions import AssumptionState, Known
from monitoring.results.links import LinkState
from monitoring.results.overrides import CALLED
from monitoring.results.picture import LinkJudged, Picture, StepState, pictures
from monitoring.results.signals.signal import USUAL, Fact, Kind, Signal
from theory_of_change.text import Euro, Message, message

RULE = f"{links.RULE} {links.VERSION}"

_KINDS = {
    LinkState.THEORY_IN_QUESTION: Kind.THEORY_IN_QUESTION,
    LinkState.DELIVERY_PROBLEM: Kind.DELIVERY_PROBLEM,
    LinkState.UNEXPLAINED: Kind.UNEXPLAINED,
}
_MARKS = {Kind.THEORY_IN_QUESTION: "behind", Kind.DELIVERY_PROBLEM: "behind", Kind.UNEXPLAINED: "attention"}


def of_links(ledger: Ledger, quarter: str) -> Iterator[Signal]:
    """Links that do not hold, per theory and country."""
    told = assumptions.at(ledger, quarter)
    for one in pictures(ledger, quarter):
        amiss = [(judged, kind) for judged in one.links if (kind := _KINDS.get(judged.state))]
        if not amiss:
            continue
        known = told.known(one.theory, one.country)
        states = {state.step.code: state for state in one.steps}
        for judged, kind in amiss:
            yield _of_link(one, judged, kind, known, states[judged.link.from_], states[judged.link.to])


def _of_link(one: Picture, judged: LinkJudged, kind: Kind, known: Known, cause: StepState, effect: StepState) -> Signal:
    where = (("theory", one.theory.code), ("country", one.country), ("link", judged.link.code))
    about = message("{cause} → {effect}", cause=cause.step.label, effect=effect.step.label)
    return Signal(
        kind,
        USUAL[kind],
        one.country,
        one.theory.code,
        one.quarter,
        (judged.link.code, one.country),
        _MARKS[kind],
        about,
        judged.why,
        _asks(one, judged, kind, known),
        "theories",
        where,
        RULE,
        (*_facts(one, cause), *_facts(one, effect)),
        judged.since,
    )


def _asks(one: Picture, judged: LinkJudged, kind: Kind, known: Known) -> Message:
    if kind is Kind.DELIVERY_PROBLEM:
        return message("Ask who carries this out what holds it up, and by when it is delivered.")
    if kind is Kind.UNEXPLAINED:
        return message("Find out what else brings this about, before it is claimed.")
    rests_on = [assumption for assumption in one.theory.assumptions if assumption.code in judged.link.assumptions]
    if not rests_on:
        return message("Look at link {code}.", code=judged.link.code)
    first = min(rests_on, key=lambda each: assumptions.FIRST_TO_TEST.index(known.standings[each.code].state))
    state = known.standings[first.code].state
    if state in (AssumptionState.DOUBTFUL, AssumptionState.BROKEN):
        return message(
            "Assumption {code} is what this rests on, and it was found wanting: {text} {remedy}",
            code=first.code,
            text=first.text,
            remedy=first.if_invalid,
        )
    return message("Test assumption {code}: {text}", code=first.code, text=first.text)


def _facts(one: Picture, state: StepState) -> Iterator[Fact]:
    """What is known of one end of a link: its indicators, or the money of an activity."""
    called: dict[str, Any] = {indicator.code: indicator.name for indicator in one.theory.indicators}
    for code, said in state.statuses.items():
        where = (("theory", one.theory.code), ("country", one.country), ("indicator", code))
        name = message("{code}: {name}", code=code, name=called.get(code, code))
        by_rule = state.computed.get(code, said)
        known: Any = state.step.label
        if by_rule is not said:
            known = message("{step}; overruled to “{status}”", step=known, status=CALLED[said])
        yield Fact(name, known, "indicators", where, by_rule.value)
    if not state.statuses and state.planned is not None:
        spent = message(
            "{spent} is spent of {planned} planned",
            spent=Euro(state.spent, short=True),
            planned=Euro(state.planned, short=True),
        )
        where = (("country", one.country), ("theme", one.theory.code))
        yield Fact(state.step.label, spent, "projects", where, state.headline.value if state.headline else "")
