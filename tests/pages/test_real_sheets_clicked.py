"""Sheets as they really come, landed by clicking and typing only: mapped, kept, and recognised when they come again.

The sums are held against a plain second reading of the same file.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from monitoring.intake import layout as layouts
from monitoring.ledger import Ledger
from tests.pages.conftest import title, words

FIRST, OTHERS = "map_0_0_", "context_figure_"  # the widgets of the first reading of a file


@pytest.fixture
def drop(blank, visit):
    """Drop a file on a ledger without figures, which is gone on with when the next is dropped."""

    def run(file: Path) -> AppTest:
        app = visit(blank.address.folder, "deliver", lang="en")
        app.file_uploader[0].upload(file.name, file.read_bytes())
        return app.run()

    return run


def same(app: AppTest, field: str, value: str, reading: str = FIRST) -> None:
    """Say that a field is the same for the whole sheet, and what it is."""
    key = f"{reading}{OTHERS}{field}"
    app.selectbox(key=key).select("=").run()
    box = app.text_input if any(one.key == f"{key}=" for one in app.text_input) else app.selectbox
    box(key=f"{key}=").set_value(value).run()


def land(app: AppTest, name: str) -> None:
    """Name the layout, check the file, and confirm."""
    app.text_input(key="map_name").set_value(name).run()
    app.button(key="map_check").click().run()
    assert "can land" in title(app), words(app)
    confirm(app)


def confirm(app: AppTest) -> None:
    """Say who delivers this and why, and let it land."""
    app.text_input(key="confirm_name").set_value("An Analyst")
    app.text_input(key="reason").set_value("As published").run()
    app.button(key="confirm_button").click().run()
    assert "landed in" in title(app), words(app)


def again(app: AppTest, name: str) -> None:
    """The same file once more is recognised by its headings, and says nothing new."""
    assert title(app) == "Nothing in this file is new: all of it is in the ledger already", words(app)
    assert f"recognised as “{name}”" in words(app)


def test_presence_of_organisations_below_a_row_of_tags(blank, shared, drop):
    file = shared / "workbooks/OCHA_Chad_3W_Apr2025.xlsx"
    app = drop(file)
    assert [one.label for one in app.button if "too" in one.label] == ["Read “3W Physique” too"]
    assert app.number_input[2].value == 3  # below the headings stands a row of tags
    same(app, "series", "organisations present")
    same(app, "country", "TCD")
    land(app, "ocha-presence")
    sheet = openpyxl.load_workbook(file, read_only=True)["3W Opérationnelle"]
    counted = sum(any(cell not in (None, "") for cell in row) for row in sheet.iter_rows(min_row=3, values_only=True))
    assert blank.rows("select distinct country, period, series from context_figure") == [
        ("TCD", "2025-04", "organisations present")
    ]
    assert blank.rows("select sum(value)::int from context_figure") == [(counted,)]
    again(drop(file), "ocha-presence")


def test_a_budget_with_totals_between_its_rows(blank, shared, drop):
    file = shared / "budget-nl/budgettaire_tabellen_owb_2015_origineel.csv"
    app = drop(file)
    app.selectbox(key=f"{FIRST}across_times").select(1000).run()
    same(app, "series", "budget")
    same(app, "unit", "EUR")
    app.multiselect(key=f"{FIRST}parts").set_value(["B", "M"]).run()
    assert "1,040 rows left out" in words(app)
    land(app, "budget")
    assert_budget(blank, file, dict(enumerate(range(2013, 2020))))
    again(drop(file), "budget")
    # The next budget has the same headings, and its years are counted from its own.
    file = shared / "budget-nl/budgettaire_tabellen_owb_2016_origineel.csv"
    app = drop(file)
    assert "recognised as “budget”" in words(app)
    assert "“96%” is a percentage." in words(app)  # rows that were typed one column too far
    app.checkbox(key="leave_out").check().run()
    confirm(app)
    assert_budget(blank, file, {6: 2020})  # the year that the budget before did not reach


def assert_budget(ledger: Ledger, file: Path, years: Mapping[int, int]) -> None:
    """Hold the figures of a ledger against those of a budget without its totals: the year of each of its columns."""
    with file.open(encoding="utf-8", errors="replace", newline="") as content:
        heads, *rows = csv.reader(content)
    place, total = heads.index("Bedrag t-2"), heads.index("Indicatie totaal regel J/N")
    for number, year in years.items():
        said = [row[place + number].strip().replace(",", "") for row in rows if row[total] != "J"]
        wanted = 1000 * sum((Decimal(one) for one in said if one not in ("", "-", "pm")), start=Decimal(0))
        [(found,)] = ledger.rows("select sum(value) from context_figure where period = ?", str(year))
        assert abs(found - wanted) < Decimal("0.005"), heads[place + number]


def test_grants_with_points_between_the_thousands(blank, shared, drop):
    file = shared / "budget-nl/ESF-NL_1420_actie-GTI.csv"
    app = drop(file)
    assert "4 rows cannot land yet" in words(app)
    app.selectbox(key=f"{FIRST}{OTHERS}period?ways").select("day first").run()
    land(app, "esf")
    assert blank.rows("select period, sum(value)::int from context_figure group by 1 order by 1") == [
        ("2016-Q2", 795_000 + 4_307_868 + 4_419_455),
        ("2016-Q3", 2_476_927),
    ]
    again(drop(file), "esf")


def test_results_with_baseline_target_and_actual_in_one_row(blank, shared, drop):
    file = shared / "workbooks/UNHCR_2024_results_IATI-flat.xlsx"
    app = drop(file)
    readings = (  # place and population, figure, and day or year of each
        ("map_0_0_", "actual", ("AC", "AE"), "AB", "U"),
        ("map_1_0_", "target", ("W", "Y"), "V", "U"),
        ("map_2_0_", "baseline", ("O", "Q"), "M", "N"),
    )
    for prefix, kind, (country, population), value, period in readings:
        if prefix != FIRST:
            app.button(key="map_twice").click().run()
        for field, column in (("country", country), ("value", value), ("period", period)):
            app.selectbox(key=f"{prefix}{OTHERS}{field}").select(column)
        app.run()
        if kind == "actual":
            app.selectbox(key=f"{prefix}{OTHERS}period?").select("year of day").run()
        app.multiselect(key=f"{prefix}parts").set_value(["A", population]).run()
        same(app, "kind", kind, prefix)
    land(app, "unhcr-results")
    assert [len(one.sheets) for one in layouts.saved(blank) if one.layout == "unhcr-results"] == [3]
    rows = openpyxl.load_workbook(file, read_only=True).worksheets[0].iter_rows(values_only=True)
    heads, *rows = list(rows)
    for _, kind, *_ in readings:
        place = heads.index(f"result_indicator_{kind}_value")
        wanted = sum((Decimal(str(row[place])) for row in rows if row[place] not in (None, "")), start=Decimal(0))
        assert blank.rows("select sum(value) from context_figure where kind = ?", kind) == [(wanted,)], kind
    again(drop(file), "unhcr-results")


def test_projects_of_others_and_what_cannot_land_is_left_out_by_hand(blank, shared, drop):
    """With another heading nothing is recognised, so it is said by hand what the cells mean."""
    content = (shared / "eutf/EUTF_projects_akvo.csv").read_bytes().replace(b"iati_id", b"reference", 1)
    app = drop_named(drop, blank, "projects.csv", content)
    app.selectbox(key=f"{FIRST}table").select("project").run()
    columns = {"code": "A", "name_nl": "C", "partner": "H", "start_date": "I", "end_date": "J", "parent": "R"}
    for field, column in (columns | {"budget_eur": "K"}).items():
        app.selectbox(key=f"{FIRST}project_{field}").select(column)
    app.run()
    assert "is a number that Excel shortened" in words(app)
    app.selectbox(key=f"{FIRST}project_budget_eur?exponents").select("exact").run()
    assert "is a number that Excel shortened" not in words(app)
    assert "is more than one" in words(app)  # a part of several
    app.text_input(key="map_name").set_value("projects").run()
    app.button(key="map_check").click().run()
    app.checkbox(key="leave_out").check().run()
    confirm(app)
    assert blank.rows("select count(*) from project") == [(644 - 7,)]
    assert blank.rows("select sum(amount_eur)::varchar from refused_row") == [("77927962.00",)]


def drop_named(drop, ledger: Ledger, name: str, content: bytes) -> AppTest:
    """Drop bytes under a name of their own."""
    file = Path(ledger.address.folder).parent / name
    file.write_bytes(content)
    return drop(file)


def test_a_chapter_of_a_budget_by_its_layout_which_is_chosen_by_name(blank, shared, drop):
    app = drop(shared / "budget-nl/budgettaire_tabellen_owb_2016_origineel.csv")
    assert "recognised as" not in words(app)  # three layouts have these headings
    app.selectbox(key="layout").select("owb-xvii").run()
    assert "can land" in title(app), words(app)
    confirm(app)
    of_2016 = "select distinct holder, chapter, sum(amount_eur)::bigint from allocation where year = 2016 group by all"
    assert blank.rows(of_2016) == [("BZ", "XVII", 2_548_547_000)]
