"""Which cells of the ledger are different between two states, and who changed each, when and why.

A row that is the same in both states is not told, whatever happened to it in between.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

import duckdb
import pyarrow as pa

from monitoring.ledger import Commit, Held, Ledger, Table, as_of, tables
from monitoring.ledger.difference import listed, registered
from monitoring.ledger.views import RESTRICTED

OUR_OWN = frozenset(
    {
        *("head", "layout", "refused_row", "source_cell", "submission", "undo"),
        *("quarter_close", "quarter_key", "issued_pack", "meeting", "period"),
    }
)
"""Tables about how figures came in and went out, not about what is monitored."""

FIRST = ("observation", "target", "budget_line", "allocation")
COMPARED = (*FIRST, *sorted(tables().keys() - OUR_OWN - RESTRICTED - {*FIRST}))
"""The tables that are compared, those of figures first."""

MOST = 20_000
"""Rows that are told one by one; of more the number is told."""


class What(StrEnum):
    """What happened to a row."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True)
class Cell:
    """One cell that is different: in which row of which table, what it said then and says now, and the last that changed it.

    `key` holds the columns of the row's key. `source` are file, sheet and cells where it came by a sheet. Values that
    point at few people are None, and `hidden` says so. `commit` is None where a program and no commit changed it.
    """

    table: str
    key: Mapping[str, Any]
    column: str
    what: What
    then: Any
    now: Any
    commit: Commit | None
    source: str = ""
    hidden: bool = False


@dataclass(frozen=True)
class Cells:
    """The cells that are different, and how many rows of each table are, by what happened to them."""

    found: Sequence[Cell]
    rows: Mapping[tuple[str, What], int]

    @property
    def all_told(self) -> bool:
        """Whether no row was left out because there were too many."""
        return sum(self.rows.values()) <= MOST

    def commits(self) -> list[Commit]:
        """The commits that changed what was found, the last first."""
        found = {cell.commit.number: cell.commit for cell in self.found if cell.commit}
        return [found[number] for number in sorted(found, reverse=True)]


def cells(ledger: Ledger, then: Held, now: Held, names: Sequence[str] = COMPARED) -> Cells:
    """Every cell that differs between two states of a ledger; `then` is the earlier one."""
    first, last = then.moment.snapshot, now.moment.snapshot
    commits = {one.snapshot: one for one in ledger.history()}
    found: list[Cell] = []
    counted: Counter[tuple[str, What]] = Counter()
    told = 0
    touched = _touched(ledger, first, last)
    with ledger.connection as cursor:
        for name in names:
            if touched is not None and name not in touched:
                continue
            table = tables()[name]
            with _different(cursor, table, first, last):
                counted.update({(name, what): n for what, n in _counts(cursor, table).items() if n})
                room = max(MOST - told, 0)
                before, after = _rows(cursor, table, room)
            by_key = _paired(table, before, after)
            told += len(by_key)
            whose = _who(cursor, table, [*by_key], first, last, commits) if by_key else {}
            sources = _sources(cursor, name, {one.number for columns in whose.values() for one in columns.values()})
            hidden = _hidden(then, now, before, after) if name == "observation" else frozenset()
            for key, (old, new) in sorted(by_key.items(), key=lambda pair: tuple(map(str, pair[0]))):
                what = What.NEW if old is None else What.GONE if new is None else What.CHANGED
                found.extend(_cells(table, key, old, new, what, whose.get(key, {}), sources, key in hidden))
    return Cells(tuple(found), dict(counted))


Row = dict[str, Any]


def _touched(ledger: Ledger, first: int, last: int) -> frozenset[str] | None:
    """The tables of which a commit between two states changed rows; None where more than rows changed."""
    return ledger.kept.changed(first, last)


@contextmanager
def _different(cursor: duckdb.DuckDBPyConnection, table: Table, first: int, last: int) -> Iterator[None]:
    """Have the rows that are in only one of two states at hand, as they are in each; who wrote them last is no difference."""
    said = listed([name for name in table.names if name != "written_in"])
    before, after = (f"select {said} from ({as_of(cursor, table, at)})" for at in (first, last))
    cursor.execute(f"create temp table only_then as ({before}) except ({after})")
    cursor.execute(f"create temp table only_now as ({after}) except ({before})")
    try:
        yield
    finally:
        cursor.execute("drop table temp.only_then")
        cursor.execute("drop table temp.only_now")


def _counts(cursor: duckdb.DuckDBPyConnection, table: Table) -> dict[What, int]:
    """How many rows are new, changed and gone."""
    key = listed(table.key)
    (changed, gone, new) = cursor.execute(
        f"select (select count(*) from only_then semi join only_now using ({key})), "
        f"(select count(*) from only_then anti join only_now using ({key})), "
        f"(select count(*) from only_now anti join only_then using ({key}))"
    ).fetchone()
    return {What.NEW: new, What.CHANGED: changed, What.GONE: gone}


def _rows(cursor: duckdb.DuckDBPyConnection, table: Table, most: int) -> tuple[pa.Table, pa.Table]:
    """The first of those rows by key, as they are in each state."""
    key = listed(table.key)
    asked = f"(select {key} from only_then union select {key} from only_now order by all limit {most:d})"
    return (
        cursor.execute(f"from only_then semi join {asked} using ({key})").to_arrow_table(),
        cursor.execute(f"from only_now semi join {asked} using ({key})").to_arrow_table(),
    )


def _paired(table: Table, before: pa.Table, after: pa.Table) -> dict[tuple, tuple[Row | None, Row | None]]:
    """Rows by their key, as they were and as they are."""
    old = {tuple(row[name] for name in table.key): row for row in before.to_pylist()}
    new = {tuple(row[name] for name in table.key): row for row in after.to_pylist()}
    return {key: (old.get(key), new.get(key)) for key in [*old, *(key for key in new if key not in old)]}


def _who(
    cursor: duckdb.DuckDBPyConnection,
    table: Table,
    keys: Sequence[tuple],
    first: int,
    last: int,
    commits: Mapping[int, Commit],
) -> dict[tuple, dict[str, Commit]]:
    """Per row and column the last commit between two states in which it got another value.

    The states of a row after each commit are held beside each other: a commit that only adds a note did not change the
    value beside it.
    """
    asked = pa.table({name: [key[place] for key in keys] for place, name in enumerate(table.key)})
    said = ", ".join(f'c."{name}"' for name in (*table.key, *table.content))
    with registered(cursor, asked=asked):
        rows = cursor.execute(
            f"select c.snapshot_id, c.change_type, {said} from lake.table_changes('{table.name}', {first + 1:d}, {last:d}) c "
            f"semi join asked using ({listed(table.key)}) order by c.snapshot_id"
        ).fetchall()
    before: defaultdict[tuple, dict[int, tuple]] = defaultdict(dict)
    after: defaultdict[tuple, dict[int, tuple | None]] = defaultdict(dict)
    for snapshot, change, *values in rows:
        key, content = tuple(values[: len(table.key)]), tuple(values[len(table.key) :])
        if change in ("insert", "update_postimage"):
            after[key][snapshot] = content
        else:
            before[key][snapshot] = content
            after[key].setdefault(snapshot, None)
    return {key: _columns(table, before[key].get(min(states)), states, commits) for key, states in after.items()}


def _columns(
    table: Table, before: tuple | None, states: Mapping[int, tuple | None], commits: Mapping[int, Commit]
) -> dict[str, Commit]:
    """The last commit that gave each column another value, walking from state to state."""
    found: dict[str, Commit] = {}
    for snapshot, now in sorted(states.items()):
        for place, name in enumerate(table.content):
            old, new = (before[place] if before else None), (now[place] if now else None)
            if snapshot in commits and ((before is None) != (now is None) or old != new):
                found[name] = commits[snapshot]
        before = now
    return found


def _sources(cursor: duckdb.DuckDBPyConnection, name: str, numbers: set[int]) -> dict[tuple[int, str], str]:
    """File, sheet and cells of each row that came by a sheet, by commit and key."""
    if not numbers:
        return {}
    rows = cursor.execute(
        "select s.number, c.row_key, s.file_name || ', ' || string_agg(c.sheet || '!' || c.cells, ' ' order by c.sheet) "
        "from lake.main.source_cell c join lake.main.submission s on s.number = c.submission "
        f"where c.table_name = ? and c.submission in ({', '.join(map(str, sorted(numbers)))}) group by s.number, c.row_key, s.file_name",
        [name],
    ).fetchall()
    return {(number, key): said for number, key, said in rows}


def _hidden(then: Ledger, now: Ledger, before: pa.Table, after: pa.Table) -> frozenset[tuple]:
    """The keys of observations whose values are not shown in either state, because they are of so few."""
    key = listed(tables()["observation"].key)
    found: set[tuple] = set()
    for ledger, rows in ((then, before), (now, after)):
        if not rows.num_rows:
            continue
        ledger.name_for_readers()
        with ledger.connection as cursor, registered(cursor, asked=rows):
            found.update(
                cursor.execute(
                    f"select {key} from asked a join shown_observation o using ({key}) "
                    "where a.value is not null and o.value is null or a.numerator is not null and o.numerator is null"
                ).fetchall()
            )
    return frozenset(found)


SECRETS = ("value", "numerator", "denominator", "note")
"""Columns of an observation that are left empty where it is of so few."""


def _cells(
    table: Table,
    key: tuple,
    old: Row | None,
    new: Row | None,
    what: What,
    whose: Mapping[str, Commit],
    sources: Mapping[tuple[int, str], str],
    hidden: bool,
) -> list[Cell]:
    named = dict(zip(table.key, key, strict=True))
    row = "|".join(map(str, key))
    columns = [
        name
        for name in table.content
        if (old or {}).get(name) != (new or {}).get(name) and not isinstance((new or old or {}).get(name), bytes)
    ]
    return [
        Cell(
            table.name,
            named,
            name,
            what,
            None if secret else _plain((old or {}).get(name)),
            None if secret else _plain((new or {}).get(name)),
            whose.get(name),
            sources.get((whose[name].number, row), "") if name in whose else "",
            secret,
        )
        for name in columns
        for secret in [hidden and name in SECRETS]
    ]


def _plain(value: Any) -> Any:
    """A value as it is compared and written: without noughts that only fill up its decimals.

    >>> _plain(Decimal("41.000000")), _plain(Decimal("1200.50")), _plain("x")
    (Decimal('41'), Decimal('1200.5'), 'x')
    """
    if isinstance(value, Decimal):
        plain = value.normalize()
        return plain.quantize(Decimal(1)) if plain == plain.to_integral_value() else plain
    if isinstance(value, datetime.datetime):
        return value.replace(microsecond=0)
    return value


def by_commit(found: Sequence[Cell]) -> dict[int | None, list[Cell]]:
    """Cells by the number of the commit that changed them, the last first."""
    grouped: defaultdict[int | None, list[Cell]] = defaultdict(list)
    for cell in found:
        grouped[cell.commit.number if cell.commit else None].append(cell)
    return dict(sorted(grouped.items(), key=lambda pair: -(pair[0] or 0)))
