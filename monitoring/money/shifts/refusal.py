"""Why a shift cannot be made: each reason with its place and what would be allowed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from monitoring.money.shifts.room import Place
from theory_of_change.text import Message


class Why(StrEnum):
    """Why a shift cannot be made."""

    NOTHING = "nothing"
    NO_BUDGET = "no_budget"
    YEAR_OVER = "year_over"
    NOT_ZERO = "not_zero"
    UNKNOWN = "unknown"
    NOT_FREE = "not_free"
    PROMISED = "promised"
    THEME = "theme"
    RECEPTION = "reception"
    NOT_A_RECIPIENT = "not_a_recipient"
    MEMBER_STATE = "member_state"
    NOT_THE_OWNER = "not_the_owner"
    DECIDED = "decided"


@dataclass(frozen=True)
class Refusal:
    """One reason against a shift; `allowed` is how many euros could go, where that is the matter."""

    why: Why
    message: Message
    place: Place | None = None
    allowed: Decimal | None = None


class Refused(Exception):
    """A shift that cannot be made, with every reason."""

    def __init__(self, *refusals: Refusal) -> None:
        super().__init__("; ".join(refusal.message.key for refusal in refusals))
        self.refusals = refusals
