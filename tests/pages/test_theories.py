"""The theory page without figures, and where there is no room for its picture."""

from __future__ import annotations

import re
from html import unescape

from monitoring.results import indicator
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
    assert 'class="note with-graph"' in html


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
