"""The four stories of the example are found by their signals; a decision on one is taken, carried out and looked back on."""

from __future__ import annotations

import re

import pytest

from tests.browser.conftest import Visitor, visitor
from tests.browser.test_shifting import typed

pytestmark = pytest.mark.browser

LOCALES = {"nl": "nl-NL", "en": "en-GB"}
STORIES = {
    "nl": {
        "XAB": ("Deze waarborg staat op rood.", "De oorzaak alleen lijkt dus niet genoeg."),
        "XAG": ("van het jaarbudget is uitgegeven, en 3 van 7 indicatoren liggen op koers.",),
    },
    "en": {
        "XAB": ("This safeguard is on red.", "So the cause alone does not seem to be enough."),
        "XAG": ("of the year's budget is spent, and 3 of 7 indicators are on track.",),
    },
}
WORDS = {
    "nl": {
        "urgent": "Niets is dringend",
        "take": "Neem een besluit",
        "record": "Leg het besluit vast",
        "in hand": "in uitvoering",
        "done": "uitgevoerd",
        "carried out": "Het is uitgevoerd",
        "look back": "Leg de terugblik vast",
        "looked back": "teruggekeken",
    },
    "en": {
        "urgent": "Nothing is urgent",
        "take": "Take a decision",
        "record": "Record the decision",
        "in hand": "in hand",
        "done": "carried out",
        "carried out": "It was carried out",
        "look back": "Record the look-back",
        "looked back": "looked back on",
    },
}


def press(somebody: Visitor, word: str, then: str) -> None:
    """Press the button with a word, and wait until the title says how it stands then."""
    somebody.page.get_by_test_id("stMain").get_by_role("button", name=word, exact=True).last.click()
    somebody.page.wait_for_selector(f'h1:has-text("{then}")')
    somebody.wait()


@pytest.mark.parametrize("language", LOCALES)
def test_a_story_is_found_decided_on_and_looked_back_on(chromium, own_server, language):
    words = WORDS[language]
    somebody = visitor(chromium, own_server, locale=LOCALES[language])
    somebody.open("/signals?country=XAC&theme=SMO")
    assert somebody.title == words["urgent"]  # the programme on course
    for country, sentences in STORIES[language].items():
        somebody.open(f"/signals?country={country}")
        for sentence in sentences:
            assert sentence in somebody.text

    somebody.open("/signals?country=XAB&kind=theory_in_question&as=BZ")
    somebody.page.get_by_role("link", name=words["take"], exact=True).first.click()
    somebody.page.wait_for_selector(f'button:has-text("{words["record"]}")')
    somebody.wait()
    typed(somebody, "record_decision_name", "Programme manager")
    typed(somebody, "record_decision_reason", "The papers come, and cooperation does not grow with them")
    press(somebody, words["record"], words["in hand"])
    number = re.search(r"decision=(\d+)", somebody.page.url)[1]
    typed(somebody, "carried_out_decision_reason", "Talks at a higher level")
    press(somebody, words["carried out"], words["done"])
    typed(somebody, "learnt_", "Quick papers alone are not enough")
    typed(somebody, "look_back_decision_reason", "The share rose a little")
    press(somebody, words["look back"], words["looked back"])
    assert "Quick papers alone are not enough" in somebody.text

    somebody.open("/decisions?country=XAB")
    assert f"{number} ·" in somebody.text
    assert somebody.complaints == somebody.elsewhere() == []
