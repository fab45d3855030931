"""What stands on a submission: rules over rows together that would be broken if it were taken back.

A file that came later may lean on rows that it did not touch: a payment on a commitment, a revision
on the target it revises, a part on its total, a line on its project, cover on its budget. The rules
are those of `rules.together` and of what the register must hold, asked of whole states of the ledger:
as it is, as it would be, and as it was before the submission. Only what would be worse than in both
others is broken by taking it back.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from decimal import Decimal

import duckdb
import pyarrow as pa

from monitoring.ledger import Difference, Ledger, Table, as_of, tables
from monitoring.ledger.difference import listed, registered
from theory_of_change.text import Euro, Message, message


@dataclass(frozen=True)
class Rule:
    """A rule over rows together: `sql` gives each group that breaks it, in the columns `group`, and by how much.

    `table` is the one whose rows lean on others, and has these columns; `on` are the further tables
    that they lean on.
    """

    code: str
    table: str
    group: tuple[str, ...]
    sql: str
    words: Callable[[tuple, Decimal], Message]
    on: tuple[str, ...] = ()

    @property
    def tables(self) -> tuple[str, ...]:
        """Every table of which taking something back may break it."""
        return tuple(dict.fromkeys((self.table, *self.on)))


@dataclass(frozen=True)
class Broken:
    """A group of rows that would break a rule; `group` has its one row, in the columns that make it."""

    rule: Rule
    group: pa.Table
    message: Message


def _of_the_register(table: str, field: str, named: str, words: Callable[..., Message]) -> Rule:
    """A project or agreement that rows of a table speak of in a field is there."""
    return Rule(
        "belongs together",
        table,
        (field,),
        f"select {field}, count(*) as excess from {table} t where {field} <> 'ALL' "
        f"and not exists (from {named} r where r.code = t.{field}) group by all",
        lambda group, _: words(code=group[0]),
        on=(named,),
    )


def _without_project(**values: str) -> Message:
    return message("Project {code} would no longer be there.", **values)


def _without_agreement(**values: str) -> Message:
    return message("Agreement {code} would no longer be there.", **values)


ON_THE_REGISTER = (
    *(
        _of_the_register(table, "project", "project", _without_project)
        for table in ("budget_line", "project_share", "oda_check", "alignment", "deployment")
    ),
    _of_the_register("project", "parent", "project", _without_project),
    _of_the_register("coverage", "agreement", "agreement", _without_agreement),
    _of_the_register("project", "agreement", "agreement", _without_agreement),
    Rule(
        "CHK-B2",
        "budget_line",
        ("project",),
        "select b.project, count(*) as excess from budget_line b join project p on p.code = b.project "
        "where b.budget_type is distinct from p.budget_type group by all",
        lambda group, _: message(
            "Project {project} would be paid from another budget, or by others.", project=group[0]
        ),
        on=("project",),
    ),
    Rule(
        "CHK-O1",
        "budget_line",
        ("project",),
        "select project, count(*) as excess from budget_line b where budget_type = 'BZ_ODA' and not exists "
        "(from oda_check o where o.project = b.project and o.main_purpose = 'yes' and o.partner_first = 'yes' "
        "and o.forced = 'no' and o.donor_cost = 'no') group by all",
        lambda group, _: message("Nothing would say any more that project {project} is aid.", project=group[0]),
        on=("oda_check",),
    ),
    Rule(
        "CHK-B9",
        "project_share",
        ("project",),
        "select project, abs(sum(share) - 100) as excess from project_share "
        "group by all having count(*) = count(share) and excess > 0.001",
        lambda group, _: message("The shares of project {project} would no longer make 100%.", project=group[0]),
    ),
    Rule(
        "CHK-B9",
        "budget_line",
        ("project", "country"),
        "select b.project, b.country, count(*) as excess from budget_line b join project p on p.code = b.project "
        "left join programming_line l on l.code = p.programming_line "
        "where b.country not in ('REG', 'ALL') "
        "and not exists (from project_share s where s.project = b.project and s.country = b.country) "
        "and (exists (from project_share s where s.project = b.project) or l.country not in ('REG', b.country)) "
        "group by all",
        lambda group, _: message(
            "Project {project} would have money in {country} and no share there.", project=group[0], country=group[1]
        ),
        on=("project_share", "project"),
    ),
)
"""What rests on the register: lines on projects, their checks and shares, and what rests on agreements."""

_COVERED = ("agreement", "year", "holder", "budget_type", "chapter", "article", "country", "theme")

ON_BUDGETS = (
    Rule(
        "CHK-B1",
        "coverage",
        _COVERED,
        # What is promised up to this agreement from a budget, beside what it had on the day of the agreement.
        "with held as (select c.*, a.agreed_on, "
        "coalesce(sum(l.amount_eur) filter (l.valid_on <= a.agreed_on), 0) as frame "
        "from coverage c join agreement a on a.code = c.agreement and a.agreed_on is not null "
        "left join allocation l on l.year = c.year and l.holder = c.holder and l.budget_type = c.budget_type "
        "and l.chapter = c.chapter and l.article = c.article and l.country = c.country and l.theme = c.theme "
        "group by all), promised as (select *, sum(amount_eur) over "
        "(partition by year, holder, budget_type, chapter, article, country, theme order by agreed_on, agreement) "
        f"as taken from held) select {', '.join(_COVERED)}, least(amount_eur, taken - frame) as excess from promised",
        lambda group, excess: message(
            "Of agreement {agreement} {amount} in {year} would no longer be within the budget of its day.",
            agreement=group[0],
            year=str(group[1]),
            amount=Euro(excess),
        ),
        on=("allocation", "agreement"),
    ),
    Rule(
        "CHK-B5",
        "budget_line",
        ("holder", "budget_type", "kind", "quarter"),
        # As at the door: a year without any budget is not looked at.
        "with budget as (select holder, budget_type, year, sum(amount_eur) as budget from allocation group by all), "
        "line as (select holder, budget_type, kind, quarter, left(quarter, 4)::integer as year, amount_eur "
        "from budget_line where kind in ('commitment', 'expenditure')), "
        "spent as (select distinct holder, budget_type, kind, quarter, year, "
        "sum(amount_eur) over (partition by holder, budget_type, kind, year) as spent from line) "
        "select holder, budget_type, kind, quarter, spent - budget as excess from spent "
        "join budget using (holder, budget_type, year)",
        lambda group, excess: (
            message(
                "In {year} {amount} more would be committed from this budget than it is.",
                year=group[3][:4],
                amount=Euro(excess),
            )
            if group[2] == "commitment"
            else message(
                "In {year} {amount} more would be paid from this budget than it is.",
                year=group[3][:4],
                amount=Euro(excess),
            )
        ),
        on=("allocation",),
    ),
    Rule(
        "CHK-B8",
        "allocation",
        ("transfer", "year"),
        "select transfer, year, abs(sum(amount_eur)) as excess from allocation where transfer is not null group by all",
        lambda group, excess: message(
            "Transfer “{transfer}” would differ by {amount} between its two sides.",
            transfer=group[0],
            amount=Euro(excess),
        ),
    ),
)
"""What rests on budgets: cover of agreements, commitments and payments, and the other side of a transfer."""

RULES = (
    *ON_THE_REGISTER,
    *ON_BUDGETS,
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
    touched = {each.table.name: each for each in undoing}
    with ExitStack() as registering:
        for name, each in touched.items():
            rows = {f"left_before_{name}": each.before, f"left_after_{name}": each.after}
            registering.enter_context(registered(cursor, **rows))
        for rule in _asked(touched):
            now = _excess(cursor, rule, {})
            after = _excess(cursor, rule, {name: _put_back(tables()[name]) for name in rule.tables if name in touched})
            for group, excess in after.items():
                if excess > max(now.get(group, 0), earlier[rule].get(group, 0)):
                    values = {name: [value] for name, value in zip(rule.group, group, strict=True)}
                    yield Broken(rule, pa.table(values), rule.words(group, excess))


Earlier = Mapping[Rule, Mapping[tuple, Decimal]]
"""By rule the groups that broke it before a submission, and by how much."""


def earlier(ledger: Ledger, number: int, did: Sequence[Difference]) -> Earlier:
    """What broke the rules before commit `number`, in the tables it touched: putting that back breaks nothing anew."""
    snapshot = ledger.snapshot(number - 1)
    with ledger.connection as cursor:
        return {
            rule: _excess(cursor, rule, {name: as_of(cursor, tables()[name], snapshot) for name in rule.tables})
            for rule in _asked({each.table.name for each in did})
        }


def _asked(touched: Collection[str]) -> list[Rule]:
    """The rules that may be broken where rows of these tables are taken back."""
    return [rule for rule in RULES if set(rule.tables) & set(touched)]


def _excess(cursor: duckdb.DuckDBPyConnection, rule: Rule, states: Mapping[str, str]) -> dict[tuple, Decimal]:
    """The groups that break a rule, and by how much, where some of its tables are in another state than now."""
    parts = [
        f"state_{name} as materialized (select {listed(tables()[name].names)} from ({state}))"
        for name, state in states.items()
    ]
    parts += [f"{name} as (from state_{name})" for name in states]
    rows = cursor.execute(
        f"{'with ' + ', '.join(parts) if parts else ''} "
        f"select {listed(rule.group)}, excess from ({rule.sql}) where excess > 0"
    ).fetchall()
    return {tuple(group): excess for *group, excess in rows}


def _put_back(table: Table) -> str:
    """The table as it would be with the rows `left_before` in place of the rows `left_after`."""
    names, name = listed(table.names), table.name
    return (
        f"select {names} from {name} anti join left_after_{name} using ({listed(table.key)}) "
        f"union all select {names} from left_before_{name}"
    )
