"""Every page on A4: nothing is cut off, nothing that is pressed or typed in is left, and it is still told what it rests on."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from tests.browser.conftest import visitor
from tests.browser.test_pages_in_a_browser import PAGES

pytestmark = pytest.mark.browser

# Pages that stand on more than one sheet with the example; the last two are long lists by their nature.
SHEETS = {
    "compare": 7,
    "agreements": 2,
    "projects": 2,
    "rules": 2,
    "indicator": 2,
    "safeguards": 2,
    "signals": 4,
    "spending": 4,
    "explain": 4,
}
LYING = {"glance", "theories", "past"}
WIDTHS = {False: 703, True: 1047}  # of the paper within its margins: upright, lying
BEYOND = """width => [...document.querySelectorAll('[data-testid="stMain"] *')]
    .filter(e => e.checkVisibility() && !e.closest('.sr') && e.getBoundingClientRect().right > width + 1)
    .map(e => e.className + ' ' + e.textContent.slice(0, 40))"""
LEFT = """[...document.querySelectorAll('button, input, textarea, select, .st-key-bar, [data-testid="stToast"]')]
    .filter(e => e.checkVisibility()).map(e => e.dataset.testid || e.ariaLabel || e.outerHTML.slice(0, 80))"""
LAST = """[...document.querySelectorAll('.sec h2')].filter(e => e.checkVisibility()).at(-1)?.firstChild.textContent ?? ''"""


def test_every_page_prints_on_a4(chromium, example_server, tmp_path):
    somebody = visitor(chromium, example_server)
    page = somebody.page
    for name, path in {**PAGES, "past": "/?stand=45"}.items():
        page.emulate_media(media="screen")
        page.set_viewport_size({"width": 1366, "height": 768})
        somebody.open(path)
        page.emulate_media(media="print")
        file = tmp_path / f"{name}.pdf"
        page.pdf(path=file, prefer_css_page_size=True)  # as a browser prints: without backgrounds, unless a page asks
        content = file.read_bytes()
        [(width, height)] = set(re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", content))
        assert (float(width) > float(height)) == (name in LYING), name
        assert len(re.findall(rb"/Type\s*/Page[^s]", content)) <= SHEETS.get(name, 1), name

        width = WIDTHS[name in LYING]
        page.set_viewport_size({"width": width, "height": 1000})
        page.wait_for_timeout(150)
        assert page.evaluate(BEYOND, width) == [], name
        assert page.evaluate(LEFT) == [], name
        assert "verzonnen cijfers" in page.inner_text(".lede"), name
        assert re.search(r"stand \d+", page.inner_text(".lede")), name
        assert page.locator(".notice.past:visible").count() == (name == "past"), name
        if shutil.which("pdftotext"):
            text = subprocess.run(["pdftotext", file, "-"], capture_output=True, text=True, check=True).stdout
            for words in (page.inner_text("h1.h1"), page.evaluate(LAST)):
                assert set(words.split()) <= set(text.split()), name
            assert "http://" not in text, name


def test_what_means_something_by_its_colour_keeps_it_on_paper(chromium, example_server):
    somebody = visitor(chromium, example_server)
    somebody.open("/")
    somebody.page.emulate_media(media="print")
    kept = "getComputedStyle(document.querySelector('{}')).printColorAdjust"
    for coloured in (".harm .row.red", ".mb .bar i", ".g"):
        assert somebody.page.evaluate(kept.format(coloured)) == "exact", coloured
    assert somebody.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
