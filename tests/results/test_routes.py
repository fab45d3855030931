"""Detections and deaths by route as Frontex and IOM give them, against the same worked out with pandas alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from monitoring.intake.check import check
from monitoring.intake.layout import load
from monitoring.intake.submit import submit
from monitoring.language import Words
from monitoring.ledger import Ledger
from monitoring.person import Person
from monitoring.results import counter
from monitoring.results.signals import signals
from monitoring.results.signals.of_displacement import between_parts
from monitoring.start import start
from tests.conftest import copy

AM = Person("An Analyst", "AM", ("analyst",))
EN, NL = Words("en"), Words("nl")
CALLED = {
    "Western Mediterranean Route": "western_mediterranean",
    "Central Mediterranean Route": "central_mediterranean",
    "Eastern Mediterranean Route": "eastern_mediterranean",
    "Western African Route": "western_african",
    "Western African Atlantic Route": "western_african",
    "Western Balkan Route": "western_balkan",
    "Eastern Borders Route": "eastern_borders",
    "Black Sea Route": "black_sea",
    "Circular Route from Albania to Greece": "albania_greece",
    "Other": "other",
}
BOTH = ["central_mediterranean", "eastern_mediterranean", "western_african", "western_mediterranean"]


@pytest.fixture(scope="module")
def ledger(routes_folder: Path) -> Iterator[Ledger]:
    """To be read only."""
    opened = start(routes_folder).ledger
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def detections(shared: Path) -> pd.DataFrame:
    """Detections, a row per quarter and a column per route, from the text that Frontex publishes beside its workbook."""
    raw = pd.read_csv(shared / "migration/Frontex_monthly_detections_20220204.csv", sep=";", encoding="utf-8-sig")
    months = raw.drop(columns=["Border type or inland", "Nationality"]).groupby("Route").sum().T
    months.index = pd.to_datetime(months.index, format="%b%Y")
    return by_quarter(months.rename(columns=CALLED))


@pytest.fixture(scope="module")
def deaths(shared: Path) -> pd.DataFrame:
    """Deaths and disappearances, a row per quarter and a column per route; no number where no incident is known."""
    raw = pd.read_parquet(shared / "migration/IOM_gdidata_missing_migrants.parquet")
    raw = raw.assign(t=pd.to_datetime(raw["t"]))[raw["route"].isin(CALLED)]
    days = raw.pivot_table(index="t", columns="route", values="dead", aggfunc="sum")
    return by_quarter(days.rename(columns=CALLED)).drop(index="2025-Q2")  # of which only April is there


def by_quarter(moments: pd.DataFrame) -> pd.DataFrame:
    summed = moments.groupby([moments.index.year, moments.index.quarter]).sum(min_count=1)
    summed.index = [f"{year}-Q{quarter}" for year, quarter in summed.index]
    return summed


def landed(ledger: Ledger, code: str) -> pd.DataFrame:
    rows = ledger.frame(
        "select period, dimension, value::double as value, country, reporter from observation where indicator = ?", code
    )
    assert set(rows["country"]) == {"ALL"} and set(rows["reporter"]) == {"AM"}
    rows["route"] = rows["dimension"].str.removeprefix("route=")
    return rows.pivot(index="period", columns="route", values="value")


def test_every_detection_lands_as_a_part_of_its_quarter(ledger, detections):
    found = landed(ledger, "IRR-01")
    assert found.size == len(detections) * 9 == 52 * 9
    assert found.equals(detections[found.columns].astype(float).rename_axis("period").rename_axis("route", axis=1))


def test_every_death_on_a_route_that_both_know_lands_and_none_is_made_up(ledger, deaths):
    found = landed(ledger, "IRR-02")
    plain = deaths[found.columns].rename_axis("period").rename_axis("route", axis=1)
    assert list(found.columns) == BOTH
    pd.testing.assert_frame_equal(found, plain)
    assert found["western_african"].isna().sum() > 0  # a register that is silent is no zero


def test_a_figure_knows_the_cells_it_was_added_up_from(ledger, shared):
    [(cells,)] = ledger.rows(
        "select cells from source_cell where row_key = 'IRR-01|ALL|2021-Q4|AM|route=black_sea'",
    )
    raw = pd.read_csv(shared / "migration/Frontex_monthly_detections_20220204.csv", sep=";", encoding="utf-8-sig")
    assert len(cells.split(",")) == 3 * (raw["Route"] == "Black Sea Route").sum()


def test_the_same_file_again_changes_nothing(routes_folder, tmp_path, shared):
    ledger = start(copy(routes_folder, tmp_path / "ledger")).ledger
    content = (shared / "migration/Frontex_monthly_detections_20220204.csv").read_bytes()
    again = check(ledger, ledger.number, AM, "again.csv", content, load("frontex-detections-csv", ledger))
    assert submit(ledger, again, "the text instead of the workbook").number is None
    ledger.close()


def moved(series: pd.DataFrame, quarter: str) -> tuple[str, str] | None:
    """From which route to which it moved, worked out in a loop: the largest fall and the largest rise that count."""
    before = f"{int(quarter[:4]) - 1}{quarter[4:]}"
    if before not in series.index or quarter not in series.index:
        return None
    fell, rose = ("", 0.0), ("", 0.0)
    for route in sorted(series.columns):
        now, then = series.loc[quarter, route], series.loc[before, route]
        if pd.isna(now) or pd.isna(then) or min(now, then) < 10 or abs(now / then - 1) < 0.2:
            continue
        if now - then < fell[1]:
            fell = (route, now - then)
        if now - then > rose[1]:
            rose = (route, now - then)
    one, other = sorted((-fell[1], rose[1]))
    return (fell[0], rose[0]) if one > 0 and one >= other / 10 else None


@pytest.mark.parametrize("code", ["IRR-01", "IRR-02"])
def test_displacement_fires_in_the_quarters_and_between_the_routes_where_the_series_show_it(
    ledger, detections, deaths, code
):
    series = {"IRR-01": detections, "IRR-02": deaths}[code]
    expected = {quarter: found for quarter in series.index if (found := moved(series, quarter))}
    told = {}
    for quarter in series.index:
        for one in between_parts(ledger, quarter):
            if one.of[0] == code:
                told[quarter] = one.of[2:]
    assert told == expected
    assert len(expected) >= 5


def test_what_everybody_knows_of_these_routes_is_among_the_signals(ledger):
    [one] = [each for each in signals(ledger, "2018-Q3") if each.kind == "displacement"]
    assert EN(one.sentence) == (
        "On “Central Mediterranean” it is 79% less than a year ago, on “Western Mediterranean” 282% more. "
        "It may have moved from the one to the other."
    )
    assert NL(one.sentence).startswith("Op “centrale Middellandse Zee” is het 79% minder dan een jaar geleden")
    assert [EN(fact.said) for fact in one.facts] == [
        "4,485, down 79% from 21,640 in the 3rd quarter 2017",
        "23,490, up 282% from 6,147 in the 3rd quarter 2017",
    ]
    # In 2015 a million came along the east: that a thousand fewer came elsewhere is not where they came from.
    assert [each for each in signals(ledger, "2015-Q4") if each.kind == "displacement"] == []


def test_deaths_per_thousand_detections_are_of_routes_that_both_sources_know(ledger, detections, deaths):
    for quarter in deaths.index.intersection(detections.index):
        found = counter.beside(ledger, "IRR-01", "ALL", quarter)
        assert found.period == quarter
        known = [route for route in BOTH if pd.notna(deaths.loc[quarter, route])]
        assert found.matching == [f"route={route}" for route in known]
        for row in found.rows:
            route = row.part.removeprefix("route=")
            of = known if route == "total" else [route] if route in known else []
            died, seen = deaths.loc[quarter, of].sum(), detections.loc[quarter, of].sum()
            if not of or not seen:
                assert row.rate is None
            else:
                assert (row.rate.numerator, row.rate.denominator) == (died, seen)
                assert row.rate.value == pytest.approx(1000 * died / seen)


def test_a_quarter_without_one_of_both_shows_the_last_that_has_them(ledger):
    found = counter.beside(ledger, "IRR-02", "ALL", "2025-Q1")  # until when deaths are known, and detections are not
    assert found.period == "2021-Q4"
    assert [one.code for one in found.indicators] == ["IRR-02", "IRR-01"]


def test_months_as_a_count_of_days_land_as_the_quarters_they_are_in(blank, shared):
    content = (shared / "migration/IOM_gdidata_frontex_monthly.parquet").read_bytes()
    checked = check(blank, blank.number, AM, "frontex.parquet", content, load("iom-frontex-monthly", blank))
    submit(blank, checked, "Detections through IOM")
    landed = blank.frame("select period, dimension, value::double as value from observation where indicator = 'IRR-01'")
    raw = pd.read_parquet(shared / "migration/IOM_gdidata_frontex_monthly.parquet")
    quarter = (pd.Timestamp("1970-01-01") + pd.to_timedelta(raw["t"], "D")).dt.to_period("Q")
    raw = raw.assign(period=quarter.astype(str).str.replace("Q", "-Q"), dimension="route=" + raw["route"].map(CALLED))
    ours = landed.set_index(["period", "dimension"])["value"]
    theirs = (
        raw[raw["period"] < "2025-Q2"].groupby(["period", "dimension"])["n"].sum()
    )  # of that one only April is there
    assert ours.index.get_level_values("period").max() == "2025-Q1"
    pd.testing.assert_series_equal(ours.sort_index(), theirs.sort_index(), check_names=False, check_index_type=False)
