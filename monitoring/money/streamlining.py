"""Who funds which theme in which country: what BZ and A&M agreed, beside what is booked (terms of reference, section 5)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from monitoring.ledger import Ledger

RULE = "streamlining"
VERSION = "1.0"


class Agreed(StrEnum):
    """What is said of one budget in a country and theme."""

    AS_AGREED = "as_agreed"
    NOT_BOOKED = "not_booked"
    NOT_AGREED = "not_agreed"
    LESS_THAN_AGREED = "less_than_agreed"
    CONTRIBUTION = "contribution"


def agreed(*, arranged: bool, amount: Decimal | None, booked: Decimal, contribution: bool = False) -> Agreed | None:
    """How what is booked fits what was arranged, in euros; None where there is neither.

    What a member gives of its own accord (`contribution`) needs no arrangement, and is never behind one.

    >>> agreed(arranged=True, amount=None, booked=Decimal(10)), agreed(arranged=True, amount=None, booked=Decimal(0))
    (<Agreed.AS_AGREED: 'as_agreed'>, <Agreed.NOT_BOOKED: 'not_booked'>)
    >>> agreed(arranged=False, amount=None, booked=Decimal(10))
    <Agreed.NOT_AGREED: 'not_agreed'>
    >>> agreed(arranged=True, amount=Decimal(20), booked=Decimal(10))
    <Agreed.LESS_THAN_AGREED: 'less_than_agreed'>
    >>> agreed(arranged=False, amount=None, booked=Decimal(10), contribution=True)
    <Agreed.CONTRIBUTION: 'contribution'>
    """
    if contribution:
        return Agreed.CONTRIBUTION if booked else None
    if not arranged:
        return Agreed.NOT_AGREED if booked else None
    if not booked:
        return Agreed.NOT_BOOKED
    return Agreed.LESS_THAN_AGREED if amount is not None and booked < amount else Agreed.AS_AGREED


@dataclass(frozen=True)
class Arrangement:
    """One budget of one holder in a country and theme in a year: what was arranged, and what is booked, in euros.

    `booked` is the larger of what is allocated to it and what is committed; `measure` says which. `objectives` are those it
    was arranged for, none for every objective of the theme.
    """

    country: str
    theme: str
    holder: str
    budget_type: str
    arranged: bool
    objectives: tuple[str, ...]
    amount: Decimal | None
    booked: Decimal
    measure: str

    @property
    def state(self) -> Agreed | None:
        """How the one fits the other."""
        own = self.budget_type == "OWN"
        return agreed(arranged=self.arranged, amount=self.amount, booked=self.booked, contribution=own)


def arrangements(ledger: Ledger, year: int, country: str | None = None) -> list[Arrangement]:
    """Every budget that was arranged or is booked in a country and theme in a year, regional money aside."""
    ledger.keep("money")
    rows = ledger.rows(
        """
        with booked as (
            -- Where it was booked: the share of a country in a regional project is nobody's arrangement with it.
            select line_country as country, line_theme as theme, holder, budget_type,
                   greatest(coalesce(sum(amount_eur) filter (kind = 'allocation'), 0),
                            coalesce(sum(amount_eur) filter (kind = 'commitment'), 0))::decimal(18, 2) as booked,
                   if(coalesce(sum(amount_eur) filter (kind = 'allocation'), 0)
                      >= coalesce(sum(amount_eur) filter (kind = 'commitment'), 0), 'allocation', 'commitment') as measure
            from kept.money where year = $1 and counts and line_country not in ('REG', 'ALL') and line_theme <> 'ALL'
            group by all
        ),
        arranged as (
            select country, theme, holder, budget_type, true as arranged,
                   list(objective order by objective) filter (objective <> 'ALL') as objectives,
                   sum(yearly_amount_eur)::decimal(18, 2) as amount
            from streamlining where $1 between first_year and last_year
            group by all
        )
        select country, theme, holder, budget_type, coalesce(arranged, false), coalesce(objectives, []), amount,
               coalesce(booked, 0)::decimal(18, 2), coalesce(measure, 'allocation')
        from booked
        full join arranged using (country, theme, holder, budget_type)
        left join theme t on t.code = theme
        left join budget_type b on b.code = budget_type
        where $2::varchar is null or country = $2
        order by country, t.position, b.position, holder
        """,
        year,
        country,
    )
    found = [Arrangement(*row[:5], tuple(row[5]), *row[6:]) for row in rows]
    return [one for one in found if one.state]


def arranged_years(ledger: Ledger) -> bool:
    """Whether anything was arranged at all."""
    return ledger.row("select 1 from streamlining limit 1") is not None
