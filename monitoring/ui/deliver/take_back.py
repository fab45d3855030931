"""Taking a delivery back, or letting it hold again: what comes back, who and why, and then it is done."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from monitoring.intake.submitted import Submitted
from monitoring.intake.undo import CannotUndo, Undoing, undo, undoing
from monitoring.ledger import LedgerBusy
from monitoring.person import Person
from monitoring.ui.frame import Here
from monitoring.ui.html import html, note, section
from theory_of_change.text import Listing, Message, counted, message


def take_back(here: Here, one: Submitted) -> tuple[Undoing, DeltaGenerator] | None:
    """How it stands with a delivery: taken back or not, and the way to change that.

    Hands back what that would do and where the verdicts come, which take longer; None where it cannot be done.
    """
    say, gone = here.say, one.taken_back
    st.html(section(say(message("Let it hold again") if gone else message("Take back"))))
    if gone:
        told = message(
            "Taken back by {name} on {when}, in stand {number}: {reason}",
            name=gone.by,
            when=gone.at.astimezone(),
            number=str(gone.number),
            reason=gone.reason,
        )
        st.html(html("stop", say, text=told))
    try:
        would = undoing(here.live, gone.number if gone else one.number, here.person)
    except CannotUndo as refused:
        st.html(note(say(refused.message)))
        return None
    if would.obstacles:
        st.html(html("in_the_way", say, obstacles=would.obstacles, again=would.again))
        return None
    st.html(note(say(_comes_back(would))))
    place = st.container(key="verdicts")
    _confirm(here, would)
    return would, place


def _comes_back(would: Undoing) -> Message:
    """What is so afterwards, in the words of the table of what the delivery changed, and for how many rows."""
    total = would.total
    parts = [
        (total.changed, counted("{n} row gets another value", "{n} rows get another value", n=total.changed)),
        (total.new, counted("{n} row returns", "{n} rows return", n=total.new)),
        (total.gone, counted("{n} row goes", "{n} rows go", n=total.gone)),
    ]
    rows = Listing([said for n, said in parts if n])
    if would.again:
        return message("Then what stands under “With this file” holds again: {rows}.", rows=rows)
    return message("Then what stands under “Before this file” holds again: {rows}.", rows=rows)


def _confirm(here: Here, would: Undoing) -> None:
    """Who and why, and the button; one that cannot be used has the reason above it."""
    say = here.say
    with st.container(key="take_back"):
        name = st.text_input(
            say(message("Your name or function")), value=here.person.name, key="take_back_name", max_chars=80
        )
        reason = st.text_input(
            say(message("Why should it hold again?") if would.again else message("Why do you take it back?")),
            placeholder=say(message("For example: figures of the wrong quarter")) if not would.again else None,
            key=f"take_back_reason_{would.number}",
            max_chars=300,
        )
        named = bool(name.strip() and reason.strip())
        if not named:
            st.html(html("wait", say, text=message("Fill in your name or function, and why.")))
        word = message("Let it hold again") if would.again else message("Take back")
        if st.button(say(word), type="primary", disabled=not named, key="take_back_button"):
            _do(here, would, name.strip(), reason.strip())


def _do(here: Here, would: Undoing, name: str, reason: str) -> None:
    say = here.say
    st.session_state["person_name"] = name
    try:
        with st.spinner(say(message("Saving"))):
            undo(here.live, would.number, Person(name, here.person.organisation, here.person.roles), reason)
    except CannotUndo as refused:  # what others wrote meanwhile stands in the way
        st.error(say(refused.message))
        return
    except LedgerBusy:
        st.error(say(message("Others kept writing to the ledger. Nothing was changed. Try again.")))
        return
    st.rerun()
