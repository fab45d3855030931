"""Proposals to shift money: made by anybody, decided by the owner of the budget, carried out all or nothing.

A proposal that is carried out becomes mutations of the budget, of phase HER, which count from the day
it is carried out. It is taken back by the opposite shift, not by undoing its commit: between the two
days the budget really was another, and a position on a day between has to go on saying so. What came
of it may be committed since; then taking back is refused, and says where.
"""

from __future__ import annotations

from monitoring.ledger import Ledger, Transaction
from monitoring.money.shifts import landing, may
from monitoring.money.shifts.articles import mutations, opposite
from monitoring.money.shifts.judge import judge
from monitoring.money.shifts.owned import Parts
from monitoring.money.shifts.proposal import Proposal, Status
from monitoring.money.shifts.refusal import Refused
from monitoring.money.shifts.state import Owned, budget
from monitoring.person import Person


def propose(ledger: Ledger, owned: Owned, parts: Parts, person: Person, reason: str) -> Proposal:
    """Save a shift as a proposal, in one commit whose number it gets. Anybody may; only the owner carries it out.

    `owned` is the holder, budget type and year; `parts` the euros, to the cent. Raises `Refused` where
    the shift cannot be made as the budget stands when it lands.
    """

    def work(transaction: Transaction) -> Proposal:
        there = budget(transaction, *owned)
        may.hold(judge(there, parts))
        made = Proposal(
            transaction.number,
            *owned,
            Status.PROPOSED,
            person.name,
            person.organisation,
            there.today,
            reason,
            parts=landing.cents(parts),
        )
        landing.put(transaction, made, new=True)
        return made

    return ledger.commit(person, reason, work).result


def carry_out(ledger: Ledger, number: int, person: Person, reason: str) -> Proposal:
    """Turn a proposal into mutations of the budget, in one commit: all of it or nothing. Raises `Refused`.

    Only its owner may. It is judged again on the state it lands on, so that of two who use the same
    room the second is refused. The money stays on the chapter and article where it was.
    """

    def work(transaction: Transaction) -> Proposal:
        one = may.waiting(transaction, number)
        may.owner(transaction, one, person)
        there = budget(transaction, *one.owned)
        may.hold(judge(there, one.parts))
        landing.mutate(transaction, there, number, mutations(one.parts, there.articles), one.reason)
        return landing.decided(transaction, one, Status.CARRIED_OUT, person, there.today, reason)

    return ledger.commit(person, reason, work).result


def reject(ledger: Ledger, number: int, person: Person, reason: str) -> Proposal:
    """Say no to a proposal, with why; only the owner of the budget may. Raises `Refused`."""

    def work(transaction: Transaction) -> Proposal:
        one = may.waiting(transaction, number)
        may.owner(transaction, one, person)
        return landing.decided(transaction, one, Status.REJECTED, person, transaction.today, reason)

    return ledger.commit(person, reason, work).result


def withdraw(ledger: Ledger, number: int, person: Person, reason: str) -> Proposal:
    """Take a proposal back before it is decided, with why; only the organisation that made it may. Raises `Refused`."""

    def work(transaction: Transaction) -> Proposal:
        one = may.waiting(transaction, number)
        may.proposer(transaction, one, person)
        return landing.decided(transaction, one, Status.WITHDRAWN, person, transaction.today, reason)

    return ledger.commit(person, reason, work).result


def take_back(ledger: Ledger, number: int, person: Person, reason: str) -> Proposal:
    """Take back a shift that was carried out, by the opposite one, in one commit. Raises `Refused`.

    Only the owner may. The money goes back to the chapter and article it came from. Refused where it
    is no longer free: what is committed since stays.
    """

    def work(transaction: Transaction) -> Proposal:
        one = may.known(transaction, number)
        may.owner(transaction, one, person)
        if not one.holds or one.takes_back is not None:
            raise Refused(may.not_carried_out(one))
        there = budget(transaction, *one.owned)
        back = {place: -amount for place, amount in one.parts.items()}
        changes = opposite(landing.made(transaction, one))
        may.hold([*judge(there, back), *may.moved_on(there, changes)])
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
        landing.put(transaction, made, new=True)
        landing.mutate(transaction, there, made.number, changes, reason)
        return made

    return ledger.commit(person, reason, work).result
