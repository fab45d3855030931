"""Put the example into a ledger that holds nothing else."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pandas as pd

from monitoring.example import harm, meetings, plan
from monitoring.example.decisions import decide
from monitoring.example.deliveries import deliveries
from monitoring.example.evidence import tell
from monitoring.example.gates import open_gates
from monitoring.example.strategy import hold
from monitoring.intake.check import check
from monitoring.intake.submit import Refused, submit
from monitoring.ledger import Ledger, Present, expectations, reference
from monitoring.person import MECHANISM, Person

COMPLETE = "example complete"


class OtherFigures(Exception):
    """The ledger holds figures that are not of the example: they are not to be mixed with invented ones."""


def load(ledger: Ledger, progress: Callable[[str, float], None] | None = None, keep: Path | None = None) -> int:
    """Put the whole example into `ledger`; the number of workbooks that changed something, 0 when it was there.

    The ledger is marked fictional first, and stays so for ever. A load that was broken off goes on
    where it was. With `keep` the workbooks are left in that folder. Raises `OtherFigures`.
    """
    if ledger.told(COMPLETE):
        return 0
    if not ledger.fictional and _holds_figures(ledger):
        raise OtherFigures
    prepare(ledger)
    with closing(Present(ledger)) as now:  # a workbook asks a hundred small questions
        landed = _deliver(ledger, now, progress, keep)
        decide(ledger, now)
        harm.load(ledger, now)
    tell(ledger)
    hold(ledger)
    open_gates(ledger)
    meetings.plan(ledger)
    _mark(ledger, "The example is complete", **{COMPLETE: "true"})
    return landed


def _deliver(ledger: Ledger, now: Present, progress: Callable[[str, float], None] | None, keep: Path | None) -> int:
    landed = 0
    coming = list(deliveries())
    for place, delivery in enumerate(coming):
        if progress:
            progress(delivery.file_name, place / len(coming))
        now.refresh()
        content = delivery.workbook(now)
        if keep:
            keep.mkdir(parents=True, exist_ok=True)
            (keep / delivery.file_name).write_bytes(content)
        sender = Person(f"voorbeeld {delivery.organisation}", delivery.organisation, ("analyst",))
        checked = check(now, now.number, sender, delivery.file_name, content)
        if checked.blocked():
            raise Refused(checked)
        landed += submit(ledger, checked, delivery.reason).number is not None
    return landed


def prepare(ledger: Ledger) -> None:
    """Mark a ledger fictional for ever, with the countries, projects and expectations of the example, and no figure."""
    _mark(ledger, "A fictional ledger", fictional="true", reference_date=plan.REFERENCE_DATE.isoformat())
    reference.load(ledger, plan.FOLDER)
    expectations.load(ledger, plan.FOLDER)


def _holds_figures(ledger: Ledger) -> bool:
    """Whether somebody's figures are in the ledger."""
    tables = ("observation", "target", "budget_line", "allocation", "submission")
    return any(ledger.row(f"select 1 from {table} limit 1") for table in tables)


def _mark(ledger: Ledger, reason: str, **properties: str) -> None:
    rows = pd.DataFrame([{"name": name, "value": value} for name, value in properties.items()])
    ledger.commit(MECHANISM, reason, lambda transaction: transaction.merge("ledger_property", rows))
