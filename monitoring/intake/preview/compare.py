"""The rows of a file held against those of the ledger, in SQL: one table at a time, whatever its size."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

from monitoring.intake.fields import OWNER
from monitoring.ledger import Table, as_arrow, tables


class What(StrEnum):
    """What becomes of a row. Only a sheet that says it is complete takes rows away; what is missing else stays."""

    CHANGED = "changed"
    NEW = "new"
    UNCHANGED = "unchanged"
    MISSING = "missing"
    TAKEN_AWAY = "taken_away"


ABOUT: Mapping[str, tuple[str, str]] = {
    "observation": ("indicator, period", "regexp_replace(dimension, '=[^;]*', '', 'g')"),
    "target": ("indicator, period", "kind || revision"),
    "budget_line": ("project, quarter", "kind"),
    "allocation": ("budget_type, year", "phase"),
    "context_figure": ("source, series, period", "kind"),
    "project": ("holder", "''"),
    "project_share": ("project", "''"),
    "oda_check": ("holder", "''"),
    "agreement": ("holder", "''"),
    "coverage": ("agreement", "''"),
    "streamlining": ("country, theme", "''"),
    "alignment": ("project", "''"),
    "deployment": ("country, year", "''"),
    "attribution": ("indicator, country", "''"),
}
"""What a file is about, per table: these columns together, and of what is like something in the file.

A file with totals says nothing about parts by sex, nor one with expenditure about forecasts.
"""

COMPARED = "compared"  # the temporary table that `compare` leaves


def compare(
    cursor: duckdb.DuckDBPyConnection,
    name: str,
    rows: pd.DataFrame,
    cells: pd.DataFrame,
    organisation: str,
    held: pd.DataFrame | None = None,
    gone: str | None = None,
) -> pa.Table:
    """One row per row of the file, in its order, and then per row of the ledger that is missing from it.

    Columns: `what` (a `What`), `place` in the file (from 0; None where it is not in it), `sheet` and `cells`
    it came from, the key, and of every other column `x` the value in the file as `x` and that of the ledger as
    `was_x`. It stays as temporary table `compared` until the next call. `held` are keys in the file that
    cannot land, and are not missing; `gone` is the condition on rows that are taken away.
    """
    table = tables()[name]
    _arrive(cursor, table, rows, cells)
    _mention(cursor, table, held)
    key = ", ".join(f'coalesce(s."{k}", t."{k}") as "{k}"' for k in table.key)
    content = ", ".join(f's."{c}", t."{c}" as "was_{c}"' for c in table.content)
    only_there = ", ".join([*(f't."{k}"' for k in table.key), *(f't."{c}" as "was_{c}"' for c in table.content)])
    different = " or ".join(f't."{c}" is distinct from s."{c}"' for c in table.content) or "false"
    on = " and ".join(f't."{k}" = s."{k}"' for k in table.key)
    mine = f"t.{OWNER[name]} = ?" if OWNER[name] else "true"
    cursor.execute(
        f"""
        create or replace temp table {COMPARED} as
        with there as (select *, true as there from {name}),
        matched as (
            select case when t.there is null then '{What.NEW}'
                        when {different} then '{What.CHANGED}' else '{What.UNCHANGED}' end as what,
                   s.place, s.sheet, s.cells, {key}, {content}
            from arrived s
            left join there t on {on}
        ),
        lacking as (select t.* from there t where not exists (from arrived s where {on})),
        away as (select * from lacking where {gone or "false"}),
        missing as (
            select t.* from lacking t
            where {mine} and {_about(name)} and not exists (from mentioned s where {on})
            {_not_partly_mentioned(cursor, table)}
        )
        from matched
        union all by name
        select '{What.MISSING}' as what, {only_there} from missing t where not exists (from away s where {on})
        union all by name
        select '{What.TAKEN_AWAY}' as what, {only_there} from away t
        """,
        [organisation] if OWNER[name] else [],
    )
    return cursor.execute(f"from {COMPARED} order by place nulls last, {_listed(table.key)}").to_arrow_table()


def _arrive(cursor: duckdb.DuckDBPyConnection, table: Table, rows: pd.DataFrame, cells: pd.DataFrame) -> None:
    """The rows of the file in table `arrived`, with the types that they would be stored in."""
    # As Arrow: of a frame the database looks at some amounts only, and then refuses a larger one further down.
    arriving = as_arrow(table, rows).append_column("place", pa.array(range(len(rows)), type=pa.int64()))
    for name, column in (("came_from", "sheet"), ("came_from_cells", "cells")):
        arriving = arriving.append_column(name, pa.array(cells[column].to_numpy(), type=pa.string(), from_pandas=True))
    casts = ", ".join(f'cast("{c.name}" as {c.type}) as "{c.name}"' for c in table.columns if c.name != "written_in")
    cursor.register("arriving", arriving)
    cursor.execute(
        "create or replace temp table arrived as select place, came_from as sheet, "
        f"came_from_cells as cells, {casts} from arriving"
    )
    cursor.unregister("arriving")


def _mention(cursor: duckdb.DuckDBPyConnection, table: Table, held: pd.DataFrame | None) -> None:
    """The keys in the file that cannot land in table `mentioned`; what could not be read of a key is NULL."""
    casts = ", ".join(f'try_cast("{c.name}" as {c.type}) as "{c.name}"' for c in table.columns if c.name in table.key)
    cursor.register("holding", pd.DataFrame(columns=list(table.key), dtype=object) if held is None else held)
    cursor.execute(f"create or replace temp table mentioned as select distinct {casts} from holding")
    cursor.unregister("holding")


def _about(name: str) -> str:
    """The condition that a row `t` of the ledger is of what the file is about."""
    together, alike = ABOUT[name]
    both = f"(select {together}, {alike} as alike from arrived union select {together}, {alike} from mentioned)"
    ours = ", ".join(f"t.{column.strip()}" for column in together.split(","))
    return f"({ours}, {alike}) in (select ({together}, alike) from {both})"


def _not_partly_mentioned(cursor: duckdb.DuckDBPyConnection, table: Table) -> str:
    """Conditions that `t` is none of the rows of which only a part of the key could be read."""
    missing = ", ".join(f'"{k}" is null' for k in table.key)
    patterns = cursor.execute(f"select distinct [{missing}] from mentioned").fetchall()
    conditions = []
    for (unread,) in patterns:
        known = [k for k, none in zip(table.key, unread, strict=True) if not none]
        if all(unread) or not any(unread):
            continue
        empty = " and ".join(f's."{k}" is null' for k, none in zip(table.key, unread, strict=True) if none)
        same = " and ".join(f't."{k}" = s."{k}"' for k in known)
        conditions.append(f"and not exists (from mentioned s where {empty} and {same})")
    return " ".join(conditions)


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def counts(compared: pa.Table) -> dict[What, int]:
    """How many rows of each kind a comparison has."""
    told: dict[str, Any] = {
        entry["values"]: entry["counts"] for entry in compared["what"].combine_chunks().value_counts().to_pylist()
    }
    return {what: told.get(what.value, 0) for what in What}
