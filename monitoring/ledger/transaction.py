"""What one commit may do: merge whole rows on their business key, each row at most once."""

from __future__ import annotations

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
    def touched(self) -> int:
        """Rows that this commit changes, over all tables."""
        return sum(merged.touched for merged in self.merged.values())

    def merge(self, name: str, rows: pa.Table | pd.DataFrame, *, within: str | None = None) -> Merged:
        """Put `rows` into table `name`: new keys are added, changed rows replaced, equal ones left alone.

        `rows` holds every column but `written_in`. With `within`, a condition on the table, rows
        that fall under it and are not in `rows` are taken away. Once per table and commit, so that
        each row is touched once.
        """
        if name in self.merged:
            raise ValueError(f"{name} is merged a second time in one commit")
        table = tables()[name]
        self._stage(table, rows)
        if name == "ledger_property":
            self._keep_fictional()
        merged = self._compared(table, within)
        if merged.gone:
            on = " and ".join(f's."{k}" = t."{k}"' for k in table.key)
            self.cursor.execute(
                f"delete from lake.main.{name} t where ({within}) and not exists (from staged s where {on})"
            )
        if merged.new or merged.changed:
            self._put(table)
        self.cursor.unregister("arriving")
        self.cursor.execute("drop table temp.staged")
        self.merged[name] = merged
        return merged

    def _stage(self, table: Table, rows: pa.Table | pd.DataFrame) -> None:
        """Cast the rows to the table's own types, so that what is compared is what would be stored."""
        self.cursor.register("arriving", rows)
        columns = [c for c in table.columns if c.name != "written_in"]
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

    def _compared(self, table: Table, within: str | None) -> Merged:
        on = _joined(table)
        different = _different(table)
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

    def _put(self, table: Table) -> None:
        numbered = "written_in" in table.names
        columns = [name for name in table.names if name != "written_in"]
        updates = [f'"{name}" = s."{name}"' for name in table.content]
        values = [f's."{name}"' for name in columns]
        if numbered:
            columns, updates, values = (
                [*columns, "written_in"],
                [*updates, f"written_in = {self.number}"],
                [*values, str(self.number)],
            )
        update = (
            f"when matched and ({_different(table)}) then update set {', '.join(updates)} " if table.content else ""
        )
        self.cursor.execute(
            f"merge into lake.main.{table.name} as t using staged as s on ({_joined(table)}) {update}"
            f"when not matched then insert ({_listed(columns)}) values ({', '.join(values)})"
        )


def _joined(table: Table) -> str:
    return " and ".join(f't."{name}" = s."{name}"' for name in table.key)


def _different(table: Table) -> str:
    return " or ".join(f't."{name}" is distinct from s."{name}"' for name in table.content) or "false"


def _listed(names: list[str] | tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in names)
