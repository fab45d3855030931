"""A marked workbook: the analyst's own file with what was found at its cells, and the way back from it."""

from __future__ import annotations

import datetime
import zipfile
from io import BytesIO

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from monitoring.intake.check import check
from monitoring.intake.finding import Finding, Severity
from monitoring.intake.mark import About, cleaned, marked
from monitoring.intake.mark.styles import COLOURS
from monitoring.language import Words
from monitoring.person import Person
from tests.intake.sheets import FIGURE, RATIO, Sheet
from theory_of_change.text import message

DAY = datetime.date(2026, 11, 25)
BZ = Person("An Analyst", "BZ", ("analyst",))


def mark(content: bytes, findings, language: str = "nl", name: str = "bz.xlsx"):
    return marked(content, findings, About(name, "BZ", DAY), Words(language))


def opened(content: bytes):
    return openpyxl.load_workbook(BytesIO(content))


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def finding(cell: str, severity=Severity.ERROR, sheet="Blad", said="is wrong", rule="some rule") -> Finding:
    return Finding(rule, severity, sheet, cell, "x", message(said), message("Write 3."), message("budget rules"))


def workbook(**cells) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.active.title = "Blad"
    for cell, value in cells.items():
        book.active[cell] = value
    return book


def content(book: openpyxl.Workbook) -> bytes:
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def colour(cell) -> Severity | None:
    """The severity whose colour fills a cell."""
    rgb = str(cell.fill.fgColor.rgb)
    if cell.fill.fill_type != "solid":
        return None
    near = [int(rgb[n : n + 2], 16) for n in (2, 4, 6)]
    return next((s for s, c in COLOURS.items() if all(a >> 4 == b >> 4 for a, b in zip(near, c, strict=True))), None)


def look(cell) -> tuple:
    """What a cell holds, how it looks and what is noted at it."""
    styles = (cell.fill, cell.font, cell.border, cell.alignment, cell.protection, cell.number_format)
    return (cell.value, cell.comment.text if cell.comment else None, *map(repr, styles))


@pytest.fixture
def spoilt(fictional) -> Sheet:
    """Our template with a wrong country, an unknown period, and a right row."""
    sheet = Sheet(fictional)
    sheet.put("observation", 1, **FIGURE | {"country": "=Almarra"})
    sheet.put("observation", 2, **FIGURE | {"period": "12.5.2026", "value": "veel"})
    sheet.put("observation", 3, **RATIO)
    sheet.book["Waarnemingen"]["C4"].data_type = "s"
    return sheet


@pytest.mark.parametrize(
    ("language", "front", "word"), [("nl", "Bevindingen", "Fout ▲"), ("en", "Findings", "Error ▲")]
)
def test_wrong_cells_are_filled_and_say_what_is_wrong_and_what_would_be_right(spoilt, language, front, word):
    checked, say = spoilt.check(), Words(language)
    made = mark(spoilt.content(), checked.findings, language)
    assert made.own
    book = opened(made.content)
    assert book.sheetnames[0] == front
    assert book.active.title == front
    wrong = [f for f in checked.findings if f.severity is Severity.ERROR]
    assert len(wrong) == 3
    for one in wrong:
        cell = book[one.sheet][one.cell]
        assert colour(cell) is Severity.ERROR
        assert cell.comment.text.startswith(word)
        assert say(one.message) in cell.comment.text
        assert one.rule in cell.comment.text
    links = {cell.hyperlink.location for row in book[front].iter_rows() for cell in row if cell.hyperlink}
    assert {f"'{one.sheet}'!{one.cell}" for one in wrong} <= links
    filled = {c.coordinate for row in book["Waarnemingen"].iter_rows(min_row=4) for c in row if colour(c)}
    assert filled == {f.cell for f in checked.findings if f.sheet == "Waarnemingen" and f.rule != "not filled in"}


def test_a_marked_file_is_checked_as_the_file_itself(spoilt):
    before = spoilt.check()
    made = mark(spoilt.content(), before.findings)
    after = check(spoilt.ledger, spoilt.ledger.number, BZ, made.name, made.content)
    assert after.findings == before.findings
    assert (after.sheets, after.cells_read, after.layout_name) == (before.sheets, before.cells_read, before.layout_name)
    for table, rows in before.rows.items():
        assert after.rows[table].equals(rows)
        assert after.cells[table].equals(before.cells[table])


def test_marking_a_corrected_file_leaves_no_old_mark(spoilt):
    first = mark(spoilt.content(), spoilt.check().findings)
    book = opened(first.content)
    inner = book["Waarnemingen"]
    inner["C4"], inner["D5"], inner["F5"] = "Almara", "2025-Q3", 12
    mended = content(book)
    checked = check(spoilt.ledger, spoilt.ledger.number, BZ, "bz.xlsx", mended)
    assert [f for f in checked.findings if f.severity is not Severity.WARNING] == []
    again = opened(mark(mended, checked.findings).content)["Waarnemingen"]
    for cell in ("C4", "D5", "F5"):
        assert colour(again[cell]) is None
        assert again[cell].comment is None
    assert again["A3"].comment.text == opened(spoilt.content())["Waarnemingen"]["A3"].comment.text


def test_what_stood_there_before_comes_back():
    book = workbook(B2="veel", C2=3, D2="x")
    inner = book["Blad"]
    inner["B2"].fill = PatternFill("darkTrellis", fgColor="FF00AA00", bgColor="FFFFFFFF")
    inner["B2"].comment = Comment("Navragen bij het veld", "Een analist", width=90, height=30)
    inner["C2"].number_format, inner["C2"].fill = "0.0%", PatternFill("solid", fgColor="FF123456")
    inner["D4"].comment = Comment("Blijft", "Een ander")
    before = content(book)
    found = [finding("B2"), finding("B2", said="is also late"), finding("C2", Severity.WARNING), finding("F9")]
    made = mark(before, found).content
    told = opened(made)["Blad"]["B2"].comment.text
    assert told.startswith("Navragen bij het veld\n\nFout ▲\nis wrong\nWrite 3.\n")
    assert told.count("Fout ▲") == 2
    assert colour(opened(made)["Blad"]["B2"]) is Severity.ERROR
    assert opened(made)["Blad"]["C2"].number_format == "0.0%"

    clean = opened(cleaned(made))
    assert clean.sheetnames == ["Blad"]
    for row in opened(before)["Blad"].iter_rows(max_row=9, max_col=9):
        for cell in row:
            back = clean["Blad"][cell.coordinate]
            assert look(back) == look(cell)
    same = ("xl/styles.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels")
    assert {name: parts(cleaned(made))[name] for name in same} == {name: parts(before)[name] for name in same}
    assert set(parts(cleaned(made))) == set(parts(before))


def test_marking_twice_is_marking_once(spoilt):
    findings = spoilt.check().findings
    once = mark(spoilt.content(), findings).content
    assert parts(mark(once, findings).content) == parts(once)


def test_marks_are_known_again_after_another_program_saved_the_file():
    book = workbook(B2="veel", C3=1)
    book["Blad"]["B2"].fill = PatternFill("solid", fgColor="FF123456")
    book["Blad"]["B2"].comment = Comment("Navragen", "Een analist")
    made = mark(content(book), [finding("B2"), finding("C3"), finding("E5", Severity.WARNING)]).content
    resaved = opened(made)
    resaved["Blad"].insert_rows(1)
    resaved["Bevindingen"].title = "Oud"
    clean = opened(cleaned(content(resaved)))
    assert clean.sheetnames == ["Blad"]
    assert clean["Blad"]["B3"].fill.fgColor.rgb == "FF123456"
    assert clean["Blad"]["B3"].comment.text == "Navragen"
    assert colour(clean["Blad"]["C4"]) is None
    assert clean["Blad"]["C4"].comment is None
