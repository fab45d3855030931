"""How much of a budget can still go elsewhere: what is allocated, less what it is tied to.

The rule, in words. Of what a country and theme have, nothing can go that is committed or spent in
the year, and nothing that is promised to an agreement. A commitment on a project *of* an agreement
fills the promise to it; every other commitment comes on top. Each counts where it was booked: that of a
regional project against the regional budget. What will be taken away later in the
year is not free today, and neither is what comes only later. A budget that is not divided over
countries or themes also carries what is committed below it without a budget of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from theory_of_change.text import Text

RULE = "free_room"
VERSION = "1.0"
ZERO = Decimal(0)
UNDIVIDED = "ALL"

Place = tuple[str, str]
"""A country (or REG, or ALL) and a theme (or ALL)."""


@dataclass(frozen=True)
class Promise:
    """What one agreement was promised from a country and theme, and what of it is committed on its projects, in euros."""

    agreement: str
    name: Text
    promised: Decimal
    committed: Decimal = ZERO

    @property
    def open(self) -> Decimal:
        """What of the promise no commitment fills yet."""
        return max(ZERO, self.promised - self.committed)


def tied(committed: Decimal, spent: Decimal, promises: Sequence[Promise] = ()) -> Decimal:
    """What cannot go elsewhere, in euros.

    Of 100 committed nothing is for the agreement that was promised 40: both are tied.

    >>> name = Text(nl="Terugkeer", en="Return")
    >>> tied(Decimal(100), Decimal(70), [Promise("A", name, Decimal(40))])
    Decimal('140')

    Of 100 committed 30 is on a project of that agreement: only the 10 that it still has to get comes on top.

    >>> tied(Decimal(100), Decimal(70), [Promise("A", name, Decimal(40), Decimal(30))])
    Decimal('110')

    What is spent without a commitment is gone as well:

    >>> tied(Decimal(0), Decimal(70))
    Decimal('70')
    """
    return max(committed, spent) + sum((promise.open for promise in promises), Decimal(0))


@dataclass(frozen=True)
class Standing:
    """What one country and theme of a budget have in a year, in euros.

    `allocated` is the budget as it counts today; `lowest` the least it will be from today on.
    `committed` and `spent` are of the year; `expected` is what will have been spent at its end, None
    where nothing is known. `leans` is what other countries and themes have tied without a budget of
    their own, which only a budget that is not divided can carry.
    """

    country: str
    theme: str
    allocated: Decimal = ZERO
    lowest: Decimal = ZERO
    committed: Decimal = ZERO
    spent: Decimal = ZERO
    expected: Decimal | None = None
    promises: tuple[Promise, ...] = ()
    leans: Decimal = ZERO

    @property
    def place(self) -> Place:
        """Its country and theme."""
        return self.country, self.theme

    @property
    def promised(self) -> Decimal:
        """What is promised to agreements and not filled by commitments on their projects."""
        return sum((promise.open for promise in self.promises), ZERO)

    @property
    def tied(self) -> Decimal:
        """What cannot go elsewhere."""
        return tied(self.committed, self.spent, self.promises)

    @property
    def free(self) -> Decimal:
        """The free room: what can still go elsewhere; never below zero.

        >>> Standing("XAA", "TER", Decimal(100), Decimal(90), Decimal(60)).free
        Decimal('30')
        >>> Standing("XAA", "TER", Decimal(100), Decimal(100), Decimal(160)).free
        Decimal('0')
        """
        return max(ZERO, self.lowest - self.tied - self.leans)

    @property
    def short(self) -> Decimal:
        """What is tied beyond its own budget."""
        return max(ZERO, self.tied - self.lowest)

    @property
    def executed(self) -> float | None:
        """Spent as a share of what is allocated; None where nothing is allocated."""
        return executed(self.spent, self.allocated)

    def with_change(self, change: Decimal) -> Standing:
        """The same with `change` more, or less, of budget."""
        return replace(self, allocated=self.allocated + change, lowest=self.lowest + change)


def executed(spent: Decimal, allocated: Decimal) -> float | None:
    """Spent as a share of what is allocated.

    >>> executed(Decimal(30), Decimal(40)), executed(Decimal(30), Decimal(0))
    (0.75, None)
    """
    return float(spent / allocated) if allocated > 0 else None


def carried(standings: Mapping[Place, Standing]) -> dict[Place, Standing]:
    """The same, where budgets that are not divided carry what is short below them: `leans`.

    The narrowest carries first: that of the country, then that of the theme, then the whole.
    50 is committed in Almara without a budget, so only 30 of the 80 that are not divided can go:

    >>> there = {("XAA", "TER"): Standing("XAA", "TER", committed=Decimal(50)),
    ...          ("ALL", "ALL"): Standing("ALL", "ALL", Decimal(80), Decimal(80))}
    >>> {place: str(one.free) for place, one in carried(there).items()}
    {('XAA', 'TER'): '0', ('ALL', 'ALL'): '30'}
    """
    found = dict(standings)
    for (country, theme), standing in standings.items():
        left = standing.short
        for wider in ((country, UNDIVIDED), (UNDIVIDED, theme), (UNDIVIDED, UNDIVIDED)):
            if left and wider != standing.place and wider in found:
                takes = min(left, found[wider].free)
                found[wider] = replace(found[wider], leans=found[wider].leans + takes)
                left -= takes
    return found
