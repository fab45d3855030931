"""Known against registered: a picture and a sentence that nobody can miss, and one line to state one's own number."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from monitoring.intake.incidents import state_known
from monitoring.person import Person
from monitoring.refusal import Refused
from monitoring.results.incidents import Reconciled, Total, reconciled, total
from monitoring.ui.deliver.who_and_why import told_when_busy
from monitoring.ui.frame import Here
from monitoring.ui.html import html, note, section
from monitoring.ui.incidents.report import show
from monitoring.ui.incidents.words import beside, remember
from monitoring.ui.show import cached
from theory_of_change.text import Listing, Message, Period, counted, message

FORM = "known"
UNITS = 40  # reports up to which each is drawn as one square


def title(all_of: Total) -> Message:
    """The finding: how many of the known reports the register lacks.

    >>> title(Total(known=10, registered=1, missing=9, stated=1, members=2)).key
    '{n} report that members know of is missing from the register'
    >>> title(Total(known=0, registered=0, missing=0, stated=0, members=2)).key
    'No member said yet how many reports of harm it knows of'
    """
    if all_of.missing:
        return counted(
            "{n} report that members know of is missing from the register",
            "{n} reports that members know of are missing from the register",
            n=all_of.missing,
        )
    if not all_of.stated:
        return message("No member said yet how many reports of harm it knows of")
    if all_of.stated < all_of.members:
        return message(
            "{stated} of {members} members said how many they know of; of theirs none is missing",
            stated=all_of.stated,
            members=all_of.members,
        )
    return message("Every report of harm that members know of is in the register")


def picture(here: Here, quarter: str) -> None:
    """Per member each report it knows of: a full square is in the register, an open one is missing from it."""
    say, called = here.say, here.names("organisation")
    found = cached(here, reconciled, quarter)
    all_of = total(found)
    most = max((max(one.known or 0, one.registered) for one in found), default=0)
    shown = [
        (called.get(one.member, one.member), one, _share(one, most)) for one in found if one.known or one.registered
    ]
    silent = [called.get(one.member, one.member) for one in found if one.known is None]
    inner = html(
        "incidents_known",
        say,
        rows=shown,
        squares=most <= UNITS,
        all_of=all_of,
        silent=Listing(silent) if silent and all_of.stated else None,
        nobody=not all_of.stated,
    )
    st.html(section(say(title(all_of)), say(message("reports in the {quarter}", quarter=Period(quarter))), inner))


def _share(one: Reconciled, most: int) -> tuple[float, float]:
    """How wide the bar of what is registered and of what is missing is, in percent of the longest."""
    return (100 * one.registered / most, 100 * one.missing / most) if most else (0, 0)


def form(here: Here, quarters: Sequence[str], quarter: str) -> None:
    """One line: how many reports reached one's own organisation in a quarter."""
    say = here.say
    if here.ledger.as_of is not None:
        return
    own = here.names("organisation").get(here.person.organisation, here.person.organisation)
    st.html(section(say(message("How many do you know of?")), say(message("for {organisation}", organisation=own))))
    with st.container(key="known"):
        left, middle, right = st.columns([3, 2, 4], vertical_alignment="bottom")
        offered = list(dict.fromkeys([quarter, *reversed(quarters)]))
        with left:
            about = st.selectbox(
                say(message("Quarter")), offered, format_func=lambda code: say.short_period(code), key="known_quarter"
            )
        with middle:
            number = st.number_input(say(message("Reports")), 0, 100_000, value=None, step=1, key="known_number")
        with right:
            name = st.text_input(say(message("Your name or function")), here.person.name, key="known_by", max_chars=80)
        st.html(note(say(message("All that reached you in the quarter, also what is not in the register. None is 0."))))
        for field in ("known", "quarter", "by", "organisation"):
            beside(here, FORM, field)
        if st.button(say(message("State it")), key="known_button", disabled=number is None):
            _send(here, about, int(number), Person(name.strip(), here.person.organisation, here.person.roles))


def _send(here: Here, quarter: str, number: int, person: Person) -> None:
    try:
        with st.spinner(here.say(message("Saving"))), told_when_busy(here):
            state_known(here.live, quarter, number, person)
    except Refused as wrong:
        remember(FORM, wrong.refusals)
        st.rerun()
    remember(FORM, ())
    st.session_state["person_name"] = person.name
    show(None)
