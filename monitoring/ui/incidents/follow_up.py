"""What the safeguards that are not in order ask, what of it was done, and the line to say that something was."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from monitoring.intake.incidents.follow_up import follow
from monitoring.person import Person
from monitoring.refusal import Refused
from monitoring.results.follow_up import STEPS_CALLED, FollowUp, Step, follow_ups
from monitoring.results.incidents import core_team
from monitoring.ui.deliver.who_and_why import told_when_busy
from monitoring.ui.frame import Here
from monitoring.ui.html import html, note, section
from monitoring.ui.incidents.report import clear, show
from monitoring.ui.incidents.words import beside, remember
from monitoring.ui.safeguards import address
from monitoring.ui.show import cached
from theory_of_change.text import Message, counted, message

FORM = "follow"


def title(found: Sequence[FollowUp]) -> Message:
    """The finding: how much of what must happen was not done.

    >>> title([]).key
    'No safeguard is on red or amber'
    """
    left = sum(len(one.left) for one in found)
    if not found:
        return message("No safeguard is on red or amber")
    if not left:
        return message("All that the safeguards ask was done")
    return counted(
        "{n} thing that a safeguard asks was not done yet", "{n} things that safeguards ask were not done yet", n=left
    )


def follow_up(here: Here) -> None:
    """Every safeguard that is red or amber, with its steps, and the form for those whose it is."""
    if here.quarter is None:
        return
    say, found = here.say, cached(here, follow_ups, here.quarter)
    places = here.names("country")
    rows = [
        {
            "one": one,
            "place": places[one.country] if one.country != "ALL" else message("All routes and countries"),
            "href": address(here, one.safeguard, one.country),
            "steps": [(STEPS_CALLED[step], done) for step, done in one.done.items()],
            "owners": [here.names("organisation").get(code, code) for code in one.owners],
        }
        for one in found
    ]
    small = say(message("what must happen, as the theory says; what was done, by whom and when"))
    st.html(section(say(title(found)), small if found else "", html("follow_ups", say, rows=rows)))
    core = cached(here, core_team)
    own = [one for one in found if here.person.organisation in {*one.owners, *core}]
    if own and here.ledger.as_of is None:
        with st.expander(say(message("Record what was done"))):
            _form(here, own)


def _form(here: Here, own: Sequence[FollowUp]) -> None:
    """One step of one safeguard: done, or not done after all."""
    say, places = here.say, here.names("country")
    every = {(one.key, step): (one, step) for one in own for step in one.done}

    def called(key: tuple) -> str:
        one, step = every[key]
        place = say(places[one.country]) if one.country != "ALL" else say(message("All countries"))
        back = f" ({say(message('take back'))})" if one.done[step] else ""
        return f"{one.safeguard} · {place} · {say(STEPS_CALLED[step])}{back}"

    ordered = sorted(every, key=lambda key: every[key][0].done[key[1]] is not None)
    chosen = st.selectbox(say(message("What")), ordered, format_func=called, key="follow_what")
    one, step = every[chosen]
    text = st.text_input(say(message("What was done, or why it was not")), key="follow_note", max_chars=400)
    beside(here, FORM, "note")
    name = st.text_input(say(message("Your name or function")), here.person.name, key="follow_by", max_chars=80)
    st.html(note(say(message("Everybody reads this: no personal data."))))
    for field in ("by", "organisation", "step"):
        beside(here, FORM, field)
    word = message("Take it back") if one.done[step] else message("It was done")
    if st.button(say(word), key="follow_button"):
        _send(here, one, step, Person(name.strip(), here.person.organisation, here.person.roles), text)


def _send(here: Here, one: FollowUp, step: Step, person: Person, text: str) -> None:
    try:
        with st.spinner(here.say(message("Saving"))), told_when_busy(here):
            follow(here.live, one, step, person, text, done=one.done[step] is None)
    except Refused as wrong:
        remember(FORM, wrong.refusals)
        st.rerun()
    remember(FORM, ())
    clear(["follow_note", "follow_what"])
    st.session_state["person_name"] = person.name
    show(None)
