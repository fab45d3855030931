"""The budgets over the years: what was and is allocated, committed and spent, what is promised, and what is still open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from monitoring.ledger import Ledger
from monitoring.money.coverage import coverage

AHEAD = 3  # years after the one that is looked at
BEHIND = 2
ZERO = Decimal(0)

Cell = tuple[str, int, str, str]
"""Budget type, year, country and theme."""


@dataclass(frozen=True)
class BudgetYear:
    """One budget type in one year, in euros; None where nothing is known.

    `committed`, `spent` and `forecast` are of the whole year; `promised` is what agreements take of it:
    the cost that its budgets cover. `taken` is no longer free: per country and theme what is committed
    or promised to agreements, whichever is more. An agreement is carried out by projects, so that in a
    sum the same euro would stand twice.
    """

    budget_type: str
    year: int
    allocated: Decimal | None
    committed: Decimal | None
    spent: Decimal | None
    forecast: Decimal | None
    promised: Decimal
    taken: Decimal

    @property
    def free(self) -> Decimal | None:
        """The room for adaptive programming: what is allocated and not yet taken; negative where too much is."""
        return None if self.allocated is None else self.allocated - self.taken


@dataclass(frozen=True)
class Side:
    """One side of a transfer between members, in euros."""

    holder: str
    budget_type: str
    amount: Decimal


@dataclass(frozen=True)
class Transfer:
    """A transfer between members in a year: its sides, which together are zero, or one side whose other is not there."""

    name: str
    year: int
    sides: Sequence[Side]

    @property
    def net(self) -> Decimal:
        """What its sides come to together."""
        return sum((side.amount for side in self.sides), ZERO)


def budget_years(ledger: Ledger, year: int, country: str | None = None) -> list[BudgetYear]:
    """Every budget type in the years around `year`, in the order of types and years; all of them, also empty ones."""
    first, last = year - BEHIND, year + AHEAD
    promised: dict[Cell, Decimal] = defaultdict(Decimal)
    for one in coverage(ledger, country):
        for line in one.lines:
            promised[line.budget[1], one.year, line.budget[4], line.budget[5]] += line.within
    committed = {
        tuple(cell): amount
        for *cell, amount in ledger.rows(
            "select budget_type, year, country, theme, sum(amount_eur) from money where kind = 'commitment' and counts "
            "and year between $1 and $2 and ($3::varchar is null or country = $3) group by all",
            first,
            last,
            country,
        )
    }
    taken: dict[tuple[str, int], Decimal] = defaultdict(Decimal)
    for cell in {*committed, *promised}:
        taken[cell[0], cell[1]] += max(committed.get(cell, ZERO), promised.get(cell, ZERO))
    together: dict[tuple[str, int], Decimal] = defaultdict(Decimal)
    for cell, amount in promised.items():
        together[cell[0], cell[1]] += amount
    rows = ledger.rows(
        """
        select t.code, y.year,
               sum(m.amount_eur) filter (m.kind = 'allocation')::decimal(18, 2),
               sum(m.amount_eur) filter (m.kind = 'commitment')::decimal(18, 2),
               sum(m.amount_eur) filter (m.kind = 'expenditure')::decimal(18, 2),
               sum(m.amount_eur) filter (m.kind = 'forecast')::decimal(18, 2)
        from budget_type t
        cross join (select unnest(range($1, $2 + 1))::integer as year) y
        left join money m on m.budget_type = t.code and m.year = y.year and m.counts
                         and ($3::varchar is null or m.country = $3)
        group by t.code, t.position, y.year
        order by t.position, y.year
        """,
        first,
        last,
        country,
    )
    return [BudgetYear(code, of, *amounts, together[code, of], taken[code, of]) for code, of, *amounts in rows]


def transfers(ledger: Ledger, year: int) -> list[Transfer]:
    """The transfers between members in a budget year, by name."""
    found: dict[str, list[Side]] = {}
    for name, *side in ledger.rows(
        "select transfer, holder, budget_type, sum(amount_eur)::decimal(18, 2) from allocation "
        "where transfer is not null and year = ? group by all order by transfer, 4",
        year,
    ):
        found.setdefault(name, []).append(Side(*side))
    return [Transfer(name, year, tuple(sides)) for name, sides in found.items()]
