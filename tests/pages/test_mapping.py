"""A sheet that nobody described: saying by hand what its cells mean, checking it, landing it, and next quarter."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest

from monitoring.intake import layout as layouts
from monitoring.intake.undo import undo
from monitoring.person import Person
from tests.pages.conftest import markup, title, words


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
    assert box.options[:3] == ["choose", "Morocco (MAR)", "Not per country (ALL)"]
    assert "1 row cannot land yet" in words(app)


def test_words_that_stand_where_a_figure_should_are_told_as_they_are_read(drop):
    rows = [
        ["Country", "Period", "Number"],
        *(["Morocco", f"Q{n} 2026", said] for n, said in enumerate(("n.v.t.", ":", "-", "pm"), 1)),
    ]
    app = drop(workbook([*rows, ["Tunisia", "Q1 2026", 3], ["Tunisia", "Q2 2026", 0]]))
    said = words(app)
    assert "“n.v.t.” is read as “not applicable”: no figure, and no zero. C2" in said
    assert "“:” is read as “not known”: no figure, and no zero. C3" in said
    assert "“-” is read as “nothing filled in”: no figure, and no zero. C4" in said
    assert "“pm” (pro memorie) names no amount. It is read as empty, not as zero. C5" in said
    assert "2 rows land · together 3" in said
    app.button(key="map_check").click().run()
    assert title(app) == "2 rows can land"
    said = words(app)
    assert all(
        f"“{sign}” is read as “{means}”" in said for sign, means in (("n.v.t.", "not applicable"), (":", "not known"))
    )
    assert "4 rows have a cell without a figure, which is left out." in said
    assert "prepared" not in said


def test_an_error_of_excel_shows_in_the_picture_of_the_sheet(drop):
    app = drop(workbook([["Country", "Period", "Number"], ["Morocco", "Q1 2026", "#REF!"], ["Tunisia", "Q1 2026", 4]]))
    picture = markup(app).partition("The sheet as it stands")[2].partition("</table>")[0]
    assert "<td>#REF!</td>" in picture


def test_a_sheet_that_is_not_read_is_named_and_read_at_a_click(blank, drop, visit):
    book = openpyxl.load_workbook(
        BytesIO(workbook([["Country", "Period", "Number"], ["Morocco", "Q1 2026", 3]], "Sea"))
    )
    other = book.create_sheet("Land")
    for row in (["Country", "Period", "Number"], ["Tunisia", "Q1 2026", 4]):
        other.append(row)
    book.save(file := BytesIO())
    app = drop(file.getvalue())
    app.button(key="map_check").click().run()
    assert "The layout does not name the sheet “Land”, so it is left out." in words(app)
    app.text_input(key="confirm_name").set_value("An Analyst")
    app.text_input(key="reason").set_value("First quarter").run()
    app.button(key="confirm_button").click().run()
    app = drop(file.getvalue())  # recognised, and the other sheet is read as well after all
    assert title(app) == "Nothing in this file is new: all of it is in the ledger already"
    app.button(key="map_back").click().run()
    assert app.text_input(key="map_name").value == "crossings"
    next(button for button in app.button if button.label == "Read “Land” too").click().run()
    assert "1 row lands · together 4" in words(app)
    app.button(key="map_check").click().run()
    assert title(app) == "1 row can land"


def test_rows_about_the_same_are_told_before_they_contradict_each_other(drop):
    rows = [["Country", "Post", "Period", "Number"], ["Morocco", "a", "Q1 2026", 3], ["Morocco", "b", "Q1 2026", 4]]
    app = drop(workbook(rows))
    told = "1 row is about the same as another. Add them up, or say what they are broken down by."
    assert told not in words(app)
    app.multiselect[0].set_value([]).run()
    assert told in words(app)
    next(box for box in app.checkbox if box.label == "Add up rows that are about the same").check().run()
    assert told not in words(app) and "added up to 1 figure" in words(app)
