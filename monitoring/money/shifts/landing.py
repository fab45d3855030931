"""Writing proposals, and the mutations of the budget that a shift becomes, into an open commit."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pandas as pd

from monitoring.ledger import Transaction
from monitoring.money.shifts.articles import Mutation
from monitoring.money.shifts.owned import Budget, Parts
from monitoring.money.shifts.proposal import Proposal, Status
from monitoring.money.shifts.room import Place
from monitoring.person import Person

PHASE = "HER"
CENT = Decimal("0.01")
COLUMNS = (
    *("number", "holder", "budget_type", "year", "status", "proposed_by", "proposed_for", "proposed_on", "reason"),
    *("decided_by", "decided_on", "decision", "takes_back"),
)


def called(number: int) -> str:
    """The name of the mutations that a shift becomes.

    >>> called(412)
    'shift 412'
    """
    return f"shift {number}"


def cents(parts: Parts) -> dict[Place, Decimal]:
    """What is not zero, to the cent. Raises `ValueError` where an amount is finer than that."""
    exact = {place: amount.quantize(CENT) for place, amount in parts.items() if amount}
    if any(exact[place] != parts[place] for place in exact):
        raise ValueError("a shift is in whole cents")
    return exact


def put(transaction: Transaction, one: Proposal, *, new: bool = False) -> None:
    """Write a proposal; its parts only when it is new, for they never change."""
    transaction.merge("shift", pd.DataFrame([{name: getattr(one, name) for name in COLUMNS}]))
    if new:
        rows = [
            {"shift": one.number, "country": country, "theme": theme, "amount_eur": amount}
            for (country, theme), amount in one.parts.items()
        ]
        transaction.merge("shift_part", pd.DataFrame(rows))


def decided(
    transaction: Transaction, one: Proposal, status: Status, person: Person, today: datetime.date, reason: str
) -> Proposal:
    """Write a decision on a proposal: what it is now, by whom, on which day and why."""
    now = replace(one, status=status, decided_by=person.name, decided_on=today, decision=reason)
    put(transaction, now)
    return now


def mutate(transaction: Transaction, there: Budget, number: int, changes: Sequence[Mutation], note: str) -> None:
    """Write the mutations that a shift becomes: of phase HER, from today on."""
    rows = [
        {
            "holder": there.holder,
            "budget_type": there.budget_type,
            "year": there.year,
            "chapter": one.chapter,
            "article": one.article,
            "country": one.country,
            "theme": one.theme,
            "phase": PHASE,
            "mutation": called(number),
            "valid_on": there.today,
            "amount_eur": one.amount,
            "note": note,
            "transfer": None,
            "counterparty": None,
        }
        for one in changes
    ]
    transaction.merge("allocation", pd.DataFrame(rows))


def made(transaction: Transaction, one: Proposal) -> list[Mutation]:
    """The mutations that a shift became."""
    return [
        Mutation(*row)
        for row in transaction.rows(
            "select chapter, article, country, theme, amount_eur from allocation "
            "where holder = ? and budget_type = ? and year = ? and phase = ? and mutation = ? order by all",
            *one.owned,
            PHASE,
            called(one.number),
        )
    ]
