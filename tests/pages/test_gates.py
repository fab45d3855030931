"""The page of stage gates: a strip per country, and passing the next gate."""

from __future__ import annotations

import pytest

from monitoring.results.gates import Gate, courses
from monitoring.start import start
from tests.conftest import copy
from tests.pages.conftest import title, words
from tests.pages.test_decisions import press, signed


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_form_stands_with_its_gates(example_folder, visit, language):
    app = visit(example_folder, "gates", lang=language)
    assert not app.exception
    assert (
        title(app)
        == {
            "nl": "2 innovatieve vormen, en nog geen proef",
            "en": "2 innovative forms, and no pilot yet",
        }[language]
    )
    assert {"nl": "2 van 6 poorten", "en": "2 of 6 gates"}[language] in words(app)


def test_the_next_gate_is_passed_on_evidence(example_folder, visit, tmp_path):
    folder = copy(example_folder, tmp_path / "ledger")
    app = visit(folder, "gates", **{"lang": "en", "as": "AM"})
    app = press(signed(app, "gate", "Treaty of 3 March 2026"), "Pass the gate")
    assert "Treaty of 3 March 2026" in words(app)
    ledger = start(folder).ledger
    assert next(one for one in courses(ledger, ledger.today) if one.country == "XAF").gates[Gate.AGREEMENT]
    other = visit(folder, "gates", **{"lang": "en", "as": "COA"})
    other = press(signed(other, "gate", "Something"), "Pass the gate")
    assert "Gates are recorded by the core team." in words(other)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_empty_ledger_says_what_will_stand_there(blank_folder, visit, language):
    app = visit(blank_folder, "gates", lang=language)
    assert not app.exception
