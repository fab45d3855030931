"""Shifts: what if money moved between countries and themes, within one budget of one owner and year."""

from monitoring.money.shifts.decide import carry_out, propose, reject, take_back, withdraw
from monitoring.money.shifts.judge import held, judge
from monitoring.money.shifts.outcome import NOT_COMPARABLE, Outcome, outcomes
from monitoring.money.shifts.owned import Budget, Parts
from monitoring.money.shifts.proposal import Proposal, Status, proposal, proposals
from monitoring.money.shifts.refusal import Refusal, Refused, Why
from monitoring.money.shifts.room import Place, Standing
from monitoring.money.shifts.state import Owned, budget, budgets, reachable, standings

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
    "standings",
    "take_back",
    "withdraw",
]
