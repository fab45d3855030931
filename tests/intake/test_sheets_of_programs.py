"""What sheets that programs wrote hold, by a layout: exact exponents, rows twice, a text in two columns, codes of others.

The sheets here are invented; the real ones are in `test_eutf` and `test_owb`.
"""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from monitoring.intake.check import Checked, check
from monitoring.intake.finding import Severity
from monitoring.intake.layout import Layout, LayoutError
from monitoring.intake.submit import submit
from monitoring.language import Words
from monitoring.ledger import Ledger
from monitoring.money import projects
from monitoring.money.left_out import left_out
from monitoring.person import Person

BZ = Person("An Analyst", "BZ", ("analyst",))
PROJECTS = """
layout: followed
version: 1
name: {nl: gevolgd, en: followed}
sheets:
  - sheet: "*"
    table: project
    header_row: 1
    columns:
      code: {heading: id}
      name_nl: {heading: title}
      parent: {heading: parent}
      budget_eur: {heading: budget, decimal: point EXPONENTS}
    constants: {channel: european}
"""
BUDGET = """
layout: budget
version: 1
name: {nl: begroting, en: budget}
recognised: false
sheets:
  - sheet: "*"
    table: allocation
    header_row: 1
    columns:
      article: {heading: article, beside: [part]}
      valid_on: {heading: year, reads: budget day}
    across: {field: year, fills: amount_eur, year: {heading: year}, times: 1000}
    constants: {budget_type: BZ_ODA, chapter: XVII, phase: OWB, mutation: draft}
    leave_out:
      - {heading: kind, words: [U], others: true}
      - {heading: total, words: ["yes"]}
    combine: sum
    repeated: once
    blank: skip
    complete: years
"""
EXACT = PROJECTS.replace("EXPONENTS", ", exponents: exact")


def checked(ledger: Ledger, layout: str, content: str) -> Checked:
    sheet = "\n".join(line.strip() for line in content.strip().splitlines())
    return check(ledger, ledger.number, BZ, "sheet.csv", sheet.encode(), Layout.from_yaml(layout, "here"))


def told(found: Checked) -> list[tuple[str, str]]:
    return [(f.cell, Words("en")(f.message)) for f in found.findings if f.severity <= Severity.ERROR]


def budgets(ledger: Ledger) -> dict[str, Decimal]:
    return dict(ledger.rows("select code, budget_eur from project"))


TWO = """
    id,title,parent,budget
    A,Whole,,2.4e+07
    A-1,Part,A,1500000.50
"""


def test_a_number_with_an_exponent_is_exact_only_where_the_layout_says_so(blank):
    [(cell, said), *_] = told(checked(blank, PROJECTS.replace("EXPONENTS", ""), TWO))
    assert (cell, said) == ("D2", "“2.4e+07” is a number that Excel shortened, so its last digits are gone.")
    submit(blank, checked(blank, EXACT, TWO), "followed")
    assert budgets(blank) == {"A": 24_000_000, "A-1": Decimal("1500000.50")}


def test_codes_that_differ_by_a_capital_are_two(blank):
    content = """
        id,title,parent,budget
        Hoa,One,,10
        HOA,Other,,20
        X,Part of the other,HOA,5
        Y,Part of one,Hoa,5
    """
    submit(blank, checked(blank, EXACT, content), "followed")
    assert blank.rows("select code, parent from project where parent is not null order by code") == [
        ("X", "HOA"),
        ("Y", "Hoa"),
    ]


REFUSED = """
    id,title,parent,budget
    A,Whole,,100
    B,Another,,50
    C,Part of two,"A, B",30
    C-1,Part of that,C,20
    ,Nameless,A,7
    D,Twice,A,1
    D,Twice,A,2
"""


def test_what_cannot_land_waits_for_its_sender_and_is_then_listed_with_its_euros(blank):
    found = checked(blank, EXACT, REFUSED)
    assert told(found) == [
        ("C4", "“A, B” is more than one: Whole and Another."),
        ("C5", "C stands in this file, in a row that cannot land."),
        ("A6", "“Code” is empty."),
        ("A7", "This row and row 8 are about the same, and contradict each other."),
        ("A8", "This row and row 7 are about the same, and contradict each other."),
    ]
    assert found.blocked()
    assert not found.blocked(leave_out_errors=True)
    submit(blank, found, "followed", leave_out_errors=True)
    assert budgets(blank) == {"A": 100, "B": 50}
    left = left_out(blank)
    assert list(zip(left["code"], left["stated_eur"], left["cells"], strict=True)) == [
        ("C", 30, "C4"),
        ("C-1", 20, "C5"),
        (None, 7, "A6"),
        ("D", 2, "A8"),
        ("D", 1, "A7"),
    ]
    assert set(left["why"]) == {projects.Why.REFUSED}


def test_what_was_refused_and_landed_later_is_no_longer_listed(blank):
    submit(blank, checked(blank, EXACT, REFUSED), "followed", leave_out_errors=True)
    mended = REFUSED.replace('"A, B"', "A").replace(",Nameless,A,7", "N,Nameless,A,7").replace("D,Twice,A,2\n", "")
    submit(blank, checked(blank, EXACT, mended), "mended")
    assert budgets(blank) == {"A": 100, "B": 50, "C": 30, "C-1": 20, "N": 7, "D": 1}
    assert not (left_out(blank)["why"] == projects.Why.REFUSED).any()


def test_shares_are_held_back_together(blank):
    """A project divided over the countries that could be read would be divided wrongly."""
    submit(blank, checked(blank, EXACT, TWO), "followed")
    layout = """
layout: shares
version: 1
name: {nl: aandelen, en: shares}
sheets:
  - sheet: "*"
    table: project_share
    header_row: 1
    columns: {project: {heading: id}, country: {heading: country}, share: {heading: share}}
"""
    content = """
        id,country,share
        A,ET,60
        A,Nowhere,40
        A-1,KE,100
    """
    found = checked(blank, layout, content)
    assert [cell for cell, _ in told(found)] == ["C2", "B3"]
    submit(blank, found, "shares", leave_out_errors=True)
    assert blank.rows("select project, country, share from project_share") == [("A-1", "KEN", 100)]


TABLE = """
    year,article,part,kind,total,t-1,t,t+1
    2026,5,5.1,U,no,10,20,30
    2026,5,5.1,U,no,1,2,3
    2026,5,,U,yes,11,22,33
    2026,5,5.1,V,no,100,100,100
    2026,9,,U,no,7,,pm
    2026,5,5.1,U,no,10,20,30
    2026,3,2.9,U,no,4,4,4
"""


def test_a_budget_table_counts_its_detail_once_in_the_years_it_names(blank):
    found = checked(blank, BUDGET, TABLE)
    assert not told(found)
    submit(blank, found, "draft")
    rows = blank.rows("select article, year, amount_eur::int, valid_on from allocation order by 1, 2")
    day = datetime.date(2025, 9, 16)
    assert rows == [
        ("3 2.9", 2025, 4_000, day),
        ("3 2.9", 2026, 4_000, day),
        ("3 2.9", 2027, 4_000, day),
        ("5.1", 2025, 11_000, day),
        ("5.1", 2026, 22_000, day),
        ("5.1", 2027, 33_000, day),
        ("9", 2025, 7_000, day),
    ]
    said = [Words("en")(f.message) for f in found.findings if f.rule == "row left out"]
    assert len(said) == 3  # a total, a row of another kind, and one that stands there again
    assert any("in every cell" in one for one in said)


def test_the_next_table_takes_the_place_of_what_an_earlier_one_said_of_its_years(blank):
    submit(blank, checked(blank, BUDGET, TABLE), "draft 2026")
    following = """
        year,article,part,kind,total,t-1,t,t+1
        2027,5,5.1,U,no,25,35,45
    """
    submit(blank, checked(blank, BUDGET, following), "draft 2027")
    assert blank.rows("select article, year, amount_eur::int from allocation order by 2, 1") == [
        ("3 2.9", 2025, 4_000),
        ("5.1", 2025, 11_000),
        ("9", 2025, 7_000),
        ("5.1", 2026, 25_000),
        ("5.1", 2027, 35_000),
        ("5.1", 2028, 45_000),
    ]


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (BUDGET.replace("words: [U], others", "others"), "the words are named"),
        (EXACT.replace("id}", "id, beside: [title]}").replace("point", "point, beside: [id]"), "which are no texts"),
    ],
)
def test_a_layout_that_means_nothing_is_refused(wrong, why):
    with pytest.raises(LayoutError, match=why):
        Layout.from_yaml(wrong, "here")
