"""What people tell of a theory: refused with every reason, recorded once in one commit, and taken back in one."""

from __future__ import annotations

import datetime
import threading
from dataclasses import replace

import pytest

from monitoring.intake.evidence import CannotTakeBack, record, take_back
from monitoring.language import Words
from monitoring.ledger import Ledger
from monitoring.person import Person
from monitoring.refusal import Refused
from monitoring.results import assumptions
from monitoring.results.assumptions import Learnt, Statement, Test, Verdict
from tests.drawn import given

EN, NL = Words("en"), Words("nl")
DAY = datetime.date(2026, 10, 20)
BZ, AM = Person("Adviser", "BZ"), Person("Adviser", "AM")

A_TEST = Test(
    country="ALL",
    sources="Minutes of May",
    assumption="TER-V02",
    verdict=Verdict.DOUBTFUL,
    evidence="The arrangements stopped after the elections.",
    tested_on=DAY,
    tested_by="DTENV",
    tester_function="account manager",
)
A_STATEMENT = Statement(
    country="ALL",
    sources="Letter of July",
    theme="TER",
    bears_on="TER-L07",
    actor="A ministry",
    change="It answers each request in writing.",
    changed_on=DAY,
    contribution="We asked for it in three talks.",
    significance="Files move on again.",
    intended=True,
    positive=True,
    substantiated_by="AM",
)
A_LESSON = Learnt(
    country="ALL",
    sources="Evaluation",
    question="TER-Q1",
    learnt="Access to training matters to each of them.",
    learnt_on=DAY,
    learnt_by="BZ",
)


@pytest.fixture
def ledger(blank):
    given(blank, ledger_property="name | value \n reference_date | 2026-10-28")
    return blank


def refused(ledger: Ledger, told, person: Person = BZ, reason: str = "Yearly test") -> list[str]:
    before = ledger.number
    with pytest.raises(Refused) as raised:
        record(ledger, told, person, reason)
    assert ledger.number == before
    for one in raised.value.refusals:
        assert "{" not in EN(one.wrong) + NL(one.wrong) + EN(one.right) + NL(one.right)
    return [one.field for one in raised.value.refusals]


@pytest.mark.parametrize("told", [A_TEST, A_STATEMENT, A_LESSON], ids=lambda told: told.table)
def test_what_is_recorded_is_read_back_with_who_and_when(ledger, told):
    made = record(ledger, told, BZ, "Yearly test")
    assert made.number == ledger.number
    read = {"assumption_test": assumptions.tests, "outcome_statement": assumptions.statements}
    assert read.get(told.table, assumptions.learnt)(ledger) == [made]
    assert (made.recorded_by, made.recorded_for, made.recorded_on) == ("Adviser", "BZ", datetime.date(2026, 10, 28))
    [last] = [one for one in ledger.history() if one.number == made.number]
    assert last.reason == "Yearly test"


WRONG = [
    (A_TEST, {"assumption": "TER-V99"}, ["assumption"]),
    (A_TEST, {"assumption": "TER-L01", "country": "XXX"}, ["assumption", "country"]),
    (A_TEST, {"tested_on": datetime.date(2026, 10, 29)}, ["tested_on"]),
    (A_TEST, {"tested_by": "NASA"}, ["tested_by"]),
    (A_TEST, {"evidence": "  "}, ["evidence"]),
    (A_TEST, {"evidence": "ok"}, ["evidence"]),
    (A_TEST, {"evidence": "x" * 1001}, ["evidence"]),
    (A_TEST, {"evidence": "Told by a.jansen@example.org at the talks"}, ["evidence"]),
    (A_TEST, {"sources": " ; ;"}, ["sources"]),
    (A_TEST, {"sources": "Call with +31 6 12345678"}, ["sources"]),
    (A_TEST, {"tester_function": "a.jansen@example.org"}, ["tester_function"]),
    (A_STATEMENT, {"bears_on": "TER-V02"}, ["bears_on"]),
    (A_STATEMENT, {"substantiated_by": "BZ"}, ["substantiated_by"]),
    (A_STATEMENT, {"substantiated_by": "NASA"}, ["substantiated_by"]),
    (A_STATEMENT, {"actor": "", "change": "", "contribution": "", "significance": ""}, ["actor", "change", "contribution", "significance"]),
    (A_STATEMENT, {"changed_on": datetime.date(2027, 1, 1)}, ["changed_on"]),
    (A_LESSON, {"question": "TER-V01"}, ["question"]),
    (A_LESSON, {"learnt": "?", "learnt_by": "?"}, ["learnt_by", "learnt"]),
]  # fmt: skip


@pytest.mark.parametrize(("told", "changed", "fields"), WRONG)
def test_what_is_wrong_is_said_for_each_field_at_once_and_nothing_lands(ledger, told, changed, fields):
    assert refused(ledger, replace(told, **changed)) == fields


def test_without_a_reason_or_a_known_organisation_nothing_lands(ledger):
    assert refused(ledger, A_TEST, reason=" ") == ["reason"]
    assert refused(ledger, A_TEST, Person("Adviser", "NASA")) == ["recorded_for"]


def test_exactly_the_same_is_not_recorded_twice(ledger):
    record(ledger, A_TEST, BZ, "Yearly test")
    assert refused(ledger, A_TEST, Person("Another adviser", "BZ")) == ["number"]
    record(ledger, A_TEST, AM, "Yearly test")  # another organisation says the same
    assert len(assumptions.tests(ledger)) == 2


def test_two_who_record_at_once_both_land_and_the_same_lands_once(ledger):
    told = [A_TEST, replace(A_TEST, verdict=Verdict.HOLDS), A_TEST]
    outcomes: list[str] = []

    def write(one: Test) -> None:
        try:
            outcomes.append(str(record(ledger, one, BZ, "At once").number))
        except Refused:
            outcomes.append("refused")

    threads = [threading.Thread(target=write, args=(one,)) for one in told]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count("refused") == 1
    assert len({*outcomes}) == 3
    assert sorted(one.verdict for one in assumptions.tests(ledger)) == [Verdict.DOUBTFUL, Verdict.HOLDS]


def test_taking_back_leaves_it_as_it_was_and_says_so(ledger):
    made = record(ledger, A_TEST, BZ, "Yearly test")
    number = take_back(ledger, made.number, BZ, "Wrong country")
    assert assumptions.tests(ledger) == []
    assert ledger.rows("select number, undone, reason from undo") == [(number, made.number, "Wrong country")]
    assert assumptions.tests(ledger.at(made.number)) == [made]
    assert record(ledger, A_TEST, BZ, "Yearly test").number == ledger.number  # it may be told again


@pytest.mark.parametrize(
    ("person", "reason", "said"),
    [(AM, "No", "Only they can take it back"), (BZ, " ", "not said why")],
)
def test_only_who_recorded_it_takes_it_back_and_with_a_reason(ledger, person, reason, said):
    made = record(ledger, A_TEST, BZ, "Yearly test")
    with pytest.raises(CannotTakeBack) as raised:
        take_back(ledger, made.number, person, reason)
    assert said in EN(raised.value.message)
    assert assumptions.tests(ledger) == [made]


def test_what_was_taken_back_or_never_there_cannot_be_taken_back(ledger):
    made = record(ledger, A_TEST, BZ, "Yearly test")
    take_back(ledger, made.number, BZ, "Wrong")
    for number, said in ((made.number, "already"), (1, "no test, statement, answer or override")):
        with pytest.raises(CannotTakeBack) as raised:
            take_back(ledger, number, BZ, "Again")
        assert said in EN(raised.value.message)
