"""What a server worked out is there for the one after it, and only while it is still true."""

from __future__ import annotations

import json
import os
import pickle
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

import pytest

from monitoring.ledger import Ledger, Present, on_disk
from monitoring.ledger.upkeep import upkeep
from monitoring.results import changes, signals
from monitoring.start import start
from tests.conftest import copy
from tests.drawn import given

KEPT = ("observed", "figure", "hidden_cell", "result", "safeguard_state", "money")
LAST = "2026-Q3"
MONEY = {"budget_line": "project | budget_type | quarter | amount_eur \n P1 | BZ_ODA | 2025-Q1 | 5"}
RESULT = {"observation": "indicator | period | value \n TER-01 | 2025-Q1 | 3"}


@contextmanager
def serving(ledger: Ledger) -> Iterator[Present]:
    """A server that begins, with everything asked of it."""
    present = Present(ledger)
    present.keep(*KEPT)
    yield present
    present.close()


def left(ledger: Ledger) -> dict[str, int]:
    """What a server leaves on disk, by name, and when each was written."""
    with serving(ledger) as present:
        present.kept.store()
    return written(ledger)


def written(ledger: Ledger) -> dict[str, int]:
    return {file.stem: file.stat().st_mtime_ns for file in ledger.address.kept.glob("*.parquet")}


def true(present: Present) -> bool:
    """Whether all that is kept is what its view says, in the very same types; sums of fractions up to their last digits."""
    for name in KEPT:
        one, other = f"kept.main.{name}", f"memory.main.{name}"
        columns, same = (
            present.rows(f"select column_name, column_type from (describe from {table})") for table in (one, other)
        )
        if columns != same:
            return False
        chosen = ", ".join(f"round({column}, 9)" if kind == "DOUBLE" else column for column, kind in columns)
        one, other = f"select {chosen} from {one}", f"select {chosen} from {other}"
        if present.rows(f"({one} except all {other}) union all ({other} except all {one})"):
            return False
    return True


@pytest.fixture
def example(example_folder: Path, tmp_path: Path) -> Iterator[Ledger]:
    """The whole example, to be written in."""
    ledger = start(copy(example_folder, tmp_path / "ledger")).ledger
    yield ledger
    ledger.close()


def test_the_next_server_works_nothing_out_again(example):
    before = left(example)
    assert before.keys() == set(KEPT)
    assert left(example) == before
    with serving(example) as present:
        assert true(present)


def test_it_is_so_with_either_catalogue(address):
    ledger = start(address).ledger
    given(ledger, **RESULT)
    before = left(ledger)
    upkeep(ledger)  # takes strays away from among the ledger's own files
    assert left(ledger) == before
    assert before.keys() == set(KEPT)
    ledger.close()


@pytest.mark.parametrize(
    ("commit", "again"),
    [(MONEY, {"money"}), (RESULT, {"observed", "figure", "hidden_cell", "result", "safeguard_state"})],
    ids=["money", "a result"],
)
def test_after_a_commit_only_what_rests_on_it_is_worked_out_again(blank, commit, again):
    given(blank, observation="indicator | period | value \n TER-01 | 2024-Q1 | 3")
    before = left(blank)
    given(blank, **commit)
    after = left(blank)
    assert {name for name in KEPT if after[name] != before[name]} == again
    with serving(blank) as present:
        assert true(present)


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-9])


def emptied(file: Path) -> None:
    file.write_bytes(b"")


@pytest.mark.parametrize("damage", [cut, emptied])
def test_a_damaged_file_is_named_in_the_log_and_made_anew(blank, damage, caplog):
    given(blank, **RESULT)
    left(blank)
    file = blank.address.kept / "result.parquet"
    damage(file)
    with serving(blank) as present:
        assert true(present)
    assert str(file) in caplog.text
    left(blank)
    caplog.clear()
    with serving(blank):
        assert not caplog.text


def test_what_another_version_of_the_program_left_is_not_used(blank, monkeypatch):
    given(blank, **RESULT)
    before = left(blank)
    monkeypatch.setattr(on_disk, "made_by", lambda: "another")
    after = left(blank)
    assert all(after[name] != before[name] for name in KEPT)


def test_a_ledger_that_is_put_back_and_goes_on_differently_is_another_state(blank, tmp_path):
    folder = blank.address.folder
    blank.close()
    earlier = copy(folder, tmp_path / "earlier")
    ledger = start(folder).ledger
    given(ledger, **RESULT)
    left(ledger)
    number = ledger.snapshot(ledger.number)
    ledger.close()

    shutil.copytree(folder / "kept", earlier / "kept")
    again = start(earlier).ledger
    given(again, observation="indicator | period | value \n TER-01 | 2025-Q1 | 8")
    assert again.snapshot(again.number) == number
    with serving(again) as present:
        assert present.rows("select distinct value from kept.observed") == [(8,)]
    again.close()


def test_where_nothing_may_be_written_a_server_works_all_the_same_and_logs_why(blank, caplog):
    blank.address.kept.write_text("a file where the folder should be", encoding="utf-8")
    assert left(blank) == {}
    assert "cannot be written" in caplog.text
    with serving(blank) as present:
        present.remember("found", (LAST,), present.moment, [])
        assert present.recall("found", (LAST,), present.moment) is None
        assert true(present)


def test_what_a_killed_server_left_half_written_goes_and_what_another_is_writing_stays(blank):
    given(blank, **RESULT)
    left(blank)
    old, fresh = (blank.address.kept / f"result.parquet.{process}" for process in (11, 12))
    for file in (old, fresh):
        file.write_bytes(b"half")
    os.utime(old, (0, 0))
    given(blank, observation="indicator | period | value \n TER-01 | 2025-Q2 | 3")
    left(blank)
    assert (old.exists(), fresh.exists()) == (False, True)


# Answers that are no tables


@pytest.mark.parametrize("function", [signals.cases_at, changes.changes])
def test_what_was_found_is_recalled_as_it_was(example, function):
    with serving(example) as present:
        answer = function(present, LAST)
        assert answer
        present.remember("found", (LAST,), present.moment, answer)
    with serving(example) as present:
        assert present.recall("found", (LAST,), present.moment) == answer
        assert present.recall("found", ("2026-Q2",), present.moment) is None
        assert present.recall("other", (LAST,), present.moment) is None
        given(example, **MONEY)
        present.refresh()
        assert present.recall("found", (LAST,), present.moment) is None


def test_an_answer_that_may_be_of_two_states_is_not_remembered(blank):
    with serving(blank) as present:
        moment = present.moment
        given(blank, **MONEY)
        present.refresh()
        present.remember("found", (LAST,), moment, ["of before"])
        assert present.recall("found", (LAST,), present.moment) is None


class Hostile:
    """What runs a command as soon as it is read back."""

    def __init__(self, run: Callable, argument: object) -> None:
        self.run, self.argument = run, argument

    def __reduce__(self) -> tuple:
        return self.run, (self.argument,)


@pytest.mark.parametrize("run", [os.mkdir, start, Path.mkdir], ids=["the system", "ours", "a method"])
def test_what_is_put_into_the_folder_is_never_run(blank, tmp_path, run, caplog):
    target = tmp_path / "made"
    with serving(blank) as present:
        present.remember("found", (LAST,), present.moment, ["harmless"])
        file = blank.address.kept / "found.found"
        told = file.read_bytes().partition(b"\n")[0]
        assert json.loads(told)["to"] == [LAST]
        file.write_bytes(told + b"\n" + pickle.dumps(Hostile(run, target)))
        assert present.recall("found", (LAST,), present.moment) is None
    assert not target.exists()
    assert "no class of ours" in caplog.text


def test_what_could_not_be_read_back_is_not_put_there_and_the_log_says_so(blank, caplog):
    with serving(blank) as present:
        present.remember("found", (LAST,), present.moment, Path("x"))
        assert not (blank.address.kept / "found.found").exists()
    assert "cannot be remembered" in caplog.text


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff\n", b'{"to": ["2026-Q3"]}\n.', pickle.dumps(Decimal("1"))[:-3]])
def test_a_damaged_answer_is_found_anew(blank, content, caplog):
    with serving(blank) as present:
        present.remember("found", (LAST,), present.moment, [Decimal("1")])
        file = blank.address.kept / "found.found"
        told = file.read_bytes().partition(b"\n")[0]
        for damaged in (content, told + b"\n" + content):
            file.write_bytes(damaged)
            assert present.recall("found", (LAST,), present.moment) is None
    assert str(file) in caplog.text


def test_a_server_that_is_behind_does_not_take_what_a_newer_one_left(blank):
    given(blank, **RESULT)
    behind = Present(blank)
    given(blank, observation="indicator | period | value \n TER-01 | 2025-Q1 | 8")
    left(blank)
    behind.keep(*KEPT)
    assert behind.rows("select value from kept.observed") == [(3,)]
    assert true(behind)
    behind.refresh()
    behind.keep(*KEPT)
    assert behind.rows("select value from kept.observed") == [(8,)]
    behind.close()


def test_only_whose_ledger_it_is_may_read_the_folder(blank):
    left(blank)
    assert blank.address.kept.stat().st_mode & 0o777 == 0o700
