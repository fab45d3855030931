"""Sheets as they really come, mapped by clicking on the page only, until they land and add up.

What mending each of them needs is told in `tests/intake/test_real_sheets.py`; here an analyst does it.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from monitoring.intake.layout import load
from monitoring.ledger import Ledger
from tests.pages.conftest import title, words

FROM_FRONTEX = "select sum(value) from observation where indicator = ?"


@pytest.fixture
def frontex(shared: Path) -> Path:
    return shared / "workbooks/frontex-returns"


@pytest.fixture
def drop(blank: Ledger, visit: Callable[..., AppTest]) -> Callable[[Path], AppTest]:
    """Drop a file on the page, as an analyst of A&M."""

    def run(file: Path) -> AppTest:
        app = visit(blank.address.folder, "deliver", **{"lang": "en", "as": "AM"})
        app.file_uploader[0].upload(file.name, file.read_bytes())
        return app.run()

    return run


def choose(app: AppTest, label: str, value: Any, number: int = 0) -> AppTest:
    """Choose in the box whose label begins so; the `number`th where several do."""
    boxes = [box for box in app.selectbox if box.label.startswith(label)]
    return boxes[number].select(value).run()


def named(app: AppTest, label: str, name: str) -> AppTest:
    """Choose what is called so in a box."""
    [box] = [box for box in app.selectbox if box.label == label]
    return box.select_index(box.options.index(name)).run()


def land(app: AppTest, layout: str) -> str:
    """Name the layout, check the file, confirm; the title of the receipt."""
    app.text_input(key="map_name").set_value(layout).run()
    app.button(key="map_check").click().run()
    assert not app.exception, app.exception
    assert "can land" in title(app), words(app)
    app.text_input(key="confirm_name").set_value("An Analyst")
    app.text_input(key="reason").set_value("A real sheet").run()
    app.button(key="confirm_button").click().run()
    return title(app)


def test_the_costs_of_2019_land_after_one_answer(blank, drop, frontex):
    file = frontex / "2019_COSTS_per_MS.xlsx"
    app = choose(drop(file), "“FX”", "=")
    assert land(app, "costs-2019").startswith("126 rows landed")
    sheet = openpyxl.load_workbook(file, read_only=True)["Sheet1"]
    cells = [row[4] for row in sheet.iter_rows(min_row=2, values_only=True) if row[4]]
    paid = sum(Decimal(cell.strip("€").replace(",", "")) for cell in cells)
    assert blank.rows("select sum(value) from context_figure") == [(paid,)]
    again = drop(file)
    assert title(again) == "Nothing in this file is new: all of it is in the ledger already"
    assert "recognised as “costs-2019”" in words(again)


def test_people_and_money_of_2023_land_as_our_indicators_as_if_nobody_had_described_them(blank, drop, frontex):
    file = frontex / "PAD-2024-00391_2023.xlsx"
    app = drop(file)
    assert "recognised as “Frontex, return operations”" in words(app)
    app = app.selectbox(key="layout").select("by_hand").run()
    app = app.checkbox(key="map_on_0_0").uncheck().run()
    for number, sheet, indicator, word in ((1, "2023 TCNs", "TER-09", "FRONTEX"), (4, "2023_costs", "TER-10", "FX")):
        app = named(app, "Sheet", sheet)
        app = app.checkbox(key=f"map_on_{number}_0").check().run()
        app = choose(app, "What does this sheet hold?", "observation")
        app = choose(app, "which is", indicator)
        if indicator == "TER-10":
            app = choose(app, "which is", "ALL", 1)
        app = choose(app, f"“{word}”", "=")
    assert land(app, "frontex-2023-by-hand").startswith("314 rows landed")
    assert blank.rows(FROM_FRONTEX, "TER-09") == [(Decimal(11_325),)]
    assert blank.rows(FROM_FRONTEX, "TER-10") == [(Decimal("51780523.4477"),)]
    assert list(load("frontex-2023-by-hand", blank).sheets[0].parts) == ["member_state"]
    again = drop(file)
    assert "It fits frontex-2023-by-hand and Frontex, return operations: choose the right one." in words(again)
    again = again.selectbox(key="layout").select("frontex-2023-by-hand").run()
    assert title(again) == "Nothing in this file is new: all of it is in the ledger already"


def test_thirteen_sheets_of_six_years_land_in_a_dozen_choices(blank, drop, frontex):
    file = frontex / "Returns_CF_2013-2018.xlsx"
    app = drop(file).button(key="map_all").click().run()
    app = choose(app, "All 63 words", "REG")
    app = choose(choose(app, "“Ukraine &", "UKR"), "“Nigeria & The Gambia", "NGA")
    app = choose(app, "“Nigeria & Ghana", "NGA")
    app = choose(named(app, "Sheet", "2018_costs"), "“FX”", "=")
    app = choose(named(app, "Sheet", "2016_costs_II part"), "402 empty cells of date", "-")
    [series] = [box for box in app.text_input if box.value == "TOTAL PAID"]
    app = series.set_value("TOTAL PAID, part II").run()
    assert "13 of 13 sheets are read" in [each.value for each in app.caption]
    assert land(app, "returns-2013-2018").startswith("2,799 rows landed")
    found = dict(blank.rows("select series, sum(value) from context_figure group by 1"))
    book = openpyxl.load_workbook(file, read_only=True, data_only=True)
    assert found["TCNs (accepted)"] == column_sum(book, "2013-2018_TCNs", 4) == 44_900
    for place, series in enumerate(("Escort Leaders", "Escorts", "Escorts from Pool", "Medical Personnel"), 3):
        assert found[series] == sum(column_sum(book, f"{year}_staff_FAR", place) for year in (2016, 2017, 2018)), series
    # Of 2017 there is a total below the figures, as much as they are.
    paid = [column_sum(book, "2018_costs", 3), column_sum(book, "2017_costs", 3) / 2]
    assert found["TOTAL PAID"] == sum([*paid, column_sum(book, "2016_costs_I part", 3)])


def column_sum(book: Any, sheet: str, place: int) -> Decimal:
    """The numbers of a column added up, each as its shortest text says it."""
    cells = [row[place] for row in book[sheet].iter_rows(values_only=True) if len(row) > place]
    return sum((Decimal(f"{cell:.10g}") for cell in cells if isinstance(cell, int | float)), start=Decimal(0))
