"""A quarter being closed: how it stands, who gave which key, and what stands against giving one."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from monitoring.ledger.closed import named
from monitoring.person import Person
from monitoring.refusal import Refusal
from monitoring.results.decisions import KEYS
from theory_of_change.text import Message, Period, message

RULE = "quarter_close"
VERSION = "1.0"


class Act(StrEnum):
    """What a key is given to."""

    CLOSE = "close"
    REOPEN = "reopen"


class Standing(StrEnum):
    """How it stands with a quarter."""

    RUNNING = "running"
    OPEN = "open"
    PROPOSED = "proposed"
    CLOSED = "closed"
    REOPENING = "reopening"


STANDINGS_CALLED = {
    Standing.RUNNING: message("still running"),
    Standing.OPEN: message("not closed yet"),
    Standing.PROPOSED: message("waits for the second key"),
    Standing.CLOSED: message("closed"),
    Standing.REOPENING: message("closed; opening again waits for the second key"),
}
"""What each standing is called."""

MINISTRIES = {"BZ": message("BZ"), "AM": message("A&M")}


@dataclass(frozen=True)
class Key:
    """One key: by whom, for which ministry, when, in which session, and what was said with it."""

    act: Act
    organisation: str
    given_by: str
    given_at: datetime.datetime
    given_on: datetime.date
    session: str
    note: str


@dataclass(frozen=True)
class Closing:
    """One closing of a quarter, proposed or done: the state that it freezes, with the hash over its contents."""

    quarter: str
    version: int
    state: int
    seen_on: datetime.date
    contents: str
    keys: Sequence[Key]

    @property
    def name(self) -> str:
        """What the frozen state is called."""
        return named(self.quarter, self.version)

    def given(self, act: Act) -> list[Key]:
        """The keys given to an act, the first first."""
        return sorted((key for key in self.keys if key.act is act), key=lambda key: key.given_at)

    @property
    def closed_on(self) -> datetime.date | None:
        """The day of the second key; None while one is missing."""
        given = self.given(Act.CLOSE)
        return given[-1].given_on if len(given) == len(KEYS) else None

    @property
    def opened(self) -> bool:
        """Whether it was opened again, with both keys."""
        return len(self.given(Act.REOPEN)) == len(KEYS)


@dataclass(frozen=True)
class Quarter:
    """A quarter with its closings, the last first; `ended` as the ledger counts days."""

    code: str
    ended: bool
    closings: Sequence[Closing] = ()

    @property
    def last(self) -> Closing | None:
        """Its last closing, proposed or done."""
        return self.closings[0] if self.closings else None

    @property
    def standing(self) -> Standing:
        """How it stands."""
        last = self.last
        return standing(
            ended=self.ended,
            closing=len(last.given(Act.CLOSE)) if last else 0,
            reopening=len(last.given(Act.REOPEN)) if last else 0,
        )

    @property
    def closed(self) -> Closing | None:
        """The closing that holds; None where there is none, or it was opened again."""
        return self.last if self.standing in (Standing.CLOSED, Standing.REOPENING) else None

    @property
    def proposed(self) -> Closing | None:
        """The closing that waits for its second key."""
        return self.last if self.standing is Standing.PROPOSED else None

    @property
    def waiting(self) -> list[Key]:
        """The key that waits for the other, to whichever act; none where none does."""
        return self.last.given(self.next_act) if self.last and not self.last.opened else []

    @property
    def next_act(self) -> Act:
        """What a key would be given to."""
        return Act.REOPEN if self.closed else Act.CLOSE

    @property
    def next_version(self) -> int:
        """The number of a closing that is begun now; of one that waits, its own."""
        if self.last is None:
            return 1
        return self.last.version + (1 if self.last.opened else 0)


def standing(*, ended: bool, closing: int, reopening: int) -> Standing:
    """How it stands with a quarter, by the keys that were given to its last closing.

    A quarter is closed with two keys, and opened again with two:

    >>> [standing(ended=True, closing=c, reopening=r).value for c, r in ((0, 0), (1, 0), (2, 0), (2, 1), (2, 2))]
    ['open', 'proposed', 'closed', 'reopening', 'open']
    >>> standing(ended=False, closing=0, reopening=0).value
    'running'
    """
    if not ended:
        return Standing.RUNNING
    if closing < len(KEYS):
        return Standing.PROPOSED if closing else Standing.OPEN
    if reopening < len(KEYS):
        return Standing.REOPENING if reopening else Standing.CLOSED
    return Standing.OPEN


def judge(
    one: Quarter, act: Act, person: Person, session: str, note: str = "", *, anew: bool = False
) -> Iterator[Refusal]:
    """What stands against a key of this person to an act, in this session; `anew` proposes the present state in place of an earlier one.

    Two people of two ministries, each in their own session (terms of reference, section 5: both lead together):

    >>> day, now = datetime.date(2026, 7, 20), datetime.datetime(2026, 7, 20, tzinfo=datetime.UTC)
    >>> first = Key(Act.CLOSE, "BZ", "Secretary", now, day, "s1", "")
    >>> waiting = Quarter("2026-Q2", True, (Closing("2026-Q2", 1, 40, day, "ab", (first,)),))
    >>> def fields(name, organisation, session, **more):
    ...     return [one.field for one in judge(waiting, Act.CLOSE, Person(name, organisation), session, **more)]
    >>> fields("Controller", "AM", "s2"), fields("secretary ", "AM", "s2"), fields("Controller", "AM", "s1")
    ([], ['by'], ['session'])
    >>> fields("Other", "BZ", "s2"), fields("Other", "BZ", "s2", anew=True), fields("Liaison", "POL", "s3")
    (['organisation'], [], ['organisation'])
    >>> [one.field for one in judge(waiting, Act.REOPEN, Person("Controller", "AM"), "s2", "Wrong.")]
    ['quarter']
    """
    if person.organisation not in KEYS:
        yield Refusal(
            "organisation",
            message("A quarter is closed and opened again by BZ and A&M together."),
            message("Choose at the top right for whom you act, or ask one of them."),
        )
        return
    if not one.ended:
        yield Refusal(
            "quarter",
            message("The {quarter} has not ended.", quarter=Period(one.code)),
            message("It can be closed from the day after its last day."),
        )
        return
    if act is not one.next_act:
        yield Refusal("quarter", *_not_now(one, act))
        return
    if act is Act.REOPEN and not note.strip():
        yield Refusal(
            "note",
            message("Opening a closed quarter again needs a reason."),
            message("Write what has to be reported differently, and why."),
        )
    if anew:
        return
    yield from _beside(
        one.last.given(act) if one.last and one.next_version == one.last.version else (), person, session
    )


def _not_now(one: Quarter, act: Act) -> tuple[Message, Message]:
    """Why an act cannot be done to a quarter as it stands, and what can."""
    if act is Act.CLOSE:
        return (
            message("The {quarter} is closed already.", quarter=Period(one.code)),
            message("Late figures show as a revision. To report it otherwise, open it again, with a reason."),
        )
    return (
        message("The {quarter} is not closed.", quarter=Period(one.code)),
        message("Only a closed quarter is opened again."),
    )


def _beside(given: Sequence[Key], person: Person, session: str) -> Iterator[Refusal]:
    """What stands against a key beside those that were given."""
    for key in given:
        if key.organisation == person.organisation:
            yield Refusal(
                "organisation",
                message(
                    "{ministry} gave its key already: {name}.", ministry=called(key.organisation), name=key.given_by
                ),
                message(
                    "The second key is given by somebody of {ministry}.",
                    ministry=called(next(code for code in KEYS if code != key.organisation)),
                ),
            )
        elif _same(key.given_by, person.name):
            yield Refusal(
                "by",
                message("{name} gave the first key already.", name=key.given_by),
                message("The second key is given by another person, of the other ministry."),
            )
        elif key.session == session:
            yield Refusal(
                "session",
                message("The first key was given in this very session."),
                message("The second is given by the other person, in a browser or on a command line of their own."),
            )


def _same(one: str, other: str) -> bool:
    """Whether two names are the same but for capitals and spaces."""
    return "".join(one.casefold().split()) == "".join(other.casefold().split())


def called(organisation: str) -> Message | str:
    """What a ministry that gives keys is called."""
    return MINISTRIES.get(organisation, organisation)
