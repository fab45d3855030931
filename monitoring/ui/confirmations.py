"""Whether each owner confirmed its totals of a quarter, and the button for one's own; for the page of the money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from monitoring.money import confirmations as money
from monitoring.money.confirmations import CannotConfirm, Confirmation, State
from monitoring.ui.deliver.who_and_why import Deed, told_when_busy, who_and_why
from monitoring.ui.frame import Here
from monitoring.ui.html import html, note, section
from monitoring.ui.show import cached
from theory_of_change.text import Message, Period, counted, message

STATES: Mapping[State, tuple[str, Message]] = {
    State.NOT_CONFIRMED: ("ring", message("not confirmed")),
    State.CONFIRMED: ("disc", message("confirmed")),
    State.CHANGED: ("triangle", message("changed since")),
}
KINDS: Mapping[str, Message] = {
    "allocation": message("Allocated"),
    "commitment": message("Committed"),
    "expenditure": message("Spent"),
}


def confirmations(here: Here, quarter: str, budget: str | None = None) -> None:
    """Per owner and budget the totals up to the end of a quarter and their state; whoever owns one can confirm it.

    With `budget` only those of one budget type.
    """
    found = [one for one in cached(here, money.confirmations, quarter) if budget in (None, one.budget_type)]
    if not found:
        return
    say, called, types = here.say, here.names("organisation"), here.names("budget_type")
    rows = [(one, called.get(one.holder, one.holder), types[one.budget_type], *STATES[one.state]) for one in found]
    small = say(message("€, in {year} up to and including the {quarter}", year=quarter[:4], quarter=Period(quarter)))
    st.html(section(say(title(found)), small, html("confirmations", say, rows=rows, kinds=KINDS)))
    own = [one for one in found if one.holder == here.person.organisation]
    if here.ledger.as_of is None and any(one.state is not State.CONFIRMED for one in own):
        with st.expander(say(message("Confirm my totals"))):
            _confirm(here, quarter, own)


def title(found: Sequence[Confirmation]) -> Message:
    """The finding: how many owners confirmed, and whether anything changed since.

    >>> title([Confirmation("BZ", "BZ_ODA", "2026-Q3", money.Totals())]).key
    '{confirmed} of {n} total is confirmed by its owner'
    """
    confirmed = sum(one.state is State.CONFIRMED for one in found)
    changed = sum(one.state is State.CHANGED for one in found)
    if changed:
        return counted(
            "{n} total changed since its owner confirmed it",
            "{n} totals changed since their owners confirmed them",
            n=changed,
        )
    return counted(
        "{confirmed} of {n} total is confirmed by its owner",
        "{confirmed} of {n} totals are confirmed by their owners",
        n=len(found),
        confirmed=confirmed,
    )


def _confirm(here: Here, quarter: str, own: Sequence[Confirmation]) -> None:
    """Who and why, and then what was looked at is confirmed."""
    said_by_it = message(
        "By confirming you say that these totals of yours are complete up to and including the {quarter}.",
        quarter=Period(quarter),
    )
    st.html(note(here.say(said_by_it)))
    deed = Deed(
        "confirm_totals",
        quarter,
        message("What did you check?"),
        message("Confirm my totals"),
        message("For example: compared with the financial administration"),
    )
    said = who_and_why(here, deed)
    if said is None:
        return
    try:
        with st.spinner(here.say(message("Saving"))), told_when_busy(here):
            money.confirm(here.live, quarter, *said, own)
    except CannotConfirm as refused:
        st.html(note(here.say(refused.message)))
        return
    st.session_state.pop("choose_stand", None)  # a browser goes on showing the number of the earlier state
    st.rerun()
