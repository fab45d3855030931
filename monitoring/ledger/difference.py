"""What one commit did to the ledger, row by row, and who wrote the same rows after it.

DuckLake's `table_changes` says the wrong thing of a row that one transaction touches twice, so
what a commit did is found by comparing the two states, before and after it, on all columns. That
is also right for a commit that put rows back as they were: their `written_in` is an older number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import duckdb
import pyarrow as pa

from monitoring.ledger.ledger import Ledger
from monitoring.ledger.schema import Table, tables


@dataclass(frozen=True)
class Difference:
    """What one commit did to one table: the rows it touched, as they were before it and after it.

    Both hold every column of the table, `written_in` too. A row that it added stands only in
    `after`, one that it took away only in `before`, one that it changed in both.
    """

    table: Table
    before: pa.Table
    after: pa.Table

    def __bool__(self) -> bool:
        return bool(self.before.num_rows or self.after.num_rows)


def difference(ledger: Ledger, number: int, names: Iterable[str]) -> list[Difference]:
    """What commit `number` did to the tables `names`, those that it left alone not among them.

    Raises `UnknownState` where there is no such commit.
    """
    first, last = ledger.snapshot(number - 1), ledger.snapshot(number)
    found = []
    with ledger.connection as cursor:
        for table in (tables()[name] for name in names):
            before, after = as_of(cursor, table, first), as_of(cursor, table, last)
            each = Difference(
                table,
                cursor.execute(f"({before}) except ({after})").to_arrow_table(),
                cursor.execute(f"({after}) except ({before})").to_arrow_table(),
            )
            if each:
                found.append(each)
    return found


def as_of(cursor: duckdb.DuckDBPyConnection, table: Table, snapshot: int) -> str:
    """The select that reads a table as it was at a snapshot, with the columns that it has now.

    To be run outside a commit: inside one, DuckLake shows what the commit itself wrote as part of
    the past as well. A column that came later is empty, and a table that did is too.
    """
    source = f"lake.main.{table.name} at (version => {snapshot:d})"
    try:
        there = {row[0] for row in cursor.execute(f"describe from {source}").fetchall()}
    except duckdb.CatalogException:  # the table was made after this snapshot
        there, source = set(), f"(select 1) where false and {snapshot:d} = 0"
    columns = ", ".join(
        f'"{column.name}"' if column.name in there else f'null::{column.type} as "{column.name}"'
        for column in table.columns
    )
    return f"select {columns} from {source}"


def overtaken(cursor: duckdb.DuckDBPyConnection, each: Difference) -> pa.Table:
    """The keys of the rows that are no longer as the commit left them: one row per key, in the columns of the key.

    `cursor` is the state to look at, of the ledger or of a commit that has written nothing there yet.
    """
    keys = listed(each.table.key)
    touched = f"select {keys} from left_before union select {keys} from left_after"
    now = f"select {listed(each.table.names)} from {each.table.name} semi join ({touched}) using ({keys})"
    with registered(cursor, left_before=each.before, left_after=each.after):
        return cursor.execute(
            f"select distinct {keys} from ((({now}) except (from left_after)) "
            f"union all ((from left_after) except ({now}))) order by all"
        ).to_arrow_table()


@dataclass(frozen=True)
class Touched:
    """A row that a commit wrote, by its key in the order of the table."""

    number: int
    key: tuple[Any, ...]


def touched_since(ledger: Ledger, table: Table, groups: pa.Table, number: int) -> list[Touched]:
    """Which rows commits after `number` touched, of those that are alike with a row of `groups` in all its columns.

    The last commit first; each row once per commit.
    """
    commits = {commit.snapshot: commit.number for commit in ledger.history() if commit.number > number}
    if not commits:
        return []
    key = ", ".join(f'c."{name}"' for name in table.key)
    with ledger.connection as cursor, registered(cursor, asked=groups):
        rows = cursor.execute(
            f"select distinct c.snapshot_id, {key} from lake.table_changes('{table.name}', {min(commits)}, {max(commits)}) c "
            f"semi join asked using ({listed(groups.column_names)}) order by c.snapshot_id desc, {key}"
        ).fetchall()
    return [Touched(commits[snapshot], tuple(values)) for snapshot, *values in rows if snapshot in commits]


def listed(names: Sequence[str]) -> str:
    """Names of columns, as SQL lists them."""
    return ", ".join(f'"{name}"' for name in names)


@contextmanager
def registered(cursor: duckdb.DuckDBPyConnection, **arrow: pa.Table) -> Iterator[None]:
    """Let a cursor read Arrow tables by name for a while."""
    for name, table in arrow.items():
        cursor.register(name, table)
    try:
        yield
    finally:
        for name in arrow:
            cursor.unregister(name)
