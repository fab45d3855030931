"""What was written of an incident: the one place that reads it, for those who may.

Its owner, the organisation that reported it and the core team do. Until a login is set up, who somebody is, is
declared and not verified: this holds back, it does not guard.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from monitoring.ledger import Reader
from monitoring.person import Person
from monitoring.results.incidents.incident import Incident
from monitoring.results.incidents.read import core_team, steps


@dataclass(frozen=True)
class Written:
    """What was written at one change, by whom; None is not said then."""

    number: int
    done_by: str
    happened_on: datetime.date | None
    project: str | None
    actor: str | None
    happened: str | None
    measures: str | None
    outcome: str | None
    evidence: str | None
    remark: str | None


WRITTEN = ("happened_on", "project", "actor", "happened", "measures", "outcome", "evidence", "remark")


@dataclass(frozen=True)
class Texts:
    """All that was written of an incident, and what of it holds now: the last that was said of each thing."""

    all: Sequence[Written]
    happened_on: datetime.date | None = None
    project: str | None = None
    actor: str | None = None
    happened: str | None = None
    measures: str | None = None
    outcome: str | None = None
    evidence: str | None = None


def may_read(one: Incident, organisation: str, core: frozenset[str]) -> bool:
    """Whether an organisation may read what was written of an incident."""
    return organisation in {one.reported_for, one.owner, *core}


def texts(reader: Reader, one: Incident, person: Person) -> Texts | None:
    """What was written of an incident; None where this person may not read it.

    What was said at a change that was taken back stays in `all`, and holds no longer.
    """
    if not may_read(one, person.organisation, core_team(reader)):
        return None
    return written(reader, one.number)


def written(reader: Reader, number: int) -> Texts:
    """The same without asking who reads it, for the rules of the register itself; never shown as it is."""
    rows = reader.rows(
        "select number, done_by, happened_on, project, actor, happened, measures, outcome, evidence, remark "
        "from incident_text where incident = ? order by number",
        number,
    )
    every = [Written(*row) for row in rows]
    back = {step.takes_back for step in steps(reader, number)}
    holds: dict[str, object] = {}
    for each in every:
        if each.number not in back:
            holds |= {name: said for name in WRITTEN if name != "remark" and (said := getattr(each, name)) is not None}
    return Texts(every, **holds)
