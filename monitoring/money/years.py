"""The budgets over the years: what was and is allocated, committed and spent, what is promised, and what is still open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from monitoring.ledger import Ledger
from monitoring.money.coverage import coverage
from monitoring.money.shifts.room import Promise, tied
from theory_of_change.text import Text

AHEAD = 3  # years after the one that is looked at
BEHIND = 2
ZERO = Decimal(0)

Cell = tuple[str, str, int, str, str]
"""Holder, budget type, year, country and theme."""


@dataclass(frozen=True)
class BudgetYear:
    """One budget type in one year, in euros; None where nothing is known.

    `committed`, `spent` and `forecast` are of the whole year; `promised` is what agreements take of it:
    the cost that its budgets cover. `taken` is no longer free: what it is tied to, by the rule of
    `monitoring.money.shifts.room`.
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
    ledger.keep("money")
    first, last = year - BEHIND, year + AHEAD
    taken, promised = _tied(ledger, first, last, country)
    rows = ledger.rows(
        """
        select t.code, y.year,
               sum(m.amount_eur) filter (m.kind = 'allocation')::decimal(18, 2),
               sum(m.amount_eur) filter (m.kind = 'commitment')::decimal(18, 2),
               sum(m.amount_eur) filter (m.kind = 'expenditure')::decimal(18, 2),
               sum(m.amount_eur) filter (m.kind = 'forecast')::decimal(18, 2)
        from budget_type t
        cross join (select unnest(range($1, $2 + 1))::integer as year) y
        left join kept.money m on m.budget_type = t.code and m.year = y.year and m.counts
                         and ($3::varchar is null or m.country = $3)
        group by t.code, t.position, y.year
        order by t.position, y.year
        """,
        first,
        last,
        country,
    )
    return [BudgetYear(code, of, *amounts, promised[code, of], taken[code, of]) for code, of, *amounts in rows]


BudgetOf = tuple[str, int]
"""A budget type and a year."""


def _tied(
    ledger: Ledger, first: int, last: int, country: str | None
) -> tuple[Mapping[BudgetOf, Decimal], Mapping[BudgetOf, Decimal]]:
    """Per budget type and year what is tied (`shifts.room`), and what of it is promised to agreements, in euros."""
    promises: dict[Cell, list[Promise]] = defaultdict(list)
    committed_on = {
        (agreement, *cell): amount
        for agreement, *cell, amount in ledger.rows(
            f"select p.agreement, {_CELL}, sum(m.amount_eur) from kept.money m join project p on p.code = m.project "
            "where p.agreement is not null and m.kind = 'commitment' and m.year between ? and ? group by all",
            first,
            last,
        )
    }
    for one in coverage(ledger, country):
        for line in one.lines if first <= one.year <= last else ():
            holder, budget_type, _, _, place, theme = line.budget
            cell = (holder, budget_type, one.year, place, theme)
            filled = committed_on.get((one.agreement.code, *cell), ZERO)
            promises[cell].append(Promise(one.agreement.code, _NAMELESS, line.within, filled))
    booked = {
        tuple(cell): (committed, spent)
        for *cell, committed, spent in ledger.rows(
            f"select {_CELL}, coalesce(sum(m.amount_eur) filter (m.kind = 'commitment'), 0)::decimal(18, 2), "
            "coalesce(sum(m.amount_eur) filter (m.kind = 'expenditure'), 0)::decimal(18, 2) "
            "from kept.money m where m.counts and m.year between $1 and $2 and ($3::varchar is null or m.country = $3) "
            "and m.kind in ('commitment', 'expenditure') group by all",
            first,
            last,
            country,
        )
    }
    taken: dict[BudgetOf, Decimal] = defaultdict(Decimal)
    promised: dict[BudgetOf, Decimal] = defaultdict(Decimal)
    for cell in {*booked, *promises}:
        taken[cell[1:3]] += tied(*booked.get(cell, (ZERO, ZERO)), promises.get(cell, ()))
        promised[cell[1:3]] += sum((promise.promised for promise in promises.get(cell, ())), ZERO)
    return taken, promised


_CELL = "m.holder, m.budget_type, m.year, m.line_country, m.line_theme"  # where it was booked
_NAMELESS = Text(nl="", en="")


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
