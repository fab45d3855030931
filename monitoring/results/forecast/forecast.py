"""What is to be expected of an indicator at the date of its target, or why nothing is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from monitoring.ledger import Ledger
from monitoring.results import indicator as known_of
from monitoring.results.breaks import Break, breaks
from monitoring.results.forecast import refusals
from monitoring.results.forecast.model import Reach, ahead
from monitoring.results.forecast.periods import IN_A_YEAR, code_of, number_of
from monitoring.results.forecast.target import Target, ahead_of
from theory_of_change.model import Indicator
from theory_of_change.text import Message

LEAST = 6  # figures; from fewer no band can be told
LIKELY = 2 / 3  # from here on something is called probable, as the IPCC does (Mastrandrea and others 2010)


class Chance(StrEnum):
    """Whether the target is likely to be reached."""

    PROBABLY = "probably"
    EITHER_WAY = "either_way"
    PROBABLY_NOT = "probably_not"


@dataclass(frozen=True)
class Ahead:
    """One period to come, in the unit of the indicator."""

    period: str
    reach: Reach


@dataclass(frozen=True)
class Forecast:
    """An indicator in a country at the date of its target. Of what is counted per year `end` is of the whole year.

    `steps` are the periods to come up to that date, each as it would be reported; `known` is how many
    figures it rests on, from period `first` to `last`.
    """

    kind: str
    unit: str
    target: Target
    end: Reach
    chance: Chance
    steps: Sequence[Ahead]
    known: int
    first: str
    last: str


def forecast(ledger: Ledger, code: str, country: str, quarter: str) -> Forecast | Message:
    """What is to be expected as seen at a quarter, or the sentence why that cannot be said."""
    course = known_of.course(ledger, code, country, quarter)
    defined = known_of.definition(ledger, code, quarter)
    targets = known_of.targets(ledger, code, country)
    return look_ahead(course, defined, targets, breaks(ledger, code, course), quarter)


def look_ahead(
    course: pd.DataFrame, defined: Indicator | None, targets: pd.DataFrame, turns: Sequence[Break], quarter: str
) -> Forecast | Message:
    """The same from what a page has read already: `course`, `targets` and `definition` of `indicator`, and `breaks`."""
    if defined is None or course.empty:
        return refusals.NOTHING
    refused = refusals.of_kind(defined, course.iloc[-1]["country"]) or refusals.of_hidden(course)
    if refused:
        return refused
    since = turns[-1].quarter if turns else None
    figures = _figures(course, defined.frequency, since)
    series = _added(figures, IN_A_YEAR[defined.frequency]) if defined.kind == "yearly" else figures
    if len(series) < LEAST:
        return refusals.of_few(len(series), LEAST, since)
    day, by_year = pd.Timestamp(course.iloc[-1]["looked_at"]).date(), defined.kind in ("flow", "yearly")
    holding = ahead_of(targets, day, by_year=by_year)
    first = max(max(figures) + 1, number_of(quarter, defined.frequency))
    target = next((one for one in holding if number_of(one.period, defined.frequency) >= first), None)
    if target is None:
        return refusals.of_target(holding)
    distance = number_of(target.period, defined.frequency) - max(figures)
    if distance > len(series):
        return refusals.of_distance(distance, len(series), target.period)
    return _told(course, defined, figures, series, target) or refusals.EXACT


def _figures(course: pd.DataFrame, frequency: str, since: str | None) -> dict[int, float]:
    """What was reported whole, of the definition that holds, by the number of its period."""
    whole = course[(course["reported"] == 1) & course["value"].notna()]
    figures = {
        number_of(period, frequency): float(value)
        for period, value in zip(whole["value_period"], whole["value"], strict=True)
    }
    if since is None:
        return figures
    # A figure is of the definition that held at the end of its period.
    before = number_of(code_of(number_of(since, "quarter") - 1, "quarter"), frequency)
    return {number: value for number, value in figures.items() if number > before}


def _added(figures: Mapping[int, float], each: int) -> dict[int, float]:
    """What was added in each period to what is counted since 1 January; nothing where the one before is missing."""
    return {
        number: value - (figures[number - 1] if number % each else 0)
        for number, value in figures.items()
        if number % each == 0 or number - 1 in figures
    }


@dataclass(frozen=True)
class _Sum:
    """A value to come: what is known of it, the periods that are still to be added, and between what it lies."""

    base: float
    periods: Sequence[int]
    least: float | None
    most: float | None


def _told(
    course: pd.DataFrame,
    defined: Indicator,
    figures: Mapping[int, float],
    series: Mapping[int, float],
    target: Target,
) -> Forecast | None:
    """The forecast; None where the figures lie on a line, and do not show how far they may stray from it."""
    frequency, last = defined.frequency, max(figures)
    until = number_of(target.period, frequency)
    numbers = range(last + 1, until + 1)
    sums = [_sum(defined, figures, number) for number in numbers]
    if defined.kind == "flow":
        sums.append(_of_year(defined, figures, until))
    reaches = ahead(series, [one.periods for one in sums], season=IN_A_YEAR[frequency])
    if reaches[-1].high - reaches[-1].low <= 1e-6 * max(map(abs, series.values()), default=0):
        return None
    reaches = [reach.plus(one.base).within(one.least, one.most) for reach, one in zip(reaches, sums, strict=True)]
    return Forecast(
        defined.kind,
        defined.unit,
        target,
        reaches[-1],
        _chance(reaches[-1], _wanted(course, defined, target), defined.direction),
        [Ahead(code_of(number, frequency), reach) for number, reach in zip(numbers, reaches, strict=False)],
        len(series),
        code_of(min(series), frequency),
        code_of(last, frequency),
    )


def _sum(defined: Indicator, figures: Mapping[int, float], number: int) -> _Sum:
    """A period to come by itself, as it would be reported."""
    least = None if defined.range.min is None else float(defined.range.min)
    most = None if defined.range.max is None else float(defined.range.max)
    if defined.kind == "yearly":
        year = range(number - number % IN_A_YEAR[defined.frequency], number + 1)
        known = max((one for one in year if one in figures), default=None)
        base = 0.0 if known is None else figures[known]
        return _Sum(base, [one for one in year if known is None or one > known], base, most)
    if defined.kind == "cumulative":
        least = figures[max(figures)]  # what was counted since the start does not become less
    return _Sum(0.0, [number], least, most)


def _of_year(defined: Indicator, figures: Mapping[int, float], until: int) -> _Sum:
    """Of a flow the sum of the year up to the date of its target: what was reported, and the rest."""
    year = range(until - until % IN_A_YEAR[defined.frequency], until + 1)
    base = sum(figures.get(number, 0.0) for number in year)
    never_less = defined.range.min is not None and defined.range.min >= 0
    return _Sum(base, [number for number in year if number not in figures], base if never_less else None, None)


def _wanted(course: pd.DataFrame, defined: Indicator, target: Target) -> float:
    """The value that counts as reaching the target; one that equals its baseline is to be held within the tolerance."""
    baseline = course.iloc[-1]["baseline"]
    if defined.kind in ("flow", "yearly") or pd.isna(baseline) or float(baseline) != target.value:
        return target.value
    miss = float(defined.tolerance) * abs(target.value)
    return target.value - miss if defined.direction == "higher" else target.value + miss


def _chance(end: Reach, wanted: float, direction: str) -> Chance:
    reached = end.under(wanted) if direction == "lower" else 1 - end.under(wanted)
    if reached >= LIKELY:
        return Chance.PROBABLY
    return Chance.PROBABLY_NOT if reached <= 1 - LIKELY else Chance.EITHER_WAY
