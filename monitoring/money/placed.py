"""Where projects are: divided over countries and themes by their shares, in one of them, or regional.

A project is in a country by its shares, by its programming line, or because it names no other country; one in
several countries without shares that make a whole stays regional, and is in full under none of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from monitoring.ledger import Ledger
from monitoring.money.split import split
from theory_of_change.text import message

REGIONAL, NOT_SAID = "REG", "ALL"
WHOLE, ROUNDING = Decimal(100), Decimal("0.001")  # as the rule on shares has it
PLACED = message(
    "A project in several countries is divided by its shares, to the cent. Without shares that make 100% it stays "
    "regional: it is in full under none of them."
)


@dataclass(frozen=True)
class Placed:
    """Where a project is: its countries with themes as its rows name them, and the share of each in percent.

    Without shares `shares` is empty: it is then in one place, or regional.
    """

    named: tuple[tuple[str, str], ...]
    shares: Mapping[tuple[str, str], Decimal]

    @property
    def countries(self) -> frozenset[str]:
        """Every country it names, also where nothing says how much goes there."""
        return frozenset(country for country, _ in self.named)

    @property
    def every(self) -> frozenset[tuple[str, str]]:
        """Every country and theme it is for, divided or not."""
        return frozenset((*self.named, *([self.at] if self.at else [])))

    @property
    def at(self) -> tuple[str, str] | None:
        """The one place that all of it goes to; None where it is divided."""
        if self.shares:
            return None
        if len(self.named) == 1:
            return self.named[0]
        themes = {theme for _, theme in self.named}
        return (REGIONAL if self.named else NOT_SAID, themes.pop() if len(themes) == 1 else NOT_SAID)


def placed(ledger: Ledger) -> dict[str, Placed]:
    """Where each project is, by its code."""
    shares: dict[str, dict[tuple[str, str], Decimal | None]] = defaultdict(dict)
    for project, country, theme, share in ledger.rows(
        """
        select s.project, s.country, if(s.theme = 'ALL', coalesce(l.theme, p.theme, 'ALL'), s.theme), s.share
        from project_share s
        join project p on p.code = s.project
        left join programming_line l on l.code = p.programming_line
        order by s.project, s.country, s.theme
        """
    ):
        shares[project][country, theme] = share
    own = ledger.rows(
        """
        select p.code, l.country, coalesce(l.theme, p.theme, 'ALL')
        from project p
        left join programming_line l on l.code = p.programming_line
        """
    )
    return {code: place(country, theme, shares.get(code, {})) for code, country, theme in own}


def place(country: str | None, theme: str, shares: Mapping[tuple[str, str], Decimal | None]) -> Placed:
    """Where a project is, by the country and theme of its programming line and the shares that are said of it.

    >>> place("XAA", "TER", {}).at, place(None, "ALL", {}).at
    (('XAA', 'TER'), ('ALL', 'ALL'))

    Half a statement divides nothing:

    >>> half = {("XAA", "TER"): Decimal(60), ("XAB", "TER"): None}
    >>> place("REG", "TER", half).at, sorted(place("REG", "TER", half).countries)
    (('REG', 'TER'), ['XAA', 'XAB'])
    >>> place(None, "ALL", {("XAA", "ALL"): None}).at
    ('XAA', 'ALL')
    """
    if not shares:
        return Placed(((country, theme),) if country else ((NOT_SAID, theme),), {})
    said = [share for share in shares.values() if share is not None]
    whole = len(said) == len(shares) and abs(sum(said) - WHOLE) <= ROUNDING
    return Placed(tuple(shares), dict(shares) if whole else {})


def places(rows: pd.DataFrame, where: Mapping[str, Placed]) -> pd.DataFrame:
    """One row per project, country and theme: the part of its counted budget that goes there, in euros.

    Together they are the counted budgets, to the cent. Country REG is what is not divided over the
    countries it is for, ALL what names none; theme ALL what names none.
    """
    found: list[tuple[str, str, str, str | None, Decimal]] = []
    for code, budget_type, euros in rows[["code", "budget_type", "counted_eur"]].itertuples(index=False, name=None):
        one = where[code]
        parts = split(euros, one.shares) if one.shares else {one.at: euros}
        found += [(code, *at, budget_type, part) for at, part in parts.items()]
    return pd.DataFrame(found, columns=["project", "country", "theme", "budget_type", "counted_eur"], dtype=object)
