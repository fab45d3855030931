"""Amounts in the unit that somebody chose: euros, thousands or millions. Only what is written is rounded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from monitoring.language import Words
from theory_of_change.text import Message, message


@dataclass(frozen=True)
class Unit:
    """A unit of money: how many euros, with how many decimals, and how wide a number of it is in pixels."""

    euros: int
    decimals: int
    name: Message
    width: int

    def write(self, amount: Decimal | None, say: Words) -> str:
        """An amount in euros in this unit; what would be rounded to nothing is told to be less than the least.

        >>> say = Words("nl")
        >>> [unit.write(Decimal("1234567.89"), say) for unit in UNITS.values()]
        ['1,2', '1.235', '1.234.567,89']
        >>> UNITS["mln"].write(Decimal("4000"), say), UNITS["mln"].write(None, say)
        ('<0,1', '–')
        """
        if amount is None:
            return say.number(None)
        least = Decimal(1).scaleb(-self.decimals)
        if 0 < amount < least * self.euros / 2:
            return "<" + say.number(least, self.decimals)
        return say.number(amount / self.euros, self.decimals)


UNITS: Mapping[str, Unit] = {
    "mln": Unit(1_000_000, 1, message("€ million"), 34),
    "k": Unit(1_000, 0, message("× € 1,000"), 56),
    "eur": Unit(1, 2, message("€"), 96),
}
"""The units by their code in the address; the first is what is shown unless somebody chooses."""
MILLIONS = UNITS["mln"]
