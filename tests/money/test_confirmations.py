"""Confirming a quarter: each owner its own totals, and a later change shows with its difference."""

from __future__ import annotations

from decimal import Decimal

import pytest

from monitoring.money import spending
from monitoring.money.confirmations import CannotConfirm, State, Totals, confirm, confirmations
from monitoring.person import Person
from tests.drawn import given

BZ, AM = Person("Controller", "BZ"), Person("Analyst", "AM")

BUDGET = """
    holder | budget_type | year | phase | mutation | valid_on   | amount_eur
    BZ     | BZ_ODA      | 2026 | VB    | a        | 2026-01-01 |       1000
    BZ     | BZ_ODA      | 2026 | 1SUPP | b        | 2026-04-24 |        200
    AM     | AM_NON_ODA  | 2026 | VB    | a        | 2026-01-01 |        500
"""
LINES = """
    holder | budget_type | project | theme | quarter | kind        | amount_eur
    BZ     | BZ_ODA      | P1      | TER   | 2026-Q1 | commitment  |        300
    BZ     | BZ_ODA      | P1      | TER   | 2026-Q1 | expenditure |        100
    BZ     | BZ_ODA      | P1      | TER   | 2026-Q2 | expenditure |         50
    BZ     | BZ_ODA      | P1      | TER   | 2026-Q2 | forecast    |        900
    BZ     | BZ_ODA      | P1      | OPV   | 2026-Q1 | expenditure |       7000
    AM     | AM_NON_ODA  | P2      | TER   | 2026-Q1 | expenditure |         40
"""


@pytest.fixture
def ledger(fictional):
    given(fictional, allocation=BUDGET, budget_line=LINES)
    return fictional


def states(ledger, quarter: str = "2026-Q1") -> dict[str, State]:
    return {one.holder: one.state for one in confirmations(ledger, quarter)}


def test_the_totals_go_up_to_the_end_of_the_quarter_and_are_those_of_the_money_page(ledger):
    found = {(one.holder, one.quarter): one.now for q in ("2026-Q1", "2026-Q2") for one in confirmations(ledger, q)}
    assert found["BZ", "2026-Q1"] == Totals(Decimal(1000), Decimal(300), Decimal(100))
    assert found["BZ", "2026-Q2"] == Totals(Decimal(1200), Decimal(300), Decimal(150))
    for row in spending.until(ledger, ["holder"], "2026-Q2").itertuples():
        now = found[row.holder, "2026-Q2"]
        assert (now.allocation, now.expenditure) == (row.allocation, row.expenditure or 0)


def test_an_owner_confirms_its_own_and_nobody_elses(ledger):
    number, own = confirm(ledger, "2026-Q1", BZ, "Checked")
    assert number == ledger.number
    assert [(one.holder, one.confirmed_by, one.stand) for one in own] == [("BZ", "Controller", number - 1)]
    assert states(ledger) == {"BZ": State.CONFIRMED, "AM": State.NOT_CONFIRMED}
    assert states(ledger, "2026-Q2") == {"BZ": State.NOT_CONFIRMED, "AM": State.NOT_CONFIRMED}


def test_what_changes_afterwards_is_told_with_its_difference_until_confirmed_anew(ledger):
    confirm(ledger, "2026-Q1", BZ, "Checked")
    given(ledger, budget_line=LINES.replace("2026-Q1 | expenditure |        100", "2026-Q1 | expenditure |         90"))
    [bz] = [one for one in confirmations(ledger, "2026-Q1") if one.holder == "BZ"]
    assert (bz.state, bz.differences) == (State.CHANGED, {"expenditure": Decimal(-10)})
    confirm(ledger, "2026-Q1", BZ, "A correction")
    assert states(ledger)["BZ"] is State.CONFIRMED


def test_confirming_twice_makes_no_commit(ledger):
    first, _ = confirm(ledger, "2026-Q1", AM, "Checked")
    second, own = confirm(ledger, "2026-Q1", AM, "Checked")
    assert (second, ledger.number) == (None, first)
    assert own[0].state is State.CONFIRMED


def test_totals_that_changed_while_they_were_looked_at_are_not_confirmed(ledger):
    seen = confirmations(ledger, "2026-Q1")
    given(ledger, budget_line=LINES.replace("2026-Q1 | commitment  |        300", "2026-Q1 | commitment  |        301"))
    with pytest.raises(CannotConfirm, match="changed while you looked"):
        confirm(ledger, "2026-Q1", BZ, "Checked", seen)
    assert states(ledger)["BZ"] is State.NOT_CONFIRMED
    confirm(ledger, "2026-Q1", AM, "Checked", seen)  # theirs did not


@pytest.mark.parametrize(
    ("quarter", "person", "told"),
    [
        ("2026-Q4", BZ, "has not ended"),
        ("2026-13", BZ, "is no quarter"),
        ("2026-Q1", Person("An Agent", "POL"), "has no money"),
    ],
)
def test_what_cannot_be_confirmed_says_why(ledger, quarter, person, told):
    before = ledger.number
    with pytest.raises(CannotConfirm, match=told):
        confirm(ledger, quarter, person, "why")
    assert ledger.number == before


def test_the_whole_example_can_be_confirmed_by_its_owners(example_ledger):
    found = confirmations(example_ledger, "2026-Q3")
    assert [one.budget_type for one in found] == sorted(
        (one.budget_type for one in found), key=spending.BUDGET_TYPES.index
    )
    assert sum(one.now.expenditure for one in found) == spending.until(example_ledger, [], "2026-Q3")["expenditure"][0]
