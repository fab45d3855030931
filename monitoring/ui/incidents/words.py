"""How incidents are said and drawn: the mark of a state, the clock, and a message beside the field it is about."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

import streamlit as st

from monitoring.refusal import Refusal
from monitoring.results.incidents import Incident, Severity, State
from monitoring.ui.frame import Here
from monitoring.ui.html import html
from theory_of_change.text import Message, counted, message

SHAPES: Mapping[State, str] = {
    State.REPORTED: "ring",
    State.ASSIGNED: "clock",
    State.UNDER_INQUIRY: "clock",
    State.ANSWERED: "triangle",
    State.CLOSED: "bar",
}
DECLARED = message(
    "What was written is shown to the owner, to the organisation that reported and to the core team. Who you are is declared, not verified, until a login is set up."
)
PAST = message("You look at a past state: nothing can be changed in it.")


def clock(one: Incident, day: datetime.date) -> Message:
    """How the clock of an incident stands on a day."""
    left = (one.deadline - day).days
    if not one.open:
        return counted("closed after {n} day", "closed after {n} days", n=one.days_open(day))
    if left < 0:
        return counted("{n} day late", "{n} days late", n=-left)
    return counted("{n} day left", "{n} days left", n=left)


def severity_said(one: Severity) -> Message:
    """A severity with its clock, as it is offered."""
    return counted("{name} (closed within {n} day)", "{name} (closed within {n} days)", n=one.days, name=one.name)


def beside(here: Here, form: str, field: str) -> None:
    """What is wrong with a field of a form, under it, and what would be right."""
    own = [one for one in refused(form) if one.field == field]
    if own:
        st.html(html("field_wrong", here.say, refusals=own))


def refused(form: str) -> Sequence[Refusal]:
    """What stood in the way when a form was last sent."""
    return st.session_state.get(f"{form}_refused", ())


def remember(form: str, refusals: Sequence[Refusal]) -> None:
    """Keep what stands in the way of a form, to be said beside its fields."""
    st.session_state[f"{form}_refused"] = tuple(refusals)
