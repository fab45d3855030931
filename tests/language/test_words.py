"""What is said to a person, in that person's language."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from monitoring.language import Words
from theory_of_change.text import Euro, Listing, Percent, Period, Text, counted, message

NL, EN = Words("nl"), Words("en")


@pytest.mark.parametrize(
    ("said", "nl", "en"),
    [
        (1234567, "1.234.567", "1,234,567"),
        (Decimal("-913.5"), "−913,5", "−913.5"),
        (Euro(Decimal("1234.5")), "€\u00a01.234,50", "€1,234.50"),
        (Euro(Decimal("-913")), "€\u00a0−913,00", "−€913.00"),
        (Euro(Decimal("31000000"), short=True), "€\u00a031,0\u00a0mln", "€31.0m"),
        (Percent(0.41), "41%", "41%"),
        (Period("2026-Q3"), "3e kwartaal 2026", "3rd quarter 2026"),
        (Period("2026-H1"), "1e halfjaar 2026", "1st half of 2026"),
        (Period("2026-03"), "maart 2026", "March 2026"),
        (Period("2026"), "2026", "2026"),
        (datetime.date(2026, 10, 14), "14 oktober 2026", "14 October 2026"),
        (Listing(["Almara", "Belmora", "Cordanië"]), "Almara, Belmora en Cordanië", "Almara, Belmora and Cordanië"),
        (Text(nl="naam", en="name"), "naam", "name"),
        (None, "–", "–"),
        (True, "ja", "yes"),
        (0, "0", "0"),
    ],
)
def test_each_kind_of_value_in_both_languages(said, nl, en):
    assert (NL(said), EN(said)) == (nl, en)


def test_a_sentence_says_its_values_in_the_language_too():
    said = message("{value} in {period}.", value=Decimal("1234.5"), period=Period("2026-Q3"))
    assert NL(said) == "1.234,5 in 3e kwartaal 2026."
    assert EN(said) == "1,234.5 in 3rd quarter 2026."


@pytest.mark.parametrize(("n", "nl"), [(0, "0 cellen"), (1, "1 cel"), (2, "2 cellen"), (1000, "1.000 cellen")])
def test_a_counted_sentence_knows_one_from_many(n, nl):
    assert NL(counted("{n} cell", "{n} cells", n=n)) == nl


def test_a_minus_that_rounds_to_nothing_is_not_written():
    assert NL.number(-0.2) == "0"
    assert NL.number(3, sign=True) == "+3"


def test_only_the_languages_of_the_product():
    with pytest.raises(ValueError, match="language is one of"):
        Words("de")
