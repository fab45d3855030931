"""What is made of a file: our template in any language and order, a saved layout, or a sentence that says what to do."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest

from monitoring.intake import layout
from monitoring.intake.check import check
from monitoring.intake.finding import Severity
from monitoring.intake.submit import submit
from monitoring.intake.template import HEADER_ROW
from monitoring.language import Words
from monitoring.person import Person
from tests.intake.sheets import FIGURE, Sheet

AM = Person("analyst", "AM", ("analyst",))


def found(checked, severity=Severity.BLOCKING):
    return [Words("en")(f.message) for f in checked.findings if f.severity is severity]


def workbook(**sheets) -> bytes:
    book, file = openpyxl.Workbook(), BytesIO()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(file)
    return file.getvalue()


def test_columns_may_have_moved_and_words_may_be_in_either_language(fictional):
    sheet = Sheet(fictional, language="nl")
    sheet.put("observation", 1, **FIGURE)
    inner = sheet.book["Waarnemingen"]
    inner.move_range("F3:F4", cols=8)
    inner["N3"] = "Value*"
    checked = sheet.check()
    assert found(checked) == found(checked, Severity.ERROR) == []
    assert checked.cells["observation"]["cells"].tolist() == ["N4"]


def test_a_required_heading_that_is_gone_holds_the_sheet_up(fictional):
    sheet = Sheet(fictional)
    sheet.put("observation", 1, **FIGURE)
    sheet.book["Waarnemingen"]["C3"] = "Lant"
    assert found(sheet.check()) == ["The column “Land” / “Country” is not in this sheet."]


def test_a_column_that_may_be_a_missing_one_holds_the_sheet_up(fictional):
    """Without its heading “Uitsplitsing” a part would land as a total."""
    sheet = Sheet(fictional)
    sheet.put("observation", 1, **FIGURE | {"dimension": "sex=f"})
    sheet.book["Waarnemingen"]["E3"] = "Uitsplitsng"
    assert found(sheet.check()) == [
        "This column is not of the template, and of the template is missing: Disaggregation."
    ]


def test_a_heading_that_stands_there_twice_holds_the_sheet_up(fictional):
    sheet = Sheet(fictional)
    sheet.put("observation", 1, **FIGURE)
    sheet.book["Waarnemingen"]["N3"], sheet.book["Waarnemingen"]["N4"] = "Waarde", 80
    assert found(sheet.check()) == ["This heading stands here twice, so it is not clear which column counts."]


def test_a_column_of_ones_own_and_a_sheet_that_is_gone_are_said(fictional):
    sheet = Sheet(fictional)
    sheet.put("observation", 1, **FIGURE)
    sheet.book["Waarnemingen"]["N3"], sheet.book["Waarnemingen"]["N4"] = "Mijn notitie", "nabellen"
    del sheet.book["Begroting"]
    checked = sheet.check()
    assert found(checked) == []
    assert found(checked, Severity.WARNING) == [
        "The sheet “Allocations” is not in this file.",
        "This column is not of the template, so it is left out.",
    ]


def test_a_template_of_another_organisation_is_refused(fictional):
    sheet = Sheet(fictional, "BZ")
    sheet.put("observation", 1, **FIGURE)
    [said] = found(sheet.check(organisation="AM"))
    assert "made for Ministry of Foreign Affairs, and you send for Ministry of Asylum and Migration" in said


def test_a_template_newer_than_the_mechanism_is_refused(fictional):
    sheet = Sheet(fictional)
    sheet.book["_monitoring"]["B1"] = 99
    assert "newer than this mechanism knows" in found(sheet.check())[0]


def test_an_unknown_organisation_is_refused(blank):
    checked = check(blank, 0, Person("x", "NASA"), "a.xlsx", workbook(A=[["x"]]))
    assert "NASA is no organisation of the taskforce." in found(checked)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.xlsx", b"", "The file is empty."),
        ("a.xlsx", b"PK\x03\x04 broken", "is no workbook"),
        ("a.xlsx", b"just text", "is no workbook"),
        ("a.docx", b"whatever", "is no workbook"),
        ("a.xlsx", workbook(Blad=[["Naam", "Waarde"], ["x", 1]]), "not our template"),
    ],
)
def test_a_file_that_cannot_be_understood_says_what_to_do(blank, name, content, words):
    checked = check(blank, 0, AM, name, content)
    [finding] = checked.findings
    assert words in Words("en")(finding.message)
    assert finding.remedy is not None
    assert checked.blocked()


def test_an_excel_error_is_found_and_not_read_as_blank(fictional):
    sheet = Sheet(fictional)
    sheet.put("observation", 1, **FIGURE | {"value": "#REF!"})
    sheet.book["Waarnemingen"]["F4"].data_type = "e"
    assert found(sheet.check(), Severity.ERROR) == ["This cell holds the Excel error #REF!, not a value."]


def test_a_formula_that_was_never_calculated_is_found(fictional):
    sheet = Sheet(fictional)
    sheet.put("observation", 1, **FIGURE | {"value": "=40+50"})
    assert found(sheet.check(), Severity.ERROR) == ["This formula has no stored value."]


def test_a_number_as_text_is_read_and_said(fictional):
    sheet = Sheet(fictional)
    sheet.put("observation", 1, **FIGURE | {"indicator": "HAN-01", "value": "1.234.567"})
    checked = sheet.check()
    assert "This number is text in the cell. It is read as a number." in found(checked, Severity.WARNING)
    assert checked.rows["observation"]["value"].tolist() == [1234567]


def test_prepared_rows_without_a_figure_are_left_out_and_counted(fictional):
    sheet = Sheet(fictional, rows=None)
    from monitoring.intake.template import owed

    prepared = owed(fictional, "BZ", "2026-Q3")
    sheet = Sheet(fictional, rows=prepared)
    checked = sheet.check()
    assert checked.blocked()
    left = [f for f in checked.findings if f.rule == "not filled in"]
    assert len(left) == len(prepared["observation"]) + len(prepared["budget_line"]) > 100


def test_every_layout_that_comes_with_the_mechanism_can_be_loaded(blank):
    for one in layout.saved(blank):
        assert layout.load(one.layout, blank) == one
        assert layout.Layout.from_yaml(one.to_yaml(), "again") == one


def test_an_unknown_layout_says_which_there_are(blank):
    with pytest.raises(layout.LayoutError, match="frontex-returns"):
        layout.load("nothing", blank)


def test_the_frontex_returns_of_2023_land_to_the_cent(blank, shared):
    file = shared / "workbooks/frontex-returns/PAD-2024-00391_2023.xlsx"
    checked = check(blank, blank.number, AM, file.name, file.read_bytes(), layout.load("frontex-returns", blank))
    assert not checked.blocked()
    submit(blank, checked, "Frontex 2023")
    sums = dict(blank.rows("select indicator, sum(value)::varchar from observation group by 1"))
    assert sums == {"TER-09": "11325.000000", "TER-10": "51780523.447700"}
    assert (
        blank.rows("select code from (select distinct country as code from observation) anti join country using (code)")
        == []
    )
    assert "payee=deu" in blank.row("select string_agg(dimension, ',') from observation where indicator = 'TER-10'")[0]
    assert submit(blank, check(blank, blank.number, AM, file.name, file.read_bytes()), "again").number is None


def test_several_cells_make_one_value_and_all_of_them_are_kept(blank, shared):
    file = shared / "workbooks/frontex-returns/PAD-2024-00391_2023.xlsx"
    submit(blank, check(blank, blank.number, AM, file.name, file.read_bytes()), "Frontex 2023")
    [cells] = blank.row("select cells from source_cell where row_key = 'TER-09|MKD|2023-Q1|AM|member_state=deu'")
    book = openpyxl.load_workbook(file, data_only=True)["2023 TCNs"]
    addresses = cells.split(",")
    assert len(addresses) > 1
    assert sum(book[cell].value for cell in addresses) == float(
        blank.row(
            "select value from observation where indicator = 'TER-09' and country = 'MKD' and period = '2023-Q1' and dimension = 'member_state=deu'"
        )[0]
    )


def test_a_sheet_that_was_renamed_is_known_by_its_headings_and_told(fictional):
    sheet = Sheet(fictional, "BZ")
    sheet.put("observation", 1, **FIGURE)
    sheet.book["Waarnemingen"].title = "Blad1"
    checked = sheet.check()
    assert checked.count == 1
    [told] = [f for f in checked.findings if f.rule == "sheet renamed"]
    assert (told.sheet, Words("nl")(told.message)) == (
        "Blad1",
        "Dit blad is gelezen als “Waarnemingen”, want het heeft die kolomkoppen.",
    )


def test_a_copy_of_a_sheet_and_a_sheet_of_ones_own_are_left_out_and_told(fictional):
    sheet = Sheet(fictional, "BZ")
    sheet.put("observation", 1, **FIGURE)
    sheet.book.copy_worksheet(sheet.book["Waarnemingen"]).title = "Waarnemingen (2)"
    sheet.book.create_sheet("Kladblok")["B2"] = "navragen"
    checked = sheet.check()
    assert checked.count == 1
    assert {f.sheet for f in checked.findings if f.rule == "sheet left out"} == {"Waarnemingen (2)", "Kladblok"}


def test_a_column_of_ones_own_is_left_out_and_told_and_an_empty_one_is_not(fictional):
    sheet = Sheet(fictional, "BZ")
    row = sheet.put("observation", 1, **FIGURE)
    own = sheet.book["Waarnemingen"]
    own.cell(HEADER_ROW, 14).value, own.cell(row, 14).value = "Bron", "veldkantoor"
    own.cell(HEADER_ROW, 15).value = "Later"
    own.cell(row, 16).value = "zonder kop"
    checked = sheet.check()
    assert checked.count == 1
    told = [f for f in checked.findings if f.rule == "column left out"]
    assert [(f.cell, f.value) for f in told] == [(f"N{HEADER_ROW}", "Bron"), (f"P{HEADER_ROW}", "")]
