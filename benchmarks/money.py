"""The money at size: python -m benchmarks.money [folder]

300,000 budget lines of 40 countries over ten years, and a tenth of that. Every query beside the same SQL run
bare, on the tables of the same ledger, in the same run; every page of the money cold and warm.
"""

from __future__ import annotations

import datetime
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import streamlit as st
from streamlit import logger
from streamlit.testing.v1 import AppTest

from benchmarks.measure import report, seconds
from monitoring.ledger import Ledger
from monitoring.ledger.address import VARIABLE
from monitoring.ledger.schema import tables
from monitoring.money import coverage, execution, expenditure, explain, positions, spending, years
from monitoring.person import MECHANISM
from monitoring.start import start
from monitoring.ui.frame import _started

APP = str(Path(__file__).parents[1] / "app.py")
LINES = 300_000
YEARS = range(2017, 2027)
COUNTRIES = 40
THROUGH = "2026-Q3"
PAGES: dict[str, dict[str, str]] = {
    "spending": {},
    "countries": {},
    "countries, one": {"country": "MAR"},
    "agreements": {},
    "projects": {},
    "shifts": {},
    "explain": {"figure": f"expenditure {THROUGH} country=MAR theme=TER"},
}


def fill(ledger: Ledger, lines: int) -> None:
    """A ledger with so many budget lines, the projects they are on, budgets, agreements, and nothing of a real sheet."""
    themes = ("IRR", "TER", "HAN", "SMO")
    places = [
        code
        for (code,) in ledger.rows(
            "select code from country where oda_recipient and code not in ('REG', 'ALL') "
            "order by code <> 'MAR', code limit ?",
            COUNTRIES,
        )
    ]
    quarters = [f"{year}-Q{number}" for year in YEARS for number in range(1, 5)]
    per_project = len(quarters) * 3
    count = lines // per_project
    holders = (("BZ", "BZ_ODA"), ("AM", "AM_NON_ODA"), ("KMAR", "OWN"))
    projects = [
        {
            "code": f"P-{number:05d}",
            "programming_line": f"{places[number % COUNTRIES]}-{themes[number // COUNTRIES % 4]}",
            "name_nl": f"Project {number}",
            "holder": holders[number % 3][0],
            "budget_type": holders[number % 3][1],
            "channel": "bilateral",
            "implementer": "government",
            "budget_eur": 1_000_000,
        }
        for number in range(count)
    ]
    on = pd.DataFrame(projects)
    on[["country", "theme"]] = on["programming_line"].str.split("-", expand=True)
    rows = on.merge(pd.DataFrame({"quarter": quarters}), how="cross").merge(
        pd.DataFrame({"kind": ["commitment", "expenditure", "forecast"]}), how="cross"
    )
    rows["amount_eur"] = [(number * 7919 % 1_000_000) / 100 + 1_000 for number in range(len(rows))]
    rows = rows.assign(project=rows["code"], purpose_code=None, note=None)
    budgets = (
        rows[rows["kind"] == "commitment"]
        .assign(year=rows["quarter"].str[:4].astype(int))
        .groupby(["holder", "budget_type", "year", "country", "theme"], as_index=False)["amount_eur"]
        .sum()
    )
    budgets = budgets.assign(
        chapter="XVII", article="4.2", phase="VB", mutation="adopted", amount_eur=(budgets["amount_eur"] * 1.1).round(2)
    )
    budgets["valid_on"] = budgets["year"].astype(str) + "-01-01"
    agreements = [
        {
            "code": f"{place}-{year}",
            "country": place,
            "name_nl": f"Overeenkomst {place}",
            "holder": "AM",
            "partner": "ministerie",
            "legal_form": "memorandum",
            "status": "in force",
            "agreed_on": f"{year}-02-01",
            "first_year": year,
            "last_year": year + 2,
            "yearly_cost_eur": 10_000,
        }
        for place in places
        for year in (2022, 2025)
    ]
    lines_of = [
        {
            "code": f"{place}-{theme}",
            "country": place,
            "theme": theme,
            "theory": theme,
            "name_nl": place,
            "name_en": place,
        }
        for place in places
        for theme in themes
    ]

    def work(transaction: Any) -> None:
        transaction.merge("programming_line", _whole("programming_line", pd.DataFrame(lines_of)))
        transaction.merge("project", _whole("project", on))
        transaction.merge("budget_line", _whole("budget_line", rows))
        transaction.merge("allocation", _whole("allocation", budgets))
        transaction.merge("agreement", _whole("agreement", pd.DataFrame(agreements)))

    ledger.commit(MECHANISM, f"{lines:,} budget lines for a measurement", work)


def _whole(table: str, rows: pd.DataFrame) -> pa.Table:
    """The rows with every column of their table, and no other."""
    names = [name for name in tables()[table].names if name != "written_in"]
    whole = rows.assign(**{name: None for name in names if name not in rows})
    return pa.Table.from_pandas(whole[names], preserve_index=False)


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
    "explain a figure": lambda ledger: explain.explain(
        ledger, explain.Figure("expenditure", THROUGH, {"country": "MAR", "theme": "TER"})
    ),
}


class _Watched:
    """A ledger that remembers the SQL that is asked of it, so that the same can be run bare."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self.asked: list[tuple[str, tuple[Any, ...]]] = []

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._ledger, name)
        if name not in ("rows", "row", "table", "frame"):
            return found

        def ask(sql: str, *values: Any) -> Any:
            self.asked.append((sql, values))
            return found(sql, *values)

        return ask


def queries(ledger: Ledger, size: int) -> dict[str, float]:
    """Every query of the money beside its own SQL on a bare cursor, on the tables of the ledger instead of what is kept of them."""
    took = {}

    def keep() -> None:
        # What is kept of the money counts for one commit: here it is worked out anew each time.
        ledger._kept.pop("money", None)
        ledger.keep("money")

    plain = seconds(lambda: ledger.rows("select count(*), sum(amount_eur) from money"), 5)
    report("money kept for a commit", seconds(keep, 5), "counting and adding the view", plain, rows=size)
    for name, query in QUERIES.items():
        watched = _Watched(ledger)
        query(watched)

        def bare(asked: list[tuple[str, tuple[Any, ...]]] = watched.asked) -> None:
            for sql, values in asked:
                with ledger.connection as cursor:
                    cursor.execute(sql.replace("kept.money", "money"), values).to_arrow_table()

        plain = seconds(bare, 5)
        took[name] = seconds(lambda query=query: query(ledger), 5)
        report(name, took[name], "the same SQL on a bare cursor", plain, rows=size)
    return took


def pages(address: str) -> None:
    """Every page of the money, cold and warm, beside a page with a title. Cold is as the first visitor after a commit finds it."""
    os.environ[VARIABLE] = address
    logger.set_log_level("ERROR")
    _run("spending", {})
    bare = seconds(lambda: AppTest.from_string("import streamlit as st; st.title('x')").run(), 9)
    for name, params in PAGES.items():
        page = name.partition(",")[0]
        cold = []
        for _ in range(3):
            _forget(address)
            cold.append(seconds(lambda page=page, params=params: _run(page, params)))
        report(f"page {name}, cold", sorted(cold)[1], "a page with a title", bare)
        warm = seconds(lambda page=page, params=params: _run(page, params), 5)
        report(f"page {name}, warm", warm, "a page with a title", bare)


def _forget(address: str) -> None:
    """As after a commit: nothing of any page is worked out, nor kept of the money and the results."""
    st.cache_data.clear()
    _started(address).ledger._kept.clear()


def _run(page: str, params: dict[str, str]) -> None:
    app = AppTest.from_file(APP, default_timeout=120)
    for name, value in params.items():
        app.query_params[name] = value
    app.switch_page(f"pages/{page}.py").run()
    assert not app.exception, app.exception


def main(folder: Path) -> None:
    """Make both ledgers where they are not there, and measure."""
    took = {}
    for lines in (LINES // 10, LINES):
        address = folder / str(lines)
        made = not address.exists()
        ledger = start(address).ledger
        if made:
            print(
                f"filling {lines:,} lines: {seconds(lambda ledger=ledger, lines=lines: fill(ledger, lines)):.1f} s",
                flush=True,
            )
        took[lines] = queries(ledger, lines)
        ledger.close()
    for name, large in took[LINES].items():
        report(f"{name}, ten times the rows", large, "a tenth of the rows", took[LINES // 10][name])
    pages(str(folder / str(LINES)))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as temporary:
            main(Path(temporary))
