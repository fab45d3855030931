"""Cases drawn in `cases.md`: what there is, who sends what, and what must come of it.

A case is a heading of the third level with an indented block below it. The block reads from top to bottom:

    there is TABLE                what the ledger has, or gets meanwhile
    BZ sends TABLE / and TABLE    a file, as our template holds it, with one or more sheets
    accepted                      nothing is found in it, and it lands
    told: CODE at FIELD           it lands, and this is said of it
    refused: CODE at FIELD        this is wrong in it, and nothing of it lands
    QUESTION                      followed by the table that must be the answer
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl

from monitoring.intake.fields import FIELDS, SHEETS
from monitoring.intake.understand import MARK, TEMPLATE_VERSION

FILE = Path(__file__).with_name("cases.md")

Row = Mapping[str, str]


@dataclass(frozen=True)
class Step:
    """One line of a case with the tables drawn below it: one without a name, or several by theirs."""

    words: str
    tables: Mapping[str, Sequence[Row]] = field(default_factory=dict)

    @property
    def rows(self) -> Sequence[Row]:
        """The rows of its only table."""
        [rows] = self.tables.values()
        return rows


@dataclass(frozen=True)
class Case:
    """One case: the heading it stands under, what it is called, and its steps."""

    section: str
    title: str
    steps: Sequence[Step]

    @property
    def words(self) -> list[str]:
        """What its steps say, without their tables."""
        return [step.words for step in self.steps]


def cases(text: str | None = None) -> list[Case]:
    """Every case of the file, in its order."""
    found, section = [], ""
    for part in re.split(r"^(?=##)", text or FILE.read_text(encoding="utf-8"), flags=re.MULTILINE):
        heading, _, body = part.partition("\n")
        if heading.startswith("### "):
            found.append(Case(section, heading.removeprefix("### ").strip(), list(_steps(body))))
        elif heading.startswith("## "):
            section = heading.removeprefix("## ").strip()
    return found


def _steps(body: str) -> Iterator[Step]:
    words, tables = "", {}
    for line in [line.strip() for line in body.splitlines() if line.startswith("    ")]:
        if "|" in line:
            table = next(reversed(tables.values()))
            cells = [cell.strip() for cell in line.split("|")]
            table.append(cells)
        elif line.startswith("and "):
            tables[line.removeprefix("and ").rstrip(":")] = []
        else:
            if words:
                yield Step(words, _drawn(tables))
            words, tables = line.rstrip(":"), {}
            if line.endswith(":"):
                tables[words.rpartition(" ")[2]] = []
    if words:
        yield Step(words, _drawn(tables))


def _drawn(tables: Mapping[str, list[list[str]]]) -> dict[str, list[Row]]:
    return {name: [dict(zip(header, cells, strict=True)) for cells in rows] for name, (header, *rows) in tables.items()}


# What a member sends where the case does not say it: who it is says which budget, and on which project.
OF_ITS_OWN = {
    "BZ": {"budget_type": "BZ_ODA", "project": "BZ-TER", "purpose_code": "15190", "chapter": "XVII", "article": "4.2"},
    "AM": {"budget_type": "AM_NON_ODA", "project": "AM-TER", "chapter": "XX", "article": "37.2"},
    "KMAR": {"budget_type": "OWN", "project": "KMAR-TER", "chapter": "X", "article": "5"},
}
USUAL = {
    "budget_line": {"country": "XAA", "theme": "TER", "quarter": "2026-Q1", "kind": "commitment"},
    "allocation": {
        "country": "XAA",
        "theme": "TER",
        "year": "2026",
        "phase": "VB",
        "mutation": "first",
        "valid_on": "2026-01-01",
    },
    "agreement": {
        "country": "XAA",
        "name_nl": "Afspraak",
        "partner": "ministry",
        "legal_form": "treaty",
        "status": "agreed",
        "agreed_on": "2026-03-03",
        "first_year": "2026",
        "last_year": "2026",
    },
    "coverage": {"year": "2026", "country": "XAA", "theme": "TER"},
    "streamlining": {"country": "XAA", "theme": "TER", "objective": "ALL", "first_year": "2026", "last_year": "2027"},
    "project": {
        "name_nl": "Project",
        "programming_line": "XAA-TER",
        "step": "TER-A1",
        "start_date": "2024-01-01",
        "end_date": "2027-12-31",
    },
    "project_share": {"theme": "ALL"},
    "oda_check": {
        "main_purpose": "yes",
        "partner_first": "yes",
        "forced": "no",
        "donor_cost": "no",
        "assessor": "assessor of ODA",
        "assessed_on": "2025-12-01",
        "evidence": "file 1",
    },
}


def filled(table: str, organisation: str, row: Row) -> dict[str, str | None]:
    """A drawn row with what it does not say; what is drawn as “-” is empty."""
    names = {field.name for field in FIELDS[table]}
    own = {name: value for name, value in OF_ITS_OWN.get(organisation, {}).items() if name in names}
    if table == "project" and row.get("budget_type") == "-":
        own = {}
    whole = {**own, **USUAL.get(table, {}), **row}
    if whole.get("budget_type") != "BZ_ODA":
        whole.pop("purpose_code", None)
    return {name: None if value in ("-", "") else value for name, value in whole.items()}


def workbook(organisation: str, tables: Mapping[str, Sequence[Row]]) -> bytes:
    """These tables as the sheets of our template, with its headings in the first row."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for table, rows in tables.items():
        sheet = book.create_sheet(SHEETS[table].en)
        sheet.append([field.header.en for field in FIELDS[table]])
        for row in rows:
            said = filled(table, organisation, row)
            assert set(said) <= {field.name for field in FIELDS[table]}, said
            sheet.append([_cell(field.reads, said.get(field.name)) for field in FIELDS[table]])
    mark = book.create_sheet(MARK)
    for row in {"template_version": TEMPLATE_VERSION, "organisation": organisation, "quarter": ""}.items():
        mark.append(row)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _cell(reads: str, value: str | None) -> Any:
    if value is not None and reads in ("money", "number", "whole", "share"):
        return Decimal(value)
    return value
