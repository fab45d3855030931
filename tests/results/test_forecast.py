"""The band of a forecast: laws that hold for every series, and that it does not claim more than the figures bear."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.forecast import KINDS, coverage
from monitoring.results.forecast import ahead

series = st.lists(st.integers(0, 1000).map(float), min_size=6, max_size=14)


@settings(max_examples=25, deadline=None)
@given(series, st.integers(1, 8))
def test_the_middle_lies_in_the_band_and_two_looks_say_the_same(values, distance):
    known, asked = dict(enumerate(values)), [[len(values) - 1 + distance]]
    [band] = ahead(known, asked, season=4)
    assert band.low <= band.middle <= band.high
    assert ahead(known, asked, season=4) == [band]


@settings(max_examples=25, deadline=None)
@given(series)
def test_another_unit_and_another_start_change_nothing_but_the_unit(values):
    [band] = ahead(dict(enumerate(values)), [[len(values) + 1]])
    [other] = ahead({place + 40: 100 * value + 7 for place, value in enumerate(values)}, [[len(values) + 41]])
    assert (other.low, other.high) == pytest.approx((100 * band.low + 7, 100 * band.high + 7), rel=1e-4, abs=1e-2)


def test_a_missing_quarter_needs_no_filling_in():
    [band] = ahead({n: 5.0 + 3 * n for n in (0, 1, 2, 4, 5, 7)}, [[8]])
    assert (band.low, band.high) == pytest.approx((29, 29))


def test_further_away_is_less_sure():
    near, far = ahead(dict(enumerate([10.0, 13, 11, 16, 15, 18, 17, 22])), [[8], [14]])
    assert far.high - far.low > near.high - near.low


def test_quarters_added_up_are_one_sum_with_its_own_band():
    whole, *apart = ahead(dict(enumerate([10.0, 13, 11, 16, 15, 18, 17, 22])), [[8, 9], [8], [9]])
    assert whole.middle == pytest.approx(sum(one.middle for one in apart), rel=0.02)
    assert whole.high - whole.low < sum(one.high - one.low for one in apart)


@pytest.mark.parametrize("kind", KINDS)
def test_the_band_of_eighty_in_a_hundred_holds_about_so_many(kind):
    """Also where shocks stay, which so few figures hardly show."""
    assert coverage(kind, known=12, distance=4, series=150)["share inside the 80 % band"] >= 0.75


def test_the_share_under_the_ends_of_the_band_is_what_the_band_leaves_out():
    [band] = ahead(dict(enumerate([10.0, 13, 11, 16, 15, 18, 17, 22])), [[9]])
    found = [band.under(value) for value in (band.low, band.middle, band.high)]
    assert found == pytest.approx([0.1, 0.5, 0.9], abs=0.01)
    assert (band.under(-1e6), band.under(1e6)) == (0, pytest.approx(1))
