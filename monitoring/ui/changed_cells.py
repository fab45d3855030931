"""A cell that changed as people say it: its row, its column and its value; the downloads keep the codes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from monitoring.intake.fields import FIELDS, Field
from monitoring.language import Words
from monitoring.reports import compare as comparing
from monitoring.reports.compare import Cell
from theory_of_change.text import Euro, Text, message

NAMED: Mapping[str, str] = {
    "agreement": "agreement",
    "budget_type": "budget_type",
    "country": "country",
    "holder": "organisation",
    "indicator": "measure",
    "measure": "measure",
    "member": "organisation",
    "objective": "objective",
    "organisation": "organisation",
    "project": "project",
    "reporter": "organisation",
    "safeguard": "measure",
    "step": "step",
    "theme": "theme",
}
"""Which names (`monitoring.ledger.names`) the codes in a column have; `code` has those of its own table."""


def row_in_words(cell: Cell, say: Words, called: Callable[[str], Mapping[str, Text]]) -> str:
    """Which row of its table a cell is in, as people say it; `called` gives the names of a kind of code.

    >>> cell = Cell("observation", {"indicator": "HAN-01", "country": "XAA", "period": "2026-Q2", "dimension": "total"},
    ...     "value", comparing.What.CHANGED, 1, 2, None)
    >>> named = {"measure": {"HAN-01": Text(nl="Zaken", en="Cases")}, "country": {"XAA": Text(nl="Almara", en="Almara")}}
    >>> row_in_words(cell, Words("en"), named.__getitem__)
    'Cases, Almara, Q2 2026'
    """
    parts = (_part(cell.table, column, value, say, called) for column, value in cell.key.items())
    return ", ".join(part for part in parts if part)


def _part(table: str, column: str, value: Any, say: Words, called: Callable[[str], Mapping[str, Text]]) -> str:
    if value is None or (column, value) == ("dimension", "total"):
        return ""
    if (column, value) == ("country", "ALL"):
        return say(message("All countries"))
    if column == "kind" and value in comparing.WHATS:
        return say(comparing.WHATS[value])
    if column in ("period", "quarter"):
        return say.short_period(value)
    kind = NAMED.get(table if column == "code" else column)
    name = called(kind).get(value) if kind else None
    return say(name) if name else str(value)


def value_in_words(cell: Cell, value: Any, say: Words) -> str:
    """What a cell says; money to the cent.

    >>> from decimal import Decimal
    >>> value_in_words(Cell("budget_line", {}, "amount_eur", comparing.What.CHANGED, 1, 2, None), Decimal("415629.80"), Words("nl"))
    '€\xa0415.629,80'
    """
    field = _field(cell)
    if value is not None and field is not None and field.reads == "money":
        return say(Euro(value))
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else say(comparing.plain(value))


def column_in_words(cell: Cell, say: Words) -> str:
    """What the column of a cell is called in the sheets that fill it; one that no sheet fills goes by its own name.

    >>> column_in_words(Cell("budget_line", {}, "amount_eur", comparing.What.CHANGED, 1, 2, None), Words("en"))
    'Amount (€)'
    """
    field = _field(cell)
    return say(field.header) if field else cell.column


def _field(cell: Cell) -> Field | None:
    return next((field for field in FIELDS.get(cell.table, ()) if field.name == cell.column), None)
