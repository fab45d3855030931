"""Who may decide on which proposal, and when: only the owner of the budget, and only once."""

from __future__ import annotations

from collections.abc import Sequence

from monitoring.ledger import Reader, names
from monitoring.money.shifts.articles import Mutation
from monitoring.money.shifts.owned import Budget
from monitoring.money.shifts.proposal import Proposal, proposal
from monitoring.money.shifts.refusal import Refusal, Refused, Why
from monitoring.money.shifts.room import ZERO
from monitoring.person import Person
from theory_of_change.text import Euro, Text, message


def hold(refusals: Sequence[Refusal]) -> None:
    """Stop where anything is refused. Raises `Refused`."""
    if refusals:
        raise Refused(*refusals)


def known(reader: Reader, number: int) -> Proposal:
    """The proposal with a number. Raises `Refused`."""
    one = proposal(reader, number)
    if one is None:
        raise Refused(Refusal(Why.UNKNOWN, message("There is no proposal {number}.", number=str(number))))
    return one


def waiting(reader: Reader, number: int) -> Proposal:
    """A proposal that still waits for a decision. Raises `Refused`."""
    one = known(reader, number)
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


def owner(reader: Reader, one: Proposal, person: Person) -> None:
    """That it is somebody of the owner: each keeps responsibility for its own budget (terms of reference, section 5). Raises `Refused`."""
    if person.organisation != one.holder:
        raise Refused(
            Refusal(
                Why.NOT_THE_OWNER,
                message(
                    "This budget belongs to {holder}, not to {sender} (terms of reference, section 5).",
                    holder=_organisation(reader, one.holder),
                    sender=_organisation(reader, person.organisation),
                ),
            )
        )


def proposer(reader: Reader, one: Proposal, person: Person) -> None:
    """That it is somebody of the organisation that made the proposal. Raises `Refused`."""
    if person.organisation != one.proposed_for:
        raise Refused(
            Refusal(
                Why.NOT_THE_OWNER,
                message(
                    "Proposal {number} was made for {organisation}: only they can withdraw it.",
                    number=str(one.number),
                    organisation=_organisation(reader, one.proposed_for),
                ),
            )
        )


def not_carried_out(one: Proposal) -> Refusal:
    """Why there is nothing to take back."""
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


def moved_on(there: Budget, changes: Sequence[Mutation]) -> list[Refusal]:
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


def _organisation(reader: Reader, code: str) -> Text:
    return names(reader, "organisation").get(code, Text(nl=code, en=code))
