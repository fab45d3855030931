"""Every page, in both languages: with the example, on an empty ledger, and when something is wrong."""

from __future__ import annotations

import re

import pytest

from monitoring.charts.look import MARKS
from monitoring.language import Words
from monitoring.ledger import Ledger
from monitoring.money import execution, spending
from monitoring.person import Person
from monitoring.results import quarter as quarters
from monitoring.results.status import JUDGED
from tests.pages.conftest import PAGES, markup, title, words

FICTIONAL = {"nl": "verzonnen", "en": "invented"}


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_with_the_example_has_a_finding_and_says_that_it_is_invented(example_folder, visit, page, language):
    app = visit(example_folder, page, lang=language)
    assert not app.exception
    assert len(title(app)) > 15
    assert FICTIONAL[language] in words(app)
    assert 'class="fictional"' in markup(app)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_an_empty_ledger_says_what_to_do(blank_folder, visit, page, language):
    app = visit(blank_folder, page, lang=language)
    assert not app.exception
    assert title(app)
    assert 'class="fictional"' not in markup(app)
    if page in ("glance", "spending", "countries", "agreements", "indicators"):
        assert re.search(r'class="empty".*href="/deliver', markup(app), re.DOTALL)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_a_ledger_that_cannot_be_opened_is_told_without_a_traceback(tmp_path, visit, page, language):
    (tmp_path / "file").write_text("no folder")
    app = visit(tmp_path / "file", page, lang=language)
    assert not app.exception
    assert title(app) == Words(language).translate("The ledger cannot be opened")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_address_that_names_no_ledger_is_told(visit, language):
    app = visit("s3://bucket", lang=language)
    assert not app.exception
    assert title(app) == Words(language).translate("The address of the ledger is not right")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_definition_that_is_wrong_is_told_where_its_author_looks(blank: Ledger, visit, language):
    """An adopted theory whose text changed afterwards keeps its text, and that is said."""
    adopted = blank.frame("select * exclude written_in from theory where code = 'TER'")
    adopted = adopted.assign(status="adopted", source=adopted["source"] + "\n# before")
    blank.commit(Person("An", "BZ"), "adopted", lambda transaction: transaction.merge("theory", adopted))
    page = visit(blank.address.folder, "theories", lang=language)
    assert not page.exception
    assert "return_and_readmission.yaml, " in words(page)
    assert "TER" in words(page)
    assert "return_and_readmission.yaml" not in words(visit(blank.address.folder, "spending", lang=language))


@pytest.mark.parametrize(
    ("page", "params"),
    [
        ("glance", {"quarter": "2024-Q1"}),
        ("glance", {"quarter": "2026-Q4"}),
        ("glance", {"quarter": "nonsense", "lang": "xx", "as": "NOBODY", "stand": "99999"}),
        ("spending", {"kind": "nonsense", "year": "abc", "per": "x", "country": "ZZZ", "budget": "?"}),
        ("spending", {"kind": "allocation", "per": "holder", "year": "2024"}),
        ("spending", {"country": "XAI", "budget": "BZ_ODA"}),
        ("theories", {"theory": "nope", "country": "nope", "link": "nope", "step": "nope"}),
        ("theories", {"theory": "OPV"}),
        ("theories", {"theory": "TER", "step": "TER-O1"}),
        ("indicators", {"theory": "TER", "country": "ZZZ", "indicator": "HAN-01"}),
        ("indicators", {"theory": "TER", "indicator": "TER-09", "country": "XAB"}),
        ("indicators", {"quarter": "2024-Q1", "theory": "SMO"}),
    ],
)
def test_any_address_leads_to_a_page(example_folder, visit, page, params):
    assert not visit(example_folder, page, **params).exception


@pytest.mark.parametrize("theory", ["IRR", "HAN", "SMO", "OPV", "TER", "INN"])
def test_every_indicator_and_every_link_of_a_theory_can_be_opened(example_folder, example_ledger, visit, theory):
    codes = example_ledger.rows(
        "select indicator, max(country) from result where period = '2026-Q3' and theory = ? group by all", theory
    )
    links = example_ledger.rows("select distinct code from link where theory = ?", theory)
    for code, country in codes:
        app = visit(example_folder, "indicators", lang="nl", theory=theory, indicator=code, country=country)
        assert not app.exception, code
    for (link,) in links:
        app = visit(example_folder, "theories", lang="en", theory=theory, link=link)
        assert not app.exception, link
    assert codes and links


def test_the_front_page_says_what_the_ledger_says(example_folder, example_ledger, visit):
    app, say = visit(example_folder, lang="nl"), Words("nl")
    red = example_ledger.row("select count(*) from safeguard_state where period = '2026-Q3' and colour = 'red'")[0]
    assert title(app).startswith("Eén waarborg staat op rood")
    assert red == 1
    for budget in execution.execution(example_ledger, "2026-Q3"):
        assert say.percent(budget.share(budget.spent)) in words(app)


def test_the_indicator_tables_say_what_the_front_page_counts(example_folder, example_ledger, visit):
    for standing in quarters.theories(example_ledger, "2026-Q3"):
        shown = markup(visit(example_folder, "indicators", lang="en", theory=standing.code))
        for status in JUDGED:
            word = Words("en")(MARKS[status.value].word)
            said = re.findall(rf'<span class="mark"[^>]*>.*? {word}</span>', shown)
            assert len(said) == standing.counts[status], (standing.code, status)


def test_the_money_page_shows_the_sums_of_the_command_line(example_folder, example_ledger, visit):
    say, shown = Words("nl"), words(visit(example_folder, "spending", lang="nl", year="2026"))
    for kind, total in spending.by(example_ledger, ["budget_type"], year=2026)[["budget_type", "expenditure"]].values:
        assert say.number(total / 1_000_000, 1) in shown, kind
    assert "optelling" in shown


@pytest.mark.parametrize("per", ["country", "holder", "channel", "programming_line"])
def test_the_picture_of_money_adds_up_to_the_ledger_whatever_the_rows_are(example_folder, example_ledger, visit, per):
    """Every row of the picture, and all together, as the ledger adds them up."""
    say, shown = Words("nl"), markup(visit(example_folder, "spending", lang="nl", per=per))
    ends = re.findall(r'class="cell tot"><span class="v">(.*?)</span>', shown)
    together = re.search(r'class="cell tot foot"><span class="v">(.*?)</span>', shown)[1]
    euros = spending.by(example_ledger, [per], year=2026)["expenditure"]
    assert sorted(ends) == sorted(say.number(amount / 1_000_000, 1) for amount in euros if amount)
    assert together == say.number(euros.sum() / 1_000_000, 1)


def test_a_past_state_is_shown_as_it_was_known_then(example_folder, example_ledger, visit):
    early = str(example_ledger.history()[-12].number)
    app = visit(example_folder, "spending", lang="en", stand=early)
    assert not app.exception
    assert f"stand {early} · as it was known then" in words(app)


def test_a_choice_is_kept_in_the_address(example_folder, visit):
    app = visit(example_folder, "spending", lang="nl")
    app.selectbox(key="choose_country").set_value("XAB").run()
    assert app.query_params["country"] == "XAB"
    assert "Belmora" in title(app)
    app.selectbox(key="choose_country").set_value("").run()
    assert "country" not in app.query_params


def test_every_link_keeps_language_organisation_quarter_and_state(example_folder, visit):
    shared = {"lang": "en", "as": "POL", "quarter": "2026-Q2"}
    for page in PAGES:
        html = markup(visit(example_folder, page, **shared))
        for href in re.findall(r'href="(/[^"]*)"', html):
            assert "lang=en" in href, (page, href)
            if page not in ("closing", "pack"):  # they lead to other quarters, and to what others still have to do
                assert "as=POL" in href, (page, href)
                assert "quarter=2026-Q2" in href, (page, href)


def test_one_row_is_enough_for_every_page(fictional, visit):
    from tests.drawn import given

    given(
        fictional,
        observation="""
        indicator | country | period  | reporter | value
        HAN-01    | XAA     | 2026-Q3 | BZ       |    11
        """,
        budget_line="""
        holder | budget_type | project    | country | theme | quarter | kind        | amount_eur
        BZ     | BZ_ODA      | XAA-HAN-01 | XAA     | HAN   | 2026-Q3 | expenditure |     400.00
        """,
    )
    folder = fictional.address.folder
    for page in PAGES:
        for language in ("nl", "en"):
            assert not visit(folder, page, lang=language).exception, page
    assert "Almara" in title(visit(folder, "spending", lang="nl"))


def test_nothing_that_somebody_typed_becomes_markup(fictional: Ledger, visit):
    from monitoring.intake.submit import submit
    from tests.intake.sheets import FIGURE, Sheet

    sheet = Sheet(fictional)
    sheet.put("observation", 1, **FIGURE)
    submit(fictional, sheet.check(), '<img src=x onerror="alert(1)">')
    html = markup(visit(fictional.address.folder, "deliver", lang="nl"))
    assert "&lt;img src=x" in html
    assert "<img src=x" not in html
