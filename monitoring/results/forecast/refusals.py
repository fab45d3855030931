"""Why nothing is said of what is to come: each time what is lacking, and what would be right."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from monitoring.results.forecast.periods import by_the_end
from monitoring.results.forecast.target import Target
from theory_of_change.model import Indicator
from theory_of_change.text import Message, Period, counted, message

NOTHING = message("Nothing is measured here yet, so there is nothing to look ahead from.")
EXACT = message(
    "The reported figures lie exactly on one line. They do not show how far they may stray from it, so no band can be told."
)
OF_KIND = {
    "event": message("It is reached or not: such a figure has no course to look ahead along."),
    "threshold": message("It is held against a limit: what counts is each excess, and not a course."),
    "narrative": message("It is told in words: there is no figure to look ahead from."),
}


def of_kind(defined: Indicator, country: str) -> Message | None:
    """Why an indicator of its kind, or over all countries, is not forecast; None where it may be."""
    if country == "ALL":
        return message(
            "Over all countries nothing is said of what is to come: the countries that report differ from time to time. "
            "Choose a country."
        )
    if defined.direction == "contextual":
        return message("This is context: there is nothing to reach, so nothing is said of what is to come.")
    return OF_KIND.get(defined.kind)


def of_hidden(course: pd.DataFrame) -> Message | None:
    """Why a course with a hidden figure is not forecast; None where none is hidden."""
    if course[["hidden", "hidden_actual"]].notna().any(axis=None):
        return message(
            "A figure of this series is hidden, because it is of few people. A forecast would tell of it, so there is none."
        )
    return None


def of_few(number: int, least: int, since: str | None) -> Message:
    """Fewer figures than a band can be told from, where there are enough only before the definition changed too."""
    if since:
        return counted(
            "{n} reported figure since the definition changed in the {since}; {least} are needed for a forecast.",
            "{n} reported figures since the definition changed in the {since}; {least} are needed for a forecast.",
            n=number,
            since=Period(since),
            least=least,
        )
    return counted(
        "{n} reported figure; {least} are needed for a forecast.",
        "{n} reported figures; {least} are needed for a forecast.",
        n=number,
        least=least,
    )


def of_target(targets: Sequence[Target]) -> Message:
    """No target lies ahead of the last figure."""
    if not targets:
        return message("There is no target, so there is no day to look ahead to.")
    return message(
        "The last target was to be reached {by_then}, and that is over. Set a new one to look ahead to.",
        by_then=by_the_end(targets[-1].period),
    )


def of_distance(distance: int, number: int, period: str) -> Message:
    """The target lies further ahead than the figures go back."""
    return message(
        "The target is to be reached {by_then}, {distance} figures on, and there are {number} figures: a forecast goes no "
        "further ahead than the figures go back.",
        by_then=by_the_end(period),
        distance=distance,
        number=number,
    )
