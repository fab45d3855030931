"""What would change, as the page shows it: counts, a page of rows, search, totals, verdicts, and it all as files."""

from __future__ import annotations

import csv
import io
from functools import partial
from io import BytesIO

import openpyxl
import pytest

from monitoring.intake.preview import preview
from monitoring.intake.submit import submit
from monitoring.language import Words
from monitoring.ledger import names
from monitoring.start import start
from monitoring.ui.deliver.changes.files import every_row, workbook
from monitoring.ui.downloads import as_csv
from tests.conftest import copy
from tests.intake.sheets import AMOUNT, FIGURE, RATIO, Sheet
from tests.pages.conftest import words


@pytest.fixture
def drop(visit):
    """Open the page to deliver and drop a sheet on it."""

    def run(sheet: Sheet, language: str = "en"):
        app = visit(sheet.ledger.address.folder, "deliver", lang=language)
        app.file_uploader[0].upload("sheet.xlsx", sheet.content())
        return app.run()

    return run


@pytest.fixture
def many(fictional) -> Sheet:
    """26 rows that are new: two countries, thirteen quarters."""
    sheet, row = Sheet(fictional, "BZ", "en"), 0
    for country in ("Almara", "Belmora"):
        for year in (2023, 2024, 2025, 2026):
            for number in (1, 2, 3, 4):
                if (year, number) <= (2026, 1):
                    row += 1
                    sheet.put("observation", row, **FIGURE | {"country": country, "period": f"{year}-Q{number}"})
    return sheet


def page_of_rows(app):
    return next(one for one in app.number_input if one.key.startswith("rows_page"))


def test_a_large_sheet_is_paged_with_counts_and_searched(many, drop):
    app = drop(many)
    assert "26 new" in words(app)
    assert "1 to 10 of 26" in words(app)
    assert "HAN-01 · Almara · Q1 2023" in words(app)
    assert "Observations!F4" in words(app)
    app.button(key="rows_on").click().run()
    app.button(key="rows_on").click().run()
    assert "21 to 26 of 26" in words(app)
    assert app.button(key="rows_on").disabled
    assert "HAN-01 · Almara" not in words(app)
    app.button(key="rows_back").click().run()
    assert "11 to 20 of 26" in words(app)
    page_of_rows(app).set_value(3).run()
    assert "21 to 26 of 26" in words(app)
    find = next(one for one in app.text_input if one.key.startswith("rows_find"))
    find.set_value("belm 2025").run()
    assert "HAN-01 · Belmora · Q4 2025" in words(app)
    assert "HAN-01 · Belmora · Q1 2024" not in words(app)
    assert "Previous" not in [one.label for one in app.button]  # four rows need no pages
    find.set_value("nowhere").run()
    assert "No row with “nowhere”." in words(app)


def test_what_is_missing_is_asked_and_every_changed_field_stands_there_with_its_cell(fictional, drop):
    sheet = Sheet(fictional, "BZ", "nl")
    sheet.put("observation", 1, **RATIO)
    sheet.put("observation", 2, **RATIO | {"country": "Belmora"})
    submit(fictional, sheet.check(), "first")
    again = Sheet(fictional, "BZ", "nl")
    again.put("observation", 1, **RATIO | {"numerator": 41, "note": "herteld"})
    app = drop(again, "nl")
    said = words(app)
    assert "1 gewijzigd" in said
    assert "1 ontbreekt in dit bestand" in said
    assert "HAN-02 · Almara · 3e kw. 2026 teller 40 → 41 Waarnemingen!G4" in said
    assert "toelichting – → herteld Waarnemingen!M4" in said
    what = next(one for one in app.segmented_control if one.key.startswith("rows_what"))
    assert what.options == ["Gewijzigd 1", "Ontbreekt 1"]
    what.set_value(what.options[1]).run()
    assert "er wordt niets verwijderd" in words(app)
    assert "HAN-02 · Belmora · 3e kw. 2026 40 / 60" in words(app)


def test_only_what_is_there_already_changes_nothing_and_no_verdict_is_worked_out(fictional, drop):
    sheet = Sheet(fictional, "BZ", "en")
    sheet.put("observation", 1, **FIGURE)
    submit(fictional, sheet.check(), "first")
    said = words(drop(sheet))
    assert "Everything in this file is in the ledger already, so nothing would change." in said
    assert "1 the same" in said
    assert "verdict" not in said


def test_of_a_file_of_which_nothing_can_land_nothing_would_change(fictional, drop):
    sheet = Sheet(fictional, "BZ", "nl")
    sheet.put("observation", 1, **FIGURE | {"country": "Nergenshuizen"})
    assert "Niets van dit bestand kan worden opgenomen, dus er verandert niets." in words(drop(sheet, "nl"))


def test_the_verdicts_that_turn_are_said_with_their_words_and_their_quarter(example_folder, tmp_path, drop):
    ledger = start(copy(example_folder, tmp_path / "ledger")).ledger
    sheet = Sheet(ledger, "BZ", "en")
    sheet.put("observation", 1, **RATIO | {"numerator": 1})
    sheet.put("budget_line", 1, **AMOUNT)
    app = drop(sheet)
    said = words(app)
    assert "verdicts turn 3rd quarter 2026" in said
    name = names(ledger, "measure")["HAN-02"].en
    assert f"HAN-02, Almara {name} was on track → becomes behind" in said
    assert "BZ · ODA of BZ in 2026, €" in said
    assert "Trafficking 5,063,700.00 4,846,100.00 −217,600.00" in said
    ledger.close()


class At:
    """As much of a page as the files need."""

    def __init__(self, ledger, language: str) -> None:
        self.live, self.say, self.names = ledger, Words(language), partial(names, ledger)


def test_the_files_hold_every_row_and_the_totals_and_text_is_never_a_formula(fictional, many):
    many.put("observation", 1, note="=1+1")
    sheet, _, place = many.cell("observation", 1, "note").partition("!")
    many.book[sheet][place].data_type = "s"  # a text, as Excel keeps it behind a quote
    many.put("budget_line", 1, **AMOUNT)
    checked = many.check()
    would = preview(fictional, checked)
    rows = list(csv.DictReader(io.StringIO(as_csv(every_row(would), "invented"))))
    assert [row["table"] for row in rows] == ["observation"] * 26 + ["budget_line"]
    assert (rows[0]["what"], rows[0]["sheet"], rows[0]["cells"], rows[0]["country"]) == (
        "new",
        "Observations",
        "F4",
        "XAA",
    )
    assert (rows[0]["value"], rows[0]["was_value"], rows[0]["note"]) == ("90.000000", "", "'=1+1")
    assert {row["remark"] for row in rows} == {"invented"}

    book = openpyxl.load_workbook(BytesIO(workbook(At(fictional, "nl"), checked, would, "verzonnen")))
    assert book.sheetnames == ["Waarnemingen", "Budgetregels", "Totalen"]
    sheet = book["Waarnemingen"]
    assert (
        sheet["A1"].value
        == f"Wat er verandert als sheet.xlsx wordt opgenomen, tegenover stand {would.state} · verzonnen"
    )
    heads = [cell.value for cell in sheet[3]]
    first = dict(zip(heads, (cell for cell in sheet[4]), strict=True))
    assert (first["Wat"].value, first["Cel"].value, first["Waarde: wordt"].value) == ("nieuw", "F4", 90)
    assert (first["Toelichting: wordt"].value, first["Toelichting: wordt"].data_type) == ("=1+1", "s")
    assert sheet.max_row == 3 + 26
    assert [cell.value for cell in book["Totalen"][4]][-3:] == [0, 1000, 1000]
