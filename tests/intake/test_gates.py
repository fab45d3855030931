"""Stage gates: in their turn, on evidence, not while harm is on red; and money that goes before them is a signal."""

from __future__ import annotations

import datetime

import pytest

from monitoring.intake.gates import pass_gate, withdraw_gate
from monitoring.language import Words
from monitoring.person import Person
from monitoring.refusal import Refused
from monitoring.results.gates import CLOSED_BY_HARM, Gate, courses
from monitoring.results.signals import signals
from tests.drawn import given

BZ, AM, COA = Person("Adviser", "BZ"), Person("Lawyer", "AM"), Person("Somebody", "COA")


@pytest.fixture
def ledger(fictional):
    given(fictional, observation="indicator | country | period  | value\nTER-01 | XAA | 2026-Q3 | 10")
    return fictional


def stands(ledger, country: str = "XAF"):
    return next(one for one in courses(ledger, ledger.today) if one.country == country)


def refused(act) -> list[str]:
    with pytest.raises(Refused) as raised:
        act()
    assert all(Words("nl")(one.wrong) and Words("en")(one.right) for one in raised.value.refusals)
    return [one.field for one in raised.value.refusals]


def test_gates_are_passed_one_after_another_on_evidence(ledger):
    assert stands(ledger).next is Gate.LEGAL_BASIS
    assert refused(lambda: pass_gate(ledger, "XAF", Gate.HUMAN_RIGHTS, "check", BZ, red=False)) == ["gate"]
    assert refused(lambda: pass_gate(ledger, "XAF", Gate.LEGAL_BASIS, " ", COA, red=False)) == [
        "evidence",
        "organisation",
    ]
    assert refused(lambda: pass_gate(ledger, "XAF", Gate.LEGAL_BASIS, "j.jansen@example.org", BZ, red=False))
    assert refused(lambda: pass_gate(ledger, "XAB", Gate.LEGAL_BASIS, "treaty", BZ, red=False)) == ["country"]
    for gate in (Gate.LEGAL_BASIS, Gate.HUMAN_RIGHTS):
        pass_gate(ledger, "XAF", gate, f"evidence of {gate}", BZ, red=False)
    assert (stands(ledger).number, stands(ledger).next) == (2, Gate.AGREEMENT)
    assert refused(lambda: pass_gate(ledger, "XAF", Gate.LEGAL_BASIS, "again", BZ, red=False)) == ["gate"]
    assert stands(ledger.at(ledger.number - 1)).number == 1


def test_what_stands_on_a_gate_that_is_withdrawn_is_open_again(ledger):
    for gate in (Gate.LEGAL_BASIS, Gate.HUMAN_RIGHTS, Gate.AGREEMENT):
        pass_gate(ledger, "XAF", gate, "letter", AM, red=False)
    withdraw_gate(ledger, "XAF", Gate.HUMAN_RIGHTS, "The reader withdrew the advice.", BZ)
    assert (stands(ledger).number, stands(ledger).next) == (1, Gate.HUMAN_RIGHTS)
    assert refused(lambda: withdraw_gate(ledger, "XAF", Gate.AGREEMENT, "too", BZ)) == ["gate"]
    pass_gate(ledger, "XAF", Gate.HUMAN_RIGHTS, "A new check.", BZ, red=False)
    assert stands(ledger).number == 3  # the agreement was never withdrawn itself


def test_no_pilot_begins_while_harm_is_on_red(ledger):
    for gate in (Gate.LEGAL_BASIS, Gate.HUMAN_RIGHTS, Gate.AGREEMENT, Gate.READINESS):
        pass_gate(ledger, "XAF", gate, "letter", AM, red=True)
    assert CLOSED_BY_HARM[0] is Gate.PILOT
    assert refused(lambda: pass_gate(ledger, "XAF", Gate.PILOT, "decision", AM, red=True)) == ["gate"]
    pass_gate(ledger, "XAF", Gate.PILOT, "decision", AM, red=False)
    assert stands(ledger).gates[Gate.PILOT].done_on == datetime.date(2026, 10, 28)


def test_money_that_goes_before_the_check_is_a_signal_and_goes_away_with_it(ledger):
    def fired() -> list[str]:
        return [Words("en")(one.sentence) for one in signals(ledger, "2026-Q3") if one.of[:1] == ("gate",)]

    assert fired() == []
    given(
        ledger,
        budget_line="budget_type | project | country | theme | quarter | amount_eur\nAM_NON_ODA | XAF-INN-01 | XAF | INN | 2026-Q3 | 10",
    )
    assert fired() == ["Money is spent, and this is not settled: Legal basis and Human-rights check."]
    pass_gate(ledger, "XAF", Gate.LEGAL_BASIS, "letter", AM, red=False)
    assert fired() == ["Money is spent, and this is not settled: Human-rights check."]
    pass_gate(ledger, "XAF", Gate.HUMAN_RIGHTS, "check", AM, red=False)
    assert fired() == []
