"""One file that was delivered: who, when and why, what it changed, and taking it back."""

from __future__ import annotations

from typing import Any

import streamlit as st

from monitoring.intake import submitted
from monitoring.intake.finding import apart
from monitoring.intake.submitted import Submitted
from monitoring.intake.undo import did
from monitoring.ui.deliver.changed import changed
from monitoring.ui.deliver.changes.verdicts import verdicts_back
from monitoring.ui.deliver.sent_list import sent_list
from monitoring.ui.deliver.take_back import take_back
from monitoring.ui.downloads import EXCEL
from monitoring.ui.frame import Here
from monitoring.ui.html import facts, html, section
from monitoring.ui.show import empty, finding
from theory_of_change.text import Message, counted, message

ALL = "all"
FOUND = 8  # points that are shown before the rest is folded
RANGES = 6  # of cells of one point that are named


def asked() -> str | None:
    """Which delivery the address is about: its number, or `ALL`; None where it is about none."""
    return st.query_params.get("sent")


def show_sent(here: Here, number: str) -> None:
    """The list of all deliveries, or one of them."""
    if number == ALL:
        sent_list(here)
        return
    one = submitted.one(here.live, int(number)) if number.isdecimal() and len(number) < 10 else None
    if one is None:
        finding(here, message("There is no delivery {number}", number=number))
        empty(
            here,
            message("No file landed under this number."),
            message("Look for it in the list of what was delivered."),
            page="deliver",
            link=message("Deliver figures"),
        )
        return
    _one(here, one)


def _one(here: Here, one: Submitted) -> None:
    say = here.say
    organisation = here.names("organisation").get(one.organisation, one.organisation)
    finding(
        here,
        _title(one),
        say(message("{file}, delivered for {organisation}", file=one.file, organisation=organisation)),
    )
    with st.container(key="delivery"):
        left, right = st.columns([54, 46], gap=34)
    with left:
        st.html(section(say(message("What it changed")), inner=changed(here, did(here.live, one.number))))
    with right:
        turning = take_back(here, one)
        st.html(section(say(message("Delivery")), inner=facts(say, _facts(here, one), wide=True)))
        with st.container(horizontal=True, gap="small"):
            st.download_button(
                say(message("File")),
                lambda: submitted.content(here.live, one.number),
                one.file,
                EXCEL,
                key=f"file_of_{one.number}",
                help=say(message("{file}, as it was sent", file=one.file)),
                on_click="ignore",
                icon=":material/download:",
            )
        _findings(here, one.number)
        st.html(
            html(
                "onward",
                say,
                links=[
                    (here.link("deliver", sent=ALL), message("All deliveries")),
                    (here.link("deliver"), message("Deliver figures")),
                ],
            )
        )
    if turning is not None:
        verdicts_back(here, *turning)


def _title(one: Submitted) -> Message:
    if one.taken_back:
        return message("Stand {number} was taken back on {day}", number=str(one.number), day=one.taken_back.at.date())
    return counted(
        "Stand {number} changed {n} row",
        "Stand {number} changed {n} rows",
        n=one.new + one.changed,
        number=str(one.number),
    )


def _facts(here: Here, one: Submitted) -> list[tuple[Any, Any]]:
    say = here.say
    rows = message(
        "{new} new, {changed} changed, {same} the same", new=one.new, changed=one.changed, same=one.unchanged
    )
    return [
        (message("Commit"), say(message("stand {number}", number=str(one.number)))),
        (message("When"), say(one.sent_at.astimezone())),
        (message("File"), one.file),
        ("SHA-256", one.sha256),
        (
            message("Sent by"),
            say(
                message(
                    "{name} for {organisation}, declared and not verified",
                    name=one.sent_by,
                    organisation=one.organisation,
                )
            ),
        ),
        (message("Why"), one.reason),
        (message("Read as"), say(_read_as(one))),
        (message("Rows"), say(rows)),
    ]


def _read_as(one: Submitted) -> Message:
    """As what a file was recognised, with its version."""
    kind, _, version = one.layout.rpartition(" ")
    if kind == "template":
        return message("our template, version {version}", version=version)
    return message("layout {name}", name=one.layout)


def _findings(here: Here, number: int) -> None:
    """What was found when it was delivered, and did not keep it out; equal findings in one line with their cells."""
    say, found = here.say, submitted.findings(here.live, number)
    if found:
        points, left = apart(found)
        inner = html("sent_findings", say, found=points[:FOUND], more=points[FOUND:], left=left, most=RANGES)
        st.html(section(say(message("What was found then")), inner=inner))
