"""What one commit may do: merge whole rows on their business key, each row at most once."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

from monitoring.ledger.schema import Table, tables


class DuplicateKey(ValueError):
    """The same key twice in one merge: a mistake of the caller, for nothing says which row counts."""


class FictionalForEver(ValueError):
    """A ledger that once held invented figures is never to be taken for a real one again."""


@dataclass(frozen=True)
class Merged:
    """How many rows a merge found new, changed, unchanged, and took away."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    gone: int = 0

    @property
    def touched(self) -> int:
        """Rows that are different after the merge."""
        return self.new + self.changed + self.gone

    def __add__(self, other: Merged) -> Merged:
        return Merged(
            self.new + other.new, self.changed + other.changed, self.unchanged + other.unchanged, self.gone + other.gone
        )


class Transaction:
    """An open commit. `number` is its number if it lands; `cursor` reads the state it is based on."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection) -> None:
        self.cursor = cursor
        # Two commits at once conflict here, so that one of them starts again on the other's state.
        # Without this, DuckLake would let both insert the same new key.
        cursor.execute("update lake.main.head set commit_number = commit_number + 1")
        self.number: int = cursor.execute("select commit_number from lake.main.head").fetchone()[0]
        self.merged: dict[str, Merged] = {}

    def rows(self, sql: str, *values: Any) -> list[tuple]:
        """All rows of a query on the state this commit is based on."""
        return self.cursor.execute(sql, values).fetchall()

    @property
    def today(self) -> datetime.date:
        """The day that counts as today, as for a `Ledger`."""
        return self.rows("select reference_date()")[0][0]

    @property
    def touched(self) -> int:
        """Rows that this commit changes, over all tables."""
        return sum(merged.touched for merged in self.merged.values())

    def merge(self, name: str, rows: pa.Table | pd.DataFrame, *, within: str | None = None) -> Merged:
        """Put `rows` into table `name`: new keys are added, changed rows replaced, equal ones left alone.

        `rows` holds every column but `written_in`. With `within`, a condition on the table, rows
        that fall under it and are not in `rows` are taken away. Once per table and commit, so that
        each row is touched once.
        """
        return self._merge(tables()[name], rows, within, said=tables()[name].content, number=str(self.number))

    def put_back(self, name: str, before: pa.Table, after: pa.Table) -> Merged:
        """Put the rows `before` back exactly as they were, in place of the rows `after`.

        Both hold every column. A row gets back its own `written_in` too: its values come from that
        commit again, and so does what is known of them by that number. Counted are the rows that
        return (new), get their earlier values (changed), and go. Once per table and commit.
        """
        table = tables()[name]
        on = " and ".join(f'u."{key}" = t."{key}"' for key in table.key)
        self.cursor.register("undone", after)
        said = (*table.content, "written_in")
        merged = self._merge(table, before, f"exists (from undone u where {on})", said=said, number='s."written_in"')
        self.cursor.unregister("undone")
        return merged

    def _merge(
        self, table: Table, rows: pa.Table | pd.DataFrame, within: str | None, *, said: tuple[str, ...], number: str
    ) -> Merged:
        """Put staged rows into a table: `said` are the columns in which they may differ, `number` is their `written_in`."""
        name = table.name
        if name in self.merged:
            raise ValueError(f"{name} is merged a second time in one commit")
        self._stage(table, rows, ("written_in",) if "written_in" in said else ())
        if name == "ledger_property":
            self._keep_fictional()
        merged = self._compared(table, within, said)
        if merged.gone:
            on = " and ".join(f's."{k}" = t."{k}"' for k in table.key)
            self.cursor.execute(
                f"delete from lake.main.{name} t where ({within}) and not exists (from staged s where {on})"
            )
        if merged.new or merged.changed:
            self._put(table, said, number)
        self.cursor.unregister("arriving")
        self.cursor.execute("drop table temp.staged")
        self.merged[name] = merged
        return merged

    def _stage(self, table: Table, rows: pa.Table | pd.DataFrame, also: tuple[str, ...]) -> None:
        """Cast the rows to the table's own types, so that what is compared is what would be stored."""
        self.cursor.register("arriving", rows)
        columns = [c for c in table.columns if c.name != "written_in" or c.name in also]
        casts = ", ".join(f'cast("{c.name}" as {c.type}) as "{c.name}"' for c in columns)
        self.cursor.execute(f"create temp table staged as select {casts} from arriving")
        twice = self.cursor.execute(
            f"select {_listed(table.key)} from staged group by all having count(*) > 1 limit 1"
        ).fetchone()
        if twice:
            raise DuplicateKey(f"{table.name}: {dict(zip(table.key, twice, strict=True))} occurs twice")

    def _keep_fictional(self) -> None:
        taken_away = self.cursor.execute(
            "select 1 from staged s join lake.main.ledger_property t on t.name = s.name "
            "where t.name = 'fictional' and t.value = 'true' and s.value is distinct from 'true'"
        ).fetchone()
        if taken_away:
            raise FictionalForEver("this ledger is fictional, and stays so for ever")

    def _compared(self, table: Table, within: str | None, said: tuple[str, ...]) -> Merged:
        on = _joined(table)
        different = _different(said)
        new, changed, unchanged = self.cursor.execute(
            f"select count(*) filter (t.there is null), count(*) filter (t.there and ({different})), "
            f"count(*) filter (t.there and not ({different})) "
            f"from staged s left join (select *, true as there from lake.main.{table.name}) t on {on}"
        ).fetchone()
        gone = 0
        if within:
            gone = self.cursor.execute(
                f"select count(*) from lake.main.{table.name} t where ({within}) "
                f"and not exists (from staged s where {on})"
            ).fetchone()[0]
        return Merged(new, changed, unchanged, gone)

    def _put(self, table: Table, said: tuple[str, ...], number: str) -> None:
        columns = [name for name in table.names if name != "written_in"]
        updates = [f'"{name}" = s."{name}"' for name in table.content]
        values = [f's."{name}"' for name in columns]
        if "written_in" in table.names:
            columns, updates, values = (
                [*columns, "written_in"],
                [*updates, f"written_in = {number}"],
                [*values, number],
            )
        update = f"when matched and ({_different(said)}) then update set {', '.join(updates)} " if said else ""
        self.cursor.execute(
            f"merge into lake.main.{table.name} as t using staged as s on ({_joined(table)}) {update}"
            f"when not matched then insert ({_listed(columns)}) values ({', '.join(values)})"
        )


def _joined(table: Table) -> str:
    return " and ".join(f't."{name}" = s."{name}"' for name in table.key)


def _different(said: tuple[str, ...]) -> str:
    return " or ".join(f't."{name}" is distinct from s."{name}"' for name in said) or "false"


def _listed(names: list[str] | tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in names)
