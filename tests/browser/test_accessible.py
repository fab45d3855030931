"""WCAG 2.2 AA: what axe-core can tell, the language of each document, and everything with the keyboard alone.

Every page in both languages and sizes, and on an empty ledger, is examined where it is visited
anyway: in `test_pages_in_a_browser`.
"""

from __future__ import annotations

import pytest

from tests.browser.axe import faults
from tests.browser.conftest import Visitor, visitor

pytestmark = pytest.mark.browser

PAST = "stand=45"
FOCUS = """() => {
    const e = document.activeElement, box = e.getBoundingClientRect(), style = getComputedStyle(e)
    return {
        number: e.dataset.number, tag: e.tagName, text: (e.innerText || e.ariaLabel || "").trim().slice(0, 60),
        ring: style.outlineStyle === "solid" && parseFloat(style.outlineWidth) >= 2 && style.boxShadow !== "none",
        seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth && box.width > 0,
    }
}"""
# What a hand can reach: not the arrow in a select box, which opens with the arrow keys, and of a row of choices one.
REACHABLE = """() => {
    const all = document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")
    const one = e => e.role !== "radio" || e === e.parentElement.querySelector("[role=radio]")
    const open = e => e.tabIndex >= 0 && !e.disabled && e.checkVisibility({visibilityProperty: true})
    return [...all].filter(e => open(e) && one(e)).map((e, number) => {
        e.dataset.number = number
        return (e.innerText || e.ariaLabel || e.tagName).trim().slice(0, 60)
    })
}"""
SMALL = """() => {
    const boxes = [...document.querySelectorAll(".graph a")].filter(e => e.checkVisibility()).map(e => e.getBoundingClientRect())
    const small = box => box.width < 24 || box.height < 24
    const middle = box => [(box.left + box.right) / 2, (box.top + box.bottom) / 2]
    const away = ([x, y], box) => Math.hypot(x - Math.min(Math.max(x, box.left), box.right), y - Math.min(Math.max(y, box.top), box.bottom))
    const apart = (a, b) => small(b) ? Math.hypot(middle(a)[0] - middle(b)[0], middle(a)[1] - middle(b)[1]) >= 24 : away(middle(a), b) >= 12
    return boxes.filter(a => small(a) && boxes.some(b => b !== a && !apart(a, b))).map(a => [a.left, a.top])
}"""


def tabbed(somebody: Visitor) -> list[dict]:
    """What the Tab key reaches, from the top of the page until it leaves it."""
    reached: list[dict] = []
    for _ in range(600):
        somebody.page.keyboard.press("Tab")
        reached.append(somebody.page.evaluate(FOCUS))
        if reached[-1]["tag"] == "BODY":
            return reached[:-1]
    raise AssertionError(f"the Tab key never leaves the page: {reached[-3:]}")


def test_a_fault_is_found(chromium, example_server):
    somebody = visitor(chromium, example_server)
    somebody.open("/gates")
    assert faults(somebody.page) == []
    somebody.page.evaluate(
        "document.querySelector('.lede').innerHTML = "
        "'<img src=x> <b style=\"background: var(--hatch); color: #B06060\">too pale on a hatch</b>'"
    )
    assert {fault.partition(" ")[0] for fault in faults(somebody.page)} == {"image-alt", "color-contrast"}


@pytest.mark.parametrize(
    ("locale", "paths"),
    [
        ("nl-NL", ["/?", "/theories?theory=TER&country=XAB&", "/safeguards?"]),
        ("en-GB", ["/signals?", "/spending?", "/deliver?"]),
    ],
)
def test_pages_on_a_past_state_with_everything_unfolded(chromium, example_server, locale, paths):
    somebody = visitor(chromium, example_server, locale=locale)
    for path in paths:
        somebody.open(path + PAST)
        assert somebody.page.locator(".notice.past").count() == 1, path
        somebody.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert faults(somebody.page) == [], path


def test_what_opens_over_a_page(chromium, example_server):
    somebody = visitor(chromium, example_server)
    page = somebody.page
    somebody.open("/strategy")
    page.locator('[data-testid="stDateInput"] button').first.click()
    page.wait_for_selector('[role="grid"]')
    assert faults(page) == []
    somebody.open("/spending")
    page.click('[data-testid="stSelectbox"]:has-text("Land")')
    page.wait_for_selector('[role="option"]')
    assert faults(page) == []
    page.keyboard.press("Escape")
    page.click(".st-key-who button")
    page.wait_for_selector('[data-testid="stPopoverBody"]')
    assert faults(page) == []
    somebody.open("/safeguards?incident=1")  # there is none: said in a corner
    page.wait_for_selector('[data-testid="stToast"]')
    assert faults(page) == []
    phone = visitor(chromium, example_server, width=390, height=844)
    phone.open("/")
    phone.page.click(".st-key-menu button")
    phone.page.wait_for_selector('[data-testid="stPopoverBody"]')
    assert faults(phone.page) == []


def test_the_document_says_the_language_that_was_chosen(chromium, example_server):
    """After the link to another language, from page to page, back again, and when it is opened anew."""
    somebody = visitor(chromium, example_server, locale="nl-NL")
    page = somebody.page
    said = lambda: (page.get_attribute("html", "lang"), page.inner_text(".st-key-to_spending"))  # noqa: E731
    somebody.open("/signals")
    assert said() == ("nl", "Geld")
    page.click(".tongue a:visible")
    page.wait_for_url("**lang=en**")
    somebody.wait()
    assert said() == ("en", "Money")
    page.click(".st-key-to_countries a")
    page.wait_for_url("**/countries**")
    somebody.wait()
    assert said() == ("en", "Money")
    page.go_back()
    page.go_back()
    somebody.wait()
    assert said() == ("nl", "Geld")
    somebody.open("/signals?lang=en")
    page.reload()
    somebody.wait()
    assert said() == ("en", "Money")
    assert somebody.complaints == []  # the script in the document ran after each


@pytest.mark.parametrize(
    "path",
    ["/", "/signals", "/spending", "/theories?theory=TER&country=XAB", "/deliver", "/decisions"],
    ids=lambda path: path.strip("/").partition("?")[0] or "glance",
)
def test_the_tab_key_reaches_everything_in_order_and_shows_where_it_is(chromium, example_server, path):
    somebody = visitor(chromium, example_server)
    somebody.open(path)
    there = somebody.page.evaluate(REACHABLE)
    reached = tabbed(somebody)
    numbers = [int(one["number"]) for one in reached if one["number"] is not None]
    assert [there[number] for number in range(len(there)) if number not in numbers] == []
    assert numbers == sorted(numbers)
    assert [one["text"] for one in reached if not one["ring"]] == []
    assert [one["text"] for one in reached if not one["seen"]] == []
    if "theories" in path:
        lefts = somebody.page.evaluate("[...document.querySelectorAll('.graph .n')].map(e => e.offsetLeft)")
        assert lefts == sorted(lefts)  # as one reads the picture
        assert somebody.page.evaluate(SMALL) == []  # axe cannot tell where what overlaps is cut off


@pytest.mark.parametrize(("locale", "words"), [("nl-NL", "Naar de inhoud"), ("en-GB", "Skip to the content")])
def test_the_first_link_skips_the_menu(chromium, example_server, locale, words):
    somebody = visitor(chromium, example_server, locale=locale)
    page = somebody.page
    somebody.open("/spending")
    assert page.locator("a[href*='#']:visible").count() == 1
    page.evaluate("window.still = true")
    page.keyboard.press("Tab")  # what scrolls: the arrow keys move it
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUS) == {"number": None, "tag": "A", "text": words, "ring": True, "seen": True}
    page.keyboard.press("Enter")
    somebody.wait()
    assert page.evaluate("document.activeElement.tagName") == "H1"
    assert page.evaluate("window.still")  # nothing was loaded anew
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.st-key-bar, .st-key-below')") is None


@pytest.mark.parametrize(("width", "trigger"), [(1366, ".st-key-who button"), (390, ".st-key-menu button")])
def test_a_popover_opens_closes_and_lets_go_with_the_keyboard(chromium, example_server, width, trigger):
    somebody = visitor(chromium, example_server, width=width, height=844)
    page = somebody.page
    somebody.open("/decisions")
    inside = "document.activeElement.closest('[data-testid=stPopoverBody]') !== null"
    page.focus(trigger)
    page.keyboard.press("Enter")
    page.wait_for_selector('[data-testid="stPopoverBody"]')
    page.keyboard.press("Tab")
    assert page.evaluate(inside)  # at once, not after the whole page
    page.keyboard.press("Escape")
    page.wait_for_selector('[data-testid="stPopoverBody"]', state="detached")
    assert page.evaluate(f"document.activeElement === document.querySelector('{trigger}')")
    page.keyboard.press("Enter")
    page.wait_for_selector('[data-testid="stPopoverBody"]')
    for _ in range(40):
        page.keyboard.press("Tab")
        if not page.evaluate(inside):
            break
    assert not page.evaluate(inside)


def test_choices_open_close_and_change_with_the_keyboard(chromium, example_server):
    somebody = visitor(chromium, example_server)
    page = somebody.page
    somebody.open("/spending")
    box = page.locator('[data-testid="stSelectbox"]:has-text("Land") input').first
    box.focus()
    page.keyboard.press("ArrowDown")
    page.wait_for_selector('[role="option"]')
    page.keyboard.press("Escape")
    page.wait_for_selector('[role="option"]', state="detached")
    page.keyboard.press("ArrowDown")
    page.wait_for_selector('[role="option"]')
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**country=**")
    somebody.wait()
    page.focus('[data-testid="stButtonGroup"] [role="radio"]')
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_url("**kind=**")
    somebody.open("/safeguards")
    fold = page.locator('[data-testid="stExpander"] summary').first
    fold.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector('[data-testid="stExpander"] details[open]')
