"""Rows that have not landed, read as if they had: views that put them over what the lake has.

Nothing is written, so that nobody waits and nothing stays behind. A commit that is undone would do the
same, and would write files, take the place of another writer, and leave the files if it were killed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import duckdb
import pyarrow as pa

from monitoring.ledger.schema import Table, existing, tables
from monitoring.ledger.views import stored


def suppose(
    connection: duckdb.DuckDBPyConnection, number: int, rows: Mapping[str, Any], gone: Mapping[str, str | pa.Table]
) -> None:
    """Make the names of a connection answer as after commit `number`, in which `rows` would land.

    The same rows as `Transaction.merge` leaves: those with the key of an arriving row give way to it, and
    those that `gone` is about and that have no such key are away. `gone` holds a condition or a table of keys.
    """
    present = existing(connection)
    for name, arriving in rows.items():
        table = tables()[name]
        _arrive(connection, table, arriving)
        on = " and ".join(f's."{key}" = t."{key}"' for key in table.key)
        stays = f"not exists (from kept.main.supposed_{name} s where {on})"
        if name in gone:
            stays += f" and not ({_is_gone(connection, table, gone[name])})"
        written_in = f", {int(number)} as written_in" if "written_in" in table.names else ""
        connection.execute(
            f"create or replace view {name} as select * from ({stored(table, present)}) t where {stays} "
            f"union all by name select *{written_in} from kept.main.supposed_{name}"
        )


def _is_gone(connection: duckdb.DuckDBPyConnection, table: Table, gone: str | pa.Table) -> str:
    """The condition on rows `t` that would be away; keys are kept in memory."""
    if isinstance(gone, str):
        return gone
    connection.register("going", gone.select(list(table.key)))
    connection.execute(f"create table kept.main.gone_{table.name} as from going")
    connection.unregister("going")
    on = " and ".join(f'g."{key}" = t."{key}"' for key in table.key)
    return f"exists (from kept.main.gone_{table.name} g where {on})"


def _arrive(connection: duckdb.DuckDBPyConnection, table: Table, rows: Any) -> None:
    """Keep the rows in memory, with the types of the table."""
    casts = ", ".join(f'cast("{c.name}" as {c.type}) as "{c.name}"' for c in table.columns if c.name != "written_in")
    connection.register("arriving", rows)
    connection.execute(f"create table kept.main.supposed_{table.name} as select {casts} from arriving")
    connection.unregister("arriving")
