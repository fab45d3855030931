"""Stating that a project supports an actor that uses force or holds people, and recording its assessment: a commit each."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from monitoring.intake.incidents.people import of_actor
from monitoring.ledger import Ledger, Reader, Transaction, names
from monitoring.ledger.names import unknown
from monitoring.person import Person
from monitoring.refusal import Refusal, Refused, of_person, of_texts
from monitoring.results.assessments import ACTORS_CALLED, SUPPORT_CALLED, Risk
from monitoring.results.incidents import core_team
from theory_of_change.text import message

YEAR = datetime.timedelta(days=365)
LEVELS = ("core_team", "dg")


@dataclass(frozen=True)
class Support:
    """That a project supports an actor."""

    project: str
    actor: str
    kind: str
    support: str
    country: str


@dataclass(frozen=True)
class Assessing:
    """What is asked of an assessment; it is valid for 12 months unless a shorter time is said."""

    actor: str
    country: str
    risk: str
    findings: str
    level: str = "core_team"
    hold: bool = False
    mitigation: str | None = None
    mitigation_owner: str | None = None
    mitigation_on: datetime.date | None = None
    triggers: str | None = None
    valid_until: datetime.date | None = None


def state_support(ledger: Ledger, asked: Support, person: Person, *, on: datetime.date | None = None) -> int | None:
    """State that a project supports an actor: the number of the commit. The holder of the project and the core team may.

    Raises `Refused`.
    """

    def work(transaction: Transaction) -> None:
        today = transaction.today
        if refusals := [*of_person(person.name), *_of_support(transaction, asked, person)]:
            raise Refused(*refusals)
        row = {**vars(asked), "actor": asked.actor.strip(), "stated_by": person.name.strip()}
        row |= {"stated_for": person.organisation, "stated_on": on or today, "ended_on": None, "ended_why": None}
        transaction.merge("supported_actor", pd.DataFrame([row], dtype=object))

    return ledger.commit(person, f"{asked.project} supports an actor that has to be assessed", work).number


def _of_support(reader: Reader, asked: Support, person: Person) -> Iterator[Refusal]:
    holders = dict(reader.rows("select code, holder from project"))
    choose = message("Choose one of the list.")
    if asked.project not in holders:
        yield Refusal("project", message("It is not said which project."), choose)
    elif person.organisation not in {holders[asked.project], *core_team(reader)}:
        yield Refusal(
            "organisation",
            message("Only the holder of the project and the core team can state this."),
            message("Choose at the top right for whom you act."),
        )
    yield from _of_body(reader, asked.actor, asked.country)
    for field, code, known in (("kind", asked.kind, ACTORS_CALLED), ("support", asked.support, SUPPORT_CALLED)):
        if code not in known:
            yield Refusal(field, message("This is not filled in."), choose)
    if reader.rows(
        "select 1 from supported_actor where project = ? and actor = ? and ended_on is null",
        asked.project,
        asked.actor.strip(),
    ):
        yield Refusal("actor", message("This was stated already."), message("Record its assessment."))


def _of_body(reader: Reader, actor: str, country: str) -> Iterator[Refusal]:
    if not actor.strip():
        yield Refusal("actor", message("It is not said which body."), message("Write the organisation or body."))
    yield from of_texts({"actor": actor})
    yield from of_actor(actor)
    called = names(reader, "country")
    if country not in called:
        wrong = unknown("country", country, called) if country else message("This is not filled in.")
        yield Refusal("country", wrong, message("Choose one of the list."))


def end_support(ledger: Ledger, project: str, actor: str, person: Person, why: str) -> int | None:
    """State that the support of an actor ended, or never was, and why: the number of the commit. Raises `Refused`."""

    def work(transaction: Transaction) -> None:
        columns = "project, actor, kind, support, country, stated_by, stated_for, stated_on"
        rows = transaction.rows(
            f"select {columns} from supported_actor where project = ? and actor = ? and ended_on is null",
            project,
            actor,
        )
        holders = dict(transaction.rows("select code, holder from project"))
        refusals = [*of_person(person.name), *of_texts({"why": why})]
        if not rows:
            refusals.append(
                Refusal(
                    "actor",
                    message("This support is not there, or ended already."),
                    message("Look at how it stands now."),
                )
            )
        if person.organisation not in {holders.get(project), *core_team(transaction)}:
            refusals.append(
                Refusal(
                    "organisation",
                    message("Only the holder of the project and the core team can state this."),
                    message("Choose at the top right for whom you act."),
                )
            )
        if not why.strip():
            refusals.append(Refusal("why", message("It is not said why."), message("Write why the support ended.")))
        if refusals:
            raise Refused(*refusals)
        row = dict(zip(columns.split(", "), rows[0], strict=True))
        row |= {"ended_on": transaction.today, "ended_why": why.strip()}
        transaction.merge("supported_actor", pd.DataFrame([row], dtype=object))

    return ledger.commit(person, f"{project} supports an actor no longer", work).number


def assess(ledger: Ledger, asked: Assessing, person: Person, *, on: datetime.date | None = None) -> int | None:
    """Record an assessment of an actor: the number of the commit, which is its own. The core team may. Raises `Refused`.

    What is high needs mitigation with an owner and a day, and the Directors-General; what is unacceptable holds payment.
    """

    def work(transaction: Transaction) -> None:
        day = on or transaction.today
        if refusals := [*of_person(person.name), *_of_assessment(transaction, asked, person, day)]:
            raise Refused(*refusals)
        row = {**vars(asked), "number": transaction.number, "actor": asked.actor.strip(), "assessed_on": day}
        row |= {"valid_until": asked.valid_until or day + YEAR}
        row |= {"recorded_by": person.name.strip(), "recorded_for": person.organisation}
        transaction.merge("assessment", pd.DataFrame([row], dtype=object))

    return ledger.commit(person, f"Assessment of a supported actor in {asked.country}", work).number


def _of_assessment(reader: Reader, asked: Assessing, person: Person, day: datetime.date) -> Iterator[Refusal]:
    if person.organisation not in core_team(reader):
        yield Refusal(
            "organisation",
            message("Assessments are recorded by the core team."),
            message("Give it to the core team."),
        )
    yield from _of_body(reader, asked.actor, asked.country)
    yield from of_texts({name: getattr(asked, name) for name in ("findings", "mitigation", "triggers")})
    if asked.risk not in set(Risk):
        yield Refusal("risk", message("This is not filled in."), message("Choose one of the list."))
    if not asked.findings.strip():
        yield Refusal(
            "findings", message("It is not said what was found."), message("Write what was found, and from what.")
        )
    grave = asked.risk in (Risk.HIGH, Risk.UNACCEPTABLE)
    if grave and not (asked.mitigation and asked.mitigation_owner and asked.mitigation_on):
        yield Refusal(
            "mitigation",
            message("A high risk needs a measure with an owner and a day."),
            message("Fill in all three."),
        )
    if asked.mitigation_owner and asked.mitigation_owner not in names(reader, "organisation"):
        yield Refusal(
            "mitigation_owner",
            unknown("organisation", asked.mitigation_owner, names(reader, "organisation")),
            message("Choose one of the list."),
        )
    if asked.level not in LEVELS or (grave and asked.level != "dg"):
        yield Refusal(
            "level",
            message("A high risk is decided on by the Directors-General."),
            message("Take it to the DG meeting first."),
        )
    if asked.risk == Risk.UNACCEPTABLE and not asked.hold:
        yield Refusal("hold", message("With an unacceptable risk payment is held."), message("Choose to hold payment."))
    until = asked.valid_until
    if until and not day <= until <= day + YEAR:
        yield Refusal(
            "valid_until",
            message("An assessment is valid for 12 months at most."),
            message("Choose a day up to {day}.", day=day + YEAR),
        )
