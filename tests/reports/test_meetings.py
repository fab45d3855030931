"""What is coming, and the calendar file that other calendars take."""

from __future__ import annotations

import datetime
from pathlib import Path

import icalendar
import pytest

from monitoring.language import Words
from monitoring.ledger import Ledger
from monitoring.person import Person
from monitoring.refusal import Refused
from monitoring.reports import closing, meetings
from monitoring.reports.closing import Act
from monitoring.start import start
from tests.conftest import copy

SECRETARY = Person("a Secretary of the core team", "BZ", ("analyst",))
CONTROLLER = Person("a Controller", "AM", ("analyst",))


@pytest.fixture
def ledger(example_folder: Path, tmp_path: Path):
    ledger = start(copy(example_folder, tmp_path / "ledger")).ledger
    yield ledger
    ledger.close()


def test_what_is_coming_is_closed_after_its_figures_are_due_and_until_both_keys_are_given(ledger):
    day = ledger.today

    def closes() -> dict[str, datetime.date]:
        return {one.quarter: one.on for one in meetings.coming(ledger, day) if one.what is meetings.What.CLOSE}

    due = {one.quarter: one.on for one in meetings.coming(ledger, day) if one.what is meetings.What.DUE}
    assert closes()["2026-Q4"] >= due["2026-Q4"]
    closing.give_key(ledger, "2026-Q3", Act.CLOSE, SECRETARY, session="one")
    assert "2026-Q3" in closes()
    closing.give_key(ledger, "2026-Q3", Act.CLOSE, CONTROLLER, session="two")
    assert "2026-Q3" not in closes()


def read(ledger: Ledger, language: str = "nl") -> dict[str, icalendar.Event]:
    """The events of the calendar file as another program reads them, by their mark."""
    found = meetings.events(ledger, ledger.today)
    stamp = datetime.datetime(2026, 11, 28, 9, tzinfo=datetime.UTC)
    link = "http://localhost:8501/{}?quarter={}".format
    content = meetings.calendar(found, Words(language), lambda one: link(one.page, one.quarter), ledger.number, stamp)
    events = icalendar.Calendar.from_ical(content).walk("VEVENT")
    assert len(events) == len({event["uid"] for event in events}) == len(found)
    return {str(event["uid"]): event for event in events}


def test_a_calendar_reads_what_is_coming(ledger):
    events = read(ledger)
    day = datetime.date(2026, 12, 3)
    meeting = events["meeting-TASKFORCE-2026-12-03@monitoring"]
    assert str(meeting["summary"]) == "Hele taskforce: Najaarsbijeenkomst"
    assert (meeting["dtstart"].dt, meeting["dtend"].dt) == (day, day + datetime.timedelta(days=1))
    assert meeting["url"].startswith("http://localhost:8501/pack")
    assert str(events["close-2026-Q3@monitoring"]["summary"]) == f"Sluit het {Words('nl').period('2026-Q3')} af"
    assert {str(event["status"]) for event in events.values()} == {"CONFIRMED"}
    assert read(ledger, "en").keys() == events.keys()


def test_a_calendar_that_took_a_meeting_is_told_that_it_is_cancelled(ledger):
    day = datetime.date(2026, 12, 3)
    mark = "meeting-TASKFORCE-2026-12-03@monitoring"
    before = read(ledger)[mark]
    assert meetings.cancel(ledger, meetings.TASKFORCE, day, SECRETARY)
    assert meetings.cancel(ledger, meetings.TASKFORCE, day, SECRETARY) is None
    assert (meetings.TASKFORCE, day) not in {(one.forum, one.held_on) for one in meetings.meetings(ledger)}
    assert day not in {one.on for one in meetings.coming(ledger, ledger.today)}
    after = read(ledger)[mark]
    assert str(after["status"]) == "CANCELLED"
    assert after["sequence"] > before["sequence"]
    meetings.plan(ledger, meetings.TASKFORCE, day, "Toch", CONTROLLER)
    again = read(ledger)[mark]
    assert (str(again["status"]), str(again["summary"])) == ("CONFIRMED", "Hele taskforce: Toch")
    assert again["sequence"] > after["sequence"]


def test_a_quarter_that_is_closed_early_is_taken_out_of_calendars(ledger):
    closing.give_key(ledger, "2026-Q3", Act.CLOSE, SECRETARY, session="one")
    closing.give_key(ledger, "2026-Q3", Act.CLOSE, CONTROLLER, session="two")
    assert str(read(ledger)["close-2026-Q3@monitoring"]["status"]) == "CANCELLED"


def test_who_may_not_plan_is_told_why_and_nothing_is_written(ledger):
    number, day = ledger.number, datetime.date(2027, 2, 1)
    with pytest.raises(Refused) as refused:
        meetings.plan(ledger, "CLUB", day, "Bel 06 12345678", Person("a Liaison", "POL", ("reader",)))
    assert [one.field for one in refused.value.refusals] == ["called", "planned_for", "forum"]
    assert ledger.number == number
