"""Money: any grouping gives the same total, budgets are never netted, and what is out of scope is out of totals."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as generated
from hypothesis import strategies as st

from monitoring.money import execution, spending
from monitoring.person import Person
from tests.drawn import given, rows

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
    assert spending.outside(blank, 2026) == Decimal("9000.00")


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
        BZ_ODA      | 2026-Q1 | expenditure |        100
        BZ_ODA      | 2026-Q1 | forecast    |        120
        BZ_ODA      | 2026-Q2 | forecast    |        150
        BZ_ODA      | 2026-Q3 | forecast    |        160
    """,
    )
    assert execution.execution(blank, "2026-Q1")[0].year_end == 100 + 150 + 160


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
