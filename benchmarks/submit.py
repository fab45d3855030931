"""A template of 20,000 rows, from the file to the ledger: python -m benchmarks.submit [rows]

Beside it, calamine reading the same file and doing nothing with it.
"""

from __future__ import annotations

import itertools
import sys
import tempfile
from io import BytesIO
from pathlib import Path

import pandas as pd
from python_calamine import CalamineWorkbook

from benchmarks.measure import report, seconds
from monitoring.example import load as example
from monitoring.intake.check import Checked, check
from monitoring.intake.submit import Receipt, submit
from monitoring.intake.template import template
from monitoring.language import Words
from monitoring.ledger import Ledger
from monitoring.person import MECHANISM, Person
from monitoring.start import start

ROWS = 20_000
QUARTERS = [f"{year}-Q{number}" for year in (2024, 2025, 2026) for number in (1, 2, 3, 4)]
SPENT = QUARTERS[:-1]  # 2026-Q4 has not begun on the reference day of the example
SENDER = Person("Benchmark", "BZ", ("analyst",))


def main(rows: int) -> None:
    """Measure every step of a delivery of that many rows of money."""
    with tempfile.TemporaryDirectory() as folder:
        ledger = start(Path(folder) / "ledger").ledger
        example.prepare(ledger)
        per_project = 2 * len(SPENT) + 1
        _projects(ledger, -(-rows // per_project))
        lines = list(itertools.islice(_lines(ledger), rows))
        book: list[bytes] = []
        writing = seconds(lambda: book.append(template(ledger, "BZ", "2026-Q3", Words("nl"), {"budget_line": lines})))
        [content] = book
        bare = seconds(lambda: _bare(content), times=3)
        said = {"rows": rows, "bytes": len(content)}
        report("write the template", writing, "calamine read", bare, **said)

        checked: list[Checked] = []
        took = seconds(lambda: checked.append(check(ledger, ledger.number, SENDER, "benchmark.xlsx", content)), times=3)
        assert checked[0].count == rows and not checked[0].blocked(), checked[0].findings[:3]
        report("check", took, "calamine read", bare, **said)

        landed: list[Receipt] = []
        landing = seconds(lambda: landed.append(submit(ledger, checked[0], "Benchmark")))
        assert landed[0].total.new == rows
        report("submit: check and land", took + landing, "calamine read", bare, **said)

        again = check(ledger, ledger.number, SENDER, "benchmark.xlsx", content)
        landing = seconds(lambda: landed.append(submit(ledger, again, "Benchmark")))
        assert landed[1].number is None
        report("submit the same file again", took + landing, "calamine read", bare, **said)
        ledger.close()


def _bare(content: bytes) -> None:
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()


def _projects(ledger: Ledger, count: int) -> None:
    """So many projects of BZ, copies of the first one of the example."""
    first = ledger.frame("from project where holder = 'BZ' and budget_type = 'BZ_ODA' order by code limit 1")
    rows = pd.concat([first.assign(code=f"BENCH-{number:05}") for number in range(count)]).drop(columns="written_in")
    rows = rows.assign(start_date=pd.Timestamp("2023-10-01").date(), end_date=None)
    ledger.commit(MECHANISM, "Projects to measure with", lambda transaction: transaction.merge("project", rows))


def _lines(ledger: Ledger):
    """Commitment and expenditure of every quarter that has begun, and a forecast of the one to come."""
    for project, country, theme in ledger.rows(
        "select p.code, l.country, l.theme from project p join programming_line l on l.code = p.programming_line "
        "where starts_with(p.code, 'BENCH-') order by p.code"
    ):
        same = {"project": project, "budget_type": "BZ_ODA", "country": country, "theme": theme}
        same["purpose_code"] = "15190"
        for place, quarter in enumerate(SPENT):
            yield {**same, "quarter": quarter, "kind": "commitment", "amount_eur": 125_000 + place}
            yield {**same, "quarter": quarter, "kind": "expenditure", "amount_eur": 100_000.25 + place}
        yield {**same, "quarter": QUARTERS[-1], "kind": "forecast", "amount_eur": 90_000}


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
