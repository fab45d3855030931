"""Pages run as a visitor runs them: from the front page on, in a language, on a ledger."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[2]
PAGES = (
    "glance",
    "signals",
    "decisions",
    "strategy",
    "spending",
    "countries",
    "agreements",
    "projects",
    "shifts",
    "explain",
    "theories",
    "rules",
    "indicators",
    "safeguards",
    "assessments",
    "gates",
    "context",
    "deliver",
)

Visit = Callable[..., AppTest]


@pytest.fixture(scope="session", autouse=True)
def scanned_once() -> Iterator[None]:
    """Streamlit reads about every package that is installed anew for each page that is tested: a tenth of the time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture
def visit(monkeypatch: pytest.MonkeyPatch) -> Visit:
    """Open a page of the ledger in a folder: ``visit(folder, "spending", lang="nl", kind="forecast")``."""

    def run(folder: Path | str, page: str = "glance", **params: Any) -> AppTest:
        monkeypatch.setenv("MONITORING_LEDGER", str(folder))
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        for name, value in params.items():
            app.query_params[name] = value
        if page != "glance":
            app.switch_page(f"pages/{page}.py")
        return app.run()

    return run


def nodes(app: AppTest) -> Iterator[Any]:
    """Every element of a page, from top to bottom."""

    def walk(node: Any) -> Iterator[Any]:
        for child in getattr(node, "children", {}).values():
            yield child
            yield from walk(child)

    return walk(app._tree)


def markup(app: AppTest) -> str:
    """All HTML of a page, without its style."""
    return "\n".join(
        node.proto.body for node in nodes(app) if node.type == "html" and not node.proto.body.startswith("<style>")
    )


def words(app: AppTest) -> str:
    """Everything that HTML says on a page, tags taken away."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", markup(app)))).replace("\u00a0", " ")


def title(app: AppTest) -> str:
    """The finding of a page."""
    return unescape(re.search(r'<h1 class="h1"[^>]*>(.*?)</h1>', markup(app), re.DOTALL)[1]).replace("\u00a0", " ")
