"""What each page costs the server on the example: python -m benchmarks.pages [ledger]

Cold is a page of which nothing has been worked out yet, warm the same page again. Beside them, the
smallest page that Streamlit can run. Without an address the example is made in a temporary folder.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from streamlit import logger
from streamlit.testing.v1 import AppTest

from benchmarks.measure import report, seconds
from monitoring.example import load as example
from monitoring.ledger.address import VARIABLE
from monitoring.start import start
from monitoring.ui.frame import _started
from monitoring.ui.show import _cached
from monitoring.ui.state import _state

APP = str(Path(__file__).parents[1] / "app.py")
PAGES: Mapping[str, Mapping[str, str]] = {
    "glance": {},
    "spending": {},
    "theories": {"theory": "TER"},
    "indicators": {"theory": "TER"},
    "indicators, one opened": {"theory": "TER", "country": "XAB", "indicator": "TER-03"},
    "deliver": {"as": "BZ"},
}


def measure(address: str, pages: Mapping[str, Mapping[str, str]]) -> None:
    """Measure pages by name, each with its choices: cold, as the first visitor after a commit finds it, and warm."""
    os.environ[VARIABLE] = address
    logger.set_log_level("ERROR")  # pages run without a server here, which is warned of each time
    _run("glance", {})  # imports, and the ledger opened
    bare = seconds(lambda: AppTest.from_string("import streamlit as st; st.title('x')").run(), times=9)
    for name, params in pages.items():
        page = name.partition(",")[0]
        cold = []
        for _ in range(5):
            _forget(address)
            cold.append(seconds(lambda page=page, params=params: _run(page, params)))
        report(f"page {name}, cold", sorted(cold)[2], "a page with a title", bare)
        warm = seconds(lambda page=page, params=params: _run(page, params), times=9)
        report(f"page {name}, warm", warm, "a page with a title", bare)


def _forget(address: str) -> None:
    """As after a commit: nothing of any page is worked out, nor kept of the money and the results."""
    _cached.clear()
    _state.clear()
    _started(address).ledger._kept.clear()


def _run(page: str, params: Mapping[str, str]) -> None:
    app = AppTest.from_file(APP, default_timeout=120)
    for name, value in params.items():
        app.query_params[name] = value
    if page != "glance":
        app.switch_page(f"pages/{page}.py")
    app.run()
    assert not app.exception, app.exception


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measure(sys.argv[1], PAGES)
    else:
        with tempfile.TemporaryDirectory() as folder:
            started = start(Path(folder) / "example")
            example.load(started.ledger)
            started.ledger.close()
            measure(str(Path(folder) / "example"), PAGES)
