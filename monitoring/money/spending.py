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
    through: str | None = None,
    country: str | None = None,
    theme: str | None = None,
    budget_type: str | None = None,
) -> pd.DataFrame:
    """One row per combination of `per` that has money: the grouping columns, then euros per kind.

    Amounts are `Decimal` in euros, 0.00 where there is none. `through` is the last quarter counted
    of commitments and expenditure; forecasts and allocations are for the whole year. Raises
    `UnknownDimension`.
    """
    unknown = [name for name in per if name not in DIMENSIONS]
    if unknown:
        raise UnknownDimension(f"{', '.join(unknown)}: choose from {', '.join(DIMENSIONS)}")
    groups = ", ".join(f"{DIMENSIONS[name]} as {name}" for name in per)
    sums = ", ".join(
        f"coalesce(sum(m.amount_eur) filter (m.kind = '{kind}'), 0)::decimal(18, 2) as {kind}" for kind in KINDS
    )
    conditions, values = ["m.counts"], []
    for column, value in (("m.year", year), ("m.country", country), ("m.theme", theme), ("m.budget_type", budget_type)):
        if value is not None:
            conditions.append(f"{column} = ?")
            values.append(value)
    if through is not None:
        conditions.append("(m.quarter is null or m.kind = 'forecast' or m.quarter <= ?)")
        values.append(through)
    return ledger.frame(
        f"select {groups + ', ' if groups else ''}{sums} from money m left join project p on p.code = m.project "
        f"where {' and '.join(conditions)} group by all {'order by all' if per else ''}",
        *values,
    )


def rows(ledger: Ledger, per: str, year: int) -> pd.DataFrame:
    """The rows of the money page: one per `per`, country, theme and budget type, as `by` gives them."""
    return by(ledger, list(dict.fromkeys([per, "country", "theme", "budget_type"])), year=year)


def trend(
    ledger: Ledger, last: str, country: str | None = None, theme: str | None = None, quarters: int = 8
) -> pd.DataFrame:
    """Expenditure per quarter and budget type, with the forecast of the quarters after `last`.

    One row per budget type and quarter, for the `quarters` up to `last` and the rest of its year:
    columns budget_type, quarter, expenditure, forecast; 0.00 where there is none.
    """
    return ledger.frame(
        """
        with shown as (
            select code, end_date, year from period
            where kind = 'quarter' and year <= (select year from period where code = ?)
        ),
        chosen as (
            (select code from shown where code <= ? order by code desc limit ?)
            union
            (select code from shown where code > ?)
        )
        select t.code as budget_type, c.code as quarter,
               coalesce(sum(m.amount_eur) filter (m.kind = 'expenditure'), 0)::decimal(18, 2) as expenditure,
               coalesce(sum(m.amount_eur) filter (m.kind = 'forecast'), 0)::decimal(18, 2) as forecast
        from budget_type t
        cross join chosen c
        left join money m on m.budget_type = t.code and m.quarter = c.code and m.counts
                         and (?::varchar is null or m.country = ?) and (?::varchar is null or m.theme = ?)
        group by t.code, t.position, c.code
        order by t.position, c.code
        """,
        last,
        last,
        quarters,
        last,
        country,
        country,
        theme,
        theme,
    )


def outside(ledger: Ledger, year: int) -> Decimal:
    """Euros spent in a year on what counts in no total: reception in the region."""
    row = ledger.row("select sum(amount_eur) from money where not counts and kind = 'expenditure' and year = ?", year)
    return row[0] or ZERO


def years(ledger: Ledger) -> list[int]:
    """The years that have money, the last first."""
    return [year for (year,) in ledger.rows("select distinct year from money order by year desc")]


def countries(ledger: Ledger) -> list[str]:
    """The codes of the countries that have money, REG and ALL among them."""
    return [code for (code,) in ledger.rows("select distinct country from money order by country")]


def recent(ledger: Ledger, last: str, number: int) -> pd.DataFrame:
    """Expenditure in euros per budget type and quarter, the last `number` quarters that have figures up to `last`."""
    return ledger.frame(
        """
        with chosen as (select code from quarter where code <= ? order by code desc limit ?)
        select t.code as budget_type, c.code as quarter,
               coalesce(sum(m.amount_eur) filter (m.kind = 'expenditure' and m.counts), 0)::decimal(18, 2) as expenditure
        from budget_type t
        cross join chosen c
        left join money m on m.budget_type = t.code and m.quarter = c.code
        group by t.code, t.position, c.code
        order by t.position, c.code
        """,
        last,
        number,
    )
