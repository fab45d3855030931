"""Two states held beside each other say what a plain walk over every state says, on any history."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from monitoring.ledger import Ledger, Past, tables
from monitoring.person import Person
from monitoring.reports.compare import What, cells, compare
from monitoring.start import start
from tests.conftest import copy
from tests.drawn import given as drawn

ANALYST = Person("An Analyst", "BZ", ("analyst",))
KEYS = [(indicator, country) for indicator in ("TER-01", "TER-04") for country in ("XAA", "XAB")]
CHANGES = some.lists(
    some.dictionaries(
        some.sampled_from(KEYS), some.one_of(some.none(), some.integers(100, 105)), min_size=1, max_size=4
    ),
    min_size=2,
    max_size=6,
)


def commit(ledger: Ledger, changes: dict[tuple[str, str], int | None], number: int) -> None:
    """One commit: a value puts a row in or changes it, None takes it out. Counts of few people would be hidden."""
    rows = pd.DataFrame(
        [
            {
                "indicator": indicator,
                "country": country,
                "period": "2026-Q1",
                "reporter": "BZ",
                "dimension": "total",
                "value": Decimal(value),
                "numerator": None,
                "denominator": None,
                "state": "reported",
                "note": None,
            }
            for (indicator, country), value in changes.items()
            if value is not None
        ],
        columns=[name for name in tables()["observation"].names if name != "written_in"],
    )
    touched = " or ".join(f"(indicator = '{indicator}' and country = '{country}')" for indicator, country in changes)
    ledger.commit(
        ANALYST, f"Change {number}", lambda transaction: transaction.merge("observation", rows, within=touched)
    )


def plainly(ledger: Ledger, number: int) -> dict[tuple[str, str], dict[str, Any]]:
    """Every observation of a state, by indicator and country."""
    past = ledger.at(number)
    return {
        (row[0], row[1]): {"value": row[2], "state": row[3]}
        for row in past.rows("select indicator, country, value, state from observation")
    }


@pytest.fixture(scope="module")
def history(fictional_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """One ledger whose history every example goes on with."""
    ledger = start(copy(fictional_folder, tmp_path_factory.mktemp("compare") / "ledger")).ledger
    yield ledger
    ledger.close()


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=CHANGES, start_at=some.floats(0, 0.99), until=some.floats(0, 1))
def test_cells_are_those_of_a_plain_walk(history, changes, start_at, until):
    begin = history.number
    for number, each in enumerate(changes):
        commit(history, each, number)
    end = history.number
    if end == begin:
        return
    first = begin + int(start_at * (end - begin))
    last = first + 1 + int(until * (end - first - 1))
    then, now = Past(history, first), Past(history, last)
    found = cells(history, then, now, ["observation"])
    walk = [plainly(history, number) for number in range(first, last + 1)]
    old, new = walk[0], walk[-1]
    expected = {}
    for key in old.keys() | new.keys():
        if old.get(key) == new.get(key):
            continue
        what = What.NEW if key not in old else What.GONE if key not in new else What.CHANGED
        by = max(first + at for at in range(1, len(walk)) if walk[at].get(key) != walk[at - 1].get(key))
        expected[key] = (what, old.get(key, {}).get("value"), new.get(key, {}).get("value"), by)
    told = {
        (cell.key["indicator"], cell.key["country"]): (cell.what, cell.then, cell.now, cell.commit.number)
        for cell in found.found
        if cell.column == "value"
    }
    assert told == expected
    assert sum(found.rows.values()) == len(expected)
    then.close()
    now.close()


def test_a_cell_is_told_of_who_changed_that_cell_and_not_the_one_beside_it(blank):
    drawn(blank, observation="indicator | period | value | note \n TER-01 | 2025-Q1 | 100 | ")
    before = blank.number
    drawn(blank, "Counted twice", observation="indicator | period | value | note \n TER-01 | 2025-Q1 | 200 | ")
    drawn(blank, "Explained", observation="indicator | period | value | note \n TER-01 | 2025-Q1 | 200 | see letter")
    drawn(blank, "As it was", observation="indicator | period | value | note \n TER-01 | 2025-Q1 | 200 | see report")
    found = cells(blank, Past(blank, before), Past(blank, blank.number))
    told = {cell.column: (cell.then, cell.now, cell.commit.reason) for cell in found.found}
    assert told == {
        "value": (Decimal(100), Decimal(200), "Counted twice"),
        "note": (None, "see report", "As it was"),
    }


def test_so_many_rows_that_not_all_are_told_are_counted(blank, monkeypatch):
    monkeypatch.setattr(sys.modules[cells.__module__], "MOST", 2)
    before = blank.number
    drawn(
        blank,
        observation="""
        indicator | period  | value
        TER-01    | 2025-Q1 | 3
        TER-01    | 2025-Q2 | 4
        TER-01    | 2025-Q3 | 5
        """,
    )
    found = cells(blank, Past(blank, before), Past(blank, blank.number))
    assert found.rows["observation", What.NEW] == 3
    assert len({tuple(cell.key.values()) for cell in found.found}) == 2
    assert not found.all_told


def test_what_points_at_few_people_is_not_told_in_a_comparison(example_ledger, example_folder, tmp_path):
    """A count of 1 to 4 people is hidden on every page, and so is that it was another one before."""
    ledger = start(copy(example_folder, tmp_path / "ledger")).ledger
    (indicator, country, period, reporter) = ledger.row(
        "select o.indicator, o.country, o.period, o.reporter from observation o "
        "join (select code, arg_max(privacy, version) as privacy from indicator group by code) i on i.code = o.indicator "
        "where i.privacy <> 'none' and o.value > 20 and o.dimension = 'total' and o.period = '2026-Q2' order by all limit 1"
    )
    before = ledger.number

    def few(transaction):
        rows = transaction.cursor.execute(
            "select * exclude (written_in) replace (3 as value) from observation where indicator = ? and country = ? "
            "and period = ? and reporter = ? and dimension = 'total'",
            [indicator, country, period, reporter],
        ).to_arrow_table()
        transaction.merge("observation", rows)

    ledger.commit(ANALYST, "Fewer", few)
    then, now = Past(ledger, before), Past(ledger, ledger.number)
    found = compare(ledger, then, now, "2026-Q2")
    (cell,) = [one for one in found.cells.found if one.column == "value"]
    assert (cell.then, cell.now, cell.hidden) == (None, None, True)
    assert not any(one.now == 3 and one.subject == indicator and one.country == country for one in found.figures)
    then.close()
    now.close()
    ledger.close()
