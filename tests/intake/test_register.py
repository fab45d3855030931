"""The template of the register: what is there comes prepared, and what is new in one file may rest on what is new in it."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest

from monitoring.intake.check import Checked, check
from monitoring.intake.fields import FIELDS, OWNER, REGISTER, SHEETS
from monitoring.intake.finding import Severity
from monitoring.intake.submit import submit
from monitoring.intake.template import HEADER_ROW, register_template
from monitoring.language import Words
from monitoring.ledger import Ledger
from monitoring.person import Person
from tests.money.cases import workbook

ENGLISH = Words("en")


def sent(ledger: Ledger, content: bytes, organisation: str) -> Checked:
    return check(ledger, ledger.number, Person("An Analyst", organisation), "register.xlsx", content)


def wrong(checked: Checked) -> dict[str, str]:
    """The code of what keeps rows out, by place."""
    return {finding.place: finding.rule for finding in checked.findings if finding.severity <= Severity.ERROR}


@pytest.mark.parametrize(("organisation", "language"), [("BZ", "nl"), ("AM", "en"), ("KMAR", "nl")])
def test_the_register_sent_back_as_it_is_says_nothing_new(example_ledger, organisation, language):
    content = register_template(example_ledger, organisation, Words(language))
    checked = sent(example_ledger, content, organisation)
    assert wrong(checked) == {}
    for table in REGISTER:
        columns = ", ".join(f'"{field.name}"' for field in FIELDS[table])
        there = example_ledger.rows(
            f"select {columns} from {table} where {OWNER[table]} = ? order by all", organisation
        )
        rows = checked.rows.get(table)
        said = [] if rows is None else rows[[field.name for field in FIELDS[table]]].to_numpy().tolist()
        assert sorted(map(told, said)) == sorted(map(told, there)), table
    assert sum(map(len, checked.rows.values())) > 10


def test_the_register_sent_back_makes_no_commit(fictional):
    stand = fictional.number
    receipt = submit(fictional, sent(fictional, register_template(fictional, "BZ", Words("nl")), "BZ"), "the same")
    assert (receipt.number, receipt.total.touched) == (None, 0)
    assert fictional.number == stand
    assert receipt.total.unchanged > 50


def told(row: tuple) -> str:
    """A row as one text, numbers without the zeros they may have gained."""
    return repr([f"{value.normalize():f}" if isinstance(value, Decimal) else str(value) for value in row])


def test_a_cell_that_is_changed_in_the_register_changes_that_row_alone(fictional):
    book = openpyxl.load_workbook(BytesIO(register_template(fictional, "BZ", Words("en"))))
    sheet = book[SHEETS["project"].en]
    column = next(cell.column for cell in sheet[HEADER_ROW] if cell.value == "Name (English)")
    code = sheet.cell(HEADER_ROW + 1, 1).value
    sheet.cell(HEADER_ROW + 1, column).value = "Another name"
    content = BytesIO()
    book.save(content)
    receipt = submit(fictional, sent(fictional, content.getvalue(), "BZ"), "renamed")
    assert (receipt.total.changed, receipt.total.new, receipt.total.gone) == (1, 0, 0)
    assert fictional.rows("select code from project where name_en = 'Another name'") == [(code,)]


NEW = {"code": "XAA-NEW", "name_nl": "Nieuw"}


def test_a_new_project_and_what_rests_on_it_land_in_one_file(fictional):
    content = workbook(
        "AM",
        {
            "project": [NEW, {"code": "XAA-PART", "name_nl": "Deel", "parent": "XAA-NEW"}],
            "project_share": [{"project": "XAA-NEW", "country": "XAA", "share": "100"}],
            "alignment": [{"project": "XAA-NEW", "organisation": "POL", "aligned_on": "2023-12-01"}],
            "budget_line": [{"project": "XAA-NEW", "amount_eur": "100"}],
        },
    )
    checked = sent(fictional, content, "AM")
    assert wrong(checked) == {}
    submit(fictional, checked, "new")
    assert fictional.rows(
        "select code, holder, parent from project where code in ('XAA-NEW', 'XAA-PART') order by 1"
    ) == [
        ("XAA-NEW", "AM", None),
        ("XAA-PART", "AM", "XAA-NEW"),
    ]
    assert fictional.rows("select project, amount_eur from budget_line") == [("XAA-NEW", 100)]


def test_a_new_project_that_is_held_back_holds_back_what_rests_on_it_and_nothing_else(fictional):
    content = workbook(
        "AM",
        {
            "project": [
                NEW | {"end_date": "2020-01-01"},  # before it starts
                {"code": "XAA-PART", "name_nl": "Deel", "parent": "XAA-NEW"},
                {"code": "XAA-OTHER", "name_nl": "Ander"},
            ],
            "project_share": [
                {"project": "XAA-PART", "country": "XAA", "share": "100"},
                {"project": "XAA-OTHER", "country": "XAA", "share": "100"},
            ],
            "deployment": [{"project": "XAA-NEW", "country": "XAA", "kind": "expert", "year": "2026", "fte": "1"}],
        },
    )
    checked = sent(fictional, content, "AM")
    assert wrong(checked) == {
        "Projects!Q2": "dates",
        "Projects!J3": "belongs together",
        "Shares!A2": "belongs together",
        "People!A2": "belongs together",
    }
    submit(fictional, checked, "the rest", leave_out_errors=True)
    assert fictional.rows("select project from project_share where project like 'XAA-%'") == [("XAA-OTHER",)]
    assert fictional.rows("from deployment") == []


def test_a_project_that_is_there_already_is_leant_on_whatever_is_wrong_with_its_row(fictional):
    """The row of the file is held back; the project is in the ledger, and money on it is as right as before."""
    submit(fictional, sent(fictional, workbook("AM", {"project": [NEW]}), "AM"), "new")
    content = workbook(
        "AM",
        {
            "project": [NEW | {"end_date": "2020-01-01"}],
            "deployment": [{"project": "XAA-NEW", "country": "XAA", "kind": "expert", "year": "2026", "fte": "1"}],
        },
    )
    assert wrong(sent(fictional, content, "AM")) == {"Projects!Q2": "dates"}


def test_an_agreement_that_is_held_back_holds_back_its_cover_and_its_project(fictional):
    content = workbook(
        "AM",
        {
            "agreement": [{"code": "XAA-9", "yearly_cost_eur": "60", "agreed_on": "2027-01-01"}],  # still to come
            "coverage": [{"agreement": "XAA-9", "amount_eur": "0"}],
            "project": [NEW | {"agreement": "XAA-9"}],
        },
    )
    found = wrong(sent(fictional, content, "AM"))
    assert {place.partition("!")[0]: rule for place, rule in found.items()} == {
        "Agreements": "agreed on",
        "Coverage": "belongs together",
        "Projects": "belongs together",
    }


def test_a_file_of_somebody_else_s_register_is_not_taken(fictional):
    content = register_template(fictional, "BZ", Words("nl"))
    assert {f.rule for f in sent(fictional, content, "AM").findings if f.severity is Severity.BLOCKING} == {"sender"}


@pytest.mark.parametrize(("field", "year"), [("last_year", 2025), ("first_year", 2026), ("last_year", 2030)])
def test_other_years_of_an_agreement_are_read_and_no_surprise(example_ledger, field, year):
    book = openpyxl.load_workbook(BytesIO(register_template(example_ledger, "BZ", ENGLISH)))
    sheet = book[ENGLISH(SHEETS["agreement"])]
    header = next(ENGLISH(one.header) for one in FIELDS["agreement"] if one.name == field)
    column = next(cell.column for cell in sheet[HEADER_ROW] if str(cell.value).rstrip("*") == header)
    sheet.cell(HEADER_ROW + 1, column).value = year
    content = BytesIO()
    book.save(content)
    checked = sent(example_ledger, content.getvalue(), "BZ")
    assert set(wrong(checked).values()) <= {"years of the agreement"}  # of its cover, outside the years that are left
    assert set(checked.rows["agreement"][field]) >= {year}
