"""Delivering: what is new, what was left out, who came before, and what is owed."""

from __future__ import annotations

import re

import pytest

from monitoring.intake.submit import submit
from monitoring.intake.template import owed
from monitoring.intake.undo import undo
from monitoring.person import Person
from tests.intake.sheets import FIGURE, Sheet
from tests.pages.conftest import markup, title, words


@pytest.fixture
def drop(visit):
    """Open the page to deliver and drop a file on it."""

    def run(sheet: Sheet, content: bytes, language: str = "en", name: str = "sheet.xlsx"):
        app = visit(sheet.ledger.address.folder, "deliver", lang=language)
        app.file_uploader[0].upload(name, content)
        return app.run()

    return run


def filled(ledger, **values) -> Sheet:
    sheet = Sheet(ledger, "BZ", "en")
    sheet.put("observation", 1, **FIGURE, **values)
    return sheet


def test_the_same_file_again_is_called_nothing_new(fictional, drop):
    sheet = filled(fictional)
    content = sheet.content()
    assert title(drop(sheet, content)) == "1 row can land"
    submit(fictional, sheet.check(), "First")
    assert title(drop(sheet, content)).startswith("Nothing in this file is new")


def test_who_landed_meanwhile_is_told_and_the_file_lands_only_when_confirmed_again(fictional, drop):
    sheet = filled(fictional)
    app = drop(sheet, sheet.content())
    app.text_input(key="confirm_name").set_value("Second")
    app.text_input(key="reason").set_value("Late").run()
    other = Sheet(fictional, "BZ", "en")
    other.put("observation", 1, **FIGURE | {"country": "Belmora"})
    submit(fictional, other.check(), "Came before")
    before = fictional.number
    app.button(key="confirm_button").click().run()
    assert fictional.number == before
    assert "Meanwhile An Analyst changed the ledger for BZ" in words(app)
    app.button(key="confirm_button").click().run()
    assert fictional.number == before + 1
    assert "landed in stand" in title(app)


def test_the_receipt_says_which_rows_were_left_out_and_explains_the_count_of_the_history(fictional, drop):
    sheet = filled(fictional)
    sheet.put("observation", 2, **FIGURE | {"country": "Nowhere at all"})
    app = drop(sheet, sheet.content())
    app.checkbox(key="leave_out").check()
    app.text_input(key="confirm_name").set_value("A")
    app.text_input(key="reason").set_value("B").run()
    app.button(key="confirm_button").click().run()
    said = words(app)
    assert "1 wrong row of Observations: row 5" in said
    assert "4 rows: the 1 of this file, the 1 that were left out and why, the file itself" in said
    assert f"sent={fictional.number}" in markup(app)  # where it can be taken back


def test_an_empty_workbook_is_not_recognised_and_there_is_nothing_to_explain_in_it(fictional, drop):
    from io import BytesIO

    from openpyxl import Workbook

    content = BytesIO()
    Workbook().save(content)
    app = drop(Sheet(fictional), content.getvalue(), "nl")
    assert "indeling 0" not in words(app)
    assert "niet herkend" in words(app)
    assert title(app).startswith("Niets kan worden opgenomen")


def test_any_file_may_be_dropped_so_that_what_is_no_workbook_is_told_in_words(fictional, drop):
    app = drop(Sheet(fictional), b"%PDF-1.7 and more", name="figures.pdf")
    assert title(app).startswith("Nothing can land")
    assert not app.file_uploader[0].allowed_type  # or the browser refuses it, in English
    assert title(drop(Sheet(fictional), b"a,b\n1,2", name="figures.csv")) == "Say what the cells of figures.csv mean"


def test_what_is_owed_counts_the_money_of_projects(fictional_folder, visit):
    assert "Money: of 0 of 52 projects the spending is in. Missing: REG-IRR-01" in words(
        visit(fictional_folder, "deliver", lang="en")
    )


def test_without_projects_it_is_said_how_they_come_in(blank_folder, visit):
    assert "csv files in data/" in words(visit(blank_folder, "deliver", lang="en"))


def test_empty_prepared_rows_are_no_findings(fictional, drop):
    sheet = Sheet(fictional, "BZ", "en", rows=owed(fictional, "BZ", "2026-Q3"))
    sheet.put("observation", 1, value=90)
    said = words(drop(sheet, sheet.content()))
    assert re.search(r"\d{3} prepared rows that were not filled in are left out\.", said)
    assert "There is no figure here" not in said


def test_the_quarter_of_the_address_is_delivered_and_an_unknown_organisation_is_told(example_folder, visit):
    page = visit(example_folder, "deliver", lang="en", quarter="2026-Q2", **{"as": "XXX"})
    assert "2nd quarter 2026" in words(page)
    assert page.selectbox(key="template_quarter").value == "2026-Q2"
    assert "There is no organisation “XXX” here." in words(page)


def test_a_delivery_is_taken_back_with_a_reason_and_may_hold_again(fictional, visit):
    sheet = filled(fictional)
    submit(fictional, sheet.check(), "First")
    sheet.put("observation", 1, **FIGURE | {"value": 95})
    number = submit(fictional, sheet.check(), "Second").number
    app = visit(fictional.address.folder, "deliver", lang="en", sent=str(number))
    assert title(app) == f"Stand {number} changed 1 row"
    assert "HAN-01 · Almara · Q3 2026 90 → 95" in words(app)
    assert "Then what stands under “Before this file” holds again: 1 row gets another value." in words(app)
    assert app.button(key="take_back_button").disabled
    app.text_input(key="take_back_name").set_value("A colleague")
    app.text_input(key=f"take_back_reason_{number}").set_value("Wrong file").run()
    app.button(key="take_back_button").click().run()
    assert title(app).startswith(f"Stand {number} was taken back on ")
    assert f"in stand {number + 1}: Wrong file" in words(app)
    assert fictional.rows("select value::int from observation") == [(90,)]
    app.text_input(key=f"take_back_reason_{number + 1}").set_value("It was right").run()
    app.button(key="take_back_button").click().run()
    assert title(app) == f"Stand {number} changed 1 row"
    assert fictional.rows("select value::int from observation") == [(95,)]


def test_who_stands_in_the_way_of_taking_back_is_named(fictional, visit):
    sheet = filled(fictional)
    number = submit(fictional, sheet.check(), "First").number
    sheet.put("observation", 1, **FIGURE | {"value": 95})
    submit(fictional, sheet.check(), "Second")
    app = visit(fictional.address.folder, "deliver", lang="en", sent=str(number))
    assert "It cannot be taken back as it is" in words(app)
    assert "1 of these rows was written later by An Analyst for BZ" in words(app)
    assert "HAN-01 · XAA · 2026-Q3 (Observations!F4)" in words(app)
    assert not [button for button in app.button if button.key == "take_back_button"]


def test_another_organisation_sees_a_delivery_and_cannot_take_it_back(fictional, visit):
    number = submit(fictional, filled(fictional).check(), "First").number
    app = visit(fictional.address.folder, "deliver", lang="nl", sent=str(number), **{"as": "POL"})
    assert "Alleen BZ kan die terugdraaien, POL niet." in words(app)
    assert "Almara" in words(app)


def test_all_deliveries_are_listed_and_one_that_is_not_there_is_told(fictional, visit):
    folder = fictional.address.folder
    assert "Nothing has been delivered yet." in words(visit(folder, "deliver", lang="en", sent="all"))
    number = submit(fictional, filled(fictional).check(), "First").number
    undo(fictional, number, Person("A Colleague", "BZ"), "Wrong quarter")
    said = words(visit(folder, "deliver", lang="en", sent="all"))
    assert re.search(r"BZ · An Analyst First taken back by A Colleague on .*: Wrong quarter", said)
    assert "taken back on" in words(visit(folder, "deliver", lang="en"))
    for strange in ("999", "x", "-1", "9" * 40):
        assert title(visit(folder, "deliver", lang="en", sent=strange)) == f"There is no delivery {strange}"


def test_the_very_same_file_is_known_again_and_that_it_was_taken_back(fictional, drop):
    sheet = filled(fictional)
    checked = sheet.check()
    number = submit(fictional, checked, "First").number
    assert "You delivered this very file before, on" in words(drop(sheet, checked.content, name="renamed.xlsx"))
    undo(fictional, number, Person("A Colleague", "BZ"), "Wrong quarter")
    app = drop(sheet, checked.content)
    assert "That was taken back on" in words(app)
    assert title(app) == "1 row can land"


def test_before_taking_back_it_is_said_which_verdicts_turn_and_a_long_list_is_folded(
    example_folder, example_ledger, visit
):
    [(number,)] = example_ledger.rows("select max(number) from submission where organisation = 'POL'")
    app = visit(example_folder, "deliver", lang="en", sent=str(number), **{"as": "POL"})
    assert re.search(r"\d+ verdicts turn", words(app))
    folded = re.search(r"</table>\s*<details.*?and (\d+) more.*?</details>", markup(app), re.DOTALL)
    assert folded[0].count("no row") == int(folded[1]) > 5
    assert "Of a large file only the first rows are shown." not in words(app)  # all of them are here


def test_what_was_found_then_is_folded_with_its_cells(fictional, visit):
    sheet = Sheet(fictional, "BZ", "en", rows=owed(fictional, "BZ", "2026-Q3"))
    for row in (2, 3, 4):
        sheet.put("observation", row, value="90")
    empty = sum(map(len, owed(fictional, "BZ", "2026-Q3").values())) - 3
    number = submit(fictional, sheet.check(), "First").number
    said = words(visit(fictional.address.folder, "deliver", lang="en", sent=str(number)))
    assert said.count("was read as") <= 1
    assert "Observations · 3 cells F5:F7" in said
    counted = [int(n) for n in re.findall(r"(\d+) prepared rows that were not filled in are left out\. \w+", said)]
    assert sum(counted) == empty
    assert "There is no figure here" not in said
