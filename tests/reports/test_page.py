"""The page stands by itself and lets nothing in or out."""

from __future__ import annotations

import dataclasses
import itertools
import re

import pytest

from monitoring.reports.pack import page, style
from monitoring.reports.pack.model import Section
from tests.reports.given_pack import ADDRESS, given_pack


@pytest.fixture(scope="module", params=["nl", "en"])
def made(request: pytest.FixtureRequest) -> str:
    return page.write(given_pack(request.param), style.load())


def test_it_asks_nothing_of_anybody(made: str) -> None:
    assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:" in made
    assert not re.search(r"<(script|link|iframe|object|embed|form)\b|@import|url\(|\bon\w+=", made)
    assert not re.search(r'\bsrc="(?!data:)', made)
    assert set(re.findall(r'href="(https?://[^"/]+)', made)) == {ADDRESS}


def test_it_says_its_language_and_its_parts(made: str) -> None:
    assert re.search(r'<html lang="(nl|en)">', made)
    for part in ("<header>", "<nav ", "<main ", "<footer>", 'class="skip" href="#content"'):
        assert made.count(part) == 1
    assert made.count("<h1") == 1


def test_headings_skip_no_level(made: str) -> None:
    levels = [int(level) for level in re.findall(r"<h([1-6])", made)]
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_drawings_and_tables_are_told_in_words(made: str) -> None:
    charts = re.findall(r'<svg class="chart" role="img".*?</svg>', made, re.DOTALL)
    assert charts and all(re.search(r"<title [^>]*>.+</title>\s*<desc [^>]*>.+</desc>", chart) for chart in charts)
    tables = re.findall(r"<table.*?</table>", made, re.DOTALL)
    assert tables and all("<caption" in table and 'scope="col"' in table and "scope=" in table for table in tables)


def test_no_two_elements_have_one_name(made: str) -> None:
    names = re.findall(r'\bid="([^"]+)"', made)
    assert len(set(names)) == len(names)


def test_the_footer_is_printed_on_every_page_whatever_is_in_it() -> None:
    pack = dataclasses.replace(
        given_pack(), classification='"} body {display:none} </style><b>', sections=(Section("s", "S"),)
    )
    made = page.write(pack, style.load())
    [sheet] = re.findall(r"<style>(.*?)</style>", made, re.DOTALL)
    assert "display:none}" not in sheet and "</style><b>" not in made
