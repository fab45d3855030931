"""Money: any grouping gives the same total, budgets are never netted, and what is out of scope is out of totals."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as generated
from hypothesis import strategies as st

from monitoring.money import execution, expenditure, spending
from monitoring.person import Person
from tests.drawn import amounts, given, rows

DRAWN = """
    budget_type | holder | project | country | theme | quarter | kind        | amount_eur
    BZ_ODA      | BZ     | P1      | XAA     | TER   | 2026-Q1 | expenditure |     400.10
    BZ_ODA      | BZ     | P1      | XAA     | TER   | 2026-Q1 | commitment  |    1000.00
    AM_NON_ODA  | AM     | P2      | XAB     | IRR   | 2026-Q1 | expenditure |     250.25
    OWN         | POL    | P3      | XAB     | SMO   | 2026-Q2 | expenditure |     -50.00
    BZ_ODA      | BZ     | P1      | XAA     | TER   | 2026-Q4 | forecast    |     300.00
"""


def total(ledger, per: str, kind: str = "expenditure") -> Decimal:
    return spending.by(ledger, [per] if per else [])[kind].sum()


def test_a_total_is_the_same_however_it_is_grouped(blank):
    given(blank, budget_line=DRAWN)
    totals = {total(blank, per) for per in ["", *spending.DIMENSIONS]}
    assert totals == {Decimal("400.10") + Decimal("250.25") - 50}


def test_what_is_out_of_scope_is_in_no_total_but_is_told(blank):
    given(blank, budget_line=DRAWN)
    given(
        blank,
        budget_line="""
        budget_type | holder | project | country | theme | quarter | kind        | amount_eur
        OWN         | POL    | P4      | XAA     | OPV   | 2026-Q1 | expenditure |    9000.00
    """,
    )
    assert total(blank, "theme") == Decimal("600.35")
    assert spending.outside(blank, "2026-Q1") == Decimal("9000.00")


def test_budget_types_stand_apart(blank):
    given(blank, budget_line=DRAWN)
    by_type = spending.by(blank, ["budget_type"]).set_index("budget_type")["expenditure"].to_dict()
    assert by_type == {"AM_NON_ODA": Decimal("250.25"), "BZ_ODA": Decimal("400.10"), "OWN": Decimal("-50.00")}


def test_where_there_is_none_it_says_zero(blank):
    given(blank, budget_line=DRAWN)
    frame = spending.by(blank, ["country"]).set_index("country")
    assert str(frame.loc["XAB", "commitment"]) == "0.00"


def test_an_unknown_grouping_is_refused_with_what_there_is(blank):
    with pytest.raises(spending.UnknownDimension, match="choose from country"):
        spending.by(blank, ["colour; drop table head"])


def test_the_allocation_of_a_day_is_the_sum_of_the_changes_up_to_it(blank):
    given(
        blank,
        allocation="""
        budget_type | year | phase | mutation | valid_on   | amount_eur
        BZ_ODA      | 2026 | VB    | a        | 2026-01-01 |       1000
        BZ_ODA      | 2026 | 1SUPP | b        | 2026-04-24 |       -200
    """,
        budget_line="budget_type | quarter | amount_eur \n BZ_ODA | 2026-Q1 | 100",
    )
    assert execution.execution(blank, "2026-Q1")[0].allocated == 1000
    assert execution.execution(blank, "2026-Q2")[0].allocated == 1000 - 200


def test_the_year_end_is_what_was_spent_and_what_is_still_expected(blank):
    given(
        blank,
        budget_line="""
        budget_type | quarter | kind        | amount_eur
        BZ_ODA      | 2025-Q1 | expenditure |        100
        BZ_ODA      | 2025-Q1 | forecast    |        120
        BZ_ODA      | 2025-Q2 | forecast    |        150
        BZ_ODA      | 2025-Q3 | forecast    |        160
    """,
    )
    assert execution.execution(blank, "2025-Q1")[0].year_end == 100 + 150 + 160


def test_a_quarter_of_which_nobody_told_the_spending_counts_with_its_forecast(blank):
    """Looked at from the third quarter, while only the first is told: the second is no zero."""
    given(
        blank,
        budget_line="""
        budget_type | quarter | kind        | amount_eur
        BZ_ODA      | 2025-Q1 | expenditure |        100
        BZ_ODA      | 2025-Q1 | forecast    |        120
        BZ_ODA      | 2025-Q2 | forecast    |        150
        BZ_ODA      | 2025-Q3 | forecast    |        160
        BZ_ODA      | 2025-Q4 | forecast    |        170
    """,
    )
    seen = execution.execution(blank, "2025-Q3")[0]
    assert (seen.spent, seen.settled, seen.known) == (100, "2025-Q1", 0.25)
    assert seen.year_end == 100 + 150 + 160 + 170


def test_each_holder_counts_from_where_its_own_spending_is_told(blank):
    given(
        blank,
        budget_line="""
        holder | budget_type | quarter | kind        | amount_eur
        POL    | OWN         | 2025-Q1 | expenditure |         10
        POL    | OWN         | 2025-Q2 | expenditure |         20
        POL    | OWN         | 2025-Q2 | forecast    |        200
        KMAR   | OWN         | 2025-Q1 | expenditure |          3
        KMAR   | OWN         | 2025-Q2 | forecast    |          4
    """,
    )
    assert execution.execution(blank, "2025-Q2")[2].year_end == 10 + 20 + 3 + 4


def test_a_running_quarter_keeps_its_forecast_and_the_share_of_the_year_is_that_of_today(fictional):
    """In the example it is 28 October 2026, the 301st day."""
    given(
        fictional,
        budget_line="""
        holder | budget_type | project    | country | theme | quarter | kind        | amount_eur
        BZ     | BZ_ODA      | XAA-HAN-01 | XAA     | HAN   | 2026-Q3 | expenditure |        300
        BZ     | BZ_ODA      | XAA-HAN-01 | XAA     | HAN   | 2026-Q4 | forecast    |        100
        BZ     | BZ_ODA      | XAA-HAN-01 | XAA     | HAN   | 2026-Q4 | expenditure |         20
        BZ     | BZ_ODA      | XAA-SMO-01 | XAA     | SMO   | 2026-Q4 | forecast    |         50
        BZ     | BZ_ODA      | XAA-SMO-01 | XAA     | SMO   | 2026-Q4 | expenditure |         70
    """,
        allocation="""
        budget_type | year | amount_eur
        BZ_ODA      | 2026 |        430
    """,
    )
    running = execution.execution(fictional, "2026-Q4")[0]
    assert running.passed == pytest.approx(301 / 365)
    assert running.settled == "2026-Q3"
    assert running.spent == 300 + 20 + 70
    assert running.year_end == 300 + 100 + 70  # what is spent beyond the forecast is spent
    assert execution.execution(fictional, "2026-Q3")[0].passed == 0.75


def test_nothing_known_is_not_zero(blank):
    given(
        blank,
        allocation="""
        budget_type | year | valid_on   | amount_eur
        BZ_ODA      | 2025 | 2025-01-01 |       1000
    """,
        budget_line="budget_type | quarter | kind | amount_eur \n OWN | 2025-Q1 | expenditure | 0.00",
    )
    bz, am, own = execution.execution(blank, "2025-Q2")
    assert (bz.allocated, bz.spent, bz.year_end, bz.pace) == (1000, None, None, execution.Pace.UNKNOWN)
    assert am.empty
    assert own.spent == 0
    assert not own.empty
    assert expenditure.trend(blank, "2025-Q2", budget_type="BZ_ODA")["expenditure"].tolist()[-1] is None


def test_two_quarters_of_one_year_see_what_was_known_up_to_them(blank):
    given(
        blank,
        budget_line="""
        budget_type | quarter | kind        | amount_eur
        BZ_ODA      | 2025-Q1 | expenditure |        100
        BZ_ODA      | 2025-Q2 | expenditure |        200
    """,
    )
    assert spending.rows(blank, "holder", "2025-Q1")["expenditure"].tolist() == amounts(100)
    assert spending.rows(blank, "holder", "2025-Q2")["expenditure"].tolist() == amounts(300)


@pytest.mark.parametrize("quarter", ["2025-Q4", "2026-Q2", "2026-Q3", "2026-Q4"])
@pytest.mark.parametrize("per", ["country", "holder", "channel", "programming_line"])
def test_the_front_page_and_the_money_page_agree_on_every_amount(example_ledger, quarter, per):
    """What a budget has, spent and is expected to spend is the same number, however the money page divides it."""
    rows_of = spending.rows(example_ledger, per, quarter)
    for one in execution.execution(example_ledger, quarter):
        own = rows_of[rows_of["budget_type"] == one.budget_type]
        for kind, amount in (
            ("allocation", one.allocated),
            ("commitment", one.committed),
            ("expenditure", one.spent),
            ("expected", one.year_end),
        ):
            assert sum(value for value in own[kind] if value is not None) == amount, (one.budget_type, kind)


lines = st.dictionaries(
    st.tuples(
        st.sampled_from(["BZ_ODA", "AM_NON_ODA", "OWN"]),
        st.sampled_from(["XAA", "XAB", "REG"]),
        st.sampled_from(["TER", "IRR", "OPV"]),
        st.sampled_from(["2025-Q4", "2026-Q1"]),
        st.sampled_from(["commitment", "expenditure", "forecast"]),
    ),
    st.decimals(-(10**9), 10**9, places=2),
    max_size=20,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@generated(lines)
def test_spending_equals_a_plain_sum(blank, drawn):
    frame = rows(
        "budget_line",
        "budget_type | country | theme | quarter | kind | amount_eur \n"
        + "\n".join(" | ".join([*key, str(amount)]) for key, amount in drawn.items()),
    )
    blank.commit(Person("An", "BZ"), "given", lambda t: t.merge("budget_line", frame, within="true"))
    for kind in ("commitment", "expenditure", "forecast"):
        plain: dict = {}
        for (budget_type, country, theme, _, k), amount in drawn.items():
            if theme != "OPV":
                plain.setdefault((country, theme, budget_type), Decimal())
                plain[country, theme, budget_type] += amount if k == kind else 0
        found = spending.by(blank, ["country", "theme", "budget_type"])
        assert (
            dict(
                zip(
                    found[["country", "theme", "budget_type"]].itertuples(index=False, name=None),
                    found[kind],
                    strict=True,
                )
            )
            == plain
        )
