"""What is done with an incident after it was reported: each change is a commit, and nothing of it is ever changed.

Who may read an incident may add to it. Its owner and the core team give it an owner, inquire and judge. What closes it
is an outcome with evidence, and a second person (lessons, F4: the auditors found no procedure that followed a report).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace

from monitoring.intake.incidents import landing
from monitoring.intake.incidents.people import ROLE_ONLY
from monitoring.ledger import Ledger, Reader, Transaction, names
from monitoring.ledger.names import unknown
from monitoring.person import Person
from monitoring.refusal import Refusal, Refused, of_person, of_texts
from monitoring.results.incidents import (
    IN_STATE,
    LEADS_TO,
    STATES_CALLED,
    SUBSTANTIATED,
    Deed,
    Incident,
    State,
    Step,
    core_team,
    incident,
    may_read,
    severities,
    steps,
    written,
)
from theory_of_change.text import message

OF_ITS_OWNER = (Deed.ASSIGN, Deed.INQUIRE, Deed.JUDGE, Deed.ANSWER)
"""What only its owner and the core team do; the rest is for whoever may read it."""


@dataclass(frozen=True)
class Change:
    """What is done, with what it needs: an owner, a severity and credibility, an outcome with evidence, or a remark."""

    deed: Deed
    owner: str | None = None
    severity: str | None = None
    credibility: str | None = None
    measures: str | None = None
    outcome: str | None = None
    evidence: str | None = None
    remark: str | None = None


def judge(reader: Reader, one: Incident, asked: Change, person: Person) -> list[Refusal]:
    """Everything that stands against a change of an incident as it is; the same for the form and inside the commit."""
    texts = {name: getattr(asked, name) for name in ("measures", "outcome", "evidence", "remark")}
    return [
        *of_person(person.name),
        *_of_state(one, asked),
        *_by_whom(reader, one, asked, person),
        *_of_what(reader, one, asked),
        *_of_cap(reader, one, asked, person),
        *of_texts(texts, instead=ROLE_ONLY),
    ]


def may(one: Incident, deed: Deed, organisation: str, core: frozenset[str]) -> bool:
    """Whether an organisation may do something with an incident as it is; the name of the person is not looked at."""
    able = {one.owner, *core} if deed in OF_ITS_OWNER else {one.owner, one.reported_for, *core}
    return deed in IN_STATE[one.state] and organisation in able


def _of_state(one: Incident, asked: Change) -> Iterator[Refusal]:
    if asked.deed not in IN_STATE[one.state]:
        yield Refusal(
            "deed",
            message("This cannot be done while the incident is as it is: {state}.", state=STATES_CALLED[one.state]),
            message("Look at its history: somebody may have been faster."),
        )


def _by_whom(reader: Reader, one: Incident, asked: Change, person: Person) -> Iterator[Refusal]:
    core = core_team(reader)
    if not may_read(one, person.organisation, core):
        yield Refusal(
            "organisation",
            message("Only its owner, the organisation that reported it and the core team can do something with it."),
            message("Choose at the top right for whom you act, or ask the core team."),
        )
    elif asked.deed in OF_ITS_OWNER and person.organisation not in {one.owner, *core}:
        yield Refusal(
            "organisation",
            message("Only its owner and the core team can do this."),
            message("Add what you know to it, and they will see it."),
        )
    if asked.deed is Deed.CLOSE and one.state is State.ANSWERED:
        yield from _second(reader, one, person)
    if asked.deed is Deed.TAKE_BACK:
        yield from _own_change(reader, one, person)


def _second(reader: Reader, one: Incident, person: Person) -> Iterator[Refusal]:
    """That a closing is no second person's: the one who recorded the outcome, or for what is grave the same organisation."""
    last = next(step for step in reversed(_holding(reader, one.number)) if step.deed is Deed.ANSWER)
    by = next(each.done_by for each in written(reader, one.number).all if each.number == last.number)
    if same_name(by, person.name):
        yield Refusal(
            "by",
            message("You recorded the outcome yourself. A second person closes the incident."),
            message("Ask a colleague who was not part of it, better of another organisation."),
        )
    known = severities(reader)
    ever = (known.get(step.severity) for step in steps(reader, one.number))  # judging it less grave opens no way out
    if any(one and one.other_organisation for one in ever) and person.organisation == last.done_for:
        yield Refusal(
            "organisation",
            message("What is this grave is closed by somebody of another organisation than the one that answered."),
            message("Ask the organisation that reported it, or the other ministry of the core team."),
        )


def _of_cap(reader: Reader, one: Incident, asked: Change, person: Person) -> Iterator[Refusal]:
    """That who answers for an incident, or ever did, judges it so that it caps no headline any more.

    A report that is refuted lifts the cap as much as one that is closed, so it takes a second organisation too.
    """
    if not one.caps or asked.deed not in (Deed.JUDGE, Deed.TAKE_BACK):
        return
    every = steps(reader, one.number)
    if asked.deed is Deed.TAKE_BACK:
        held = _holding(reader, one.number)
        severity, credibility = (held[-2].severity, held[-2].credibility) if len(held) > 1 else (None, None)
    else:
        severity, credibility = asked.severity or one.severity, asked.credibility or one.credibility
    known = severities(reader).get(severity or "")
    caps = known is not None and known.caps and credibility == SUBSTANTIATED
    if not caps and person.organisation in {step.owner for step in every}:
        yield Refusal(
            "organisation",
            message(
                "This incident caps what is said of its country and theme, and who answers for it does not lift that."
            ),
            message(
                "Ask another organisation of the core team to judge it, or have it closed with outcome and evidence."
            ),
        )


def same_name(one: str, other: str) -> bool:
    """Whether two declared names are the same, however they were typed.

    >>> same_name("A. Analyst", " a.  analyst "), same_name("A. Analyst", "B. Analyst")
    (True, False)
    """
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())


def _own_change(reader: Reader, one: Incident, person: Person) -> Iterator[Refusal]:
    held = _holding(reader, one.number)
    if len(held) < 2 or held[-1].deed is Deed.REOPEN:
        yield Refusal(
            "deed",
            message("A report stays in the register, and so does why it was opened again."),
            message("If it was reported by mistake, record that as its outcome and have it closed."),
        )
    elif held[-1].done_for != person.organisation:
        yield Refusal(
            "organisation",
            message("The last change was not made by your organisation."),
            message("Ask {organisation} to take it back.", organisation=held[-1].done_for),
        )


def _of_what(reader: Reader, one: Incident, asked: Change) -> Iterator[Refusal]:
    needed = {
        Deed.ANSWER: (
            ("outcome", message("It has no outcome."), message("Write what the inquiry led to.")),
            (
                "evidence",
                message("It has no evidence."),
                message("Write what the outcome stands on, and where it is kept."),
            ),
        ),
        Deed.REOPEN: (("remark", message("It is not said why."), message("Write why it has to be looked at again.")),),
        Deed.NOTE: (("remark", message("Nothing is added yet."), message("Write what is to be added.")),),
        Deed.JUDGE: (("remark", message("It is not said why."), message("Write why it is judged otherwise.")),),
    }
    for field, wrong, right in needed.get(asked.deed, ()):
        noted = asked.deed is Deed.NOTE and (asked.measures or "").strip()
        if not (getattr(asked, field) or "").strip() and not noted:
            yield Refusal(field, wrong, right)
    kinds = {"owner": "organisation", "severity": "incident_severity", "credibility": "incident_credibility"}
    for field in {Deed.ASSIGN: ("owner",), Deed.JUDGE: ("severity", "credibility")}.get(asked.deed, ()):
        code, called = getattr(asked, field), names(reader, kinds[field])
        if field == "owner" and not code:
            yield Refusal(field, message("It is not said who answers for it."), message("Choose the owner."))
        elif code and code not in called:
            yield Refusal(field, unknown(field, code, called), message("Choose one of the list."))
    unchanged = {one.severity, None} >= {asked.severity} and {one.credibility, None} >= {asked.credibility}
    if asked.deed is Deed.JUDGE and unchanged:
        yield Refusal("severity", message("It is judged like this already."), message("Choose what is different."))


def change(ledger: Ledger, number: int, asked: Change, person: Person, *, on: datetime.date | None = None) -> Incident:
    """Do something with an incident, in one commit. Raises `Refused`, also where there is no such incident.

    It is judged on the state it lands on, so that of two who do the same the second is told. `on` is the day it was
    done, without one today.
    """

    def work(transaction: Transaction) -> Incident:
        one = incident(transaction, number)
        if one is None:
            raise Refused(
                Refusal(
                    "number",
                    message("There is no incident {number}.", number=str(number)),
                    message("Look for its number in the register."),
                )
            )
        if refusals := judge(transaction, one, asked, person):
            raise Refused(*refusals)
        step = _step(transaction, one, asked, person, on or transaction.today)
        landing.put_step(transaction, number, step)
        landing.put_text(transaction, number, person.name, vars(asked))
        return replace(
            one,
            **{
                name: getattr(step, name)
                for name in ("state", "severity", "credibility", "owner", "deadline", "clock_from")
            },
            last_change_on=step.done_on,
        )

    return ledger.commit(person, f"Incident {number}: {asked.deed.value.replace('_', ' ')}", work).result


def _step(transaction: Transaction, one: Incident, asked: Change, person: Person, day: datetime.date) -> Step:
    """The facts as they stand after a change."""
    held = _holding(transaction, one.number)
    known = severities(transaction)
    if asked.deed is Deed.TAKE_BACK:
        undone, before = held[-1], held[-2]
        return replace(
            before,
            number=transaction.number,
            deed=Deed.TAKE_BACK,
            done_on=day,
            done_for=person.organisation,
            takes_back=undone.number,
        )
    judged = asked.deed is Deed.JUDGE
    severity = asked.severity or one.severity if judged else one.severity
    clock_from = day if asked.deed is Deed.REOPEN else one.clock_from
    anew = asked.deed is Deed.REOPEN or severity != one.severity
    return Step(
        transaction.number,
        asked.deed,
        day,
        person.organisation,
        _leads_to(one, asked.deed),
        severity,
        asked.credibility or one.credibility if judged else one.credibility,
        asked.owner if asked.deed is Deed.ASSIGN else one.owner,
        clock_from + datetime.timedelta(days=known[severity].days) if anew else one.deadline,
        clock_from,
        None,
    )


def _leads_to(one: Incident, deed: Deed) -> State:
    if deed is Deed.ASSIGN and one.state is State.REPORTED:
        return State.ASSIGNED
    return LEADS_TO.get(deed, one.state)


def _holding(reader: Reader, number: int) -> list[Step]:
    """The changes that hold: neither taken back, nor the taking back itself."""
    every = steps(reader, number)
    back = {step.takes_back for step in every}
    return [step for step in every if step.number not in back and step.deed is not Deed.TAKE_BACK]
