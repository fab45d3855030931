"""The totals of a quarter, confirmed by the owner of the budget: each keeps its own responsibility (terms of reference, section 5)."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

import pandas as pd

from monitoring.ledger import Ledger, Reader, Transaction, names
from monitoring.ledger.names import is_quarter
from monitoring.money.spending import told
from monitoring.person import Person
from theory_of_change.text import Message, Period, Text, message

RULE = "confirmation"
VERSION = "1.0"


class State(StrEnum):
    """How it stands with the totals of a holder."""

    NOT_CONFIRMED = "not confirmed"
    CONFIRMED = "confirmed"
    CHANGED = "changed since"


@dataclass(frozen=True)
class Totals:
    """What one holder and budget type have in the year of a quarter, up to and including it, in euros."""

    allocation: Decimal = Decimal("0.00")
    commitment: Decimal = Decimal("0.00")
    expenditure: Decimal = Decimal("0.00")

    def since(self, confirmed: Totals) -> dict[str, Decimal]:
        """By how much each differs from what was confirmed; only those that do.

        >>> Totals(Decimal(100), Decimal(60), Decimal(50)).since(Totals(Decimal(100), Decimal(60), Decimal(40)))
        {'expenditure': Decimal('10')}
        """
        pairs = {
            "allocation": self.allocation - confirmed.allocation,
            "commitment": self.commitment - confirmed.commitment,
            "expenditure": self.expenditure - confirmed.expenditure,
        }
        return {kind: difference for kind, difference in pairs.items() if difference}


def state(now: Totals, confirmed: Totals | None) -> State:
    """What is said of totals as they are now, beside those that were confirmed.

    >>> hundred, more = Totals(Decimal(100)), Totals(Decimal(110))
    >>> [state(hundred, one).value for one in (None, hundred, more)]
    ['not confirmed', 'confirmed', 'changed since']
    """
    if confirmed is None:
        return State.NOT_CONFIRMED
    return State.CHANGED if now.since(confirmed) else State.CONFIRMED


@dataclass(frozen=True)
class Confirmation:
    """The totals of one holder and budget type in a quarter; who confirmed which of them, when, on which stand."""

    holder: str
    budget_type: str
    quarter: str
    now: Totals
    confirmed: Totals | None = None
    confirmed_by: str | None = None
    confirmed_at: datetime.datetime | None = None
    stand: int | None = None

    @property
    def state(self) -> State:
        """How it stands."""
        return state(self.now, self.confirmed)

    @property
    def differences(self) -> dict[str, Decimal]:
        """By kind, the euros by which the totals changed since they were confirmed."""
        return self.now.since(self.confirmed) if self.confirmed else {}


class CannotConfirm(Exception):
    """Totals that cannot be confirmed, and why."""

    def __init__(self, words: Message) -> None:
        super().__init__(words.key)
        self.message = words


def confirmations(reader: Reader, quarter: str) -> list[Confirmation]:
    """Every holder and budget type with money in the year of a quarter, or that confirmed it, in the order of types.

    What counts in no total is in none of these either (reception in the region, footnote 3).
    """
    now = {
        (holder, budget_type): Totals(*amounts)
        for holder, budget_type, *amounts in reader.rows(
            f"{told(reader)} select holder, budget_type, coalesce(sum(allocation), 0)::decimal(18, 2), "
            "coalesce(sum(commitment), 0)::decimal(18, 2), coalesce(sum(expenditure), 0)::decimal(18, 2) "
            "from told where in_time and counts and kind <> 'forecast' group by all",
            quarter,
        )
    }
    said = {
        (holder, budget_type): (Totals(*rest[:3]), *rest[3:])
        for holder, budget_type, *rest in reader.rows(
            "select holder, budget_type, allocation_eur, commitment_eur, expenditure_eur, confirmed_by, confirmed_at, "
            "state from confirmation where quarter = ?",
            quarter,
        )
    }
    order = {code: place for place, code in enumerate(names(reader, "budget_type"))}
    return [
        Confirmation(*whose, quarter, now.get(whose, Totals()), *said.get(whose, ()))
        for whose in sorted({*now, *said}, key=lambda whose: (order[whose[1]], whose[0]))
    ]


def confirm(
    ledger: Ledger, quarter: str, person: Person, reason: str, seen: Sequence[Confirmation] | None = None
) -> tuple[int | None, list[Confirmation]]:
    """Confirm the totals of a quarter that are this person's own: the number of the commit, and what now holds.

    All budget types of the organisation at once. The number is None where they were confirmed already
    as they are. With `seen`, what somebody looked at, it is refused where the totals changed meanwhile.
    Raises `CannotConfirm`.
    """

    def work(transaction: Transaction) -> list[Confirmation]:
        own = _own(transaction, quarter, person)
        if seen is not None and _totals(own) != _totals([one for one in seen if one.holder == person.organisation]):
            raise CannotConfirm(
                message("The totals changed while you looked at them. Nothing was confirmed: look again.")
            )
        changed = [one for one in own if one.state is not State.CONFIRMED]
        if changed:
            _put(transaction, changed, person)
        return [one for one in confirmations(transaction, quarter) if one.holder == person.organisation]

    done = ledger.commit(person, reason, work)
    return done.number, done.result


def _totals(found: Sequence[Confirmation]) -> dict[str, Totals]:
    return {one.budget_type: one.now for one in found}


def _own(reader: Reader, quarter: str, person: Person) -> list[Confirmation]:
    """The totals that are this person's to confirm. Raises `CannotConfirm`."""
    if not is_quarter(reader, quarter):
        raise CannotConfirm(
            message("“{quarter}” is no quarter. Write for example {example}.", quarter=quarter, example="2026-Q3")
        )
    if reader.rows("select 1 from period where code = ? and end_date >= reference_date()", quarter):
        raise CannotConfirm(
            message(
                "The {quarter} has not ended: its totals are confirmed when they are complete.", quarter=Period(quarter)
            )
        )
    own = [one for one in confirmations(reader, quarter) if one.holder == person.organisation]
    if not own:
        code = person.organisation
        raise CannotConfirm(
            message(
                "{organisation} has no money in {year}, so there is nothing of its own to confirm.",
                organisation=names(reader, "organisation").get(code, Text(nl=code, en=code)),
                year=quarter[:4],
            )
        )
    return own


def _put(transaction: Transaction, changed: Sequence[Confirmation], person: Person) -> None:
    rows = [
        {
            "holder": one.holder,
            "budget_type": one.budget_type,
            "quarter": one.quarter,
            "allocation_eur": one.now.allocation,
            "commitment_eur": one.now.commitment,
            "expenditure_eur": one.now.expenditure,
            "confirmed_by": person.name,
            "confirmed_at": datetime.datetime.now(datetime.UTC),
            "state": transaction.number - 1,
        }
        for one in changed
    ]
    transaction.merge("confirmation", pd.DataFrame(rows))
