"""The names that queries use: the tables of the ledger, views over them, and one view per theory.

They are made anew for each connection, in its own memory and not in the lake: a view stored in
the lake would always read the live state, and a past state may lack columns that came later.
So every table gets a view of its own name here, with the columns it lacks filled by NULL, and
`from observation` means the same in any state.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from monitoring.ledger.schema import Table, existing, tables

RESTRICTED = frozenset({"incident_text"})
"""Tables that no reader's query may ask: what is in them is shown by the one function that asks who reads it."""

IN_THE_LAKE = frozenset({"budget_line", "refused_row", "source_cell", "submission"})
"""Tables that are never held in memory: the largest. A page reads few of their rows, or what is kept of all of them (`money`)."""

Judgement = Callable[[duckdb.DuckDBPyConnection], None]


@dataclass(frozen=True)
class Views:
    """What a subject adds to each connection: its judgements as SQL functions, and its views.

    `for_readers` are views that only a reader's own query or what an organisation gets back needs (`Ledger.name_for_readers`).
    `theory` is the select behind each view ``theory.<code>``, with ``{code}`` for the theory. `kept_from` names,
    for a view that is kept (`Ledger.keep`), the macro it is made by and the views that the macro takes.
    """

    judgements: Sequence[Judgement] = ()
    files: Sequence[Path] = ()
    for_readers: Sequence[Path] = ()
    theory: str | None = None
    kept_from: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def create(connection: duckdb.DuckDBPyConnection, extra: Sequence[Views], day: datetime.date | None = None) -> None:
    """Make all names of a connection; `day` is when a past state was the last one."""
    seen_on(connection, day)
    present = existing(connection)
    connection.begin()  # outside one, DuckLake looks up its state for every view
    for table in tables().values():
        connection.execute(f"create or replace view {table.name} as {stored(table, present)}")
    derived(connection, extra)
    connection.commit()


def hold(connection: duckdb.DuckDBPyConnection) -> None:
    """Hold what the names of tables answer now in memory, for who asks much of a state that does not change."""
    connection.execute("create schema memory.held")
    connection.begin()
    for name in tables().keys() - IN_THE_LAKE:
        connection.execute(f"create table memory.held.{name} as from memory.main.{name}")
        connection.execute(f"create or replace view memory.main.{name} as from memory.held.{name}")
    connection.commit()


def seen_on(connection: duckdb.DuckDBPyConnection, day: datetime.date | None = None) -> None:
    """Make `known_on()` answer on which day a state is looked at; without one it is always today."""
    known_on = f"date '{day.isoformat()}'" if day else "current_date"
    connection.execute(f"create or replace macro known_on() as {known_on}")


def derived(connection: duckdb.DuckDBPyConnection, extra: Sequence[Views]) -> None:
    """Make the names that rest on those of the tables: the judgements and the views."""
    for views in extra:
        for judgement in views.judgements:
            judgement(connection)
        for file in views.files:
            connection.execute(file.read_text(encoding="utf-8"))


def for_readers(connection: duckdb.DuckDBPyConnection, extra: Sequence[Views]) -> None:
    """Make the views that stand in place of others where a reader asks."""
    for views in extra:
        for file in views.for_readers:
            connection.execute(file.read_text(encoding="utf-8"))


def theories(connection: duckdb.DuckDBPyConnection, extra: Sequence[Views]) -> None:
    """Make the views of theories that are not there yet, so that `from theory.ter` answers."""
    lacking = connection.execute(
        "select distinct code from memory.main.theory "
        "where lower(code) not in (select view_name from duckdb_views() where database_name = 'theory')"
    ).fetchall()
    for views in extra:
        for (code,) in lacking if views.theory else ():
            connection.execute(f"create view theory.main.{code.lower()} as {views.theory.format(code=code)}")


_COLUMN = re.compile(r"""(?<!\bmain)\."?\w+|\bas "?\w+""", re.IGNORECASE)
"""In the SQL of a view: the column of something, or what something is called."""


def rests_on(connection: duckdb.DuckDBPyConnection, name: str) -> frozenset[str]:
    """The tables that a view may rest on: every one that it, or a view or macro in it, mentions.

    A column of the same name may count too: one too many does no harm, one too few would.
    """
    definitions = dict(
        connection.execute(
            "select view_name, sql from duckdb_views() where database_name = 'memory' and not internal union all "
            "select function_name, macro_definition from duckdb_functions() "
            "where function_type in ('macro', 'table_macro') and not internal"
        ).fetchall()
    )
    known, found, unread = tables().keys(), set(), {name}
    while unread:
        found |= unread
        sql = " ".join(definitions.get(one) or "" for one in unread - known)
        unread = (set(re.findall(r"\w+", _COLUMN.sub("", sql))) & definitions.keys()) - found
    return frozenset(found & known)


def names(connection: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], list[str]]:
    """All names a reader may use, as (catalogue, name), with their columns; nothing that is `RESTRICTED`."""
    found: dict[tuple[str, str], list[str]] = {}
    for catalogue, view, column in connection.execute(
        "select database_name, table_name, column_name from duckdb_columns() "
        "where database_name in ('memory', 'theory') and not internal order by all"
    ).fetchall():
        if view not in RESTRICTED:
            found.setdefault((catalogue, view), []).append(column)
    return found


def stored(table: Table, present: Mapping[str, Sequence[str]], snapshot: int | None = None) -> str:
    """The select of all rows of a table as the lake has them, now or at a state by DuckLake's own number.

    `present` are the columns that the lake has of each table.
    """
    columns = ", ".join(
        f'"{c.name}"' if c.name in present.get(table.name, ()) else f'null::{c.type} as "{c.name}"'
        for c in table.columns
    )
    at = f" at (version => {snapshot:d})" if snapshot is not None else ""
    source = f"from lake.main.{table.name}{at}" if table.name in present else "where false"
    return f"select {columns} {source}"
