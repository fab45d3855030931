"""A decision: what a forum chose on signals, who carries it out, and when it is looked back on."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from theory_of_change.text import Message, Text, message


class Choice(StrEnum):
    """What may be chosen, as the quarterly loop of the taskforce has it."""

    CONTINUE = "continue"
    REFINE = "refine"
    SCALE_UP = "scale_up"
    SCALE_DOWN = "scale_down"
    PAUSE = "pause"
    STOP = "stop"
    ADD = "add"


class Changes(StrEnum):
    """What a decision changes."""

    NOTHING = "nothing"
    SHIFT = "shift"
    TARGET = "target"
    ASSUMPTION = "assumption"
    THEORY = "theory"


class Verdict(StrEnum):
    """What a look-back says of a decision."""

    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"
    TOO_EARLY = "too_early"


class State(StrEnum):
    """How it stands with a decision, what waits for somebody first."""

    LOOK_BACK_DUE = "look_back_due"
    OVERDUE = "overdue"
    NEEDS_KEY = "needs_key"
    IN_HAND = "in_hand"
    DONE = "done"
    LOOKED_BACK = "looked_back"
    WITHDRAWN = "withdrawn"


CHOICES_CALLED: Mapping[Choice, Message] = {
    Choice.CONTINUE: message("continue"),
    Choice.REFINE: message("refine"),
    Choice.SCALE_UP: message("scale up"),
    Choice.SCALE_DOWN: message("scale down"),
    Choice.PAUSE: message("pause"),
    Choice.STOP: message("stop"),
    Choice.ADD: message("add something"),
}
"""What each choice is called."""

CHANGES_CALLED: Mapping[Changes, Message] = {
    Changes.NOTHING: message("nothing in figures or theory"),
    Changes.SHIFT: message("a shift of money"),
    Changes.TARGET: message("a target"),
    Changes.ASSUMPTION: message("an assumption"),
    Changes.THEORY: message("a version of the theory"),
}
"""What each kind of change is called."""

VERDICTS_CALLED: Mapping[Verdict, Message] = {
    Verdict.RIGHT: message("it was right"),
    Verdict.PARTLY: message("it was partly right"),
    Verdict.WRONG: message("it was not right"),
    Verdict.TOO_EARLY: message("too early to say"),
}
"""What each verdict is called."""

STATES_CALLED: Mapping[State, Message] = {
    State.LOOK_BACK_DUE: message("to look back on"),
    State.OVERDUE: message("overdue"),
    State.NEEDS_KEY: message("waits for a key"),
    State.IN_HAND: message("in hand"),
    State.DONE: message("carried out"),
    State.LOOKED_BACK: message("looked back on"),
    State.WITHDRAWN: message("withdrawn"),
}
"""What each state is called."""

KEYS = ("BZ", "AM")
"""Who gives a key to what needs two: both ministries that lead (terms of reference, section 5)."""

TWO_KEYS = frozenset({Changes.TARGET, Changes.THEORY})
"""What is changed with two keys only: a target, and the theory itself."""


@dataclass(frozen=True)
class Forum:
    """A body that decides, with what it may choose, also while a safeguard is on red."""

    code: str
    name: Text
    powers: frozenset[Choice]
    under_red: frozenset[Choice]
    political: bool


@dataclass(frozen=True)
class Answered:
    """A signal that a decision answers, as it was read then."""

    signal: str
    kind: str
    severity: str
    country: str
    theme: str
    since: str
    said: Text


@dataclass(frozen=True)
class Figure:
    """A figure as it stood at a quarter: an indicator or safeguard of a country, with its status or colour."""

    measure: str
    country: str
    quarter: str
    value: float | None
    status: str


@dataclass(frozen=True)
class NewTarget:
    """A target that a decision sets anew; `revision` is what it became, None until both keys are there."""

    indicator: str
    country: str
    period: str
    value: Decimal
    former: Decimal | None = None
    revision: int | None = None


@dataclass(frozen=True)
class Key:
    """One of the two keys, given by somebody of BZ or AM."""

    organisation: str
    given_by: str
    given_on: datetime.date
    note: str


@dataclass(frozen=True)
class Review:
    """A look-back on a decision."""

    number: int
    quarter: str
    reviewed_by: str
    reviewed_for: str
    reviewed_on: datetime.date
    verdict: Verdict
    happened: str
    learnt: str | None = None
    again_on: datetime.date | None = None


@dataclass(frozen=True)
class Choosing:
    """What is decided, before it is recorded."""

    quarter: str
    country: str
    theme: str
    choice: Choice
    reason: str
    forum: str
    decided_on: datetime.date
    owner: str
    due_on: datetime.date
    look_back_on: datetime.date
    political: bool = False
    owner_function: str | None = None
    changes: Changes = Changes.NOTHING
    changes_what: str | None = None
    signals: Sequence[Answered] = ()
    figures: Sequence[Figure] = ()
    targets: Sequence[NewTarget] = ()


@dataclass(frozen=True)
class Decision:
    """A decision as the ledger holds it."""

    number: int
    chosen: Choosing
    recorded_by: str
    recorded_for: str
    recorded_on: datetime.date
    done_by: str | None = None
    done_on: datetime.date | None = None
    done_note: str | None = None
    withdrawn_by: str | None = None
    withdrawn_on: datetime.date | None = None
    withdrawn_why: str | None = None
    keys: Sequence[Key] = ()
    reviews: Sequence[Review] = ()

    @property
    def missing_keys(self) -> tuple[str, ...]:
        """The ministries whose key is missing."""
        return missing_keys(self.chosen.changes, [key.organisation for key in self.keys])

    @property
    def look_back_on(self) -> datetime.date:
        """The day of the next look-back: the one that was fixed, or a later one where it was too early then."""
        return next((one.again_on for one in reversed(self.reviews) if one.again_on), self.chosen.look_back_on)

    @property
    def verdict(self) -> Verdict | None:
        """What the last look-back said."""
        return self.reviews[-1].verdict if self.reviews else None

    def state(self, today: datetime.date) -> State:
        """How it stands on a day."""
        return state(
            today,
            due=self.chosen.due_on,
            look_back=self.look_back_on,
            keys_missing=len(self.missing_keys),
            done=self.done_on is not None,
            verdict=self.verdict,
            withdrawn=self.withdrawn_on is not None,
        )


def missing_keys(changes: Changes, given: Sequence[str]) -> tuple[str, ...]:
    """The ministries whose key a change still needs.

    A target is changed by BZ and A&M together, money is shifted by its owner alone:

    >>> missing_keys(Changes.TARGET, ["BZ"]), missing_keys(Changes.SHIFT, []), missing_keys(Changes.THEORY, [])
    (('AM',), (), ('BZ', 'AM'))
    """
    return tuple(key for key in KEYS if key not in given) if changes in TWO_KEYS else ()


def state(
    today: datetime.date,
    *,
    due: datetime.date,
    look_back: datetime.date,
    keys_missing: int = 0,
    done: bool = False,
    verdict: Verdict | None = None,
    withdrawn: bool = False,
) -> State:
    """How it stands with a decision on a day.

    What waits for a key changes nothing yet. After the day it was due it is overdue, unless it was carried out; from
    the day of the look-back on, somebody has to look back. "Too early" is no look-back: it fixes a later day.

    >>> day = datetime.date
    >>> def on(today, **facts):
    ...     return state(today, due=day(2026, 11, 1), look_back=day(2027, 2, 1), **facts).value
    >>> on(day(2026, 10, 28)), on(day(2026, 10, 28), keys_missing=1), on(day(2026, 11, 2)), on(day(2026, 11, 2), done=True)
    ('in_hand', 'needs_key', 'overdue', 'done')
    >>> on(day(2027, 2, 1)), on(day(2027, 2, 1), verdict=Verdict.RIGHT), on(day(2027, 2, 1), verdict=Verdict.TOO_EARLY)
    ('look_back_due', 'looked_back', 'look_back_due')
    >>> on(day(2027, 2, 1), withdrawn=True)
    'withdrawn'
    """
    if withdrawn:
        return State.WITHDRAWN
    if verdict not in (None, Verdict.TOO_EARLY):
        return State.LOOKED_BACK
    if keys_missing:
        return State.NEEDS_KEY
    if today >= look_back:
        return State.LOOK_BACK_DUE
    if done:
        return State.DONE
    return State.OVERDUE if today > due else State.IN_HAND
