"""The page of a pack in a real browser: read by axe, on a screen, on a telephone and on paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from monitoring.reports.pack import page, style
from tests.reports.given_pack import given_pack

pytestmark = pytest.mark.browser

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(params=["nl", "en"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The page as a file, as somebody gets it in their mail."""
    file = tmp_path / "pack.html"
    file.write_text(page.write(given_pack(request.param), style.load()), encoding="utf-8")
    return file.as_uri()


@pytest.mark.parametrize("width", [1280, 390])
def test_everybody_can_read_it_and_it_asks_nothing(chromium: Browser, address: str, width: int) -> None:
    view = chromium.new_page(viewport={"width": width, "height": 800})
    asked, complaints = [], []
    view.on("request", lambda request: asked.append(request.url))
    view.on("console", lambda said: complaints.append(said.text))
    view.goto(address)
    assert view.evaluate("document.documentElement.scrollWidth") <= width
    assert asked == [address] and complaints == []
    for folded in view.locator("details").all():
        folded.evaluate("it => it.open = true")
    found = Axe().run(view, options=RULES).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
    view.close()


def test_the_keyboard_reaches_the_content_first(chromium: Browser, address: str) -> None:
    view = chromium.new_page(viewport={"width": 1280, "height": 800})
    view.goto(address)
    view.keyboard.press("Tab")
    assert view.evaluate("document.activeElement.getAttribute('href')") == "#content"
    assert view.locator(".skip").bounding_box()["x"] >= 0
    view.keyboard.press("Enter")
    assert view.evaluate("document.activeElement.id") == "content"
    view.close()


def test_it_prints(chromium: Browser, address: str) -> None:
    view = chromium.new_page()
    view.goto(address)
    assert view.pdf(prefer_css_page_size=True).startswith(b"%PDF")
    view.emulate_media(media="print")
    assert view.locator(".qr").first.is_visible() and not view.locator("summary").first.is_visible()
    view.close()
