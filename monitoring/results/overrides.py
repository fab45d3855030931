"""Statuses that are overruled by hand: with a reason, until a day, and never without what the rule says beside it.

A rule cannot know everything, such as that a figure rests on a wrong count. Who overrules it signs for that, and for no
longer than a year. What is missing stays missing, red safeguards cap what they cap, and signals go on from the rule.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from monitoring.ledger import Reader
from monitoring.results.status import JUDGED, Status
from theory_of_change.text import Message, message

RULE = "status override"
VERSION = "1.0"

MAY_BE = (*JUDGED, Status.NOT_ASSESSABLE)
"""What a status may be overruled to, and from: a figure that is missing or not due is not talked into one."""

CALLED: Mapping[Status, Message] = {
    Status.ON_TRACK: message("on track"),
    Status.ATTENTION: message("needs attention"),
    Status.BEHIND: message("behind"),
    Status.NOT_ASSESSABLE: message("cannot be judged"),
}
"""What each of these is called."""

LEAST_REASON = 20  # characters
LONGEST = 365  # days
SOON = 28  # days


class State(StrEnum):
    """How an override stands on a day."""

    IN_FORCE = "in_force"
    EXPIRES_SOON = "expires_soon"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


STATES_CALLED: Mapping[State, Message] = {
    State.IN_FORCE: message("in force"),
    State.EXPIRES_SOON: message("expires soon"),
    State.EXPIRED: message("expired"),
    State.WITHDRAWN: message("withdrawn"),
}
"""What each is called."""

HEADINGS: Mapping[str, Message] = {
    "number": message("Number"),
    "indicator": message("Indicator"),
    "country": message("Country"),
    "since": message("From quarter"),
    "status": message("Overruled to"),
    "state": message("State"),
    "reason": message("Why"),
    "given_by": message("Who"),
    "given_for": message("For whom"),
    "given_on": message("Given on"),
    "expires_on": message("Until"),
    "withdrawn_on": message("Withdrawn on"),
}
"""The columns of the list, and what each is called."""


@dataclass(frozen=True)
class Override:
    """One status that is overruled, for an indicator and country (ALL: over all) from quarter `since` on.

    It holds up to and including `expires_on`, unless it is withdrawn.
    """

    number: int
    indicator: str
    country: str
    since: str
    status: Status
    reason: str
    given_by: str
    given_for: str
    given_on: datetime.date
    expires_on: datetime.date
    withdrawn_on: datetime.date | None = None

    def state(self, today: datetime.date) -> State:
        """How it stands on a day.

        >>> one = Override(1, "TER-03", "XAA", "2026-Q3", Status.ATTENTION, "", "", "BZ", datetime.date(2026, 10, 1), datetime.date(2026, 12, 31))
        >>> [one.state(datetime.date(*day)).value for day in ((2026, 10, 28), (2026, 12, 3), (2026, 12, 31), (2027, 1, 1))]
        ['in_force', 'expires_soon', 'expires_soon', 'expired']
        """
        if self.withdrawn_on is not None:
            return State.WITHDRAWN
        if today > self.expires_on:
            return State.EXPIRED
        return State.EXPIRES_SOON if (self.expires_on - today).days <= SOON else State.IN_FORCE

    def holds(self, today: datetime.date) -> bool:
        """Whether it overrules anything on a day."""
        return self.state(today) in (State.IN_FORCE, State.EXPIRES_SOON)


def overrides(reader: Reader, indicator: str | None = None, country: str | None = None) -> list[Override]:
    """Every override that was ever given, the last first; of one indicator and country where they are named."""
    rows = reader.rows(
        "select number, indicator, country, since, status, reason, given_by, given_for, given_on, expires_on, withdrawn_on "
        "from status_override where (?::varchar is null or indicator = ?) and (?::varchar is null or country = ?) "
        "order by number desc",
        *(indicator, indicator, country, country),
    )
    return [Override(*row[:4], Status(row[4]), *row[5:]) for row in rows]


def holding(reader: Reader, quarter: str) -> dict[tuple[str, str], Override]:
    """The overrides that hold for a quarter today, by indicator and country."""
    found: dict[tuple[str, str], Override] = {}
    today = reader.today
    for one in overrides(reader):
        if one.holds(today):
            found.setdefault((one.indicator, one.country), one)
    return {key: one for key, one in found.items() if one.since <= quarter}


def sentence(one: Override, computed: Status) -> Message:
    """What is overruled, by whom, until when, why, and what the rule says."""
    return message(
        "Overruled by {organisation} until {day}: {reason} By the rule: {status}.",
        organisation=one.given_for,
        day=one.expires_on,
        reason=one.reason if one.reason.endswith((".", "!", "?")) else f"{one.reason}.",
        status=CALLED[computed],
    )
