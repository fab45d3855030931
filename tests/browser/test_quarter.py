"""The quarter of the Directors-General in a real browser: two sessions close it, a pack is taken along, a part is copied."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from monitoring.ledger import frozen
from monitoring.start import start
from tests.browser.conftest import Visitor, can_trace, visitor

pytestmark = pytest.mark.browser
SIZES = {"laptop": (1366, 768), "phone": (390, 844)}


def give_key(somebody: Visitor, organisation: str, name: str) -> None:
    somebody.open(f"/closing?lang=nl&quarter=2026-Q2&as={organisation}")
    field = somebody.page.get_by_label("Uw naam of functie").first
    field.fill(name)
    field.press("Tab")
    somebody.wait()


def test_two_people_close_a_quarter_each_in_their_own_session(chromium, own_server):
    secretary = visitor(chromium, own_server)
    give_key(secretary, "BZ", "Secretaris kernteam")
    secretary.page.click(".st-key-key_button_close button")
    secretary.page.wait_for_selector("text=wacht op de sleutel van A&M", timeout=60_000)

    # The same session may not give the other key, whatever name it is given.
    give_key(secretary, "AM", "Iemand anders")
    assert "in deze zelfde sessie" in secretary.text
    assert secretary.page.is_disabled(".st-key-key_button_close button")

    controller = visitor(chromium, own_server)
    give_key(controller, "AM", "Controller")
    controller.page.click(".st-key-key_button_close button")
    controller.page.wait_for_selector("h1:has-text('Het 2e kwartaal 2026 is afgesloten')", timeout=60_000)
    ledger = start(own_server.ledger).ledger
    (one,) = frozen(ledger)
    ledger.close()
    assert one.contents in controller.text

    # The front page begins with it, as it was reported; and fits a laptop with its banner.
    controller.open("/?lang=nl")
    assert "Zoals gemeld: 2e kwartaal 2026" in controller.text
    assert bottom(controller) <= 768
    controller.open("/?lang=nl&quarter=2026-Q2&stand=now")
    assert "Herziening: het 2e kwartaal 2026 zoals wij het nu kennen" in controller.text
    assert controller.elsewhere() == []
    assert controller.complaints == []


def bottom(somebody: Visitor) -> float:
    """Where the last part of the front page ends."""
    return somebody.page.evaluate(
        "Math.max(...[...document.querySelectorAll('.sec')].map(s => s.getBoundingClientRect().bottom))"
    )


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_glance_fits_a_laptop_and_a_phone(chromium, example_server, language):
    wide = visitor(chromium, example_server)
    wide.open(f"/?lang={language}")
    assert bottom(wide) <= 768
    narrow = visitor(chromium, example_server, width=390, height=844)
    narrow.open(f"/?lang={language}")
    assert narrow.page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390
    for somebody in (wide, narrow):
        links = somebody.page.evaluate(
            "[...document.querySelectorAll('.sec')].filter(s => !s.querySelector('a')).length"
        )
        assert links <= 2  # what changed, and the eight quarters, have no page of their own


def test_a_pack_is_made_and_taken_along_and_the_server_asks_nobody(chromium, own_server):
    somebody = visitor(chromium, own_server)
    somebody.open("/pack?lang=nl&quarter=2026-Q3")
    somebody.page.click(".st-key-make_pack button")
    somebody.page.wait_for_selector(".packlist", timeout=60_000)
    somebody.wait()
    for form in ("pptx", "pdf", "xlsx", "html"):
        with somebody.page.expect_download() as taken:
            somebody.page.click(f".st-key-pack_{form} button")
        name, content = taken.value.suggested_filename, taken.value.path().read_bytes()
        assert re.fullmatch(rf"2026-q3-dg-stand-\d+-nl\.{form}", name)
        assert len(content) > 10_000
        if form == "pptx":
            assert any("charts/chart" in part for part in zipfile.ZipFile(io.BytesIO(content)).namelist())
    assert somebody.elsewhere() == []
    if can_trace():
        assert own_server.contacted() == set()


def test_a_part_of_a_page_is_copied_as_picture_and_as_table(chromium, example_server):
    somebody = visitor(chromium, example_server)
    somebody.page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=example_server.address)
    somebody.open("/?lang=nl")
    part = somebody.page.locator(".sec:has(.mb)")
    part.hover()
    part.get_by_role("button", name="Kopieer tabel").click()
    part.get_by_text("Gekopieerd").wait_for()
    rows = [line.split("\t") for line in somebody.page.evaluate("navigator.clipboard.readText()").splitlines()]
    assert rows[0][:2] == ["Budget", "Begroot"]
    assert [row[0] for row in rows[1:]] == ["BZ · ODA", "A&M · niet-ODA", "Eigen budget leden"]
    part.hover()
    part.get_by_role("button", name="Kopieer beeld").click()
    part.get_by_text("Gekopieerd").first.wait_for()
    somebody.page.wait_for_function(
        "async () => (await navigator.clipboard.read())[0].types.includes('image/png')", timeout=20_000
    )
    assert somebody.elsewhere() == []
    assert somebody.complaints == []
