"""The register of incidents: reporting is easy, closing takes two, nothing is lost, and what was written does not leak."""

from __future__ import annotations

import datetime
import threading

import pytest

from monitoring.intake.incidents import Change, Report, change, report, state_known
from monitoring.intake.undo import CannotUndo, undo
from monitoring.ledger.select import Refused as CannotAsk
from monitoring.ledger.select import select
from monitoring.person import Person
from monitoring.refusal import Refused
from monitoring.results import incidents as register
from monitoring.results.incidents import Deed, State
from tests.drawn import given

SECRET = "A returnee was beaten at arrival by the guards of post seven"
DTENV, BZ, AM = Person("Adviser", "DTENV"), Person("Secretary", "BZ"), Person("Coordinator", "AM")
SECOND = Person("Legal adviser", "AM")
POLICE = Person("Liaison", "POL")


def asked(**more) -> Report:
    return Report(
        **{
            "country": "MAR",
            "theme": "TER",
            "harm": "H02",
            "severity": "moderate",
            "happened_in": "2026-Q3",
            "happened": SECRET,
            **more,
        }
    )


@pytest.fixture
def ledger(blank):
    given(blank, ledger_property="name | value \n reference_date | 2026-10-28")
    return blank


def fields(refused) -> list[str]:
    return [one.field for one in refused.value.refusals]


def answered(ledger, *, severity: str = "moderate") -> int:
    """An incident of which the owner, AM, recorded the outcome."""
    number = report(ledger, asked(severity=severity), DTENV).number
    change(ledger, number, Change(Deed.ASSIGN, owner="AM"), BZ)
    change(ledger, number, Change(Deed.INQUIRE), AM)
    change(ledger, number, Change(Deed.ANSWER, outcome="The guards were moved.", evidence="Letter of 2 October."), AM)
    return number


# Reporting


def test_any_member_reports_and_the_clock_of_the_severity_starts(ledger):
    one = report(ledger, asked(severity="critical"), POLICE)
    assert (one.number, one.reported_for, one.state) == (ledger.number, "POL", State.REPORTED)
    assert one.deadline == datetime.date(2026, 11, 11)
    assert register.incident(ledger, one.number) == one


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"happened": "bad"}, "happened"),
        ({"happened": "Call 06 12345678 for the rest of the story"}, "happened"),
        ({"happened": "His number is BSN 111222333, he was beaten"}, "happened"),
        ({"measures": "Mailed j.jansen@example.org about it"}, "measures"),
        ({"actor": "J. Jansen"}, "actor"),
        ({"country": "XXX"}, "country"),
        ({"theme": ""}, "theme"),
        ({"harm": "H17"}, "harm"),
        ({"severity": "huge"}, "severity"),
        ({"happened_in": "2027-Q1"}, "happened_in"),
        ({"happened_in": "some day"}, "happened_in"),
        ({"project": "NO-SUCH"}, "project"),
        ({"happened": "x" * 5000}, "happened"),
    ],
)
def test_what_cannot_be_reported_names_its_field_and_says_what_to_write_instead(ledger, wrong, field):
    before = ledger.number
    with pytest.raises(Refused) as refused:
        report(ledger, asked(**wrong), DTENV)
    assert fields(refused) == [field]
    assert all(one.right.key for one in refused.value.refusals)
    assert ledger.number == before


def test_everything_that_is_wrong_is_said_at_once(ledger):
    with pytest.raises(Refused) as refused:
        report(ledger, Report("", "", "", "", "", ""), Person(" ", "NOBODY"))
    assert fields(refused) == ["by", "country", "theme", "harm", "severity", "organisation", "happened_in", "happened"]


def test_what_was_found_in_a_text_is_not_repeated(ledger):
    with pytest.raises(Refused) as refused:
        report(ledger, asked(happened="Write to j.jansen@example.org about the beating"), DTENV)
    assert "jansen" not in repr(refused.value.refusals)


# Closing takes two


def test_an_incident_is_not_closed_alone_nor_under_the_same_name_otherwise_typed(ledger):
    number = answered(ledger)
    for who in (AM, Person("  coordinator ", "AM"), Person("COORDINATOR", "BZ")):
        with pytest.raises(Refused) as refused:
            change(ledger, number, Change(Deed.CLOSE), who)
        assert fields(refused) == ["by"]
    assert change(ledger, number, Change(Deed.CLOSE), SECOND).state is State.CLOSED
    assert register.incident(ledger, number).closed_on == datetime.date(2026, 10, 28)


def test_what_is_grave_is_closed_by_another_organisation_also_after_it_was_judged_less_grave(ledger):
    number = report(ledger, asked(severity="serious"), DTENV).number
    change(ledger, number, Change(Deed.ASSIGN, owner="AM"), BZ)
    change(ledger, number, Change(Deed.INQUIRE), AM)
    change(ledger, number, Change(Deed.JUDGE, severity="minor", remark="Less grave than thought."), AM)
    change(ledger, number, Change(Deed.ANSWER, outcome="Nothing was found.", evidence="Report of a visit."), AM)
    with pytest.raises(Refused) as refused:
        change(ledger, number, Change(Deed.CLOSE), SECOND)
    assert fields(refused) == ["organisation"]
    assert change(ledger, number, Change(Deed.CLOSE), DTENV).state is State.CLOSED


@pytest.mark.parametrize(("outcome", "evidence", "lacking"), [("", "x", ["outcome"]), ("x", " ", ["evidence"])])
def test_without_outcome_and_evidence_there_is_nothing_to_close(ledger, outcome, evidence, lacking):
    number = report(ledger, asked(), DTENV).number
    change(ledger, number, Change(Deed.ASSIGN, owner="AM"), BZ)
    change(ledger, number, Change(Deed.INQUIRE), AM)
    with pytest.raises(Refused) as refused:
        change(ledger, number, Change(Deed.ANSWER, outcome=outcome, evidence=evidence), AM)
    assert fields(refused) == lacking
    with pytest.raises(Refused):
        change(ledger, number, Change(Deed.CLOSE), SECOND)


def test_opening_again_needs_a_reason_and_starts_the_clock_anew(ledger):
    number = answered(ledger)
    change(ledger, number, Change(Deed.CLOSE), SECOND, on=datetime.date(2026, 10, 20))
    with pytest.raises(Refused) as refused:
        change(ledger, number, Change(Deed.REOPEN), DTENV)
    assert fields(refused) == ["remark"]
    one = change(ledger, number, Change(Deed.REOPEN, remark="It happened again."), DTENV)
    assert (one.state, one.deadline) == (State.UNDER_INQUIRY, datetime.date(2026, 12, 12))
    assert register.incident(ledger, number).reopened == 1


# Who may


def test_others_do_nothing_with_it_and_who_reported_adds_but_does_not_judge(ledger):
    number = report(ledger, asked(), DTENV).number
    for deed in (Change(Deed.NOTE, remark="me too"), Change(Deed.ASSIGN, owner="POL")):
        with pytest.raises(Refused) as refused:
            change(ledger, number, deed, POLICE)
        assert fields(refused) == ["organisation"]
    change(ledger, number, Change(Deed.NOTE, remark="Heard it from another one."), DTENV)
    with pytest.raises(Refused):
        change(ledger, number, Change(Deed.JUDGE, credibility="refuted", remark="no"), DTENV)


@pytest.mark.parametrize("lighter", [{"credibility": "refuted"}, {"severity": "minor"}])
def test_who_answers_for_what_caps_a_headline_does_not_lift_that(ledger, lighter):
    number = report(ledger, asked(severity="serious"), DTENV).number
    change(ledger, number, Change(Deed.ASSIGN, owner="AM"), BZ)
    change(ledger, number, Change(Deed.JUDGE, credibility="substantiated", remark="Seen by a monitor."), AM)
    lift = Change(Deed.JUDGE, remark="Not so after all.", **lighter)
    for way in (lift, Change(Deed.TAKE_BACK)):
        with pytest.raises(Refused) as refused:
            change(ledger, number, way, AM)
        assert fields(refused) == ["organisation"]
    change(ledger, number, Change(Deed.ASSIGN, owner="DTENV"), AM)  # handing it on opens no way out
    with pytest.raises(Refused) as refused:
        change(ledger, number, lift, AM)
    assert fields(refused) == ["organisation"]
    assert register.incident(ledger, number).caps
    change(ledger, number, lift, BZ)
    assert not register.incident(ledger, number).caps


def test_who_answers_judges_what_stays_grave_or_caps_nothing(ledger):
    number = report(ledger, asked(severity="serious"), DTENV).number
    change(ledger, number, Change(Deed.ASSIGN, owner="AM"), BZ)
    change(ledger, number, Change(Deed.JUDGE, credibility="refuted", remark="It was another post."), AM)
    change(ledger, number, Change(Deed.JUDGE, credibility="substantiated", remark="It was this post."), AM)
    assert change(ledger, number, Change(Deed.JUDGE, severity="critical", remark="Worse."), AM).severity == "critical"


def test_a_change_is_taken_back_by_who_made_it_and_a_report_never(ledger):
    number = report(ledger, asked(), DTENV).number
    with pytest.raises(Refused):
        change(ledger, number, Change(Deed.TAKE_BACK), DTENV)
    change(ledger, number, Change(Deed.JUDGE, severity="minor", remark="Less grave."), BZ)
    with pytest.raises(Refused) as refused:
        change(ledger, number, Change(Deed.TAKE_BACK), DTENV)
    assert fields(refused) == ["organisation"]
    one = change(ledger, number, Change(Deed.TAKE_BACK), BZ)
    assert (one.severity, one.deadline) == ("moderate", datetime.date(2026, 12, 12))
    assert [step.deed for step in register.steps(ledger, number)] == [Deed.REPORT, Deed.JUDGE, Deed.TAKE_BACK]


def test_a_closing_and_a_report_are_not_undone_as_a_submission_is(ledger):
    number = report(ledger, asked(), DTENV).number
    with pytest.raises(CannotUndo):
        undo(ledger, number, DTENV, "gone")
    assert register.incident(ledger, number)


def test_of_two_who_close_at_once_the_second_is_told(ledger):
    number, told = answered(ledger), []

    def close(who: Person) -> None:
        try:
            told.append(change(ledger, number, Change(Deed.CLOSE), who).state)
        except Refused as refused:
            told.append(refused.refusals[0].field)

    both = [threading.Thread(target=close, args=(who,)) for who in (SECOND, DTENV)]
    [one.start() for one in both]
    [one.join() for one in both]
    assert sorted(map(str, told)) == ["closed", "deed"]
    assert [step.deed for step in register.steps(ledger, number)].count(Deed.CLOSE) == 1


def test_two_who_report_at_once_get_two_numbers(ledger):
    numbers = []
    both = [threading.Thread(target=lambda: numbers.append(report(ledger, asked(), DTENV).number)) for _ in range(4)]
    [one.start() for one in both]
    [one.join() for one in both]
    assert len(set(numbers)) == 4 == len(register.incidents(ledger))


# What was written


def test_what_was_written_is_read_by_owner_reporter_and_core_team_alone(ledger):
    number = answered(ledger)
    one = register.incident(ledger, number)
    for who in (DTENV, AM, BZ):
        assert register.texts(ledger, one, who).happened == SECRET
    assert register.texts(ledger, one, POLICE) is None


@pytest.mark.parametrize(
    "query",
    [
        "from incident_text",
        "from INCIDENT_TEXT",
        'from "incident_text"',
        "from memory.incident_text",
        "from memory.main.incident_text",
        "from lake.main.incident_text",
        "from main.incident_text",
        "from memory.held.incident_text",
        "with a as (from incident_text) from a",
        "with incident_text as (from incident_text) from incident_text",
        "select (select any_value(happened) from incident_text)",
        "select 1 where exists (from incident_text where happened like '%guard%')",
        "from incident i join incident_text t on t.incident = i.number",
        "from incident_on(today())",
        "from query_table('incident_text')",
        "from query('from incident_text')",
        "select happened::int from incident_text",
        "from incident, lateral (from incident_text)",
        "from table_changes('incident_text', 0, 100)",
    ],
)
def test_no_query_reads_what_was_written(ledger, query):
    answered(ledger)
    with pytest.raises(CannotAsk) as refused:
        select(ledger, query)
    assert "beaten" not in str(refused.value.message)


def test_no_table_view_nor_commit_that_everybody_reads_holds_what_was_written(ledger):
    answered(ledger)
    names = [
        name
        for (name,) in ledger.rows(
            "select view_name from duckdb_views() where database_name = 'memory' and not internal"
        )
    ]
    for name in set(names) - {"incident_text"}:
        assert "beaten" not in str(ledger.rows(f"from {name}")), name
    assert "beaten" not in str(ledger.history())
    assert {one.reason for one in ledger.history()} >= {"Incident reported"}
    everything = "".join(
        str(select(ledger, f"from {name}").to_pylist()) for name in ("incident", "incident_step", "incident_state")
    )
    assert "beaten" not in everything


def test_a_past_state_knows_no_more_than_it_did_and_holds_back_the_same(ledger):
    number = answered(ledger)
    then = ledger.at(number)
    one = register.incident(then, number)
    assert (one.state, one.owner) == (State.REPORTED, None)
    assert register.texts(then, one, POLICE) is None
    assert register.texts(then, one, DTENV).outcome is None
    assert register.incidents(ledger.at(number - 1)) == []


# Known and registered


def test_ten_known_against_one_registered_is_nine_missing_and_nobody_makes_up_for_it(ledger):
    report(ledger, asked(), DTENV, on=datetime.date(2026, 9, 1))
    for _ in range(3):
        report(ledger, asked(), BZ, on=datetime.date(2026, 8, 1))
    state_known(ledger, "2026-Q3", 10, DTENV)
    state_known(ledger, "2026-Q3", 1, BZ)
    found = register.reconciled(ledger, "2026-Q3")
    assert [(one.member, one.known, one.registered, one.missing) for one in found[:2]] == [
        ("DTENV", 10, 1, 9),
        ("BZ", 1, 3, 0),
    ]
    all_of = register.total(found)
    assert (all_of.known, all_of.registered, all_of.missing, all_of.stated) == (11, 4, 9, 2)
    assert register.total(register.reconciled(ledger, "2026-Q2")).stated == 0


def test_stating_anew_replaces_and_stating_the_same_makes_no_commit(ledger):
    assert state_known(ledger, "2026-Q3", 4, DTENV)
    assert state_known(ledger, "2026-Q3", 4, DTENV) is None
    first = ledger.number
    state_known(ledger, "2026-Q3", 2, DTENV)
    assert register.reconciled(ledger, "2026-Q3")[0].known == 2
    assert register.reconciled(ledger.at(first), "2026-Q3")[0].known == 4


@pytest.mark.parametrize(
    ("quarter", "number", "person", "field"),
    [
        ("2026-13", 1, DTENV, "quarter"),
        ("2027-Q1", 1, DTENV, "quarter"),
        ("2026-Q3", -1, DTENV, "known"),
        ("2026-Q3", 1, Person("A", "NOBODY"), "organisation"),
        ("2026-Q3", 1, Person("", "DTENV"), "by"),
    ],
)
def test_what_cannot_be_stated_names_its_field(ledger, quarter, number, person, field):
    with pytest.raises(Refused) as refused:
        state_known(ledger, quarter, number, person)
    assert fields(refused) == [field]


def test_an_empty_register_answers(ledger):
    assert register.incidents(ledger) == []
    assert register.incident(ledger, 1) is None
    assert register.at(ledger, "2026-Q3") == (None, [])
    assert register.capping(ledger, "2026-Q3") == set()
    with pytest.raises(Refused) as refused:
        change(ledger, 1, Change(Deed.NOTE, remark="x"), BZ)
    assert fields(refused) == ["number"]
