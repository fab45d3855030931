"""One file that was delivered: who, when and why, what it changed, and taking it back; and the list of all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from monitoring.intake import submitted
from monitoring.intake.check import Checked
from monitoring.intake.fields import FIELDS
from monitoring.intake.submitted import Submitted
from monitoring.intake.undo import Returning, What, did, returning
from monitoring.ledger import Difference, names
from monitoring.ui.deliver.take_back import take_back
from monitoring.ui.downloads import EXCEL
from monitoring.ui.frame import Here
from monitoring.ui.html import facts, html, note, section
from monitoring.ui.parts import part
from monitoring.ui.show import empty, finding
from theory_of_change.text import Message, Text, counted, message

ALL = "all"
LISTED = 50  # deliveries of the list
SHOWN = 40  # rows of a table, of each kind
FOUND = 20  # findings that are listed before the rest is only counted
OBVIOUS = ("value", "amount_eur")  # fields that need no name beside their value


def asked() -> str | None:
    """Which delivery the address is about: its number, or `ALL`; None where it is about none."""
    return st.query_params.get("sent")


def show_sent(here: Here, number: str) -> None:
    """The list of all deliveries, or one of them."""
    if number == ALL:
        _list(here)
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


def _one(here: Here, one: Submitted) -> None:
    say = here.say
    organisation = names(here.live, "organisation").get(one.organisation, one.organisation)
    finding(
        here,
        _title(one),
        say(message("{file}, delivered for {organisation}", file=one.file, organisation=organisation)),
    )
    did_what = did(here.live, one.number)
    left, right = st.columns([54, 46], gap=34)
    with left:
        st.html(section(say(message("What it changed")), inner=_changed(here, did_what, one.number)))
    with right:
        take_back(here, one)
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


def _changed(here: Here, differences: Sequence[Difference], number: int) -> Any:
    """Old values beside new ones, of the first rows of each table."""
    values = returning(differences, SHOWN)
    rows = sum(each.before.num_rows + each.after.num_rows for each in differences)
    countries = names(here.live, "country")
    nothing = here.say(message("no row"))
    told = [
        (
            _about(here, each, countries),
            _field(here, each),
            nothing if each.what is What.GOES else _value(here, each, each.back),
            nothing if each.what is What.RETURNS else _value(here, each, each.now),
        )
        for each in values
    ]
    if not told:
        return note(here.say(message("It changed nothing.")))
    return html("sent_changes", here.say, rows=told, cut=rows > SHOWN, number=number)


def _about(here: Here, each: Returning, countries: Mapping[str, Text]) -> str:
    """A row in a few words: what it is about."""
    say, row = here.say, each.row
    place = say(message("all countries")) if row["country"] == "ALL" else say(countries[row["country"]])
    if each.table == "budget_line":
        kinds = {"commitment": message("Committed"), "expenditure": message("Spent"), "forecast": message("Forecast")}
        parts = [row["project"], say(kinds[row["kind"]]).lower(), say.short_period(row["quarter"])]
    elif each.table == "allocation":
        parts = [place, row["theme"], str(row["year"]), row["phase"], row["mutation"]]
    else:
        parts = [row["indicator"], place, say.short_period(row["period"])]
        if row.get("dimension", "total") != "total":
            parts.append(part(row["dimension"], say, countries))
        if row.get("revision"):
            parts.append(say(message("revision {n}", n=row["revision"])))
    return " · ".join(parts)


def _field(here: Here, each: Returning) -> str:
    """A field as the template calls it, where it needs a name beside its value."""
    alone = each.what is not What.CHANGES
    if each.field in OBVIOUS or (alone and each.field == "numerator"):
        return ""
    return next((here.say(f.header) for f in FIELDS[each.table] if f.name == each.field), each.field).lower()


def _value(here: Here, each: Returning, value: Any) -> str:
    """A value as people write it: euros to the cent, and of a ratio that is alone both halves."""
    if each.field == "amount_eur":
        return here.say.number(value, 2)
    if each.field == "numerator" and each.what is not What.CHANGES:
        return f"{here.say(value)} / {here.say(each.row['denominator'])}"
    return value if isinstance(value, str) else here.say(value)


def _findings(here: Here, number: int) -> None:
    """What was found when it was delivered, and did not keep it out."""
    say, found = here.say, submitted.findings(here.live, number)
    if found:
        inner = html("sent_findings", say, found=found[:FOUND], more=len(found) - FOUND)
        st.html(section(say(message("What was found then")), inner=inner))


def _list(here: Here) -> None:
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
