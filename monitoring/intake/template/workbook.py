"""The template as a workbook: a guide, a sheet per table, the choices, and what the file is known by.

Headings are locked, cells of a list offer their choices, every heading has a note that says what
to fill in, every indicator one that says what it means. A hidden sheet tells the version, the organisation, the quarter and the language, so
that the file is known again when it comes back.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook

from monitoring.intake.fields import FIGURES, REGISTER, SETS_TARGETS, SHEETS
from monitoring.intake.template.beside import Beside
from monitoring.intake.template.guide import guide
from monitoring.intake.template.lists import Lists
from monitoring.intake.template.owed import Rows, owed, registered
from monitoring.intake.template.sheet import TableSheet
from monitoring.intake.understand import MARK, TEMPLATE_VERSION
from monitoring.language import Words
from monitoring.ledger import Ledger, names


def template(ledger: Ledger, organisation: str, quarter: str, say: Words, rows: Rows | None = None) -> bytes:
    """A workbook for one organisation and quarter, in one language, as the bytes of an .xlsx.

    Without `rows` it holds the keys of what the organisation owes for the quarter; with `rows`
    (table to rows of field values) it is filled in. Raises `LookupError` for an organisation that
    does not exist.
    """
    if organisation not in names(ledger, "organisation"):
        raise LookupError(organisation)
    prepared = rows if rows is not None else owed(ledger, organisation, quarter)
    return _written(ledger, organisation, quarter, say, tuple(FIGURES), prepared)


def register_template(ledger: Ledger, organisation: str, say: Words, rows: Rows | None = None) -> bytes:
    """A workbook with the register of one organisation, in one language: what does not belong to a quarter.

    Without `rows` it holds what the organisation has in the register by now. Raises `LookupError` for an
    organisation that does not exist.
    """
    if organisation not in names(ledger, "organisation"):
        raise LookupError(organisation)
    prepared = rows if rows is not None else registered(ledger, organisation)
    return _written(ledger, organisation, None, say, tuple(REGISTER), prepared)


def _written(
    ledger: Ledger, organisation: str, quarter: str | None, say: Words, sheets: Sequence[str], prepared: Rows
) -> bytes:
    book = Workbook()
    lists = Lists(book, ledger, say)
    beside = Beside(ledger, organisation, quarter, say)
    guide(book.active, ledger, organisation, quarter, say)
    for table in sheets:
        if table == "target" and organisation not in SETS_TARGETS and not prepared.get(table):
            continue
        sheet = book.create_sheet(say(SHEETS[table]))
        TableSheet(sheet, table, lists, beside, say).write(prepared.get(table, ()), fictional=ledger.fictional)
    lists.finish()
    _mark(book, organisation, quarter, say)
    book.active = 0
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _mark(book: Workbook, organisation: str, quarter: str | None, say: Words) -> None:
    sheet = book.create_sheet(MARK)
    sheet.sheet_state = "veryHidden"
    marks = {
        "template_version": TEMPLATE_VERSION,
        "organisation": organisation,
        "quarter": quarter or "",
        "language": say.language,
    }
    for mark in marks.items():
        sheet.append(mark)
