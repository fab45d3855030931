"""The page of signals: what cannot wait comes first, choices narrow it, and everything leads on to what it stands on."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from monitoring.results.signals import KINDS_CALLED
from monitoring.ui.frame import PAGES as KNOWN
from tests.pages.conftest import markup, title, words


def hrefs(html: str) -> list[str]:
    return [unescape(href) for href in re.findall(r'href="([^"]+)"', html)]


def test_the_title_names_where_something_cannot_wait(example_folder, visit):
    assert (
        title(visit(example_folder, "signals", lang="en"))
        == "12 matters cannot wait: Belmora, all countries, Fenara and 3 more"
    )
    assert (
        title(visit(example_folder, "signals", lang="nl"))
        == "12 zaken kunnen niet wachten: Belmora, alle landen, Fenara en nog 3"
    )
    assert title(visit(example_folder, "signals", lang="en", country="XAC")) == "Nothing is urgent"


def test_a_country_theme_and_kind_narrow_it_and_stay_in_the_address(example_folder, visit):
    app = visit(example_folder, "signals", lang="en", country="XAG")
    shown = words(app)
    assert "Registration with Galdea" in shown
    assert "Reports of harm after return" not in shown
    app.selectbox(key="choose_kind").set_value("spending_without_result").run()
    assert app.query_params["kind"] == "spending_without_result"
    assert "Registration with Galdea" not in words(app)
    assert "63% of the year's budget is spent, and 3 of 7 indicators are on track." in words(app)


def test_red_is_hatched_and_first_and_has_its_word(example_folder, visit):
    html = markup(visit(example_folder, "signals", lang="en"))
    [first, *others] = re.findall(r'<article class="signal([^"]*)">(.*?)</article>', html, re.DOTALL)
    assert first[0].strip() == "hatch"
    assert "safeguard red" in re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", first[1]))
    [severe] = [text for classes, text in others if "hatch" in classes]  # what caps as red does
    assert "Violence or death" in severe


def test_every_link_leads_to_a_page_with_choices_that_it_knows(example_folder, visit):
    html = markup(visit(example_folder, "signals", lang="en"))
    addresses = {href for href in hrefs(html) if href.startswith("/")}
    assert len(addresses) > 60
    assert {urlsplit(href).path.lstrip("/") for href in addresses} <= KNOWN.keys()
    by_page = {urlsplit(href).path.lstrip("/"): href for href in sorted(addresses)}
    assert by_page.keys() >= {"indicators", "theories", "agreements", "spending", "countries", "explain", "projects"}
    for page, href in by_page.items():
        asked = {name: values[0] for name, values in parse_qs(urlsplit(href).query).items()}
        app = visit(example_folder, page, **asked)
        assert not app.exception
        assert not [toast for toast in app.toast if "no choice" in toast.value]
        assert {name: app.query_params[name] for name in asked if name in app.query_params} == asked


def test_the_front_page_names_the_gravest_and_leads_to_all(example_folder, visit):
    front = visit(example_folder, lang="en")
    shown = words(front)
    assert "Belmora: suspend until “Reports of harm after return” is in order?" in shown
    assert "Belmora: who acts on this harm, and by when?" in shown
    assert "Belmora: change the approach?" in shown  # the gravest of each kind
    assert "Because: Reports of harm after return: This safeguard is on red." in shown  # the signal behind it
    assert "all matters: 43" in shown
    assert any(href.startswith("/signals") for href in hrefs(markup(front)))


def test_while_a_quarter_runs_it_says_that_it_is_too_early_and_red_stays(example_folder, visit):
    shown = words(visit(example_folder, "signals", lang="en", quarter="2026-Q4"))
    assert "The 4th quarter 2026 is still running: too early to judge." in shown
    assert "Reports of harm after return" in shown
    assert "that is “behind”" not in shown


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_ledger_without_figures_says_what_to_do(blank_folder, visit, language):
    app = visit(blank_folder, "signals", lang=language)
    assert not app.exception
    assert "/deliver" in markup(app)


def test_every_kind_has_a_name_of_its_own():
    assert len({called.key for called in KINDS_CALLED.values()}) == len(KINDS_CALLED)
