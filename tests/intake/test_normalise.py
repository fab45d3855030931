"""What people write in cells: every number as either language writes it is read back, or asked back."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitoring.intake.normalise import (
    Misread,
    day,
    dimension,
    mark_shown,
    number,
    order_shown,
    percentage_or_number,
    period,
    text,
    unit,
    whole,
)
from monitoring.language import Words

amounts = st.decimals(min_value=-(10**12), max_value=10**12, places=2)
SAID = {language: Words(language) for language in ("nl", "en")}


@given(amounts, st.sampled_from(["nl", "en"]))
def test_an_amount_as_either_language_writes_it_is_read_back(amount, language):
    assert number(SAID[language].number(amount, 2)) == amount


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=3), st.sampled_from([",", "."]))
def test_three_decimals_are_read_as_such_or_asked_back(amount, separator):
    """12.345 may be a thousand or a decimal; 0.345 and 1234.567 can only be a decimal."""
    read = number(str(amount).replace(".", separator))
    if isinstance(read, Misread):
        assert 1 <= abs(amount) < 1000
    else:
        assert read == amount


@given(st.integers(0, 10**12))
def test_thousands_may_stand_apart(whole):
    assert number(f"{whole:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")) == whole


@pytest.mark.parametrize("text", ["10 20", "1 2", "12 34 567", "1.23.456", "0.123.456", "1,2,3", "€", "5 % 3", "--5"])
def test_what_is_not_one_number_is_asked_back(text):
    assert isinstance(number(text), Misread)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.500", "0.5"),
        ("0,125", "0.125"),
        ("€ 1.234,50", "1234.5"),
        ("-€ 5", "-5"),
        ("€ -5", "-5"),
        ("1.234,50 EUR", "1234.5"),
        ("− 913", "-913"),
        ("(€ 913)", "-913"),
    ],
)
def test_numbers_as_they_stand_in_real_sheets(text, value):
    assert number(text) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234.567,89", "1234567.89"),
        ("1,234,567.89", "1234567.89"),
        ("€ 1.234.567,89", "1234567.89"),
        ("€\N{NO-BREAK SPACE}1.234.567,89", "1234567.89"),
        ("-€1,234.50", "-1234.50"),
        ("€501,562.19", "501562.19"),
        ("€ 12,5 mln.", "12500000"),
        ("€ 12,5 mln", "12500000"),
        ("€12.5M", "12500000"),
        ("1.5 million", "1500000"),
        ("3,2 miljoen euro", "3200000"),
        ("2 mld", "2000000000"),
        ("12k", "12000"),
        ("‒ 913", "-913"),
        ("913-", "-913"),
        ("-/- 913", "-913"),
        ("€ 500,-", "500"),
        ("1\N{THIN SPACE}760,5", "1760.5"),
        ("1’760.5", "1760.5"),
    ],
)
def test_numbers_in_every_spelling_of_both_languages(text, value):
    assert number(text) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("123*", "has a mark behind"),
        ("123 1)", "has a mark behind"),
        ("123²", "has a mark behind"),
        ("12M", "has a mark behind"),
        ("<5", "hides a small number"),
        ("ca. 500", "is about so much"),
        ("10 – 20", "is a range"),
        ("1,2E+06", "shortened"),
        ("US$ 5", "is not in euros"),
        ("nihil", "is a word"),
        ("p.m.", "names no amount"),
        ("01-02-2026", "is a date"),
    ],
)
def test_what_is_no_number_is_named_for_what_it_is(text, said):
    assert said in number(text).message.key


@pytest.mark.parametrize("text", ["", " ", "-", "–", ":", "..", "n.v.t.", "N/A", "nvt", "#N/A", "\N{NO-BREAK SPACE}"])
def test_what_says_that_there_is_nothing(text):
    assert number(text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *((text, "2026-Q1") for text in ("2026-Q1", "2026Q1", "Q1 2026", "K1 2026", "2026K1", "1e kwartaal 2026")),
        *(
            (text, "2026-Q1")
            for text in ("kwartaal 1 2026", "1e kw. 2026", "1st quarter 2026", "first quarter of 2026")
        ),
        *(
            (text, "2026-Q1")
            for text in ("2026/Q1", "Q1/2026", "1Q2026", "Q1 '26", "I-2026", "2026-I", "Kwartaal I 2026")
        ),
        *(
            (text, "2026-Q1")
            for text in ("jan-mrt 2026", "januari t/m maart 2026", "Jan – Mar 2026", "2026KW01", "T1 2026")
        ),
        *(
            (text, "2026-H2")
            for text in ("2026-H2", "2e halfjaar 2026", "2nd half of 2026", "juli-december 2026", "2026-S2")
        ),
        *((text, "2026") for text in (2026, 2026.0, "2026", "jaar 2026", "jan-dec 2026", "2026JJ00")),
        *(
            (text, "2026-03")
            for text in ("2026-03", "03-2026", "maart 2026", "mrt 2026", "March 2026", "2026M03", "MAR2026")
        ),
    ],
)
def test_periods_in_every_spelling(text, code):
    assert period(text) == code


@pytest.mark.parametrize(
    "text",
    ["2026/1", "1-2026", "2025/26", "2025-2026", "FY2026", "Q5 2026", "2026*", "Q1", "mrt-26", "feb-apr 2026", "-2026"],
)
def test_what_may_be_another_period_is_asked(text):
    assert isinstance(period(text), Misread)


@pytest.mark.parametrize(
    "text",
    [
        *("31-01-2026", "31/1/2026", "31.1.2026", "2026-01-31", "2026/01/31", "20260131", "46053", 46053, 46053.0),
        *("31 januari 2026", "31-jan-2026", "31 jan. 2026", "za 31 januari 2026", "Jan 31, 2026", "January 31st, 2026"),
        *("2026-01-31T00:00:00Z", "31-01-2026 00:00", "31 janvier 2026", "31Jan2026"),
    ],
)
def test_days_in_every_spelling(text):
    assert day(text) == datetime.date(2026, 1, 31)


@pytest.mark.parametrize("text", ["31-02-2026", "31-01-26", "2026", 2026, "31 mrt", "12345", True, "46053,5"])
def test_what_is_no_day_is_asked(text):
    assert isinstance(day(text), Misread)


cells = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(),
    st.text("0123456789.,'’ -–()€%kmlnQqe/:+*EUR\N{NO-BREAK SPACE}"),
    st.from_regex(
        r"[€$(+-]{0,2} ?\d{0,4}[.,' ]?\d{0,3}[.,]?\d{0,3} ?(mln|k|%|-|\)|\*|e kwartaal 2026)?", fullmatch=True
    ),
    st.datetimes(),
    st.dates(),
    st.times(),
    st.timedeltas(),
)


@settings(max_examples=400)
@given(cells, st.sampled_from([None, "comma", "point"]), st.sampled_from([None, "day first", "month first"]))
def test_no_cell_makes_anything_raise(cell, mark, order):
    for read in (number, percentage_or_number, whole):
        assert isinstance(read(cell, mark), Decimal | int | Misread | None)
    assert isinstance(period(cell), str | Misread | None)
    assert isinstance(day(cell, order), datetime.date | Misread | None)
    assert isinstance(text(cell), str | Misread | None)
    assert isinstance(dimension(cell), str | Misread)
    assert isinstance(unit(cell), Decimal | None)
    mark_shown(cell), order_shown(cell)
