"""Our template: what goes out, what is locked, what can be chosen, and that it is known when it comes back."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest

from monitoring.intake.check import check
from monitoring.intake.fields import FIELDS, FIGURES, FOR_INFORMATION, SHEETS
from monitoring.intake.finding import Severity
from monitoring.intake.template import HEADER_ROW, owed, template
from monitoring.intake.understand import MARK, TEMPLATE_VERSION
from monitoring.language import Words
from monitoring.person import Person
from tests.drawn import given
from tests.intake.sheets import FIGURE, Sheet

QUARTER = "2026-Q3"


@pytest.fixture(params=["nl", "en"])
def language(request):
    return request.param


@pytest.fixture
def book(fictional, language):
    return openpyxl.load_workbook(BytesIO(template(fictional, "BZ", QUARTER, Words(language))))


def test_it_has_a_guide_and_a_sheet_per_table_in_the_language_asked_for(book, language):
    say = Words(language)
    shown = [sheet.title for sheet in book if sheet.sheet_state == "visible"]
    assert shown[0] == {"nl": "Leeswijzer", "en": "Reading guide"}[language]
    assert shown[1:] == [say(FIGURES[table]) for table in FIGURES]
    for table in FIGURES:
        fields = FIELDS[table]
        heads = [str(cell.value).rstrip("*") for cell in book[say(SHEETS[table])][HEADER_ROW]]
        assert [head for head in heads if head in {say(f.header) for f in fields}] == [say(f.header) for f in fields]


def test_headings_are_locked_and_cells_to_fill_in_are_not(book, language):
    say = Words(language)
    for table in FIGURES:
        sheet = book[say(SHEETS[table])]
        assert sheet.protection.sheet
        assert all(cell.protection.locked for cell in sheet[HEADER_ROW])
        assert all(cell.comment for cell in sheet[HEADER_ROW] if "informati" not in str(cell.value))
    sheet = book[say(SHEETS["observation"])]
    assert not sheet.cell(HEADER_ROW + 1, 1).protection.locked
    assert not sheet.column_dimensions["A"].protection.locked


def test_what_can_be_chosen_is_offered_and_every_choice_is_understood(fictional, book, language):
    """Every word of every list, put in a cell, is read back as a code."""
    from monitoring.intake.vocabulary import Vocabulary

    vocabulary = Vocabulary.of(fictional)
    named = {name.removeprefix("list_"): defined.attr_text for name, defined in book.defined_names.items()}
    offered = {
        validation.formula1.removeprefix("=list_")
        for sheet in book
        for validation in sheet.data_validations.dataValidation
    }
    assert offered <= set(named)
    assert {"country", "theme", "budget_type", "kind", "measure", "state", "phase", "purpose_code"} <= offered
    for kind, place in named.items():
        sheet, cells = place.split("!")
        choices = [row[0].value for row in book[sheet][cells.replace("$", "")]]
        assert choices
        for choice in choices:
            assert isinstance(vocabulary[kind].code(choice), str), (kind, choice)


def test_what_an_organisation_owes_is_already_there(fictional, book, language):
    say, prepared = Words(language), owed(fictional, "BZ", QUARTER)
    sheet = book[say(SHEETS["observation"])]
    there = [row[0] for row in sheet.iter_rows(min_row=HEADER_ROW + 1, values_only=True) if row[0]]
    assert there == [row["indicator"] for row in prepared["observation"]]
    assert (
        len(there)
        == fictional.row(
            "select count(*) from expectation e join period p on p.code = e.period where e.reporter = 'BZ' "
            "and p.end_date = date '2026-09-30'"
        )[0]
    )
    assert {row["kind"] for row in prepared["budget_line"] if row["quarter"] == QUARTER} == {
        "commitment",
        "expenditure",
    }


def test_a_project_has_rows_for_the_forecasts_of_the_next_four_quarters_in_which_it_runs(fictional):
    given(
        fictional,
        project="""
        code | programming_line | step   | name_nl | name_en | holder | budget_type | implementer | channel   | start_date | end_date
        LONG | XAA-HAN          | HAN-A1 | lang    | long    | POL    | OWN         | IOM         | bilateral | 2026-01-01 | 2028-12-31
        ENDS | XAA-HAN          | HAN-A1 | kort    | short   | POL    | OWN         | IOM         | bilateral | 2026-01-01 | 2026-12-31
        """,
    )
    forecasts: dict[str, list[str]] = {"LONG": [], "ENDS": []}
    for row in owed(fictional, "POL", QUARTER)["budget_line"]:
        if row["kind"] == "forecast" and row["project"] in forecasts:
            forecasts[row["project"]].append(row["quarter"])
    assert forecasts == {"LONG": ["2026-Q4", "2027-Q1", "2027-Q2", "2027-Q3"], "ENDS": ["2026-Q4"]}


def guide(book) -> str:
    return " ".join(str(row[0]) for row in book.worksheets[0].iter_rows(values_only=True))


def test_without_projects_the_guide_says_how_they_come_in(blank, language):
    content = template(blank, "BZ", QUARTER, Words(language))
    assert "data/" in guide(openpyxl.load_workbook(BytesIO(content)))


def test_with_projects_the_guide_says_nothing_of_it(book, language):
    assert "data/" not in guide(book)


def test_a_project_keeps_the_purpose_of_its_last_line(fictional):
    given(
        fictional,
        budget_line="""
        project    | budget_type | country | theme | quarter | amount_eur | purpose_code
        XAA-HAN-01 | BZ_ODA      | XAA     | HAN   | 2026-Q1 |        100 | 15160
        XAA-HAN-01 | BZ_ODA      | XAA     | HAN   | 2026-Q2 |        100 | 15180
        """,
    )
    lines = owed(fictional, "BZ", QUARTER)["budget_line"]
    assert {line["purpose_code"] for line in lines if line["project"] == "XAA-HAN-01"} == {"15180"}


def test_a_purpose_filled_in_beforehand_reports_nothing(fictional):
    given(
        fictional,
        budget_line="""
        project    | budget_type | country | theme | quarter | amount_eur | purpose_code
        XAA-HAN-01 | BZ_ODA      | XAA     | HAN   | 2026-Q1 |        100 | 15160
        """,
    )
    content = template(fictional, "BZ", QUARTER, Words("nl"))
    checked = check(fictional, fictional.number, Person("A", "BZ"), "back.xlsx", content)
    assert {f.rule for f in checked.findings} == {"not filled in", "nothing"}


# What is known already, beside each row


DELIVERED = {
    "observation": """
        indicator | country | period  | reporter | dimension | value | numerator | denominator | state
        HAN-01    | XAA     | 2026-Q1 | BZ       | total     | 90    |           |             | reported
        HAN-01    | XAA     | 2026-Q2 | BZ       | total     | 95.5  |           |             | reported
        HAN-01    | XAA     | 2026-Q3 | BZ       | total     |       |           |             | not_yet_known
        HAN-01    | XAA     | 2026-Q4 | BZ       | total     | 99    |           |             | reported
        HAN-01    | XAB     | 2026-Q2 | BZ       | sex=f     | 12    |           |             | reported
        HAN-01    | XAC     | 2026-Q2 | POL      | total     | 13    |           |             | reported
        HAN-02    | XAA     | 2026-Q2 | BZ       | total     |       | 40        | 60          | reported
    """,
    "budget_line": """
        project    | budget_type | country | theme | quarter | kind        | amount_eur
        XAA-HAN-01 | BZ_ODA      | XAA     | HAN   | 2026-Q1 | expenditure |     100.50
        XAA-HAN-01 | BZ_ODA      | XAA     | HAN   | 2026-Q2 | expenditure |     200
        XAA-HAN-01 | BZ_ODA      | XAA     | HAN   | 2026-Q4 | forecast    |     400
    """,
}


def beside(ledger, table: str, language: str = "en") -> dict[tuple, tuple]:
    """By the first cells of a row what stands in its columns for information, by the keys of the template."""
    say = Words(language)
    sheet = openpyxl.load_workbook(BytesIO(template(ledger, "BZ", QUARTER, say)))[say(SHEETS[table])]
    place = {str(cell.value).rstrip("*"): cell.column - 1 for cell in sheet[HEADER_ROW]}
    key = [place[say(field.header)] for field in FIELDS[table] if field.required and field.name != "amount_eur"]
    told = [place[say(FOR_INFORMATION[name])] for name in ("last", "last_period")]
    rows = sheet.iter_rows(min_row=HEADER_ROW + 1, values_only=True)
    return {tuple(row[at] for at in key): tuple(row[at] for at in told) for row in rows}


def test_the_last_known_value_stands_beside_each_row_with_its_period(fictional):
    given(fictional, **DELIVERED)
    figures = beside(fictional, "observation")
    assert figures["HAN-01", "Almara", QUARTER] == (95.5, "2026-Q2")  # not known yet is no value, and Q4 is later
    assert figures["HAN-02", "Almara", QUARTER] == ("40 / 60", "2026-Q2")
    assert figures["HAN-01", "Belmora", QUARTER] == (None, None)  # a part is no total
    assert figures["HAN-01", "Cordania", QUARTER] == (None, None)  # of somebody else
    money = beside(fictional, "budget_line")
    about = ("XAA-HAN-01", "BZ · ODA", "Almara", "Trafficking")
    assert money[*about, QUARTER, "expenditure"] == (200, "2026-Q2")
    assert money[*about, QUARTER, "commitment"] == (None, None)
    assert money[*about, "2026-Q4", "forecast"] == (400, "2026-Q4")
    assert money[*about, "2027-Q1", "forecast"] == (None, None)


def test_what_is_beside_a_row_is_locked_and_never_read(fictional, language):
    given(fictional, **DELIVERED)
    sheet = Sheet(fictional, language=language, rows=owed(fictional, "BZ", QUARTER))
    page = sheet.book[sheet.say(SHEETS["observation"])]
    aside = {sheet.say(header) for header in FOR_INFORMATION.values()}
    columns = [cell.column for cell in page[HEADER_ROW] if cell.value in aside]
    assert len(columns) == len(FOR_INFORMATION)
    for column in columns:
        assert page.cell(HEADER_ROW + 1, column).protection.locked
        page.cell(HEADER_ROW + 2, column).value = "somebody wrote here"
    checked = sheet.check()
    assert checked.count == 0
    assert {f.rule for f in checked.findings} == {"not filled in", "nothing"}
    assert all(not f.cell.startswith(tuple("BIJK")) for f in checked.findings if f.sheet == page.title)


def test_a_template_without_the_columns_beside_the_rows_stays_valid(fictional, language):
    """As those that went out before there were such columns."""
    sheet = Sheet(fictional, language=language)
    sheet.put("observation", 1, **FIGURE)
    page = sheet.book[sheet.say(SHEETS["observation"])]
    aside = {sheet.say(FOR_INFORMATION[name]) for name in ("unit", "last", "last_period")}
    for column in sorted((cell.column for cell in page[HEADER_ROW] if cell.value in aside), reverse=True):
        page.delete_cols(column)
    checked = sheet.check()
    assert [float(value) for value in checked.rows["observation"]["value"]] == [90]
    assert not checked.findings


def test_each_row_says_its_unit_and_what_its_indicator_means_and_what_to_beware_of(fictional, book, language):
    say = Words(language)
    sheet = book[say(SHEETS["observation"])]
    units = {cell.value: cell.column for cell in sheet[HEADER_ROW]}
    rows = {row[0].value: row for row in sheet.iter_rows(min_row=HEADER_ROW + 1) if row[0].value}
    unit = units[say(FOR_INFORMATION["unit"])] - 1
    assert rows["HAN-01"][unit].value == {"nl": "mensen", "en": "people"}[language]
    assert rows["HAN-02"][unit].value == "%"
    note = rows["HAN-01"][0].comment.text
    assert {"nl": "slachtoffer", "en": "victim"}[language] in note
    assert {"nl": "Let op: Stijging kan", "en": "Caution: "}[language] in note
    ratio = rows["HAN-02"][0].comment.text
    assert {"nl": "Teller: ", "en": "Numerator: "}[language] in ratio
    assert {"nl": "Noemer: ", "en": "Denominator: "}[language] in ratio


def test_only_the_core_team_gets_the_sheet_with_targets(fictional):
    def sheets(organisation: str) -> list[str]:
        return openpyxl.load_workbook(BytesIO(template(fictional, organisation, QUARTER, Words("en")))).sheetnames

    assert "Targets" in sheets("BZ")
    assert "Targets" in sheets("AM")
    assert "Targets" not in sheets("POL")


def test_it_is_known_when_it_comes_back_and_empty_rows_are_no_zeros(fictional, language):
    content = template(fictional, "BZ", QUARTER, Words(language))
    checked = check(fictional, fictional.number, Person("A", "BZ"), "back.xlsx", content)
    assert checked.layout_name == f"template {TEMPLATE_VERSION}"
    assert checked.understood.marks["language"] == language
    assert checked.count == 0
    assert {f.rule for f in checked.findings if f.severity is Severity.WARNING} == {"not filled in"}


def test_the_template_of_somebody_else_is_refused(fictional):
    content = template(fictional, "POL", QUARTER, Words("nl"))
    checked = check(fictional, fictional.number, Person("A", "BZ"), "back.xlsx", content)
    assert next((f.sheet, f.cell) for f in checked.findings if f.severity is Severity.BLOCKING) == (MARK, "B2")


def test_an_example_template_says_that_it_is_invented(book, language):
    text = " ".join(str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row if cell.value)
    assert {"nl": "verzonnen", "en": "invented"}[language] in text


def test_an_organisation_that_does_not_exist_has_no_template(fictional):
    with pytest.raises(LookupError):
        template(fictional, "NASA", QUARTER, Words("nl"))
