"""The theory page without figures, and where there is no room for its picture."""

from __future__ import annotations

import re
from html import unescape

import pytest

from monitoring.results import assumptions, indicator
from monitoring.start import start
from tests.conftest import copy
from tests.pages.conftest import markup, words


def test_without_figures_it_says_no_data_and_what_to_do_next(blank_folder, visit):
    app = visit(blank_folder, "theories", lang="en")
    boxes = re.findall(r'<span class="s"[^>]*>.*?</i>(.*?)<em>', markup(app))
    assert boxes.count("no data") > boxes.count("no indicator")
    assert re.search(r'class="empty".*href="/deliver', markup(app), re.DOTALL)


def test_with_figures_there_is_no_next_step(example_folder, visit):
    assert 'class="empty"' not in markup(visit(example_folder, "theories", lang="en"))


def test_where_the_picture_does_not_fit_each_step_is_listed_with_its_verdict(example_folder, visit):
    html = markup(visit(example_folder, "theories", lang="en", theory="TER", country="XAB"))
    [steps, links] = [part.split("</div>")[0] for part in html.split('<div class="list">')[1:]]
    assert "capped: red" in steps
    assert steps.count("<a ") == html.count('<a class="n')
    assert "theory in question" in links
    assert html.count('class="leg2 under"') == 2  # states of assumptions, and strengths of evidence


def test_a_part_is_called_in_words(example_folder, visit):
    said = words(visit(example_folder, "indicators", lang="nl", indicator="IRR-02"))
    assert "route: oostelijk" in said
    assert "route=" not in said


def test_an_event_is_yes_or_no_in_a_country_and_a_number_over_all(example_folder, visit):
    said = words(visit(example_folder, "indicators", lang="nl", indicator="SMO-06", country="XAG"))
    assert "Bereikt: nee" in said
    assert "Waar komt dit vandaan?" in said
    assert "Bereikt:" not in words(visit(example_folder, "indicators", lang="nl", indicator="SMO-06"))


def test_a_median_leads_from_a_step_to_its_weakest_country(example_folder, example_ledger, visit):
    weakest = indicator.weakest(example_ledger, "TER", "2026-Q3").set_index("indicator")["country"]["TER-04"]
    page = visit(example_folder, "theories", lang="en", theory="TER", quarter="2026-Q3", step="TER-P2", link="")
    [address] = set(re.findall(r'href="([^"]*indicator=TER-04[^"]*)"', unescape(markup(page))))
    assert f"country={weakest}" in address


# Assumptions, evidence and the way through time


@pytest.fixture
def folder(example_folder, tmp_path):
    return copy(example_folder, tmp_path / "ledger")


def control(app, kind: str, key: str):
    return next(one for one in getattr(app, kind) if one.key and one.key.startswith(key))


def press(app, label: str):
    [button] = [one for one in app.button if one.label == label]
    app = button.click().run()
    assert not app.exception, app.exception
    return app


def test_each_assumption_on_a_link_says_how_it_stands_and_opens(example_folder, visit):
    html = unescape(markup(visit(example_folder, "theories", lang="en", theory="TER", country="XAB")))
    marks = re.findall(r'<a class="av [^"]*" href="([^"]+)"[^>]* title="([^"]+)"', html)
    assert any("assumption=TER-V02" in href and "in doubt, 3 September 2026" in title for href, title in marks)
    assert any("TER-V05" in title and "not tested yet" in title for _, title in marks)
    assert "evidence: contested" in html


@pytest.mark.parametrize(
    ("lang", "doubt", "reviews"), [("en", "in doubt", "Can be tested with"), ("nl", "in twijfel", "Te toetsen met")]
)
def test_an_opened_assumption_shows_its_tests_and_what_to_do(example_folder, visit, lang, doubt, reviews):
    said = words(visit(example_folder, "theories", lang=lang, country="XAB", assumption="TER-V02"))
    assert doubt in said
    assert reviews in said
    assert "Trendanalyse antwoorden 2026" in said
    assert "Verslag gezamenlijk comité november 2025" in said


def test_a_link_says_how_many_sources_speak_for_and_against_it_and_what_changed(example_folder, visit):
    said = words(visit(example_folder, "theories", lang="en", country="XAB", link="TER-L07"))
    assert "contested: 1 source speaks for it, 3 against" in said
    assert "(was moderate when the theory was written)" in said
    assert "substantiated by DTENV, accountmanager" in said


def test_a_safeguard_shows_what_nobody_substantiated_yet(example_folder, visit):
    said = words(visit(example_folder, "theories", lang="en", country="XAB", safeguard="TER-H1"))
    assert "not substantiated yet, so it does not count as evidence" in said


def test_an_earlier_quarter_knows_earlier_tests(example_folder, visit):
    app = visit(
        example_folder, "theories", lang="en", theory="TER", country="XAB", quarter="2026-Q1", assumption="TER-V02"
    )
    assert "It held on 20 November 2025." in words(app)
    assert app.select_slider[0].value == "2026-Q1"


def test_moving_through_time_is_in_the_address(example_folder, visit):
    app = visit(example_folder, "theories", lang="en", theory="TER")
    app = app.select_slider[0].set_value("2025-Q4").run()
    assert not app.exception
    assert app.query_params["quarter"] in ("2025-Q4", ["2025-Q4"])
    assert "4th quarter 2025" in words(app)
    app = app.select_slider[0].set_value("2026-Q3").run()
    assert "quarter" not in app.query_params


def test_a_test_is_recorded_shown_with_its_receipt_and_taken_back(folder, visit):
    app = visit(folder, "theories", **{"lang": "en", "as": "AM", "country": "XAB", "assumption": "TER-V05"})
    control(app, "text_area", "told_test_TER").set_value("People told us that shops in two towns are open again.").run()
    [sources] = [one for one in app.text_input if one.key.startswith("told_test_TER") and one.key.endswith("_sources")]
    sources.set_value("Visit in September").run()
    control(app, "text_input", "told_test_name").set_value("Country coordinator").run()
    control(app, "text_input", "told_test_reason").set_value("Asked by a signal").run()
    app = press(app, "Record")
    assert "It is not said what you found." in words(app)
    assert control(app, "text_area", "told_test_TER").value.startswith("People told us")  # nothing is lost
    verdict = next(one for one in app.button_group if one.key and one.key.endswith("_verdict"))
    app = verdict.set_value("holds").run()
    app = press(app, "Record")
    said = words(app)
    assert "Recorded in stand" in said
    assert "by Country coordinator for Ministry of Asylum and Migration" in said
    assert "Visit in September" in said
    control(app, "text_input", "told_back_reason").set_value("Wrong country").run()
    app = press(app, "Take back")
    assert "Visit in September" not in words(app)
    ledger = start(folder).ledger
    assert assumptions.known(ledger, "TER", "2026-Q3", "XAB").standings["TER-V05"].state.value == "untested"


def test_personal_data_in_a_test_are_refused_beside_the_field(folder, visit):
    app = visit(folder, "theories", **{"lang": "nl", "as": "AM", "country": "XAB", "assumption": "TER-V05"})
    control(app, "text_area", "told_test_TER").set_value("Verteld door a.jansen@example.org bij het bezoek.").run()
    [sources] = [one for one in app.text_input if one.key.startswith("told_test_TER") and one.key.endswith("_sources")]
    sources.set_value("Bezoek in september").run()
    next(one for one in app.button_group if one.key and one.key.endswith("_verdict")).set_value("holds").run()
    control(app, "text_input", "told_test_name").set_value("Coördinator").run()
    control(app, "text_input", "told_test_reason").set_value("Toets").run()
    app = press(app, "Vastleggen")
    assert "persoonsgegevens" in words(app)
    assert "told" not in app.query_params


@pytest.mark.parametrize("kind", ["statement", "learnt"])
def test_an_empty_form_says_all_that_is_missing(folder, visit, kind):
    app = visit(folder, "theories", **{"lang": "en", "as": "BZ", "theory": "TER"})
    kinds = next(one for one in app.button_group if one.key == "told_kind")
    app = kinds.set_value(kind).run()
    control(app, "text_input", f"told_{kind}_name").set_value("Adviser").run()
    control(app, "text_input", f"told_{kind}_reason").set_value("Heard of it").run()
    app = press(app, "Record")
    said = words(app)
    assert "It has no source." in said
    assert ("It is not said who changed." in said) == (kind == "statement")
    assert "Nothing was recorded yet" in said


def test_a_past_state_takes_nothing_in(example_folder, visit):
    app = visit(example_folder, "theories", lang="en", theory="TER", stand="60")
    assert "You look at a past state" in words(app)
    assert not [one for one in app.button if one.label == "Record"]


def test_without_figures_assumptions_are_not_tested_yet(blank_folder, visit):
    app = visit(blank_folder, "theories", lang="en", assumption="TER-V02")
    assert not app.exception
    assert "Nobody has looked yet whether this is so." in words(app)
