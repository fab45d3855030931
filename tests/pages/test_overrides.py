"""Overruling a status on the page of its indicator, and withdrawing that."""

from __future__ import annotations

import pytest

from monitoring.results.overrides import State, overrides
from monitoring.results.status import Status
from monitoring.start import start
from tests.conftest import copy
from tests.drawn import given
from tests.pages.conftest import title, words
from tests.pages.test_decisions import press, signed

WHERE = {"theory": "TER", "country": "XAB", "indicator": "TER-03"}
WHY = "The count misses two posts; see the report"


@pytest.mark.parametrize(
    ("language", "overrule", "withdraw", "said", "beside"),
    [
        (
            "nl",
            "Wijk af",
            "Intrekken",
            f"Met de hand afgeweken door BZ tot en met 28 april 2027: {WHY}. Volgens de regel: achter.",
            "met de hand; de regel: achter",
        ),
        (
            "en",
            "Overrule",
            "Withdraw",
            f"Overruled by BZ until 28 April 2027: {WHY}. By the rule: behind.",
            "by hand; the rule: behind",
        ),
    ],
    ids=["nl", "en"],
)
def test_a_status_is_overruled_and_the_rule_stays_beside_it(
    example_folder, visit, tmp_path, language, overrule, withdraw, said, beside
):
    folder = copy(example_folder, tmp_path / "ledger")
    app = visit(folder, "indicators", lang=language, **WHERE)
    assert said not in words(app)
    app.selectbox(key="override_status").set_value(Status.ATTENTION).run()
    app = press(signed(app, "override", WHY), overrule)
    assert said in words(app) and beside in words(app)
    assert {"nl": "“aandacht”, met de hand gezet", "en": "“needs attention”, overruled by hand"}[language] in title(app)
    counted = {"nl": "1 status is met de hand gezet", "en": "1 status was overruled by hand"}[language]
    assert counted in words(visit(folder, "glance", lang=language))
    assert WHY in words(visit(folder, "rules", lang=language))
    for page, more in (("indicators", {"indicator": None}), ("theories", {"step": "TER-O1", "indicator": None})):
        params = {name: value for name, value in {**WHERE, **more}.items() if value}
        assert beside in words(visit(folder, page, lang=language, **params)), page
    app = visit(folder, "indicators", lang=language, **WHERE)
    app = press(signed(app, "withdraw_override", "The corrected figures were delivered."), withdraw)
    assert said not in words(app) and beside not in words(app)
    assert counted not in words(visit(folder, "glance", lang=language))
    assert WHY not in words(visit(folder, "rules", lang=language))
    ledger = start(folder).ledger
    assert [one.state(ledger.today) for one in overrides(ledger)] == [State.WITHDRAWN]


def test_who_may_not_and_what_is_too_short_is_told(example_folder, visit, tmp_path):
    folder = copy(example_folder, tmp_path / "ledger")
    app = visit(folder, "indicators", **{"lang": "en", "as": "COA", **WHERE})
    app = press(signed(app, "override", "Because"), "Overrule")
    assert "A status is overruled by the core team" in words(app) and "in at least 20 characters" in words(app)
    assert overrides(start(folder).ledger) == []


def test_what_expires_soon_and_what_expired_stands_on_the_page(example_folder, visit, tmp_path):
    folder = copy(example_folder, tmp_path / "ledger")
    ledger = start(folder).ledger
    row = "number | indicator | country | since | status | reason | given_by | given_for | given_on | expires_on"
    values = "TER-03 | XAB | 2026-Q1 | attention | It was so | Adviser | BZ | 2026-01-05 |"
    given(ledger, status_override=f"{row}\n1 | {values} 2026-06-30\n2 | {values} 2026-11-10")
    ledger.close()
    said = words(visit(folder, "indicators", lang="en", **WHERE))
    assert "expires soon" in said and "expired" in said


def test_a_past_state_and_context_offer_no_form(example_folder, example_ledger, visit):
    app = visit(example_folder, "indicators", lang="en", stand=str(example_ledger.number - 1), **WHERE)
    assert not app.exception and "Overrule" not in [one.label for one in app.button]
    app = visit(example_folder, "indicators", lang="en", **{**WHERE, "indicator": "TER-06"})
    assert not app.exception and "Overrule" not in [one.label for one in app.button]
