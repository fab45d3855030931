"""What stands on a submission: rules over rows together that would be broken if it were taken back.

A file that came later may lean on rows that it did not touch: a payment on a commitment, a revision
on the target it revises, a part on its total. The rules are those of `rules.together`, asked of
whole states of the ledger: as it is, as it would be, and as it was before the submission. Only what
would be worse than in both others is broken by taking it back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

import duckdb
import pyarrow as pa

from monitoring.ledger import Difference, Ledger, Table, as_of, tables
from monitoring.ledger.difference import listed, registered
from theory_of_change.text import Euro, Message, message


@dataclass(frozen=True)
class Rule:
    """A rule over rows of a table together: `sql` gives each group that breaks it, in the columns `group`, and by how much."""

    code: str
    table: str
    group: tuple[str, ...]
    sql: str
    words: Callable[[tuple, Decimal], Message]


@dataclass(frozen=True)
class Broken:
    """A group of rows that would break a rule; `group` has its one row, in the columns that make it."""

    rule: Rule
    group: pa.Table
    message: Message


RULES = (
    Rule(
        "CHK-B4",
        "budget_line",
        ("holder", "project"),
        "select holder, project, coalesce(sum(amount_eur) filter (kind = 'expenditure'), 0) "
        "- coalesce(sum(amount_eur) filter (kind = 'commitment'), 0) as excess "
        "from budget_line group by all",
        lambda group, excess: message(
            "On project {project} {amount} more would be paid than is committed.", project=group[1], amount=Euro(excess)
        ),
    ),
    Rule(
        "CHK-Q4",
        "observation",
        ("indicator", "country", "period", "reporter"),
        "select indicator, country, period, reporter, "
        "sum(value) filter (starts_with(dimension, partition || '=') and not contains(dimension, ';')) "
        "- sum(value) filter (dimension = 'total') as excess "
        "from observation join (select code as indicator, arg_max(partition, version) as partition from indicator group by code) "
        "using (indicator) group by all",
        lambda group, excess: message(
            "The parts of {indicator} in {country} in {period} would add up to {amount} more than the total.",
            indicator=group[0],
            country=group[1],
            period=group[2],
            amount=excess,
        ),
    ),
    Rule(
        "nothing to revise",
        "target",
        ("indicator", "country", "revision"),
        "select distinct indicator, country, revision, 1 as excess from target t where revision > 0 and not exists "
        "(from target b where b.indicator = t.indicator and b.country = t.country and b.revision = t.revision - 1)",
        lambda group, _: message(
            "Revision {revision} of the target of {indicator} in {country} would have nothing to revise.",
            indicator=group[0],
            country=group[1],
            revision=str(group[2]),
        ),
    ),
)


def broken(cursor: duckdb.DuckDBPyConnection, undoing: Sequence[Difference], earlier: Earlier) -> Iterator[Broken]:
    """Every group that would break a rule if the rows of `undoing` were as before; `cursor` is the state as it is."""
    for each in undoing:
        for rule in (rule for rule in RULES if rule.table == each.table.name):
            now = _excess(cursor, rule, f"from {each.table.name}")
            with registered(cursor, left_before=each.before, left_after=each.after):
                after = _excess(cursor, rule, _put_back(each.table))
            for group, excess in after.items():
                if excess > max(now.get(group, 0), earlier[rule.code].get(group, 0)):
                    values = {name: [value] for name, value in zip(rule.group, group, strict=True)}
                    yield Broken(rule, pa.table(values), rule.words(group, excess))


Earlier = dict[str, dict[tuple, Decimal]]
"""By the code of each rule the groups that broke it before a submission, and by how much."""


def earlier(ledger: Ledger, number: int, did: Sequence[Difference]) -> Earlier:
    """What broke the rules before commit `number`, in the tables it touched: putting that back breaks nothing anew."""
    touched = {each.table.name for each in did}
    snapshot = ledger.snapshot(number - 1)
    with ledger.connection as cursor:
        return {
            rule.code: _excess(cursor, rule, as_of(cursor, tables()[rule.table], snapshot))
            for rule in RULES
            if rule.table in touched
        }


def _excess(cursor: duckdb.DuckDBPyConnection, rule: Rule, state: str) -> dict[tuple, Decimal]:
    """The groups that break a rule in a state of its table, and by how much."""
    columns = listed(tables()[rule.table].names)
    rows = cursor.execute(
        f"with state as materialized (select {columns} from ({state})), {rule.table} as (from state) "
        f"select {listed(rule.group)}, excess from ({rule.sql}) where excess > 0"
    ).fetchall()
    return {tuple(group): excess for *group, excess in rows}


def _put_back(table: Table) -> str:
    """The table as it would be with the rows `left_before` in place of the rows `left_after`."""
    names = listed(table.names)
    return (
        f"select {names} from {table.name} anti join left_after using ({listed(table.key)}) "
        f"union all select {names} from left_before"
    )
