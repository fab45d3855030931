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
from collections.abc import Callable, Sequence
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
        ledger = delivery.ledger_for(folder / "empty", 10 * rows)
        lines = delivery.lines(ledger, rows)
        content = delivery.workbook(ledger, lines)
        wrong = {
            "one row in ten wrong": delivery.workbook(
                ledger, [_spoilt(line, n % 10 == 0) for n, line in enumerate(lines)]
            ),
            "every row wrong": delivery.workbook(ledger, [_spoilt(line, True) for line in lines]),
        }
        texts = {
            rows: delivery.text(ledger, lines),
            10 * rows: delivery.text(ledger, delivery.lines(ledger, 10 * rows)),
        }
        writing = seconds(lambda: template(ledger, "BZ", "2026-Q3", Words("nl"), {"budget_line": lines[:WRITTEN]}))
        ledger.close()
        del lines

        bare = seconds(lambda: _bare(content), times=5)
        tell = partial(report, bare="calamine read", bare_took=bare, rows=rows)
        report(f"write a template of {WRITTEN:,} rows", writing, "calamine read", bare, rows=WRITTEN)
        usual = seconds(lambda: _usual(content))
        tell("the usual way: pandas with openpyxl, and a check per row", usual, bytes=len(content))
        _lands(folder, "benchmark.xlsx", content, tell)
        for what, spoilt in wrong.items():
            _is_told(folder, spoilt, partial(tell, what))
        alone = {many: _in_a_process_of_its_own(folder, text) for many, text in texts.items()}
        for many, (took, memory) in alone.items():
            times = took / alone[rows][0]
            report(
                f"submit {many:,} rows as a csv",
                took,
                "the same with a tenth" if times > 1 else "itself",
                alone[rows][0],
                rows=many,
                memory_mb=memory,
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


def _lands(folder: Path, name: str, content: bytes, tell: Report) -> None:
    ledger = _fresh(folder)
    checked: list[Checked] = []
    took = seconds(lambda: checked.append(_check(ledger, name, content)), times=3)
    assert not checked[0].blocked(), checked[0].findings[:3]
    tell("check", took)
    landed: list[Receipt] = []
    landing = seconds(lambda: landed.append(submit(ledger, checked[0], "Benchmark")))
    assert landed[0].total.new == checked[0].count
    _, memory = _in_a_process_of_its_own(folder, content, name, None)
    tell("submit: check and land", took + landing, memory_mb=memory)
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


def _spoilt(line: Line, is_wrong: bool) -> Line:
    return {**line, "amount_eur": 0.125, "purpose_code": "?", "quarter": "2026"} if is_wrong else line


def _fresh(folder: Path) -> Ledger:
    """A copy of the ledger in which nothing landed yet."""
    shutil.rmtree(folder / "copy", ignore_errors=True)
    shutil.copytree(folder / "empty", folder / "copy")
    return start(folder / "copy").ledger


def _in_a_process_of_its_own(
    folder: Path, content: bytes, name: str = "benchmark.csv", layout: Layout | None = delivery.TEXT_LAYOUT
) -> tuple[float, int]:
    """The seconds that a submission takes from file to commit, and the most memory it has, in megabytes."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_alone, folder, content, name, layout).result()


def _alone(folder: Path, content: bytes, name: str, layout: Layout | None) -> tuple[float, int]:
    ledger = _fresh(folder)
    _check(ledger, name, content[:0])  # opens what is only opened once
    took = seconds(lambda: submit(ledger, _check(ledger, name, content, layout), "Benchmark"))
    ledger.close()
    own, readers = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return took, max(own, readers) // 1024


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
