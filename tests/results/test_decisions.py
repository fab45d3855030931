"""Decisions: recorded by who may, applied with both keys, looked back on, and never silent."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal

import pytest

from monitoring.language import Words
from monitoring.ledger import held
from monitoring.person import Person
from monitoring.refusal import Refused
from monitoring.results import decisions
from monitoring.results.decisions import (
    Changes,
    Choice,
    Choosing,
    Moved,
    NewTarget,
    Review,
    State,
    Verdict,
    answering,
    decision,
    record,
)
from monitoring.results.signals import Kind, signals
from tests.drawn import given

EN, NL = Words("en"), Words("nl")
QUARTER, TODAY = "2026-Q3", datetime.date(2026, 10, 28)
BZ, AM = Person("Adviser BZ", "BZ"), Person("Adviser AM", "AM")
MEMBER = Person("Adviser DT&V", "DTENV")

BEHIND = """
    indicator | country | period  | value
    TER-01    | XAA     | 2026-Q1 | 10
    TER-01    | XAA     | 2026-Q2 | 10
    TER-01    | XAA     | 2026-Q3 | 10
"""
PLANNED = """
    indicator | country | period  | kind   | value
    TER-01    | XAA     | 2026    | target | 100
    TER-01    | XAA     | 2027    | target | 120
"""


@pytest.fixture
def ledger(blank):
    given(
        blank,
        observation=BEHIND,
        target=PLANNED,
        ledger_property="name | value \n reference_date | 2026-10-28",
    )
    return blank


def asked(ledger, **more) -> Choosing:
    with held(ledger) as present:
        [one] = [each for each in signals(present, QUARTER) if each.kind is Kind.BEHIND]
    given = {
        "quarter": QUARTER,
        "country": "XAA",
        "theme": "TER",
        "choice": Choice.REFINE,
        "reason": "The advice starts too late.",
        "forum": "CORE_TEAM",
        "decided_on": TODAY,
        "owner": "DTENV",
        "due_on": TODAY + datetime.timedelta(days=30),
        "look_back_on": datetime.date(2027, 4, 15),
        "signals": (decisions.answered(one, NL, EN),),
        "figures": tuple(decisions.figures(ledger, [one], QUARTER)),
    }
    return Choosing(**(given | more))


def move_to(ledger, day: str) -> None:
    given(ledger, ledger_property=f"name | value \n reference_date | {day}")


def refused(work) -> list[str]:
    with pytest.raises(Refused) as raised:
        work()
    assert all(EN(one.wrong) and NL(one.right) for one in raised.value.refusals)
    return [one.field for one in raised.value.refusals]


def a_look_back(**more) -> Review:
    return replace(Review(0, "2027-Q1", "", "", TODAY, Verdict.RIGHT, "It rose."), **more)


def test_a_decision_keeps_the_signal_as_it_was_read_and_the_figures_as_they_stood(ledger):
    made = record(ledger, asked(ledger), BZ, red=False)
    assert made == decision(ledger, ledger.number)
    assert made.number == ledger.number
    [signal] = made.chosen.signals
    assert signal.signal.startswith("behind~TER-01")
    assert signal.said.nl != signal.said.en
    [figure] = made.chosen.figures
    assert (figure.measure, figure.country, figure.value, figure.status) == ("TER-01", "XAA", 10, "behind")
    assert made.state(TODAY) is State.IN_HAND
    assert ledger.history()[0].reason == "The advice starts too late."


def test_nothing_is_recorded_where_anything_stands_against_it_and_every_reason_is_told(ledger):
    number = ledger.number
    wrong = asked(ledger, reason=" ", look_back_on=TODAY, due_on=TODAY, choice=Choice.STOP, political=True)
    assert refused(lambda: record(ledger, wrong, MEMBER, red=False)) == [
        "recorded_for",
        "forum",
        "political",
        "look_back_on",
        "reason",
    ]
    assert ledger.number == number
    assert not decisions.decisions(ledger)


PERSONAL = "Mail j.jansen@example.org about it"


def test_personal_data_land_in_no_decision_whoever_asks(ledger):
    number = ledger.number
    of_it = asked(ledger, reason=PERSONAL, owner_function="06 12345678")
    assert refused(lambda: record(ledger, of_it, BZ, red=False)) == ["reason", "owner"]
    assert ledger.number == number
    one = record(ledger, asked(ledger), BZ, red=False)
    assert refused(lambda: decisions.carried_out(ledger, one.number, MEMBER, PERSONAL)) == ["reason"]
    assert refused(lambda: decisions.withdraw(ledger, one.number, BZ, PERSONAL)) == ["reason"]
    decisions.carried_out(ledger, one.number, MEMBER, "Advice starts at once.")
    for texts in ({"happened": PERSONAL}, {"learnt": PERSONAL}):
        assert refused(lambda texts=texts: decisions.look_back(ledger, one.number, BZ, a_look_back(**texts))) == [
            *texts
        ]
    assert ledger.number == one.number + 1


@pytest.mark.parametrize(
    ("forum", "choice", "red", "may"),
    [
        ("CORE_TEAM", Choice.CONTINUE, False, True),
        ("CORE_TEAM", Choice.CONTINUE, True, False),
        ("CORE_TEAM", Choice.PAUSE, True, True),
        ("DG_MEETING", Choice.CONTINUE, True, True),
        ("DG_MEETING", Choice.SCALE_UP, False, True),
        ("DG_MEETING", Choice.SCALE_UP, True, False),
        ("DG_MEETING", Choice.STOP, False, False),
        ("AC_AM", Choice.STOP, False, True),
        ("ONDERRAAD", Choice.SCALE_UP, True, False),
        ("", Choice.REFINE, False, False),
    ],
)
def test_each_forum_has_powers_of_its_own_and_fewer_under_red(ledger, forum, choice, red, may):
    one = asked(ledger, forum=forum, choice=choice)
    if may:
        assert record(ledger, one, AM, red=red).chosen.forum == forum
    else:
        assert refused(lambda: record(ledger, one, AM, red=red)) == ["forum"]


def test_a_target_changes_only_with_the_second_key_of_another_person_and_ministry(ledger):
    target = NewTarget("TER-01", "XAA", "2026", Decimal(60))
    made = record(ledger, asked(ledger, changes=Changes.TARGET, targets=(target,)), BZ, red=False)
    assert (made.missing_keys, made.state(TODAY)) == (("AM",), State.NEEDS_KEY)
    assert made.chosen.targets[0].former == 100
    assert not ledger.rows("from target where revision > 0")

    assert refused(lambda: decisions.give_key(ledger, made.number, BZ, "again")) == ["key"]
    assert refused(lambda: decisions.give_key(ledger, made.number, MEMBER, "me too")) == ["key"]
    assert refused(lambda: decisions.give_key(ledger, made.number, Person("adviser bz", "AM"), "same one")) == ["key"]
    done = decisions.give_key(ledger, made.number, AM, "Agreed with the country desk.")
    assert done == decision(ledger, made.number)
    assert (done.state(TODAY), done.chosen.targets[0].revision) == (State.DONE, 1)
    assert ledger.rows("select period, revision, value, valid_from, reason from target order by period, revision") == [
        ("2026", 0, 100, None, None),
        ("2026", 1, 60, datetime.date(2026, 10, 29), f"{made.number}: The advice starts too late."),
        ("2027", 0, 120, None, None),
    ]
    assert refused(lambda: decisions.give_key(ledger, made.number, AM, "once more")) == ["key"]
    assert refused(lambda: decisions.withdraw(ledger, made.number, BZ, "no")) == ["state"]


def test_what_was_expected_of_a_quarter_that_is_over_stays_when_the_target_changes(ledger):
    def expected():
        return ledger.rows(
            "select period, expected, original_target, target from result where indicator = 'TER-01' and country = 'XAA' "
            "and period in ('2026-Q3', '2026-Q4') order by period"
        )

    before = expected()
    target = NewTarget("TER-01", "XAA", "2026", Decimal(60))
    made = record(ledger, asked(ledger, changes=Changes.TARGET, targets=(target,)), BZ, red=False)
    assert expected() == before
    decisions.give_key(ledger, made.number, AM, "Agreed.")
    assert expected() == before
    move_to(ledger, "2026-10-29")
    after = expected()
    assert after[0] == before[0]
    assert after[1][2:] == (100, 60)


def test_later_points_of_the_path_stay_when_one_in_the_middle_changes(blank):
    given(
        blank,
        observation="indicator | country | period  | numerator | denominator\nTER-03 | XAA | 2026-Q3 | 10 | 100",
        target="""
            indicator | country | period  | kind      | value
            TER-03    | XAA     | 2025-Q4 | baseline  | 10
            TER-03    | XAA     | 2026-Q4 | target    | 50
            TER-03    | XAA     | 2027-Q2 | milestone | 60
            TER-03    | XAA     | 2027-Q4 | target    | 70
        """,
        ledger_property="name | value \n reference_date | 2026-10-28",
    )
    new = NewTarget("TER-03", "XAA", "2026-Q4", Decimal(40))
    made = record(blank, asked(blank, changes=Changes.TARGET, targets=(new,)), BZ, red=False)
    decisions.give_key(blank, made.number, AM, "Agreed.")
    assert blank.rows("select period, kind, value from target where revision = 1 order by period") == [
        ("2026-Q4", "target", 40),
        ("2027-Q2", "milestone", 60),
        ("2027-Q4", "target", 70),
    ]
    assert decisions.in_force(blank, "TER-03", "XAA") == {"2026-Q4": 40, "2027-Q4": 70}


def test_a_target_that_is_not_there_or_does_not_change_is_refused(ledger):
    for new in (NewTarget("TER-01", "XAA", "2030", Decimal(60)), NewTarget("TER-01", "XAA", "2026", Decimal(100))):
        one = asked(ledger, changes=Changes.TARGET, targets=(new,))
        assert refused(lambda one=one: record(ledger, one, BZ, red=False)) == ["targets"]
    assert refused(lambda: record(ledger, asked(ledger, changes=Changes.TARGET), BZ, red=False)) == ["targets"]


def test_a_decision_is_carried_out_falls_due_and_is_looked_back_on(ledger):
    made = record(ledger, asked(ledger), BZ, red=False)
    assert refused(lambda: decisions.look_back(ledger, made.number, BZ, a_look_back())) == ["state"]
    move_to(ledger, "2026-12-01")
    assert decision(ledger, made.number).state(ledger.today) is State.OVERDUE
    assert refused(lambda: decisions.carried_out(ledger, made.number, Person("x", "COA"), "done")) == ["owner"]
    assert decisions.carried_out(ledger, made.number, MEMBER, "Earlier talks.").state(ledger.today) is State.DONE
    move_to(ledger, "2027-04-15")
    given(ledger, observation="indicator | country | period  | value\nTER-01 | XAA | 2027-Q1 | 30")
    [figure] = decisions.since(ledger, decision(ledger, made.number), "2027-Q1")
    assert (figure.then.value, figure.now.value, figure.moved) == (10, 30, Moved.BETTER)
    assert figure.course[-1] == ("2027-Q1", 30)

    early = a_look_back(verdict=Verdict.TOO_EARLY)
    assert refused(lambda: decisions.look_back(ledger, made.number, BZ, early)) == ["again_on"]
    later = replace(early, again_on=datetime.date(2027, 7, 15))
    assert decisions.look_back(ledger, made.number, BZ, later).state(ledger.today) is State.DONE
    move_to(ledger, "2027-07-15")
    assert decision(ledger, made.number).state(ledger.today) is State.LOOK_BACK_DUE
    assert refused(lambda: decisions.look_back(ledger, made.number, MEMBER, a_look_back())) == ["recorded_for"]
    assert refused(lambda: decisions.look_back(ledger, made.number, BZ, a_look_back(happened=" "))) == ["happened"]
    done = decisions.look_back(ledger, made.number, BZ, a_look_back())
    assert (done.state(ledger.today), len(done.reviews)) == (State.LOOKED_BACK, 2)
    assert done == decision(ledger, made.number)


def test_a_signal_is_answered_until_its_decision_is_looked_back_on_or_withdrawn(ledger):
    first = record(ledger, asked(ledger), BZ, red=False)
    [signal] = [one.signal for one in first.chosen.signals]
    assert answering(decisions.decisions(ledger), TODAY)[signal].number == first.number
    second = record(ledger, asked(ledger, choice=Choice.PAUSE), BZ, red=False)
    assert answering(decisions.decisions(ledger), TODAY)[signal].number == second.number
    assert refused(lambda: decisions.withdraw(ledger, second.number, MEMBER, "no")) == ["recorded_for"]
    decisions.withdraw(ledger, second.number, AM, "The wrong country.")
    assert answering(decisions.decisions(ledger), TODAY)[signal].number == first.number
    assert refused(lambda: decisions.withdraw(ledger, second.number, AM, "twice")) == ["state"]
    assert refused(lambda: decisions.withdraw(ledger, 999, AM, "which?")) == ["number"]


def test_a_past_state_knows_no_later_decision(ledger):
    before = ledger.number
    record(ledger, asked(ledger), BZ, red=False)
    assert not decisions.decisions(ledger.at(before))


def test_a_decision_and_a_target_that_meanwhile_changed_meet_in_the_commit(ledger):
    target = NewTarget("TER-01", "XAA", "2026", Decimal(60))
    one = asked(ledger, changes=Changes.TARGET, targets=(target,))
    given(
        ledger,
        target="indicator | country | period | kind | revision | value | valid_from | reason\n"
        "TER-01 | XAA | 2026 | target | 1 | 60 | 2026-10-01 | earlier",
    )
    assert refused(lambda: record(ledger, one, BZ, red=False)) == ["targets"]


def test_harm_on_red_is_known_by_country_and_theme(example_ledger):
    assert decisions.red(example_ledger, QUARTER, "XAB", "TER")
    assert decisions.red(example_ledger, QUARTER, "ALL", "ALL")
    assert not decisions.red(example_ledger, QUARTER, "XAC", "SMO")


def test_a_version_of_a_theory_is_adopted_by_both_ministries_and_by_nobody_alone(ledger):
    made = record(ledger, asked(ledger, changes=Changes.THEORY, changes_what="TER 1"), BZ, red=False)
    assert decisions.adopted(ledger) == {}
    decisions.give_key(ledger, made.number, AM, "We adopt it together.")
    assert decisions.adopted(ledger).keys() == {"TER 1"}
    assert decisions.adopted(ledger)["TER 1"].number == made.number
    assert decisions.adopted(ledger.at(made.number)) == {}
