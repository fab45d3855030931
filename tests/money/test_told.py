"""What is known of spending while some have told it and others not: by holder, by project, by quarter."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as generated
from hypothesis import strategies as st

from monitoring.money import execution, expenditure
from monitoring.money.execution import Pace
from monitoring.person import Person
from tests.drawn import given, rows

TWO_BUDGETS = """
    budget_type | holder | year | valid_on   | amount_eur
    OWN         | POL    | 2025 | 2025-01-01 |       1000
    OWN         | KMAR   | 2025 | 2025-01-01 |       3000
"""


def own(ledger, quarter: str = "2025-Q3") -> execution.Execution:
    return execution.execution(ledger, quarter)[2]


def test_what_several_holders_spent_is_known_up_to_the_slowest_of_them(blank):
    """One told three quarters, the other one: together that is no spending behind the calendar, and no fall."""
    given(
        blank,
        budget_line="""
        budget_type | holder | project | quarter | kind        | amount_eur
        OWN         | POL    | P1      | 2025-Q1 | expenditure |        250
        OWN         | POL    | P1      | 2025-Q2 | expenditure |        250
        OWN         | POL    | P1      | 2025-Q3 | expenditure |        240
        OWN         | KMAR   | P2      | 2025-Q1 | expenditure |        750
        OWN         | KMAR   | P2      | 2025-Q2 | forecast    |        750
        OWN         | KMAR   | P2      | 2025-Q3 | forecast    |        750
    """,
        allocation=TWO_BUDGETS,
    )
    one = own(blank)
    assert (one.settled, one.pace) == ("2025-Q1", Pace.AS_PLANNED)
    assert one.known == pytest.approx((1000 * 0.75 + 3000 * 0.25) / 4000)
    told = expenditure.trend(blank, "2025-Q3", budget_type="OWN")
    assert told[told["settled"]]["quarter"].max() == "2025-Q1"


def test_a_quick_holder_does_not_hide_that_spending_is_slow(blank):
    given(
        blank,
        budget_line="""
        budget_type | holder | project | quarter | kind        | amount_eur
        OWN         | POL    | P1      | 2025-Q3 | expenditure |        400
        OWN         | KMAR   | P2      | 2025-Q1 | expenditure |         10
    """,
        allocation=TWO_BUDGETS,
    )
    assert own(blank).pace is Pace.UNDERSPENDING  # 410 of 4000, where 1500 could have been spent


def test_a_holder_that_told_nothing_makes_nobody_slow(blank):
    given(
        blank,
        budget_line="budget_type | holder | quarter | kind | amount_eur \n OWN | POL | 2025-Q3 | expenditure | 700",
        allocation=TWO_BUDGETS,
    )
    assert (own(blank).settled, own(blank).pace) == (None, Pace.AS_PLANNED)


def test_a_holder_that_stopped_leaves_the_years_after_it_as_they_are(blank):
    given(
        blank,
        budget_line="""
        budget_type | holder | project | quarter | kind        | amount_eur
        OWN         | KMAR   | P2      | 2024-Q4 | expenditure |        100
        OWN         | POL    | P1      | 2025-Q1 | expenditure |        100
        OWN         | POL    | P1      | 2025-Q2 | expenditure |        110
    """,
    )
    told = expenditure.trend(blank, "2025-Q2", budget_type="OWN").set_index("quarter")
    assert told.loc["2025-Q1":"2025-Q2", "settled"].all()
    assert told.loc["2025-Q1":"2025-Q2", "expenditure"].tolist() == [100, 110]


def test_a_holder_whose_projects_have_ended_is_not_waited_for(fictional):
    project = fictional.frame("select * exclude written_in from project where holder = 'KMAR' limit 1")
    ended = project.assign(code="ENDED", start_date="2025-01-01", end_date="2025-03-31")
    fictional.commit(Person("An", "BZ"), "ended", lambda transaction: transaction.merge("project", ended))
    given(
        fictional,
        budget_line="""
        budget_type | holder | project | quarter | kind        | amount_eur
        OWN         | KMAR   | ENDED   | 2025-Q1 | expenditure |        100
        OWN         | POL    | P1      | 2025-Q1 | expenditure |        100
        OWN         | POL    | P1      | 2025-Q2 | expenditure |        110
    """,
    )
    told = expenditure.trend(fictional, "2025-Q2", budget_type="OWN").set_index("quarter")
    assert told.loc["2025-Q2", ["settled", "expenditure"]].tolist() == [True, 110]


def test_a_delivery_in_parts_keeps_the_forecast_of_the_projects_that_are_not_in(blank):
    given(
        blank,
        budget_line="""
        budget_type | holder | project | quarter | kind        | amount_eur
        OWN         | POL    | P1      | 2025-Q3 | expenditure |        100
        OWN         | POL    | P1      | 2025-Q3 | forecast    |        120
        OWN         | POL    | P2      | 2025-Q3 | forecast    |        500
    """,
    )
    assert own(blank).year_end == 100 + 500


def test_in_a_running_quarter_a_project_counts_once_also_where_its_forecast_is_for_the_region(fictional):
    lines = """
        budget_type | holder | project | country | quarter | kind        | amount_eur
        OWN         | POL    | P1      | REG     | 2026-Q4 | forecast    |        {}
        OWN         | POL    | P1      | XAA     | 2026-Q4 | expenditure |         60
        OWN         | POL    | P1      | XAB     | 2026-Q4 | expenditure |         40
    """
    for forecast, expected in ((100, 100), (250, 250), (70, 100)):
        given(fictional, budget_line=lines.format(forecast))
        assert own(fictional, "2026-Q4").year_end == expected


QUARTERS = ("2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4")
drawn_lines = st.dictionaries(
    st.tuples(
        st.sampled_from([("POL", "P1"), ("POL", "P2"), ("KMAR", "P3")]),
        st.sampled_from(QUARTERS),
        st.sampled_from(["expenditure", "forecast"]),
    ),
    st.integers(0, 900),
    max_size=14,
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@generated(drawn=drawn_lines, through=st.sampled_from(QUARTERS))
def test_what_is_expected_and_settled_equals_a_plain_recalculation(blank, drawn, through):
    frame = rows(
        "budget_line",
        "budget_type | holder | project | quarter | kind | amount_eur \n"
        + "\n".join(f"OWN | {h} | {p} | {q} | {k} | {n}" for ((h, p), q, k), n in drawn.items()),
    )
    blank.commit(Person("An", "BZ"), "given", lambda t: t.merge("budget_line", frame, within="true"))
    expected = []
    for project in {key[0] for key in drawn}:
        for quarter in QUARTERS:
            spent = drawn.get((project, quarter, "expenditure")) if quarter <= through else None
            amount = spent if spent is not None else drawn.get((project, quarter, "forecast"))
            expected += [] if amount is None else [amount]
    assert own(blank, through).year_end == (Decimal(sum(expected)) if expected else None)

    told: dict[str, str] = defaultdict(str)
    for ((holder, _), quarter, kind), _ in drawn.items():
        told[holder] = max(told[holder], quarter if kind == "expenditure" and quarter <= through else "")
    trend = expenditure.trend(blank, through, budget_type="OWN").set_index("quarter")
    for quarter in QUARTERS:
        settled = bool(told) and all(last >= quarter for last in told.values())
        spent = [n for (_, q, kind), n in drawn.items() if (q, kind) == (quarter, "expenditure")]
        assert trend.loc[quarter, "settled"] == settled
        assert trend.loc[quarter, "expenditure"] == (sum(spent) if settled and spent else None)
