"""What an organisation owes for a quarter, and what of it is in."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from monitoring.ledger import Ledger


@dataclass(frozen=True)
class Owed:
    """One figure that somebody owes: whether it is in, and else by when it was asked."""

    indicator: str
    country: str
    period: str
    due: datetime.date
    delivered: bool
    late: bool


def owed(ledger: Ledger, organisation: str, quarter: str) -> Sequence[Owed]:
    """One row per figure that an organisation owes for the periods that end with a quarter, by indicator and country.

    A figure is in as soon as a total was reported, or said not to apply, not to be known yet or to be
    withheld. It is late when its due date and the days of grace have passed.
    """
    rows = ledger.rows(
        """
        select e.indicator, e.country, e.period, e.due_date,
               o.indicator is not null as delivered,
               o.indicator is null and e.due_date + e.grace_days < reference_date() as late
        from expectation e
        join period p on p.code = e.period
        join period q on q.code = ? and q.end_date = p.end_date
        left join observation o on o.indicator = e.indicator and o.country = e.country and o.period = e.period
                                and o.reporter = e.reporter and o.dimension = 'total'
        where e.reporter = ?
        order by e.indicator, e.country
        """,
        quarter,
        organisation,
    )
    return [Owed(*row) for row in rows]


def last_known(ledger: Ledger) -> str | None:
    """The last quarter that has ended and of which any figure or spending is in; None where there is none.

    It is what a past state is looked at with: later quarters were not known of then.
    """
    row = ledger.row(
        """
        select max(q.code)
        from quarter q
        join period p on p.end_date = q.end_date
        where q.ended
          and (exists (from observation o where o.period = p.code)
               or exists (from budget_line b where b.quarter = p.code and b.kind = 'expenditure'))
        """
    )
    return row[0] if row else None


def spending(ledger: Ledger, organisation: str, quarter: str) -> dict[str, bool]:
    """The projects of an organisation that run in a quarter, by code, and whether their spending in it is in."""
    rows = ledger.rows(
        """
        select p.code, b.project is not null
        from project p
        join period q on q.code = ?
        left join (select distinct project, quarter, holder from budget_line where kind = 'expenditure') b
               on b.project = p.code and b.quarter = q.code and b.holder = p.holder
        where p.holder = ? and p.start_date <= q.end_date and coalesce(p.end_date, q.end_date) >= q.start_date
        order by p.code
        """,
        quarter,
        organisation,
    )
    return dict(rows)
