"""The page of projects, as visitors use it: what is chosen, what counts, what is left out, and one project."""

from __future__ import annotations

import pytest

from monitoring.money import projects
from monitoring.money.projects import Chosen
from tests.drawn import given
from tests.pages.conftest import markup, title, words

CHOICES = [f"choose_{name}" for name in ("country", "theme", "budget", "implementer", "channel", "instrument", "legal")]


@pytest.fixture(params=["nl", "en"])
def lang(request):
    return request.param


def test_an_empty_register_says_what_to_do_next(visit, blank_folder, lang):
    app = visit(blank_folder, "projects", lang=lang)
    assert not app.exception
    assert "/deliver" in markup(app)


def test_the_register_shows_every_choice_and_what_is_left_out(visit, example_folder, lang):
    app = visit(example_folder, "projects", lang=lang)
    assert not app.exception
    assert [box.key for box in app.selectbox if box.key in CHOICES] == CHOICES
    assert "EUR-FONDS" in markup(app)
    assert len(app.get("download_button")) == 4


def test_the_title_adds_up_what_members_pay_and_counts_what_others_do(visit, example_folder, example_ledger):
    shown = projects.choose(projects.read(example_ledger), Chosen())
    own = shown[~shown["others_pay"].astype(bool)]
    millions = f"{sum(own['here_eur']) / 1_000_000:.1f}"
    said = title(visit(example_folder, "projects", lang="en"))
    assert said == f"{len(own)} projects of members state €{millions}m; {len(shown) - len(own)} more are paid by others"


def test_a_whole_and_its_parts_are_not_added_up(visit, example_folder):
    app = visit(example_folder, "projects", lang="en", budget="others")
    assert title(app) == "3 projects that others pay state €24.0m, each euro once"
    said = words(app)
    assert "24,000,000.00 8,500,000.00 15,500,000.00 what is left out is counted at its parts" in said
    assert "stated €39,500,000.00 − left out €15,500,000.00 = counted €24,000,000.00" in said


def test_a_regional_project_is_under_each_country_without_an_amount(visit, example_folder):
    said = words(visit(example_folder, "projects", lang="en", country="XAD"))
    assert "1 of them is not divided over its countries and is in no amount here" in said
    assert "REG-IRR-01" in said
    assert "not divided" in said


def test_one_project_leads_to_the_amounts_behind_each_figure(visit, example_folder, lang):
    app = visit(example_folder, "projects", lang=lang, project="REG-SMO-01")
    assert not app.exception
    page = markup(app)
    for measure in ("commitment", "expenditure", "forecast"):
        assert f"figure={measure}+2026-Q4+project%3DREG-SMO-01" in page
    assert "figure=allocation+" in page
    assert "50%" in words(app)
    assert "/deliver?" in page  # where its row came from
    assert len(app.get("download_button")) == 2


def test_one_project_says_what_it_was_checked_on(visit, example_folder, example_ledger):
    said = words(visit(example_folder, "projects", lang="en", project="REG-SMO-01"))
    for expected in ("is aid (ODA)", "international law", "Royal Netherlands Marechaussee", "aligned"):
        assert expected in said, expected


def test_a_project_paid_by_others_is_no_budget_and_names_its_parts(visit, example_folder):
    said = words(visit(example_folder, "projects", lang="en", project="EUR-FONDS"))
    assert "others: no budget of a member" in said
    assert "2 parts" in said
    assert "counted: €8,500,000.00" in said


def test_people_an_open_alignment_and_forced_return_are_told(visit, blank):
    given(
        blank,
        project="""
            code | name_nl | holder | budget_type | budget_eur | theme | legal_national
            P1   | Een     | BZ     | BZ_ODA      |        100 | INN   | pending
        """,
        oda_check="""
            project | holder | main_purpose | partner_first | forced | donor_cost | assessor | assessed_on | evidence
            P1      | BZ     | yes          | yes           | yes    | no         | advisor  | 2025-01-31  | file 12
        """,
        alignment="""
            project | organisation | holder | aligned_on
            P1      | KMAR         | BZ     |
        """,
        deployment="""
            holder | project | country | kind    | year | fte
            BZ     | P1      | ETH     | liaison | 2025 | 1.5
        """,
    )
    said = words(visit(blank.address.folder, "projects", lang="en", project="P1"))
    for expected in (
        "is no aid (ODA)",
        "something in it is forced",
        "not aligned yet",
        "1.5 FTE liaison",
        "still running",
    ):
        assert expected in said, expected
    assert "An innovative form may not start before all three are passed." in said
    app = visit(blank.address.folder, "projects", lang="en", legal="open")
    assert title(app) == "The legal check of 1 project stands open"


def test_an_unknown_project_or_choice_falls_back_to_the_register_and_says_so(visit, example_folder):
    app = visit(example_folder, "projects", lang="en", project="NOPE", country="QQQ")
    assert "projects of members state" in title(app)
    told = [toast.value for toast in app.toast]
    assert any("NOPE" in one for one in told)
    assert any("QQQ" in one for one in told)


def test_choices_that_nothing_fits_say_so(visit, example_folder):
    app = visit(example_folder, "projects", lang="en", country="XAA", budget="others")
    assert title(app) == "No project fits these choices"
    assert not app.exception


def test_the_register_goes_a_page_at_a_time(visit, example_folder):
    second = words(visit(example_folder, "projects", lang="en", at="2"))
    assert "XAA-HAN-01" not in second.partition("What is left out")[0]
    assert "EUR-FONDS" in words(visit(example_folder, "projects", lang="en", at="99")).partition("What is left out")[0]
