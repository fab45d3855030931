"""The last known value of each row that an organisation may fill in, and the period it is of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from monitoring.ledger import Ledger

_MONEY = ("project", "budget_type", "country", "theme", "kind")


@dataclass(frozen=True)
class Last:
    """What an organisation reported last: a value, or of a ratio its two halves; an amount is in euros."""

    period: str
    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None


class LastKnown:
    """What an organisation reported last up to the end of a quarter, by row; a forecast is of the same quarter."""

    def __init__(self, ledger: Ledger, organisation: str, quarter: str) -> None:
        ledger.name_for_readers()
        self._figures = {
            (indicator, country): Last(*said)
            for indicator, country, *said in ledger.rows(_LAST_FIGURES, quarter, organisation)
        }
        self._money = {
            (*key, of_quarter if key[-1] == "forecast" else None): Last(of_quarter, amount)
            for *key, of_quarter, amount in ledger.rows(_LAST_MONEY, quarter, organisation)
        }

    def of(self, table: str, row: Mapping[str, Any]) -> Last | None:
        """The last known value of a row by its key; None where there is none, or none is kept of its table."""
        match table:
            case "observation":
                whole = row.get("dimension") in (None, "total")  # what is broken down has no last value here
                return self._figures.get((row.get("indicator"), row.get("country"))) if whole else None
            case "budget_line":
                of_quarter = row.get("quarter") if row.get("kind") == "forecast" else None
                return self._money.get((*(row.get(name) for name in _MONEY), of_quarter))
            case _:
                return None


_LAST_FIGURES = """
-- One row per indicator and country: its last reported total. Anybody may ask for the template of an organisation,
-- so what is hidden is left out here too.
select o.indicator, o.country, o.period, o.value, o.numerator, o.denominator
from shown_observation o
join period p on p.code = o.period
join period q on q.code = $1
where o.reporter = $2 and o.dimension = 'total' and o.state = 'reported' and p.end_date <= q.end_date
qualify row_number() over (partition by o.indicator, o.country order by p.end_date desc, p.start_date desc) = 1
"""

_LAST_MONEY = """
-- One row per project, budget type, country, theme and kind: its last amount; of forecasts one per quarter.
select b.project, b.budget_type, b.country, b.theme, b.kind, b.quarter, b.amount_eur
from budget_line b
join period p on p.code = b.quarter
join period q on q.code = $1
where b.holder = $2 and (b.kind = 'forecast' or p.end_date <= q.end_date)
qualify row_number() over (
    partition by b.project, b.budget_type, b.country, b.theme, b.kind, if(b.kind = 'forecast', b.quarter, '')
    order by p.end_date desc
) = 1
"""
