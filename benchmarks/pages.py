"""What each page costs the server on the example: python -m benchmarks.pages [ledger]

Cold is a page when a server has just opened the ledger, and has worked out nothing but what the one before it left on
disk; warm is the same page again. "Nothing kept" is the first visit ever, without that. Between them, where commits are
given, the first visit after each. "Begun" is the first visit to a page of a server that has done what it begins
(`monitoring.ui.server.begin`), as most visitors find it. All are seconds of the server: the run of the
script of the page, without the harness that reads it back. Beside them, the smallest page that Streamlit can run.
Without an address the example is made in a temporary folder.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median
from typing import Any
from unittest.mock import patch

from streamlit import logger
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.testing.v1 import AppTest

from benchmarks.measure import report
from monitoring.example import load as example
from monitoring.ledger import Ledger, Present
from monitoring.ledger.address import VARIABLE
from monitoring.ledger.upkeep import upkeep
from monitoring.start import start
from monitoring.ui import server
from monitoring.ui.server import _present, _started
from monitoring.ui.state import _answer, _state, state

NONE: Mapping[str, Callable[[Ledger], object]] = {}
APP = str(Path(__file__).parents[1] / "app.py")
PAGES: Mapping[str, Mapping[str, str]] = {
    "glance": {},
    "signals": {},
    "decisions": {},
    "strategy": {"theory": "TER"},
    "safeguards": {},
    "spending": {},
    "countries": {},
    "theories": {"theory": "TER"},
    "indicators": {"theory": "TER"},
    "indicators, one opened": {"theory": "TER", "country": "XAB", "indicator": "TER-03"},
    "deliver": {"as": "BZ"},
}


def measure(
    address: str, pages: Mapping[str, Mapping[str, str]], commits: Mapping[str, Callable[[Ledger], object]] = NONE
) -> None:
    """Measure pages by name, each with its choices: cold, right after each of the `commits`, warm, and once begun."""
    os.environ[VARIABLE] = address
    logger.set_log_level("ERROR")  # pages run without a server here, which is warned of each time
    server.PAUSE = 3600  # what is begun for a later page is measured by itself
    _run("glance", {})  # imports, and the ledger opened
    ledger = _started(address).ledger
    bare = median(_served(AppTest.from_string("import streamlit as st; st.title('x')")) for _ in range(9))
    for name, params in pages.items():
        page = name.partition(",")[0]
        took: dict[str, list[float]] = defaultdict(list)
        if commits:
            upkeep(ledger)  # the commits before left a small file each
        present = _present(address)
        for _ in range(5):
            shutil.rmtree(present.address.kept, ignore_errors=True)
            _begin_anew(present)
            took["nothing kept"].append(_run(page, params))
            server.find(state(present))
            _begin_anew(present)
            took["cold"].append(_run(page, params))
            for what, commit in commits.items():
                commit(ledger)
                took[f"after {what}"].append(_run(page, params))
            took["warm"] += [_run(page, params), _run(page, params)]
            _forget()
            server.find(state(present))
            took["begun"].append(_run(page, params))
        for when, seconds in took.items():
            report(f"page {name}, {when}", median(seconds), "a page with a title", bare)


def _begin_anew(present: Present) -> None:
    """Nothing is worked out but what is on disk, as in a server that just opened the ledger."""
    _forget()
    present.kept.forget()


def _forget() -> None:
    """Nothing of any page is worked out."""
    _answer.clear()
    _state.clear()


def _run(page: str, params: Mapping[str, str]) -> float:
    app = AppTest.from_file(APP, default_timeout=120)
    for name, value in params.items():
        app.query_params[name] = value
    if page != "glance":
        app.switch_page(f"pages/{page}.py")
    return _served(app)


def _served(app: AppTest) -> float:
    """The seconds that a server takes to run the page."""
    whole = ScriptRunner._run_script
    took = []

    def timed(*arguments: Any) -> None:
        began = time.perf_counter()
        whole(*arguments)
        took.append(time.perf_counter() - began)

    with patch.object(ScriptRunner, "_run_script", timed):
        app.run()
    assert not app.exception, app.exception
    [seconds] = took
    return seconds


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measure(sys.argv[1], PAGES)
    else:
        with tempfile.TemporaryDirectory() as folder:
            started = start(Path(folder) / "example")
            example.load(started.ledger)
            started.ledger.close()
            measure(str(Path(folder) / "example"), PAGES)
