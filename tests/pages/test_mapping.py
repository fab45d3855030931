"""A sheet that nobody described: saying by hand what its cells mean, checking it, landing it, and next quarter."""

from __future__ import annotations

import re
from io import BytesIO

import openpyxl
import pytest

from monitoring.intake import layout as layouts
from monitoring.intake.undo import undo
from monitoring.person import Person
from tests.conftest import SHIPPED
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
    assert [one.layout for one in layouts.saved(blank)] == SHIPPED  # nothing is saved before it lands
    app.text_input(key="confirm_name").set_value("An Analyst")
    app.text_input(key="reason").set_value("Third quarter").run()
    app.button(key="confirm_button").click().run()
    assert blank.number == before + 2
    assert [one.layout for one in layouts.saved(blank)] == ["crossings", *SHIPPED]
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


SEVERAL = ["Chad & Libya", "Libya & Tunisia", "Mali & Niger", "Ghana & Togo", "Togo & Benin"]


def choices(app, label: str):
    """The box whose label begins so."""
    return next(box for box in app.selectbox if box.label.startswith(label))


def test_words_of_which_the_same_is_wrong_are_said_in_one_choice(drop):
    known = ("Tunisia", "Morocco", "Egypt", "Ghana")
    rows = [[country, "2025", 2] for country in (*SEVERAL, "Atlantis", *known)]
    app = drop(workbook([["Country", "Year", "Number"], *rows]))
    app = choices(app, "All 5 words such as “Chad & Libya” · 5 rows").select("REG").run()
    assert "9 rows land" in words(app)
    assert "1 row cannot land yet" in words(app)
    app = choices(app, "“Atlantis”").select("-").run()
    assert "9 rows land" in words(app)
    assert "cannot land yet" not in words(app)
    # They stay one choice, which can be taken back.
    app = choices(app, "All 5 words such as").select("").run()
    assert "5 rows cannot land yet" in words(app)


def test_rows_in_which_a_moment_is_missing_are_left_out_in_one_choice(blank, drop):
    rows = [["flight", "2025-01-19", 30], ["escorts", None, 20], ["doctor", None, 10]] * 3
    app = drop(workbook([["Operation", "Date", "Total paid"], *rows]))
    assert "6 rows cannot land yet" in words(app)
    app = choices(app, "6 empty cells of Date").select("-").run()
    assert "3 rows land" in words(app)
    assert "together 90" in words(app)
    assert "6 rows left out" in words(app)
    app = app.run()  # and it stays so
    assert "6 rows left out" in words(app)


def two_years() -> bytes:
    book, file = openpyxl.Workbook(), BytesIO()
    for number, year in enumerate((2024, 2025, 2026)):
        sheet = book.create_sheet(f"costs {year}") if number else book.active
        sheet.title = f"costs {year}"
        rows = [
            ["Payee", "Paid"],
            ["France", 5 * year],
            ["Italy", 0],
            ["Spain", 0],
            ["FX", 3],
            *([["Total", 1]] if year == 2025 else []),
        ]
        for row in rows:
            sheet.append(row)
    sheet = book.create_sheet("staff")
    sheet.append(["State", "Leaders"])
    book.save(file)
    return file.getvalue()


def test_sheets_with_the_same_headings_are_read_alike_each_with_its_own_year(blank, drop):
    app = drop(two_years(), name="costs.xlsx")
    app = choices(app, "“FX”").select("=").run()
    app = app.button(key="map_alike_0").click().run()
    assert "3 of 4 sheets are read" in [each.value for each in app.caption], [each.value for each in app.caption]
    app.button(key="map_check").click().run()
    assert title(app) == "12 rows can land", words(app)
    app.text_input(key="confirm_name").set_value("An Analyst")
    app.text_input(key="reason").set_value("Costs").run()
    app.button(key="confirm_button").click().run()
    assert blank.rows("select period, sum(value)::int from context_figure group by 1 order by 1") == [
        ("2024", 5 * 2024 + 3),
        ("2025", 5 * 2025 + 3),
        ("2026", 5 * 2026 + 3),
    ]


def test_all_sheets_are_read_at_once_and_those_that_cannot_land_are_named(drop):
    app = drop(two_years(), name="costs.xlsx")
    app = app.button(key="map_all").click().run()
    [told] = [each.value for each in app.caption if "of 4 sheets" in each.value]
    assert told.startswith("4 of 4 sheets are read")


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
    assert [one.layout for one in layouts.saved(blank)] == ["crossings", *SHIPPED]
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
    [beside] = [frame for frame in tables if "period" in frame]
    assert beside["period"].tolist() == ["2026-Q1", "2026-Q2", "2026-Q3", ""]


def test_of_two_layouts_that_fit_the_sender_chooses_and_nothing_has_to_be_mapped_again(blank, drop):
    content = workbook([row for row in WIDE if "Nowhere" not in row])
    for name in ("one", "two"):
        app = drop(content)
        if name == "two":
            app = app.selectbox(key="layout").select("by_hand").run()
            app.text_input[[box.value for box in app.text_input].index("crossings")].set_value("counts").run()
        app.text_input(key="map_name").set_value(name).run()
        app.button(key="map_check").click().run()
        app.text_input(key="confirm_name").set_value("An Analyst")
        app.text_input(key="reason").set_value("Third quarter").run()
        app.button(key="confirm_button").click().run()
    app = drop(content)
    assert "It fits one and two: choose the right one." in words(app)
    app = app.selectbox(key="layout").select("two").run()
    assert title(app) == "Nothing in this file is new: all of it is in the ledger already"


def test_columns_of_months_of_one_of_our_indicators_are_added_up_to_whole_quarters(blank, drop):
    months = ["JAN2026", "FEB2026", "MAR2026", "APR2026"]
    rows = [["Route", "Kind", *months], ["West", "Sea", 1, 2, 3, 9], ["West", "Land", 10, 20, 30, 9]]
    app = drop(workbook([*rows, ["East", "Land", 0, 0, 5, 9]], "Months"))
    app = app.selectbox(key="map_0_0_table").select("observation").run()
    assert "The months are added up to quarters. A quarter that lacks a month is left out." in [
        c.value for c in app.caption
    ]
    for field, value in (("country", "ALL"), ("indicator", "IRR-01")):
        app.selectbox(key=f"map_0_0_observation_{field}").select("=").run()
        app.selectbox(key=f"map_0_0_observation_{field}=").set_value(value).run()
    [parts] = [box for box in app.multiselect if box.key.endswith("parts")]
    app = parts.set_value(["A"]).run()
    assert "9 rows land, added up to 2 figures · together 71" in words(app)
