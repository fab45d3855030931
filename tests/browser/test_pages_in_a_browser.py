"""Every page in a real browser, in both languages, wide and narrow, with every request watched, and for everybody."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.axe import faults
from tests.browser.conftest import ROOT, can_trace, visitor

pytestmark = pytest.mark.browser

PICTURES = ROOT / "build" / "pictures"
PAGES = {
    "glance": "/",
    "compare": "/compare?from=45&quarter=2026-Q3",
    "closing": "/closing",
    "pack": "/pack",
    "signals": "/signals",
    "decisions": "/decisions",
    "strategy": "/strategy",
    "gates": "/gates",
    "spending": "/spending",
    "countries": "/countries",
    "country": "/countries?country=XAB",
    "agreements": "/agreements?agreement=XAA-2024-1",
    "projects": "/projects",
    "project": "/projects?project=REG-SMO-01",
    "shifts": "/shifts",
    "explain": "/explain?figure=expected+2026-Q3+country%3DXAA+theme%3DSMO",
    "theories": "/theories?theory=TER&country=XAB",
    "rules": "/rules?on_track=95&attention=80",
    "indicators": "/indicators?theory=TER&country=XAB",
    "indicator": "/indicators?theory=TER&country=XAB&indicator=TER-03",
    "safeguards": "/safeguards",
    "assessments": "/assessments",
    "context": "/context",
    "deliver": "/deliver",
}
SIZES = {"wide": (1366, 768), "narrow": (390, 844)}
LOCALES = {"nl": "nl-NL", "en": "en-GB"}


def picture(name: str) -> Path:
    PICTURES.mkdir(parents=True, exist_ok=True)
    return PICTURES / f"{name}.png"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LOCALES)
def test_every_page_stands_without_a_request_to_any_other_host(chromium, example_server, language, size):
    somebody = visitor(chromium, example_server, locale=LOCALES[language], width=SIZES[size][0], height=SIZES[size][1])
    for name, path in PAGES.items():
        somebody.open(path)
        somebody.page.screenshot(path=picture(f"{name}-{language}-{size}"), full_page=True)
        assert {"nl": "verzonnen", "en": "invented"}[language] in somebody.text, name
        assert somebody.page.get_attribute("html", "lang") == language, name
        width = somebody.page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
        assert width <= SIZES[size][0], f"{name} scrolls sideways: {width}"
        assert faults(somebody.page) == [], name
        if size == "narrow":  # and as narrow as WCAG 1.4.10 asks
            somebody.page.set_viewport_size({"width": 320, "height": 844})
            somebody.page.wait_for_timeout(200)  # a table that is drawn is drawn anew
            width = somebody.page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
            assert width <= 320, f"{name} scrolls sideways at 320: {width}"
            somebody.page.set_viewport_size({"width": SIZES[size][0], "height": SIZES[size][1]})
    assert somebody.elsewhere() == []
    assert somebody.complaints == []
    assert any(address.startswith("ws://") for address in somebody.asked)  # it was watched


@pytest.mark.parametrize("language", LOCALES)
def test_an_empty_ledger_stands_too_and_leads_to_delivering(chromium, empty_server, language):
    somebody = visitor(chromium, empty_server, locale=LOCALES[language])
    for name, path in PAGES.items():
        somebody.open(path.partition("?")[0])
        somebody.page.screenshot(path=picture(f"{name}-{language}-empty"), full_page=True)
        assert "verzonnen" not in somebody.text
        assert somebody.page.get_attribute("html", "lang") == language, name
        assert faults(somebody.page) == [], name
    somebody.open("/")
    somebody.page.click(".empty a.go")
    somebody.wait()
    assert somebody.page.url.endswith("/deliver")
    assert somebody.elsewhere() == []


def test_the_server_reaches_for_nothing_outside_this_machine(chromium, example_server):
    """Every connection of the server process and its threads, from its start on, as the kernel saw them."""
    if not can_trace():
        pytest.skip("connections cannot be traced here: strace is missing or forbidden")
    somebody = visitor(chromium, example_server)
    for path in PAGES.values():
        somebody.open(path)
    assert example_server.trace.stat().st_size > 0
    assert example_server.contacted() == set()


def test_the_language_is_switched_and_the_choices_stay(chromium, example_server):
    somebody = visitor(chromium, example_server)
    somebody.open("/spending?kind=allocation&year=2025&country=XAB")
    dutch = somebody.title
    somebody.page.click(".tongue a:visible")
    somebody.wait()
    assert somebody.title != dutch
    assert "Belmora" in somebody.title
    for kept in ("kind=allocation", "year=2025", "country=XAB", "lang=en"):
        assert kept in somebody.page.url
    somebody.page.click(".st-key-to_theories a")
    somebody.wait()
    assert "lang=en" in somebody.page.url
    assert somebody.page.get_attribute("html", "lang") == "en"
    assert "Theories" in somebody.text


def test_a_step_leads_from_the_front_page_to_the_cell_of_a_figure(chromium, example_server):
    """What a Director-General may ask in a meeting: where does this come from?"""
    somebody = visitor(chromium, example_server)
    somebody.open("/")
    somebody.page.click('.res a:has-text("Terugkeer")')
    somebody.wait()
    somebody.page.click('a:has-text("TER-01")')
    somebody.wait()
    somebody.page.click('[data-testid="stSelectbox"]:has-text("Land")')
    somebody.page.click('[role="option"]:has-text("Belmora")')
    somebody.wait()
    assert "Waar komt" in somebody.text
    assert ".xlsx, blad" in somebody.text


def test_two_clicks_tell_how_much_aid_is_committed_and_whether_the_agreement_is_covered(chromium, example_server):
    """And one more shows the cells that the amount was added from, with who sent them."""
    somebody = visitor(chromium, example_server)
    somebody.open("/")
    somebody.page.click(".st-key-to_countries a")
    somebody.wait()
    somebody.page.click('table.lands a:has-text("Belmora")')
    somebody.wait()
    row = somebody.page.locator('table.own tr:has(th:text-is("Terugkeer en overname"))')
    assert "deels gedekt" in somebody.text
    committed = row.locator("td").nth(1)
    amount = committed.inner_text()
    committed.locator("a").click()
    somebody.wait()
    assert somebody.title.startswith("€")
    assert amount.replace(",", "")[:2] in somebody.title.replace(".", "")
    assert "Budgetregels" in somebody.text
    assert "voorbeeld BZ" in somebody.text


def test_the_menu_is_reached_with_the_keyboard(chromium, example_server):
    somebody = visitor(chromium, example_server)
    somebody.open("/")
    reached = []
    for _ in range(14):
        somebody.page.keyboard.press("Tab")
        reached.append(somebody.page.evaluate("document.activeElement.innerText").strip())
    assert {"Geld", "Landen", "Theorie", "Indicatoren", "Aanleveren"} <= set(reached)
    somebody.open("/")
    for _ in range(12):
        somebody.page.keyboard.press("Tab")
        if somebody.page.evaluate("document.activeElement.innerText").strip() == "Geld":
            break
    somebody.page.keyboard.press("Enter")
    somebody.page.wait_for_url("**/spending*")


def test_the_front_page_fits_one_screen(chromium, example_server):
    for locale in LOCALES.values():
        somebody = visitor(chromium, example_server, locale=locale)
        somebody.open("/")
        assert somebody.page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight") <= 768
        heads = "[...document.querySelectorAll('.res .hd')].filter(e => e.scrollWidth > e.clientWidth).map(e => e.innerText)"
        assert somebody.page.evaluate(heads) == []  # no heading runs into the next
