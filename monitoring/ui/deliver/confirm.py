"""Confirming: who, why, what is left out, and then it lands."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from monitoring.intake import submit as submits
from monitoring.intake.check import Checked
from monitoring.intake.finding import Severity
from monitoring.intake.preview import Preview
from monitoring.intake.submit import Refused
from monitoring.person import Person
from monitoring.ui.deliver.file import keep_layout
from monitoring.ui.deliver.receipt import again
from monitoring.ui.deliver.who_and_why import told_when_busy
from monitoring.ui.frame import Here
from monitoring.ui.html import html
from theory_of_change.text import Message, message


def confirm(here: Here, checked: Checked, would: Preview | None) -> None:
    """Say why, and let it land; a button that cannot be used has the reason above it."""
    say = here.say
    errors = any(f.severity is Severity.ERROR for f in checked.findings)
    with st.container(key="confirm"):
        if st.session_state.pop("refused", False):
            st.html(html("stop", say, text=REFUSED))
        if (moved := st.session_state.pop("moved", None)) is not None:
            st.html(html("stop", say, text=moved))
        leave_out = (
            st.checkbox(say(message("Leave the wrong rows out and let the others land")), key="leave_out")
            if errors and checked.count and not checked.blocked(leave_out_errors=True)
            else False
        )
        blocked = checked.blocked(leave_out_errors=leave_out)
        nothing = not blocked and would is not None and would.total.touched == 0
        name = st.text_input(
            say(message("Your name or function")), value=here.person.name, key="confirm_name", max_chars=80
        )
        reason = st.text_input(
            say(message("Why do you deliver this?")),
            placeholder=say(message("For example: figures of the third quarter")),
            key="reason",
            max_chars=300,
        )
        named = bool(name.strip() and reason.strip())
        why_not = _why_not(checked, blocked=blocked, nothing=nothing, leave_out=leave_out, named=named)
        if why_not:
            st.html(html("stop" if blocked else "wait", say, text=why_not))
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            if st.button(
                say(message("Confirm and save")), type="primary", disabled=why_not is not None, key="confirm_button"
            ):
                if (moved := _moved(here, checked, would)) is not None:
                    st.session_state["moved"] = moved
                    st.rerun()
                _land(here, checked, name.strip(), reason.strip(), leave_out=leave_out)
            if st.button(say(message("Another file")), type="secondary", key="another"):
                again()
    if would is not None:
        st.session_state["seen"] = (checked.sha256, would.state)


def _moved(here: Here, checked: Checked, would: Preview | None) -> Message | None:
    """Who wrote meanwhile, where what would change was looked at on an earlier state; None where it is as it was."""
    seen = st.session_state.get("seen")
    if seen is None or would is None or seen[0] != checked.sha256 or seen[1] >= would.state:
        return None
    last = here.live.history()[0]
    return message(
        "Meanwhile {name} changed the ledger for {organisation} (stand {number}: {reason}). What would change was worked out again: look at it, and confirm again.",
        name=last.author,
        organisation=last.organisation,
        number=str(last.number),
        reason=last.reason,
    )


REFUSED = message(
    "Somebody else changed the ledger meanwhile, and now this file cannot land. Look at the findings again."
)


def _why_not(checked: Checked, *, blocked: bool, nothing: bool, leave_out: bool, named: bool) -> Message | None:
    """Why it cannot be confirmed now; None where it can."""
    if blocked and any(f.severity is Severity.BLOCKING for f in checked.findings):
        return message(
            "You can confirm when the points under “Nothing can land” are mended. Change your file and drop it here again."
        )
    if blocked and not leave_out:
        return message("You can confirm when the wrong rows are mended, or left out.")
    if nothing:
        return message("Everything in this file is already in the ledger. There is nothing to save.")
    if not named:
        return message("Fill in your name or function, and why you deliver this.")
    return None


def _land(here: Here, checked: Checked, name: str, reason: str, *, leave_out: bool) -> None:
    st.session_state["person_name"] = name
    sender = Person(name, here.person.organisation, here.person.roles)
    try:
        with st.spinner(here.say(message("Saving"))), told_when_busy(here):
            landed = submits.submit(here.live, replace(checked, person=sender), reason, leave_out_errors=leave_out)
    except Refused:
        # What others wrote meanwhile made it wrong: check it again on the new state, and say so.
        st.session_state["checked"], st.session_state["refused"] = None, True
        st.rerun()
    keep_layout(here, sender, checked)
    st.session_state["receipt"] = (landed, reason)
    st.rerun()
