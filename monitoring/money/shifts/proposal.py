"""Proposals to shift money, as the ledger holds them."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from monitoring.ledger import Reader
from monitoring.money.shifts.room import ZERO, Place
from monitoring.money.shifts.state import Owned


class Status(StrEnum):
    """How it stands with a proposal."""

    PROPOSED = "proposed"
    CARRIED_OUT = "carried out"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Proposal:
    """One proposal to shift money; `taken_back_by` is the number of the shift that took it back."""

    number: int
    holder: str
    budget_type: str
    year: int
    status: Status
    proposed_by: str
    proposed_for: str
    proposed_on: datetime.date
    reason: str
    decided_by: str | None = None
    decided_on: datetime.date | None = None
    decision: str | None = None
    takes_back: int | None = None
    taken_back_by: int | None = None
    parts: Mapping[Place, Decimal] = field(default_factory=dict)

    @property
    def owned(self) -> Owned:
        """The budget it is about."""
        return self.holder, self.budget_type, self.year

    @property
    def amount(self) -> Decimal:
        """How many euros it moves."""
        return sum((amount for amount in self.parts.values() if amount > 0), ZERO)

    @property
    def open(self) -> bool:
        """Whether it still waits for a decision."""
        return self.status is Status.PROPOSED

    @property
    def holds(self) -> bool:
        """Whether it was carried out and not taken back since."""
        return self.status is Status.CARRIED_OUT and self.taken_back_by is None


def proposals(reader: Reader, holder: str | None = None) -> list[Proposal]:
    """Every proposal, or those on the budgets of one holder, the last first."""
    parts: dict[int, dict[Place, Decimal]] = defaultdict(dict)
    for shift, country, theme, amount in reader.rows(
        "select shift, country, theme, amount_eur from shift_part order by all"
    ):
        parts[shift][country, theme] = amount
    found = []
    for number, status, *rest in reader.rows(
        """
        select s.number, s.status, s.holder, s.budget_type, s.year, s.proposed_by, s.proposed_for, s.proposed_on,
               s.reason, s.decided_by, s.decided_on, s.decision, s.takes_back, b.number
        from shift s left join shift b on b.takes_back = s.number
        order by s.number desc
        """
    ):
        owner, budget_type, year, *told = rest
        if holder in (None, owner):
            found.append(Proposal(number, owner, budget_type, year, Status(status), *told, parts[number]))
    return found


def proposal(reader: Reader, number: int) -> Proposal | None:
    """The proposal with a number, or None."""
    return next((one for one in proposals(reader) if one.number == number), None)
