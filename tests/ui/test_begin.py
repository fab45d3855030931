"""A server opens its ledger, and begins what takes long, before there is a visitor."""

from __future__ import annotations

import time

import pytest

from monitoring.ledger import Present
from monitoring.ledger.address import VARIABLE
from monitoring.ledger.connection import THREADS
from monitoring.ui import server
from monitoring.ui.server import _present, _started, begin, find_ahead, opened
from monitoring.ui.state import _answer, state
from tests.conftest import copy
from tests.drawn import given


def test_what_every_visitor_asks_is_there_before_the_first(blank_folder, tmp_path, monkeypatch):
    address = str(copy(blank_folder, tmp_path / "ledger"))
    monkeypatch.setenv(VARIABLE, address)
    monkeypatch.delenv(THREADS, raising=False)
    begin()
    present = _present(address)
    deadline = time.monotonic() + 60
    while len(present.kept.names) < 6 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert present.kept.names == {"money", "observed", "figure", "hidden_cell", "result", "safeguard_state"}
    present.close()
    _present.clear()
    _started.clear()


@pytest.mark.parametrize("address", ["mysql:host=x", "postgres:host=/nowhere data_path=/nowhere/files"])
def test_where_it_cannot_be_opened_the_first_visitor_is_told_and_the_server_starts(address, monkeypatch):
    monkeypatch.setenv(VARIABLE, address)
    begin()


def test_the_signals_of_the_last_quarter_are_found_before_anybody_asks(example_folder, tmp_path, monkeypatch):
    monkeypatch.setenv(VARIABLE, str(copy(example_folder, tmp_path / "ledger")))
    monkeypatch.delenv(THREADS, raising=False)
    found: list[str] = []
    monkeypatch.setattr(server, "FOUND_AHEAD", (lambda ledger, quarter: found.append(quarter) or list(found),))
    _, present = opened()
    find_ahead(state(present), pause=0)
    deadline = time.monotonic() + 60
    while not found and time.monotonic() < deadline:
        time.sleep(0.05)
    assert found == [state(present).last_ended]
    present.close()
    _present.clear()
    _started.clear()


def test_what_takes_long_is_begun_once_per_state(blank, monkeypatch):
    monkeypatch.delenv(THREADS, raising=False)
    present = Present(blank)
    server.end()  # of the tests before
    for _ in range(3):
        find_ahead(state(present), pause=600)
    assert len(server._begun) == 1
    given(blank, observation="indicator | period | value \n TER-01 | 2025-Q1 | 3")
    present.refresh()
    find_ahead(state(present), pause=600)
    assert len(server._begun) == 2
    server.end()
    assert not server._begun
    present.close()


def test_what_was_found_of_a_state_is_not_told_of_the_next(blank, monkeypatch):
    monkeypatch.setattr(server, "FOUND_AHEAD", (_commits,))
    given(blank, observation="indicator | period | value \n TER-01 | 2025-Q1 | 3")
    present = Present(blank)
    before = state(present)
    assert before.answer(_commits, before.last_ended) == [before.number]
    given(blank, observation="indicator | period | value \n TER-01 | 2025-Q1 | 4")
    present.refresh()
    server.find(before)  # its turn comes only now
    after = state(present)
    _answer.clear()
    assert after.answer(_commits, after.last_ended) == [after.number] != [before.number]
    server.find(after)
    _answer.clear()
    monkeypatch.setattr(Present, "number", property(lambda self: 0))  # it is recalled, not found again
    assert after.answer(_commits, after.last_ended) == [after.number]
    present.close()


def _commits(ledger, quarter):
    return [ledger.number]
