"""The status of results that a partner reports itself, such as in IATI: signals, and never results that we count.

A partner says what it set out to reach and what it reached, of indicators that are its own. They are judged by the same
status as ours. What a partner leaves open is not filled in: a result without a target, with a target of zero where
more is better, or with words in place of a number is not judged, and says why. Nothing of it lands in the ledger:
an activity and its parts publish the same figures, so that adding them up would count twice.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum

from monitoring.results import why as reasons
from monitoring.results.status import BANDS, Status, indicator_status
from theory_of_change.text import Message, message

RULE = "status of a partner's result"
VERSION = "1.0"


class Measure(StrEnum):
    """What an indicator is measured in; the value is the code in IATI (IndicatorMeasure)."""

    UNIT = "1"
    PERCENTAGE = "2"
    NOMINAL = "3"
    ORDINAL = "4"
    QUALITATIVE = "5"


@dataclass(frozen=True)
class Reported:
    """One result as its partner reports it: numbers are None where none is stated, `unread` what is no number.

    `higher` says that more is better. `starts` and `ends` are the period it is about, `from_year` the year of the baseline.
    """

    baseline: float | None
    target: float | None
    actual: float | None
    measure: str = Measure.UNIT
    higher: bool = True
    starts: datetime.date | None = None
    ends: datetime.date | None = None
    from_year: int | None = None
    unread: tuple[str, ...] = ()


class Why(StrEnum):
    """By which part of the rule a result has its status; the value is how machines know it."""

    IN_WORDS = "in_words"
    NO_NUMBER = "no_number"
    BEYOND_ALL = "beyond_all"
    RUNNING = "running"
    NO_ACTUAL = "no_actual"
    NO_TARGET = "no_target"
    ZERO_TARGET = "zero_target"
    NO_BASELINE = "no_baseline"
    BASELINE_LATER = "baseline_later"
    HOLD = "hold"
    FLOOR = "floor"
    RUNG = "rung"
    WRONG_WAY = "wrong_way"
    BEYOND_TARGET = "beyond_target"
    OF_THE_WAY = "of_the_way"


WHY_CALLED = {
    Why.IN_WORDS: message("It is told in words or in kinds, and not judged."),
    Why.NO_NUMBER: message("What stands in place of a number is none, so it is not judged."),
    Why.BEYOND_ALL: message("A share is below zero or above 100%, so one of its numbers is wrong."),
    Why.RUNNING: message("Its period has not ended, and how much was expected by now is not stated."),
    Why.NO_ACTUAL: message("Its period has ended, and what was reached is not stated. Missing is not zero."),
    Why.NO_TARGET: message("No target is stated, so there is nothing to hold it against."),
    Why.ZERO_TARGET: message("The target is zero, and more is better: that asks for nothing, so it is not judged."),
    Why.NO_BASELINE: message("No baseline is stated, so nobody can tell how far there was to go."),
    Why.BASELINE_LATER: message("The year of its baseline is after its period, so it is not judged."),
    Why.HOLD: message("The target is the baseline: it holds where it was, within 5%, or it does not."),
    Why.FLOOR: message(
        "The target asks for less than the baseline, so it counts as a limit: it is kept within 5%, or not."
    ),
    Why.RUNG: message("It is a rung on a ladder: the target is reached or not, and steps between them have no size."),
    Why.WRONG_WAY: message("It goes the wrong way: not towards the target but away from it."),
    Why.BEYOND_TARGET: message("More than 120% of the way is gone: is the target too low, or counted wrong?"),
    Why.OF_THE_WAY: message("The share of the way from baseline to target that was gone at the end of its period."),
}
"""What each part of the rule says, in general; `Judged.sentence` says it of one result."""


@dataclass(frozen=True)
class Judged:
    """The one status of a result, why, and the share of the way where that could be worked out."""

    status: Status
    why: Why
    progress: float | None = None

    @property
    def sentence(self) -> Message:
        """Why it has its status, in one sentence."""
        shared = self.why in (Why.OF_THE_WAY, Why.BEYOND_TARGET, Why.WRONG_WAY)
        if not shared:
            return WHY_CALLED[self.why]
        return reasons.why(self.status, reasons.Judged("stock", progress=self.progress, expected_progress=1.0))


def judged(one: Reported, on: datetime.date) -> Judged:
    """The status of a partner's result, as it is known on a day.

    From 20 to 60 with 100 as the target is half of the way; from 12 days to 6 with 4 as the target is three quarters:

    >>> day = datetime.date(2025, 3, 1)
    >>> def said(*numbers, **more):
    ...     found = judged(Reported(*numbers, **more), day)
    ...     return found.status.value, found.why.value, found.progress
    >>> said(20, 100, 60)
    ('behind', 'of_the_way', 0.5)
    >>> said(12, 4, 6, higher=False)
    ('attention', 'of_the_way', 0.75)

    Where what is reported leaves the answer open, it stays open:

    >>> said(0, None, 5_000)[:2], said(None, 80, 60)[:2], said(40, 0, 45)[:2], said(10, 20, None, unread=("actual",))[:2]
    (('not_assessable', 'no_target'), ('not_assessable', 'no_baseline'), ('not_assessable', 'zero_target'), ('not_assessable', 'no_number'))
    >>> said(80, 120, 90, measure="2")[:2], said(None, None, None, measure="5")[:2], said(10, 20, None)[:2]
    (('not_assessable', 'beyond_all'), ('context', 'in_words'), ('no_data', 'no_actual'))

    A target of zero where less is better is a real one. A target below a baseline of which more is better is a floor,
    and one that equals it says: hold it.

    >>> said(8, 0, 0, higher=False), said(90, 70, 88)[:2], said(90, 70, 60)[:2], said(50, 50, 49)[:2]
    (('on_track', 'of_the_way', 1.0), ('on_track', 'floor'), ('behind', 'floor'), ('on_track', 'hold'))

    A rung of a ladder is reached or not: from the third to the second of three, where the first was the target, is not.

    >>> said(3, 1, 2, measure="4", higher=False)[:2], said(3, 1, 1, measure="4", higher=False)[:2]
    (('behind', 'rung'), ('on_track', 'rung'))
    """
    why = _open(one, on)
    if why is not None:
        return Judged(_STATUS.get(why, Status.NOT_ASSESSABLE), why)
    baseline, target, actual = one.baseline, one.target, one.actual
    assert baseline is not None and target is not None and actual is not None  # `_open` says where one is missing
    direction = "higher" if one.higher else "lower"
    against = (target < baseline) if one.higher else (target > baseline)
    rung = one.measure == Measure.ORDINAL
    if rung or against or target == baseline:
        # Held against the target itself: no way to go, or one whose steps have no size.
        held = indicator_status(
            "stock", direction, actual=actual, way_from=target, way_to=target, tolerance=0 if rung else 0.05
        )
        return Judged(held, Why.RUNG if rung else Why.FLOOR if against else Why.HOLD)
    progress = (actual - baseline) / (target - baseline)
    status = indicator_status(
        "stock", direction, actual=actual, way_from=baseline, way_to=target, progress=progress, expected=1.0
    )
    if progress < 0:
        return Judged(status, Why.WRONG_WAY, progress)
    return Judged(status, Why.BEYOND_TARGET if progress > BANDS.too_much else Why.OF_THE_WAY, progress)


_STATUS = {Why.IN_WORDS: Status.CONTEXT, Why.RUNNING: Status.NOT_DUE, Why.NO_ACTUAL: Status.NO_DATA}


def _open(one: Reported, on: datetime.date) -> Why | None:
    """The first thing that keeps a result from being judged; None where nothing does."""
    numbers = [value for value in (one.baseline, one.target, one.actual) if value is not None]
    share = one.measure == Measure.PERCENTAGE
    missing = (
        (Why.IN_WORDS, one.measure in (Measure.QUALITATIVE, Measure.NOMINAL)),
        (Why.BEYOND_ALL, share and any(not 0 <= value <= 100 for value in numbers)),
        (Why.RUNNING, one.ends is not None and one.ends >= on),
        (Why.NO_ACTUAL, one.actual is None and "actual" not in one.unread),
        (Why.NO_NUMBER, bool(one.unread)),
        (Why.NO_TARGET, one.target is None),
        (Why.ZERO_TARGET, one.target == 0 and one.higher),
        (Why.NO_BASELINE, one.baseline is None),
        (Why.BASELINE_LATER, one.from_year is not None and one.ends is not None and one.from_year > one.ends.year),
    )
    return next((why for why, holds in missing if holds), None)
