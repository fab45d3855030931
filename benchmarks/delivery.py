"""Deliveries of any size to measure with: money of one organisation, in our own template and as a text.

Every row has an amount of its own, as real money has; what it is about comes back, as it does in
real sheets. Beside the columns of the template stand two of the sender's own.
"""

from __future__ import annotations

import csv
import io
import itertools
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd

from monitoring.example import load as example
from monitoring.intake.fields import FIELDS, SHEETS
from monitoring.intake.layout import Layout
from monitoring.intake.template import HEADER_ROW, template
from monitoring.intake.template.beside import AFTER
from monitoring.intake.vocabulary import KINDS
from monitoring.language import Words
from monitoring.ledger import Ledger, names
from monitoring.person import MECHANISM, Person
from monitoring.start import start

SENDER = Person("Benchmark", "BZ", ("analyst",))
QUARTERS = [f"{year}-Q{number}" for year in (2024, 2025, 2026) for number in (1, 2, 3, 4)]
SPENT = QUARTERS[:-1]  # 2026-Q4 has not begun on the reference day of the example
PER_PROJECT = 2 * len(SPENT) + 1
OWN = ("Dossier", "Behandelaar")  # columns of the sender's own: an office, never a person

Line = Mapping[str, Any]


def ledger_for(folder: Path, rows: int) -> Ledger:
    """A ledger with the reference data of the example, and projects for so many rows."""
    ledger = start(folder).ledger
    example.prepare(ledger)
    first = ledger.frame("from project where holder = 'BZ' and budget_type = 'BZ_ODA' order by code limit 1")
    count = -(-rows // PER_PROJECT)
    projects = pd.concat([first.assign(code=f"BENCH-{number:06}") for number in range(count)])
    projects = projects.drop(columns="written_in").assign(start_date=pd.Timestamp("2023-10-01").date(), end_date=None)
    ledger.commit(MECHANISM, "Projects to measure with", lambda transaction: transaction.merge("project", projects))
    return ledger


def lines(ledger: Ledger, rows: int) -> list[Line]:
    """So many rows: commitment and expenditure of every quarter that has begun, and a forecast of the one to come."""
    return list(itertools.islice(_lines(ledger), rows))


LEFT_EMPTY = ("last", "last_period", "note")


def _lines(ledger: Ledger) -> Iterator[Line]:
    number = itertools.count()
    for project, country, theme in ledger.rows(
        "select p.code, l.country, l.theme from project p join programming_line l on l.code = p.programming_line "
        "where starts_with(p.code, 'BENCH-') order by p.code"
    ):
        same = {"project": project, "budget_type": "BZ_ODA", "country": country, "theme": theme}
        same["purpose_code"] = "15190"
        for quarter in SPENT:
            yield {**same, "quarter": quarter, "kind": "commitment", "amount_eur": 900_000 + next(number) / 4}
            yield {**same, "quarter": quarter, "kind": "expenditure", "amount_eur": 100_000 + next(number) / 4}
        yield {**same, "quarter": QUARTERS[-1], "kind": "forecast", "amount_eur": 90_000 + next(number) / 4}


def workbook(ledger: Ledger, rows: Sequence[Line]) -> bytes:
    """Our template in Dutch with these rows, and two columns beside them.

    The template itself writes the first row; the others get the same form, which takes a tenth of the time.
    """
    say = Words("nl")
    first = template(ledger, "BZ", "2026-Q3", say, {"budget_line": rows[:1]})
    content = BytesIO()
    with zipfile.ZipFile(BytesIO(first)) as old, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name).decode() if name.startswith("xl/worksheets/") else ""
            if say(SHEETS["budget_line"]) in part and rows[0]["project"] in part:
                new.writestr(name, _filled(part, rows, _names(ledger, say)))
            else:
                new.writestr(name, old.read(name))
    return content.getvalue()


def _columns() -> list[str]:
    """What stands in each column of the sheet with budget lines: its fields, and what the template tells beside them."""
    beside = AFTER["budget_line"]
    return [column for field in FIELDS["budget_line"] for column in (field.name, *beside.get(field.name, ()))]


def _filled(sheet: str, rows: Sequence[Line], names: Mapping[str, Mapping[str, str]]) -> str:
    """The XML of a sheet with its one row as many."""
    [first] = re.findall(rf'<row r="{HEADER_ROW + 1}".*?</row>', sheet)
    columns = _columns()
    form = '<row r="{row}">'
    for letter, style in re.findall(r'<c r="([A-Z])\d+" s="(\d+)"', first):
        column = columns[ord(letter) - ord("A")]
        if column == "amount_eur":
            form += f'<c r="{letter}{{row}}" s="{style}"><v>{{amount_eur}}</v></c>'
        elif column not in LEFT_EMPTY:
            form += f'<c r="{letter}{{row}}" s="{style}" t="inlineStr"><is><t>{{{column}}}</t></is></c>'
    own = [chr(ord("A") + len(columns) + place) for place in range(len(OWN))]
    for letter, name in zip(own, ("file", "section"), strict=True):
        form += f'<c r="{letter}{{row}}" t="inlineStr"><is><t>{{{name}}}</t></is></c>'
    form += "</row>"
    told = {"name": "Opvang en rechtshulp", "section": "Afdeling 1"}
    body = "".join(
        form.format(row=HEADER_ROW + 1 + place, file=f"D{place}", **told, **spelled)
        for place, spelled in enumerate(_spelled(rows, names))
    )
    own = "".join(
        f'<c r="{letter}{HEADER_ROW}" t="inlineStr"><is><t>{heading}</t></is></c>'
        for letter, heading in zip(own, OWN, strict=True)
    )
    before, after = sheet.split(first)
    return before.removesuffix("</row>") + own + "</row>" + body + after


def text(ledger: Ledger, rows: Sequence[Line]) -> bytes:
    """The same rows as a csv with semicolons and decimal commas, as Excel saves one in Dutch."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    fields = [field for field in FIELDS["budget_line"] if field.name != "note"]
    writer.writerow([*(field.header.nl for field in fields), *OWN])
    for place, line in enumerate(_spelled(rows, _names(ledger, Words("nl")))):
        line = {**line, "amount_eur": f"{line['amount_eur']:.2f}".replace(".", ",")}
        writer.writerow([*(line[field.name] for field in fields), f"D{place}", "Afdeling 1"])
    return file.getvalue().encode()


TEXT_LAYOUT = Layout.model_validate(
    {
        "layout": "benchmark",
        "version": 1,
        "name": {"nl": "Meting", "en": "Benchmark"},
        "sheets": [
            {
                "sheet": "csv",
                "table": "budget_line",
                "header_row": 1,
                "columns": {
                    field.name: {"heading": field.header.nl} for field in FIELDS["budget_line"] if field.name != "note"
                },
            }
        ],
    }
)
"""How that csv is read."""


def _names(ledger: Ledger, say: Words) -> Mapping[str, Mapping[str, str]]:
    """What the codes of each field are called in a cell, where they have a name."""
    named = {kind: {code: say(name) for code, name in names(ledger, kind).items()} for kind in _LISTED}
    return {**named, "kind": {code: say(name) for code, name in KINDS.items()}}


_LISTED = ("budget_type", "country", "theme")


def _spelled(rows: Iterable[Line], called: Mapping[str, Mapping[str, str]]) -> Iterator[Line]:
    """Rows as they stand in cells."""
    for row in rows:
        yield {name: called[name].get(value, value) if name in called else value for name, value in row.items()}
