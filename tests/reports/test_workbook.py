"""The workbook can be reckoned with: numbers are numbers, text is text, and it prints on A4."""

from __future__ import annotations

import dataclasses
import io
import time

import openpyxl
import pytest

from monitoring.reports.pack import style, workbook
from tests.reports.given_pack import DANGEROUS, given_pack

LOOK = style.load()


@pytest.fixture(scope="module")
def book() -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook.write(given_pack(), LOOK)))


def test_nothing_that_was_typed_is_a_formula(book: openpyxl.Workbook) -> None:
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type in ("f", "e")]
    assert set(DANGEROUS) <= {cell.value for cell in cells}


def test_money_shares_and_days_have_their_form(book: openpyxl.Workbook) -> None:
    money = book["Geld per budget"]
    assert [cell.number_format for cell in money[2]] == [
        "General",
        "#,##0.00",
        "#,##0.00",
        "#,##0.00",
        "0.0%",
        "General",
    ]
    assert money["D4"].value == -350000.10
    assert book["Waarborgen"]["E2"].number_format == "yyyy-mm-dd"


def test_a_status_has_its_word_and_tint(book: openpyxl.Workbook) -> None:
    cell = book["Geld per budget"]["F3"]
    assert (cell.value, cell.font.bold, cell.fill.fgColor.rgb[2:]) == ("achter", True, "FEEDED")


def test_headings_stay_in_view_and_can_be_filtered(book: openpyxl.Workbook) -> None:
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref.startswith("A1:")
        assert all(cell.font.bold for cell in sheet[1])
        assert sheet.print_title_rows == "$1:$1"


def test_each_sheet_prints_on_one_page_wide_with_the_footer(book: openpyxl.Workbook) -> None:
    for sheet in book:
        assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9")
        assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToHeight == 0
        assert given_pack().contents[:12] in sheet.oddFooter.left.text


def test_the_first_sheet_leads_to_all_others(book: openpyxl.Workbook) -> None:
    links = [cell.hyperlink.location for row in book.worksheets[0].iter_rows() for cell in row if cell.hyperlink]
    assert links == [f"'{sheet.title}'!A1" for sheet in book.worksheets[1:]]


def test_sheets_have_names_that_excel_allows(book: openpyxl.Workbook) -> None:
    assert all(len(sheet.title) <= 31 and not set(sheet.title) & set("[]:*?/\\") for sheet in book)


def test_tables_with_one_title_have_sheets_of_their_own() -> None:
    pack = given_pack()
    again = dataclasses.replace(pack, sections=[pack.sections[2], pack.sections[2]], annex=())
    made = openpyxl.load_workbook(io.BytesIO(workbook.write(again, LOOK)))
    assert {"Geld per budget", "Geld per budget 2"} <= set(made.sheetnames)


def test_ten_thousand_rows_take_seconds_at_most() -> None:
    pack = given_pack(annex_rows=10_000)
    begun = time.process_time()
    content = workbook.write(pack, LOOK)
    assert time.process_time() - begun < 5  # about one second on a machine with nothing else to do
    sheet = openpyxl.load_workbook(io.BytesIO(content), read_only=True)["Alle cijfers"]
    assert sum(1 for _ in sheet.iter_rows(values_only=True)) == 10_001
