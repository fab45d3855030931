"""The ledger of this server: opened once, its last state in memory, and what takes long begun before anybody asks."""

from __future__ import annotations

import os
import threading
from contextlib import suppress

import duckdb
import streamlit as st

from monitoring.ledger import Address, AddressError, LedgerBusy, LedgerUnreachable, Present, frozen
from monitoring.ledger.address import DEFAULT, VARIABLE
from monitoring.ledger.connection import THREADS
from monitoring.results import changes, signals
from monitoring.start import Started, start
from monitoring.ui.state import State, called, state

JUDGED = ("result", "safeguard_state")
"""The views of how indicators and safeguards are judged, which take longest to work out."""

FOUND_AHEAD = (signals.cases_at, changes.changes)
"""What takes longest to find, of the quarter that most visitors look at."""

PAUSE = 4.0  # seconds in which a page that is asked for now has the processors to itself
PATIENCE = 5.0  # seconds that a server that stops waits for what it had begun

_begun: set[threading.Timer] = set()
_beginning = threading.Lock()


def opened() -> tuple[Started, Present]:
    """The ledger of this server, with what was wrong with its files, and its last state.

    Raises `AddressError`, `LedgerUnreachable` and `LedgerBusy`.
    """
    at = _address()
    started, now = _started(at), _present(at)
    now.refresh()
    return started, now


def begin() -> None:
    """Open the ledger and begin what every visitor asks, before there is one.

    Where it cannot be opened, the first visitor is told.
    """
    with suppress(AddressError, LedgerUnreachable, LedgerBusy):
        now = _present(_address())
        now.keep_ahead("money", *JUDGED)
        find_ahead(state(now), pause=0)
        if closed := next((one for one in frozen(now) if not one.opened), None):  # what the front page begins with
            find_ahead(state(now.at(closed.state, closed.seen_on)), pause=0, quarter=closed.quarter)


def find_ahead(now: State, pause: float | None = None, quarter: str | None = None) -> None:
    """Begin to `find` what most visitors ask of a quarter, without one of the last that ended; once per state.

    Where a process has one processor (`MONITORING_THREADS=1`) nothing is done ahead.
    """
    if now.first("signals") and os.environ.get(THREADS) != "1":
        work = threading.Timer(PAUSE if pause is None else pause, _find, (now, quarter or now.last_ended))
        work.daemon = True
        with _beginning:
            _begun.add(work)
            work.start()


def find(now: State, quarter: str | None = None) -> None:
    """Find the signals of a quarter and what changed since the one before, and put on disk what took long.

    Without one of the last that ended.
    """
    quarter = quarter or now.last_ended
    for function in FOUND_AHEAD if quarter else ():
        answer = now.answer(function, quarter)
        now.ledger.remember(called(function), (quarter,), now.moment, answer)
    now.ledger.store()


def _find(now: State, quarter: str | None) -> None:
    try:
        with suppress(duckdb.ConnectionException, duckdb.InterruptException):  # the ledger was closed meanwhile
            find(now, quarter)
    finally:
        _begun.discard(threading.current_thread())


def end() -> None:
    """Cancel what is still to begin, and wait a moment for what was begun: DuckDB cannot be left in the middle of a question."""
    with _beginning:
        begun = list(_begun)
    for work in begun:
        work.cancel()
        work.join(PATIENCE)
        _begun.discard(work)


def _address() -> str:
    text = os.environ.get(VARIABLE) or DEFAULT
    Address.parse(text)
    return text


@st.cache_resource(show_spinner=False)
def _started(address: str) -> Started:
    return start(address)


@st.cache_resource(show_spinner=False)
def _present(address: str) -> Present:
    return Present(_started(address).ledger)
