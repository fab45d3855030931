"""What was delivered before: the list of all, and that a file is one of them."""

from __future__ import annotations

import streamlit as st

from monitoring.intake import submitted
from monitoring.intake.check import Checked
from monitoring.ui.frame import Here
from monitoring.ui.html import html
from monitoring.ui.show import empty, finding
from theory_of_change.text import message

LISTED = 50  # deliveries of the list


def sent_list(here: Here) -> None:
    """Every delivery of everybody, the newest first."""
    say = here.say
    sent = submitted.submitted(here.live, None, LISTED + 1)
    finding(here, message("What was delivered, by whom and when"))
    if not sent:
        empty(
            here,
            message("Nothing has been delivered yet."),
            message("Download a template for your organisation, fill it in and upload it."),
            page="deliver",
            link=message("Deliver figures"),
        )
        return
    rows = [(one, here.link("deliver", sent=one.number)) for one in sent[:LISTED]]
    st.html(html("sent_list", say, rows=rows, most=LISTED if len(sent) > LISTED else 0))
    st.html(html("onward", say, links=[(here.link("deliver"), message("Deliver figures"))]))


def sent_before(here: Here, checked: Checked) -> None:
    """That this very file was sent before, and what became of it."""
    before = submitted.sent_before(here.live, here.person.organisation, checked.sha256)
    if not before:
        return
    last = before[0]
    told = message(
        "You delivered this very file before, on {day} in stand {number}.",
        day=last.sent_at.astimezone().date(),
        number=str(last.number),
    )
    if last.taken_back:
        told = message(
            "You delivered this very file before, on {day} in stand {number}. That was taken back on {gone}.",
            day=last.sent_at.astimezone().date(),
            number=str(last.number),
            gone=last.taken_back.at.astimezone().date(),
        )
    st.html(
        html("notice", here.say, text=told, href=here.link("deliver", sent=last.number), link=message("Look at it"))
    )
