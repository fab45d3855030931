"""Passing a stage gate on evidence, and withdrawing that: a commit each, judged as the gates stand when it lands."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import pandas as pd

from monitoring.ledger import Ledger, Reader, Transaction
from monitoring.person import Person
from monitoring.refusal import Refusal, Refused, of_person, of_texts
from monitoring.results.gates import CLOSED_BY_HARM, GATES_CALLED, Course, Gate, course, courses, deeds
from monitoring.results.incidents import core_team
from theory_of_change.text import message


def pass_gate(
    ledger: Ledger,
    country: str,
    gate: Gate,
    evidence: str,
    person: Person,
    *,
    red: bool,
    on: datetime.date | None = None,
) -> int | None:
    """Record that a gate was passed: the number of the commit. `red` is whether harm is on red there. Raises `Refused`."""

    def work(transaction: Transaction) -> None:
        now = _now(transaction, country)
        _refused(transaction, country, evidence, person, _in_turn(now, gate, red=red))
        _put(transaction, country, gate, evidence, person, on, passed=True)

    return ledger.commit(person, f"Stage gate {gate.value} passed in {country}", work).number


def withdraw_gate(ledger: Ledger, country: str, gate: Gate, why: str, person: Person) -> int | None:
    """Withdraw that a gate was passed: it is open again, and so is what stands on it. Raises `Refused`."""

    def work(transaction: Transaction) -> None:
        now = _now(transaction, country)
        refusals = []
        if now.gates[gate] is None:
            refusals.append(Refusal("gate", message("This gate is not passed."), message("Look at how it stands now.")))
        _refused(transaction, country, why, person, refusals)
        _put(transaction, country, gate, why, person, None, passed=False)

    return ledger.commit(person, f"Stage gate {gate.value} withdrawn in {country}", work).number


def _now(reader: Reader, country: str) -> Course:
    return course(country, deeds(reader, country), reader.today)


def _in_turn(now: Course, gate: Gate, *, red: bool) -> list[Refusal]:
    """A gate is passed in its turn, and the pilot and what comes after it not while harm is on red."""
    found = []
    if now.gates[gate] is not None:
        found.append(Refusal("gate", message("This gate is passed already."), message("Look at how it stands now.")))
    elif now.next is not gate:
        found.append(
            Refusal(
                "gate",
                message("This gate is not in its turn."),
                message("First pass “{gate}”.", gate=GATES_CALLED[now.next or gate]),
            )
        )
    if red and gate in CLOSED_BY_HARM:
        found.append(Refusal("gate", message("Harm is on red here."), message("First do what the safeguard asks.")))
    return found


def _refused(reader: Reader, country: str, text: str, person: Person, first: list[Refusal]) -> None:
    """Raise everything that stands in the way. Raises `Refused`."""
    if refusals := [*first, *_of(reader, country, text, person)]:
        raise Refused(*refusals)


def _of(reader: Reader, country: str, text: str, person: Person) -> Iterator[Refusal]:
    yield from of_person(person.name)
    yield from of_texts({"evidence": text})
    if not text.strip():
        yield Refusal(
            "evidence",
            message("No gate is passed without evidence."),
            message("Name the document, decision or check that it rests on."),
        )
    if person.organisation not in core_team(reader):
        yield Refusal(
            "organisation", message("Gates are recorded by the core team."), message("Give it to the core team.")
        )
    if country not in {one.country for one in courses(reader, reader.today)}:
        yield Refusal(
            "country",
            message("This country has no programming line for innovative cooperation."),
            message("Choose one of the list."),
        )


def _put(
    transaction: Transaction,
    country: str,
    gate: Gate,
    text: str,
    person: Person,
    on: datetime.date | None,
    *,
    passed: bool,
) -> None:
    row = {
        "number": transaction.number,
        "country": country,
        "gate": gate.value,
        "deed": "passed" if passed else "withdrawn",
        "evidence": text.strip(),
        "done_on": on or transaction.today,
        "recorded_by": person.name.strip(),
        "recorded_for": person.organisation,
    }
    transaction.merge("gate", pd.DataFrame([row]))
