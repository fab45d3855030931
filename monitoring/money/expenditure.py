"""Expenditure quarter by quarter: what is known of it, and the forecast where it is not."""

from __future__ import annotations

import pandas as pd

from monitoring.ledger import Ledger


def trend(
    ledger: Ledger, last: str, country: str | None = None, budget_type: str | None = None, quarters: int = 8
) -> pd.DataFrame:
    """Expenditure per quarter and budget type, with the forecast of the quarters whose spending is still to come.

    One row per budget type and quarter, for the `quarters` up to `last` and the rest of its year:
    columns budget_type, quarter, expenditure, forecast in euros, and `settled`: whether what was
    spent in it is known. None where nothing is known. With `budget_type` only that one.
    """
    ledger.keep("money")
    return ledger.frame(
        """
        with shown as (
            select code, start_date, end_date, year from period
            where kind = 'quarter' and year <= (select year from period where code = ?)
        ),
        chosen as (
            (from shown where code <= ? order by code desc limit ?)
            union
            (from shown where code > ?)
        ),
        booked as (
            select * from kept.money
            where kind in ('expenditure', 'forecast') and counts and year in (select year from chosen)
        ),
        -- A holder takes part in a quarter with money in it, or in its year unless all of its projects
        -- lay outside the quarter. What one of them has not told yet would look like a fall.
        part as (
            select b.budget_type, b.holder, b.quarter
            from booked b
            semi join chosen c on c.code = b.quarter
            union
            select b.budget_type, b.holder, c.code
            from (select distinct budget_type, holder, project, year from booked) b
            join chosen c on c.year = b.year
            left join project j on j.code = b.project
            where j.code is null or j.start_date <= c.end_date and coalesce(j.end_date, c.end_date) >= c.start_date
        ),
        told as (
            select m.budget_type, m.holder, max(m.quarter) as quarter
            from kept.money m
            join period p on p.code = m.quarter
            where m.kind = 'expenditure' and m.counts and m.quarter <= ? and p.end_date < reference_date()
            group by all
        ),
        known as (
            select a.budget_type, a.quarter, bool_and(coalesce(t.quarter >= a.quarter, false)) as settled
            from part a
            left join told t using (budget_type, holder)
            group by all
        )
        select t.code as budget_type, c.code as quarter,
               sum(m.amount_eur) filter (m.kind = 'expenditure' and k.settled)::decimal(18, 2) as expenditure,
               sum(m.amount_eur) filter (m.kind = 'forecast')::decimal(18, 2) as forecast,
               coalesce(bool_and(k.settled), false) as settled
        from budget_type t
        cross join chosen c
        left join known k on k.budget_type = t.code and k.quarter = c.code
        left join kept.money m on m.budget_type = t.code and m.quarter = c.code and m.counts
                         and (?::varchar is null or m.country = ?)
        where ?::varchar is null or t.code = ?
        group by t.code, c.code
        order by any_value(t.position), c.code
        """,
        last,
        last,
        quarters,
        last,
        last,
        country,
        country,
        budget_type,
        budget_type,
    )


def recent(ledger: Ledger, last: str, number: int) -> pd.DataFrame:
    """Expenditure in euros per budget type and quarter, the last `number` quarters that can be looked at up to `last`.

    None where the ledger holds no spending of that quarter, which is not zero.
    """
    ledger.keep("money")
    return ledger.frame(
        """
        with chosen as (select code from quarter where code <= ? order by code desc limit ?)
        select t.code as budget_type, c.code as quarter,
               sum(m.amount_eur) filter (m.kind = 'expenditure' and m.counts)::decimal(18, 2) as expenditure
        from budget_type t
        cross join chosen c
        left join kept.money m on m.budget_type = t.code and m.quarter = c.code
        group by t.code, t.position, c.code
        order by t.position, c.code
        """,
        last,
        number,
    )
