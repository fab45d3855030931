"""The page of the rules: in words, and what another rule would turn."""

from __future__ import annotations

import pytest

from monitoring.language import Words
from monitoring.results.rejudged import under
from monitoring.results.status import Bands
from tests.pages.conftest import markup, title, words
from theory_of_change.read import DEFINITIONS


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_rules_stand_in_words_with_their_versions(example_folder, visit, language):
    app = visit(example_folder, "rules", lang=language)
    assert not app.exception
    assert title(app) == {"nl": "Hoe cijfers worden beoordeeld", "en": "How figures are judged"}[language]
    assert {"nl": "minstens 90% bereikt", "en": "at least 90% is reached"}[language] in words(app)
    assert {"nl": "illustratief tot beide ministeries", "en": "illustrative until both ministries"}[language] in words(
        app
    )


@pytest.mark.parametrize("language", ["nl", "en"])
def test_other_bands_show_what_would_turn(example_folder, example_ledger, visit, language):
    expected = under(example_ledger, Bands(0.95, 0.80))
    app = visit(example_folder, "rules", lang=language, on_track="95", attention="80")
    assert not app.exception
    assert title(app) == Words(language)(expected.sentence).replace("\u00a0", " ")
    [table] = [frame.value for frame in app.dataframe]
    assert len(table) == len(expected.rows) > 0
    for row in expected.changes.itertuples():
        assert f"<b>{row.number}</b>" in markup(app)


def test_a_number_typed_goes_into_the_address(example_folder, visit):
    app = visit(example_folder, "rules", lang="en")
    app.number_input(key="band_on_track").set_value(80).run()
    assert app.query_params["on_track"] == "80"
    assert "would be judged otherwise" in title(app)


def test_bands_that_cannot_be_are_told(example_folder, visit):
    app = visit(example_folder, "rules", lang="en", on_track="60", attention="70")
    assert "“On track” cannot begin at 60%" in words(app) and not app.dataframe


def test_a_text_of_a_theory_is_held_against_the_figures(example_folder, visit):
    text = (DEFINITIONS / "return_and_readmission.yaml").read_text(encoding="utf-8")
    app = visit(example_folder, "rules", lang="en", proposal="text")
    stricter = text.replace('red: {op: ">=", value: 2}', 'red: {op: ">=", value: 1}')
    app.file_uploader(key="theory_text").upload("ter.yaml", stricter.encode(), "text/yaml").run()
    assert not app.exception
    assert "would be judged otherwise" in title(app) and {*app.dataframe[0].value["Code"]} == {"TER-H1"}
    app.file_uploader(key="theory_text").upload(
        "ter.yaml", text.replace("step: TER-I1", "step: TER-I9").encode(), "text/yaml"
    ).run()
    assert "ter.yaml, line 211" in words(app)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_empty_ledger_says_that_nothing_can_turn(blank_folder, visit, language):
    app = visit(blank_folder, "rules", lang=language, on_track="95")
    assert not app.exception
    assert (
        title(app)
        == {
            "nl": "Er is nog geen cijfer met een oordeel, dus er kan niets omslaan.",
            "en": "There is no figure with a verdict yet, so nothing can turn.",
        }[language]
    )
