"""Personal data hold a file up wherever they stand in it, and are never repeated; totals pass."""

from __future__ import annotations

import datetime
import json
from io import BytesIO

import openpyxl
import pytest

from monitoring.intake.check import check
from monitoring.intake.finding import Severity, fold
from monitoring.intake.personal import personal
from monitoring.intake.reading import Sheet, Unreadable, Workbook, read
from monitoring.intake.submit import Refused, submit
from monitoring.language import Words
from monitoring.person import Person
from tests.intake import sheets

# Numbers that pass their check and belong to nobody: test numbers of their issuers, and made up.
BSN, OTHER_BSN, V_NUMBER, IBAN = "111222333", "123456782", "1234567890", "NL91 ABNA 0417 1643 00"


def book(*rows: list) -> Workbook:
    return Workbook("figures.xlsx", b"", {"Blad1": Sheet("Blad1", rows)})


def found(*rows: list) -> dict[str, str]:
    """The kind of personal data that is found, by cell."""
    return {finding.cell: finding.message.values["kind"].key for finding in personal(book(*rows))}


@pytest.mark.parametrize(
    ("heading", "cells", "kind"),
    [
        ("Achternaam", ["Voorbeeld", "Proef"], "names of people"),
        ("Naam cliënt", ["A. Voorbeeld"], "names of people"),
        ("First name", ["Proef"], "names of people"),
        ("Contactpersoon", ["Anna de Voorbeeld", "Bram Proef"], "names of people"),
        ("Geboortedatum", ["12-03-1990"], "dates of birth"),
        ("Date of birth", [datetime.date(1990, 3, 12)], "dates of birth"),
        ("BSN", [111222333.0], "citizen service numbers (BSN)"),
        ("V-nummer", [1234567890.0], "numbers of foreign nationals (V-number)"),
        ("Paspoortnr.", ["AB12CD345"], "numbers of passports or identity cards"),
        ("Telefoon", ["020 123 45 67"], "telephone numbers"),
        ("Woonadres", ["Proefstraat 12", "Voorbeeldlaan 3a"], "home addresses"),
    ],
)
def test_a_heading_with_what_it_says_below_it(heading, cells, kind):
    assert found(["Land", heading], *(["Marokko", cell] for cell in cells)) == {"B1": kind}


@pytest.mark.parametrize(
    "rows",
    [
        (["Projectnaam", "Bedrag"], ["Terugkeer en re-integratie", 111222333.0]),
        (["Naam (ter informatie)"], ["Fund help points"]),
        (["Country name", "Organisation name"], ["South Sudan", "Danish Refugee Council"]),
        (["Naam", "Aantal"], ["Rode Kruis", 4.0]),
        (["Telefoon", "E-mail", "Balie"], [123.0, 45.0, 6.0]),  # ways to complain
        (["Paspoort", "Laissez-passer"], [12345.0, 678.0]),  # documents issued
        (["Geboortedatum", "BSN", "Achternaam"], ["", "", ""]),  # nobody below it
        (["Contact"], ["ja"], ["nee"]),
        (["Bedrag"], [111222333.0], [250000.0], [123456782.0]),
        (["Bedrag"], ["111222333"], ["5000"]),
        (["Code"], ["111222333"], ["123456789"], ["400123456"]),
        (["Bron"], ["Vragen? Mail info@example.org of bel 0900-8844"]),
        (["Datum"], ["09.06.2009"], ["03-05.12.2008"], ["2026-01-31"]),
        (["Bedrag"], ["0012345678"], ["€ 1.234.567,89"], ["+1 234 567,89"]),
        (["Vermogen"], ["100 MW Zon"], ["born 2010"]),
    ],
    ids=lambda rows: str(rows[0][0]),
)
def test_what_only_looks_like_it_passes(rows):
    assert found(*rows) == {}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"zie dossier, BSN {BSN}", "citizen service numbers (BSN)"),
        (f"V-nr. {V_NUMBER}", "numbers of foreign nationals (V-number)"),
        (f"betaald op {IBAN}", "bank account numbers"),
        ("vraag het a.voorbeeld@example.org", "e-mail addresses"),
        ("bel 06-12345678", "telephone numbers"),
        ("contact: +31 6 1234 5678", "telephone numbers"),
        ("geb. 12-03-1990 te Proefstad", "dates of birth"),
        ("born on 12 March 1990", "dates of birth"),
        ("paspoort AB12CD345", "numbers of passports or identity cards"),
        ("P<NLDVOORBEELD<<ANNA<<<<<<<<<<", "numbers of passports or identity cards"),
        ("afgestemd met mw. Voorbeeld", "names of people"),
    ],
)
def test_a_text_that_says_it_itself(text, kind):
    assert found(["Toelichting"], ["niets"], [text]) == {"A3": kind}


def test_citizen_numbers_below_any_heading():
    assert set(found(["Nummer"], [BSN], [OTHER_BSN])) == {"A2", "A3"}
    assert set(found(["Nummer"], [111222333.0], [123456782.0], [10000008.0])) == {"A2", "A3", "A4"}


def test_a_column_that_only_says_name_counts_where_it_stands_beside_what_only_a_person_has():
    people = (["Naam", "Geslacht"], ["Anna de Voorbeeld", "v"], ["Bram Proef", "m"])
    assert found(*people) == {"A1": "names of people"}
    assert found(["Naam", "Bedrag"], *people[1:]) == {}


def test_equal_findings_fold_and_a_long_column_is_counted():
    rows = [["E-mail"], *([f"a.voorbeeld{n}@example.org"] for n in range(120))]
    folded = fold(personal(book(*rows)))
    assert [len(each.cells) for each in folded] == [50, 1]
    assert Words("nl")(folded[1].finding.message).startswith("Nog 70 cellen van deze kolom")


def with_person(content: bytes, change) -> bytes:
    workbook = openpyxl.load_workbook(BytesIO(content))
    change(workbook)
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


def in_a_hidden_sheet(workbook: openpyxl.Workbook) -> None:
    sheet = workbook.create_sheet("lijst")
    sheet.sheet_state = "hidden"
    sheet.append(["Achternaam", "BSN"])
    sheet.append(["Voorbeeld", int(BSN)])


def beside_the_template(workbook: openpyxl.Workbook) -> None:
    sheet = workbook.worksheets[1]
    sheet.cell(4, 15).value = "Achternaam"
    sheet.cell(5, 15).value = "Voorbeeld"


def in_a_note(workbook: openpyxl.Workbook) -> None:
    workbook.worksheets[1].cell(5, 9).value = f"BSN {BSN}"


@pytest.mark.parametrize("change", [in_a_hidden_sheet, beside_the_template, in_a_note])
def test_nothing_of_the_file_is_kept_or_repeated(fictional, change):
    sheet = sheets.Sheet(fictional)
    sheet.put("observation", 1, **sheets.FIGURE)
    content = with_person(sheet.content(), change)
    checked = check(fictional, fictional.number, Person("An Analyst", "BZ"), "sheet.xlsx", content)
    assert {finding.rule for finding in checked.findings} == {"CHK-P2"}
    assert {finding.severity for finding in checked.findings} == {Severity.BLOCKING}
    said = " ".join(str(finding) for finding in checked.findings)
    assert "Voorbeeld" not in said and BSN not in said
    for leave_out in (False, True):
        with pytest.raises(Refused):
            submit(fictional, checked, "cijfers", leave_out_errors=leave_out)
    assert fictional.row("select count(*) from submission") == (0,)


def test_no_real_workbook_with_totals_is_refused(shared):
    """Real workbooks without persons, from Frontex, UNHCR, OCHA and others: none is held up."""
    looked_at, refused = 0, {}
    for folder in ("workbooks", "migration", "reference", "budget-nl"):
        for path in sorted((shared / folder).rglob("*.*")):
            if path.suffix.lower() in (".xlsx", ".xls", ".ods", ".xlsb"):
                try:
                    workbook = read(path.name, path.read_bytes())
                except Unreadable:
                    continue
                looked_at += 1
                if findings := personal(workbook):
                    refused[path.name] = json.dumps([finding.place for finding in findings[:3]])
    assert looked_at > 30
    assert refused == {}


def test_names_without_a_heading_are_asked_about_and_not_repeated(blank):
    text = "Jan de Vries;Tunesië;10\nFatima El Idrissi;Marokko;4\nP. van Dam;Marokko;6\n"
    found = check(blank, blank.number, Person("x", "BZ", ("analyst",)), "lijst.csv", text.encode())
    told = [f for f in found.findings if f.rule == "CHK-P2"]
    assert [(f.severity, f.place, f.value) for f in told] == [(Severity.WARNING, "csv!A1", "")]
    routes = "Western Balkan Route;1\nCentral Mediterranean;2\nEl Salvador;3\n"
    other = check(blank, blank.number, Person("x", "BZ", ("analyst",)), "routes.csv", routes.encode())
    assert not [f for f in other.findings if f.rule == "CHK-P2"]
