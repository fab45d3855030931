"""Actors that a project supports and that use force or hold people, each with its human-rights due-diligence assessment.

Support to security forces is assessed, mitigated and watched, and stops where harm is grave (UN HRDDP 2013, EU HRDDP
2024). No payment goes without a valid assessment (domain, CHK-D1).
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from monitoring.ledger import Reader
from theory_of_change.text import Message, message

RULE = "supported actor assessed (CHK-D1)"
VERSION = "1.0"
SOON = 45  # days before an assessment expires


class Risk(StrEnum):
    """How grave the risk is that the support does harm."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    UNACCEPTABLE = "unacceptable"


class Standing(StrEnum):
    """How it stands with the assessment of a supported actor, the gravest first."""

    MISSING = "missing"
    EXPIRED = "expired"
    HELD = "held"
    EXPIRES_SOON = "expires_soon"
    VALID = "valid"


RISKS_CALLED: Mapping[Risk, Message] = {
    Risk.LOW: message("low risk"),
    Risk.MEDIUM: message("medium risk"),
    Risk.HIGH: message("high risk"),
    Risk.UNACCEPTABLE: message("unacceptable risk"),
}
STANDINGS_CALLED: Mapping[Standing, Message] = {
    Standing.MISSING: message("never assessed"),
    Standing.EXPIRED: message("assessment expired"),
    Standing.HELD: message("payment is held"),
    Standing.EXPIRES_SOON: message("expires soon"),
    Standing.VALID: message("valid"),
}
ACTORS_CALLED: Mapping[str, Message] = {
    "police": message("police"),
    "border_guard": message("border guard"),
    "coast_guard": message("coast guard"),
    "military": message("armed forces"),
    "detention": message("detention"),
    "intelligence": message("intelligence service"),
    "other": message("another body"),
}
SUPPORT_CALLED: Mapping[str, Message] = {
    "training": message("training"),
    "advice": message("advice"),
    "equipment": message("equipment"),
    "money": message("money"),
    "logistics": message("logistics"),
    "joint_operation": message("joint operation"),
}


@dataclass(frozen=True)
class Assessment:
    """One assessment of an actor."""

    number: int
    actor: str
    country: str
    risk: Risk
    findings: str
    mitigation: str | None
    mitigation_owner: str | None
    mitigation_on: datetime.date | None
    triggers: str | None
    level: str
    hold: bool
    assessed_on: datetime.date
    valid_until: datetime.date
    recorded_by: str
    recorded_for: str


@dataclass(frozen=True)
class Supported:
    """An actor that a project supports, with its last assessment; None where it never had one."""

    project: str
    actor: str
    kind: str
    support: str
    country: str
    theme: str
    stated_on: datetime.date
    ended_on: datetime.date | None
    assessment: Assessment | None

    def standing(self, day: datetime.date) -> Standing:
        """How it stands with its assessment on a day."""
        one = self.assessment
        return standing(one.valid_until if one else None, hold=bool(one and one.hold), day=day)


def standing(valid_until: datetime.date | None, *, hold: bool, day: datetime.date) -> Standing:
    """How an assessment stands on a day. One that expired says nothing any more, also not that payment may go on.

    >>> last, day = datetime.date(2026, 12, 31), datetime.date(2026, 10, 28)
    >>> [standing(last, hold=False, day=one).value for one in (day, datetime.date(2026, 12, 1), last, datetime.date(2027, 1, 1))]
    ['valid', 'expires_soon', 'expires_soon', 'expired']
    >>> standing(None, hold=False, day=day).value, standing(last, hold=True, day=day).value
    ('missing', 'held')
    """
    if valid_until is None:
        return Standing.MISSING
    if valid_until < day:
        return Standing.EXPIRED
    if hold:
        return Standing.HELD
    return Standing.EXPIRES_SOON if (valid_until - day).days <= SOON else Standing.VALID


def supported(reader: Reader, day: datetime.date | None = None) -> list[Supported]:
    """Every actor that a project supports on a day (without one today), those whose assessment stands worst first."""
    day = day or reader.today
    last = {
        (row[1], row[2]): Assessment(*row[:3], Risk(row[3]), *row[4:])
        for row in reader.rows(
            "select number, actor, country, risk, findings, mitigation, mitigation_owner, mitigation_on, triggers, level, "
            "hold, assessed_on, valid_until, recorded_by, recorded_for from assessment where assessed_on <= ? "
            "order by assessed_on, number",
            day,
        )
    }
    found = [
        Supported(*row, last.get((row[1], row[4])))
        for row in reader.rows(
            "select s.project, s.actor, s.kind, s.support, s.country, coalesce(l.theme, 'ALL'), s.stated_on, s.ended_on "
            "from supported_actor s left join project p on p.code = s.project "
            "left join programming_line l on l.code = p.programming_line "
            "where s.stated_on <= ? and (s.ended_on is null or s.ended_on > ?)",
            day,
            day,
        )
    ]
    order = tuple(Standing)
    return sorted(found, key=lambda one: (order.index(one.standing(day)), one.country, one.actor, one.project))
