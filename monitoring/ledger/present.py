"""States of the ledger with their tables in memory, for who asks much of one at once: the present one, and past ones.

A question to DuckLake costs 5 to 15 ms however little it reads: the catalogue is asked what the state is, and every
table is a file of its own. A page asks forty. The same questions on tables in memory take a tenth of that, and
all of them are answered from one state, whoever commits meanwhile.
"""

from __future__ import annotations

import datetime
import shutil
import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, NoReturn

import duckdb

from monitoring.ledger import views
from monitoring.ledger.connection import connect, harden
from monitoring.ledger.kept import MOMENT, Kept
from monitoring.ledger.ledger import Ledger
from monitoring.ledger.on_disk import Moment, OnDisk
from monitoring.ledger.schema import existing, tables

MOST_ON_DISK = 20
"""Past states of which something stays on disk: those that were looked at last."""

MOST_PAST = 4
"""Past states that stay in memory while others are looked at; at a million observations each takes half a gigabyte."""


class Held(Ledger):
    """A state to be read only, on a connection of its own, so that nobody who commits reads what is held here."""

    on_disk: OnDisk
    _moment: Moment

    @property
    def moment(self) -> Moment:
        """The state that is held."""
        return self._moment

    def keep(self, *names: str) -> None:
        """Make ``kept.<name>`` hold the answer of a view, of the state that is held."""
        for name in names:
            self.kept.keep(name, self._moment)

    def recall(self, name: str, arguments: Sequence[Any], moment: Moment) -> Any | None:
        """What `remember` put on disk of a moment, here or in a server before this one; None where nothing was."""
        return self.on_disk.recall(name, arguments, moment)

    def remember(self, name: str, arguments: Sequence[Any], moment: Moment, answer: Any) -> None:
        """Put an answer about a moment on disk; where another is held by now it may be of either, so not."""
        if moment == self._moment:
            self.on_disk.remember(name, arguments, moment, answer)

    def store(self) -> None:
        """Put on disk what was worked out of it."""
        self.kept.store()

    def commit(self, *_: Any) -> NoReturn:
        """Nothing is written here."""
        raise ValueError("what is held in memory cannot be written: commit to the ledger")


class Past(Held):
    """The state after one commit, looked at on a day. Raises `UnknownState`.

    What is worked out of it is found on disk in a folder of its own, beside that of the present one: it never changes.
    """

    def __init__(self, ledger: Ledger, number: int, day: datetime.date | None = None) -> None:
        commit = ledger.commit_of(number)
        day = day or commit.day
        super().__init__(connect(ledger.address, commit.snapshot), ledger.address, ledger.extra, as_of=number)
        self._moment = Moment(commit.snapshot, day)
        self.on_disk = OnDisk(self.address.kept / f"{number}-{day.isoformat()}", self._read)
        self.kept = Kept(self._read, self.extra, self.on_disk)
        views.create(self._connection, self.extra, day)
        views.hold(self._connection)
        harden(self._connection, self.address)

    def store(self) -> None:
        """Put on disk what was worked out, and take away what was put there of the states that were looked at longest ago."""
        self.kept.store()
        with suppress(FileNotFoundError):  # another server takes the same away, or nothing was put there
            self.on_disk.folder.touch()
            others = [folder for folder in self.address.kept.iterdir() if folder.is_dir()]
            for folder in sorted(others, key=lambda one: one.stat().st_mtime)[:-MOST_ON_DISK]:
                shutil.rmtree(folder, ignore_errors=True)


class Present(Held):
    """The state that `refresh` found last, to be read only; what is written, is written to the ledger itself."""

    def __init__(self, ledger: Ledger) -> None:
        super().__init__(connect(ledger.address, create=False), ledger.address, ledger.extra)
        self._ledger = ledger
        self.on_disk = OnDisk(self.address.kept, self._read)
        self.kept = Kept(self._read, self.extra, self.on_disk)
        self._moment: Moment | None = None
        self._refreshing = threading.Lock()
        self._opening = threading.Lock()
        self._opened: OrderedDict[tuple[int, datetime.date | None], Past] = OrderedDict()
        self._columns = existing(self._connection)
        self._connection.execute("create schema memory.held")
        views.seen_on(self._connection)
        self.refresh()
        views.derived(self._connection, self.extra)
        harden(self._connection, self.address)

    def refresh(self) -> None:
        """Hold the last state: of what is held, only tables that a commit touched since are read again."""
        with self._refreshing:
            if self._moment != self.kept.now():
                self._moment = self._read(self._hold)

    def _hold(self, cursor: duckdb.DuckDBPyConnection) -> Moment:
        """Read what changed since the state that is held, all of it in the last state."""
        cursor.begin()
        now = Moment(*cursor.execute(MOMENT).fetchone())
        changed = self.kept.changed(self._moment.snapshot, now.snapshot) if self._moment else None
        for name, table in tables().items():
            if name in views.IN_THE_LAKE:
                rows = views.stored(table, self._columns, now.snapshot)
                cursor.execute(f"create or replace view memory.main.{name} as {rows}")
            elif changed is None or name in changed:
                rows = views.stored(table, self._columns)
                cursor.execute(f"create or replace table memory.held.{name} as {rows}")
                cursor.execute(f"create or replace view memory.main.{name} as from memory.held.{name}")
        cursor.commit()
        return now

    def at(self, number: int, day: datetime.date | None = None) -> Past:
        """A past state, held in memory too: one of the `MOST_PAST` that were last asked for is at hand.

        Who still works with another keeps it; its memory is free once nobody does.
        """
        with self._opening:
            past = self._opened.pop((number, day), None) or Past(self._ledger, number, day)
            self._opened[number, day] = past
            if len(self._opened) > MOST_PAST:
                self._opened.popitem(last=False)
        return past


@contextmanager
def held(ledger: Ledger) -> Iterator[Ledger]:
    """A ledger with its tables in memory for as long as much is asked of it; a past state as it is."""
    if ledger.as_of is not None or isinstance(ledger, Present):
        yield ledger
        return
    present = Present(ledger)
    try:
        yield present
    finally:
        present.close()
