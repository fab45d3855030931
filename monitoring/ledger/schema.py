"""The tables of the ledger, as their `.sql` files say: columns, key, and what each means.

The files are the truth. Opening a ledger creates the tables it lacks, adds the columns it lacks, and
lets columns be empty that may be by now; nothing else is dropped or changed, so that every past state
stays readable. DuckLake
has no primary keys: the key in the file is what `Transaction.merge` keeps unique.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb

TABLES = Path(__file__).parent / "tables"


@dataclass(frozen=True)
class Column:
    """One column: its DuckDB type, whether it may be empty, and what it means."""

    name: str
    type: str
    required: bool
    meaning: str


@dataclass(frozen=True)
class Table:
    """One table: its grain in words, its columns in order, and its business key."""

    name: str
    grain: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)

    @property
    def content(self) -> tuple[str, ...]:
        """The columns that say something: neither key nor `written_in`."""
        return tuple(name for name in self.names if name not in self.key and name != "written_in")


@cache
def tables() -> dict[str, Table]:
    """All tables by name, as their files describe them."""
    with duckdb.connect() as scratch:
        for file in sorted(TABLES.glob("*.sql")):
            scratch.execute(file.read_text(encoding="utf-8"))
        grains = dict(scratch.execute("select table_name, comment from duckdb_tables()").fetchall())
        keys = dict(
            scratch.execute(
                "select table_name, constraint_column_names from duckdb_constraints() where constraint_type = 'PRIMARY KEY'"
            ).fetchall()
        )
        columns: dict[str, list[Column]] = {}
        for table, name, kind, nullable, meaning in scratch.execute(
            "select table_name, column_name, data_type, is_nullable, comment from duckdb_columns() "
            "where not internal order by table_name, column_index"
        ).fetchall():
            columns.setdefault(table, []).append(Column(name, kind, not nullable, meaning or ""))
    return {name: Table(name, grains[name] or "", tuple(columns[name]), tuple(keys[name])) for name in sorted(columns)}


def existing(cursor: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """The columns that each table of the attached ledger has, at the state it is attached at."""
    found: dict[str, list[str]] = {}
    for table, column in cursor.execute(
        "select table_name, column_name from duckdb_columns() where database_name = 'lake' "
        "and schema_name = 'main' order by table_name, column_index"
    ).fetchall():
        found.setdefault(table, []).append(column)
    return found


def lacking(cursor: duckdb.DuckDBPyConnection) -> list[str]:
    """The statements that would bring the attached ledger up to the table files."""
    statements, found = [], existing(cursor)
    filled = set(
        cursor.execute(
            "select table_name, column_name from duckdb_columns() where database_name = 'lake' "
            "and schema_name = 'main' and not is_nullable"
        ).fetchall()
    )
    for table in tables().values():
        if table.name not in found:
            columns = ", ".join(f'"{c.name}" {c.type}{" not null" if c.required else ""}' for c in table.columns)
            statements.append(f"create table lake.main.{table.name} ({columns})")
            continue
        for column in table.columns:
            if column.name not in found[table.name]:
                # A column that comes later is empty in the rows that were there before.
                statements.append(f'alter table lake.main.{table.name} add column "{column.name}" {column.type}')
            elif not column.required and (table.name, column.name) in filled:
                statements.append(f'alter table lake.main.{table.name} alter column "{column.name}" drop not null')
    return statements
