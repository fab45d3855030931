"""What people write in cells: every number as either language writes it is read back, or asked back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.intake.normalise import Misread, number
from monitoring.language import Words

amounts = st.decimals(min_value=-(10**12), max_value=10**12, places=2)
SAID = {language: Words(language) for language in ("nl", "en")}


@given(amounts, st.sampled_from(["nl", "en"]))
def test_an_amount_as_either_language_writes_it_is_read_back(amount, language):
    assert number(SAID[language].number(amount, 2)) == amount


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=3), st.sampled_from([",", "."]))
def test_three_decimals_are_read_as_such_or_asked_back(amount, separator):
    """12.345 may be a thousand or a decimal; 0.345 and 1234.567 can only be a decimal."""
    text = str(amount).replace(".", separator)
    read = number(text)
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
