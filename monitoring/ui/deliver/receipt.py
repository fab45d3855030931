"""The receipt: what landed, in which commit, where to see it, and a next file."""

from __future__ import annotations

import streamlit as st

from monitoring.intake.fields import SHEETS
from monitoring.intake.submit import Receipt
from monitoring.ui.frame import Here
from monitoring.ui.html import facts, html, section
from theory_of_change.text import Message, counted, message


def receipt() -> tuple[Receipt, str] | None:
    """What became of the file that was just confirmed, and why it was delivered."""
    return st.session_state.get("receipt")


def again() -> None:
    """Start over with another file."""
    for key in ("checked", "receipt"):
        st.session_state.pop(key, None)
    st.session_state["round"] = st.session_state.get("round", 0) + 1
    st.rerun()


def receipt_title(landed: Receipt) -> Message:
    """The finding on a receipt."""
    if landed.number is None:
        return message("Nothing changed: it was already in the ledger")
    return counted(
        "{n} row landed in stand {number}",
        "{n} rows landed in stand {number}",
        n=landed.total.touched,
        number=str(landed.number),
    )


def show_receipt(here: Here, landed: Receipt, reason: str) -> None:
    """The receipt: what landed, where to see it, and a next file."""
    say, checked, total = here.say, landed.checked, landed.total
    sender = message(
        "{name} for {organisation}, declared and not verified",
        name=checked.person.name,
        organisation=checked.person.organisation,
    )
    rows = message(
        "{new} new, {changed} changed, {same} the same", new=total.new, changed=total.changed, same=total.unchanged
    )
    stand = say(message("stand {number}", number=str(landed.number))) if landed.number else "–"
    sheets = ", ".join(f"{say(SHEETS[table])}: {count.touched}" for table, count in landed.counts.items())
    told = [
        (message("Commit"), stand),
        (message("File"), checked.name),
        ("SHA-256", checked.sha256),
        (message("Sent by"), say(sender)),
        (message("Why"), reason),
        (message("Read as"), checked.layout_name),
        (message("Rows"), say(rows)),
        (message("Sheets"), sheets),
    ]
    st.html(section(say(message("Receipt")), inner=facts(say, told, wide=True)))
    onward = []
    if {"observation", "target"} & set(landed.counts):
        onward.append((here.link("indicators"), message("See the indicators")))
    if {"budget_line", "allocation"} & set(landed.counts):
        onward.append((here.link("spending"), message("See the money")))
    st.html(html("onward", say, links=onward))
    if st.button(say(message("Deliver another file")), type="primary", key="next"):
        again()
