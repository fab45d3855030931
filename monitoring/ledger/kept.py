"""Answers of views that are worked out once, and again only where something they rest on changed."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from monitoring.ledger import views
from monitoring.ledger.on_disk import Moment, OnDisk, Read
from monitoring.ledger.views import Views

MOMENT = "select id, known_on() from lake.current_snapshot()"
"""Asks which state is the last: a third of the time that asking `head` and the day takes."""

_ROWS = ("tables_inserted_into", "tables_deleted_from")  # changes of rows, as `lake.snapshots()` tells them


class Kept:
    """The answers that one connection keeps, each as table ``kept.<name>``; with a place on disk, beyond its end."""

    def __init__(self, read: Read, extra: Sequence[Views], on_disk: OnDisk | None = None) -> None:
        self._read = read
        self.on_disk = on_disk
        self._origins = {name: source for one in extra for name, source in one.kept_from.items()}
        self._keeping: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._moments: dict[str, Moment] = {}
        self._rests_on: dict[str, frozenset[str]] = {}
        self._tables: dict[str, str] = {}
        self._not_on_disk: set[str] = set()
        self.changed = lru_cache(maxsize=8)(self._changed)

    @property
    def names(self) -> frozenset[str]:
        """What there is an answer of."""
        return frozenset(self._moments)

    def forget(self, *names: str) -> None:
        """Hold none of these any more, as a server that just began; without names, nothing."""
        for name in names or tuple(self._moments):
            self._moments.pop(name, None)
            self._not_on_disk.discard(name)

    def now(self) -> Moment:
        """The last state, today."""
        return Moment(*self._ask(MOMENT)[0])

    def keep(self, name: str, moment: Moment) -> None:
        """Make ``kept.<name>`` hold the answer of a view at a moment; it may do so already."""
        with self._keeping[name]:
            before = self._moments.get(name) or (self.on_disk.load(name) if self.on_disk else None)
            if before == moment:
                self._moments[name] = moment
                return
            if before is not None and not self._touched(name, before, moment):
                self._moments[name] = moment
                return
            macro, *origins = self._origins.get(name, ("",))
            for origin in origins:
                self.keep(origin, moment)
            taken = ", ".join(f"'kept.main.{origin}'" for origin in origins)
            source = f"{macro}({taken})" if origins else f"memory.main.{name}"
            self._read(lambda cursor: cursor.execute(f"create or replace table kept.main.{name} as from {source}"))
            self._moments[name] = moment
            self._not_on_disk.add(name)

    def store(self) -> None:
        """Put on disk what is not there: a server does this when nobody waits for it."""
        for name in tuple(self._not_on_disk) if self.on_disk else ():
            with self._keeping[name]:
                if name in self._moments and self.on_disk.store(name, self._moments[name]):
                    self._not_on_disk.discard(name)

    def _touched(self, name: str, before: Moment, now: Moment) -> bool:
        """Whether anything that a view rests on may have changed from one moment to another."""
        if before.day != now.day:
            return True
        changed = self.changed(before.snapshot, now.snapshot)
        if name not in self._rests_on:
            self._rests_on[name] = self._read(lambda cursor: views.rests_on(cursor, name))
        return changed is None or bool(changed & self._rests_on[name])

    def _changed(self, first: int, last: int) -> frozenset[str] | None:
        """The tables whose rows changed after state `first` up to `last`; None where more than rows did, or `last` came before."""
        if last < first:  # another server left something newer than what is held here
            return None
        found: set[str | None] = set()
        for (changes,) in self._ask(
            "select changes from lake.snapshots() where snapshot_id between ? and ?", first + 1, last
        ):
            for what, tables in changes.items():
                found.update(self._table_of(table) if what in _ROWS else None for table in tables)
        return None if None in found else frozenset(filter(None, found))

    def _table_of(self, number: str) -> str | None:
        """The name of a table by the number that DuckLake gives it for ever; None where it is there no more."""
        if number not in self._tables:
            self._tables.update(self._ask("select table_id::varchar, table_name from ducklake_table_info('lake')"))
        return self._tables.get(number)

    def _ask(self, sql: str, *values: Any) -> list[tuple]:
        return self._read(lambda cursor: cursor.execute(sql, values).fetchall())
