"""Which figures a forecast rests on, what it is of, and when there is none: drawn on ledgers."""

from __future__ import annotations

import pytest

from monitoring.language import Words
from monitoring.ledger import Ledger
from monitoring.results import indicator as known
from monitoring.results.breaks import breaks
from monitoring.results.forecast import Chance, Forecast, beside, forecast, method, sentence
from monitoring.results.forecast.model import Reach
from monitoring.results.forecast.target import Target
from tests.drawn import given
from tests.theories import next_version
from theory_of_change.text import Message

TODAY = "name | value \n reference_date | 2026-10-28"
QUARTERS = ("2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3")
NEXT = "Number of people whose departure was established by the state, voluntary or forced."
FORMER = (
    "Number of people whose departure was established by the state (voluntary under supervision or forced). "
    "'Independent without supervision' is not counted."
)


def figures(indicator: str, *values: float | None, periods: tuple[str, ...] = QUARTERS) -> str:
    """A drawn table of the last figures up to the third quarter of 2026; None is a quarter without one."""
    there = zip(periods[-len(values) :], values, strict=True)
    return "indicator | period | value\n" + "\n".join(f"{indicator} | {p} | {v}" for p, v in there if v is not None)


def shares(indicator: str, *percents: float) -> str:
    drawn = zip(QUARTERS[-len(percents) :], percents, strict=True)
    return "indicator | period | numerator | denominator\n" + "\n".join(
        f"{indicator} | {period} | {percent * 10} | 1000" for period, percent in drawn
    )


def target(indicator: str, period: str, value: float, baseline: float | None = None) -> str:
    rows = ["indicator | period | kind | value", f"{indicator} | {period} | target | {value}"]
    return "\n".join([*rows, *([] if baseline is None else [f"{indicator} | 2024-Q4 | baseline | {baseline}"])])


def seen(ledger: Ledger, code: str, country: str = "XAA", quarter: str = "2026-Q3") -> Forecast:
    found = forecast(ledger, code, country, quarter)
    assert isinstance(found, Forecast), found
    return found


def refused(ledger: Ledger, code: str, country: str = "XAA", quarter: str = "2026-Q3") -> str:
    found = forecast(ledger, code, country, quarter)
    assert isinstance(found, Message), found
    return Words("en")(found)


def test_a_flow_is_looked_at_over_its_year_what_was_reported_and_the_rest(blank):
    given(
        blank,
        ledger_property=TODAY,
        target=target("TER-01", "2026", 500),
        observation=figures("TER-01", 90, 94, 88, 95, 101, 99, 104),
    )
    found = seen(blank, "TER-01")
    [last] = found.steps
    assert last.period == "2026-Q4"
    assert found.end.middle == pytest.approx(101 + 99 + 104 + last.reach.middle)
    assert found.end.high - found.end.low == pytest.approx(last.reach.high - last.reach.low)
    assert found.chance is Chance.PROBABLY_NOT
    assert (found.known, found.first, found.last) == (7, "2025-Q1", "2026-Q3")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "At this pace 410 in the whole of 2026, with 80 in 100 between 402 and 418; "),
        ("nl", "In dit tempo 410 in heel 2026, met 80 op de 100 tussen 402 en 418; "),
    ],
)
def test_it_is_one_sentence_in_both_languages(blank, language, said):
    given(
        blank,
        ledger_property=TODAY,
        target=target("TER-01", "2026", 500),
        observation=figures("TER-01", 90, 94, 88, 95, 101, 99, 104),
    )
    found, say = seen(blank, "TER-01"), Words(language)
    assert say(sentence(found)).startswith(said)
    assert ("Theta" in say(method(found))) and "7" in say(method(found))


def test_a_band_of_which_both_ends_read_the_same_is_not_given_as_two_numbers():
    told = Forecast(
        "ratio", "percent", Target("2027-Q4", 70.0), Reach(60.8, 61.1, 61.4), Chance.PROBABLY_NOT, (), 7, *QUARTERS[::6]
    )
    assert Words("en")(sentence(told)) == (
        "At this pace 61% by the end of 2027, with hardly any room around it; the target is 70%: probably not reached."
    )


def test_a_forecast_goes_along_in_rows_and_columns_of_its_own(blank):
    given(
        blank,
        ledger_property=TODAY,
        target=target("TER-01", "2026", 500),
        observation=figures("TER-01", 90, 94, 88, 95, 101, 99, 104),
    )
    found = seen(blank, "TER-01")
    rows = beside(known.course(blank, "TER-01", "XAA", "2026-Q3"), found)
    reported, coming = rows[rows["row"] == "figure"], rows[rows["row"] != "figure"]
    assert reported["value"].astype(float).sum() == rows["value"].dropna().astype(float).sum() == 671
    assert reported[["low", "middle", "high"]].isna().all(axis=None)
    assert coming[["row", "period"]].values.tolist() == [["forecast", "2026-Q4"], ["forecast_of_year", "2026"]]
    assert coming["middle"].tolist() == [found.steps[0].reach.middle, found.end.middle]


def test_of_five_figures_nothing_is_said_and_of_six_something(blank):
    given(
        blank,
        ledger_property=TODAY,
        target=target("TER-05", "2026-H2", 9, 1),
        observation=figures("TER-05", 3, 4, 4, 6, 5, periods=("2024-H1", "2024-H2", "2025-H1", "2025-H2", "2026-H1")),
    )
    assert refused(blank, "TER-05") == "5 reported figures; 6 are needed for a forecast."
    given(blank, observation="indicator | period | value \n TER-05 | 2023-H2 | 2")
    assert [step.period for step in seen(blank, "TER-05").steps] == ["2026-H2"]


def test_a_share_stays_between_nought_and_a_hundred(blank):
    given(
        blank,
        ledger_property=TODAY,
        target=target("TER-03", "2027", 99, 40),
        observation=shares("TER-03", 80, 92, 86, 97, 93, 99, 98),
    )
    found = seen(blank, "TER-03")
    assert len(found.steps) == 5
    assert all(0 <= step.reach.low <= step.reach.middle <= step.reach.high <= 100 for step in found.steps)
    assert found.end.high == 100


def test_what_is_counted_since_the_start_never_falls_and_since_january_begins_anew(blank):
    given(
        blank,
        ledger_property=TODAY,
        target=target("IRR-07", "2027", 900, 100) + "\nIRR-08 | 2026 | target | 200\nIRR-08 | 2027 | target | 200",
        observation=figures("IRR-07", 200, 320, 340, 490, 500, 640, 650)
        + "\n"
        + figures("IRR-08", 40, 85, 120, 170, 44, 92, 131).partition("\n")[2],
    )
    total = seen(blank, "IRR-07")
    assert all(step.reach.low >= 650 for step in total.steps)
    year = seen(blank, "IRR-08")
    [step] = year.steps
    assert (year.end, year.known) == (step.reach, 7)
    assert 131 <= year.end.low <= year.end.middle <= 190


def test_where_a_small_cell_is_hidden_nothing_is_said_and_no_number_given(blank):
    given(
        blank,
        ledger_property=TODAY,
        target=target("TER-01", "2026", 500),
        observation=figures("TER-01", 90, 94, 3, 95, 101, 99, 104),
    )
    said = refused(blank, "TER-01")
    assert said.startswith("A figure of this series is hidden") and not any(letter.isdigit() for letter in said)


@pytest.mark.parametrize(
    ("code", "country", "said"),
    [
        ("TER-01", "ALL", "Over all countries"),
        ("TER-06", "XAA", "This is context"),
        ("SMO-06", "XAA", "It is reached or not"),
        ("IRR-07", "XAA", "There is no target"),
    ],
)
def test_of_what_nothing_is_said(blank, code, country, said):
    given(blank, ledger_property=TODAY, observation=figures(code, 21, 32, 44, 53, 66, 75, 88))
    assert refused(blank, code, country).startswith(said)


def test_figures_that_lie_on_a_line_show_no_band(blank):
    given(
        blank,
        ledger_property=TODAY,
        target=target("TER-01", "2026", 500),
        observation=figures("TER-01", 90, 90, 90, 90, 90, 90, 90),
    )
    assert refused(blank, "TER-01").startswith("The reported figures lie exactly on one line")


def test_no_further_ahead_than_the_figures_go_back_and_not_behind(blank):
    given(
        blank,
        ledger_property=TODAY,
        target=target("IRR-07", "2026-Q2", 900, 100) + "\nTER-02 | 2029 | target | 90",
        observation=figures("IRR-07", 200, 320, 340, 490, 500, 640, 650),
    )
    assert refused(blank, "IRR-07").startswith("The last target was to be reached by the end of the 2nd quarter 2026")
    given(blank, observation=shares("TER-02", 41, 46, 44, 47, 43, 49, 48))
    assert refused(blank, "TER-02").startswith(
        "The target is to be reached by the end of 2029, 13 figures on, and there are 7 figures"
    )


def test_a_revised_target_is_looked_ahead_to_from_the_day_on_which_it_holds(blank):
    given(
        blank,
        ledger_property=TODAY,
        target="""
        indicator | period  | kind     | revision | value | valid_from
        IRR-07    | 2024    | baseline |        0 |   100 |
        IRR-07    | 2026-Q4 | target   |        0 |   700 |
        IRR-07    | 2026-Q4 | milestone|        1 |   650 | 2026-09-01
        IRR-07    | 2027-Q2 | target   |        1 |   900 | 2026-09-01
        """,
        observation=figures("IRR-07", 200, 320, 340, 490, 500, 640, 650),
    )
    assert seen(blank, "IRR-07").target.period == "2027-Q2"
    assert seen(blank, "IRR-07", quarter="2026-Q2").target.period == "2026-Q4"


def test_only_figures_of_the_definition_that_holds_are_taken(blank, tmp_path):
    given(
        blank,
        ledger_property=TODAY,
        target=target("TER-01", "2026", 500),
        observation=figures("TER-01", 90, 94, 88, 95, 101, 99, 104),
    )
    seen(blank, "TER-01")
    next_version(blank, "TER", tmp_path, (FORMER, NEXT), valid_from="2026-01-01")
    assert refused(blank, "TER-01") == (
        "3 reported figures since the definition changed in the 1st quarter 2026; 6 are needed for a forecast."
    )
    [turn] = breaks(blank, "TER-01", known.course(blank, "TER-01", "XAA", "2026-Q3"))
    said = Words("en")(turn.sentence)
    assert said.startswith("From the 1st quarter 2026 on it is defined otherwise: the definition was “Number of people")
    assert f"and is “{NEXT.removesuffix('.')}”. What" in said


def test_a_new_version_that_changes_something_else_is_no_break(blank, tmp_path):
    given(
        blank,
        ledger_property=TODAY,
        target=target("TER-01", "2026", 500),
        observation=figures("TER-01", 90, 94, 88, 95, 101, 99, 104),
    )
    next_version(blank, "TER", tmp_path, ("en: Return and readmission", "en: Return"), valid_from="2026-01-01")
    assert blank.rows("select max(version) from result where indicator = 'TER-01'") == [(2,)]
    assert breaks(blank, "TER-01", known.course(blank, "TER-01", "XAA", "2026-Q3")) == []
    assert seen(blank, "TER-01").known == 7


def test_the_target_ahead_is_the_one_a_figure_is_judged_by(example_ledger):
    """Where it is of the period that is judged; the plain rule in SQL and this one agree over the whole example."""
    agreed = 0
    rows = example_ledger.rows(
        "select indicator, country, target::double, kind from result where period = '2026-Q3' and country in ('XAA', 'XAD')"
    )
    for code, country, judged_by, kind in rows:
        found = forecast(example_ledger, code, country, "2026-Q3")
        if isinstance(found, Forecast):
            assert kind in ("flow", "yearly", "cumulative", "stock", "ratio", "median", "index")
            assert found.target.value == pytest.approx(judged_by), (code, country)
            agreed += 1
    assert agreed > 20
