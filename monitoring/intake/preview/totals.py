"""What money adds up to before and after a file: per budget type, never netted, and within it per theme."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import duckdb

from monitoring.intake.preview.compare import COMPARED

MONEY = ("allocation", "budget_line")
"""The tables that hold money."""


@dataclass(frozen=True)
class Total:
    """Euros of one budget type of one holder in a year, of one kind of money, before and after.

    `theme` is None in the sum over themes. Reception in the region is no part of that sum (terms of
    reference, footnote 3): `counts` says so. `kind` is allocation, commitment, expenditure or forecast.
    """

    budget_type: str
    year: int
    kind: str
    theme: str | None
    counts: bool
    before: Decimal
    after: Decimal

    @property
    def difference(self) -> Decimal:
        """What comes to it; negative where it becomes less."""
        return self.after - self.before


def totals(cursor: duckdb.DuckDBPyConnection, name: str, holder: str) -> list[Total]:
    """Every total that the last comparison changes, of table `name`, with the sum over the themes before its themes.

    The sum stands there too where themes change and it does not: then money moved between them.
    """
    kind, year = ("'allocation'", "a.year") if name == "allocation" else ("a.kind", "p.year")
    period = "" if name == "allocation" else "join period p on p.code = a.quarter"
    rows = cursor.execute(
        f"""
        with amount as (
            select budget_type, theme, {"year" if name == "allocation" else "quarter, kind"},
                   amount_eur as before, 0 as change
            from {name} where holder = ?
            union all by name
            select budget_type, theme, {"year" if name == "allocation" else "quarter, kind"},
                   0 as before, coalesce(amount_eur, 0) - coalesce(was_amount_eur, 0) as change
            from {COMPARED} where what in ('new', 'changed')
        ),
        per_theme as (
            select a.budget_type, {year} as year, {kind} as kind, a.theme, coalesce(h.in_totals, true) as counts,
                   coalesce(h.position, 0) as position, sum(a.before) as before, sum(a.change) as change
            from amount a
            {period}
            left join theme h on h.code = a.theme
            group by all
        ),
        per_type as (
            select budget_type, year, kind, null as theme, true as counts, -1 as position,
                   coalesce(sum(before) filter (counts), 0) as before, coalesce(sum(change) filter (counts), 0) as change
            from per_theme
            group by all
            having bool_or(counts and change <> 0)
        )
        select r.budget_type, r.year, r.kind, r.theme, r.counts, r.before, r.before + r.change
        from (from per_theme where change <> 0 union all by name from per_type) r
        left join budget_type b on b.code = r.budget_type
        order by b.position, r.budget_type, r.year, r.kind, r.position, r.theme
        """,
        [holder],
    ).fetchall()
    return [Total(*row) for row in rows]
