"""A hash over everything that a state of the ledger says: the same for ever, however its files are kept.

It is taken over rows and not over files, so that upkeep, a copy of the folder and another kind of catalogue do not
change it, and over the columns that the state has, so that a column that comes later does not either.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import duckdb

from monitoring.ledger.ledger import Ledger


@dataclass(frozen=True)
class Part:
    """One table of a state: how many rows, and the SHA-256 over them."""

    rows: int
    sha256: str


@dataclass(frozen=True)
class Contents:
    """What a state holds, table by table."""

    parts: Mapping[str, Part]

    @property
    def sha256(self) -> str:
        """One SHA-256 over all tables that hold a row, in hexadecimals.

        A table without rows counts for nothing: one that comes later is no change.

        >>> some = {"observation": Part(1, "ab")}
        >>> Contents(some).sha256 == Contents(some | {"shift": Part(0, "")}).sha256
        True
        """
        told = (f"{name} {part.rows} {part.sha256}\n" for name, part in sorted(self.parts.items()) if part.rows)
        return hashlib.sha256("".join(told).encode()).hexdigest()

    def differs(self, other: Contents) -> list[str]:
        """The tables that do not say the same."""
        names = sorted({*self.parts, *other.parts})
        nothing = Part(0, "")
        return [name for name in names if _told(self.parts.get(name, nothing)) != _told(other.parts.get(name, nothing))]


def _told(part: Part) -> tuple[int, str]:
    return (part.rows, part.sha256 if part.rows else "")


def contents(ledger: Ledger, progress: Callable[[float], None] | None = None) -> Contents:
    """What the state of a ledger holds: every row of every table. A million rows take about two seconds."""
    with ledger.connection as cursor:
        found: dict[str, Part] = {}
        columns = _columns(cursor)
        for place, (name, typed) in enumerate(columns.items()):
            found[name] = _part(cursor, name, typed)
            if progress:
                progress((place + 1) / len(columns))
    return Contents(found)


def _columns(cursor: duckdb.DuckDBPyConnection) -> dict[str, list[tuple[str, str]]]:
    """The columns that the state has, with their types, by table."""
    found: dict[str, list[tuple[str, str]]] = {}
    for table, column, kind in cursor.execute(
        "select table_name, column_name, data_type from duckdb_columns() where database_name = 'lake' "
        "and schema_name = 'main' order by table_name, column_name"
    ).fetchall():
        found.setdefault(table, []).append((column, kind))
    return found


def _part(cursor: duckdb.DuckDBPyConnection, name: str, columns: list[tuple[str, str]]) -> Part:
    """The rows of one table: a hash of each, and one over those in order, whatever the order they are kept in.

    A column that is empty counts for nothing, for one that was added later is empty in every row before.
    """
    told = ", ".join(f"{_text(column, kind)}" for column, kind in columns)
    rows, sha256 = cursor.execute(
        f"with row as (select sha256(to_json(list_filter([{told}], lambda said: said is not null))::varchar) as one "
        f"from lake.main.{name}) select count(*), coalesce(sha256(string_agg(one, '' order by one)), '') from row"
    ).fetchone()
    return Part(rows, sha256)


def _text(column: str, kind: str) -> str:
    """A value as one text with the name of its column; the same in any time zone, and exact."""
    value = f'"{column}"'
    if kind == "BLOB":
        value = f"sha256({value})"
    elif kind.startswith("TIMESTAMP"):
        value = f"epoch_us({value})"
    return f"'{column}=' || {value}::varchar"
