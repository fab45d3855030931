"""Taking a delivery back, or letting it hold again: what comes back, who and why, and then it is done."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from monitoring.intake.submitted import Submitted
from monitoring.intake.undo import CannotUndo, Undoing, undo, undoing
from monitoring.ui.deliver.who_and_why import Deed, told_when_busy, who_and_why
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
    """Who and why, and then it is done."""
    with st.container(key="take_back"):
        said = who_and_why(
            here,
            Deed(
                "take_back",
                str(would.number),
                message("Why should it hold again?") if would.again else message("Why do you take it back?"),
                message("Let it hold again") if would.again else message("Take back"),
                None if would.again else message("For example: figures of the wrong quarter"),
            ),
        )
        if said is None:
            return
        try:
            with st.spinner(here.say(message("Saving"))), told_when_busy(here):
                undo(here.live, would.number, *said)
        except CannotUndo as refused:  # what others wrote meanwhile stands in the way
            st.error(here.say(refused.message))
            return
        st.rerun()
