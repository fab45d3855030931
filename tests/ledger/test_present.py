"""What is held in memory is what the ledger says, of one state; and only what a commit touched is read again."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator

import pytest

from monitoring.ledger import Ledger, Past, Present, tables
from monitoring.ledger import present as module
from monitoring.ledger.upkeep import upkeep
from monitoring.ledger.views import IN_THE_LAKE
from monitoring.person import MECHANISM
from tests.drawn import given
from tests.ledger.test_kept import COMMITS, KEPT


@pytest.fixture
def present(blank: Ledger) -> Iterator[Present]:
    held = Present(blank)
    yield held
    held.close()


def agree(present: Present, ledger: Ledger) -> bool:
    """Whether every table, and every answer that is kept, is what the ledger says."""
    present.keep(*KEPT)
    ledger.keep(*KEPT)
    names = [*tables(), *(f"kept.{name}" for name in KEPT)]
    return all(
        sorted(map(repr, present.rows(f"from {name}"))) == sorted(map(repr, ledger.rows(f"from {name}")))
        for name in names
    )


def held(present: Present) -> dict[str, int]:
    """Which table holds each of the ledger's by now: one that is read again is another table."""
    return dict(present.rows("select table_name, table_oid from duckdb_tables() where schema_name = 'held'"))


def test_after_any_commit_it_holds_what_the_ledger_says(blank, present):
    assert agree(present, blank)
    for rows in COMMITS.values():
        given(blank, **rows)
        present.refresh()
        assert agree(present, blank), rows
        assert present.number == blank.number
    upkeep(blank)
    present.refresh()
    assert agree(present, blank)


def test_with_either_catalogue_it_holds_the_state_that_it_found(any_ledger):
    present = Present(any_ledger)
    given(any_ledger, **COMMITS["money"])
    assert present.rows("from budget_line") == present.rows("from head where commit_number > 0") == []
    present.refresh()
    assert [present.rows(f"from {name}") for name in tables()] == [any_ledger.rows(f"from {name}") for name in tables()]
    assert present.number == any_ledger.number == 1
    present.close()


@pytest.mark.parametrize("what", ["money", "a result"])
def test_until_it_is_refreshed_all_of_it_is_of_one_state(blank, present, what):
    given(blank, **COMMITS[what])
    [table] = COMMITS[what]
    present.keep(*KEPT)
    assert present.rows(f"from {table}") == []
    assert present.number < blank.number
    assert present.rows("from kept.money") == present.rows("from kept.result") == []
    present.refresh()
    assert len(present.rows(f"from {table}")) == 1
    assert present.number == blank.number


def test_what_another_process_wrote_is_there_after_the_next_refresh(blank, present):
    other = Ledger.open(blank.address)
    given(other, **COMMITS["money"])
    other.close()
    present.refresh()
    assert present.row("select count(*) from budget_line") == (1,)


def test_only_what_a_commit_touched_is_read_again(blank, present):
    before = held(present)
    present.refresh()
    assert held(present) == before
    given(blank, **COMMITS["a result"])
    present.refresh()
    now = held(present)
    assert {name for name in now if now[name] != before[name]} == {"observation", "head"}
    assert now.keys() == tables().keys() - IN_THE_LAKE


def test_where_more_than_rows_changed_everything_is_read_again(blank, present):
    before = held(present)
    other = Ledger.open(blank.address)
    with other.connection as cursor:
        cursor.execute("create table lake.main.newer (a integer)")
    other.close()
    present.refresh()
    now = held(present)
    assert now.keys() == before.keys()
    assert not set(now.values()) & set(before.values())


def test_what_one_question_sees_is_of_one_state_while_others_commit(blank, present):
    """Every commit adds a row to a table that is held and to one that stays in the lake."""
    start, over, strange, seen = blank.number, threading.Event(), [], set()

    def read() -> None:
        while not over.is_set():
            present.refresh()
            present.keep("money", "result")
            counts = present.row(
                "select (select commit_number from head), (select count(*) from budget_line), (select count(*) from observation)"
            )
            seen.add(counts[0])
            if counts != (counts[0], counts[0] - start, counts[0] - start):
                strange.append(counts)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for i in range(8):
        given(
            blank,
            budget_line=f"project | budget_type | quarter | amount_eur \n P{i} | BZ_ODA | 2025-Q1 | 5",
            observation=f"indicator | period | value | reporter \n TER-01 | 2025-Q1 | 3 | R{i}",
        )
    over.set()
    for reader in readers:
        reader.join()
    assert not strange
    assert len(seen) > 1
    present.refresh()
    assert agree(present, blank)


def test_nothing_is_written_to_it_and_a_past_state_is_that_of_the_ledger(blank, present):
    with pytest.raises(ValueError, match="commit to the ledger"):
        present.commit(MECHANISM, "No", lambda transaction: None)
    past = present.at(0)
    assert past.as_of == 0
    assert past is present.at(0)  # at hand for the next who asks
    with pytest.raises(ValueError, match="commit to the ledger"):
        past.commit(MECHANISM, "No", lambda transaction: None)


def test_of_past_states_only_those_looked_at_last_stay_on_disk(blank, present, monkeypatch):
    monkeypatch.setattr(module, "MOST_ON_DISK", 2)
    for value in range(4):
        given(blank, observation=f"indicator | period | value \n TER-01 | 2025-Q1 | {value + 1}")
    present.refresh()
    for number in range(blank.number - 3, blank.number + 1):
        past = present.at(number)
        past.keep("result")
        past.store()
        os.utime(past.on_disk.folder, (number, number))
    left = sorted(folder.name.partition("-")[0] for folder in present.address.kept.iterdir() if folder.is_dir())
    assert left == [str(blank.number - 1), str(blank.number)]
    again = Past(blank, blank.number)
    assert again.on_disk.load("result") == again.moment  # a server after this one finds it
    again.close()
