"""Several writers at once, in threads and processes, and writers that are killed."""

from __future__ import annotations

import threading
from collections import Counter

from monitoring.ledger import Ledger
from tests.drawn import given
from tests.forked import Forked
from tests.killed import TURNS, killed
from tests.ledger.writer import writes

WRITERS, ROUNDS = 3, 20


def start(address: str, name: str, rounds: int) -> Forked:
    return Forked(writes, address, name, rounds)


def test_processes_on_the_same_keys_leave_no_duplicate_and_lose_nothing(address):
    Ledger.open(address).close()
    writers = [start(address, f"W{i}", ROUNDS) for i in range(WRITERS)]
    numbers = [number for writer in writers for number in writer.said()[1:]]
    assert sorted(numbers) == list(range(1, WRITERS * ROUNDS + 1))

    ledger = Ledger.open(address)
    codes = Counter(code for (code,) in ledger.rows("select code from theme"))
    assert max(codes.values()) == 1
    assert len(codes) == WRITERS * ROUNDS + 1
    assert ledger.row("select position from theme where code = 'COUNTER'") == (WRITERS * ROUNDS,)
    assert ledger.row("select count(*) from ledger_property") == (WRITERS * ROUNDS,)
    assert len({commit.number for commit in ledger.history()}) == WRITERS * ROUNDS + 1
    ledger.close()


def test_two_processes_may_create_the_same_ledger_at_once(address):
    writers = [start(address, f"W{i}", 1) for i in range(3)]
    assert sorted(writer.said()[-1] for writer in writers) == [1, 2, 3]
    ledger = Ledger.open(address)
    assert ledger.rows("select name, commit_number from head") == [("head", 3)]
    ledger.close()


def test_threads_read_while_others_write(any_ledger):
    wrong: list[object] = []
    finished = threading.Event()

    def write(name: str) -> None:
        try:
            for turn in range(10):
                given(any_ledger, theme=f"code \n {name}{turn}", ledger_property=f"name | value \n {name}{turn} | x")
        except Exception as error:
            wrong.append(error)

    def read() -> None:
        try:
            while not finished.is_set():
                themes, properties = any_ledger.row(
                    "select (select count(*) from theme), (select count(*) from ledger_property)"
                )
                if themes != properties:
                    wrong.append((themes, properties))
        except Exception as error:
            wrong.append(error)

    writers = [threading.Thread(target=write, args=(name,)) for name in "ABC"]
    readers = [threading.Thread(target=read) for _ in range(4)]
    for thread in (*readers, *writers):
        thread.start()
    for thread in writers:
        thread.join(120)
    finished.set()
    for thread in readers:
        thread.join(20)
    assert not wrong
    assert not any(thread.is_alive() for thread in (*readers, *writers))
    assert any_ledger.row("select count(*) from theme") == (30,)


def test_a_killed_writer_leaves_all_of_a_commit_or_nothing(address):
    ledger = Ledger.open(address)
    said = killed(
        lambda turn: start(address, f"K{turn}", 1),
        lambda turn: bool(ledger.rows("select 1 from theme where code = ?", f"K{turn}-0")),
    )
    themes, properties, counted = ledger.row(
        "select (select list(code order by code) from theme where code <> 'COUNTER'), "
        "(select list(name order by name) from ledger_property), (select max(position) from theme)"
    )
    assert themes == properties
    assert counted == len(themes)
    assert {f"K{turn}-0" for turn, numbers in said.items() if numbers} <= set(themes)
    assert 0 < len(set(themes) - {"K0-0"}) < TURNS  # some were killed before their commit landed, some after
    assert len(ledger.history()) - 1 == ledger.number == len(themes)
    ledger.close()
