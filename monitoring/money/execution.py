"""How far a budget is: spent, committed and expected, against the share of the year that has passed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from monitoring.ledger import Ledger
from monitoring.money.spending import BUDGET_TYPES, ZERO

RULE = "execution"
VERSION = "1.0"

SLOW = 0.75  # spent less than this share of what the calendar suggests; illustrative until adopted


class Pace(StrEnum):
    """What is said of a budget during its year."""

    OVERSPENDING = "overspending"
    UNDERSPENDING = "underspending"
    AS_PLANNED = "as_planned"
    NO_BUDGET = "no_budget"


def pace(allocated: Decimal, spent: Decimal, passed: float) -> Pace:
    """How spending goes by the share of the year that has `passed`.

    With three quarters of the year behind us, 43% of the budget is slow and 67% is not:

    >>> pace(Decimal(100), Decimal(43), 0.75), pace(Decimal(100), Decimal(67), 0.75)
    (<Pace.UNDERSPENDING: 'underspending'>, <Pace.AS_PLANNED: 'as_planned'>)

    More than the year's budget is too much, whatever the day; without a budget nothing can be said:

    >>> pace(Decimal(100), Decimal(101), 0.75), pace(Decimal(0), Decimal(0), 0.75)
    (<Pace.OVERSPENDING: 'overspending'>, <Pace.NO_BUDGET: 'no_budget'>)
    """
    if spent > allocated:
        return Pace.OVERSPENDING
    if not allocated:
        return Pace.NO_BUDGET
    return Pace.UNDERSPENDING if float(spent / allocated) < SLOW * passed else Pace.AS_PLANNED


@dataclass(frozen=True)
class Execution:
    """One budget type in one year, in euros, up to and including a quarter."""

    budget_type: str
    year: int
    passed: float
    allocated: Decimal
    committed: Decimal
    spent: Decimal
    still_expected: Decimal

    @property
    def year_end(self) -> Decimal:
        """What will have been spent by the end of the year, if the forecasts come true."""
        return self.spent + self.still_expected

    @property
    def pace(self) -> Pace:
        """How spending goes."""
        return pace(self.allocated, self.spent, self.passed)

    def share(self, amount: Decimal) -> float | None:
        """An amount as a share of the year's budget."""
        return float(amount / self.allocated) if self.allocated else None


def execution(ledger: Ledger, quarter: str) -> list[Execution]:
    """Each budget type in the year of `quarter`, up to and including that quarter; all three, in their order."""
    year, passed = int(quarter[:4]), int(quarter[-1]) / 4
    found = {
        row[0]: row[1:]
        for row in ledger.rows(
            """
            select budget_type,
                   coalesce(sum(amount_eur) filter (kind = 'allocation' and valid_on <= q.end_date), 0),
                   coalesce(sum(amount_eur) filter (kind = 'commitment' and quarter <= q.code), 0),
                   coalesce(sum(amount_eur) filter (kind = 'expenditure' and quarter <= q.code), 0),
                   coalesce(sum(amount_eur) filter (kind = 'forecast' and quarter > q.code), 0)
            from money m, (select code, end_date from period where code = ?) q
            where m.year = ? and m.counts
            group by budget_type
            """,
            quarter,
            year,
        )
    }
    return [Execution(name, year, passed, *found.get(name, (ZERO,) * 4)) for name in BUDGET_TYPES]
