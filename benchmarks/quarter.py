"""What the quarter of the Directors-General costs: python -m benchmarks.quarter [ledger] [quarter]

Closing (the hash over everything), opening a past moment beside the present one, comparing two moments, and a pack in
its four formats. A past moment and the present one are measured alike: nothing worked out yet (a state that nobody
looked at), found on disk by a server that was just started, and again by a server that has it at hand; what is asked
are the figures of the front page. All are seconds; `ratio` is past to present. Without an address the example is made
in a temporary folder.
"""

from __future__ import annotations

import datetime
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.measure import report
from monitoring.example import load as example
from monitoring.language import Words
from monitoring.ledger import Held, Ledger, Past, Present, contents, tables
from monitoring.money import execution, expenditure
from monitoring.reports import compare
from monitoring.reports.pack.audiences import Audience, audiences
from monitoring.reports.pack.formats import FORMATS, make
from monitoring.reports.pack.gather import asking, gather, snapshot
from monitoring.reports.pack.model import Pack
from monitoring.reports.pack.style import load
from monitoring.results import changes, harm, incidents, signals
from monitoring.results import quarter as quarters
from monitoring.start import start

TIMES = 3


def front(ledger: Held, quarter: str) -> None:
    """What the front page asks; what was found before is recalled, as a page does."""
    for function in (signals.cases_at, changes.changes):
        name = f"{function.__module__}.{function.__qualname__}"
        if ledger.recall(name, (quarter,), ledger.moment) is None:
            ledger.remember(name, (quarter,), ledger.moment, function(ledger, quarter))
    harm.known(ledger, quarter)
    quarters.theories(ledger, quarter)
    execution.execution(ledger, quarter)
    expenditure.recent(ledger, quarter, 8)
    quarters.trend(ledger, quarter, 8)
    incidents.at(ledger, quarter)


def took(work: Callable[[], Any]) -> float:
    """Seconds that something takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def opening(open_: Callable[[], Held], quarter: str, kept: Path) -> dict[str, float]:
    """Seconds to open a state and ask what the front page asks: with nothing kept, from disk, and at hand."""
    found: dict[str, list[float]] = {"nothing_kept": [], "from_disk": [], "at_hand": []}
    for _ in range(TIMES):
        shutil.rmtree(kept, ignore_errors=True)
        state, seconds = _opened(open_, quarter)
        found["nothing_kept"].append(seconds)
        state.kept.store()
        state.close()
        state, seconds = _opened(open_, quarter)
        found["from_disk"].append(seconds)
        found["at_hand"].append(took(partial(front, state, quarter)))
        state.close()
    return {name: round(median(times), 3) for name, times in found.items()}


def _opened(open_: Callable[[], Held], quarter: str) -> tuple[Held, float]:
    """A state that was opened and asked, and the seconds that took."""
    begun = time.perf_counter()
    state = open_()
    front(state, quarter)
    return state, time.perf_counter() - begun


def measure(ledger: Ledger, quarter: str) -> None:
    """Measure everything on one ledger."""
    rows = ledger.row("select count(*) from observation")[0]
    lines = ledger.row("select count(*) from budget_line")[0]
    size = {"observations": rows, "budget_lines": lines}
    scan = "every row of every table read"
    report("hash over a state", took(lambda: contents(ledger)), scan, took(lambda: _scan(ledger)), **size)

    last = ledger.number
    before = next(one.number for one in ledger.history() if 0 < one.number < last)
    present = opening(lambda: Present(ledger), quarter, ledger.address.kept)
    past = opening(lambda: Past(ledger, before), quarter, ledger.address.kept)
    for how in present:
        name = f"front page of a past moment, {how.replace('_', ' ')}"
        report(name, past[how], "the same of the present one", present[how], **size)

    now, then = Present(ledger), Past(ledger, before)
    front(now, quarter)
    front(then, quarter)
    asked = took(lambda: front(now, quarter))
    bare = "what the front page asks of one state"
    report("two moments compared", took(lambda: compare.compare(ledger, then, now, quarter)), bare, asked, **size)
    then.close()
    pack(ledger, now, quarter, bare, asked, size)
    now.close()


def _scan(ledger: Ledger) -> None:
    for name in tables():
        ledger.row(f"select count(columns(*)) from {name}")


def pack(ledger: Ledger, now: Present, quarter: str, bare: str, asked: float, size: dict[str, int]) -> None:
    """The pack of each audience, and each format of the last."""
    for code, audience in audiences().items():
        made, seconds = _pack(ledger, now, quarter, audience)
        report(f"pack for {code}, four formats", seconds, bare, asked, **size)
    for form, one in FORMATS.items():
        report(f"pack for {code}, {form.value} alone", took(partial(one.write, made, load())), bare, asked, **size)


def _pack(ledger: Ledger, now: Present, quarter: str, audience: Audience) -> tuple[Pack, float]:
    """A pack from the present state in its four formats, and the seconds it took with the hash over that state."""
    begun = time.perf_counter()
    of_state = snapshot(now, now, quarter)
    of = asking(ledger, now, quarter, Words("nl"), audience, base="http://localhost:8501", stand=None, past=now.at)
    made = gather(of, of_state, datetime.date(2026, 11, 12))
    make(made, load())
    return made, time.perf_counter() - begun


def main() -> None:
    """Measure a ledger that is there, or the example."""
    quarter = sys.argv[2] if len(sys.argv) > 2 else "2026-Q3"
    if len(sys.argv) > 1:
        measure(start(sys.argv[1]).ledger, quarter)
        return
    with tempfile.TemporaryDirectory() as folder:
        ledger = start(Path(folder) / "ledger").ledger
        example.load(ledger)
        measure(ledger, quarter)


if __name__ == "__main__":
    main()
