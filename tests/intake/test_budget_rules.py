"""What is committed and paid beside the budget of the year, and what a figure is beside its own series."""

from __future__ import annotations

import re

import pytest

from monitoring.intake.submit import submit
from monitoring.language import Words
from tests.drawn import given
from tests.intake.sheets import ALLOCATION, AMOUNT, FIGURE, Sheet
from tests.intake.test_rules import wrong

ENGLISH = Words("en")
SPENT = AMOUNT | {"kind": "expenditure"}


def codes(sheet: Sheet) -> dict[str, str]:
    """The code of what is found, by place."""
    return {finding.place: finding.rule for finding in sheet.check().findings if finding.cell}


def test_no_more_is_committed_than_the_budget_of_the_year(fictional):
    sheet = Sheet(fictional)
    sheet.put("allocation", 1, **ALLOCATION)  # 5,000
    sheet.put("budget_line", 1, **AMOUNT | {"quarter": "2026-Q1", "amount_eur": 1000})
    sheet.put("budget_line", 2, **AMOUNT | {"quarter": "2026-Q2", "amount_eur": 4500})
    place = sheet.cell("budget_line", 2, "amount_eur")
    assert wrong(sheet.check()) == {
        place: ["With this, €5,500.00 is committed from BZ · ODA in 2026, and the budget is €5,000.00."]
    }
    assert codes(sheet)[place] == "CHK-B5"
    # 1,000 + 4,000 is what there is; another year has no budget, and is not looked at.
    sheet.put("budget_line", 2, amount_eur=4000)
    sheet.put("budget_line", 3, **AMOUNT | {"quarter": "2025-Q2", "amount_eur": 9999})
    assert wrong(sheet.check()) == {}


def test_no_more_is_paid_than_the_budget_and_a_smaller_budget_is_held_against_what_was_paid(fictional):
    sheet = Sheet(fictional)
    sheet.put("allocation", 1, **ALLOCATION)
    sheet.put("budget_line", 1, **AMOUNT | {"quarter": "2025-Q1", "amount_eur": 9000})  # committed in a year before
    sheet.put("budget_line", 2, **SPENT | {"quarter": "2026-Q1", "amount_eur": 3000})
    submit(fictional, sheet.check(), "eerste")

    more = Sheet(fictional)
    more.put("budget_line", 1, **SPENT | {"quarter": "2026-Q2", "amount_eur": 2500})
    assert codes(more)[more.cell("budget_line", 1, "amount_eur")] == "CHK-B6"

    less = Sheet(fictional)
    less.put("allocation", 1, **ALLOCATION | {"phase": "1SUPP", "mutation": "kasschuif", "amount_eur": -2500})
    assert codes(less)[less.cell("allocation", 1, "amount_eur")] == "CHK-B6"

    with_it = Sheet(fictional)
    with_it.put("allocation", 1, **ALLOCATION | {"phase": "1SUPP", "mutation": "erbij", "amount_eur": 500})
    with_it.put("budget_line", 1, **SPENT | {"quarter": "2026-Q2", "amount_eur": 2500})
    assert wrong(with_it.check()) == {}


@pytest.mark.parametrize(
    ("amount", "note", "asked"),
    [
        (-200_000, None, True),
        (-200_000, "besluit van het DG-overleg", False),
        (-90_000, None, False),
        (150_000, None, False),
    ],
)
def test_a_large_change_of_a_budget_says_why(fictional, amount, note, asked):
    """More than a tenth of what there was, and more than € 100,000."""
    sheet = Sheet(fictional)
    sheet.put("allocation", 1, **ALLOCATION | {"amount_eur": 1_600_000})
    sheet.put("allocation", 2, **ALLOCATION | {"phase": "1SUPP", "amount_eur": amount, "note": note})
    assert (codes(sheet).get(sheet.cell("allocation", 2, "amount_eur")) == "CHK-B10") == asked


@pytest.mark.parametrize(
    ("note", "asked"),
    [
        ("vluchten voor gedwongen terugkeer", True),
        ("bouw van vreemdelingendetentie", True),
        ("support to alternatives to detention", False),
        ("vrijwillige terugkeer", False),
    ],
)
def test_aid_that_forces_people_back_is_asked_about(fictional, note, asked):
    sheet = Sheet(fictional)
    sheet.put("budget_line", 1, **AMOUNT | {"note": note})
    assert (codes(sheet).get(sheet.cell("budget_line", 1, "note")) == "CHK-O2") == asked


def test_two_budgets_do_not_come_to_share_a_key_by_a_vertical_line(fictional):
    """A row is known by its codes with lines between them, so that “A|B” of C and A of “B|C” would be one."""
    sheet = Sheet(fictional)
    sheet.put("allocation", 1, **ALLOCATION | {"chapter": "A|B", "article": "C"})
    sheet.put("allocation", 2, **ALLOCATION | {"chapter": "A", "article": "B|C"})
    assert codes(sheet) == {
        sheet.cell("allocation", 1, "chapter"): "shape",
        sheet.cell("allocation", 2, "article"): "shape",
    }


HISTORY = """
    indicator | country | period  | reporter | dimension | value | state
    HAN-01    | XAA     | 2025-Q1 | BZ       | total     |   100 | reported
    HAN-01    | XAA     | 2025-Q2 | BZ       | total     |   104 | reported
    HAN-01    | XAA     | 2025-Q3 | BZ       | total     |    98 | reported
    HAN-01    | XAA     | 2025-Q4 | BZ       | total     |   101 | reported
    HAN-01    | XAA     | 2026-Q1 | BZ       | total     |    99 | reported
    HAN-01    | XAA     | 2026-Q2 | BZ       | total     |   103 | reported
"""


@pytest.mark.parametrize(("value", "asked"), [(110, False), (125, True), (1020, True), (80, True)])
def test_a_figure_far_from_its_own_series_is_asked_about_with_the_usual_range(fictional, value, asked):
    given(fictional, observation=HISTORY)
    sheet = Sheet(fictional)
    sheet.put("observation", 1, **FIGURE | {"value": value})
    found = [finding for finding in sheet.check().findings if finding.rule == "outlier"]
    assert [finding.place for finding in found] == [sheet.cell("observation", 1, "value")] * asked
    assert all("usually between 83 and 118" in ENGLISH(finding.message) for finding in found)


def test_what_was_always_nothing_is_said_with_one_number(fictional):
    given(fictional, observation=re.sub(r"\d+ \| reported", "0 | reported", HISTORY))
    sheet = Sheet(fictional)
    sheet.put("observation", 1, **FIGURE | {"value": 9})
    [found] = [finding for finding in sheet.check().findings if finding.rule == "outlier"]
    assert ENGLISH(found.message) == "This is far from what it was before: usually 0."


def test_five_periods_are_no_series(fictional):
    given(fictional, observation=HISTORY.rsplit("\n", 2)[0])
    sheet = Sheet(fictional)
    sheet.put("observation", 1, **FIGURE | {"value": 1020})
    assert "outlier" not in {finding.rule for finding in sheet.check().findings}


def test_a_running_total_does_not_fall(fictional):
    [(code,)] = fictional.rows("select distinct code from indicator where kind = 'cumulative'")
    [(frequency, reporter)] = fictional.rows("select frequency, reporter from indicator where code = ? limit 1", code)
    periods = {"quarter": ("2026-Q1", "2026-Q2"), "half": ("2025-H2", "2026-H1"), "year": ("2024", "2025")}[frequency]
    row = {"indicator": code, "country": "Almara"}
    sheet = Sheet(fictional, reporter)
    sheet.put("observation", 1, **row | {"period": periods[0], "value": 12})
    sheet.put("observation", 2, **row | {"period": periods[1], "value": 9})
    found = [finding for finding in sheet.check().findings if finding.rule == "cumulative falls"]
    assert [finding.place for finding in found] == [sheet.cell("observation", 2, "value")]
    assert "less than the 12" in ENGLISH(found[0].message)
    sheet.put("observation", 2, value=15)
    assert "cumulative falls" not in {finding.rule for finding in sheet.check().findings}
