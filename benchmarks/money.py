"""The money at size: python -m benchmarks.money [folder]

300,000 budget lines of 40 countries over ten years, and a tenth of that. Every query beside the same SQL run
bare, on the tables of the same ledger, in the same run; every page of the money cold, after a commit of money
and of results, and warm.
"""

from __future__ import annotations

import datetime
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks import pages
from benchmarks.large import FIRST, fill, one_more
from benchmarks.measure import Watched, report, seconds
from monitoring.ledger import Ledger
from monitoring.money import (
    confirmations,
    coverage,
    execution,
    expenditure,
    explain,
    positions,
    shifts,
    spending,
    years,
)
from monitoring.person import MECHANISM
from monitoring.start import start

LINES = 300_000
THROUGH = "2026-Q3"
PAGES: dict[str, dict[str, str]] = {
    "spending": {},
    "countries": {},
    "countries, one": {"country": FIRST},
    "agreements": {},
    "projects": {},
    "shifts": {},
    "explain": {"figure": f"expenditure {THROUGH} country={FIRST} theme=TER"},
}


QUERIES: dict[str, Callable[[Ledger], Any]] = {
    "spending by country, theme and budget type": lambda ledger: spending.by(
        ledger, ["country", "theme", "budget_type"]
    ),
    "spending until a quarter": lambda ledger: spending.rows(ledger, "country", THROUGH),
    "execution of the year": lambda ledger: execution.execution(ledger, THROUGH),
    "expenditure per quarter": lambda ledger: expenditure.trend(ledger, THROUGH),
    "positions on a day": lambda ledger: positions.positions(ledger, datetime.date(2026, 3, 3)),
    "budgets over the years": lambda ledger: years.budget_years(ledger, 2026),
    "coverage of agreements": lambda ledger: coverage.coverage(ledger),
    "free room of every budget": lambda ledger: shifts.standings(ledger, 2026),
    "totals to confirm": lambda ledger: confirmations.confirmations(ledger, THROUGH),
    "explain a figure": lambda ledger: explain.explain(
        ledger, explain.Figure("expenditure", THROUGH, {"country": "MAR", "theme": "TER"})
    ),
}


def queries(ledger: Ledger, size: int) -> dict[str, float]:
    """Every query of the money beside its own SQL on a bare cursor, on the tables of the ledger instead of what is kept of them."""
    took = {}

    def keep() -> None:
        # What is kept of the money counts for one commit: here it is worked out anew each time.
        ledger.kept.forget()
        ledger.keep("money")

    plain = seconds(lambda: ledger.rows("select count(*), sum(amount_eur) from money"), 5)
    report("money kept for a commit", seconds(keep, 5), "counting and adding the view", plain, rows=size)
    for name, query in QUERIES.items():
        watched = Watched(ledger)
        query(watched)

        def bare(asked: list[tuple[str, tuple[Any, ...]]] = watched.asked) -> None:
            for sql, values in asked:
                with ledger.connection as cursor:
                    cursor.execute(sql.replace("kept.money", "money"), values).to_arrow_table()

        plain = seconds(bare, 5)
        took[name] = seconds(lambda query=query: query(ledger), 5)
        report(name, took[name], "the same SQL on a bare cursor", plain, rows=size)
    return took


def _landed(table: str) -> Callable[[Ledger], object]:
    """A commit such as a delivery makes: one row more in a table."""

    def commit(ledger: Ledger) -> None:
        rows = one_more(ledger, table)
        ledger.commit(MECHANISM, "One row more, for a measurement", lambda transaction: transaction.merge(table, rows))

    return commit


COMMITS = {"money came in": _landed("budget_line"), "a result came in": _landed("observation")}


def main(folder: Path) -> None:
    """Make both ledgers where they are not there, and measure."""
    took = {}
    for lines in (LINES // 10, LINES):
        address = folder / str(lines)
        made = not address.exists()
        ledger = start(address).ledger
        if made:
            fill(ledger, lines)
        took[lines] = queries(ledger, lines)
        ledger.close()
    for name, large in took[LINES].items():
        report(f"{name}, ten times the rows", large, "a tenth of the rows", took[LINES // 10][name])
    pages.measure(str(folder / str(LINES)), PAGES, COMMITS)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as temporary:
            main(Path(temporary))
