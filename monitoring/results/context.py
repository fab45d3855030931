"""Figures of other sources, as their sheets say them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from monitoring.ledger import Ledger

MOST_ROWS = 2_000  # that a page shows; the downloads hold all


@dataclass(frozen=True)
class Source:
    """A source: its name, how many figures it holds, in how many series and countries, and from when to when."""

    name: str
    figures: int
    series: int
    countries: int
    first: str
    last: str
    reporters: str


def sources(ledger: Ledger) -> list[Source]:
    """Every source with figures, by name."""
    return [
        Source(*row)
        for row in ledger.rows(
            """
            select f.source, count(*), count(distinct f.series),
                   count(distinct f.country) filter (f.country not in ('ALL', 'REG')),
                   arg_min(f.period, (p.start_date, p.end_date)), arg_max(f.period, (p.end_date, p.start_date)),
                   string_agg(distinct f.reporter, ', ' order by f.reporter)
            from context_figure f
            join period p on p.code = f.period
            group by f.source
            order by f.source
            """
        )
    ]


def series(ledger: Ledger, source: str) -> list[str]:
    """What a source measures, in its own words."""
    return [
        name
        for (name,) in ledger.rows("select distinct series from context_figure where source = ? order by 1", source)
    ]


def countries(ledger: Ledger, source: str, of_series: str) -> list[str]:
    """The countries that a source has figures of."""
    return [
        code
        for (code,) in ledger.rows(
            "select distinct country from context_figure where source = ? and (? = '' or series = ?) order by 1",
            source,
            of_series,
            of_series,
        )
    ]


def rows(ledger: Ledger, source: str, of_series: str = "", country: str = "") -> pd.DataFrame:
    """The figures of a source, the last period first; with the sheet and cells each of them came from.

    One row per series, country, period, dimension, kind and reporter; `value` in the unit of the source.
    """
    found = ledger.frame(
        """
        select f.series, f.country, f.period, f.dimension, f.kind, f.value, f.unit, f.reporter,
               s.file_name, c.sheet, c.cells
        from context_figure f
        join period p on p.code = f.period
        left join source_cell c
               on c.table_name = 'context_figure' and c.submission = f.written_in
              and c.row_key = concat_ws('|', f.source, f.series, f.country, f.period, f.reporter, f.dimension, f.kind)
        left join submission s on s.number = c.submission
        where f.source = ? and (? = '' or f.series = ?) and (? = '' or f.country = ?)
        order by p.end_date desc, f.series, f.country, f.dimension, f.kind
        """,
        source,
        of_series,
        of_series,
        country,
        country,
    )
    return found.assign(value=[None if value is None else trimmed(value) for value in found["value"]])


def trimmed(value: Decimal) -> Decimal:
    """A number without the zeros that its column adds.

    >>> trimmed(Decimal("1234.50000")), trimmed(Decimal("300.000"))
    (Decimal('1234.5'), Decimal('300'))
    """
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
