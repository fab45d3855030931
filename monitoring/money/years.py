"""The budgets over the years: what was and is allocated, committed and spent, what is promised, and what is still open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from monitoring.ledger import Ledger
from monitoring.money.shifts import budgets, standings

AHEAD = 3  # years after the one that is looked at
BEHIND = 2
ZERO = Decimal(0)


@dataclass(frozen=True)
class BudgetYear:
    """One budget type in one year, in euros; None where nothing is known.

    `committed`, `spent` and `forecast` are of the whole year. `free` is the room to change course, by the
    rule of `monitoring.money.shifts.room`, and `promised` what agreements were promised and is not committed yet;
    of a year that is over there is neither.
    """

    budget_type: str
    year: int
    allocated: Decimal | None
    committed: Decimal | None
    spent: Decimal | None
    forecast: Decimal | None
    free: Decimal | None
    promised: Decimal


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
    room = _room(ledger, ledger.today.year, country)
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
    return [BudgetYear(code, of, *amounts, *room.get((code, of), (None, ZERO))) for code, of, *amounts in rows]


def _room(ledger: Ledger, year: int, country: str | None) -> dict[tuple[str, int], tuple[Decimal, Decimal]]:
    """Per budget type and year from this one on: what is free in it, and what agreements were promised of it, in euros.

    It is the free room of every holder, country and theme as a shift finds it, added up: of one that is
    short nothing is taken from the room of another.
    """
    found: dict[tuple[str, int], tuple[Decimal, Decimal]] = {}
    for of in sorted({of for _, _, of in budgets(ledger) if of >= year}):
        for (_, budget_type), places in standings(ledger, of).items():
            free, promised = found.get((budget_type, of), (ZERO, ZERO))
            for place, one in places.items():
                if country in (None, place[0]):
                    free, promised = free + one.free, promised + one.promised
            found[budget_type, of] = free, promised
    return found


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
