"""Where the money goes: per country, theme, budget type or any other grouping.

Budget types are never netted. A sum over them is an addition, not a budget (terms of reference,
section 5: each keeps its own responsibility), and reception in the region is in no total.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

import pandas as pd

from monitoring.ledger import Ledger, Reader
from theory_of_change.text import Message, message

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
    "implementer": "coalesce(p.implementer, 'ALL')",
    "instrument": "coalesce(p.instrument, 'ALL')",
    "agreement": "coalesce(p.agreement, 'ALL')",
    "phase": "coalesce(m.phase, 'ALL')",  # of a budget; what is committed and spent has none
    "chapter": "coalesce(m.chapter, 'ALL')",
    "article": "coalesce(m.article, 'ALL')",
    "transfer": "coalesce(m.transfer, 'ALL')",
}
"""What money can be grouped by, and how each is found in view `money` (m) and table `project` (p)."""

CALLED: Mapping[str, Message] = {
    "country": message("Country"),
    "theme": message("Theme"),
    "budget_type": message("Budget"),
    "holder": message("Budget holder"),
    "project": message("Project"),
    "year": message("Year"),
    "quarter": message("Quarter"),
    "channel": message("Channel"),
    "programming_line": message("Programming line"),
    "implementer": message("Kind of implementer"),
    "instrument": message("Instrument"),
    "agreement": message("Agreement"),
    "phase": message("Phase"),
    "chapter": message("Chapter"),
    "article": message("Article"),
    "transfer": message("Transfer"),
}
"""What each of these is called."""

ZERO = Decimal("0.00")

# A page asks several things of the money: it is worked out once per commit (`Ledger.keep`) and asked as kept.money.


class UnknownDimension(ValueError):
    """A grouping that does not exist."""


def by(
    ledger: Ledger,
    per: Sequence[str],
    *,
    year: int | None = None,
    **where: str | None,
) -> pd.DataFrame:
    """One row per combination of `per` that has money: the grouping columns, then euros per kind.

    `where` restricts it, by the names of `DIMENSIONS`; None restricts nothing. Amounts are `Decimal`
    in euros, 0.00 where there is none. Raises `UnknownDimension`.
    """
    ledger.keep("money")
    sums = ", ".join(
        f"coalesce(sum(m.amount_eur) filter (m.kind = '{kind}'), 0)::decimal(18, 2) as {kind}" for kind in KINDS
    )
    condition, values = _chosen(where | {"year": None if year is None else str(year)})
    return ledger.frame(
        f"select {_grouping(per)}{sums} from kept.money m left join project p on p.code = m.project "
        f"where {condition} group by all {'order by all' if per else ''}",
        *values,
    )


def until(
    ledger: Ledger,
    per: Sequence[str],
    through: str,
    **where: str | None,
) -> pd.DataFrame:
    """One row per combination of `per` that has money in the year of quarter `through`, as it stands at its end.

    The grouping columns, then per kind of `MEASURES` euros as `Decimal`, or None where nothing is
    known, which is not zero. Allocated is the budget with all changes up to the end of the quarter;
    committed and spent are the year up to and including it; `forecast` is what was given for the
    whole year, also for quarters since paid; `expected` is what will be spent by the end of the
    year: what was spent, and per project the forecast of every quarter of which its spending is not
    in. Raises `UnknownDimension`.
    """
    condition, values = _chosen(where)
    return ledger.frame(
        f"{told(ledger)} select {_grouping(per)}"
        + ", ".join(f"sum(m.{kind})::decimal(18, 2) as {kind}" for kind in MEASURES)
        + " from told m left join project p on p.code = m.project "
        + f"where m.in_time and {condition} group by all {'order by ' + ', '.join(per) if per else ''}",
        through,
        *values,
    )


_UNTIL = """
with asked as (select code, year, end_date from period where code = ?),
line as (
    select m.*,
           case m.kind when 'allocation' then m.valid_on <= a.end_date when 'forecast' then true
                       else m.quarter <= a.code end as in_time,
           p.end_date < reference_date() as ended,
           sum(m.amount_eur) filter (m.kind = 'expenditure' and m.quarter <= a.code) over project_quarter as spent,
           sum(m.amount_eur) filter (m.kind = 'forecast') over project_quarter as planned
    from {money} m
    join asked a on a.year = m.year
    left join period p on p.code = m.quarter
    window project_quarter as (partition by m.holder, m.budget_type, m.project, m.quarter)
),
told as (
    select l.*,
           if(l.kind = 'allocation' and l.in_time, l.amount_eur, null) as allocation,
           if(l.kind = 'commitment' and l.in_time, l.amount_eur, null) as commitment,
           if(l.kind = 'expenditure' and l.in_time, l.amount_eur, null) as expenditure,
           if(l.kind = 'forecast', l.amount_eur, null) as forecast,
           -- What a project spent in a quarter stands in place of its forecast. While the quarter
           -- runs it may be only a part of it: then the larger of the two counts.
           case if(l.in_time, l.kind, null)
               when 'expenditure' then if(l.ended or l.planned is null or l.spent >= l.planned, l.amount_eur, null)
               when 'forecast' then if(l.spent is null or (not l.ended and l.planned > l.spent), l.amount_eur, null)
           end as expected
    from line l
)
"""


def told(reader: Reader) -> str:
    """The start of a query that gives table `told`: per amount in the year of a quarter (the one value it takes) whether
    it is `in_time`, and what of it counts in each of `MEASURES`, None where it counts nothing.
    """
    return _UNTIL.format(money=where_money_is(reader))


def where_money_is(reader: Reader) -> str:
    """Where a query reads the money: what is kept of it for a commit; inside a commit, where nothing is kept, the view."""
    if not isinstance(reader, Ledger):
        return "money"
    reader.keep("money")
    return "kept.money"


def _grouping(per: Sequence[str]) -> str:
    _known(per)
    return "".join(f"{DIMENSIONS[name]} as {name}, " for name in per)


def _chosen(where: Mapping[str, str | None]) -> tuple[str, list[str]]:
    """What restricts the amounts, with its values; None restricts nothing."""
    chosen = {name: value for name, value in where.items() if value is not None}
    _known(chosen)
    return " and ".join(["m.counts", *(f"{DIMENSIONS[name]} = ?" for name in chosen)]), list(chosen.values())


def _known(names: Iterable[str]) -> None:
    unknown = [name for name in names if name not in DIMENSIONS]
    if unknown:
        raise UnknownDimension(f"{', '.join(unknown)}: choose from {', '.join(DIMENSIONS)}")


def rows(
    ledger: Ledger, per: str, through: str, country: str | None = None, budget_type: str | None = None
) -> pd.DataFrame:
    """The rows of the money page: one per `per`, theme and budget type, as `until` gives them."""
    return until(ledger, [per, "theme", "budget_type"], through, country=country, budget_type=budget_type)


def outside(ledger: Ledger, through: str) -> Decimal:
    """Euros spent in the year of a quarter, up to its end, on what counts in no total: reception in the region."""
    ledger.keep("money")
    row = ledger.row(
        "select sum(amount_eur) from kept.money where not counts and kind = 'expenditure' and year = ? and quarter <= ?",
        int(through[:4]),
        through,
    )
    return row[0] or ZERO


def years(ledger: Ledger) -> list[int]:
    """The years that have money, the last first."""
    ledger.keep("money")
    return [year for (year,) in ledger.rows("select distinct year from kept.money order by year desc")]


def countries(ledger: Ledger) -> list[str]:
    """The codes of the countries that have money, REG and ALL among them."""
    ledger.keep("money")
    return [code for (code,) in ledger.rows("select distinct country from kept.money order by country")]


def themes(ledger: Ledger) -> list[str]:
    """The codes of the themes that count in totals, in their order."""
    return [code for (code,) in ledger.rows("select code from theme where in_totals order by position")]


def divided(ledger: Ledger, through: str) -> bool:
    """Whether any money in the year of a quarter came in undivided and is divided over countries by shares."""
    ledger.keep("money")
    found = ledger.row(
        "select 1 from kept.money where year = ? and (country <> line_country or theme <> line_theme) limit 1",
        int(through[:4]),
    )
    return found is not None
