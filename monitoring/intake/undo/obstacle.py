"""What stands in the way of taking a submission back: who wrote the same rows later, or rows that rest on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import pyarrow as pa

from monitoring.intake.fields import OWNER
from monitoring.intake.submitted import taken_back
from monitoring.intake.undo import standing
from monitoring.ledger import Commit, Difference, Ledger, overtaken, tables
from monitoring.ledger.difference import touched_since
from theory_of_change.text import Message, counted

NAMED = 8  # rows in the way that are named before the rest is only counted


@dataclass(frozen=True)
class Obstacle:
    """A later commit that wrote rows which taking back would change, or which lean on them.

    `rows` are the keys of its rows, each with the cell it came from or "". `file` is "" where it was
    no submission. `broken` says which rule would be broken; None where the rows are the same ones.
    """

    commit: Commit
    file: str
    table: str
    rows: Sequence[tuple[tuple[Any, ...], str]]
    broken: Message | None = None

    @property
    def message(self) -> Message:
        """Who wrote what after it, when and in which file, with rows and cells."""
        told = {
            "n": len(self.rows),
            "name": self.commit.author,
            "organisation": self.commit.organisation,
            "day": self.commit.day,
            "number": str(self.commit.number),
            "file": self.file or self.commit.reason,
            "rows": "; ".join(self.named[:NAMED]) + (" …" if len(self.rows) > NAMED else ""),
        }
        if self.broken:
            return counted(
                "{n} row that rests on it was written later by {name} for {organisation}, on {day} in stand {number} ({file}): {rows}",
                "{n} rows that rest on it were written later by {name} for {organisation}, on {day} in stand {number} ({file}): {rows}",
                **told,
            )
        return counted(
            "{n} of these rows was written later by {name} for {organisation}, on {day} in stand {number} ({file}): {rows}",
            "{n} of these rows were written later by {name} for {organisation}, on {day} in stand {number} ({file}): {rows}",
            **told,
        )

    @property
    def named(self) -> list[str]:
        """Each row by the codes of its key, with its cell: “HAN-01 · XAA · 2026-Q3 (Waarnemingen!F4)”."""
        columns, owner = tables()[self.table].key, OWNER.get(self.table)
        named = []
        for key, cell in self.rows:
            said = zip(columns, key, strict=True)
            codes = " · ".join(str(code) for column, code in said if column != owner and code != "total")
            named.append(f"{codes} ({cell})" if cell else codes)
        return named


def in_the_way(
    ledger: Ledger,
    cursor: duckdb.DuckDBPyConnection,
    number: int,
    did: Sequence[Difference],
    earlier: standing.Earlier,
) -> list[Obstacle]:
    """What stands in the way of taking a commit back, in the state that `cursor` reads."""
    found = []
    for each in did:
        if (keys := overtaken(cursor, each)).num_rows:
            found += _named(ledger, number, each.table.name, keys, None)
    for each in standing.broken(cursor, did, earlier) if not found else ():
        found += _named(ledger, number, each.rule.table, each.group, each.message)
    return found


def _named(ledger: Ledger, number: int, table: str, groups: pa.Table, broken: Message | None) -> Iterator[Obstacle]:
    """Who wrote rows of these groups after a commit, with the cells they came from."""
    commits = {commit.number: commit for commit in ledger.history()}
    undone = taken_back(ledger)
    # What came and went after it stands in nobody's way, and neither does its going.
    gone = {pair for first, by in undone.items() if first > number for pair in (first, by.number)}
    files = dict(ledger.rows("select number, file_name from submission where number > ?", number))
    by_commit: dict[int, list[tuple]] = {}
    for touched in touched_since(ledger, tables()[table], groups, number):
        if touched.number not in gone:
            by_commit.setdefault(touched.number, []).append(touched.key)
    for later, keys in by_commit.items():
        cells = dict(
            ledger.rows(
                "select row_key, min(sheet || '!' || cells) from source_cell where submission = ? and table_name = ? group by row_key",
                later,
                table,
            )
        )
        rows = [(key, cells.get("|".join(map(str, key)), "")) for key in keys]
        yield Obstacle(commits[later], files.get(later, ""), table, rows, broken)
