"""Sheets of random cells are proposed, tried and read, and nothing raises. For longer: python -m tests.intake.fuzz_cells 600"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitoring.intake.layout.propose import propose
from monitoring.intake.reading import Sheet
from monitoring.intake.vocabulary import Vocabulary
from monitoring.start import start
from tests.intake.fuzz_cells import sheet, survives


@pytest.fixture(scope="module")
def vocabulary(blank_folder) -> Iterator[Vocabulary]:
    ledger = start(blank_folder).ledger
    yield Vocabulary.of(ledger)
    ledger.close()


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(random=st.randoms(use_true_random=False))
def test_a_sheet_of_random_cells_is_proposed_tried_and_read(vocabulary, random: Random):
    assert survives(sheet(random), vocabulary) >= 0


def test_a_column_that_its_table_does_not_have_is_not_proposed_for_it(vocabulary):
    """Indicators beside budgets: a figure of an indicator has no budget."""
    rows = [("Indicator", "Budget", "Kwartaal", "Waarde"), *[("TER-01", "BZ_ODA", "2026-Q1", n) for n in range(5)]]
    described = propose(Sheet("s", rows), vocabulary, "source").layout
    assert described.table == "observation"
    assert sorted(described.columns) == ["indicator", "period", "value"]
