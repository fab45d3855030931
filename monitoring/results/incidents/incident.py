"""Reports of possible harm: what everybody may know of one, and how it goes on from there (auditors: ECA 17/2024)."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from theory_of_change.text import Message, Text, message


class State(StrEnum):
    """How far it is; ANSWERED has its outcome and waits for a second person."""

    REPORTED = "reported"
    ASSIGNED = "assigned"
    UNDER_INQUIRY = "under_inquiry"
    ANSWERED = "answered"
    CLOSED = "closed"


class Deed(StrEnum):
    """What can be done with an incident."""

    REPORT = "report"
    ASSIGN = "assign"
    INQUIRE = "inquire"
    JUDGE = "judge"
    NOTE = "note"
    ANSWER = "answer"
    CLOSE = "close"
    REOPEN = "reopen"
    TAKE_BACK = "take_back"


class Level(StrEnum):
    """Up to whom something must be known, the lowest first."""

    OWNER = "owner"
    CORE_TEAM = "core_team"
    DG = "dg"


STATES_CALLED: Mapping[State, Message] = {
    State.REPORTED: message("reported"),
    State.ASSIGNED: message("assigned"),
    State.UNDER_INQUIRY: message("under inquiry"),
    State.ANSWERED: message("waits for a second person"),
    State.CLOSED: message("closed"),
}
DEEDS_CALLED: Mapping[Deed, Message] = {
    Deed.REPORT: message("reported"),
    Deed.ASSIGN: message("given an owner"),
    Deed.INQUIRE: message("inquiry begun"),
    Deed.JUDGE: message("judged anew"),
    Deed.NOTE: message("added to"),
    Deed.ANSWER: message("outcome recorded"),
    Deed.CLOSE: message("closed by a second person"),
    Deed.REOPEN: message("opened again"),
    Deed.TAKE_BACK: message("last change taken back"),
}
LEVELS_CALLED: Mapping[Level, Message] = {
    Level.OWNER: message("its owner"),
    Level.CORE_TEAM: message("the core team"),
    Level.DG: message("the Directors-General"),
}

IN_STATE: Mapping[State, tuple[Deed, ...]] = {
    State.REPORTED: (Deed.ASSIGN, Deed.JUDGE, Deed.NOTE, Deed.TAKE_BACK),
    State.ASSIGNED: (Deed.INQUIRE, Deed.ASSIGN, Deed.JUDGE, Deed.NOTE, Deed.TAKE_BACK),
    State.UNDER_INQUIRY: (Deed.ANSWER, Deed.ASSIGN, Deed.JUDGE, Deed.NOTE, Deed.TAKE_BACK),
    State.ANSWERED: (Deed.CLOSE, Deed.ANSWER, Deed.NOTE, Deed.TAKE_BACK),
    State.CLOSED: (Deed.REOPEN,),
}
"""What can be done in each state, the usual first. What is closed is only opened again: a closing is not taken back."""

SUBSTANTIATED = "substantiated"
"""The credibility with which an open incident of a severity that `caps` caps a headline."""

LEADS_TO: Mapping[Deed, State] = {
    Deed.REPORT: State.REPORTED,
    Deed.INQUIRE: State.UNDER_INQUIRY,
    Deed.ANSWER: State.ANSWERED,
    Deed.CLOSE: State.CLOSED,
    Deed.REOPEN: State.UNDER_INQUIRY,
}
"""The state that a deed leads to; the others leave it as it is, or give a report its owner."""


@dataclass(frozen=True)
class Severity:
    """How grave an incident may be: `days` on its clock, who must know, whether it caps a headline, who may close it."""

    code: str
    name: Text
    days: int
    level: Level
    caps: bool
    other_organisation: bool


@dataclass(frozen=True)
class Incident:
    """What everybody may know of one report of possible harm, as it stood on a day (view `incident_state`)."""

    number: int
    reported_on: datetime.date
    reported_for: str
    happened_in: str
    country: str
    theme: str
    harm: str
    severity: str
    credibility: str
    owner: str | None
    state: State
    clock_from: datetime.date
    deadline: datetime.date
    last_change_on: datetime.date
    closed_on: datetime.date | None
    reopened: int
    caps: bool

    @property
    def open(self) -> bool:
        """Whether it is not closed."""
        return self.state is not State.CLOSED

    def days_open(self, day: datetime.date) -> int:
        """Days since its clock runs, up to a day or its closing."""
        return ((self.closed_on or day) - self.clock_from).days


@dataclass(frozen=True)
class Step:
    """One change to an incident: what everybody may know of it, and the facts as they stood after it."""

    number: int
    deed: Deed
    done_on: datetime.date
    done_for: str
    state: State
    severity: str
    credibility: str
    owner: str | None
    deadline: datetime.date
    clock_from: datetime.date
    takes_back: int | None
