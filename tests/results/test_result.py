"""The indicator table: what is counted, compared and said, in small drawn cases."""

from __future__ import annotations

import pytest

from monitoring.ledger import Ledger
from monitoring.ledger.select import select
from monitoring.results import harm, quarter
from tests.drawn import given

TODAY = "name | value \n reference_date | 2026-10-28"


def row(ledger: Ledger, indicator: str, country: str, period: str) -> dict:
    frame = ledger.frame(
        "select * from result where indicator = ? and country = ? and period = ?", indicator, country, period
    )
    assert len(frame) == 1, f"{len(frame)} rows"
    return frame.iloc[0].to_dict()


def test_a_flow_is_compared_with_the_year_by_the_share_of_it_that_has_passed(blank):
    given(
        blank,
        ledger_property=TODAY,
        target="indicator | period | kind | value \n TER-01 | 2026 | target | 400",
        observation="""
        indicator | period  | value
        TER-01    | 2026-Q1 |    90
        TER-01    | 2026-Q2 |    80
        TER-01    | 2026-Q3 |   110
    """,
    )
    found = row(blank, "TER-01", "XAA", "2026-Q3")
    assert (found["value"], found["actual"], found["expected"]) == (110, 90 + 80 + 110, 400 * 0.75)
    assert found["status"] == "on_track"


def test_a_flow_with_a_quarter_missing_cannot_be_judged(blank):
    given(
        blank,
        ledger_property=TODAY,
        target="indicator | period | kind | value \n TER-01 | 2026 | target | 400",
        observation="""
        indicator | period  | value
        TER-01    | 2026-Q1 |    90
        TER-01    | 2026-Q3 |   110
    """,
    )
    assert row(blank, "TER-01", "XAA", "2026-Q2")["status"] == "no_data"
    assert row(blank, "TER-01", "XAA", "2026-Q3")["status"] == "not_assessable"


def test_a_flow_that_should_fall_is_compared_with_the_pace_of_the_baseline_year(blank):
    # At 400 a year before and 300 as target, 225 would be on target after three quarters and 300 no change.
    given(
        blank,
        ledger_property=TODAY,
        target="""
        indicator | country | period | kind     | value
        IRR-02    | ALL     | 2025   | baseline |   400
        IRR-02    | ALL     | 2026   | target   |   300
    """,
        observation="""
        indicator | country | period  | value
        IRR-02    | ALL     | 2026-Q1 |    80
        IRR-02    | ALL     | 2026-Q2 |    80
        IRR-02    | ALL     | 2026-Q3 |    80
    """,
    )
    found = row(blank, "IRR-02", "ALL", "2026-Q3")
    assert found["progress"] == pytest.approx((240 - 300) / (225 - 300))
    assert found["status"] == "attention"


def test_a_flow_in_a_year_without_a_target_is_not_judged(blank):
    given(
        blank,
        ledger_property=TODAY,
        target="indicator | country | period | kind | value \n IRR-02 | ALL | 2024 | baseline | 400",
        observation="indicator | country | period | value \n IRR-02 | ALL | 2025-Q1 | 80",
    )
    assert row(blank, "IRR-02", "ALL", "2025-Q1")["status"] == "not_assessable"


def test_a_ratio_over_countries_is_sum_over_sum_and_never_a_mean_of_percentages(blank):
    given(
        blank,
        ledger_property=TODAY,
        observation="""
        indicator | country | period  | numerator | denominator
        TER-03    | XAA     | 2026-Q3 |        10 |          20
        TER-03    | XAB     | 2026-Q3 |        90 |         100
    """,
    )
    assert row(blank, "TER-03", "ALL", "2026-Q3")["value"] == pytest.approx(100 * (10 + 90) / (20 + 100))


def test_what_was_expected_of_a_ratio_over_countries_is_weighted_by_its_denominators(blank):
    given(
        blank,
        ledger_property=TODAY,
        target="""
        indicator | country | period  | kind     | value
        TER-03    | XAA     | 2025-Q3 | baseline |     0
        TER-03    | XAA     | 2027-Q3 | target   |   100
        TER-03    | XAB     | 2025-Q3 | baseline |     0
        TER-03    | XAB     | 2027-Q3 | target   |    40
    """,
        observation="""
        indicator | country | period  | numerator | denominator
        TER-03    | XAA     | 2026-Q3 |        10 |          20
        TER-03    | XAB     | 2026-Q3 |        16 |          80
    """,
    )
    found = row(blank, "TER-03", "ALL", "2026-Q3")
    assert found["expected"] == pytest.approx((50 * 20 + 20 * 80) / 100)
    assert found["value"] == pytest.approx(26)


def test_a_median_is_never_added_up_over_countries(blank):
    given(
        blank,
        ledger_property=TODAY,
        observation="""
        indicator | country | period  | value
        TER-04    | XAA     | 2026-Q3 |    50
        TER-04    | XAB     | 2026-Q3 |    70
    """,
    )
    assert blank.rows("select country from result where indicator = 'TER-04' and period = '2026-Q3' order by 1") == [
        ("XAA",),
        ("XAB",),
    ]


def test_a_cumulative_is_carried_forward_but_an_old_figure_is_not_judged(blank):
    given(
        blank,
        ledger_property=TODAY,
        target="""
        indicator | period  | kind     | value
        IRR-07    | 2024-Q4 | baseline |     0
        IRR-07    | 2026-Q4 | target   |   800
    """,
        observation="indicator | period | value \n IRR-07 | 2026-Q2 | 600",
    )
    assert row(blank, "IRR-07", "XAA", "2026-Q2")["status"] == "on_track"
    later = row(blank, "IRR-07", "XAA", "2026-Q3")
    assert (later["value"], later["value_period"], later["status"]) == (600, "2026-Q2", "stale")


def test_a_yearly_count_starts_again_on_the_first_of_january(blank):
    given(
        blank,
        ledger_property=TODAY,
        target="""
        indicator | period | kind   | value
        IRR-08    | 2025   | target |   100
        IRR-08    | 2026   | target |   200
    """,
        observation="""
        indicator | period  | value
        IRR-08    | 2025-Q4 |   100
        IRR-08    | 2026-Q1 |    50
    """,
    )
    assert row(blank, "IRR-08", "XAA", "2025-Q4")["status"] == "on_track"
    first = row(blank, "IRR-08", "XAA", "2026-Q1")
    assert (first["actual"], first["expected"], first["status"]) == (50, 50, "on_track")


def test_an_event_is_not_due_before_its_day_and_stays_reached_afterwards(blank):
    given(
        blank,
        ledger_property=TODAY,
        target="""
        indicator | country | period | kind   | value
        SMO-06    | XAA     | 2024   | target |     1
        SMO-06    | XAB     | 2027   | target |     1
    """,
        observation="""
        indicator | country | period | value
        SMO-06    | XAA     | 2024   |     1
        SMO-06    | XAB     | 2025   |     0
    """,
    )
    assert row(blank, "SMO-06", "XAA", "2026-Q3")["status"] == "on_track"
    assert row(blank, "SMO-06", "XAB", "2026-Q3")["status"] == "not_due"


def test_zero_is_measured_and_missing_is_not(blank):
    given(
        blank,
        ledger_property=TODAY,
        target="""
        indicator | country | period | kind   | value
        HAN-06    | XAA     | 2026   | target |    40
        HAN-06    | XAB     | 2026   | target |    40
    """,
        observation="""
        indicator | country | period  | value
        HAN-06    | XAA     | 2026-Q3 |     0
        HAN-06    | XAB     | 2026-Q2 |    20
    """,
    )
    zero, missing = row(blank, "HAN-06", "XAA", "2026-Q3"), row(blank, "HAN-06", "XAB", "2026-Q3")
    assert (zero["value"], zero["status"]) == (0, "behind")
    assert missing["value"] is None or missing["value"] != missing["value"]
    assert missing["status"] == "no_data"


def test_a_figure_is_late_only_after_its_due_date_and_grace(blank):
    due = "indicator | country | period | due_date | grace_days \n TER-01 | XAA | 2026-Q3 | 2026-10-15 | {grace}"
    given(blank, ledger_property=TODAY, expectation=due.format(grace=14))
    assert row(blank, "TER-01", "XAA", "2026-Q3")["status"] == "not_due"
    given(blank, expectation=due.format(grace=7))
    assert row(blank, "TER-01", "XAA", "2026-Q3")["status"] == "no_data"


def test_a_revised_target_holds_from_its_day_and_the_original_stays(blank):
    given(
        blank,
        ledger_property=TODAY,
        target="""
        indicator | period  | kind      | revision | value | valid_from
        TER-03    | 2024-Q4 | baseline  |        0 |    34 |
        TER-03    | 2026-Q4 | target    |        0 |    70 |
        TER-03    | 2026-Q1 | milestone |        1 |    46 | 2026-03-12
        TER-03    | 2027-Q4 | target    |        1 |    66 | 2026-03-12
    """,
        observation="""
        indicator | period  | numerator | denominator
        TER-03    | 2025-Q4 |        40 |         100
        TER-03    | 2026-Q1 |        41 |         100
    """,
    )
    before, after = row(blank, "TER-03", "XAA", "2025-Q4"), row(blank, "TER-03", "XAA", "2026-Q1")
    assert (before["target"], before["expected"]) == (70, 34 + (70 - 34) / 2)
    assert (after["target"], after["original_target"], after["expected"]) == (66, 70, 46)


def test_parts_add_up_to_a_total_only_where_the_indicator_says_so(blank):
    given(
        blank,
        ledger_property=TODAY,
        observation="""
        indicator | country | period  | dimension    | value
        IRR-01    | ALL     | 2026-Q3 | route=west   |    40
        IRR-01    | ALL     | 2026-Q3 | route=east   |    25
        TER-01    | XAA     | 2026-Q3 | sex=f        |    10
        TER-01    | XAA     | 2026-Q3 | sex=m        |    20
    """,
    )
    assert row(blank, "IRR-01", "ALL", "2026-Q3")["value"] == 40 + 25
    assert row(blank, "TER-01", "XAA", "2026-Q3")["status"] in ("no_data", "not_due")


def test_a_reported_total_is_never_added_to_its_parts(blank):
    given(
        blank,
        ledger_property=TODAY,
        observation="""
        indicator | country | period  | dimension  | value
        IRR-01    | ALL     | 2026-Q3 | total      |    70
        IRR-01    | ALL     | 2026-Q3 | route=west |    40
        IRR-01    | ALL     | 2026-Q3 | route=east |    25
    """,
    )
    assert row(blank, "IRR-01", "ALL", "2026-Q3")["value"] == 70


def test_every_theory_is_a_view_of_its_own(blank):
    given(blank, ledger_property=TODAY, observation="indicator | period | value \n TER-01 | 2026-Q3 | 5")
    found = select(blank, "select indicator, country from theory.ter where period = '2026-Q3' order by 2")
    assert [tuple(row.values()) for row in found.to_pylist()] == [("TER-01", "ALL"), ("TER-01", "XAA")]
    assert select(blank, "from theory.irr").num_rows == 0


def test_a_red_safeguard_is_seen_and_a_missing_one_is_not_in_order(blank):
    given(
        blank,
        ledger_property=TODAY,
        observation="""
        indicator | country | period  | value | numerator | denominator
        TER-H1    | XAA     | 2026-Q3 |     2 |           |
        TER-H1    | XAB     | 2026-Q3 |     0 |           |
        TER-H2    | XAA     | 2026-Q3 |       |        47 |          50
        TER-H3    | XAA     | 2026-Q2 |     0 |           |
    """,
    )
    colours = dict(blank.rows("select safeguard || country, colour from safeguard_state where period = '2026-Q3'"))
    assert colours == {"TER-H1XAA": "red", "TER-H1XAB": "in_order", "TER-H2XAA": "amber", "TER-H3XAA": "no_data"}


def test_lethality_is_judged_by_its_change_on_the_year_before(blank):
    quarters = "\n".join(
        f"IRR-H1 | ALL | {q} | {n} | 1000"
        for q, n in (("2025-Q3", 8), ("2025-Q4", 8), ("2026-Q1", 8), ("2026-Q2", 8), ("2026-Q3", 9))
    )
    given(
        blank,
        ledger_property=TODAY,
        observation=f"indicator | country | period | numerator | denominator \n {quarters}",
    )
    found = blank.frame("select * from safeguard_state where period = '2026-Q3'").iloc[0]
    assert (found["compared"], found["colour"]) == (pytest.approx(12.5), "amber")


def test_an_event_over_countries_counts_where_it_was_reached_of_where_it_was_planned(blank):
    # Planned in three countries by 2025; one reached it, one said no, one said nothing.
    given(
        blank,
        ledger_property=TODAY,
        target="""
        indicator | country | period | kind   | value
        SMO-06    | XAA     | 2024   | target |     1
        SMO-06    | XAB     | 2025   | target |     1
        SMO-06    | XAC     | 2025   | target |     1
    """,
        observation="""
        indicator | country | period | value
        SMO-06    | XAA     | 2024   |     1
        SMO-06    | XAB     | 2025   |     0
    """,
    )
    over = row(blank, "SMO-06", "ALL", "2026-Q3")
    assert (over["actual"], over["target"], over["countries"], over["reported"]) == (1, 3, 3, 2)
    assert over["status"] == "behind"
    assert row(blank, "SMO-06", "XAC", "2026-Q3")["status"] == "no_data"


def test_a_country_with_only_a_target_is_asked_from_its_target_on(blank):
    given(
        blank,
        ledger_property=TODAY,
        target="""
        indicator | country | period | kind     | value
        TER-01    | XAB     | 2023   | baseline |   200
        TER-01    | XAB     | 2026   | target   |   400
    """,
        observation="indicator | country | period | value \n TER-01 | XAA | 2025-Q1 | 10",
    )
    asked = blank.rows("select min(period) from result where indicator = 'TER-01' and country = 'XAB'")
    assert asked == [("2026-Q1",)]
    assert row(blank, "TER-01", "XAB", "2026-Q1")["status"] == "no_data"


def test_nobody_is_late_with_a_period_that_was_not_asked(blank):
    # A baseline of 2023 asks nothing of 2024, and who owed 2025 only owes nothing in 2026.
    given(
        blank,
        ledger_property=TODAY,
        target="indicator | period | kind | value \n TER-01 | 2023 | baseline | 200",
        expectation="indicator | period | due_date \n TER-01 | 2025-Q4 | 2026-01-15",
        observation="indicator | country | period | value \n TER-01 | XAB | 2024-Q1 | 10",
    )
    assert blank.rows("select min(period) from result where indicator = 'TER-01' and country = 'XAA'") == [("2025-Q4",)]
    assert row(blank, "TER-01", "XAA", "2025-Q4")["status"] == "no_data"
    assert row(blank, "TER-01", "XAA", "2026-Q1")["status"] == "not_due"


def test_one_figure_for_all_countries_replaces_their_sum_only_in_its_own_quarter(blank):
    given(
        blank,
        ledger_property=TODAY,
        observation="""
        indicator | country | period  | value
        TER-01    | XAA     | 2026-Q1 |    10
        TER-01    | XAB     | 2026-Q1 |    20
        TER-01    | ALL     | 2026-Q2 |    90
    """,
    )
    assert row(blank, "TER-01", "ALL", "2026-Q1")["value"] == 10 + 20
    assert row(blank, "TER-01", "ALL", "2026-Q2")["value"] == 90


def test_a_revised_target_of_a_flow_leaves_the_other_years_alone(blank):
    given(
        blank,
        ledger_property=TODAY,
        target="""
        indicator | period | kind   | revision | value | valid_from
        TER-01    | 2025   | target |        0 |   100 |
        TER-01    | 2026   | target |        0 |   400 |
        TER-01    | 2025   | target |        1 |    90 | 2025-03-01
    """,
        expectation="""
        indicator | period  | due_date
        TER-01    | 2025-Q4 | 2026-01-15
        TER-01    | 2026-Q3 | 2026-10-15
    """,
    )
    for_year = dict(blank.rows("select quarter, target from figure where indicator = 'TER-01'"))
    assert (for_year["2025-Q4"], for_year["2026-Q3"]) == (90, 400)


def test_a_revised_milestone_leaves_the_rest_of_the_path_and_a_revised_baseline_all_of_it(blank):
    given(
        blank,
        ledger_property=TODAY,
        target="""
        indicator | period  | kind      | revision | value | valid_from
        TER-03    | 2025-Q3 | baseline  |        0 |    30 |
        TER-03    | 2026-Q3 | milestone |        0 |    50 |
        TER-03    | 2027-Q3 | target    |        0 |    70 |
        TER-03    | 2025-Q3 | baseline  |        1 |    34 | 2026-02-01
        TER-03    | 2026-Q3 | milestone |        1 |    46 | 2026-03-12
    """,
        observation="indicator | period  | numerator | denominator \n TER-03 | 2026-Q3 | 41 | 100",
    )
    now = row(blank, "TER-03", "XAA", "2026-Q3")
    assert (now["baseline"], now["expected"], now["target"]) == (34, 46, 70)


def test_a_part_that_is_withheld_makes_the_whole_incomplete_and_not_smaller(blank):
    given(
        blank,
        ledger_property=TODAY,
        target="""
        indicator | country | period | kind     | value
        IRR-01    | ALL     | 2025   | baseline |   400
        IRR-01    | ALL     | 2026   | target   |   300
    """,
        observation="""
        indicator | country | period  | dimension  | state    | value
        IRR-01    | ALL     | 2026-Q1 | route=west | reported |    40
        IRR-01    | ALL     | 2026-Q1 | route=east | withheld |
    """,
    )
    assert blank.rows("select value, incomplete from figure where indicator = 'IRR-01' and quarter = '2026-Q1'") == [
        (40, True)
    ]
    assert row(blank, "IRR-01", "ALL", "2026-Q1")["status"] in ("not_assessable", "context")


def test_a_figure_of_which_one_reporter_is_missing_is_not_judged(blank):
    given(
        blank,
        ledger_property=TODAY,
        target="""
        indicator | period  | kind     | value
        TER-03    | 2025-Q3 | baseline |    30
        TER-03    | 2027-Q3 | target   |    70
    """,
        expectation="""
        indicator | period  | reporter | due_date
        TER-03    | 2026-Q2 | BZ       | 2026-07-15
        TER-03    | 2026-Q2 | AM       | 2026-07-15
    """,
        observation="indicator | period  | reporter | numerator | denominator \n TER-03 | 2026-Q2 | BZ | 41 | 100",
    )
    assert row(blank, "TER-03", "XAA", "2026-Q2")["status"] == "not_assessable"
    given(
        blank,
        observation="indicator | period  | reporter | numerator | denominator \n TER-03 | 2026-Q2 | AM | 47 | 100",
    )
    assert row(blank, "TER-03", "XAA", "2026-Q2")["status"] == "on_track"


def test_red_stays_red_until_a_reported_figure_clears_it(blank):
    given(
        blank,
        ledger_property=TODAY,
        observation="""
        indicator | country | period  | state          | value
        TER-H1    | XAA     | 2025-Q4 | reported       |     2
        TER-H1    | XAA     | 2026-Q1 | not_applicable |
        TER-H1    | XAA     | 2026-Q3 | reported       |     0
        TER-H1    | XAB     | 2025-Q4 | reported       |     1
        TER-H1    | XAB     | 2026-Q1 | not_applicable |
    """,
    )
    found = {
        (country, period): (colour, judged_in)
        for country, period, colour, judged_in in blank.rows(
            "select country, period, colour, judged_in from safeguard_state where period <= '2026-Q3'"
        )
    }
    assert [found["XAA", quarter] for quarter in ("2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3")] == [
        ("red", "2025-Q4"),
        ("red", "2025-Q4"),
        ("red", "2025-Q4"),
        ("in_order", "2026-Q3"),
    ]
    assert found["XAB", "2026-Q1"] == ("not_due", None)


def test_what_stays_red_is_shown_with_the_figure_that_made_it_so(blank):
    given(
        blank,
        ledger_property=TODAY,
        observation="""
        indicator | country | period  | state          | value
        TER-H1    | GHA     | 2025-Q4 | reported       |     2
        TER-H1    | GHA     | 2026-Q1 | not_applicable |
    """,
    )
    for code in ("2026-Q1", "2026-Q3", "2026-Q4"):
        [shown] = harm.known(blank, code).to_dict("records")
        assert (shown["colour"], shown["value"], shown["period"]) == ("red", 2, "2025-Q4"), code


def test_a_figure_that_is_late_is_named_once_also_where_one_country_is_all(blank):
    given(
        blank,
        ledger_property=TODAY,
        expectation="indicator | country | period | reporter | due_date \n TER-01 | GHA | 2026-Q2 | BZ | 2026-07-15",
    )
    late = quarter.late(blank, "2026-Q2")
    assert late[["indicator", "country", "reporters"]].values.tolist() == [["TER-01", "GHA", "BZ"]]


def test_a_target_for_a_later_year_lengthens_the_path_and_leaves_what_was_set(blank):
    given(
        blank,
        ledger_property=TODAY,
        target="""
        indicator | period  | kind     | revision | value | valid_from
        IRR-07    | 2025-Q4 | baseline |        0 |     0 |
        IRR-07    | 2026-Q4 | target   |        0 |  1000 |
        IRR-07    | 2028-Q4 | target   |        1 |  5000 | 2026-02-01
    """,
        observation="indicator | period | value \n IRR-07 | 2026-Q2 | 500",
    )
    now = row(blank, "IRR-07", "XAA", "2026-Q2")
    assert (now["target"], now["expected"], now["status"]) == (1000, 500, "on_track")


def test_a_part_that_was_given_before_and_is_not_now_makes_the_whole_incomplete(blank):
    given(
        blank,
        ledger_property=TODAY,
        observation="""
        indicator | country | period  | dimension     | value
        IRR-01    | ALL     | 2026-Q1 | route=west    |    40
        IRR-01    | ALL     | 2026-Q1 | route=east    |    25
        IRR-01    | ALL     | 2026-Q2 | route=west    |    41
        TER-09    | GHA     | 2026-Q1 | member_state=fra |  4
        TER-09    | GHA     | 2026-Q2 | member_state=deu |  5
    """,
    )
    found = dict(blank.rows("select indicator || period, partial from observed"))
    assert found == {"IRR-012026-Q1": False, "IRR-012026-Q2": True, "TER-092026-Q1": False, "TER-092026-Q2": False}


def test_a_quarter_that_does_not_apply_is_no_gap_and_brings_nothing_old_back(blank):
    given(
        blank,
        ledger_property=TODAY,
        target="indicator | period | kind | value \n TER-01 | 2026 | target | 400",
        observation="""
        indicator | country | period  | state          | value
        TER-01    | XAA     | 2026-Q1 | not_applicable |
        TER-01    | XAA     | 2026-Q2 | reported       |   200
        IRR-07    | XAB     | 2025-Q4 | reported       |  1000
        IRR-07    | XAB     | 2026-Q1 | not_applicable |
        IRR-07    | XAA     | 2026-Q1 | reported       |    10
    """,
    )
    assert row(blank, "TER-01", "XAA", "2026-Q2")["status"] == "on_track"
    assert row(blank, "IRR-07", "ALL", "2026-Q1")["value"] == 10


def test_over_countries_only_those_count_of_which_the_figure_is_whole(blank):
    given(
        blank,
        ledger_property=TODAY,
        target="""
        indicator | country | period | kind   | value
        TER-01    | XAA     | 2026   | target |   100
        TER-01    | XAB     | 2026   | target |  1000
    """,
        observation="""
        indicator | country | period  | value
        TER-01    | XAA     | 2026-Q1 |    40
        TER-01    | XAA     | 2026-Q2 |    40
        TER-01    | XAB     | 2026-Q2 |   100
    """,
        expectation="indicator | country | period | due_date \n TER-01 | XAB | 2026-Q1 | 2026-04-15",
    )
    over = row(blank, "TER-01", "ALL", "2026-Q2")
    assert (over["actual"], over["target"], over["reported"], over["countries"]) == (80, 100, 1, 2)


def test_what_was_counted_since_january_keeps_countries_that_say_nothing_this_quarter(blank):
    given(
        blank,
        ledger_property=TODAY,
        observation="""
        indicator | country | period  | value
        TER-01    | XAA     | 2025-Q4 |     7
        TER-01    | XAA     | 2026-Q1 |    40
        TER-01    | XAB     | 2026-Q1 |    20
        TER-01    | XAB     | 2026-Q2 |    10
    """,
    )
    assert row(blank, "TER-01", "ALL", "2026-Q1")["to_date"] == 40 + 20
    assert row(blank, "TER-01", "ALL", "2026-Q2")["to_date"] == 40 + 20 + 10
    assert row(blank, "TER-01", "XAA", "2026-Q2")["to_date"] == 40


def test_half_a_figure_does_not_clear_a_red_safeguard(blank):
    """TER-H3: none may leave without a check. Two report; in the third quarter one of them did not yet."""
    given(
        blank,
        ledger_property=TODAY,
        expectation="""
        indicator | country | period  | reporter | due_date
        TER-H3    | GHA     | 2026-Q2 | BZ       | 2026-07-15
        TER-H3    | GHA     | 2026-Q2 | AM       | 2026-07-15
        TER-H3    | GHA     | 2026-Q3 | BZ       | 2026-10-15
        TER-H3    | GHA     | 2026-Q3 | AM       | 2026-10-15
        TER-H3    | KEN     | 2026-Q3 | BZ       | 2026-10-15
        TER-H3    | KEN     | 2026-Q3 | AM       | 2026-10-15
    """,
        observation="""
        indicator | country | period  | reporter | value
        TER-H3    | GHA     | 2026-Q2 | BZ       |     0
        TER-H3    | GHA     | 2026-Q2 | AM       |     3
        TER-H3    | GHA     | 2026-Q3 | BZ       |     0
        TER-H3    | KEN     | 2026-Q3 | BZ       |     0
    """,
    )
    colours = dict(blank.rows("select country || period, colour from safeguard_state"))
    assert (colours["GHA2026-Q2"], colours["GHA2026-Q3"], colours["KEN2026-Q3"]) == ("red", "red", "no_data")
    given(blank, observation="indicator | country | period | reporter | value \n TER-H3 | GHA | 2026-Q3 | AM | 0")
    assert dict(blank.rows("select period, colour from safeguard_state where country = 'GHA'"))["2026-Q3"] == "in_order"


@pytest.mark.parametrize(
    ("deaths", "colour"),
    [((0, 0, 0, 0, 90), "red"), ((0, 0, 0, 0, 0), "in_order"), ((8, 8, 8, 8, None, 20), "red")],
)
def test_a_rise_from_nothing_or_after_a_gap_is_seen(blank, deaths, colour):
    quarters = ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2"]
    reported = "\n".join(
        f"IRR-H1 | ALL | {code} | {number} | 1000"
        for code, number in zip(quarters, deaths, strict=False)
        if number is not None
    )
    given(
        blank,
        ledger_property=TODAY,
        observation=f"indicator | country | period | numerator | denominator \n {reported}",
    )
    last = quarters[len(deaths) - 1]
    assert blank.rows("select colour from safeguard_state where period = ?", last) == [(colour,)]
