"""What a page has to say, as its title: one sentence, as bad as the worst thing on the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from monitoring.results.links import LinkState
from monitoring.results.picture import Picture
from monitoring.results.status import JUDGED, Status
from theory_of_change.text import Message, Period, Text, counted, message


def quarter_title(red: int, counts: Sequence[Mapping[Status, int]], *, unknown: int = 0, incidents: int = 0) -> Message:
    """The title of the front page: harm first, then how many results are on track.

    `incidents` are those that cap a headline. `unknown` safeguards should have been reported on and were not: then nobody can say that none is on red.

    >>> quarter_title(1, [{Status.ON_TRACK: 4, Status.BEHIND: 4}]).key
    '{n} safeguard is on red. {on_track} of {judged} indicators are on track'
    >>> quarter_title(0, [{Status.ON_TRACK: 4}], unknown=3).key
    'Of {n} safeguard nothing is known. {on_track} of {judged} indicators are on track'
    >>> quarter_title(0, [{Status.ON_TRACK: 4}], incidents=1).key
    '{n} severe incident is open. {on_track} of {judged} indicators are on track'
    >>> quarter_title(0, []).key
    'No results can be judged yet'
    """
    on_track = sum(count.get(Status.ON_TRACK, 0) for count in counts)
    judged = sum(count.get(status, 0) for count in counts for status in JUDGED)
    if red and not judged:
        return counted(
            "{n} safeguard is on red. No results can be judged yet",
            "{n} safeguards are on red. No results can be judged yet",
            n=red,
        )
    if red:
        return counted(
            "{n} safeguard is on red. {on_track} of {judged} indicators are on track",
            "{n} safeguards are on red. {on_track} of {judged} indicators are on track",
            n=red,
            on_track=on_track,
            judged=judged,
        )
    if incidents and not judged:
        return counted(
            "{n} severe incident is open. No results can be judged yet",
            "{n} severe incidents are open. No results can be judged yet",
            n=incidents,
        )
    if incidents:
        return counted(
            "{n} severe incident is open. {on_track} of {judged} indicators are on track",
            "{n} severe incidents are open. {on_track} of {judged} indicators are on track",
            n=incidents,
            on_track=on_track,
            judged=judged,
        )
    if not judged:
        return message("No results can be judged yet")
    if unknown:
        return counted(
            "Of {n} safeguard nothing is known. {on_track} of {judged} indicators are on track",
            "Of {n} safeguards nothing is known. {on_track} of {judged} indicators are on track",
            n=unknown,
            on_track=on_track,
            judged=judged,
        )
    return message(
        "No safeguard is on red. {on_track} of {judged} indicators are on track", on_track=on_track, judged=judged
    )


def running_title(red: int, quarter: str, *, incidents: int = 0) -> Message:
    """The title while a quarter runs: it is too early to judge, but a red safeguard stays red until it is told otherwise.

    >>> running_title(0, "2026-Q4").key
    'Too early to judge: the {quarter} is still running'
    """
    if red:
        return counted(
            "{n} safeguard is still on red. For the {quarter} it is too early to judge",
            "{n} safeguards are still on red. For the {quarter} it is too early to judge",
            n=red,
            quarter=Period(quarter),
        )
    if incidents:
        return counted(
            "{n} severe incident is open. For the {quarter} it is too early to judge",
            "{n} severe incidents are open. For the {quarter} it is too early to judge",
            n=incidents,
            quarter=Period(quarter),
        )
    return message("Too early to judge: the {quarter} is still running", quarter=Period(quarter))


def theory_title(picture: Picture, country: Any) -> Message:
    """The title of a theory: harm, then a theory in question, then delivery, then what it does not explain.

    `country` is its name, or None over all countries.
    """
    labels: dict[str, Text] = {state.step.code: state.step.label for state in picture.steps}
    where = country or message("All countries")
    question = next((judged for judged in picture.links if judged.state is LinkState.THEORY_IN_QUESTION), None)
    if picture.incident:
        return message("{where}: a severe incident is open, so no result looks good", where=where)
    if picture.red and question:
        return message("{where}: a safeguard is on red and the theory is in question", where=where)
    if picture.red:
        return message("{where}: a safeguard is on red, so no result looks good", where=where)
    if question:
        return message(
            "{where}: {cause}, but the effect does not follow", where=where, cause=labels[question.link.from_]
        )
    found = Counter(judged.state for judged in picture.links)
    if trouble := found[LinkState.DELIVERY_PROBLEM]:
        return counted(
            "{where}: delivery falters at {n} link", "{where}: delivery falters at {n} links", n=trouble, where=where
        )
    if unexplained := found[LinkState.UNEXPLAINED]:
        return counted(
            "{where}: at {n} link the effect comes without its cause",
            "{where}: at {n} links the effect comes without its cause",
            n=unexplained,
            where=where,
        )
    consistent = found[LinkState.CONSISTENT]
    if not consistent:
        return message("{where}: nothing can be said of this theory yet", where=where)
    if consistent == len(picture.links):
        return message("{where}: cause and effect move as the theory says", where=where)
    return message(
        "{where}: {consistent} of {links} links hold, the others are not tested yet",
        where=where,
        consistent=consistent,
        links=len(picture.links),
    )


def indicators_title(counts: Mapping[Status, int], where: Any) -> Message:
    """The title over the indicators of a theory: how many are behind, or need attention, or have no figure."""
    behind, attention, on_track = (
        counts.get(Status.BEHIND, 0),
        counts.get(Status.ATTENTION, 0),
        counts.get(Status.ON_TRACK, 0),
    )
    missing = counts.get(Status.NO_DATA, 0) + counts.get(Status.STALE, 0)
    if behind:
        return counted("{where}: {n} indicator is behind", "{where}: {n} indicators are behind", n=behind, where=where)
    if missing:
        return counted("{where}: {n} figure is missing", "{where}: {n} figures are missing", n=missing, where=where)
    if attention:
        return counted(
            "{where}: {n} indicator needs attention", "{where}: {n} indicators need attention", n=attention, where=where
        )
    if on_track:
        return message("{where}: everything that can be judged is on track", where=where)
    return message("{where}: nothing can be judged yet", where=where)
