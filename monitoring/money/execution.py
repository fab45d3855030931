"""How far a budget is: spent, committed and expected, against the share of the year that has passed."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Mapping, Sequence
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
    runs. `settled` is the last quarter of which every holder told its spending, `known` the share of
    the year of which it is known, each holder weighed by its budget: that is what spending is
    judged against. `year_end` is what will have been spent by the end of the year if the forecasts
    come true.
    """

    budget_type: str
    quarter: str
    passed: float
    allocated: Decimal | None
    committed: Decimal | None
    spent: Decimal | None
    year_end: Decimal | None
    settled: str | None
    known: float

    @property
    def year(self) -> int:
        """The year of the budget."""
        return int(self.quarter[:4])

    @property
    def empty(self) -> bool:
        """Whether the ledger holds nothing of this budget in its year."""
        return all(amount is None for amount in (self.allocated, self.committed, self.spent, self.year_end))

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
    passed, known = elapsed(ledger, quarter), told_up_to(ledger, quarter)
    found = {row.budget_type: row for row in until(ledger, ["budget_type"], quarter).itertuples()}
    return [
        Execution(name, quarter, passed, row.allocation, row.commitment, row.expenditure, row.expected, *known[name])
        if (row := found.get(name))
        else Execution(name, quarter, passed, None, None, None, None, None, 0.0)
        for name in BUDGET_TYPES
    ]


def told_up_to(ledger: Ledger, quarter: str) -> Mapping[str, tuple[str | None, float]]:
    """Per budget type the last quarter of which every holder told its spending, and the share of the year that is known."""
    told = _told(ledger, quarter)
    return {name: _known(told[name]) for name in BUDGET_TYPES}


def _told(ledger: Ledger, quarter: str) -> dict[str, list[tuple[Decimal, str | None]]]:
    """Per budget type, of each holder with money in the year: its budget, and the last ended quarter it told."""
    ledger.keep("money")
    found: dict[str, list[tuple[Decimal, str | None]]] = defaultdict(list)
    for budget_type, allocated, last in ledger.rows(
        """
        select m.budget_type,
               coalesce(sum(m.amount_eur) filter (m.kind = 'allocation' and m.valid_on <= a.end_date), 0),
               max(m.quarter) filter (m.kind = 'expenditure' and m.quarter <= a.code and p.end_date < reference_date())
        from kept.money m
        join period a on a.code = ? and a.year = m.year
        left join period p on p.code = m.quarter
        where m.counts
        group by m.budget_type, m.holder
        """,
        quarter,
    ):
        found[budget_type].append((allocated, last))
    return found


def _known(holders: Sequence[tuple[Decimal, str | None]]) -> tuple[str | None, float]:
    """Up to which quarter every holder told its spending, and the share of the year that they told together.

    One of three quarters of a thousand and one that told nothing of three thousand know 19% of their year:

    >>> _known([(Decimal(1000), "2025-Q3"), (Decimal(3000), None)])
    (None, 0.1875)
    >>> _known([(Decimal(0), "2025-Q2"), (Decimal(0), "2025-Q1")])
    ('2025-Q1', 0.25)
    """
    quarters = [last for _, last in holders]
    settled = None if None in quarters else min(quarters, default=None)
    budget = sum(allocated for allocated, _ in holders)
    if budget <= 0:
        return settled, _share(settled)
    return settled, float(sum(float(allocated) * _share(last) for allocated, last in holders)) / float(budget)


def _share(quarter: str | None) -> float:
    """The share of its year that is over at the end of a quarter."""
    return int(quarter[-1]) / 4 if quarter else 0.0


def elapsed(ledger: Ledger, quarter: str) -> float:
    """The share of the year that has passed at the end of a quarter, or today while the quarter runs."""
    today, year = ledger.today, int(quarter[:4])
    (end,) = ledger.row("select end_date from period where code = ?", quarter)
    if end < today:
        return _share(quarter)
    days = (datetime.date(year + 1, 1, 1) - datetime.date(year, 1, 1)).days
    return min(max((today - datetime.date(year, 1, 1)).days + 1, 0) / days, _share(quarter))
