"""What a commit did is the difference of the two states around it, and putting that back is exact."""

from __future__ import annotations

import pandas as pd
import pytest

from monitoring.ledger import Difference, Ledger, UnknownState, difference, overtaken
from monitoring.ledger.difference import touched_since
from monitoring.ledger.upkeep import upkeep
from tests.drawn import SOMEBODY, given, rows

FIRST = """
    indicator | period  | value
    A         | 2026-Q1 |     1
    B         | 2026-Q1 |     2
"""
SECOND = """
    indicator | period  | value
    A         | 2026-Q1 |     5
    C         | 2026-Q1 |     7
"""


def values(rows: object) -> list[tuple]:
    """Indicator, value and number of each row."""
    return sorted((row["indicator"], int(row["value"]), row["written_in"]) for row in rows.to_pylist())


def replaced(ledger: Ledger) -> int:
    """A commit that changes A, takes B away and adds C."""
    given(ledger, observation=FIRST)
    whole = lambda transaction: transaction.merge("observation", rows("observation", SECOND), within="true")  # noqa: E731
    return ledger.commit(SOMEBODY, "another", whole).number


def put_back(ledger: Ledger, each: Difference) -> int:
    work = lambda transaction: transaction.put_back(each.table.name, each.before, each.after)  # noqa: E731
    return ledger.commit(SOMEBODY, "back", work).number


def test_a_commit_is_known_by_the_rows_before_and_after_it(any_ledger):
    number = replaced(any_ledger)
    [each] = difference(any_ledger, number, ["observation", "budget_line"])
    assert values(each.before) == [("A", 1, number - 1), ("B", 2, number - 1)]
    assert values(each.after) == [("A", 5, number), ("C", 7, number)]


def test_what_is_put_back_is_exactly_as_it_was_and_may_be_undone_itself(any_ledger):
    given(any_ledger, observation=FIRST)
    before = any_ledger.rows("from observation order by all")
    number = replaced(any_ledger)
    after = any_ledger.rows("from observation order by all")
    [each] = difference(any_ledger, number, ["observation"])
    back = put_back(any_ledger, each)
    assert any_ledger.rows("from observation order by all") == before
    [inverse] = difference(any_ledger, back, ["observation"])
    assert (values(inverse.before), values(inverse.after)) == (values(each.after), values(each.before))
    put_back(any_ledger, inverse)
    assert any_ledger.rows("from observation order by all") == after


def test_upkeep_in_between_changes_nothing_of_it(any_ledger):
    number = replaced(any_ledger)
    given(any_ledger, observation="indicator | period | value \n D | 2026-Q1 | 9")
    upkeep(any_ledger)
    [each] = difference(any_ledger, number, ["observation"])
    assert values(each.before) == [("A", 1, number - 1), ("B", 2, number - 1)]
    put_back(any_ledger, each)
    assert any_ledger.rows("select indicator, value::int from observation order by all") == [
        ("A", 1),
        ("B", 2),
        ("D", 9),
    ]


def test_who_touched_the_same_rows_later_is_known_also_where_they_are_gone(any_ledger):
    number = replaced(any_ledger)
    [each] = difference(any_ledger, number, ["observation"])
    with any_ledger.connection as cursor:
        assert overtaken(cursor, each).num_rows == 0
    changed = given(any_ledger, observation="indicator | period | value \n A | 2026-Q1 | 6").number
    gone = any_ledger.commit(
        SOMEBODY,
        "C is gone",
        lambda transaction: transaction.merge("observation", _none(), within="indicator = 'C'"),
    ).number
    with any_ledger.connection as cursor:
        keys = overtaken(cursor, each)
    assert [row["indicator"] for row in keys.to_pylist()] == ["A", "C"]
    touched = touched_since(any_ledger, each.table, keys, number)
    assert [(one.number, one.key[0]) for one in touched] == [(gone, "C"), (changed, "A")]


def _none() -> pd.DataFrame:
    return rows("observation", "indicator | period | value")


def test_a_commit_that_is_not_there_is_told(any_ledger):
    with pytest.raises(UnknownState):
        difference(any_ledger, 99, ["observation"])
