"""The register of projects: each euro once, in full under no country of several, and everything left out is listed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given as generated
from hypothesis import strategies as st

from monitoring.money import project, projects
from monitoring.money.left_out import left_out
from monitoring.money.oda import NoAid
from monitoring.money.projects import Chosen, Why
from monitoring.money.stated import once
from tests.drawn import given

REGISTER = """
    code | programming_line | name_nl  | holder | budget_type | parent | theme | budget_eur | channel  | legal_national
    P1   |                  | Een      | BZ     | BZ_ODA      |        | TER   |        100 | european |
    P2   |                  | Twee     | BZ     |             |        | TER   |        100 | european | pending
    P2A  |                  | Deel     | BZ     |             | P2     | IRR   |         60 | european |
    P3   |                  | Drie     | AM     | AM_NON_ODA  |        |       |         90 |          |
    P4   |                  | Vier     | BZ     |             |        | INN   |            |          | passed
    P5   |                  | Vijf     | BZ     |             |        | TER   |         10 |          |
    P5A  |                  | Meer     | BZ     |             | P5     | TER   |         25 |          |
"""
SHARES = """
    project | country | theme | holder | share
    P1      | ETH     | ALL   | BZ     |    70
    P1      | KEN     | ALL   | BZ     |    30
    P2      | ETH     | ALL   | BZ     |
    P2      | KEN     | ALL   | BZ     |
    P3      | ETH     | TER   | AM     |    50
    P3      | ETH     | IRR   | AM     |    50
    P5A     | KEN     | ALL   | BZ     |
"""


@pytest.fixture
def ledger(blank):
    given(blank, project=REGISTER, project_share=SHARES)
    return blank


def counted(ledger) -> dict[str, Decimal]:
    found = projects.register(ledger)
    return dict(zip(found["code"], found["counted_eur"], strict=True))


def test_a_whole_counts_what_it_has_not_passed_on_to_its_parts(ledger):
    assert counted(ledger) == {"P1": 100, "P2": 100 - 60, "P2A": 60, "P3": 90, "P4": 0, "P5": 0, "P5A": 25}


def test_what_is_left_out_is_listed_with_its_reason(ledger):
    left = left_out(ledger)
    assert [tuple(row) for row in left[["code", "left_out_eur", "why"]].itertuples(index=False)] == [
        ("P2", 60, Why.IN_PARTS),
        ("P5", 10, Why.PARTS_EXCEED),
        ("P4", 0, Why.NOT_STATED),
    ]
    stated = 100 + 100 + 60 + 90 + 10 + 25
    assert sum(counted(ledger).values()) + sum(left["left_out_eur"]) == stated


def test_a_project_in_several_countries_is_divided_by_its_shares_or_regional(ledger):
    found = projects.read(ledger).places
    rows = {(row.project, row.country, row.theme): row.counted_eur for row in found.itertuples()}
    assert rows == {
        ("P1", "ETH", "TER"): 70,
        ("P1", "KEN", "TER"): 30,
        ("P2", "REG", "TER"): 40,
        ("P2A", "ALL", "IRR"): 60,
        ("P3", "ETH", "TER"): 45,
        ("P3", "ETH", "IRR"): 45,
        ("P4", "ALL", "INN"): 0,
        ("P5", "ALL", "TER"): 0,
        ("P5A", "KEN", "TER"): 25,
    }
    assert sum(rows.values()) == sum(counted(ledger).values())


def test_under_a_country_stands_its_part_and_what_is_not_divided_without_an_amount(ledger):
    found = projects.choose(projects.read(ledger), Chosen(country="ETH"))
    assert dict(zip(found["code"], found["here_eur"], strict=True)) == {"P1": 70, "P2": None, "P3": 90}
    of_theme = projects.choose(projects.read(ledger), Chosen(country="ETH", theme="TER"))
    assert dict(zip(of_theme["code"], of_theme["here_eur"], strict=True)) == {"P1": 70, "P2": None, "P3": 45}


@pytest.mark.parametrize(
    ("chosen", "codes"),
    [
        (Chosen(), "P1 P2 P2A P3 P4 P5 P5A"),
        (Chosen(paid_by="BZ_ODA"), "P1"),
        (Chosen(paid_by=projects.OTHERS), "P2 P2A P4 P5 P5A"),
        (Chosen(channel="european"), "P1 P2 P2A"),
        (Chosen(legal_open=True), "P2 P4"),  # one runs, and an innovative form passed one of three
        (Chosen(theme="IRR"), "P2A P3"),
        (Chosen(country="KEN", paid_by=projects.OTHERS), "P2 P5A"),
    ],
)
def test_projects_are_chosen_by_what_is_known_of_them(ledger, chosen, codes):
    assert projects.choose(projects.read(ledger), chosen)["code"].tolist() == codes.split()


def test_what_others_pay_is_never_added_to_a_budget_and_what_is_not_divided_comes_last(ledger):
    known = projects.read(ledger)
    found = projects.by(known, "country", Chosen(), projects.choose(known, Chosen()))
    assert [(one.code, one.own, one.others) for one in found] == [
        ("ETH", {"BZ_ODA": 70, "AM_NON_ODA": 90}, 0),
        ("KEN", {"BZ_ODA": 30}, 25),
        ("REG", {}, 40),
        ("ALL", {}, 60),
    ]


@generated(
    st.dictionaries(
        st.sampled_from("ABCDEFGH"),
        st.tuples(st.none() | st.sampled_from("ABCDEFGH"), st.none() | st.integers(0, 50).map(Decimal)),
    )
)
def test_what_counts_and_what_is_left_out_is_what_is_stated(budgets):
    found = once(budgets)
    assert sum(one.counted + one.left_out for one in found) == sum(stated or 0 for _, stated in budgets.values())
    assert all(one.counted >= 0 and one.left_out >= 0 for one in found)


def test_one_project_says_everything_that_hangs_on_it(ledger):
    given(
        ledger,
        oda_check="""
            project | holder | main_purpose | partner_first | forced | donor_cost | assessor | assessed_on | evidence
            P1      | BZ     | yes          | yes           | yes    | no         | advisor  | 2025-01-31  | file 12
        """,
        alignment="""
            project | organisation | holder | aligned_on
            P1      | DTENV        | BZ     | 2025-02-01
            P1      | KMAR         | BZ     |
        """,
        deployment="""
            holder | project | country | kind    | year | fte
            BZ     | P1      | ETH     | liaison | 2025 | 1.5
        """,
        budget_line="""
            budget_type | project | country | theme | quarter | kind        | amount_eur
            BZ_ODA      | P1      | REG     | TER   | 2025-Q1 | commitment  |         80
            BZ_ODA      | P1      | REG     | TER   | 2025-Q2 | expenditure |         30
        """,
    )
    one = project.project(ledger, "P1")
    assert [(s.country, s.percent, s.euros) for s in one.shares] == [("ETH", 70, 70), ("KEN", 30, 30)]
    assert (one.is_paid_as_aid, list(one.why_no_aid)) == (True, [NoAid.FORCED])
    assert [(a.organisation, a.on is None) for a in one.aligned] == [("DTENV", False), ("KMAR", True)]
    assert [(p.kind, p.fte) for p in one.people] == [("liaison", Decimal("1.50"))]
    [year] = project.years(ledger, "P1")
    assert (year.year, year.commitment, year.expenditure, year.forecast) == (2025, 80, 30, None)
    assert [(part.code, part.counted) for part in project.project(ledger, "P2").parts] == [("P2A", 60)]
    assert project.project(ledger, "P9") is None
