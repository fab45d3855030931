"""Several writers at once, in threads and processes, and writers that are killed."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
import time
from collections import Counter

import pytest

from monitoring.ledger import Ledger
from tests.drawn import given

WRITERS, ROUNDS = 3, 20


def start(address: str, name: str, rounds: int) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.ledger.writer", address, name, str(rounds)], stdout=subprocess.PIPE, text=True
    )


def test_processes_on_the_same_keys_leave_no_duplicate_and_lose_nothing(address):
    Ledger.open(address).close()
    writers = [start(address, f"W{i}", ROUNDS) for i in range(WRITERS)]
    printed = [writer.communicate(timeout=240)[0].split() for writer in writers]
    assert all(writer.returncode == 0 for writer in writers)
    numbers = [number for lines in printed for number in lines[1:]]
    assert sorted(map(int, numbers)) == list(range(1, WRITERS * ROUNDS + 1))

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
    for writer in writers:
        writer.communicate(timeout=120)
    assert [writer.returncode for writer in writers] == [0, 0, 0]
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


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
def test_a_killed_writer_leaves_all_of_a_commit_or_nothing(address):
    Ledger.open(address).close()
    acknowledged: set[str] = set()
    for turn in range(20):
        writer = start(address, f"K{turn}", 1000)
        assert writer.stdout.readline() == "ready\n"
        time.sleep(random.uniform(0, 0.4))
        writer.kill()
        acknowledged |= set(writer.communicate()[0].split())

    ledger = Ledger.open(address)
    themes = {code for (code,) in ledger.rows("select code from theme where code <> 'COUNTER'")}
    properties = {name for (name,) in ledger.rows("select name from ledger_property")}
    landed = {str(commit.number) for commit in ledger.history()}
    assert themes == properties
    assert acknowledged <= landed
    assert len(themes) == len(landed) - 1 == ledger.number
    ledger.close()
