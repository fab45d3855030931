"""The rows that an organisation owes for a quarter, up to their keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from monitoring.intake.fields import FIELDS, OWNER, REGISTER
from monitoring.ledger import Ledger

Rows = Mapping[str, Sequence[Mapping[str, Any]]]
"""By the name of a table its rows, each with the values of its fields."""


def owed(ledger: Ledger, organisation: str, quarter: str) -> Rows:
    """The rows that an organisation owes for a quarter, up to their keys: figures by expectation, money by project.

    Of its projects that run in the quarter: what was committed and spent in it, and under those the
    forecasts of the next four quarters in which they still run.
    """
    return {
        "observation": ledger.table(_FIGURES, quarter, organisation).to_pylist(),
        "budget_line": ledger.table(_MONEY, quarter, organisation).to_pylist(),
    }


def registered(ledger: Ledger, organisation: str) -> Rows:
    """What an organisation has in the register by now, row by row; an empty project of people stands for all."""
    found = {}
    for table in REGISTER:
        columns = ", ".join(field.name for field in FIELDS[table])
        rows = ledger.table(f"select {columns} from {table} where {OWNER[table]} = ? order by all", organisation)
        found[table] = rows.to_pylist()
    for row in found["deployment"]:
        row["project"] = None if row["project"] == "ALL" else row["project"]
    return found


_FIGURES = """
-- One row per figure that is expected for a period that ends with the quarter.
select e.indicator, e.country, e.period
from expectation e
join period p on p.code = e.period
join period q on q.code = $1
where e.reporter = $2 and p.end_date = q.end_date
order by e.indicator, e.country
"""

_MONEY = """
-- One row per project that runs in the quarter, country, theme, kind of money and quarter it is asked of.
with purpose as (
    -- A project mostly keeps its purpose, so the last one is already there.
    select project, arg_max(purpose_code, quarter) as purpose_code
    from budget_line where purpose_code is not null group by project
),
asked as (
    select code as quarter, unnest(['commitment', 'expenditure']) as kind, start_date
    from period where code = $1
    union all
    (select n.code, 'forecast', n.start_date
     from period n
     join period q on q.code = $1 and n.start_date > q.end_date
     where n.kind = 'quarter' order by n.start_date limit 4)
)
select p.code as project, p.budget_type, l.country, l.theme, a.quarter, a.kind, u.purpose_code
from project p
join programming_line l on l.code = p.programming_line
join period q on q.code = $1
join asked a on coalesce(p.end_date, a.start_date) >= a.start_date
left join purpose u on u.project = p.code
where p.holder = $2 and p.start_date <= q.end_date and coalesce(p.end_date, q.end_date) >= q.start_date
order by a.kind = 'forecast', p.code, l.country, l.theme, a.quarter, a.kind
"""
