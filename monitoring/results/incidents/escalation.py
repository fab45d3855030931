"""Who must know of an incident that is open, and why: by its severity, its owner and its clock."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from monitoring.results.incidents.incident import Incident, Level, Severity
from theory_of_change.text import Message, counted, message

RULE = "incident escalation"
VERSION = "1.0"
OPEN_LONG = 30  # days (domain, CHK-D2)
OPEN_TOO_LONG = 90  # days
REFUTED = "refuted"


class Why(StrEnum):
    """Why somebody beyond its owner must know; of those that lead equally high, the first is told."""

    OVERDUE = "overdue"
    NO_OWNER = "no_owner"
    SEVERE = "severe"
    OPEN_LONG = "open_long"


LEVELS = tuple(Level)


@dataclass(frozen=True)
class Escalation:
    """Up to whom an incident must be known, and each reason with the level that it leads to, the highest first."""

    level: Level
    reasons: Mapping[Why, Level]


def escalation(
    severity: Severity | None, credibility: str, *, owner: bool, days_open: int, days_late: int
) -> Escalation:
    """The escalation of an open incident; `days_late` is how many days its deadline has passed (0 or less: not).

    Illustrative until adopted.

    >>> from theory_of_change.text import Text
    >>> def of(days=30, level=Level.OWNER):
    ...     return Severity("x", Text(nl="x", en="x"), days, level, False, False)
    >>> def said(one):
    ...     return one.level.value, [why.value for why in one.reasons]
    >>> said(escalation(of(), "unverified", owner=True, days_open=3, days_late=-27))
    ('owner', [])
    >>> said(escalation(of(), "unverified", owner=False, days_open=3, days_late=-27))
    ('core_team', ['no_owner'])

    A deadline that passed goes to the core team, one that passed by as much as its clock again to the DGs:

    >>> said(escalation(of(), "plausible", owner=True, days_open=31, days_late=1))
    ('core_team', ['overdue', 'open_long'])
    >>> said(escalation(of(), "plausible", owner=True, days_open=61, days_late=31))
    ('dg', ['overdue', 'open_long'])

    What is critical goes to the DGs at once, unless it was refuted:

    >>> said(escalation(of(level=Level.DG), "unverified", owner=True, days_open=0, days_late=-30))
    ('dg', ['severe'])
    >>> said(escalation(of(level=Level.DG), "refuted", owner=True, days_open=0, days_late=-30))
    ('owner', [])
    """
    reasons: dict[Why, Level] = {}
    if severity and severity.level is not Level.OWNER and credibility != REFUTED:
        reasons[Why.SEVERE] = severity.level
    if days_late > 0:
        reasons[Why.OVERDUE] = Level.DG if severity and days_late > severity.days else Level.CORE_TEAM
    if not owner:
        reasons[Why.NO_OWNER] = Level.CORE_TEAM
    if days_open > OPEN_LONG:
        reasons[Why.OPEN_LONG] = Level.DG if days_open > OPEN_TOO_LONG else Level.CORE_TEAM
    ordered = sorted(reasons.items(), key=lambda one: (-LEVELS.index(one[1]), tuple(Why).index(one[0])))
    return Escalation(ordered[0][1] if ordered else Level.OWNER, dict(ordered))


def escalated(one: Incident, severities: Mapping[str, Severity], day: datetime.date) -> Escalation:
    """The escalation of an incident on a day; of a closed one, none."""
    if not one.open:
        return Escalation(Level.OWNER, {})
    return escalation(
        severities.get(one.severity),
        one.credibility,
        owner=one.owner is not None,
        days_open=one.days_open(day),
        days_late=(day - one.deadline).days,
    )


def said(why: Why, one: Incident, severities: Mapping[str, Severity], day: datetime.date) -> Message:
    """A reason as a sentence."""
    late, days = (day - one.deadline).days, one.days_open(day)
    match why:
        case Why.SEVERE:
            name = severities[one.severity].name
            return message("Its severity is “{severity}”, and it is still open.", severity=name)
        case Why.OVERDUE:
            return counted("Its deadline passed {n} day ago.", "Its deadline passed {n} days ago.", n=late)
        case Why.NO_OWNER:
            return message("It has no owner.")
        case Why.OPEN_LONG:
            return counted("It has been open for {n} day.", "It has been open for {n} days.", n=days)
