"""An amount divided over countries and themes by shares, to the cent: what view `money` does, in plain words."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from decimal import ROUND_DOWN, Decimal
from typing import TypeVar

Part = TypeVar("Part", bound=Hashable)
CENT = Decimal("0.01")


def split(amount: Decimal, shares: Mapping[Part, Decimal]) -> dict[Part, Decimal]:
    """An amount in euros over parts by their shares, by largest remainder: together exactly the amount.

    Each part gets its share rounded down to the cent; the cents that are left go one by one to the
    parts that lost most by that, of equal ones to the first in order.

    >>> split(Decimal("100.00"), {"XAA": Decimal(1), "XAB": Decimal(1), "XAC": Decimal(1)})
    {'XAA': Decimal('33.34'), 'XAB': Decimal('33.33'), 'XAC': Decimal('33.33')}

    What is paid back is divided like what was paid:

    >>> split(Decimal("-0.05"), {"XAA": Decimal(60), "XAB": Decimal(40)})
    {'XAA': Decimal('-0.03'), 'XAB': Decimal('-0.02')}
    """
    whole = sum(shares.values())
    sign, cents = (-1 if amount < 0 else 1), int(abs(amount) / CENT)
    exact = {part: cents * share / whole for part, share in shares.items()}
    down = {part: int(value.to_integral_value(ROUND_DOWN)) for part, value in exact.items()}
    left = cents - sum(down.values())
    for part in sorted(shares, key=lambda part: (-(exact[part] - down[part]), part))[:left]:
        down[part] += 1
    return {part: sign * count * CENT for part, count in down.items()}
