"""How far a budget is: spent, committed and expected, against the share of the year that has passed."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from monitoring.ledger import Ledger
from monitoring.money.spending import BUDGET_TYPES, until

RULE = "execution"
VERSION = "1.1"

SLOW = 0.75  # spent less than this share of what the calendar suggests; illustrative until adopted


class Pace(StrEnum):
    """What is said of a budget during its year."""

    OVERSPENDING = "overspending"
    UNDERSPENDING = "underspending"
    AS_PLANNED = "as_planned"
    NO_BUDGET = "no_budget"
    UNKNOWN = "unknown"


def pace(allocated: Decimal | None, spent: Decimal | None, passed: float) -> Pace:
    """How spending goes by the share of the year that has `passed`.

    With three quarters of the year behind us, 43% of the budget is slow and 67% is not:

    >>> pace(Decimal(100), Decimal(43), 0.75), pace(Decimal(100), Decimal(67), 0.75)
    (<Pace.UNDERSPENDING: 'underspending'>, <Pace.AS_PLANNED: 'as_planned'>)

    More than the year's budget is too much, whatever the day; without a budget nothing can be said,
    and what nobody told is not slow:

    >>> pace(Decimal(100), Decimal(101), 0.75), pace(None, Decimal(250), 0.75), pace(Decimal(100), None, 0.75)
    (<Pace.OVERSPENDING: 'overspending'>, <Pace.NO_BUDGET: 'no_budget'>, <Pace.UNKNOWN: 'unknown'>)
    """
    if not allocated:
        return Pace.NO_BUDGET
    if spent is None:
        return Pace.UNKNOWN
    if spent > allocated:
        return Pace.OVERSPENDING
    return Pace.UNDERSPENDING if float(spent / allocated) < SLOW * passed else Pace.AS_PLANNED


@dataclass(frozen=True)
class Execution:
    """One budget type in one year, in euros, up to and including a quarter; None where nothing is known.

    `passed` is the share of the year that has passed at the end of the quarter, or today while it
    runs. `settled` is the last quarter of which the spending is known, `year_end` what will have
    been spent by the end of the year if the forecasts come true.
    """

    budget_type: str
    quarter: str
    passed: float
    allocated: Decimal | None
    committed: Decimal | None
    spent: Decimal | None
    year_end: Decimal | None
    settled: str | None

    @property
    def year(self) -> int:
        """The year of the budget."""
        return int(self.quarter[:4])

    @property
    def empty(self) -> bool:
        """Whether the ledger holds nothing of this budget in its year."""
        return all(amount is None for amount in (self.allocated, self.committed, self.spent, self.year_end))

    @property
    def known(self) -> float:
        """The share of the year of which the spending is known: that is what it is judged against."""
        return int(self.settled[-1]) / 4 if self.settled else 0.0

    @property
    def pace(self) -> Pace:
        """How spending goes."""
        return pace(self.allocated, self.spent, self.known)

    @property
    def room(self) -> Decimal | None:
        """What is expected to be left of the budget at the end of the year; negative when it is too little."""
        return None if self.allocated is None or self.year_end is None else self.allocated - self.year_end

    def share(self, amount: Decimal | None) -> float | None:
        """An amount as a share of the year's budget."""
        return float(amount / self.allocated) if self.allocated and amount is not None else None


def execution(ledger: Ledger, quarter: str) -> list[Execution]:
    """Each budget type in the year of `quarter`, up to and including that quarter; all three, in their order."""
    passed = elapsed(ledger, quarter)
    found = {row.budget_type: row for row in until(ledger, ["budget_type"], quarter).itertuples()}
    return [
        Execution(name, quarter, passed, row.allocation, row.commitment, row.expenditure, row.expected, row.settled)
        if (row := found.get(name))
        else Execution(name, quarter, passed, None, None, None, None, None)
        for name in BUDGET_TYPES
    ]


def elapsed(ledger: Ledger, quarter: str) -> float:
    """The share of the year that has passed at the end of a quarter, or today while the quarter runs."""
    today, year = ledger.today, int(quarter[:4])
    (end,) = ledger.row("select end_date from period where code = ?", quarter)
    if end < today:
        return int(quarter[-1]) / 4
    days = (datetime.date(year + 1, 1, 1) - datetime.date(year, 1, 1)).days
    return min(max((today - datetime.date(year, 1, 1)).days + 1, 0) / days, int(quarter[-1]) / 4)
