"""The example: whole, fictional for ever, the same each time, and with the stories a demonstration needs."""

from __future__ import annotations

import pytest

from monitoring.example import load as example
from monitoring.example import plan
from monitoring.example.deliveries import deliveries
from monitoring.intake.reading import read
from monitoring.intake.submit import submit
from monitoring.ledger import FictionalForEver
from monitoring.money import execution, spending
from monitoring.results import changes, picture
from monitoring.results import quarter as quarters
from monitoring.results.links import LinkState
from monitoring.start import start
from tests.conftest import copy
from tests.drawn import given
from tests.intake.sheets import FIGURE, Sheet

LAST = "2026-Q3"


def status(ledger, indicator: str, country: str, quarter: str = LAST) -> str:
    return ledger.row(
        "select status from result where indicator = ? and country = ? and period = ?", indicator, country, quarter
    )[0]


def colour(ledger, safeguard: str, country: str, quarter: str = LAST) -> str:
    return ledger.row(
        "select colour from safeguard_state where safeguard = ? and country = ? and period = ?",
        safeguard,
        country,
        quarter,
    )[0]


# What it is made of


def test_it_has_what_a_demonstration_needs(example_ledger):
    def number(sql: str) -> int:
        return example_ledger.row(sql)[0]

    assert number("select count(distinct theory) from result") == 6
    assert 8 <= number("select count(distinct country) from money where country not in ('ALL', 'REG')") <= 10
    assert number("select count(distinct budget_type) from money") == 3
    assert number("select count(distinct organisation) from submission") >= 8
    assert len(quarters.quarters(example_ledger)) == 13  # twelve that have ended, and the one of the reference date
    assert quarters.last_ended(example_ledger) == LAST
    assert number("select count(distinct period) from observation where period like '%-Q%'") == 12


def test_all_its_countries_are_invented(example_ledger):
    """User-assigned codes of ISO 3166 only, so that no real country is credited with invented results."""
    for table in ("observation", "target", "budget_line", "allocation", "expectation"):
        codes = {code for (code,) in example_ledger.rows(f"select distinct country from {table}")}
        assert codes - {"ALL", "REG"} <= {f"XA{letter}" for letter in "ABCDEFGHI"}, table
    assert example_ledger.rows("select code from country where fictional and code not like 'XA_'") == []


def test_every_figure_came_in_a_workbook(example_ledger):
    for table in ("observation", "target", "budget_line", "allocation"):
        total = example_ledger.row(f"select count(*) from {table}")[0]
        traced = example_ledger.row("select count(distinct row_key) from source_cell where table_name = ?", table)[0]
        assert traced == total > 0, table


def test_it_is_drawn_the_same_each_time(fictional):
    first, again = ([d.workbook(fictional) for d in list(deliveries())[:2]] for _ in range(2))
    sheets = [[_values(content) for content in contents] for contents in (first, again)]
    assert sheets[0] == sheets[1]


def _values(content: bytes) -> list:
    return [(sheet.name, sheet.rows) for sheet in read("x.xlsx", content).sheets.values()]


def test_it_is_as_of_a_day_in_october_2026_in_any_year(example_ledger):
    assert example_ledger.today == plan.REFERENCE_DATE
    assert (plan.REFERENCE_DATE.year, plan.REFERENCE_DATE.month) == (2026, 10)


# Where it may live


def test_a_second_load_changes_nothing(example_folder, tmp_path):
    copy(example_folder, tmp_path / "ledger")
    ledger = start(tmp_path / "ledger").ledger
    before = ledger.number
    assert example.load(ledger) == 0
    assert ledger.number == before


def test_it_refuses_a_ledger_that_holds_anything_else(blank):
    sheet = Sheet(blank)
    sheet.put("observation", 1, **FIGURE | {"country": "Tunesië"})
    submit(blank, sheet.check(), "real figures")
    with pytest.raises(example.OtherFigures):
        example.load(blank)
    assert not blank.fictional


def test_a_load_that_was_broken_off_goes_on_where_it_was(fictional):
    class Stop(Exception):
        pass

    def stop(name: str, share: float) -> None:
        if share > 0.03:
            raise Stop

    with pytest.raises(Stop):
        example.load(fictional, stop)
    half = fictional.row("select count(*) from submission")[0]
    assert 0 < half < 5
    with pytest.raises(Stop):
        example.load(fictional, stop)
    assert fictional.row("select count(*) from submission")[0] == half


def test_with_a_sheet_of_ones_own_it_stays_fictional(fictional):
    sheet = Sheet(fictional)
    sheet.put("observation", 1, **FIGURE)
    submit(fictional, sheet.check(), "my own sheet")
    assert fictional.fictional
    with pytest.raises(FictionalForEver):
        given(fictional, ledger_property="name | value \n fictional | false")
    assert fictional.fictional


# The stories


def test_a_programme_on_course(example_ledger):
    for code in ("SMO-01", "SMO-02", "SMO-03", "SMO-04", "SMO-08"):
        assert status(example_ledger, code, "XAC") == "on_track", code


def test_delivered_without_effect(example_ledger):
    """In Belmora papers come quickly, but cooperation does not grow with it: the theory is in question."""
    shown = picture.picture(example_ledger, "TER", LAST, "XAB")
    states = {judged.link.code: judged.state for judged in shown.links}
    assert states["TER-L07"] is LinkState.THEORY_IN_QUESTION
    assert (status(example_ledger, "TER-04", "XAB"), status(example_ledger, "TER-03", "XAB")) == ("on_track", "behind")


def test_spending_without_delivering(example_ledger):
    """In Galdea the money for information and training goes out, the places stay empty."""
    assert {status(example_ledger, code, "XAG") for code in ("IRR-07", "IRR-08")} == {"behind"}
    money = spending.by(example_ledger, ["theme"], year=2026, country="XAG").set_index("theme").loc["IRR"]
    assert money["expenditure"] >= money["allocation"] * 6 / 10


def test_displacement_between_two_routes(example_ledger):
    parts = {
        (dimension, period): value
        for dimension, period, value in example_ledger.rows(
            "select dimension, period, value::int from observation where indicator = 'IRR-01' and country = 'ALL'"
        )
    }
    west, east = ([parts[f"route={route}", p] for p in ("2025-Q3", LAST)] for route in ("west", "east"))
    assert west[1] < west[0] * 0.7
    assert east[1] > east[0] * 1.3
    assert colour(example_ledger, "IRR-H1", "ALL") == "amber"


def test_a_safeguard_turns_red_and_caps_what_looks_good(example_ledger):
    assert [colour(example_ledger, "TER-H1", "XAB", q) for q in ("2026-Q1", "2026-Q2", LAST)] == [
        "in_order",
        "amber",
        "red",
    ]
    standing = next(s for s in quarters.theories(example_ledger, LAST) if s.code == "TER")
    assert standing.headline.value == "capped"
    assert changes.changes(example_ledger, LAST)[0].mark == "red"


def test_late_figures_are_late_and_never_zero(example_ledger):
    late = quarters.late(example_ledger, LAST)
    assert {"HAN-02", "TER-07", "IRR-09"} <= set(late["indicator"])
    value, state = example_ledger.row(
        "select value, status from result where indicator = 'TER-07' and country = 'XAG' and period = ?", LAST
    )
    assert (value, state) == (None, "no_data")


def test_a_true_zero_is_a_figure(example_ledger):
    value, state = example_ledger.row(
        "select value::int, status from result where indicator = 'HAN-06' and country = 'XAE' and period = ?", LAST
    )
    assert value == 0
    assert state not in ("no_data", "stale")


def test_a_revised_target_is_shown_beside_the_first_one(example_ledger):
    original, target = example_ledger.row(
        "select original_target, target from result where indicator = 'TER-03' and country = 'XAB' and period = ?", LAST
    )
    revisions = example_ledger.rows(
        "select revision, reason from target where indicator = 'TER-03' and country = 'XAB' and revision > 0"
    )
    assert original is not None
    assert target is not None
    assert revisions
    assert all(reason for _, reason in revisions)


def test_a_budget_that_runs_behind_the_calendar(example_ledger):
    pace = {one.budget_type: one.pace.value for one in execution.execution(example_ledger, LAST)}
    assert pace == {"BZ_ODA": "as_planned", "AM_NON_ODA": "underspending", "OWN": "as_planned"}
