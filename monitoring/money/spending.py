"""Where the money goes: per country, theme, budget type or any other grouping.

Budget types are never netted. A sum over them is an addition, not a budget (terms of reference,
section 5: each keeps its own responsibility), and reception in the region is in no total.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

import pandas as pd

from monitoring.ledger import Ledger

KINDS = ("allocation", "commitment", "expenditure", "forecast")
MEASURES = (*KINDS, "expected")
BUDGET_TYPES = ("BZ_ODA", "AM_NON_ODA", "OWN")

DIMENSIONS: Mapping[str, str] = {
    "country": "m.country",
    "theme": "m.theme",
    "budget_type": "m.budget_type",
    "holder": "m.holder",
    "project": "coalesce(m.project, 'ALL')",
    "year": "m.year::varchar",
    "quarter": "coalesce(m.quarter, m.year::varchar)",  # an allocation is for a year
    "channel": "coalesce(p.channel, 'ALL')",
    "programming_line": "coalesce(p.programming_line, 'ALL')",
}
"""What money can be grouped by, and how each is found in view `money` (m) and table `project` (p)."""

ZERO = Decimal("0.00")


class UnknownDimension(ValueError):
    """A grouping that does not exist."""


def by(
    ledger: Ledger,
    per: Sequence[str],
    *,
    year: int | None = None,
    country: str | None = None,
    theme: str | None = None,
    budget_type: str | None = None,
) -> pd.DataFrame:
    """One row per combination of `per` that has money: the grouping columns, then euros per kind.

    Amounts are `Decimal` in euros, 0.00 where there is none. Raises `UnknownDimension`.
    """
    sums = ", ".join(
        f"coalesce(sum(m.amount_eur) filter (m.kind = '{kind}'), 0)::decimal(18, 2) as {kind}" for kind in KINDS
    )
    where, values = _chosen(year=year, country=country, theme=theme, budget_type=budget_type)
    return ledger.frame(
        f"select {_grouping(per)}{sums} from money m left join project p on p.code = m.project "
        f"where {where} group by all {'order by all' if per else ''}",
        *values,
    )


def until(
    ledger: Ledger,
    per: Sequence[str],
    through: str,
    *,
    country: str | None = None,
    budget_type: str | None = None,
) -> pd.DataFrame:
    """One row per combination of `per` that has money in the year of quarter `through`, as it stands at its end.

    The grouping columns, then per kind of `MEASURES` euros as `Decimal`, or None where nothing is
    known, which is not zero; and `settled`, the last quarter whose spending is known of every holder. Allocated is
    the budget with all changes up to the end of the quarter; committed and spent are the year up to
    and including it; `forecast` is what was given for the whole year, also for quarters since
    paid; `expected` is what will be spent by the end of the year: what was spent, and the forecast
    of every quarter whose spending is still to come. Raises `UnknownDimension`.
    """
    where, values = _chosen(country=country, budget_type=budget_type)
    frame = ledger.frame(
        f"{_UNTIL} select {_grouping(per)}"
        + ", ".join(f"sum(m.{kind})::decimal(18, 2) as {kind}" for kind in MEASURES)
        + f", {_SETTLED} as settled from told m left join project p on p.code = m.project "
        + f"where {where} group by all {'order by ' + ', '.join(per) if per else ''}",
        through,
        *values,
    )
    return frame.assign(settled=frame["settled"].astype(object).where(frame["settled"].notna(), None))


# What several holders spent together is known up to the quarter that the slowest of them told.
_SETTLED = "if(bool_or(m.settled is null and m.kind in ('expenditure', 'forecast')), null, min(m.settled))"

_UNTIL = """
with asked as (select code, year, end_date from period where code = ?),
line as (
    select m.*
    from money m
    join asked a on a.year = m.year
    where case m.kind when 'allocation' then m.valid_on <= a.end_date when 'forecast' then true else m.quarter <= a.code end
),
settled as ( -- the last quarter that has ended and of which a holder told what was spent
    select l.holder, l.budget_type, max(l.quarter) as quarter
    from line l
    join period q on q.code = l.quarter
    where l.kind = 'expenditure' and q.end_date < reference_date()
    group by all
),
told as (
    select l.*, s.quarter as settled,
           if(l.kind = 'allocation', l.amount_eur, null) as allocation,
           if(l.kind = 'commitment', l.amount_eur, null) as commitment,
           if(l.kind = 'expenditure', l.amount_eur, null) as expenditure,
           if(l.kind = 'forecast', l.amount_eur, null) as forecast,
           case
               when l.kind not in ('expenditure', 'forecast') then null
               when l.quarter <= s.quarter then if(l.kind = 'expenditure', l.amount_eur, null)
               -- Of a running quarter something may be spent already: the larger of that and its forecast.
               when row_number() over (
                        partition by l.holder, l.budget_type, l.project, l.country, l.theme, l.quarter,
                                     l.kind in ('expenditure', 'forecast')
                        order by l.amount_eur desc
                    ) = 1 then l.amount_eur
           end as expected
    from line l
    left join settled s on s.holder = l.holder and s.budget_type = l.budget_type
)
"""


def _grouping(per: Sequence[str]) -> str:
    unknown = [name for name in per if name not in DIMENSIONS]
    if unknown:
        raise UnknownDimension(f"{', '.join(unknown)}: choose from {', '.join(DIMENSIONS)}")
    return "".join(f"{DIMENSIONS[name]} as {name}, " for name in per)


def _chosen(**columns: object) -> tuple[str, list[object]]:
    """What restricts the amounts, with its values; None restricts nothing."""
    chosen = {column: value for column, value in columns.items() if value is not None}
    return " and ".join(["m.counts", *(f"m.{column} = ?" for column in chosen)]), list(chosen.values())


def rows(
    ledger: Ledger, per: str, through: str, country: str | None = None, budget_type: str | None = None
) -> pd.DataFrame:
    """The rows of the money page: one per `per`, theme and budget type, as `until` gives them."""
    return until(ledger, [per, "theme", "budget_type"], through, country=country, budget_type=budget_type)


def trend(
    ledger: Ledger, last: str, country: str | None = None, budget_type: str | None = None, quarters: int = 8
) -> pd.DataFrame:
    """Expenditure per quarter and budget type, with the forecast of the quarters whose spending is still to come.

    One row per budget type and quarter, for the `quarters` up to `last` and the rest of its year:
    columns budget_type, quarter, expenditure, forecast in euros, and `settled`: whether what was
    spent in it is known. None where nothing is known. With `budget_type` only that one.
    """
    return ledger.frame(
        """
        with shown as (
            select code, end_date, year from period
            where kind = 'quarter' and year <= (select year from period where code = ?)
        ),
        chosen as (
            (select code, end_date from shown where code <= ? order by code desc limit ?)
            union
            (select code, end_date from shown where code > ?)
        ),
        known as (
            -- Known is what the slowest holder told: a part of a quarter would look like a fall.
            select budget_type, min(quarter) as quarter
            from (
                select m.budget_type, m.holder,
                       max(m.quarter) filter (m.kind = 'expenditure' and m.quarter <= ? and p.end_date < reference_date()) as quarter
                from money m
                join period p on p.code = m.quarter
                where m.kind in ('expenditure', 'forecast') and m.counts
                group by all
            )
            group by all
            having count(*) = count(quarter)
        )
        select t.code as budget_type, c.code as quarter,
               sum(m.amount_eur) filter (m.kind = 'expenditure' and c.code <= k.quarter)::decimal(18, 2) as expenditure,
               sum(m.amount_eur) filter (m.kind = 'forecast')::decimal(18, 2) as forecast,
               coalesce(c.code <= k.quarter, false) as settled
        from budget_type t
        cross join chosen c
        left join known k on k.budget_type = t.code
        left join money m on m.budget_type = t.code and m.quarter = c.code and m.counts
                         and (?::varchar is null or m.country = ?)
        where ?::varchar is null or t.code = ?
        group by all
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


def outside(ledger: Ledger, through: str) -> Decimal:
    """Euros spent in the year of a quarter, up to its end, on what counts in no total: reception in the region."""
    row = ledger.row(
        "select sum(amount_eur) from money where not counts and kind = 'expenditure' and year = ? and quarter <= ?",
        int(through[:4]),
        through,
    )
    return row[0] or ZERO


def years(ledger: Ledger) -> list[int]:
    """The years that have money, the last first."""
    return [year for (year,) in ledger.rows("select distinct year from money order by year desc")]


def countries(ledger: Ledger) -> list[str]:
    """The codes of the countries that have money, REG and ALL among them."""
    return [code for (code,) in ledger.rows("select distinct country from money order by country")]


def recent(ledger: Ledger, last: str, number: int) -> pd.DataFrame:
    """Expenditure in euros per budget type and quarter, the last `number` quarters that can be looked at up to `last`.

    None where the ledger holds no spending of that quarter, which is not zero.
    """
    return ledger.frame(
        """
        with chosen as (select code from quarter where code <= ? order by code desc limit ?)
        select t.code as budget_type, c.code as quarter,
               sum(m.amount_eur) filter (m.kind = 'expenditure' and m.counts)::decimal(18, 2) as expenditure
        from budget_type t
        cross join chosen c
        left join money m on m.budget_type = t.code and m.quarter = c.code
        group by t.code, t.position, c.code
        order by t.position, c.code
        """,
        last,
        number,
    )
