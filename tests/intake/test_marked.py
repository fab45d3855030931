"""A marked workbook: the analyst's own file with what was found at its cells, and the way back from it."""

from __future__ import annotations

import datetime
import re
import zipfile
from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from monitoring.intake.check import check
from monitoring.intake.finding import Finding, Severity
from monitoring.intake.mark import About, CannotBePatched, cleaned, marked, patched
from monitoring.intake.mark.mark import MOST_NOTES
from monitoring.intake.mark.styles import COLOURS
from monitoring.intake.reading import Unreadable, read
from monitoring.intake.template import owed
from monitoring.language import Words
from monitoring.person import Person
from tests.intake.sheets import FIGURE, RATIO, Sheet
from theory_of_change.text import Message, message

DAY = datetime.date(2026, 11, 25)
BZ = Person("An Analyst", "BZ", ("analyst",))


def mark(content: bytes, findings, language: str = "nl", name: str = "bz.xlsx"):
    return marked(content, findings, About(name, "BZ", DAY), Words(language))


def opened(content: bytes):
    return openpyxl.load_workbook(BytesIO(content))


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_parts(content: bytes, more: dict[str, bytes]) -> bytes:
    """A zip with parts put in or replaced."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in (parts(content) | more).items():
            archive.writestr(name, part)
    return file.getvalue()


def said_in(sheet) -> str:
    """Everything that a sheet says."""
    return "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None)


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


def to_the_eye(cell) -> tuple:
    """The same but for shades that nobody sees: of each fill that it covers our colour is a shade of its own."""
    return tuple(
        re.sub(r"(?<=rgb='FF)(.).(.).(.).", r"\1\2\3", part) if isinstance(part, str) else part for part in look(cell)
    )


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


# What is not ours stays


def test_charts_rules_choices_and_macros_stay_byte_for_byte():
    book = workbook(A1="kop", A2=1, A3=2, B2="veel")
    chart = BarChart()
    chart.add_data(Reference(book["Blad"], min_col=1, min_row=1, max_row=3), titles_from_data=True)
    book["Blad"].add_chart(chart, "D2")
    book["Blad"].conditional_formatting.add("A2:A3", CellIsRule(operator="greaterThan", formula=["1"]))
    choice = DataValidation(type="list", formula1='"ja,nee"')
    choice.add("B2")
    book["Blad"].add_data_validation(choice)
    book["Blad"].protection.sheet = True
    before = with_parts(content(book), {"xl/vbaProject.bin": b"never run", "xl/drawings/own.bin": bytes(range(256))})
    made = mark(before, [finding("B2"), finding("A3")], name="met macro.XLSM")
    assert (made.own, made.name) == (True, "met macro-gemarkeerd.xlsm")
    after = parts(made.content)
    touched = {"xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels",
               "xl/worksheets/_rels/sheet1.xml.rels", "[Content_Types].xml"}  # fmt: skip
    assert {name: part for name, part in parts(before).items() if name not in touched} == {
        name: after[name] for name in parts(before) if name not in touched
    }
    sheet = after["xl/worksheets/sheet1.xml"]
    for kept in (b"<conditionalFormatting", b"<dataValidations", b"<drawing ", b"<sheetProtection"):
        assert sheet.count(kept) == 1
    assert sheet.index(b"<drawing ") < sheet.index(b"<legacyDrawing")
    front = opened(made.content)["Bevindingen"]
    assert "macro’s van dit bestand zitten er nog in" in said_in(front)


def test_real_workbooks_keep_every_value_and_every_other_part(shared):
    """Charts, threads, pictures, pivot tables, queries and whatever else is in them."""
    files = sorted((shared / "workbooks").rglob("*.xlsx")) + [
        shared / "adversarial" / "calamine" / name for name in ("pivots.xlsx", "picture.xlsx", "vba.xlsm")
    ]
    assert len(files) > 25
    for file in files:
        before = file.read_bytes()
        sheets = read(file.name, before).sheets
        found = [finding(cell, sheet=name) for name in sheets for cell in ("A1", "B3", "ZZ2000")]
        after = patched(before, found, About(file.name, "BZ", DAY), Words("nl"))
        again = read(file.name, after).sheets
        for name, sheet in sheets.items():
            for row, values in enumerate(sheet.rows):
                assert list(again[name].rows[row][: len(values)]) == list(values), (file, name, row)
        old, back = parts(before), parts(cleaned(after))
        others = {name for name in old if not re.search(r"worksheets/|xl/workbook.xml|\[Content", name)}
        assert {name: back[name] for name in others} == {name: old[name] for name in others}, file
        assert parts(patched(after, found, About(file.name, "BZ", DAY), Words("nl"))) == parts(after), file


def test_where_people_talk_in_a_thread_nothing_is_put_and_the_overview_says_so(shared):
    file = shared / "workbooks" / "h2020-gap-returns" / "asylum-applications-uk.xlsx"
    name = next(iter(read(file.name, file.read_bytes()).sheets))
    made = mark(file.read_bytes(), [finding("B11", sheet=name), finding("C11", sheet=name)]).content
    assert f"Bij {name}!B11 loopt al een gesprek" in said_in(opened(made)["Bevindingen"])
    assert "Fout" not in opened(made)[name]["B11"].comment.text
    assert opened(made)[name]["C11"].comment.text.startswith("Fout ▲")
    assert colour(opened(made)[name]["B11"]) is Severity.ERROR


def test_a_saved_layout_reads_the_marked_file_as_the_file_itself(blank, shared):
    file = shared / "workbooks" / "frontex-returns" / "PAD-2024-00391_2023.xlsx"
    sender = Person("analyst", "AM", ("analyst",))
    before = check(blank, blank.number, sender, file.name, file.read_bytes())
    assert before.layout_name.startswith("frontex")
    found = [*before.findings, finding("B3", sheet=before.understood.regions[0].sheet.name)]
    made = mark(file.read_bytes(), found, name=file.name)
    after = check(blank, blank.number, sender, made.name, made.content)
    assert after.findings == before.findings
    assert {t: len(rows) for t, rows in after.rows.items()} == {t: len(rows) for t, rows in before.rows.items()}


# Other formats


@pytest.mark.parametrize("name", ["CSV2IATI_multi-transaction.xls", "Koenigstein_quota.ods"])
def test_of_another_format_a_copy_has_the_values_at_the_same_cells(shared, name):
    before = read(name, (shared / "workbooks" / name).read_bytes())
    sheet, inner = next((n, s) for n, s in before.sheets.items() if s.rows)
    made = mark(before.content, [finding("B2", sheet=sheet)], name=name)
    assert not made.own
    assert made.name == name.rpartition(".")[0] + "-gemarkeerd.xlsx"
    after = opened(made.content)
    assert "Verbeter uw eigen bestand" in said_in(after["Bevindingen"])
    assert colour(after[sheet]["B2"]) is Severity.ERROR
    for row, values in enumerate(inner.rows[:200], 1):
        for column, value in enumerate(values, 1):
            copied = after[sheet].cell(row, column).value
            assert copied == (None if value == "" else value) or str(copied)[:10] == str(value)[:10], (row, column)


def test_a_file_in_the_strict_form_of_the_standard_comes_back_as_a_copy(shared):
    file = shared / "adversarial" / "poi" / "SampleSS.strict.xlsx"
    sheet = next(iter(read(file.name, file.read_bytes()).sheets))
    made = mark(file.read_bytes(), [finding("A1", sheet=sheet)], name=file.name)
    assert not made.own
    assert "zou door het markeren iets verloren gaan" in said_in(opened(made.content)["Bevindingen"])


# Safety


PAYLOADS = ["=1+1", "+1+1", "-1+1", "@SUM(1)", "=cmd|'/c calc'!A1", "\t=1+1", "<b>&amp;</b>", "_x0041_", "a\x00b\x1f"]


def test_no_text_becomes_a_formula_or_markup(shared):
    payloads = [*PAYLOADS, *(shared / "adversarial" / "csv-injection-payloads.txt").read_text().splitlines()]
    found = [
        Finding(
            f"=rule{n}",
            Severity(n % 3),
            "Blad",
            f"A{n + 1}",
            text,
            Message("{v}", {"v": text}),
            Message("{v}", {"v": text}),
        )
        for n, text in enumerate(payloads)
    ]
    book = workbook(**{f"A{n + 1}": "x" for n in range(len(payloads))})
    made = mark(content(book), found, name="=file.xlsx").content
    after = opened(made)
    for sheet in after:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row)
    front = [cell.value for row in after["Bevindingen"].iter_rows(min_col=5, max_col=5) for cell in row]
    assert {"=1+1", "@SUM(1)", "<b>&amp;</b>", "_x005F_x0041_"} <= set(front)  # Excel reads _x005F_ as _
    assert "a\ufffdb\ufffd" in front
    assert b"<f>" not in b"".join(parts(made).values())


def test_an_entity_is_never_read():
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    for name in ("xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml", "[Content_Types].xml"):
        before = content(workbook(B2="x"))
        spoilt = with_parts(before, {name: bomb + re.sub(rb"^<\?xml[^>]*>", b"", parts(before)[name])})
        with pytest.raises(CannotBePatched):
            patched(spoilt, [finding("B2")], About("x.xlsx", "BZ", DAY), Words("nl"))


def test_a_file_that_cannot_be_read_is_refused_with_a_sentence():
    with pytest.raises(Unreadable) as refused:
        mark(b"PK\x03\x04 no workbook", [])
    assert Words("nl")(refused.value.remedy)


def test_of_many_findings_all_are_coloured_and_listed_and_the_gravest_have_a_note():
    book = workbook(**{f"A{n}": n for n in range(1, MOST_NOTES + 102)})
    found = [finding(f"A{n}", Severity.WARNING) for n in range(1, MOST_NOTES + 101)]
    found.append(finding(f"A{MOST_NOTES + 101}", Severity.ERROR))
    made = opened(mark(content(book), found).content)
    noted = [cell for (cell,) in made["Blad"].iter_rows(max_col=1) if cell.comment]
    assert len(noted) == MOST_NOTES
    assert noted[-1].row == MOST_NOTES + 101
    assert all(colour(cell) for (cell,) in made["Blad"].iter_rows(max_col=1))
    front = made["Bevindingen"]
    assert "De eerste 2.000 cellen hebben een opmerking" in said_in(front)
    folded = [number for number, row in front.row_dimensions.items() if row.outlineLevel and row.hidden]
    assert len(folded) == MOST_NOTES + 100
    assert front.sheet_properties.outlinePr.summaryBelow is False


def test_equal_findings_and_empty_prepared_rows_are_one_line_each_with_their_number_and_cells(fictional):
    sheet = Sheet(fictional, rows=owed(fictional, "BZ", "2026-Q3"))
    sheet.put("observation", 1, value=90)
    for row in (2, 3, 5):
        sheet.put("observation", row, value="veel")
    checked = sheet.check()
    front = opened(mark(checked.content, checked.findings).content)["Bevindingen"]
    lines = [[cell.value for cell in row] for row in front.iter_rows() if not front.row_dimensions[row[0].row].hidden]
    assert lines[0][1] == "1 punt te verbeteren in dit bestand"
    assert [line[1:4] for line in lines if "veel" in line] == [["Fout ▲", "Waarnemingen!F5:F6, F8", 3]]
    prepared = owed(fictional, "BZ", "2026-Q3")
    left = [line[2:4] for line in lines if line[1] == "Leeg gelaten"]
    assert left == [
        [f"Waarnemingen!F7, F9:F{3 + len(prepared['observation'])}", len(prepared["observation"]) - 4],
        [f"Budgetregels!H4:H{3 + len(prepared['budget_line'])}", len(prepared["budget_line"])],
    ]
    assert front.max_row < 30


def test_findings_without_a_cell_stand_in_the_overview_only():
    whole = Finding("whole", Severity.BLOCKING, "", "", "", message("is wrong"))
    found = [
        whole,
        replace(whole, sheet="Blad"),
        replace(whole, sheet="Weg", cell="B2"),
        replace(whole, sheet="Blad", cell="14"),
    ]
    made = opened(mark(content(workbook(B2="x")), found).content)
    assert all(not colour(cell) and not cell.comment for row in made["Blad"].iter_rows() for cell in row)
    places = [row[0].value for row in made["Bevindingen"].iter_rows(min_col=3, max_col=3, min_row=8)]
    assert "het hele bestand" in places
    assert {c.hyperlink.location for row in made["Bevindingen"].iter_rows() for c in row if c.hyperlink} == {
        "'Blad'!A1",
        "'Blad'!A14",
    }


def test_a_sheet_of_ones_own_called_findings_is_kept_and_its_names_too():
    book = workbook(B2="x")
    book.create_sheet("Bevindingen")["A1"] = "van de analist"
    book.active = 1
    book["Blad"].print_title_rows = "1:2"
    before = content(book)
    made = mark(before, [finding("B2")]).content
    assert opened(made).sheetnames == ["Bevindingen (2)", "Blad", "Bevindingen", "_monitoring_marks"]
    assert opened(made)["Blad"].print_title_rows == "$1:$2"
    clean = opened(cleaned(made))
    assert clean.sheetnames == ["Blad", "Bevindingen"]
    assert clean["Blad"].print_title_rows == "$1:$2"
    assert clean.active.title == "Bevindingen"


cells = st.from_regex(r"[A-F][1-9]", fullmatch=True)
values = st.one_of(st.integers(-99, 99), st.text('=-@<&"a b\n', min_size=1, max_size=8), st.booleans())
colours = st.sampled_from([None, "FFFF0000", "FFFCD598", "FFFFF4B8"])
severities = st.sampled_from(list(Severity))


@settings(max_examples=20, deadline=None)
@example(
    {"A1": (0, None, ""), "C1": (0, "FFFF0000", "")},
    [("B1", Severity.BLOCKING)],
    [("B1", Severity.ERROR), ("C1", Severity.ERROR)],
)
@given(
    st.dictionaries(cells, st.tuples(values, colours, st.text("ab\n ", max_size=6)), max_size=8),
    st.lists(st.tuples(cells, severities), max_size=8),
    st.lists(st.tuples(cells, severities), max_size=8),
)
def test_whatever_was_marked_comes_back_and_marking_again_is_marking_anew(held, first, second):
    book = workbook()
    for cell, (value, fill, note) in held.items():
        book["Blad"][cell].value = value
        book["Blad"][cell].data_type = "s" if isinstance(value, str) else book["Blad"][cell].data_type
        if fill:
            book["Blad"][cell].fill = PatternFill("solid", fgColor=fill)
        if note.strip():
            book["Blad"][cell].comment = Comment(note, "analyst")
    before = content(book)
    once = mark(before, [finding(cell, severity) for cell, severity in first]).content
    same = opened(before)["Blad"]
    clean = opened(cleaned(once))["Blad"]
    for row in clean.iter_rows(max_row=9, max_col=6):
        for cell in row:
            assert look(cell) == look(same[cell.coordinate])
    later = [finding(cell, severity) for cell, severity in second]
    anew, again = opened(mark(before, later).content), opened(mark(once, later).content)
    assert [sheet.title for sheet in again] == [sheet.title for sheet in anew]
    for row in again["Blad"].iter_rows(max_row=9, max_col=6):
        for cell in row:
            assert to_the_eye(cell) == to_the_eye(anew["Blad"][cell.coordinate])
    styles = [parts(mark(one, later).content)["xl/styles.xml"] for one in (once, before)]
    assert styles[0].count(b"<xf ") == styles[1].count(b"<xf ")  # nothing of the first marking is left in the file
