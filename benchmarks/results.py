"""Results at size: python -m benchmarks.results FOLDER

A million figures of 60 indicators in 40 countries over 40 quarters with their parts, and a tenth of that
(`benchmarks.figures`, made where they are not there). What is judged once per commit, beside counting what it is
judged from; then every question that a page asks of it beside its own SQL on a bare cursor, in the same run.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.figures import FIRST, SIZES, made
from benchmarks.measure import Watched, report, seconds
from monitoring.ledger import Present
from monitoring.results import assumptions, corners, harm, indicator, partnership, picture, quarter, signals
from monitoring.start import start

THROUGH = "2026-Q3"
KEPT = ("observed", "figure", "hidden_cell", "result", "safeguard_state")
QUESTIONS: dict[str, Callable[[Any], Any]] = {
    "theories at a quarter": lambda ledger: quarter.theories(ledger, THROUGH),
    "theories of all countries": lambda ledger: quarter.theories_of(ledger, THROUGH, [FIRST]),
    "trend of eight quarters": lambda ledger: quarter.trend(ledger, THROUGH),
    "safeguards as they are known": lambda ledger: harm.known(ledger, THROUGH),
    "the picture of a theory": lambda ledger: picture.picture(ledger, "TER", THROUGH),
    "the pictures of all theories and countries": lambda ledger: picture.pictures(ledger, THROUGH),
    "the indicators of a theory": lambda ledger: indicator.table(ledger, "TER", THROUGH, "ALL"),
    "the course of an indicator": lambda ledger: indicator.course(ledger, "TER-03", FIRST, THROUGH),
    "the parts of an indicator": lambda ledger: indicator.parts(ledger, "TER-01", FIRST, THROUGH),
    "spent against achieved": lambda ledger: corners.courses(ledger, THROUGH),
    "partnerships": partnership.partnerships,
    "assumptions": lambda ledger: assumptions.at(ledger, THROUGH),
    "all signals of a quarter": lambda ledger: signals.signals(ledger, THROUGH),
}


def judging(present: Present, size: int) -> dict[str, float]:
    """Each view that is kept, made anew from what it is made from, beside counting the figures by what they are of."""
    plain = seconds(
        lambda: present.rows("select indicator, country, period, sum(value), count(*) from observation group by all"), 5
    )
    took = {}
    for name in KEPT:
        present.keep(*KEPT)

        def anew(name: str = name) -> None:
            present.kept.forget(name)
            present.keep(name)

        took[f"keeping {name}"] = seconds(anew, 5)
        report(f"keeping {name}", took[f"keeping {name}"], "summing the figures once", plain, rows=size)

    def everything() -> None:
        present.kept.forget()
        present.keep(*KEPT)

    took["keeping all of it"] = seconds(everything, 5)
    report("keeping all of it", took["keeping all of it"], "summing the figures once", plain, rows=size)
    return took


def questions(present: Present, size: int) -> dict[str, float]:
    """Every question beside its own SQL on a bare cursor."""
    took = {}
    present.keep(*KEPT, "money")
    for name, question in QUESTIONS.items():
        watched = Watched(present)
        question(watched)

        def bare(asked: list[tuple[str, tuple[Any, ...]]] = watched.asked) -> None:
            for sql, values in asked:
                with present.connection as cursor:
                    cursor.execute(sql, values).to_arrow_table()

        plain = seconds(bare, 5)
        took[name] = seconds(lambda question=question: question(present), 5)
        report(name, took[name], "the same SQL on a bare cursor", plain, rows=size, questions=len(watched.asked))
    return took


def main(folder: Path) -> None:
    """Measure both ledgers, and the larger beside the smaller."""
    took = {}
    for size in SIZES:
        ledger = start(made(folder, size)).ledger
        shutil.rmtree(ledger.address.kept, ignore_errors=True)  # what is measured is working it out
        present = Present(ledger)
        took[size] = judging(present, size) | questions(present, size)
        present.close()
        ledger.close()
    small, large = took.values()
    for name, seconds_of in large.items():
        report(f"{name}, ten times the rows", seconds_of, "a tenth of the rows", small[name])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
