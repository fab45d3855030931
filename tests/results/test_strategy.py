"""Strategy tests: an agenda made from the data, outcomes that are kept, and a text to go on writing in."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from monitoring.language import Words
from monitoring.person import Person
from monitoring.refusal import Refused
from monitoring.results import strategy
from monitoring.results.assumptions import AssumptionState
from monitoring.results.strategy import Outcome, StrategyTest

EN = Words("en")
QUARTER = "2026-Q3"
ONE = StrategyTest(
    "TER",
    1,
    QUARTER,
    datetime.date(2026, 10, 1),
    "DG_MEETING",
    Outcome.DROP,
    "Leave TER-L11 out.",
    "Never seen.",
    "TER-L11",
)


@pytest.fixture(scope="module")
def found(example_ledger) -> dict[str, strategy.Agenda]:
    return {one.theory.code: one for one in strategy.agendas(example_ledger, QUARTER)}


def test_every_theory_that_counts_has_an_agenda_and_reception_has_none(found):
    assert list(found) == ["IRR", "TER", "HAN", "SMO", "INN"]


def test_only_what_is_not_known_to_hold_is_to_be_tested_and_what_nobody_looked_at_comes_first(found):
    states = [standing.state for _, standing in found["TER"].to_test]
    assert states and AssumptionState.HOLDS not in states
    assert states == sorted(states, key=list(strategy.agenda.FIRST_TO_TEST).index)


def test_what_began_since_the_last_test_stands_apart_from_what_was_there(found):
    one = found["TER"]
    assert one.last is not None and one.since == datetime.date(2026, 6, 30)
    assert all((case.lead.since or case.lead.quarter) >= "2026-Q3" for case in one.new)
    assert any(case.lead.kind.value == "theory_in_question" for case in one.still)
    assert one.due_on == datetime.date(2026, 9, 30) and one.overdue(datetime.date(2026, 10, 28))
    never = found["SMO"]
    assert never.last is None and not never.still and never.overdue(never.since)


def test_decisions_under_way_and_learning_questions_are_on_it(found):
    assert found["TER"].open_decisions
    assert all(one.chosen.theme == "TER" for one in found["TER"].open_decisions)
    assert [question.code for question, _ in found["TER"].questions]


def test_an_outcome_is_recorded_by_the_core_team_with_what_changes(blank):
    blank_day = blank.today
    one = replace(ONE, held_on=blank_day)
    with pytest.raises(Refused):
        strategy.record(blank, one, Person("An", "COA"))
    with pytest.raises(Refused):
        strategy.record(blank, replace(one, change=" "), Person("An", "BZ"))
    with pytest.raises(Refused):
        strategy.record(blank, replace(one, held_on=blank_day + datetime.timedelta(days=1)), Person("An", "BZ"))
    with pytest.raises(Refused):
        strategy.record(blank, replace(one, change="Ask j.jansen@example.org first."), Person("An", "BZ"))
    assert not strategy.held(blank)
    made = strategy.record(blank, one, Person("An", "BZ"))
    assert strategy.held(blank, "TER") == [made]
    assert not strategy.held(blank, "IRR") and not strategy.held(blank.at(made.number - 1))


def test_the_next_version_is_a_draft_that_can_be_read_with_what_was_asked_above_it(blank):
    text = strategy.next_version(
        strategy.source(blank, "TER", 1), 2, datetime.date(2027, 1, 1), [ONE, replace(ONE, outcome=Outcome.KEEP)]
    )
    assert text.startswith("# 2026-10-01 drop TER-L11: Leave TER-L11 out. (Never seen.)\n")
    assert text.count("\n# 2026-10-01") == 0  # what is kept asks nothing
    assert "\nversion: 2\n" in text and "\nstatus: draft\n" in text and "\nvalid_from: 2027-01-01\n" in text


def test_an_empty_ledger_has_agendas_of_what_nobody_tested(blank):
    quarter = "2026-Q3"
    found = strategy.agendas(blank, quarter)
    assert all(not one.new and len(one.to_test) == len(one.theory.assumptions) for one in found)
