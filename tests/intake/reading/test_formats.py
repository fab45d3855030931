"""Any kind of file: read for what it is, whatever it is called, or refused with what it is."""

from __future__ import annotations

import pytest

from monitoring.intake import reading
from monitoring.intake.reading.process import run
from monitoring.language import Words
from tests.intake.reading.books import ods, xlsx, zipped

TABLE = [("land", "bedrag"), ("België", "1,5"), ("Côte", "007")]


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_a_text_is_one_sheet_and_its_cells_are_what_stands_there(separator, encoding):
    text = "\r\n".join(separator.join(f'"{cell}"' if separator in cell else cell for cell in row) for row in TABLE)
    book = reading.read("uitgaven.csv", text.encode(encoding))
    [sheet] = book.sheets.values()
    assert sheet.rows == TABLE and not sheet.typed
    assert book.kind == "csv"
    assert [notice.word for notice in book.notices] == (["windows text"] if encoding == "cp1252" else [])


def test_line_breaks_within_quotes_and_rows_of_other_lengths_are_kept():
    book = reading.read("x.csv", b'a;b;c\n"een\ntwee";"zei ""ja""";3\n\nkort\n1;2;3;4\n')
    [sheet] = book.sheets.values()
    assert sheet.rows == [("a", "b", "c"), ("een\ntwee", 'zei "ja"', "3"), (), ("kort",), ("1", "2", "3", "4")]
    assert [(notice.word, notice.cell) for notice in book.notices] == [("wider rows", "D5")]


def test_a_line_that_names_the_separator_is_no_row_as_in_excel():
    assert reading.read("x.csv", b"sep=;\na,b;c\n").sheets["csv"].rows == [("a,b", "c")]


def test_decimal_commas_do_not_make_columns():
    rows = reading.read("x.csv", b"land;bedrag\nA;1,5\nB;2,5\nC;3,5\n").sheets["csv"].rows
    assert rows[1] == ("A", "1,5")


def test_a_quotation_mark_that_is_never_closed_is_said():
    text = "land;bedrag\n" + "".join(f"A{row};{row}\n" for row in range(40)) + '"B;1\n' + "C;2\n" * 50
    told = reading.read("x.csv", text.encode()).notices
    assert [(notice.word, notice.cell) for notice in told] == [("quote left open", "A42")]


@pytest.mark.parametrize("name", ["cijfers.xls", "cijfers.csv", "cijfers"])
def test_another_ending_is_read_for_what_it_is_and_said(name):
    book = reading.read(name, xlsx())
    assert book.sheets["Cijfers"].rows[1][:2] == ("Land 2", 201.0)
    assert book.notices[0].word == "other ending" and "xlsx" in Words("nl")(book.notices[0].message)
    assert reading.read("cijfers.xlsx", b"a;b\n1;2\n").notices[0].word == "other ending"


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
REFUSED = {
    "pdf": b"%PDF-1.7 ...",
    "afbeelding": b"\x89PNG\r\n\x1a\n....",
    "tekstdocument": zipped(word__document_xml=b"<a/>"),
    "presentatie": zipped(ppt__presentation_xml=b"<a/>"),
    "archief met bestanden erin, geen werkmap: cijfers.csv": zipped(cijfers_csv=b"a;b"),
    "archief": b"7z\xbc\xaf\x27\x1c....",
    "Numbers": zipped(Index__Document_iwa=b"."),
    "e-mail": OLE + "__substg1.0_0037001F".encode("utf-16-le"),
    "wachtwoord": OLE + "EncryptedPackage".encode("utf-16-le"),
    "webpagina": b"<html xmlns:x='urn:schemas-microsoft-com:office:excel'><table><tr><td>1</td></tr></table></html>",
    "XML van Excel 2003": b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
    b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
    "IATI": b'<?xml version="1.0"?><iati-activities version="2.03"/>',
    "XML, geen blad": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
    "JSON": b'[{"land": "A"}]',
    "databestand": b"SQLite format 3\x00....",
    "geen werkmap en geen tekst": bytes(range(256)) * 4,
    "geen tekst met cellen": b"Zie de bijlage.\nMet groet",
    "leeg": b"",
}


@pytest.mark.parametrize("word", REFUSED)
def test_what_is_no_table_is_refused_by_its_name(word):
    with pytest.raises(reading.Unreadable) as caught:
        reading.read("cijfers.xlsx", REFUSED[word])
    assert word in Words("nl")(caught.value.message)
    assert Words("nl")(caught.value.remedy) != Words("en")(caught.value.remedy)


def test_too_many_cells_in_a_text_are_refused():
    with pytest.raises(reading.Unreadable) as caught:
        reading.read("x.csv", b";" * 21_000_000)
    assert "20,000,000 cells" in Words("en")(caught.value.message)


def test_many_sheets_are_no_way_around_the_limit_of_one():
    """Two cells of each sheet hold something, and together they would be places for 1.5 billion cells."""

    def fill(book):
        for number in range(100):
            book.create_sheet(f"Blad {number}").cell(1_000_000, 15).value = 1

    with pytest.raises(reading.Unreadable) as caught:
        reading.read("x.xlsx", xlsx(fill))
    assert "20.000.000 cellen" in Words("nl")(caught.value.message)


CELL = '<table:table-cell office:value-type="{kind}" office:value="{value}"{more}><text:p>{shown}</text:p></table:table-cell>'


def test_an_ods_tells_its_errors_percentages_codes_merges_and_what_is_hidden():
    rows = (
        '<table:table-row table:visibility="collapse">'
        + CELL.format(kind="percentage", value="0.7", shown="70%", more="")
        + CELL.format(kind="float", value="0", shown="#DIV/0!", more=' table:formula="of:=1/0"')
        + CELL.format(kind="float", value="47", shown="00047", more="")
        + '<table:table-cell table:formula="of:=A1"/></table:table-row>'
        + '<table:table-row table:number-rows-repeated="2">'
        + CELL.format(kind="float", value="1", shown="1", more=' table:number-columns-spanned="2"')
        + "</table:table-row>"
    )
    sheet = reading.read("x.ods", ods(rows)).sheets["Cijfers"]
    assert sheet.percentages == {"A1"} and sheet.errors == {"B1": "#DIV/0!"} and sheet.padded == {"C1": 5}
    assert sheet.uncalculated == {"D1"} and sheet.merged == ("A2:B2",) and sheet.hidden_rows == {0}
    assert sheet.rows[0][:3] == (0.7, "", 47.0) and sheet.rows[2][0] == 1.0


def test_an_ods_of_which_one_cell_stands_for_the_whole_grid_is_refused():
    repeated = (
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384" '
        'office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell></table:table-row>'
    )
    with pytest.raises(reading.Unreadable) as caught:
        reading.read("grid.ods", ods(repeated))
    assert "16,384 columns" in Words("en")(caught.value.message)


def test_the_old_xls_tells_as_much(shared):
    sheet = reading.read("merge.xls", (shared / "adversarial/sheetjs/merge_cells.xls").read_bytes()).sheets["Merge"]
    assert "A1:B2" in sheet.merged
    old = reading.read("old.xls", (shared / "adversarial/poi/1904DateWindowing.xls").read_bytes())
    assert [notice.word for notice in old.notices] == ["dates since 1904"]
    assert str(old.sheets["Sheet1"].rows[0][0]) == "2000-01-01"


def test_an_xls_is_read_by_the_second_reader_as_by_the_first(shared):
    for path in [*(shared / "budget-nl").glob("*.xls"), shared / "adversarial/messytables/span_rich.xls"]:
        content = path.read_bytes()
        one, other = (
            {facts["name"]: rows for facts, rows in run(job, content, 60).sheets} for job in ("values", "second")
        )
        assert one == other, path


def test_encrypted_workbooks_are_refused_with_what_to_do(shared):
    found = [path for path in (shared / "adversarial").rglob("*") if "pass" in path.name or "protected_" in path.name]
    assert len(found) > 8
    for path in found:
        with pytest.raises(reading.Unreadable) as caught:
            reading.read(path.name, path.read_bytes())
        assert "zonder wachtwoord" in Words("nl")(caught.value.remedy), path
