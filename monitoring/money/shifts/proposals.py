"""Proposals to shift money: made by anybody, decided by the owner of the budget, carried out all or nothing.

A proposal that is carried out becomes mutations of the budget, of phase HER, which count from the day
it is carried out. It is taken back by the opposite shift, not by undoing its commit: between the two
days the budget really was another, and a position on a day between has to go on saying so. What came
of it may be committed since; then taking back is refused, and says where.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

import pandas as pd

from monitoring.ledger import Ledger, Reader, Transaction, names
from monitoring.money.shifts.articles import Mutation, mutations, opposite
from monitoring.money.shifts.judge import Budget, Parts, Refusal, Refused, Why, judge
from monitoring.money.shifts.room import ZERO, Place
from monitoring.money.shifts.state import Owned, budget
from monitoring.person import Person
from theory_of_change.text import Euro, Text, message

PHASE = "HER"
CENT = Decimal("0.01")
COLUMNS = (
    *("number", "holder", "budget_type", "year", "status", "proposed_by", "proposed_for", "proposed_on", "reason"),
    *("decided_by", "decided_on", "decision", "takes_back"),
)


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


def propose(ledger: Ledger, owned: Owned, parts: Parts, person: Person, reason: str) -> Proposal:
    """Save a shift as a proposal, in one commit whose number it gets. Anybody may; only the owner carries it out.

    `owned` is the holder, budget type and year; `parts` the euros, to the cent. Raises `Refused` where
    the shift cannot be made as the budget stands when it lands.
    """

    def work(transaction: Transaction) -> Proposal:
        there = budget(transaction, *owned)
        _hold(judge(there, parts))
        made = Proposal(
            transaction.number,
            *owned,
            Status.PROPOSED,
            person.name,
            person.organisation,
            there.today,
            reason,
            parts=_cents(parts),
        )
        _put(transaction, [made], [made])
        return made

    return ledger.commit(person, reason, work).result


def carry_out(ledger: Ledger, number: int, person: Person, reason: str) -> Proposal:
    """Turn a proposal into mutations of the budget, in one commit: all of it or nothing. Raises `Refused`.

    Only its owner may. It is judged again on the state it lands on, so that of two who use the same
    room the second is refused. The money stays on the chapter and article where it was.
    """

    def work(transaction: Transaction) -> Proposal:
        one = _open(transaction, number)
        _owner(transaction, one, person)
        there = budget(transaction, *one.owned)
        _hold(judge(there, one.parts))
        _mutate(transaction, there, number, mutations(one.parts, there.articles), one.reason)
        return _decide(transaction, one, Status.CARRIED_OUT, person, there.today, reason)

    return ledger.commit(person, reason, work).result


def reject(ledger: Ledger, number: int, person: Person, reason: str) -> Proposal:
    """Say no to a proposal, with why; only the owner of the budget may. Raises `Refused`."""

    def work(transaction: Transaction) -> Proposal:
        one = _open(transaction, number)
        _owner(transaction, one, person)
        return _decide(transaction, one, Status.REJECTED, person, _today(transaction), reason)

    return ledger.commit(person, reason, work).result


def withdraw(ledger: Ledger, number: int, person: Person, reason: str) -> Proposal:
    """Take a proposal back before it is decided, with why; only the organisation that made it may. Raises `Refused`."""

    def work(transaction: Transaction) -> Proposal:
        one = _open(transaction, number)
        if person.organisation != one.proposed_for:
            raise Refused(
                Refusal(
                    Why.NOT_THE_OWNER,
                    message(
                        "Proposal {number} was made for {organisation}: only they can withdraw it.",
                        number=str(number),
                        organisation=_organisation(transaction, one.proposed_for),
                    ),
                )
            )
        return _decide(transaction, one, Status.WITHDRAWN, person, _today(transaction), reason)

    return ledger.commit(person, reason, work).result


def take_back(ledger: Ledger, number: int, person: Person, reason: str) -> Proposal:
    """Take back a shift that was carried out, by the opposite one, in one commit. Raises `Refused`.

    Only the owner may. The money goes back to the chapter and article it came from. Refused where it
    is no longer free: what is committed since stays.
    """

    def work(transaction: Transaction) -> Proposal:
        one = _known(transaction, number)
        _owner(transaction, one, person)
        if not one.holds or one.takes_back is not None:
            raise Refused(_not_carried_out(one))
        there = budget(transaction, *one.owned)
        back = {place: -amount for place, amount in one.parts.items()}
        changes = opposite(_made(transaction, one))
        _hold([*judge(there, back), *_moved_on(there, changes)])
        made = Proposal(
            transaction.number,
            *one.owned,
            Status.CARRIED_OUT,
            person.name,
            person.organisation,
            there.today,
            reason,
            person.name,
            there.today,
            reason,
            takes_back=number,
            parts=back,
        )
        _put(transaction, [made], [made])
        _mutate(transaction, there, made.number, changes, reason)
        return made

    return ledger.commit(person, reason, work).result


def _hold(refusals: Sequence[Refusal]) -> None:
    if refusals:
        raise Refused(*refusals)


def _cents(parts: Parts) -> dict[Place, Decimal]:
    """What is not zero, to the cent. Raises `ValueError` where an amount is finer than that."""
    exact = {place: amount.quantize(CENT) for place, amount in parts.items() if amount}
    if any(exact[place] != parts[place] for place in exact):
        raise ValueError("a shift is in whole cents")
    return exact


def _known(transaction: Transaction, number: int) -> Proposal:
    one = proposal(transaction, number)
    if one is None:
        raise Refused(Refusal(Why.UNKNOWN, message("There is no proposal {number}.", number=str(number))))
    return one


def _open(transaction: Transaction, number: int) -> Proposal:
    """A proposal that still waits for a decision."""
    one = _known(transaction, number)
    if not one.open:
        raise Refused(
            Refusal(
                Why.DECIDED,
                message(
                    "Proposal {number} was decided already, by {name} on {day}.",
                    number=str(number),
                    name=one.decided_by,
                    day=one.decided_on,
                ),
            )
        )
    return one


def _not_carried_out(one: Proposal) -> Refusal:
    if one.taken_back_by is not None:
        said = message(
            "Shift {number} was taken back already, by shift {by}.", number=str(one.number), by=str(one.taken_back_by)
        )
    elif one.takes_back is not None:
        said = message(
            "Shift {number} takes back shift {back}. Make a new proposal to shift the money again.",
            number=str(one.number),
            back=str(one.takes_back),
        )
    else:
        said = message(
            "Proposal {number} was never carried out, so there is nothing to take back.", number=str(one.number)
        )
    return Refusal(Why.DECIDED, said)


def _owner(transaction: Transaction, one: Proposal, person: Person) -> None:
    """That it is somebody of the owner: each keeps responsibility for its own budget (terms of reference, section 5)."""
    if person.organisation != one.holder:
        raise Refused(
            Refusal(
                Why.NOT_THE_OWNER,
                message(
                    "This budget belongs to {holder}, not to {sender} (terms of reference, section 5).",
                    holder=_organisation(transaction, one.holder),
                    sender=_organisation(transaction, person.organisation),
                ),
            )
        )


def _organisation(reader: Reader, code: str) -> Text:
    return names(reader, "organisation").get(code, Text(nl=code, en=code))


def _moved_on(there: Budget, changes: Sequence[Mutation]) -> list[Refusal]:
    """The articles from which money cannot go back, because it went on from there."""
    found = []
    for one in changes:
        place = (one.country, one.theme)
        free = next(
            (
                article.free
                for article in there.articles.get(place, ())
                if (article.chapter, article.article) == (one.chapter, one.article)
            ),
            ZERO,
        )
        if one.amount < -free:
            said = message(
                "{place}: at most {free} can go back from article {article} of chapter {chapter}; the rest went on from there.",
                place=there.called(place),
                free=Euro(free),
                article=one.article,
                chapter=one.chapter,
            )
            found.append(Refusal(Why.NOT_FREE, said, place, free))
    return found


def _made(transaction: Transaction, one: Proposal) -> list[Mutation]:
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


def called(number: int) -> str:
    """The name of the mutations that a shift becomes.

    >>> called(412)
    'shift 412'
    """
    return f"shift {number}"


def _mutate(transaction: Transaction, there: Budget, number: int, changes: Sequence[Mutation], note: str) -> None:
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


def _decide(
    transaction: Transaction, one: Proposal, status: Status, person: Person, today: datetime.date, reason: str
) -> Proposal:
    decided = Proposal(
        one.number,
        *one.owned,
        status,
        one.proposed_by,
        one.proposed_for,
        one.proposed_on,
        one.reason,
        person.name,
        today,
        reason,
        parts=one.parts,
    )
    _put(transaction, [decided])
    return decided


def _put(transaction: Transaction, shifts: Sequence[Proposal], parts_of: Sequence[Proposal] = ()) -> None:
    """Write proposals, and the parts of those that are new."""
    transaction.merge("shift", pd.DataFrame([{name: getattr(one, name) for name in COLUMNS} for one in shifts]))
    if parts_of:
        rows = [
            {"shift": one.number, "country": country, "theme": theme, "amount_eur": amount}
            for one in parts_of
            for (country, theme), amount in one.parts.items()
        ]
        transaction.merge("shift_part", pd.DataFrame(rows))


def _today(reader: Reader) -> datetime.date:
    return reader.rows("select reference_date()")[0][0]
