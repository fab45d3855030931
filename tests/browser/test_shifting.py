"""A shift typed with the keyboard alone, saved, and carried out by the owner of the budget."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Visitor, visitor

pytestmark = pytest.mark.browser


def chosen(somebody: Visitor, side: str, what: str) -> None:
    """Choose a country and theme by its first letters."""
    somebody.page.locator(f".st-key-{side} input").first.focus()
    somebody.page.keyboard.type(what)
    somebody.page.wait_for_timeout(300)
    somebody.page.keyboard.press("Enter")
    somebody.wait()


def typed(somebody: Visitor, key: str, text: str) -> None:
    somebody.page.locator(f"[class*=st-key-{key}] input").first.focus()
    somebody.page.keyboard.type(text)
    somebody.page.keyboard.press("Enter")
    somebody.wait()


@pytest.mark.parametrize("width", [1366, 390])
def test_a_shift_is_typed_saved_and_carried_out(chromium, own_server, width):
    somebody = visitor(chromium, own_server, locale="en-GB", width=width)
    somebody.open("/shifts?lang=en&as=AM&budget=AM_NON_ODA")
    assert "can still go elsewhere" in somebody.title
    chosen(somebody, "taken", "Almara, Smug")
    typed(somebody, "taken_amount_0", "0.2 mln")
    assert "make them the same" in somebody.text
    chosen(somebody, "given", "Belmora, Ret")
    assert somebody.title == "€200,000.00 would go elsewhere within A&M · non-ODA"
    assert "move=XAA.SMO" in somebody.page.url
    typed(somebody, "propose_name", "Programme manager")
    typed(somebody, "propose_reason", "Return goes well there")
    somebody.page.click('button:has-text("Save as a proposal")')
    somebody.page.wait_for_selector('h1:has-text("proposed")')
    somebody.wait()
    typed(somebody, "decide_carry_out_reason", "Agreed")
    somebody.page.click("[class*=st-key-decide_carry_out_button] button")
    somebody.page.wait_for_selector('h1:has-text("carried out")')
    somebody.wait()
    assert "2,086" in somebody.text  # thousand euros for return in Belmora, which had 1,886
    assert somebody.page.evaluate("document.documentElement.scrollWidth") <= width
    assert somebody.complaints == somebody.elsewhere() == []
