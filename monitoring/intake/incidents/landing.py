"""How changes to an incident land: the facts for everybody, and what was written apart from them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from monitoring.ledger import Transaction
from monitoring.results.incidents import Incident, Step

TEXTS = ("project", "actor", "happened", "measures", "outcome", "evidence", "remark")


def put_incident(transaction: Transaction, one: Incident) -> None:
    """The facts of a report that never change."""
    names = ("number", "reported_on", "reported_for", "happened_in", "country", "theme", "harm")
    transaction.merge("incident", pd.DataFrame([{name: getattr(one, name) for name in names}]))


def put_step(transaction: Transaction, incident: int, step: Step) -> None:
    """A change to an incident."""
    transaction.merge("incident_step", _frame({"incident": incident, **vars(step)}))


def put_text(transaction: Transaction, incident: int, done_by: str, said: Mapping[str, Any]) -> None:
    """What was written at a change; what is blank was not said."""
    row = {"incident": incident, "number": transaction.number, "done_by": done_by.strip()}
    row["happened_on"] = said.get("happened_on")
    for name in TEXTS:
        row[name] = (said.get(name) or "").strip() or None
    transaction.merge("incident_text", _frame(row))


def _frame(row: Mapping[str, Any]) -> pd.DataFrame:
    return pd.DataFrame([row], dtype=object)
