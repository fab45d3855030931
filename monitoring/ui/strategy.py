"""The page of strategy tests: an agenda per theory that is made from the data, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from monitoring.ledger import Ledger
from monitoring.refusal import Refused
from monitoring.results import decisions, strategy
from monitoring.results.assumptions import STATES_CALLED, sentence
from monitoring.results.decisions import CHOICES_CALLED
from monitoring.results.decisions import STATES_CALLED as DECISIONS_CALLED
from monitoring.results.signals import KINDS_CALLED, Case
from monitoring.results.strategy import OUTCOMES_CALLED, Agenda, Outcome, StrategyTest
from monitoring.ui.deliver.who_and_why import Deed, told_when_busy, who_and_why
from monitoring.ui.frame import Here, tell
from monitoring.ui.html import html, note, section
from monitoring.ui.show import cached, choose, finding, quarter_picker
from monitoring.ui.signals import every
from theory_of_change.text import Message, counted, message

DATES = "DD-MM-YYYY"


def agendas(here: Here) -> Sequence[Agenda]:
    """The agenda of every theory."""

    def of_quarter(ledger: Ledger, quarter: str) -> Sequence[Agenda]:
        return strategy.agendas(ledger, quarter, every(here))

    return cached(here, of_quarter, here.quarter)


def chosen(here: Here, known: Sequence[Agenda]) -> Agenda:
    """The agenda of the theory in the address."""
    say, called = here.say, here.names("theory")
    by_code = {one.theory.code: one for one in known}
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom", gap="small"):
        code = choose(
            say(message("Theory")), list(by_code), "theory", names=lambda code: say(called[code]), segments=True
        )
    return by_code[code]


def title(here: Here, one: Agenda) -> None:
    """What is on the agenda, and whether the test is due."""
    about = {
        "theory": here.names("theory")[one.theory.code],
        "assumptions": len(one.to_test),
        "signals": len(one.new),
    }
    if one.last is None:
        said = message("{theory}: {assumptions} assumptions to look at, {signals} matters ask for attention", **about)
        grey = [message("never tested yet")]
    else:
        said = message("{theory}: {assumptions} assumptions to look at, {signals} matters since the last time", **about)
        overdue = message("the test was due on {day}", day=one.due_on)
        due = overdue if one.overdue(here.today) else message("the next test is due by {day}", day=one.due_on)
        grey = [due, message("last tested on {day}", day=one.since)]
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    with left:
        finding(here, said, " · ".join(map(here.say, grey)))
    with right:
        quarter_picker(here, here.quarter)


def agenda(here: Here, one: Agenda) -> None:
    """The agenda itself, in the order in which it is gone through; it prints on paper."""
    say = here.say
    tests = [
        (each, STATES_CALLED[standing.state], sentence(standing, precondition=each.kind == "precondition"))
        for each, standing in one.to_test
    ]
    where = here.link("theories", theory=one.theory.code)
    parts: list[tuple[Message, str]] = [
        (
            counted("1. {n} assumption to look at", "1. {n} assumptions to look at", n=len(one.to_test)),
            html("strategy_assumptions", say, rows=tests, href=where),
        ),
        (
            counted("2. {n} matter since the last time", "2. {n} matters since the last time", n=len(one.new))
            if one.last
            else counted("2. {n} matter asks for attention", "2. {n} matters ask for attention", n=len(one.new)),
            html("strategy_signals", say, rows=_signals(here, one.new), still=len(one.still)),
        ),
        (
            counted("3. {n} learning question", "3. {n} learning questions", n=len(one.questions)),
            html("strategy_questions", say, rows=one.questions, statements=one.statements),
        ),
        (
            counted("4. {n} decision under way", "4. {n} decisions under way", n=len(one.open_decisions)),
            html("strategy_decisions", say, rows=_decisions(here, one)),
        ),
    ]
    for head, inner in parts:
        st.html(section(say(head), inner=inner))


def _signals(here: Here, found: Sequence[Case]) -> list[tuple[Case, Message, str, str]]:
    places = here.names("country")
    return [
        (
            case,
            KINDS_CALLED[case.lead.kind],
            here.say(places[case.lead.country]) if case.lead.country != "ALL" else "",
            here.link(case.lead.page, **dict(case.lead.where)),
        )
        for case in found
    ]


def _decisions(here: Here, one: Agenda) -> list[tuple[decisions.Decision, Message, Message, str]]:
    return [
        (
            each,
            CHOICES_CALLED[each.chosen.choice],
            DECISIONS_CALLED[each.state(here.today)],
            here.link("decisions", decision=each.number),
        )
        for each in one.open_decisions
    ]


def outcomes(here: Here, one: Agenda) -> None:
    """What came of the tests of this theory, the form for one more, and the text of the next version."""
    say = here.say
    tests = cached(here, strategy.held, one.theory.code)
    head = say(message("What came of it"))
    if tests:
        forums = {code: forum.name for code, forum in cached(here, decisions.forums).items()}
        inner = html("strategy_outcomes", say, rows=tests, called=OUTCOMES_CALLED, forums=forums)
    else:
        inner = note(
            say(message("No test of this theory was recorded yet. Go through the agenda, and record each outcome."))
        )
    st.html(section(head, inner=inner))
    if tests:
        _next_version(here, one, tests)
    if here.ledger.as_of is None:
        with st.expander(say(message("Record an outcome")), expanded=not tests):
            _form(here, one)


def _next_version(here: Here, one: Agenda, tests: Sequence[StrategyTest]) -> None:
    """The text of the theory as a draft of its next version, to go on writing in."""
    say, theory = here.say, one.theory
    own = [test for test in tests if test.version == theory.version]
    year = here.today.year + 1

    def text() -> str:
        return strategy.next_version(
            _source(here.ledger, theory.code, theory.version), theory.version + 1, date(year, 1, 1), own
        )

    st.download_button(
        say(message("The text of version {version}", version=str(theory.version + 1))),
        text,
        f"{theory.code.lower()}-{theory.version + 1}.yaml",
        "application/yaml",
        key="next_version",
        on_click="ignore",
        icon=":material/download:",
    )
    st.html(
        note(
            say(
                message(
                    "A draft with the outcomes above it as remarks. Policy staff write the changes in it; it is adopted with a decision that has both keys."
                )
            )
        )
    )


def _source(ledger: Ledger, code: str, version: int) -> str:
    return strategy.source(ledger, code, version)


def _form(here: Here, one: Agenda) -> None:
    """One outcome: keep, refine, drop or add; about which part, what changes, and why."""
    say, key = here.say, one.theory.code
    with st.container(key="choice"):
        outcome = st.segmented_control(
            say(message("Outcome")),
            list(Outcome),
            required=True,
            default=Outcome.REFINE,
            format_func=lambda code: say(OUTCOMES_CALLED[code]),
            key=f"outcome_{key}",
        )
    elements = {
        each.code: getattr(each, "label", None)
        or getattr(each, "name", None)
        or getattr(each, "text", None)
        or each.mechanism
        for section_, _, each in one.theory.elements()
        if section_ in ("steps", "links", "assumptions", "indicators")
    }
    first, second, third = st.columns([50, 25, 25])
    about = first.selectbox(
        say(message("About")),
        [None, *elements],
        format_func=lambda code: f"{code} · {say(elements[code])}" if code else say(message("the whole theory")),
        key=f"about_{key}",
    )
    forums = cached(here, decisions.forums)
    forum = second.selectbox(
        say(message("Forum")),
        list(forums),
        format_func=lambda code: say(forums[code].name),
        key=f"strategy_forum_{key}",
    )
    held_on = third.date_input(
        say(message("Held on")), here.today, max_value=here.today, format=DATES, key=f"held_{key}"
    )
    change = st.text_area(
        say(message("What stays, changes, goes or comes")), key=f"change_{key}", max_chars=600, height=80
    ).strip()
    said = who_and_why(here, Deed("strategy", key, message("Why?"), message("Record the outcome")))
    if said is None:
        return
    person, reason = said
    test = StrategyTest(
        one.theory.code,
        one.theory.version,
        one.quarter,
        held_on,
        forum,
        outcome or Outcome.REFINE,
        change,
        reason,
        about,
    )
    try:
        with st.spinner(say(message("Saving"))), told_when_busy(here):
            made = strategy.record(here.live, test, person)
    except Refused as refused:
        st.html(html("decision_refusals", say, refusals=refused.refusals))
        return
    st.session_state.pop("choose_stand", None)
    tell(message("The outcome is in the ledger, as number {number}.", number=str(made.number)))
    st.rerun()
