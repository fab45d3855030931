"""What is said of several figures together: counts and one headline, never an average."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from monitoring.results.status import JUDGED, Status

RULE = "headline"
VERSION = "1.3"


class Headline(StrEnum):
    """What is said of a theory, or of a step."""

    CAPPED = "capped"
    GOOD_BUT_CAPPED = "good_but_capped"
    BEHIND = "behind"
    ATTENTION = "attention"
    ON_TRACK = "on_track"
    NO_DATA = "no_data"
    CONTEXT = "context"


def counts(statuses: Iterable[str]) -> dict[Status, int]:
    """How many figures have each status; every status is there, with 0 where there is none."""
    found = dict.fromkeys(Status, 0)
    for status in statuses:
        found[Status(status)] += 1
    return found


def headline(counted: Mapping[Status, int], *, red: bool = False) -> Headline:
    """The headline over counted figures. A red safeguard caps it: nothing looks good while harm is red.

    It is behind when a third or more of the judged figures are, needs attention when any is behind
    or half or more are not on track, and is on track otherwise. Where more figures are missing than
    there are to judge, nothing is said. Illustrative until adopted.

    >>> headline({Status.ON_TRACK: 4, Status.ATTENTION: 2, Status.BEHIND: 0})
    <Headline.ON_TRACK: 'on_track'>
    >>> headline({Status.ON_TRACK: 3, Status.ATTENTION: 2, Status.BEHIND: 1})
    <Headline.ATTENTION: 'attention'>
    >>> headline({Status.ON_TRACK: 1, Status.ATTENTION: 1, Status.BEHIND: 2})
    <Headline.BEHIND: 'behind'>
    >>> headline({Status.ON_TRACK: 5}, red=True)
    <Headline.CAPPED: 'capped'>
    >>> headline({Status.NO_DATA: 3}), headline({Status.ON_TRACK: 1, Status.NO_DATA: 8})
    (<Headline.NO_DATA: 'no_data'>, <Headline.NO_DATA: 'no_data'>)
    """
    if red:
        return Headline.CAPPED
    on_track, attention, behind = (counted.get(status, 0) for status in JUDGED)
    judged = on_track + attention + behind
    if not judged:
        only_context = counted.get(Status.CONTEXT, 0) and sum(counted.values()) == counted[Status.CONTEXT]
        return Headline.CONTEXT if only_context else Headline.NO_DATA
    if counted.get(Status.NO_DATA, 0) + counted.get(Status.STALE, 0) > judged:
        return Headline.NO_DATA
    if behind * 3 >= judged:
        return Headline.BEHIND
    if behind or attention * 2 >= judged:
        return Headline.ATTENTION
    return Headline.ON_TRACK


def capped(said: Headline | None, *, red: bool) -> Headline | None:
    """A headline of a part, such as a step: under red it is never plain green, but it still says that this part goes well.

    Where the theory is in question, that its cause is on track is what matters; what is amiss stays named.

    >>> capped(Headline.ON_TRACK, red=True), capped(Headline.BEHIND, red=True), capped(Headline.ON_TRACK, red=False)
    (<Headline.GOOD_BUT_CAPPED: 'good_but_capped'>, <Headline.BEHIND: 'behind'>, <Headline.ON_TRACK: 'on_track'>)
    """
    return Headline.GOOD_BUT_CAPPED if red and said is Headline.ON_TRACK else said


def worst(statuses: Iterable[str]) -> Status | None:
    """The least favourable of several judged figures, for what may not be added up over countries.

    >>> worst(["on_track", "behind", "no_data"]), worst(["no_data"]), worst([])
    (<Status.BEHIND: 'behind'>, <Status.NO_DATA: 'no_data'>, None)
    """
    order = (
        Status.BEHIND,
        Status.ATTENTION,
        Status.ON_TRACK,
        Status.STALE,
        Status.NO_DATA,
        Status.NOT_ASSESSABLE,
        Status.NOT_DUE,
        Status.CONTEXT,
    )
    return min((Status(status) for status in statuses), key=order.index, default=None)
