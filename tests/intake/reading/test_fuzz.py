"""Damaged files are read or refused, and nothing else. For longer: python -m tests.intake.reading.fuzz 600"""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitoring.intake.confined.delimited import encoding_of, separator_of
from tests.intake.reading.books import ods, xlsx
from tests.intake.reading.fuzz import ROW, TEXTS, damaged, survives

MADE = [xlsx(), ods(ROW), *TEXTS]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(MADE), st.randoms(use_true_random=False))
def test_a_damaged_file_is_read_or_refused(content: bytes, random: Random):
    assert survives(damaged(content, random)) in (True, False)


@settings(max_examples=30, deadline=None)
@given(st.binary(min_size=1, max_size=2000))
def test_any_bytes_are_read_or_refused(content: bytes):
    assert survives(content) in (True, False)


@given(st.text())
def test_any_text_has_an_encoding_and_a_separator(text: str):
    for encoding in ("utf-8", "utf-16"):
        content = text.encode(encoding, "replace")
        assert separator_of(content, encoding_of(content))[0]


@pytest.mark.parametrize("seed", range(3))
def test_the_same_seed_damages_the_same_way(seed):
    assert damaged(MADE[0], Random(seed)) == damaged(MADE[0], Random(seed))
