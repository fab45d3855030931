"""Workbooks for tests: our own template, filled in or spoilt cell by cell."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import openpyxl

from monitoring.intake.check import Checked, check
from monitoring.intake.fields import FIELDS, SHEETS
from monitoring.intake.template import HEADER_ROW, template
from monitoring.language import Words
from monitoring.ledger import Ledger
from monitoring.person import Person

_MADE: dict[tuple, bytes] = {}
"""Templates without rows, by what they depend on: copies of one ledger give the same."""


def _template(ledger: Ledger, organisation: str, quarter: str, say: Words) -> bytes:
    [last] = ledger.history()[:1]
    about = (organisation, quarter, say.language, last.number, last.at)
    if about not in _MADE:
        _MADE[about] = template(ledger, organisation, quarter, say, {})
    return _MADE[about]


class Sheet:
    """Our template for an organisation, to be changed cell by cell and sent."""

    def __init__(
        self,
        ledger: Ledger,
        organisation: str = "BZ",
        language: str = "nl",
        quarter: str = "2026-Q3",
        rows: dict | None = None,
    ) -> None:
        self.ledger, self.organisation, self.say = ledger, organisation, Words(language)
        content = (
            template(ledger, organisation, quarter, self.say, rows)
            if rows is not None
            else _template(ledger, organisation, quarter, self.say)
        )
        self.book = openpyxl.load_workbook(BytesIO(content))

    def put(self, table: str, row: int, **values: Any) -> int:
        """Fill fields of a row (1 is the first under the headings); returns the row number of the sheet."""
        sheet = self.book[self.say(SHEETS[table])]
        places = {str(cell.value).rstrip("*"): cell.column for cell in sheet[HEADER_ROW]}
        for field in FIELDS[table]:
            if field.name in values:
                sheet.cell(HEADER_ROW + row, places[self.say(field.header)]).value = values[field.name]
        return HEADER_ROW + row

    def cell(self, table: str, row: int, field_name: str) -> str:
        """The address of a field, as findings name it: “Waarnemingen!F4”."""
        sheet = self.book[self.say(SHEETS[table])]
        header = next(self.say(field.header) for field in FIELDS[table] if field.name == field_name)
        column = next(cell.column_letter for cell in sheet[HEADER_ROW] if str(cell.value).rstrip("*") == header)
        return f"{sheet.title}!{column}{HEADER_ROW + row}"

    def content(self) -> bytes:
        """The file."""
        file = BytesIO()
        self.book.save(file)
        return file.getvalue()

    def check(self, organisation: str | None = None) -> Checked:
        """What the mechanism makes of it."""
        sender = Person("An Analyst", organisation or self.organisation, ("analyst",))
        return check(self.ledger, self.ledger.number, sender, "sheet.xlsx", self.content())


FIGURE = {"indicator": "HAN-01", "country": "Almara", "period": "2026-Q3", "value": 90}
RATIO = {"indicator": "HAN-02", "country": "Almara", "period": "2026-Q3", "numerator": 40, "denominator": 60}
AMOUNT = {
    "project": "XAA-HAN-01",
    "budget_type": "BZ · ODA",
    "country": "Almara",
    "theme": "HAN",
    "quarter": "2026-Q3",
    "kind": "commitment",
    "amount_eur": 1000,
    "purpose_code": "15180",
}
ALLOCATION = {
    "budget_type": "BZ · ODA",
    "year": 2026,
    "chapter": "XVII",
    "article": "4.2",
    "country": "Almara",
    "theme": "HAN",
    "phase": "VB",
    "mutation": "a",
    "valid_on": "01-01-2026",
    "amount_eur": 5000,
}
TARGET = {"indicator": "HAN-02", "country": "Almara", "period": "2026-Q4", "kind": "target", "value": 70}
