"""Which moment a page is about: a quarter that has ended or still runs, a past state, and what was not known then."""

from __future__ import annotations

import re

import pytest

from monitoring.language import Words
from monitoring.money import execution, spending
from monitoring.results import delivery
from monitoring.results import quarter as quarters
from tests.drawn import given
from tests.pages.conftest import PAGES, markup, title, words

EN, NL = Words("en"), Words("nl")
RUNNING = "2026-Q4"  # in the example it is 28 October 2026
COMMIT = 30  # the first quarter of 2026 is half in


def hrefs(html: str) -> list[str]:
    return [href.replace("&amp;", "&") for href in re.findall(r'href="([^"]*)"', html)]


def test_a_running_quarter_is_no_all_clear(example_folder, example_ledger, visit):
    app = visit(example_folder, lang="en", quarter=RUNNING)
    said = words(app)
    assert title(app) == "1 safeguard is still on red. For the 4th quarter 2026 it is too early to judge"
    assert "No safeguard is on red" not in said
    assert "Harm: 1 of 114 safeguards on red as of Q3 ’26" in said
    assert "82% of 2026 has passed" in said
    assert "1 of 1 indicators" not in said
    results = said[said.index("Results: too early to judge") : said.index("Harm: 1 of 114")]
    assert "capped: red" in results and "on track" not in results.partition("Verdict")[2]
    [harm] = [one for one in quarters.trend(example_ledger, RUNNING) if one.quarter == RUNNING]
    assert harm.not_in_order is None
    assert any("quarter=2026-Q3" in href for href in hrefs(markup(app)))
    for one in execution.execution(example_ledger, RUNNING):
        assert f"expected 2026 {EN.number(one.year_end / 1_000_000, 1)}" in said


def test_what_is_missing_is_never_zero_on_the_front_page(example_folder, visit):
    for params in ({"quarter": RUNNING}, {"stand": str(COMMIT), "quarter": "2026-Q3"}):
        pictures = markup(visit(example_folder, lang="en", **params)).partition('<div class="sm">')[2]
        last = re.findall(r'<b style="padding-bottom:.*?">(.*?)</b>', pictures)
        assert last[:3] == ["no data"] * 3, params


def test_a_ledger_without_money_says_so_on_the_front_page(fictional, visit):
    given(
        fictional,
        observation="""
        indicator | country | period  | reporter | value
        HAN-01    | XAA     | 2026-Q3 | BZ       |    11
        """,
    )
    said = words(visit(fictional.address.folder, lang="en"))
    assert "Money: nothing in the ledger for 2026" in said
    assert "spent 0.0" not in said


def test_a_share_of_hardly_any_figure_is_no_share(example_folder, visit):
    said = words(visit(example_folder, lang="en", quarter="2023-Q4"))
    assert "per country; only 1 is judged" in said
    assert "100% Safeguards not in order" not in said


def test_a_budget_that_is_not_given_per_channel_is_not_zero_there(example_ledger):
    frame = spending.rows(example_ledger, "channel", "2026-Q3")
    divided = frame[frame["channel"] != "ALL"]
    assert len(divided) > 5
    assert divided["allocation"].isna().all()


def test_money_follows_the_quarter_and_says_which(example_folder, example_ledger, visit):
    for quarter in ("2026-Q1", "2025-Q2", "2026-Q3"):
        app = visit(example_folder, "spending", lang="en", quarter=quarter)
        together = re.search(r'class="cell tot foot"><span class="v">(.*?)</span>', markup(app))[1]
        spent = sum(one.spent for one in execution.execution(example_ledger, quarter))
        assert together == EN.number(spent / 1_000_000, 1)
        assert EN.period(quarter) in words(app)
    whole = words(visit(example_folder, "spending", lang="en", quarter="2026-Q3", year="2025"))
    assert "Spent in 2025 ·" in whole


def test_the_money_page_shows_what_the_front_page_expects(example_folder, example_ledger, visit):
    shown = markup(visit(example_folder, "spending", lang="nl", kind="expected"))
    for one in execution.execution(example_ledger, "2026-Q3"):
        assert re.search(rf"</b> {NL.number(one.year_end / 1_000_000, 1)}</span>", shown), one.budget_type


def test_what_asks_for_attention_opens_the_view_that_shows_it(example_folder, visit):
    front = markup(visit(example_folder, lang="en"))
    (href,) = {href for href in hrefs(front) if "link=TER-L07" in href}
    assert href.startswith("/theories?")
    app = visit(example_folder, "theories", lang="en", theory="TER", country="XAB", link="TER-L07")
    assert "The cause has been on track for 11 quarters." in words(app)
    all_of_them = markup(visit(example_folder, "signals", lang="en", kind="underspending"))
    assert any(re.fullmatch(r"/spending\?lang=en&budget=AM_NON_ODA", href) for href in hrefs(all_of_them))
    app = visit(example_folder, "spending", lang="en", budget="AM_NON_ODA")
    assert title(app) == "A&M · non-ODA runs behind: 38% is spent, 75% of the year has passed"
    assert "room left at the end of 2026 €9.5m" in words(app)
    assert "BZ · ODA" not in words(app)  # the other budgets are not shown as 0.0


@pytest.mark.parametrize("page", PAGES)
def test_a_past_state_says_so_and_leads_back(example_folder, visit, page):
    html = markup(visit(example_folder, page, lang="en", stand=str(COMMIT)))
    banner = re.search(r'<div class="notice past" role="note".*?</div>', html, re.DOTALL)[0]
    assert f"As known at stand {COMMIT}" in banner
    assert "Cijfers 2026-Q1" in banner
    compare, back = hrefs(banner)
    assert f"from={COMMIT}" in compare
    assert "stand" not in back
    assert "lang=en" in back


def test_a_past_state_is_looked_at_in_the_last_quarter_it_knew_of(example_folder, example_ledger, visit):
    assert delivery.last_known(example_ledger.at(COMMIT)) == "2026-Q1"
    assert "1st quarter 2026" in words(visit(example_folder, lang="en", stand=str(COMMIT)))
    assert "3rd quarter 2026" in words(visit(example_folder, lang="en", stand=str(COMMIT), quarter="2026-Q3"))
    running = words(visit(example_folder, lang="en", stand=str(COMMIT), quarter=RUNNING))
    assert "last full picture: 1st quarter 2026" in running


def test_the_day_of_a_state_becomes_its_number(example_folder, example_ledger, visit):
    last = example_ledger.history()[0]
    app = visit(example_folder, lang="en", stand=last.at.date().isoformat())
    assert "stand" not in app.query_params  # it is the present one
    assert "As known at" not in words(app)


def test_an_earlier_state_is_chosen_by_who_when_and_why(example_folder, visit):
    options = visit(example_folder, "spending", lang="en").selectbox(key="choose_stand").options
    assert any(re.fullmatch(r"\d+ · \d+ \w+ \d{4} · SZW_IZ · Cijfers 2026-Q3", option) for option in options)


def test_an_unknown_quarter_or_state_is_told_and_leaves_the_address(example_folder, visit):
    app = visit(example_folder, lang="en", quarter="foo", stand="bar")
    assert "There is no quarter “foo” here, so you see the 3rd quarter 2026." in words(app)
    assert "There is no state “bar”" in words(app)
    assert "quarter" not in app.query_params
    assert "stand" not in app.query_params


def test_an_unknown_quarter_is_told_on_an_empty_ledger_too(blank_folder, visit):
    app = visit(blank_folder, lang="en", quarter="foo")
    assert "There is no quarter “foo”." in words(app)
    assert "quarter" not in app.query_params


@pytest.mark.parametrize("page", ["theories", "indicators"])
def test_a_running_quarter_is_told_on_the_pages_behind(example_folder, visit, page):
    html = markup(visit(example_folder, page, lang="en", quarter=RUNNING))
    assert "The 4th quarter 2026 is still running: too early to judge." in html
    assert any("quarter=2026-Q3" in href for href in hrefs(html))


def test_an_unknown_choice_is_told_and_leaves_the_address(example_folder, visit):
    app = visit(example_folder, "spending", lang="en", per="colour")
    assert [toast.value for toast in app.toast] == ["“colour” is no choice under Per, so you see: Country."]
    assert "per" not in app.query_params


def test_another_theory_closes_what_was_open_of_the_one_before(example_folder, visit):
    app = visit(example_folder, "theories", lang="en", theory="TER", link="TER-L03")
    app.selectbox(key="choose_theory").set_value("HAN").run()
    assert app.query_params["theory"] == "HAN"
    assert "link" not in app.query_params


def test_the_menu_takes_along_what_the_next_page_understands(example_folder, visit):
    from tests.pages.conftest import nodes

    app = visit(example_folder, "theories", lang="en", theory="TER", country="XAB", link="TER-L03")
    along = {node.proto.page: node.proto.query_string for node in nodes(app) if node.type == "page_link"}
    assert "theory=TER" in along["indicators"]
    assert "country=XAB" in along["indicators"]
    assert "country=XAB" in along["spending"]
    assert not any("link=" in query for query in along.values())


def test_a_choice_that_a_link_changes_makes_no_warning(example_folder, visit, caplog):
    app = visit(example_folder, "spending", lang="en", budget="BZ_ODA", kind="commitment")
    app.query_params["budget"] = "AM_NON_ODA"  # as a link on the page does
    app.run()
    assert app.selectbox(key="choose_budget").value == "AM_NON_ODA"
    assert not [record for record in caplog.records if "default value" in record.getMessage()]
