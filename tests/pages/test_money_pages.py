"""The pages of countries, agreements and single figures: what they say is what the ledger has, down to the cell."""

from __future__ import annotations

import re
from decimal import Decimal
from html import unescape
from urllib.parse import parse_qs, urlparse

import pytest

from monitoring.language import Words
from monitoring.money import execution, shifts, spending
from monitoring.money.coverage import Cover, coverage
from monitoring.money.explain import Figure, explain
from monitoring.money.years import budget_years
from monitoring.results import corners
from tests.pages.conftest import markup, title, words

THROUGH = "2026-Q3"


def links(app, page: str) -> list[dict[str, list[str]]]:
    """Where the page leads on one other page, as the parameters of each address."""
    found = re.findall(rf'href="(/{page}[^"]*)"', markup(app))
    return [parse_qs(urlparse(unescape(one)).query) for one in found]


def figures(app) -> list[Figure]:
    return [Figure.parse(one["figure"][0]) for one in links(app, "explain")]


def test_how_much_aid_is_committed_for_return_and_is_the_agreement_covered(example_folder, example_ledger, visit):
    """What a DG asks is answered two clicks from anywhere: the countries, and the country."""
    overview = visit(example_folder, "countries", lang="en")
    assert re.search(r'href="\?lang=en&amp;country=XAB"', markup(overview))
    app = visit(example_folder, "countries", lang="en", country="XAB")
    asked = Figure("commitment", THROUGH, {"country": "XAB", "theme": "TER", "budget_type": "BZ_ODA"})
    assert asked in figures(app)
    whole = explain(example_ledger, asked).total
    assert whole > 0
    assert Words("en").number(whole / 1_000_000, 2) in words(app)
    now = next(one for one in coverage(example_ledger, "XAB") if one.year == 2026)
    assert now.cover is Cover.PARTLY
    assert Words("en")(now.sentence) in words(app)


@pytest.mark.parametrize("page", ["spending", "countries"])
def test_every_amount_that_leads_on_opens_as_the_same_amount(example_folder, example_ledger, visit, page):
    app = visit(example_folder, page, lang="en", **({"country": "XAA"} if page == "countries" else {}))
    found = figures(app)
    assert len(found) > 20
    for figure in found[:: max(len(found) // 12, 1)]:
        frame = spending.until(example_ledger, [], figure.through, **figure.where)
        assert explain(example_ledger, figure).total == frame[figure.measure].iloc[0]


@pytest.mark.parametrize("per", ["country", "holder", "channel", "programming_line"])
def test_every_amount_of_the_table_opens_as_itself(example_folder, example_ledger, visit, per):
    say = Words("nl")
    app = visit(example_folder, "spending", lang="nl", per=per)
    table = markup(app).partition('class="scroll"')[2].partition("</table>")[0]
    opened = re.findall(r'href="/explain\?([^"]*)"[^>]*>([^<]*)</a>', table)
    frame = spending.rows(example_ledger, per, THROUGH)
    assert len(opened) == sum(
        frame[kind].notna().sum() for kind in ("allocation", "commitment", "expenditure", "expected")
    )
    for query, shown in opened[:: len(opened) // 10]:
        figure = Figure.parse(parse_qs(unescape(query))["figure"][0])
        assert unescape(shown) == say.number(explain(example_ledger, figure).total, 2), figure


def test_a_figure_opens_down_to_the_cell_and_its_sender(example_folder, example_ledger, visit):
    figure = Figure("expenditure", THROUGH, {"country": "XAA", "theme": "HAN", "budget_type": "BZ_ODA"})
    app = visit(example_folder, "explain", lang="nl", figure=str(figure))
    assert not app.exception
    one = explain(example_ledger, figure)
    assert Words("nl").number(one.total, 2) in title(app)
    for row in one.counted.to_dict("records"):
        assert f'<code class="c">{row["cells"]}</code>' in markup(app)
        assert row["file"] in words(app)
    sent = {int(one["sent"][0]) for one in links(app, "deliver") if "sent" in one}
    assert sent == set(one.counted["submission"])


def test_what_is_left_out_of_a_figure_is_listed_with_its_reason(example_folder, example_ledger, visit):
    figure = Figure("expected", THROUGH, {"country": "XAA", "theme": "SMO"})
    one = explain(example_ledger, figure)
    assert len(one.left_out)
    app = visit(example_folder, "explain", lang="en", figure=str(figure))
    assert "what was spent in this quarter stands in place of its forecast" in words(app)
    assert "Money of a project in several countries" in words(app)  # of three countries, this is one


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        ("profit 2026-Q3", "“profit” is no figure"),
        ("expenditure 2026", "“2026” is no quarter"),
        ("expenditure", "“” is no quarter"),
        ("expenditure 2026-Q3 colour=red", "“colour=red” is no condition"),
    ],
)
def test_a_figure_that_does_not_exist_is_told(example_folder, visit, figure, said):
    app = visit(example_folder, "explain", lang="en", figure=figure)
    assert not app.exception
    assert title(app) == "This figure does not exist"
    assert said in words(app)


def test_a_figure_without_money_is_zero_and_says_so(example_folder, visit):
    app = visit(example_folder, "explain", lang="en", figure="expenditure 2026-Q3 country=XAI theme=HAN")
    assert title(app).startswith("€0.00")
    assert "Nothing was added up" in words(app)


def test_agreements_say_which_years_are_not_covered(example_folder, example_ledger, visit):
    years = coverage(example_ledger)
    short = [one for one in years if one.year == 2026 and one.cover in (Cover.UNCOVERED, Cover.PARTLY)]
    costing = [one for one in years if one.year == 2026 and one.agreement.agreed_on]
    app = visit(example_folder, "agreements", lang="en")
    assert title(app) == f"{len(short)} of {len(costing)} agreements are not covered in full in 2026"
    one = visit(example_folder, "agreements", lang="en", agreement="XAA-2024-1")
    assert "Return and readmission with Almara" in words(one)
    assert "2026: not covered. No budget is named." in words(one)
    cells = example_ledger.rows(
        "select cells from source_cell where table_name = 'coverage' and row_key like 'XAA-2024-1|%'"
    )
    assert cells
    for (cell,) in cells:
        assert cell in words(one)


def test_an_agreement_that_does_not_exist_is_told(example_folder, visit):
    app = visit(example_folder, "agreements", lang="en", agreement="NOPE")
    assert "There is no agreement “NOPE” here." in words(app)


def test_a_transfer_between_members_is_shown_with_both_sides_and_zero(example_folder, visit):
    app = visit(example_folder, "spending", lang="en")
    assert re.search(r"−180,000\.00.*\+180,000\.00.*0\.00", words(app))
    assert "not yet allocated" in words(app)


def test_regional_money_without_shares_stays_regional(example_folder, example_ledger, visit):
    """Of one regional project the shares are agreed and of another not: only the one is in the countries."""
    rows = dict(
        example_ledger.rows(
            "select project || ' ' || country, sum(amount_eur) from money "
            "where project in ('REG-SMO-01', 'REG-IRR-01') and kind = 'expenditure' group by 1"
        )
    )
    assert set(rows) == {"REG-SMO-01 XAA", "REG-SMO-01 XAB", "REG-SMO-01 XAC", "REG-IRR-01 REG"}
    lines = dict(
        example_ledger.rows(
            "select project, sum(amount_eur) from budget_line where project in ('REG-SMO-01', 'REG-IRR-01') "
            "and kind = 'expenditure' group by 1"
        )
    )
    assert sum((amount for key, amount in rows.items() if key.startswith("REG-SMO")), Decimal(0)) == lines["REG-SMO-01"]


def test_a_country_as_it_was_known_before(example_folder, example_ledger, visit):
    app = visit(example_folder, "countries", lang="en", country="XAB", stand="20")
    assert not app.exception
    assert "stand 20" in words(app)
    assert "There is no agreement with this country in the register." in words(app)


def test_free_room_is_the_same_over_the_years_and_where_money_is_moved(example_ledger):
    for country in (None, "XAA", "XAB"):
        free = {one.budget_type: one.free for one in budget_years(example_ledger, 2026, country) if one.year == 2026}
        for budget_type in ("BZ_ODA", "AM_NON_ODA"):
            [holder] = {
                owner for owner, kind, year in shifts.budgets(example_ledger) if (kind, year) == (budget_type, 2026)
            }
            standings = shifts.budget(example_ledger, holder, budget_type, 2026).standings
            there = [one.free for place, one in standings.items() if country in (None, place[0])]
            assert free[budget_type] == sum(there)


def test_money_and_results_are_judged_per_budget_and_never_netted(example_ledger):
    """Of return in Almara BZ spends and A&M does not: there is no verdict over both."""
    [course] = [one for one in corners.courses(example_ledger, THROUGH, "XAA") if one.theme == "TER"]
    said = {one.budget_type: one.corner for one in course.verdicts}
    assert said == {
        "BZ_ODA": corners.Corner.SPENDS_AND_ACHIEVES,
        "AM_NON_ODA": corners.Corner.ACHIEVES_WITHOUT_SPENDING,
    }
    for one in course.verdicts:
        frame = spending.until(example_ledger, [], THROUGH, country="XAA", theme="TER", budget_type=one.budget_type)
        assert one.spent == pytest.approx(float(frame["expenditure"].iloc[0] / frame["allocation"].iloc[0]))


def test_spending_that_nobody_told_yet_is_no_standing_still(example_ledger):
    """At a stand in the middle of the deliveries of a quarter, a line ends at the last quarter that was told."""
    known = example_ledger.at(40)  # BZ and A&M told the second quarter, the others not yet
    settled = {one.budget_type: one.settled for one in execution.execution(known, "2026-Q2")}
    assert settled["BZ_ODA"] == "2026-Q2" > settled["OWN"]
    for course in corners.courses(known, "2026-Q2", "XAB"):
        for point in course.points:
            if point.quarter > settled["OWN"]:
                assert "OWN" not in point.spent


@pytest.mark.parametrize("condition", ["country=Belmora", "theme=TERR", "holder=XX", "project=NOPE"])
def test_a_figure_of_something_unknown_is_no_zero(example_folder, visit, condition):
    app = visit(example_folder, "explain", lang="en", figure=f"commitment 2026-Q3 {condition}")
    assert title(app) == "This figure does not exist"


def test_a_country_says_in_its_title_what_its_page_says(example_folder, visit):
    assert title(visit(example_folder, "countries", lang="en", country="XAB")) == (
        "Belmora: a safeguard is on red, a severe incident is open, Return and readmission capped by a safeguard and an agreement is partly covered"
    )
    assert "the partnership is paused" in title(visit(example_folder, "countries", lang="en", country="XAH"))
    assert "too early to judge" in title(
        visit(example_folder, "countries", lang="en", country="XAA", quarter="2026-Q4")
    )
