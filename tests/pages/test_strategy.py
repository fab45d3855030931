"""The page of strategy tests: what is on the agenda, recording an outcome, and the text of the next version."""

from __future__ import annotations

import pytest

from monitoring.results import strategy
from monitoring.start import start
from tests.conftest import copy
from tests.pages.conftest import markup, title, words
from tests.pages.test_decisions import control, press, signed


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_agenda_is_made_from_the_data(example_folder, visit, language):
    app = visit(example_folder, "strategy", lang=language, theory="TER")
    assert not app.exception
    shown = words(app)
    assert {"nl": "zaken sinds de vorige keer", "en": "matters since the last time"}[language] in title(app)
    assert "TER-V02" in shown
    assert "Toets deze aanname elk halfjaar" in shown
    app = visit(example_folder, "strategy", lang=language, theory="SMO")
    assert {"nl": "nog nooit getoetst", "en": "never tested yet"}[language] in words(app)


def test_an_outcome_is_recorded_and_personal_data_are_not(example_folder, visit, tmp_path):
    folder = copy(example_folder, tmp_path / "ledger")
    before = len(strategy.held(start(folder).ledger))
    app = visit(folder, "strategy", **{"lang": "en", "theory": "SMO", "as": "AM"})
    control(app, "text_area", "change_").set_value("Ask j.jansen@example.org").run()
    app = press(signed(app, "strategy", "Nothing came of it"), "Record the outcome")
    assert "looks like personal data" in words(app)
    assert len(strategy.held(start(folder).ledger)) == before
    control(app, "text_area", "change_").set_value("Drop the campaign.").run()
    app = press(signed(app, "strategy", "Nothing came of it"), "Record the outcome")
    assert "Drop the campaign." in words(app)
    assert strategy.held(start(folder).ledger, "SMO")[0].recorded_for == "AM"
    assert any(one.label == "The text of version 2" for one in app.get("download_button"))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_ledger_without_figures_says_what_to_do(blank_folder, visit, language):
    app = visit(blank_folder, "strategy", lang=language)
    assert not app.exception
    assert "/deliver" in markup(app)
