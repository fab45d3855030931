"""Meetings of the taskforce, and what is coming: figures due, quarters to close, meetings; also as a calendar file."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd
from icalendar import Calendar, Event

from monitoring.language import Words
from monitoring.ledger import Ledger, Reader, Transaction, frozen, names
from monitoring.person import Person
from monitoring.refusal import Refusal, Refused, of_person, of_texts
from monitoring.results.decisions import KEYS
from theory_of_change.text import Message, Period, Text, message

TASKFORCE = "TASKFORCE"
"""The meeting of all members, which decides nothing and so is no forum (terms of reference, section 6)."""

DAYS_TO_CLOSE = 28
"""Days after its end from which a quarter is closed, once its figures are due; illustrative until adopted."""


@dataclass(frozen=True)
class Meeting:
    """A meeting of one body on a day, held or planned."""

    forum: str
    held_on: datetime.date
    called: str | None
    cancelled: bool
    planned_by: str
    planned_for: str


def bodies(reader: Reader) -> dict[str, Text | Message]:
    """Who meets, by code: the bodies that decide, and the whole taskforce."""
    return {**names(reader, "forum"), TASKFORCE: message("Whole taskforce")}


def meetings(reader: Reader) -> list[Meeting]:
    """The meetings that were or will be held, the first first."""
    return [one for one in _planned(reader) if not one.cancelled]


def _planned(reader: Reader) -> list[Meeting]:
    """Every meeting that was ever planned, also those that were cancelled, the first first."""
    rows = reader.rows(
        "select forum, held_on, called, cancelled, planned_by, planned_for from meeting order by held_on, forum"
    )
    return [Meeting(*row) for row in rows]


def last_before(reader: Reader, forum: str, day: datetime.date) -> Meeting | None:
    """The last meeting of a body before a day."""
    return next((one for one in reversed(meetings(reader)) if one.forum == forum and one.held_on < day), None)


def next_from(reader: Reader, forum: str, day: datetime.date) -> Meeting | None:
    """The next meeting of a body from a day on."""
    return next((one for one in meetings(reader) if one.forum == forum and one.held_on >= day), None)


def plan(ledger: Ledger, forum: str, day: datetime.date, called: str, person: Person) -> int | None:
    """Put a meeting in the calendar; the number of the commit, None where it was there. Raises `Refused`."""

    def work(transaction: Transaction) -> None:
        _allowed(transaction, forum, called, person)
        _write(transaction, Meeting(forum, day, called.strip() or None, False, person.name, person.organisation))

    return ledger.commit(person, f"Meeting of {forum} on {day.isoformat()}", work).number


def cancel(ledger: Ledger, forum: str, day: datetime.date, person: Person) -> int | None:
    """Say that a meeting will not be held; the number of the commit, None where there was none. Raises `Refused`."""

    def work(transaction: Transaction) -> None:
        _allowed(transaction, forum, "", person)
        for one in meetings(transaction):
            if (one.forum, one.held_on) == (forum, day):
                _write(transaction, Meeting(forum, day, one.called, True, person.name, person.organisation))

    return ledger.commit(person, f"No meeting of {forum} on {day.isoformat()}", work).number


def _write(transaction: Transaction, one: Meeting) -> None:
    transaction.merge("meeting", pd.DataFrame([vars(one)], dtype=object))


def _allowed(reader: Reader, forum: str, called: str, person: Person) -> None:
    found = [*of_person(person.name), *of_texts({"called": called})]
    if person.organisation not in KEYS:
        found.append(
            Refusal(
                "planned_for",
                message("Meetings are planned by the core team, so by BZ or A&M."),
                message("Choose at the top right for whom you act, or ask one of them."),
            )
        )
    if forum not in bodies(reader):
        found.append(Refusal("forum", message("There is no body {forum}.", forum=forum), message("Choose who meets.")))
    if found:
        raise Refused(*found)


class What(StrEnum):
    """What is coming."""

    DUE = "due"
    CLOSE = "close"
    MEETING = "meeting"


@dataclass(frozen=True)
class Coming:
    """Something in the calendar: what, on which day, how it is called, and the page where it is done."""

    what: What
    on: datetime.date
    said: Message
    page: str
    quarter: str | None = None
    cancelled: bool = False


_CLOSES = """
-- A quarter is closed some weeks after its end, and not before its last figures are due.
select q.code, greatest(q.end_date + ?::integer, coalesce(max(e.due_date), q.end_date))::date as closes_on
from period q
left join period p on p.end_date = q.end_date
left join expectation e on e.period = p.code
where q.kind = 'quarter' and q.start_date <= ?::date + 365
group by q.code, q.end_date having closes_on >= ?
"""


def coming(ledger: Ledger, since: datetime.date) -> list[Coming]:
    """Everything in the calendar from a day on, the first first: figures due, quarters to close, meetings."""
    return [one for one in events(ledger, since) if not one.cancelled]


def events(ledger: Ledger, since: datetime.date) -> list[Coming]:
    """What is coming, and what was to come and will not: meetings that were cancelled, quarters that are closed already."""
    called = bodies(ledger)
    closed = {one.quarter for one in frozen(ledger) if not one.opened}
    found = [
        Coming(
            What.DUE,
            due,
            message("Figures of the {quarter} are due", quarter=Period(quarter)),
            "deliver",
            quarter,
        )
        for quarter, due in ledger.rows(
            "select q.code, max(e.due_date) from expectation e join period p on p.code = e.period "
            "join period q on q.kind = 'quarter' and q.end_date = p.end_date group by q.code having max(e.due_date) between ? and ?::date + 365",
            since,
            since,
        )
    ]
    found += [
        Coming(
            What.CLOSE,
            on,
            message("Close the {quarter}", quarter=Period(quarter)),
            "closing",
            quarter,
            cancelled=quarter in closed,
        )
        for quarter, on in ledger.rows(_CLOSES, DAYS_TO_CLOSE, since, since)
    ]
    found += [
        Coming(
            What.MEETING,
            one.held_on,
            message("{body}: {called}", body=called.get(one.forum, one.forum), called=one.called)
            if one.called
            else message("{body}", body=called.get(one.forum, one.forum)),
            "pack",
            cancelled=one.cancelled,
        )
        for one in _planned(ledger)
        if one.held_on >= since
    ]
    return sorted(found, key=lambda one: (one.on, one.what, one.said.key))


def calendar(
    found: list[Coming], say: Words, link: Callable[[Coming], str], state: int, stamp: datetime.datetime
) -> bytes:
    """A calendar file (RFC 5545) that any calendar takes, of `events` at a state; `link` gives the page of each.

    The marks of events do not change, so that a file taken anew changes them and adds none twice; what will not be is
    in it as cancelled, so that a calendar that took it takes it out. The number of the state says which file is newer.
    """
    found_calendar = Calendar()
    found_calendar.add("prodid", "-//Taskforce International Migration//monitoring//NL")
    found_calendar.add("version", "2.0")
    found_calendar.add("method", "PUBLISH")
    found_calendar.add("x-wr-calname", say(message("Taskforce International Migration")))
    for one in found:
        event = Event()
        event.add("uid", _mark(one))
        event.add("sequence", state)
        event.add("status", "CANCELLED" if one.cancelled else "CONFIRMED")
        event.add("summary", say(one.said))
        event.add("dtstart", one.on)
        event.add("dtend", one.on + datetime.timedelta(days=1))
        event.add("dtstamp", stamp)
        event.add("transp", "TRANSPARENT")
        event.add("url", link(one))
        event.add("description", link(one))
        found_calendar.add_component(event)
    return found_calendar.to_ical()


def _mark(one: Coming) -> str:
    """What makes an event the same one in a later file: its quarter, which may move; or the body and day of a meeting."""
    body = one.said.values.get("body")
    whose = one.quarter or f"{body.en if isinstance(body, Text) else TASKFORCE}-{one.on.isoformat()}"
    return f"{one.what.value}-{whose}@monitoring".replace(" ", "-")
