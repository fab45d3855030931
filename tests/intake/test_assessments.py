"""Supported bodies: stated by who holds the project, assessed by the core team, and no payment without a valid assessment."""

from __future__ import annotations

import datetime

import pytest

from monitoring.intake.assessments import Assessing, Support, assess, end_support, state_support
from monitoring.intake.finding import Severity as Gravity
from monitoring.language import Words
from monitoring.person import Person
from monitoring.refusal import Refused
from monitoring.results.assessments import Standing, supported
from monitoring.results.signals import Severity, signals
from tests.drawn import given
from tests.intake.sheets import AMOUNT, Sheet

BZ, POLICE = Person("Adviser", "BZ"), Person("Liaison", "POL")
GUARD = Support("XAB-TER-02", "Border guard Belmora", "border_guard", "training", "XAB")
FOUND = Assessing("Border guard Belmora", "XAB", "low", "No complaints in three years.")
TODAY = datetime.date(2026, 10, 28)
SPENT = {"project": GUARD.project, "country": "Belmora", "theme": "TER"}


@pytest.fixture
def ledger(fictional):
    given(fictional, observation="indicator | country | period | value\nTER-H1 | XAB | 2026-Q3 | 0")
    return fictional


def fields(refused) -> list[str]:
    return [one.field for one in refused.value.refusals]


def now(ledger) -> Standing:
    [one] = supported(ledger)
    return one.standing(TODAY)


def test_support_is_missing_its_assessment_until_there_is_one_and_again_when_it_expired(ledger):
    state_support(ledger, GUARD, BZ)
    assert now(ledger) is Standing.MISSING
    assess(ledger, FOUND, BZ, on=datetime.date(2025, 3, 1))
    assert now(ledger) is Standing.EXPIRED
    assess(ledger, FOUND, BZ)
    assert now(ledger) is Standing.VALID
    assert supported(ledger)[0].assessment.valid_until == datetime.date(2027, 10, 28)
    assert [one.standing(TODAY) for one in supported(ledger.at(ledger.number - 1))] == [Standing.EXPIRED]


def test_a_supported_body_without_a_valid_assessment_cannot_wait(ledger):
    state_support(ledger, GUARD, BZ)
    [one] = [one for one in signals(ledger, "2026-Q3") if one.of[0] == "assessment"]
    assert (one.severity, one.country, one.theme) == (Severity.HIGH, "XAB", "TER")
    assess(ledger, FOUND, BZ)
    assert not [one for one in signals(ledger, "2026-Q3") if one.of[0] == "assessment"]


def test_the_last_assessment_holds_and_one_that_holds_payment_says_so(ledger):
    state_support(ledger, GUARD, BZ)
    assess(ledger, FOUND, BZ, on=datetime.date(2026, 9, 1))
    grave = Assessing(
        *(
            FOUND.actor,
            "XAB",
            "unacceptable",
            "Killings.",
            "dg",
            True,
            "Support stops.",
            "BZ",
            datetime.date(2026, 12, 1),
        )
    )
    assess(ledger, grave, BZ)
    assert now(ledger) is Standing.HELD


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"findings": " "}, "findings"),
        ({"findings": "Ask j.jansen@example.org"}, "findings"),
        ({"actor": "J. Jansen"}, "actor"),
        ({"country": "XXX"}, "country"),
        ({"risk": "some"}, "risk"),
        ({"valid_until": datetime.date(2028, 1, 1)}, "valid_until"),
        ({"mitigation_owner": "NOBODY"}, "mitigation_owner"),
        ({"level": "nobody"}, "level"),
    ],
)
def test_what_cannot_be_recorded_names_its_field(ledger, changed, field):
    with pytest.raises(Refused) as refused:
        assess(ledger, Assessing(**(vars(FOUND) | changed)), BZ)
    assert fields(refused) == [field]


def test_a_high_risk_needs_a_measure_and_the_directors_general_and_what_is_unacceptable_a_hold(ledger):
    with pytest.raises(Refused) as refused:
        assess(ledger, Assessing(FOUND.actor, "XAB", "unacceptable", "Killings."), BZ)
    assert fields(refused) == ["mitigation", "level", "hold"]


def test_only_the_core_team_assesses_and_only_holder_and_core_team_state_support(ledger):
    for act in (
        lambda: assess(ledger, FOUND, POLICE),
        lambda: state_support(ledger, GUARD, POLICE),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert fields(refused) == ["organisation"]
    with pytest.raises(Refused) as refused:
        state_support(ledger, Support("", "", "", "", ""), BZ)
    assert fields(refused) == ["project", "actor", "country", "kind", "support"]


def test_support_is_stated_once_ends_with_a_reason_and_can_begin_again(ledger):
    state_support(ledger, GUARD, BZ)
    with pytest.raises(Refused):
        state_support(ledger, GUARD, BZ)
    with pytest.raises(Refused) as refused:
        end_support(ledger, GUARD.project, GUARD.actor, BZ, "")
    assert fields(refused) == ["why"]
    end_support(ledger, GUARD.project, GUARD.actor, BZ, "Stated by mistake.")
    assert supported(ledger) == []
    state_support(ledger, GUARD, BZ)
    assert now(ledger) is Standing.MISSING


def test_an_empty_ledger_supports_nobody(blank):
    assert supported(blank) == []


def test_a_payment_without_a_valid_assessment_lands_and_is_told_to_who_delivers_it(ledger):
    state_support(ledger, GUARD, BZ, on=datetime.date(2026, 7, 1))
    sheet = Sheet(ledger)
    sheet.put("budget_line", 1, **AMOUNT | SPENT)
    sheet.put("budget_line", 2, **AMOUNT | SPENT | {"quarter": "2026-Q2"})  # before it was supported
    [found] = [one for one in sheet.check().findings if one.rule == "CHK-D1"]
    assert (found.severity, found.place) == (Gravity.WARNING, sheet.cell("budget_line", 1, "project"))
    assert Words("en")(found.message).startswith("XAB-TER-02 supports “Border guard Belmora”: never assessed.")
    assess(ledger, FOUND, BZ)
    assert not [one for one in sheet.check().findings if one.rule == "CHK-D1"]
