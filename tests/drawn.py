"""Tables drawn as text, so that a reader can add them up in the head."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd

from monitoring.ledger import Committed, Ledger, Merged, tables
from monitoring.person import Person

SOMEBODY = Person("Some Body", "BZ")

DEFAULTS = {
    "budget_line": {"holder": "BZ", "project": "P1", "theme": "TER", "country": "XAA", "kind": "expenditure"},
    "allocation": {
        "holder": "BZ",
        "chapter": "XVII",
        "article": "4",
        "phase": "VB",
        "mutation": "1",
        "country": "ALL",
        "theme": "ALL",
        "valid_on": "2026-01-01",
    },
    "observation": {"country": "XAA", "reporter": "BZ", "dimension": "total", "state": "reported"},
    "target": {"country": "XAA", "revision": "0"},
    "expectation": {"country": "XAA", "reporter": "BZ", "due_date": "2026-01-15", "grace_days": "7"},
    "theme": {"name_nl": "naam", "name_en": "name", "in_totals": "true", "position": "1"},
}


def rows(table: str, drawing: str) -> pd.DataFrame:
    """A drawn table as rows of `table`; what is not drawn takes a default, what is blank is empty."""
    lines = [line.strip() for line in drawing.strip().splitlines() if line.strip()]
    header, *body = ([cell.strip() for cell in line.split("|")] for line in lines)
    drawn = pd.DataFrame(body, columns=header, dtype=object)
    for column in tables()[table].names:
        if column != "written_in" and column not in drawn:
            drawn[column] = DEFAULTS.get(table, {}).get(column)
    return drawn.where(drawn != "", None)


def given(ledger: Ledger, reason: str = "given", author: Person = SOMEBODY, **drawings: str) -> Committed[list[Merged]]:
    """Commit drawn tables as they stand, by the name of the table."""
    content = {table: rows(table, drawing) for table, drawing in drawings.items()}
    return ledger.commit(
        author, reason, lambda transaction: [transaction.merge(table, frame) for table, frame in content.items()]
    )


def amounts(*values: float | str) -> list[Decimal]:
    """Amounts as they come out of the ledger."""
    return [Decimal(str(value)) for value in values]
