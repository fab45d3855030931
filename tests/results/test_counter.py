"""What must be read beside an indicator: the counter-indicator, the same parts, and so many per so many."""

from __future__ import annotations

import pytest

from monitoring.results.counter import Moved, Rated, beside, read_beside
from tests.drawn import given

TODAY = "name | value \n reference_date | 2026-10-28"
QUARTER = "2026-Q3"


@pytest.fixture
def routes(blank):
    given(
        blank,
        ledger_property=TODAY,
        observation="""
        indicator | country | period  | dimension    | value
        IRR-01    | ALL     | 2025-Q3 | route=west   |  4000
        IRR-01    | ALL     | 2025-Q3 | route=east   |  1000
        IRR-01    | ALL     | 2026-Q3 | route=west   |  2000
        IRR-01    | ALL     | 2026-Q3 | route=east   |  3000
        IRR-01    | ALL     | 2026-Q3 | route=hills  |   500
        IRR-02    | ALL     | 2025-Q3 | route=west   |    40
        IRR-02    | ALL     | 2025-Q3 | route=east   |    20
        IRR-02    | ALL     | 2026-Q3 | route=west   |    20
        IRR-02    | ALL     | 2026-Q3 | route=east   |    90
        IRR-02    | ALL     | 2026-Q3 | route=desert |     7
        """,
    )
    return blank


def test_each_part_has_both_figures_their_change_and_the_rate_with_what_it_is_of(routes):
    found = beside(routes, "IRR-01", "ALL", QUARTER)
    rows = {row.part: row for row in found.rows}
    assert [row.part for row in found.rows] == [
        *("route=east", "route=west"),  # that both know, the largest first
        *("route=hills", "route=desert"),
        "total",
    ]
    east = rows["route=east"]
    assert east.figures == {"IRR-01": Moved(3000, 1000), "IRR-02": Moved(90, 20)}
    assert east.figures["IRR-01"].change == 2.0
    assert east.rate == Rated(90, 3000, 1000, then=20.0)
    assert east.rate.value == 30.0


def test_over_all_only_parts_count_that_both_know(routes):
    found = beside(routes, "IRR-01", "ALL", QUARTER)
    whole = found.rows[-1]
    assert whole.figures == {"IRR-01": Moved(5500, 5000), "IRR-02": Moved(117, 60)}
    assert whole.rate == Rated(20 + 90, 2000 + 3000, 1000, then=60 / 5000 * 1000)
    assert (found.matching, found.rest) == (["route=east", "route=west"], ["route=desert", "route=hills"])


def test_it_is_the_same_from_the_other_side(routes):
    one, other = beside(routes, "IRR-01", "ALL", QUARTER), beside(routes, "IRR-02", "ALL", QUARTER)
    assert {row.part: (row.figures, row.rate) for row in one.rows} == {
        row.part: (row.figures, row.rate) for row in other.rows
    }


def test_totals_that_are_not_broken_down_are_held_against_each_other(blank):
    given(
        blank,
        ledger_property=TODAY,
        observation="""
        indicator | country | period  | value
        IRR-01    | ALL     | 2026-Q3 |  2000
        IRR-02    | ALL     | 2026-Q3 |    30
        """,
    )
    [whole] = beside(blank, "IRR-01", "ALL", QUARTER).rows
    assert whole.rate == Rated(30, 2000, 1000, then=None)


@pytest.mark.parametrize(("detections", "deaths"), [("0", "3"), ("2000", "")])
def test_nothing_is_divided_by_nothing_and_missing_is_no_zero(blank, detections, deaths):
    rows = f"IRR-01 | ALL | 2026-Q3 | route=west | {detections}"
    rows += f"\n IRR-02 | ALL | 2026-Q3 | route=west | {deaths}" if deaths else ""
    given(
        blank,
        ledger_property=TODAY,
        observation=f"indicator | country | period | dimension | value \n {rows}",
    )
    found = beside(blank, "IRR-01", "ALL", QUARTER)
    assert [row.rate for row in found.rows] == [None, None]
    assert found.rows[0].figures["IRR-02"] == Moved(float(deaths) if deaths else None)


def test_one_that_is_the_counter_of_others_is_read_beside_them(blank):
    # SMO-03 names none itself; two others name it.
    codes = [one.code for one in read_beside(blank, "SMO-03", QUARTER)]
    assert codes[0] == "SMO-03" and len(codes) == 3


def test_without_a_figure_or_a_counter_there_is_nothing_to_show(blank):
    given(
        blank, ledger_property=TODAY, observation="indicator | country | period | value \n IRR-07 | XAA | 2026-Q3 | 5"
    )
    assert beside(blank, "IRR-01", "ALL", QUARTER) is None
    assert beside(blank, "IRR-07", "XAA", QUARTER) is None
    assert [one.code for one in read_beside(blank, "IRR-01", QUARTER)] == ["IRR-01", "IRR-02"]
    assert read_beside(blank, "IRR-99", QUARTER) == []


def test_a_figure_that_is_not_of_the_quarter_says_of_when_it_is(blank):
    given(
        blank,
        ledger_property=TODAY,
        observation="""
        indicator | country | period  | value | numerator | denominator
        SMO-01    | XAA     | 2025-H1 |    40 |           |
        SMO-01    | XAA     | 2026-H1 |    50 |           |
        SMO-03    | XAA     | 2025-H1 |       |        10 |          50
        SMO-03    | XAA     | 2026-H1 |       |        15 |          50
        """,
    )
    found = beside(blank, "SMO-01", "XAA", QUARTER)
    assert found.own == {"SMO-01": "2026-H1", "SMO-03": "2026-H1"}
    assert found.rows[-1].figures == {"SMO-01": Moved(50, 40), "SMO-03": Moved(30, 20)}


def test_a_share_changes_in_points_and_a_median_is_told_per_country(blank):
    given(
        blank,
        ledger_property=TODAY,
        observation="""
        indicator | country | period  | value | numerator | denominator
        TER-03    | XAA     | 2026-Q3 |       |        30 |          60
        TER-04    | XAA     | 2026-Q3 |    41 |           |
        """,
    )
    assert beside(blank, "TER-03", "ALL", QUARTER).rows[-1].figures == {"TER-03": Moved(50.0), "TER-04": Moved()}
    assert beside(blank, "TER-03", "XAA", QUARTER).rows[-1].figures["TER-04"] == Moved(41.0)
