"""Stage gates on the page: a strip per country, and the form to pass the next one or to withdraw one."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from monitoring.intake.gates import pass_gate, withdraw_gate
from monitoring.ledger import Ledger
from monitoring.refusal import Refused
from monitoring.results import decisions
from monitoring.results.gates import GATES_CALLED, THEME, Course, Gate, courses
from monitoring.ui.deliver.who_and_why import Deed, told_when_busy, who_and_why
from monitoring.ui.frame import Here
from monitoring.ui.html import html, note, section
from monitoring.ui.incidents.words import PAST
from monitoring.ui.show import cached, empty, finding
from theory_of_change.text import Message, counted, message


def every(here: Here) -> Sequence[Course]:
    """How far the form of each country is."""
    return cached(here, _courses)


def _courses(ledger: Ledger) -> Sequence[Course]:
    return courses(ledger, ledger.today)


def title(here: Here, found: Sequence[Course]) -> None:
    """The finding: how many forms are short of what comes before money."""
    finding(here, said(found), here.say(counted("{n} country", "{n} countries", n=len(found))))


def said(found: Sequence[Course]) -> Message:
    """The finding.

    >>> said([]).key
    'No innovative form is being prepared'
    """
    if not found:
        return message("No innovative form is being prepared")
    piloting = sum(one.gates[Gate.PILOT] is not None for one in found)
    if piloting:
        return counted(
            "{n} innovative form is past its pilot gate", "{n} innovative forms are past their pilot gate", n=piloting
        )
    return counted("{n} innovative form, and no pilot yet", "{n} innovative forms, and no pilot yet", n=len(found))


def strips(here: Here, found: Sequence[Course]) -> None:
    """Per country the gates in a row: passed on what and when, the next one, and what is still to come."""
    if not found:
        empty(
            here,
            message("There is no programming line for innovative cooperation."),
            message("As soon as a country has one, its gates stand here."),
        )
        return
    places = here.names("country")
    rows = [
        (
            one,
            places.get(one.country, one.country),
            [(GATES_CALLED[gate], deed, gate is one.next) for gate, deed in one.gates.items()],
        )
        for one in found
    ]
    small = here.say(message("one after another, each on evidence; no percentage"))
    st.html(section(here.say(message("Stage gates")), small, html("gates", here.say, rows=rows)))


def form(here: Here, found: Sequence[Course]) -> None:
    """Pass the next gate of a country, or withdraw one; who and on what."""
    say = here.say
    if not found:
        return
    if here.ledger.as_of is not None:
        st.html(note(say(PAST)))
        return
    with st.columns([60, 40])[0], st.container(key="doing"):
        _record(here, found)


def _record(here: Here, found: Sequence[Course]) -> None:
    """Which gate of which country, who, and on what."""
    say = here.say
    st.html(section(say(message("Record")), say(message("by the core team"))))
    places, by_code = here.names("country"), {one.country: one for one in found}
    first, second = st.columns(2)
    country = first.selectbox(
        say(message("Country")), list(by_code), format_func=lambda code: say(places.get(code, code)), key="gate_country"
    )
    one = by_code[country]
    passed = [gate for gate, deed in one.gates.items() if deed is not None]
    options = [*([one.next] if one.next else []), *reversed(passed)]
    gate = second.selectbox(
        say(message("Gate")),
        options,
        format_func=lambda each: say(_offered(each, passed)),
        key=f"gate_which_{country}_{one.number}",
    )
    back = gate in passed
    deed = Deed(
        "gate",
        f"{country}_{gate}",
        message("Why is it withdrawn?") if back else message("What does it rest on?"),
        message("Withdraw the gate") if back else message("Pass the gate"),
        None if back else message("For example: treaty of 3 March 2026, article 4"),
    )
    asked = who_and_why(here, deed)
    if asked is None:
        return
    person, text = asked
    try:
        with st.spinner(say(message("Saving"))), told_when_busy(here):
            if back:
                withdraw_gate(here.live, country, gate, text, person)
            else:
                red = here.quarter is not None and cached(here, decisions.red, here.quarter, country, THEME)
                pass_gate(here.live, country, gate, text, person, red=red)
    except Refused as refused:
        st.html(html("decision_refusals", say, refusals=refused.refusals))
        return
    st.session_state.pop("choose_stand", None)  # a browser goes on showing the number of the earlier state
    st.rerun()


def _offered(gate: Gate, passed: Sequence[Gate]) -> Message:
    if gate in passed:
        return message("{gate}: withdraw", gate=GATES_CALLED[gate])
    return message("{gate}: pass", gate=GATES_CALLED[gate])
