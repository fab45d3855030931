"""Shifts: what if money moved between countries and themes, within one budget of one owner and year."""

from monitoring.money.shifts.judge import (
    NOT_COMPARABLE,
    Budget,
    Outcome,
    Parts,
    Refusal,
    Refused,
    Why,
    held,
    judge,
    outcomes,
)
from monitoring.money.shifts.proposals import (
    Proposal,
    Status,
    carry_out,
    proposal,
    proposals,
    propose,
    reject,
    take_back,
    withdraw,
)
from monitoring.money.shifts.room import Place, Standing
from monitoring.money.shifts.state import Owned, budget, budgets, reachable

__all__ = [
    "NOT_COMPARABLE",
    "Budget",
    "Outcome",
    "Owned",
    "Parts",
    "Place",
    "Proposal",
    "Refusal",
    "Refused",
    "Standing",
    "Status",
    "Why",
    "budget",
    "budgets",
    "carry_out",
    "held",
    "judge",
    "outcomes",
    "proposal",
    "proposals",
    "propose",
    "reachable",
    "reject",
    "take_back",
    "withdraw",
]
