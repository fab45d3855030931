"""What a result costs: only where somebody recorded which part of it the money brings about, and it can be counted.

Everywhere else the answer is why it cannot be compared. A ratio of two totals that have nothing to do
with each other looks like a price and is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from monitoring.ledger import Ledger
from theory_of_change.text import Message, Text, message

RULE = "cost_per_result"
VERSION = "1.0"
COUNTED = ("flow", "yearly")
"""Kinds of indicators of which a year has a number of its own, that money of that year can be held beside."""


class NoCost(StrEnum):
    """Why there is no cost per result."""

    NO_ATTRIBUTION = "no_attribution"
    NOT_COUNTED = "not_counted"
    NO_VALUE = "no_value"
    NO_MONEY = "no_money"
    HIDDEN = "hidden"


WHY = {
    NoCost.NO_ATTRIBUTION: message("nobody recorded which part of a result this money brings about"),
    NoCost.NOT_COUNTED: message("this indicator does not count anything that a year has a number of its own of"),
    NoCost.NO_VALUE: message("nothing was counted yet this year"),
    NoCost.HIDDEN: message("what was counted is hidden: so few could be led back to people"),
    NoCost.NO_MONEY: message("nothing was spent on it yet this year"),
}
"""Each reason as half a sentence."""


def cost_per_result(spent: Decimal | None, counted: Decimal | None, *, kind: str, attributed: bool) -> Decimal | NoCost:
    """Euros per result, to the cent: what the projects spent, over the part of the count that is theirs.

    >>> cost_per_result(Decimal(90_000), Decimal(60), kind="flow", attributed=True)
    Decimal('1500.00')

    Without anything recorded, or of something that is not a count, there is no such number:

    >>> cost_per_result(Decimal(90_000), Decimal(60), kind="flow", attributed=False)
    <NoCost.NO_ATTRIBUTION: 'no_attribution'>
    >>> cost_per_result(Decimal(90_000), Decimal(60), kind="ratio", attributed=True)
    <NoCost.NOT_COUNTED: 'not_counted'>
    >>> cost_per_result(Decimal(90_000), Decimal(0), kind="flow", attributed=True)
    <NoCost.NO_VALUE: 'no_value'>
    """
    if not attributed:
        return NoCost.NO_ATTRIBUTION
    if kind not in COUNTED:
        return NoCost.NOT_COUNTED
    if not counted:
        return NoCost.NO_VALUE
    if not spent:
        return NoCost.NO_MONEY
    return (spent / counted).quantize(Decimal("0.01"))


@dataclass(frozen=True)
class Cost:
    """What one indicator costs per result in a country in the year of a quarter, or why that cannot be said.

    `counted` is the part of the count that is attributed, `spent` what the projects spent in euros.
    """

    indicator: str
    name: Text
    theory: str
    projects: tuple[str, ...]
    share: Decimal
    counted: Decimal | None
    spent: Decimal | None
    cost: Decimal | NoCost


def costs(ledger: Ledger, quarter: str, country: str) -> list[Cost]:
    """Every indicator of a country that something is attributed to, by its code."""
    ledger.keep("result", "money")
    rows = ledger.rows(
        """
        with part as (select indicator, project, share from attribution where country = $2),
        spent as (
            select m.project, sum(m.amount_eur)::decimal(18, 2) as spent
            from kept.money m
            where m.kind = 'expenditure' and m.counts and m.country = $2 and m.year = $1[1:4]::integer and m.quarter <= $1
              and m.project in (select project from part)
            group by m.project
        )
        select p.indicator, any_value(i.name_nl), any_value(i.name_en), any_value(i.theory), any_value(i.kind),
               list(p.project order by p.project), sum(p.share)::decimal(9, 6), sum(s.spent)::decimal(18, 2),
               any_value(r.actual), any_value(r.hidden_actual)
        from part p
        left join spent s using (project)
        left join (from indicator qualify row_number() over (partition by code order by version desc) = 1) i on i.code = p.indicator
        left join kept.result r on r.indicator = p.indicator and r.country = $2 and r.period = $1
        group by p.indicator
        order by p.indicator
        """,
        quarter,
        country,
    )
    return [_cost(*row) for row in rows]


def _cost(
    indicator: str,
    nl: str,
    en: str,
    theory: str,
    kind: str,
    projects: list[str],
    share: Decimal,
    spent: Decimal | None,
    actual: float | None,
    hidden: str | None,
) -> Cost:
    counted = None if actual is None else Decimal(str(actual)) * share / 100
    cost = NoCost.HIDDEN if hidden else cost_per_result(spent, counted, kind=kind, attributed=True)
    return Cost(indicator, Text(nl=nl, en=en), theory, tuple(projects), share, counted, spent, cost)


def in_words(reason: NoCost) -> Message:
    """Why there is no cost per result, as a sentence."""
    return message("not comparable, because {reason}", reason=WHY[reason])
