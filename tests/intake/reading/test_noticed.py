"""What a sender may not see in a sheet is said with its place, and read all the same."""

from __future__ import annotations

import pytest

from monitoring.intake import reading
from monitoring.intake.check import check
from monitoring.intake.finding import Severity
from monitoring.person import Person
from tests.intake.reading.books import changed, xlsx
from tests.intake.sheets import AMOUNT, FIGURE, Sheet


@pytest.fixture
def sheet(fictional):
    made = Sheet(fictional, "BZ")
    made.put("observation", 1, **FIGURE)
    made.put("observation", 2, **{**FIGURE, "country": "Belmora"})
    return made


def told(sheet: Sheet, rule: str) -> list[tuple[str, str]]:
    checked = sheet.check()
    assert checked.count
    found = [finding for finding in checked.findings if finding.rule == rule]
    assert all(finding.severity is Severity.WARNING for finding in found)
    return [(finding.place, sheet.say(finding.message)) for finding in found]


def test_nothing_is_said_of_a_plain_template(sheet):
    rules = {finding.rule for finding in sheet.check().findings}
    assert not rules & {"hidden rows", "hidden columns", "hidden sheet", "merged cells", "other ending"}


def test_hidden_rows_are_read_and_named(sheet):
    place = sheet.cell("observation", 2, "value")
    name, row = place.split("!")[0], int("".join(filter(str.isdigit, place)))
    sheet.book[name].row_dimensions[row].hidden = True
    assert told(sheet, "hidden rows") == [
        (f"{name}!A{row}", f"Rij {row} is verborgen. De rij wordt gelezen zoals de andere.")
    ]
    assert sheet.check().count == 2


def test_a_hidden_row_that_holds_nothing_is_not_worth_a_word(sheet):
    sheet.book[sheet.cell("observation", 2, "value").split("!")[0]].row_dimensions[400].hidden = True
    assert told(sheet, "hidden rows") == []


def test_hidden_columns_are_read_and_named(sheet):
    name, cell = sheet.cell("observation", 1, "value").split("!")
    sheet.book[name].column_dimensions[cell[0]].hidden = True
    [(_, words)] = told(sheet, "hidden columns")
    assert words == f"Kolom {cell[0]} is verborgen. De kolom wordt gelezen zoals de andere."


def test_a_hidden_sheet_is_read_and_named(sheet):
    name = sheet.cell("observation", 1, "value").split("!")[0]
    sheet.book[name].sheet_state = "veryHidden"
    assert told(sheet, "hidden sheet") == [(name, "Dit blad is verborgen. Het wordt gelezen zoals de andere.")]


def test_merged_cells_among_the_rows_are_named(sheet):
    name, first = sheet.cell("observation", 1, "country").split("!")
    last = sheet.cell("observation", 2, "country").split("!")[1]
    sheet.book[name].merge_cells(f"{first}:{last}")
    checked = sheet.check()
    [merged] = [finding for finding in checked.findings if finding.rule == "merged cells"]
    assert merged.place == f"{name}!{first}" and merged.value == f"{first}:{last}"
    [missing] = [finding for finding in checked.findings if finding.severity is Severity.ERROR]
    assert missing.place == f"{name}!{last}"


def test_merged_cells_above_the_headings_are_not(sheet):
    name = sheet.cell("observation", 1, "country").split("!")[0]
    sheet.book[name].merge_cells("A1:C1")
    assert told(sheet, "merged cells") == []


def test_a_code_keeps_the_zeros_that_excel_shows(fictional):
    sheet = Sheet(fictional, "BZ")
    sheet.put("budget_line", 1, **{**AMOUNT, "purpose_code": 47, "amount_eur": 12})
    name, cell = sheet.cell("budget_line", 1, "purpose_code").split("!")
    sheet.book[name][cell].number_format = "00000"
    amount = sheet.cell("budget_line", 1, "amount_eur").split("!")[1]
    sheet.book[name][amount].number_format = "0000"
    checked = sheet.check()
    [wrong] = [finding for finding in checked.findings if finding.cell == cell]
    assert wrong.value == "00047"
    assert not [finding for finding in checked.findings if finding.cell == amount]


def test_macros_and_links_are_said_and_not_followed():
    content = changed(xlsx(), "xl/vbaProject.bin", lambda _: b"macro")
    content = changed(content, "xl/externalLinks/externalLink1.xml", lambda _: b"<externalLink/>")
    book = reading.read("x.xlsm", content)
    assert {notice.word for notice in book.notices} == {"macros", "external links"}


def test_days_since_1904_come_out_as_excel_shows_them(shared):
    for name in ("calamine/date_1904.xlsx", "tidyxl/1904.xlsx"):
        book = reading.read(name, (shared / "adversarial" / name).read_bytes())
        assert [notice.word for notice in book.notices] == ["dates since 1904"]
    assert str(book.sheets["Sheet1"].rows[0][0]) == "1998-07-05"


def test_numbers_of_a_text_are_not_called_numbers_as_text(fictional):
    """In a csv every cell is a text: saying so of each would drown what matters."""
    person = Person("An Analyst", "BZ", ("analyst",))
    checked = check(fictional, fictional.number, person, "x.csv", b"indicator;waarde\nHAN-01;12\n")
    assert {finding.rule for finding in checked.findings} == {"layout unknown"}
