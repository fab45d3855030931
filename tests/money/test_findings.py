"""The titles of the money page read well for every way of dividing it, in both languages."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
import pytest

from monitoring.language import Words
from monitoring.money import findings
from monitoring.money.execution import Execution
from theory_of_change.text import Text

NL, EN = Words("nl"), Words("en")
THEMES = {"TER": Text(nl="Terugkeer", en="Return"), "ALL": Text(nl="niet per thema", en="not per theme")}


def said(per: str, *rows: tuple[str, str, int | None], names=None) -> tuple[str, str]:
    frame = pd.DataFrame(
        [(code, theme, None if amount is None else Decimal(amount)) for code, theme, amount in rows],
        columns=[per, "theme", "expenditure"],
        dtype=object,
    )
    found = findings.where_it_goes(frame, per, "expenditure", names or {}, THEMES)
    return NL(found), EN(found)


@pytest.mark.parametrize(
    ("per", "names", "dutch", "english"),
    [
        ("country", {"A": "Almara"}, "60% van de uitgaven gaat naar Almara", "60% of the expenditure goes to Almara"),
        ("holder", {"A": "Politie"}, "Politie: 60% van de uitgaven", "Politie: 60% of the expenditure"),
        ("channel", {"A": "Europees"}, "60% van de uitgaven is Europees", "60% of the expenditure is Europees"),
    ],
)
def test_one_row_that_stands_out(per, names, dutch, english):
    assert said(per, ("A", "TER", 60), ("B", "TER", 40), names=names) == (dutch, english)


@pytest.mark.parametrize(
    ("per", "dutch", "english"),
    [
        ("country", "70% van de uitgaven gaat naar A en B", "70% of the expenditure goes to A and B"),
        ("holder", "A en B: samen 70% van de uitgaven", "A and B: together 70% of the expenditure"),
        ("channel", "70% van de uitgaven is A of B", "70% of the expenditure is A or B"),
        ("programming_line", "A en B: samen 70% van de uitgaven", "A and B: together 70% of the expenditure"),
    ],
)
def test_two_rows_together(per, dutch, english):
    assert said(per, ("A", "TER", 40), ("B", "TER", 30), ("C", "TER", 30)) == (dutch, english)


def test_of_a_single_row_it_says_which_theme():
    row = (("A", "TER", 75), ("A", "HAN", 25))
    assert said("country", *row, names={"A": "Belmora"}) == (
        "Belmora: 75% van de uitgaven is voor Terugkeer",
        "Belmora: 75% of the expenditure is for Return",
    )
    assert said("country", ("A", "ALL", 75), names={"A": "Belmora"})[0] == "Belmora: de uitgaven, niet per thema"


def test_what_is_not_divided_is_never_where_money_goes():
    assert said("channel", ("ALL", "TER", 80), ("bilateral", "TER", 20), names={"bilateral": "bilateraal"})[0] == (
        "20% van de uitgaven is bilateraal"
    )
    assert said("channel", ("ALL", "TER", 80_000_000), names={"ALL": "niet per kanaal"})[0].replace("\u00a0", " ") == (
        "€ 80,0 mln van de uitgaven, niet per kanaal"
    )


def test_what_was_paid_back_makes_no_share():
    assert said("country", ("A", "TER", 80), ("B", "TER", -20))[0] == "Het grootste deel van de uitgaven gaat naar A"
    assert said("country", ("A", "TER", -2_000_000))[1] == "In all, the expenditure comes to −€2.0m"


def test_without_money_it_says_so():
    nothing = "Hier is geen geld om te laten zien"
    assert (
        said("country")[0] == said("country", ("A", "TER", None))[0] == said("country", ("A", "TER", 0))[0] == nothing
    )


def test_the_title_over_one_budget_says_how_it_keeps_pace():
    def budget(spent: int | None, settled: str = "2026-Q3") -> Execution:
        amount = None if spent is None else Decimal(spent)
        known = int(settled[-1]) / 4
        return Execution("AM_NON_ODA", "2026-Q3", 0.75, Decimal(100), None, amount, None, settled, known)

    names = {"AM_NON_ODA": "A&M"}
    assert EN(findings.budget_title(budget(38), names)) == "A&M runs behind: 38% is spent, 75% of the year has passed"
    assert EN(findings.budget_title(budget(70), names)) == "A&M keeps pace with the year: 70% is spent"
    assert "more than the budget" in EN(findings.budget_title(budget(101), names))
    assert findings.budget_title(budget(None), names) is None
    late = EN(findings.budget_title(budget(11, "2026-Q1"), names))
    assert late == "A&M runs behind: 11% is spent, and the spending of 25% of the year is known"
