"""What a column decides of its numbers and dates, and what is asked of it at once."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.intake.convention import Nothing, day_reader, number_reader, numbers_convention
from monitoring.intake.finding import fold
from monitoring.intake.normalise import Misread, number, percentage_or_number
from monitoring.language import Words
from tests.intake.sheets import AMOUNT, Sheet

ENGLISH = Words("en")


@dataclass(frozen=True)
class Said(Nothing):
    """What a layout says of a column."""


def read(*cells, stated=None):
    reader = number_reader(number, cells, stated)
    return [None if isinstance(value := reader(cell), Misread) else value for cell in cells]


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        (["1.234", "1.234,56"], ["1234", "1234.56"]),
        (["1.234", "12,5", "2.000"], ["1234", "12.5", "2000"]),
        (["1,234", "1,234.56"], ["1234", "1234.56"]),
        (["1.234", "1.2"], ["1.234", "1.2"]),
        (["1.234", "1'000.5"], ["1.234", "1000.5"]),
        (["‒ 1.760", "€ 2.000,50"], ["-1760", "2000.50"]),
        (["1.234", "0.500"], ["1.234", "0.500"]),
        (
            ["1.234", 71891.8, "12"],
            [None, "71891.8", "12"],
        ),  # a number in a cell shows nothing of how texts are written
        (["1.234,5", "1,234.5", "7.000"], ["1234.5", "1234.5", None]),
    ],
)
def test_one_clear_cell_decides_and_contradicting_ones_decide_nothing(cells, values):
    assert read(*cells) == [None if value is None else Decimal(value) for value in values]


def test_a_layout_may_state_it():
    assert read("1.234", stated=Said(decimal="comma")) == [1234]
    assert read("1.234", stated=Said(decimal="point")) == [Decimal("1.234")]
    assert read("1.234", "12,5", stated=Said(decimal="comma", times=1000)) == [1_234_000, 12_500]
    reader = number_reader(number, ["€ 12,5 mln"], Said(times=1000))
    assert reader("€ 12,5 mln").message.key == "“{value}” names a unit, and so does its column."


def test_a_share_among_thousands_of_euros_is_no_amount():
    cells = ["1200", "96%"]
    in_thousands, as_it_stands = (number_reader(percentage_or_number, cells, Said(times=n)) for n in (1000, 1))
    assert in_thousands("1200") == 1_200_000
    assert ENGLISH(in_thousands("96%").message) == "“96%” is a percentage."
    assert as_it_stands("96%") == 96


def days(*cells, stated=None):
    reader = day_reader(cells, stated)
    return [None if isinstance(value := reader(cell), Misread) else value.isoformat() for cell in cells]


def test_in_our_own_template_the_day_comes_first():
    assert days("03-04-2026") == ["2026-04-03"]
    assert days("03-04-2026", "12-25-2026") == ["2026-04-03", None]


def test_elsewhere_one_clear_date_decides_and_otherwise_it_is_asked():
    other = Nothing()
    assert days("03-04-2026", "25-12-2026", stated=other) == ["2026-04-03", "2026-12-25"]
    assert days("3/4/2026", "12/25/2026", stated=other) == ["2026-03-04", "2026-12-25"]
    assert days("3/4/2026", "2026-04-03", stated=other) == [None, "2026-04-03"]
    assert days("3/4/2026", "25/12/2026", "12/25/2026", stated=other) == [None, "2026-12-25", "2026-12-25"]
    assert days("3/3/2026", stated=other) == ["2026-03-03"]
    assert days("3/4/2026", stated=Said(days="month first")) == ["2026-03-04"]


def test_what_a_column_leaves_open_is_one_finding_with_all_its_cells(fictional):
    sheet = Sheet(fictional)
    for row, amount in enumerate(("1.234", "2.500", "71.891"), 1):
        sheet.put("budget_line", row, **AMOUNT | {"quarter": f"2026-Q{row}", "amount_eur": amount})
    [asked] = [each for each in fold(sheet.check().findings) if each.finding.rule == "two ways"]
    assert [cell.value for cell in asked.cells] == ["1.234", "2.500", "71.891"]
    assert "“1.234”" in ENGLISH(asked.finding.message) and "1234" in ENGLISH(asked.finding.message)

    sheet.put("budget_line", 4, **AMOUNT | {"quarter": "2025-Q4", "amount_eur": "1.000,50"})
    checked = sheet.check()
    assert "two ways" not in {finding.rule for finding in checked.findings}
    assert sum(checked.rows["budget_line"]["amount_eur"]) == 1234 + 2500 + 71891 + Decimal("1000.50")


def test_pro_memorie_is_no_amount_and_no_zero(fictional):
    sheet = Sheet(fictional)
    sheet.put("budget_line", 1, **AMOUNT | {"amount_eur": "p.m."})
    checked = sheet.check()
    assert {"pro memorie", "not filled in"} <= {finding.rule for finding in checked.findings}
    assert checked.rows == {}
    sheet.put("budget_line", 1, note="het bedrag volgt")  # who wrote a note meant the row
    assert "missing" in {finding.rule for finding in sheet.check().findings}


amounts = st.decimals(min_value=-(10**9), max_value=10**9, places=2)


def written(amount: Decimal, mark: str) -> str:
    """An amount with thousands and two decimals."""
    return f"{amount:,.2f}" if mark == "point" else f"{amount:,.2f}".translate(str.maketrans(",.", ".,"))


@given(st.lists(amounts, min_size=1), st.lists(st.integers(1000, 999_999)), st.sampled_from(["comma", "point"]))
def test_whole_thousands_beside_amounts_are_read_as_the_amounts_are(some, thousands, mark):
    texts = [written(amount, mark) for amount in some]
    whole = [written(Decimal(n), mark)[:-3] for n in thousands]
    reader = number_reader(number, [*texts, *whole])
    assert [reader(text) for text in texts] == some
    assert [reader(text) for text in whole] == thousands


@given(st.lists(st.integers(1000, 999_999), min_size=1), st.sampled_from(["comma", "point"]))
def test_a_column_of_nothing_but_thousands_is_asked_or_stated(thousands, mark):
    whole = [written(Decimal(n), mark)[:-3] for n in thousands]
    assert numbers_convention(whole).choice is None
    assert all(isinstance(number_reader(number, whole)(text), Misread) for text in whole)
    assert [number_reader(number, whole, Said(decimal=mark))(text) for text in whole] == thousands


@given(st.lists(st.dates(datetime.date(2000, 1, 1), datetime.date(2049, 12, 31)), min_size=1), st.booleans())
def test_dates_are_never_read_wrong(written_days, day_first):
    texts = [day.strftime("%d-%m-%Y" if day_first else "%m-%d-%Y") for day in written_days]
    reader = day_reader(texts, Nothing())
    for text, day in zip(texts, written_days, strict=True):
        value = reader(text)
        assert isinstance(value, Misread) or value == day
