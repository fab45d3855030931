"""A sheet that nobody described: saying by hand what its cells mean, checking it, landing it, and next quarter."""

from __future__ import annotations

import re
from io import BytesIO

import openpyxl
import pytest

from monitoring.intake import layout as layouts
from monitoring.intake.undo import undo
from monitoring.person import Person
from tests.pages.conftest import title, words


def workbook(rows: list[list], name: str = "Crossings") -> bytes:
    book, file = openpyxl.Workbook(), BytesIO()
    sheet = book.active
    sheet.title = name
    for row in rows:
        sheet.append(row)
    book.save(file)
    return file.getvalue()


WIDE = [
    ["Border post counts"],
    [],
    ["Route", "Nationality", "Q1 2026", "Q2 2026", "Q3 2026"],
    ["Sea", "Morocco", 12, 30, 7],
    ["Land", "Tunisia", 5, 0, 11],
    ["Land", "Nowhere", 1, 1, 1],
    ["Total", "", 18, 31, 19],
]


@pytest.fixture
def drop(blank, visit):
    def run(content: bytes, language: str = "en", name: str = "crossings.xlsx"):
        app = visit(blank.address.folder, "deliver", lang=language)
        app.file_uploader[0].upload(name, content)
        return app.run()

    return run


def test_a_sheet_with_quarters_as_columns_lands_without_a_template(blank, drop):
    app = drop(workbook(WIDE))
    assert title(app) == "Say what the cells of crossings.xlsx mean"
    assert "6 rows land" in words(app)
    assert "3 rows cannot land yet" in words(app)
    # The total below the figures is proposed to be left out; a word that is no country is asked.
    unknown = next(box for box in app.selectbox if box.label.startswith("“Nowhere”"))
    app = unknown.select("-").run()
    assert "6 rows land · together 65" in words(app)
    app.button(key="map_check").click().run()
    assert title(app) == "6 rows can land", words(app)
    app.text_input(key="confirm_name").set_value("An Analyst")
    app.text_input(key="reason").set_value("Third quarter").run()
    app.button(key="confirm_button").click().run()
    assert blank.rows("select country, period, dimension, value::int from context_figure order by all") == [
        ("MAR", "2026-Q1", "route=sea", 12),
        ("MAR", "2026-Q2", "route=sea", 30),
        ("MAR", "2026-Q3", "route=sea", 7),
        ("TUN", "2026-Q1", "route=land", 5),
        ("TUN", "2026-Q2", "route=land", 0),
        ("TUN", "2026-Q3", "route=land", 11),
    ]


def test_the_layout_is_kept_and_next_quarter_is_recognised(blank, drop):
    app = drop(workbook(WIDE))
    next(box for box in app.selectbox if box.label.startswith("“Nowhere”")).select("-").run()
    app.button(key="map_check").click().run()
    before = blank.number
    assert [one.layout for one in layouts.saved(blank)] == ["frontex-returns"]  # nothing is saved before it lands
    app.text_input(key="confirm_name").set_value("An Analyst")
    app.text_input(key="reason").set_value("Third quarter").run()
    app.button(key="confirm_button").click().run()
    assert blank.number == before + 2
    assert [one.layout for one in layouts.saved(blank)] == ["crossings", "frontex-returns"]
    longer = [[*row, *more] for row, more in zip(WIDE, [[], [], ["Q4 2026"], [3], [4], [1], [8]], strict=True)]
    app = drop(workbook(longer), name="crossings-q4.xlsx")
    assert title(app) == "2 rows can land", words(app)
    assert "6 the same" in words(app) or "6" in words(app)
    assert "recognised as “crossings”" in words(app)


@pytest.mark.parametrize(("language", "said"), [("en", "Say what the cells of"), ("nl", "Zeg wat de cellen van")])
def test_an_empty_sheet_and_one_with_words_only_can_be_mapped_too(drop, language, said):
    for rows in ([["only", "words"], ["and", "more"]], [["one"]]):
        app = drop(workbook(rows), language)
        assert title(app).startswith(said)
        assert not app.exception


def test_figures_of_another_source_are_led_to_and_taken_back_like_any_other(blank, drop, visit):
    app = drop(workbook([row for row in WIDE if "Nowhere" not in row]))
    app.button(key="map_check").click().run()
    app.text_input(key="confirm_name").set_value("An Analyst")
    app.text_input(key="reason").set_value("Third quarter").run()
    app.button(key="confirm_button").click().run()
    assert "See crossings" in words(app)
    seen = visit(blank.address.folder, "context", lang="nl", source="crossings")
    assert title(seen) == "1 bron met 6 cijfers"
    number = blank.number - 1  # the layout was kept after it
    sent = visit(blank.address.folder, "deliver", lang="en", sent=str(number))
    assert "Crossings · Morocco" in words(sent), words(sent)
    assert undo(blank, number, Person("An Analyst", "BZ", ("analyst",)), "wrong").number == number + 2
    assert blank.rows("from context_figure") == []
    assert not visit(blank.address.folder, "context", lang="en").exception


def test_the_way_back_from_the_check_keeps_what_was_said(blank, drop):
    app = drop(workbook(WIDE))
    app = next(box for box in app.selectbox if box.label.startswith("“Nowhere”")).select("-").run()
    app.button(key="map_check").click().run()
    app.button(key="map_back").click().run()
    assert title(app) == "Say what the cells of crossings.xlsx mean"
    assert "6 rows land · together 65" in words(app)


def test_a_cell_of_a_column_beside_others_is_told_as_its_own(blank, drop):
    app = drop(workbook([row for row in WIDE if "Nowhere" not in row and "Total" not in row]))
    app.button(key="map_check").click().run()
    said = words(app)
    assert all(f"Crossings!{cell}" in said for cell in ("C4", "D4", "E4", "C5", "D5", "E5")), said


def test_the_country_that_is_probably_meant_stands_first_and_is_not_taken_by_itself(drop):
    app = drop(workbook([["Country", "Period", "Number"], ["Maroko", "Q1 2026", 3], ["Tunisia", "Q1 2026", 4]]))
    box = next(box for box in app.selectbox if box.label.startswith("“Maroko”"))
    assert box.options[:2] == ["choose", "Morocco (MAR)"]
    assert "1 row cannot land yet" in words(app)


def test_a_layout_is_deleted_with_who_and_why_what_came_in_by_it_stays_and_it_comes_back(blank, drop, visit):
    app = drop(workbook([row for row in WIDE if "Nowhere" not in row]))
    app.button(key="map_check").click().run()
    app.text_input(key="confirm_name").set_value("An Analyst")
    app.text_input(key="reason").set_value("Third quarter").run()
    app.button(key="confirm_button").click().run()
    number, folder = blank.number - 1, blank.address.folder
    app = visit(folder, "deliver", lang="en", layouts="all")
    assert title(app) == "1 layout by which other sheets are read"
    assert "1 file came in by it" in words(app)
    assert app.button(key="layout_button").disabled
    app.text_input(key="layout_name").set_value("A Colleague")
    app.text_input(key="layout_reason_crossings_1").set_value("Another source").run()
    app.button(key="layout_button").click().run()
    assert re.search(r"crossings version 2 \w+ · A Colleague deleted it", words(app)), words(app)
    longer = workbook([[*row, *more] for row, more in zip(WIDE[:5], [[], [], ["Q4 2026"], [3], [4]], strict=True)])
    assert title(drop(longer, name="crossings-q4.xlsx")) == "Say what the cells of crossings-q4.xlsx mean"
    sent = words(visit(folder, "deliver", lang="en", sent=str(number)))
    assert "layout crossings 1" in sent
    assert "Crossings · Morocco" in sent
    app = visit(folder, "deliver", lang="en", layouts="all")
    app.text_input(key="layout_name").set_value("A Colleague")
    app.text_input(key="layout_reason_crossings_2").set_value("After all").run()
    app.button(key="layout_button").click().run()
    assert [one.layout for one in layouts.saved(blank)] == ["crossings", "frontex-returns"]
    assert title(drop(longer, name="crossings-q4.xlsx")) == "2 rows can land"


def test_somebody_elses_layout_is_seen_and_cannot_be_deleted(blank, visit):
    made = layouts.load("frontex-returns", blank).model_copy(update={"layout": "ours"})
    layouts.save(blank, Person("An Analyst", "AM"), made, "made by hand")
    app = visit(blank.address.folder, "deliver", lang="nl", layouts="all", **{"as": "POL"})
    assert "AM · An Analyst" in words(app)
    assert not [button for button in app.button if button.key == "layout_button"]
    assert "Die heeft er geen gemaakt." in words(app)


def test_an_empty_cell_of_a_table_to_fill_in_is_empty(drop):
    """The editor says None of a value that is missing."""
    heads, *rows = WIDE[2:6]
    tables = [frame.value for frame in drop(workbook([[*heads, "Staff"], *([*row, 4] for row in rows)])).dataframe]
    [beside] = [frame for frame in tables if "means" in frame]
    assert beside["means"].tolist() == ["2026-Q1", "2026-Q2", "2026-Q3", ""]
