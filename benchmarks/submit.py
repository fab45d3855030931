"""A delivery of 100,000 rows × 12 columns, from the file to the ledger: python -m benchmarks.submit [rows]

Beside it calamine reading the same file and doing nothing with it, and what is usually done: pandas
with openpyxl, and a loop over the rows. Then the same rows with mistakes, and as a csv, and ten
times as many of those.
"""

from __future__ import annotations

import resource
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from decimal import Decimal
from functools import partial
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pandas as pd
from python_calamine import CalamineWorkbook

from benchmarks import delivery
from benchmarks.delivery import SENDER, Line
from benchmarks.measure import report, seconds
from monitoring.intake.check import Checked, check
from monitoring.intake.finding import fold
from monitoring.intake.layout import Layout
from monitoring.intake.submit import Receipt, submit
from monitoring.intake.template import template
from monitoring.language import Words
from monitoring.ledger import Ledger
from monitoring.start import start

ROWS = 100_000
WRITTEN = 5_000  # rows of the template that is written
Report = Callable[..., None]


def main(rows: int) -> None:
    """Measure every way that so many rows can come in."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ledger = delivery.ledger_for(folder / str(rows), rows)
        lines = delivery.lines(ledger, rows)
        content = delivery.workbook(ledger, lines)
        few = lines[:WRITTEN]
        writing = seconds(lambda: template(ledger, "BZ", "2026-Q3", Words("nl"), {"budget_line": few}))
        bare = seconds(lambda: _bare(content), times=5)
        report(f"write a template of {WRITTEN:,} rows", writing, "calamine read", bare, rows=WRITTEN)
        usual = seconds(lambda: _usual(content))
        tell = partial(report, bare="calamine read", bare_took=bare, rows=rows)
        tell("the usual way: pandas with openpyxl, and a check per row", usual, bytes=len(content))
        _lands(folder / str(rows), content, tell)
        for what, often in (("one row in ten wrong", 10), ("every row wrong", 1)):
            spoilt = [_spoilt(line) if place % often == 0 else line for place, line in enumerate(lines)]
            _is_told(folder / str(rows), delivery.workbook(ledger, spoilt), partial(tell, what))
        ledger.close()
        _as_text(folder, rows)


def _as_text(folder: Path, rows: int) -> None:
    """A csv, and one of ten times as many rows: the ratio is to ten times the first."""
    first = None
    for many in (rows, 10 * rows):
        ledger = delivery.ledger_for(folder / f"{many} for text", many)
        text = delivery.text(ledger, delivery.lines(ledger, many))
        ledger.close()
        took, memory = _in_a_process_of_its_own(
            folder / f"{many} for text", text, "benchmark.csv", delivery.TEXT_LAYOUT
        )
        first = first or took
        report(
            f"submit {many:,} rows as a csv",
            took,
            f"{rows:,} rows, times {many // rows}",
            first * (many // rows),
            **memory,
        )


def _bare(content: bytes) -> None:
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()


def _usual(content: bytes) -> list[str]:
    """A frame, and of each row whether its codes are known and its amount is one; nothing lands."""
    sheet = next(name for name in pd.ExcelFile(BytesIO(content), engine="openpyxl").sheet_names if "Budget" in name)
    frame = pd.read_excel(BytesIO(content), engine="openpyxl", sheet_name=sheet, header=2)
    wrong = []
    seen = set()
    for place, row in frame.iterrows():
        key = tuple(row.iloc[[0, 2, 3, 4, 5, 6]])
        if not str(row.iloc[0]).startswith("BENCH-") or row.iloc[4] != "Mensenhandel" or key in seen:
            wrong.append(f"row {place}")
        try:
            if Decimal(str(row.iloc[7])).as_tuple().exponent < -2:
                wrong.append(f"row {place}")
        except ArithmeticError:
            wrong.append(f"row {place}")
        seen.add(key)
    return wrong


def _lands(folder: Path, content: bytes, tell: Report) -> None:
    name, ledger = "benchmark.xlsx", _fresh(folder)
    checked: list[Checked] = []
    took = seconds(lambda: checked.append(_check(ledger, name, content)), times=3)
    assert not checked[0].blocked(), checked[0].findings[:3]
    tell("check", took)
    landed: list[Receipt] = []
    landing = seconds(lambda: landed.append(submit(ledger, checked[0], "Benchmark")))
    assert landed[0].total.new == checked[0].count
    _, memory = _in_a_process_of_its_own(folder, content, name, None)
    tell("submit: check and land", took + landing, **memory)
    again = seconds(lambda: landed.append(submit(ledger, _check(ledger, name, content), "Benchmark")))
    assert landed[1].number is None
    tell("submit the same file again", again)
    ledger.close()


def _is_told(folder: Path, content: bytes, tell: Report) -> None:
    """From the file to findings that are folded, and put into words."""
    ledger, say = _fresh(folder), Words("nl")
    told: list[Sequence[Any]] = []

    def all_of_it() -> None:
        told.append(fold(_check(ledger, "benchmark.xlsx", content).findings))
        for each in told[-1]:
            say(each.finding.message)

    took = seconds(all_of_it)
    tell(took, findings=sum(len(each.cells) for each in told[0]), folded=len(told[0]))
    ledger.close()


def _check(ledger: Ledger, name: str, content: bytes, layout: Layout | None = None) -> Checked:
    return check(ledger, ledger.number, SENDER, name, content, layout)


def _spoilt(line: Line) -> Line:
    """A row with three mistakes."""
    return {**line, "amount_eur": 0.125, "purpose_code": "?", "country": "DEU"}


def _fresh(folder: Path) -> Ledger:
    """A copy of the ledger in a folder, in which nothing landed yet."""
    fresh = folder.with_name(f"{folder.name} copy")
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(folder, fresh)
    return start(fresh).ledger


def _in_a_process_of_its_own(
    folder: Path, content: bytes, name: str, layout: Layout | None
) -> tuple[float, Mapping[str, int]]:
    """The seconds that a submission takes from file to commit, and the most memory it has."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_alone, folder, content, name, layout).result()


def _alone(folder: Path, content: bytes, name: str, layout: Layout | None) -> tuple[float, Mapping[str, int]]:
    ledger = _fresh(folder)
    _check(ledger, name, b"")  # opens what is only opened once
    landed: list[Receipt] = []
    took = seconds(lambda: landed.append(submit(ledger, _check(ledger, name, content, layout), "Benchmark")))
    ledger.close()
    own, reader = (
        resource.getrusage(whose).ru_maxrss // 1024 for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return took, {"rows": landed[0].total.new, "memory_mb": own, "memory_of_reader_mb": reader}


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
