"""The ledger: all numbers, every change to them with author and reason, and every past state."""

from __future__ import annotations

import datetime
import json
import os
import re
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

import duckdb
import pandas as pd
import pyarrow as pa

from monitoring.ledger import schema, statistics, supposing, views
from monitoring.ledger.address import Address
from monitoring.ledger.closed import NAME, frozen, frozen_as
from monitoring.ledger.connection import THREADS, attempts, busy, connect, harden
from monitoring.ledger.kept import Kept
from monitoring.ledger.transaction import Transaction
from monitoring.ledger.views import Views
from monitoring.person import MECHANISM, Person
from theory_of_change.text import Listing, Message, message

T = TypeVar("T")

READ_PATIENCE = 20.0  # seconds
_TODAY = "coalesce((select value::date from ledger_property where name = 'reference_date'), known_on())"


class UnknownState(LookupError):
    """Somebody asks for a commit, day or quarter that this ledger does not know; says what it knows."""

    def __init__(self, words: Message) -> None:
        super().__init__(words.key)
        self.message = words


@dataclass(frozen=True)
class Commit:
    """One change to the ledger: who, on behalf of whom, when and why."""

    number: int
    snapshot: int
    at: datetime.datetime
    author: str
    organisation: str
    reason: str
    verified: bool
    touched: int

    @property
    def day(self) -> datetime.date:
        """The day it was made, where this program runs."""
        return self.at.astimezone().date()


@dataclass(frozen=True)
class Committed(Generic[T]):
    """What a commit did: its number, or None where there was nothing to change."""

    number: int | None
    result: T


class Ledger:
    """A ledger, live or as it stood after one commit.

    Everybody works on a cursor of their own, made by `rows`, `frame` or `commit`; a Ledger can be
    shared by threads.
    """

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, address: Address, extra: Sequence[Views], as_of: int | None = None
    ) -> None:
        self.address = address
        self.as_of = as_of
        self._connection = connection
        self.extra = tuple(extra)
        self._writing = threading.Lock()
        self._naming = threading.Lock()
        self._named_for_readers = False
        self.kept = Kept(self._read, extra)
        self._past: dict[tuple[int, datetime.date], Ledger] = {}
        self.made = False

    @classmethod
    def open(
        cls, address: str | Path | Address | None = None, extra: Sequence[Views] = (), *, create: bool = True
    ) -> Ledger:
        """The ledger at an address, brought up to date where needed; `extra` adds views.

        Where there is none it is made, and `made` says so; without `create` that raises `NoLedger`.
        Raises `AddressError` for an address that names no ledger, and `LedgerUnreachable`.
        """
        where = address if isinstance(address, Address) else Address.parse(address)
        ledger = cls(connect(where, create=create), where, extra)
        ledger.made = ledger._bring_up_to_date()
        views.create(ledger._connection, ledger.extra)
        harden(ledger._connection, where)
        return ledger

    def close(self) -> None:
        """Close the connection, and those to past states."""
        for past in self._past.values():
            past.close()
        self._connection.close()

    # Reading

    def rows(self, sql: str, *values: Any) -> list[tuple]:
        """All rows of a query, with `values` bound to its question marks."""
        return self._read(lambda cursor: cursor.execute(sql, values).fetchall())

    def row(self, sql: str, *values: Any) -> tuple | None:
        """The first row of a query."""
        return self._read(lambda cursor: cursor.execute(sql, values).fetchone())

    def table(self, sql: str, *values: Any) -> pa.Table:
        """A query as Arrow: amounts stay DECIMAL."""
        return self._read(lambda cursor: cursor.execute(sql, values).to_arrow_table())

    def frame(self, sql: str, *values: Any) -> pd.DataFrame:
        """A query as a frame; amounts stay `Decimal`, empty is None."""
        return self.table(sql, *values).to_pandas(types_mapper=_frame_type)

    def _read(self, work: Callable[[duckdb.DuckDBPyConnection], T]) -> T:
        for _ in attempts(READ_PATIENCE):
            try:
                with self._connection.cursor() as cursor:
                    return work(cursor)
            except duckdb.Error as error:
                if not busy(error):
                    raise
        raise AssertionError("attempts ends by raising")

    def keep(self, *names: str) -> None:
        """Make ``kept.<name>`` hold the answer of a view, worked out once per day and change of what it rests on.

        A page asks several things of the same judged figures; this is where they come from. It is
        never older than the last commit at the moment of the call. A commit that touches none of the tables
        a view rests on leaves its answer as it is: money that comes in does not judge every indicator again.
        What several views are worked out from is worked out once (`Views.kept_from`).
        """
        moment = self.kept.now()
        for name in names:
            self.kept.keep(name, moment)

    def keep_ahead(self, *names: str) -> None:
        """Begin to `keep` names, each beside the others, for somebody who will ask for them in a moment.

        Nobody waits for it. Where a process has one processor (`MONITORING_THREADS=1`) nothing is done ahead.
        """
        if os.environ.get(THREADS) != "1":
            for name in names:
                threading.Thread(target=self._keep_while_open, args=(name,), daemon=True).start()

    def _keep_while_open(self, name: str) -> None:
        with suppress(duckdb.ConnectionException, duckdb.InterruptException):  # the ledger was closed meanwhile
            self.keep(name)

    @property
    def number(self) -> int:
        """The number of the last commit: the "stand" that people see."""
        row = self.row("select commit_number from head")
        return row[0] if row else 0

    def told(self, name: str) -> str | None:
        """A property of the ledger as a whole (table `ledger_property`), or None."""
        row = self.row("select value from ledger_property where name = ?", name)
        return row[0] if row else None

    @property
    def fictional(self) -> bool:
        """Whether this ledger holds invented figures, of whatever kind: for ever, once it has."""
        return self.told("fictional") == "true"

    @property
    def today(self) -> datetime.date:
        """The day that counts as today, as `reference_date()` in SQL.

        A fixed one in the example, so that it looks the same in any year; of a past state the day
        it was the last one.
        """
        return self.row(f"select {_TODAY}")[0]

    # Writing

    def commit(self, author: Person, reason: str, work: Callable[[Transaction], T]) -> Committed[T]:
        """Do `work` in one commit: all of it or nothing, with author and reason.

        Somebody else may commit at the same time. Then `work` is done again on the new state, so
        it must read what it needs from its transaction and have no other effect. Where it changes
        nothing, no commit is made. Raises `LedgerBusy` when others keep writing for too long.
        """
        if self.as_of is not None:
            raise ValueError("a past state cannot be written")
        if not reason.strip():
            raise ValueError("a commit needs a reason")
        with self._writing:
            for _ in attempts():
                with self._connection.cursor() as cursor:
                    try:
                        return self._try(cursor, author, reason, work)
                    except BaseException as error:
                        with suppress(duckdb.Error):
                            cursor.rollback()
                        if not (isinstance(error, Exception) and busy(error)):
                            raise
        raise AssertionError("attempts ends by raising")

    def _try(
        self, cursor: duckdb.DuckDBPyConnection, author: Person, reason: str, work: Callable[[Transaction], T]
    ) -> Committed[T]:
        cursor.begin()
        transaction = Transaction(cursor)
        result = work(transaction)
        if not transaction.touched:
            cursor.rollback()
            return Committed(None, result)
        info = {
            "commit": transaction.number,
            "organisation": author.organisation,
            "name": author.name,
            "roles": list(author.roles),
            "verified": author.verified,
            "touched": transaction.touched,
        }
        cursor.execute("call lake.set_commit_message(?, ?, extra_info => ?)", [str(author), reason, json.dumps(info)])
        cursor.commit()
        return Committed(transaction.number, result)

    def _bring_up_to_date(self) -> bool:
        """Create the tables and columns this ledger lacks, as a change with author and reason; whether it was new."""
        for _ in attempts():
            with self._connection.cursor() as cursor:
                try:
                    cursor.begin()
                    statements = schema.lacking(cursor)
                    if not statements:
                        cursor.rollback()
                        return False
                    new = "head" not in schema.existing(cursor)
                    for statement in statements:
                        cursor.execute(statement)
                    if new:
                        cursor.execute("insert into lake.main.head values ('head', 0)")
                    number = 0 if new else Transaction(cursor).number
                    reason = "A new ledger" if new else f"{len(statements)} tables or columns added"
                    info = {
                        "commit": number,
                        "organisation": MECHANISM.organisation,
                        "name": MECHANISM.name,
                        "roles": list(MECHANISM.roles),
                        "verified": True,
                        "touched": 0,
                    }
                    cursor.execute(
                        "call lake.set_commit_message(?, ?, extra_info => ?)",
                        [str(MECHANISM), reason, json.dumps(info)],
                    )
                    cursor.commit()
                    statistics.of_nothing(self._connection)
                    return new
                except duckdb.Error as error:
                    with suppress(duckdb.Error):
                        cursor.rollback()
                    if not busy(error):
                        raise
        raise AssertionError("attempts ends by raising")

    def name_for_readers(self) -> None:
        """Make the names answer that only readers ask: what is shown in place of what is hidden, and ``theory.<code>``.

        DuckDB works a view out when it is made. These take 50 ms each, and most who open a ledger never ask them.
        """
        with self._naming:
            if not self._named_for_readers:
                self._read(lambda cursor: views.for_readers(cursor, self.extra))
                self._named_for_readers = True
            self._read(lambda cursor: views.theories(cursor, self.extra))

    # The past

    def history(self) -> list[Commit]:
        """All commits, the last first."""
        rows = self.rows(
            "select snapshot_id, snapshot_time, commit_message, commit_extra_info from lake.snapshots() "
            "where commit_extra_info is not null order by snapshot_id desc"
        )
        commits = []
        for snapshot, at, reason, extra in rows:
            info = json.loads(extra)
            commits.append(
                Commit(
                    info["commit"],
                    snapshot,
                    at,
                    info["name"],
                    info["organisation"],
                    reason,
                    info["verified"],
                    info["touched"],
                )
            )
        return commits

    def at(self, number: int, day: datetime.date | None = None) -> Ledger:
        """The ledger as it stood after commit `number`, read-only. Raises `UnknownState`.

        It is judged on `day`, without one on the day of that commit.
        """
        if self.as_of is not None:
            raise ValueError("ask the live ledger for a past state")
        commit = self.commit_of(number)
        day = day or commit.day
        if (number, day) not in self._past:
            connection = connect(self.address, commit.snapshot)
            views.create(connection, self.extra, day)
            harden(connection, self.address)
            self._past[number, day] = Ledger(connection, self.address, self.extra, as_of=number)
        return self._past[number, day]

    def snapshot(self, number: int) -> int:
        """DuckLake's own number of the state after commit `number`. Raises `UnknownState`."""
        return self.commit_of(number).snapshot

    def commit_of(self, number: int) -> Commit:
        """The commit of a number. Raises `UnknownState`."""
        commit = next((c for c in self.history() if c.number == number), None)
        if commit is None:
            raise self._unknown(str(number))
        return commit

    @contextmanager
    def supposing(
        self,
        number: int,
        rows: Mapping[str, Any],
        gone: Mapping[str, str | pa.Table],
        day: datetime.date | None = None,
    ) -> Iterator[Ledger]:
        """The ledger as it would be if `rows` landed on commit `number`, judged on `day`, else today; nothing is written.

        `rows` holds, per table, every column but `written_in`; `gone` the condition on rows of a table, or
        their keys, that would be taken away where they are not among them. It is on a connection of its own, over that state
        and read-only, which is closed at the end: it stands in nobody's way. Raises `UnknownState`.
        """
        connection = connect(self.address, self.snapshot(number))
        supposed = Ledger(connection, self.address, self.extra, as_of=number)
        try:
            views.create(connection, self.extra, day)
            supposing.suppose(connection, number + 1, rows, gone)
            views.hold(connection)
            harden(connection, self.address)
            yield supposed
        finally:
            supposed.close()

    def as_known(self, when: str) -> Ledger:
        """The ledger as it stood at a commit ("412"), at the end of a day ("2026-03-31"), or when a quarter was closed ("2026-Q2").

        This is knowledge time: what we knew then, not what held then. Raises `UnknownState`, also
        for a day that is still to come: nobody knows what will be known then.
        """
        if re.fullmatch(r"\d+", when):
            return self.at(int(when))
        if NAME.fullmatch(when):
            return self._as_closed(when)
        try:
            day = datetime.date.fromisoformat(when)
        except ValueError:
            raise self._unknown(when) from None
        today = datetime.date.today()
        if day > today:
            raise UnknownState(
                message("There is no state “{when}” yet: it is {today} now.", when=when, today=today.isoformat())
            )
        commits = self.history()
        known = [c for c in commits if c.day <= day]
        if not known:
            raise UnknownState(
                message(
                    "There is no state “{when}”: the ledger begins on {first}. Give that day, a later one, or the number of a commit.",
                    when=when,
                    first=commits[-1].day.isoformat(),
                )
            )
        return self.at(known[0].number, day)

    def _as_closed(self, name: str) -> Ledger:
        found = frozen_as(self, name)
        if found is None:
            closed = [one.name for one in frozen(self)]
            raise UnknownState(
                message("“{when}” was not closed. Closed are: {closed}.", when=name, closed=Listing(closed))
                if closed
                else message(
                    "“{when}” was not closed: no quarter was. Give the number of a commit or a day.", when=name
                )
            )
        return self.at(found.state, found.seen_on)

    def _unknown(self, when: str) -> UnknownState:
        return UnknownState(
            message(
                "There is no state “{when}”. Give the number of a commit (at most {last}), a day or a closed quarter.",
                when=when,
                last=str(self.number),
            )
        )

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """A cursor for upkeep and for checking a query; close it after use."""
        return self._connection.cursor()


def _frame_type(kind: pa.DataType) -> Any:
    """Whole numbers that may be missing stay whole, rather than becoming floats."""
    return pd.Int64Dtype() if pa.types.is_integer(kind) else None
