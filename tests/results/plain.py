"""The counting rules once more, as slow loops over plain rows: what the views must agree with.

Quarterly figures only; a figure is due fifteen days after its quarter, and everything is looked at 28 days after it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from monitoring.results.status import indicator_status

Number = Fraction | None
BY_YEAR = ("flow", "yearly")
CARRIED = ("cumulative", "stock", "ratio", "median", "index", "narrative")
NEVER_ADDED = ("median", "index", "narrative")
ANSWERED = ("reported", "not_applicable")


@dataclass(frozen=True)
class Said:
    """One reported row."""

    country: str
    quarter: str
    reporter: str
    dimension: str
    state: str
    value: Number = None
    numerator: Number = None
    denominator: Number = None


@dataclass
class World:
    """One indicator with everything that is known of it. Targets are by country, period, kind."""

    kind: str
    direction: str
    partition: str | None
    said: list[Said]
    targets: Mapping[tuple[str, str, str], Fraction] = field(default_factory=dict)
    first: str = "2025-Q3"
    last: str = "2026-Q3"
    tolerance: float = 0.05


@dataclass
class Whole:
    """What the reporters of one country and quarter say together."""

    state: str
    value: Number
    numerator: Number
    denominator: Number
    partial: bool


def month(period: str) -> int:
    """The months from year 0 to the end of a quarter or year."""
    year, _, quarter = period.partition("-Q")
    return int(year) * 12 + (int(quarter) * 3 if quarter else 12)


def quarters(first: str, last: str) -> list[str]:
    """All quarters from one up to another."""
    return [f"{n // 4}-Q{n % 4 + 1}" for n in range(month(first) // 3 - 1, month(last) // 3)]


def total(values: Iterable[Number]) -> Number:
    """The sum of what is there; None where nothing is."""
    known = [value for value in values if value is not None]
    return sum(known, Fraction(0)) if known else None


def whole(world: World, country: str, quarter: str) -> Whole | None:
    """What is said of one country in one quarter, None where nobody said anything that counts."""
    rows = [one for one in world.said if (one.country, one.quarter) == (country, quarter)]
    found: list[Whole] = []
    for reporter in sorted({one.reporter for one in rows}):
        own = [one for one in rows if one.reporter == reporter]
        totals = [one for one in own if one.dimension == "total"]
        parts = [one for one in own if is_part(world, one.dimension)]
        if totals:
            [one] = totals
            partial = one.state in ("withheld", "not_yet_known")
            found.append(Whole(one.state, one.value, one.numerator, one.denominator, partial))
        elif parts:
            states = [one.state for one in parts]
            partial = any(state in ("withheld", "not_yet_known") for state in states)
            found.append(
                Whole(
                    "reported" if "reported" in states else min(states),
                    total(one.value for one in parts),
                    total(one.numerator for one in parts),
                    total(one.denominator for one in parts),
                    partial or lacks_a_part(world, country, reporter, quarter),
                )
            )
    if not found:
        return None
    reported = [one for one in found if one.state == "reported"]
    several = world.kind in ("median", "index") and len(reported) > 1
    return Whole(
        "reported" if reported else min(one.state for one in found),
        None if several else total(one.value for one in reported),
        total(one.numerator for one in reported),
        total(one.denominator for one in reported),
        any(one.partial for one in found),
    )


def is_part(world: World, dimension: str) -> bool:
    """Whether a dimension is one of the parts that make the whole."""
    return world.partition is not None and dimension.startswith(f"{world.partition}=") and ";" not in dimension


def lacks_a_part(world: World, country: str, reporter: str, quarter: str) -> bool:
    """Whether a part that the reporter gave the last time is not given now."""
    given: dict[str, set[str]] = {}
    for one in world.said:
        if (one.country, one.reporter) == (country, reporter) and is_part(world, one.dimension):
            given.setdefault(one.quarter, set()).add(one.dimension)
    before = [each for each in given if month(each) < month(quarter)]
    return bool(before) and not given[max(before, key=month)] <= given[quarter]


@dataclass
class Figure:
    """One country in one quarter: what is shown, what is compared, and with what."""

    state: str
    late: bool
    stale: bool
    incomplete: bool
    value: Number
    numerator: Number
    denominator: Number
    to_date: Number
    actual: Number
    baseline: Number
    target: Number
    expected: Number


def figure(world: World, country: str, quarter: str) -> Figure | None:
    """The figure of a country in a quarter; None before anybody said anything."""
    first = asked_from(world, country)
    if first is None or month(first) > month(quarter):
        return None
    told = {each: whole(world, country, each) for each in quarters(first, quarter)}
    own = told[quarter]
    state = own.state if own else "missing"
    year = [each for each in told if each[:4] == quarter[:4]]
    to_date = total(told[each].value for each in year if told[each])
    before = [each for each in told if each != quarter and told[each] and told[each].state == "reported"]
    earlier = told[before[-1]] if before and state != "reported" else None
    stale = state not in ANSWERED and earlier is not None and world.kind in CARRIED
    shown = own if state == "reported" else earlier if stale else None
    value = shown.value if shown else None
    if world.kind == "event" and state != "reported" and earlier:
        value = earlier.value
    ratio = share(shown) if world.kind == "ratio" and shown else None
    answered = sum(1 for each in year if told[each] and told[each].state in ANSWERED)
    gap = world.kind == "flow" and (answered < len(year) or any(told[each] and told[each].partial for each in year))
    actual: Number = None
    if world.kind == "event":
        actual = value
    elif state == "reported":
        actual = {"flow": to_date, "ratio": share(own)}.get(world.kind, own.value)
    earlier_year = bool(before) and before[-1][:4] == quarter[:4]
    baseline, target, expected = path(world, country, quarter)
    return Figure(
        state,
        state in ("missing", "not_yet_known"),
        stale,
        state == "reported" and (own.partial or gap),
        ratio if world.kind == "ratio" else value,
        shown.numerator if shown else None,
        shown.denominator if shown else None,
        (to_date if state == "reported" or earlier_year else None) if world.kind == "flow" else None,
        actual,
        baseline,
        target,
        expected,
    )


def asked_from(world: World, country: str) -> str | None:
    """The quarter from which a figure is asked: the first that was said, or where nobody did, the first of the path."""
    said = [one.quarter for one in world.said if one.country == country]
    planned = [
        period if "-Q" in period else f"{period}-Q1"
        for place, period, kind in world.targets
        if place == country and kind != "baseline"
    ]
    return min(said or planned, key=month, default=None)


def share(one: Whole | None) -> Number:
    """Numerator over denominator, in percent."""
    return 100 * one.numerator / one.denominator if one and one.denominator else None


def path(world: World, country: str, quarter: str) -> tuple[Number, Number, Number]:
    """Baseline, target and what was expected at the end of a quarter."""
    own = {(period, kind): value for (place, period, kind), value in world.targets.items() if place == country}
    if not own:
        return None, None, None
    baseline = next((value for (_, kind), value in own.items() if kind == "baseline"), None)
    by_year = world.kind in BY_YEAR
    points = {
        month(period): (value, kind)
        for (period, kind), value in own.items()
        if not by_year or (period[:4] == quarter[:4] and kind != "baseline")
    }
    now = month(quarter)
    targets = {at: value for at, (value, kind) in points.items() if kind == "target"}
    coming = [at for at in targets if at >= now]
    target = targets[min(coming)] if coming else targets[max(targets)] if targets else None
    behind = [at for at in points if at <= now]
    ahead = [at for at in points if at > now]
    value, since = (points[max(behind)][0], max(behind)) if behind else (None, None)
    if world.kind == "event":
        return baseline, target, value if value is not None else Fraction(0)
    if by_year:
        value = (value or Fraction(0)) if target is not None else value
        since = since if since is not None else (int(quarter[:4]) - 1) * 12 + 12
    if not ahead or value is None:
        return baseline, target, value if not ahead else None
    after = points[min(ahead)][0]
    return baseline, target, value + (after - value) * Fraction(now - since, min(ahead) - since)


@dataclass
class Result:
    """What is said of an indicator in a country, or over all of them."""

    value: Number
    numerator: Number
    denominator: Number
    to_date: Number
    actual: Number
    target: Number
    expected: Number
    status: str


def results(world: World) -> dict[tuple[str, str], Result]:
    """Every country and quarter that is shown; ALL is over countries."""
    found: dict[tuple[str, str], Result] = {}
    countries = sorted({one.country for one in world.said} | {country for country, _, _ in world.targets})
    for quarter in quarters(world.first, world.last):
        figures = {country: own for country in countries if (own := figure(world, country, quarter)) is not None}
        for country, own in figures.items():
            found[country, quarter] = judged(world, quarter, own, own.state, own.late, own.stale, own.incomplete)
        if figures and world.kind not in NEVER_ADDED:
            found["ALL", quarter] = over_all(world, quarter, list(figures.values()))
    return found


def over_all(world: World, quarter: str, own: list[Figure]) -> Result:
    """All countries together: those are compared whose figure is whole, on both sides."""
    compared = [one for one in own if is_compared(world, one)]
    weight = {id(one): one.denominator if world.kind == "ratio" else Fraction(1) for one in compared}
    fresh = [one for one in own if not one.stale]
    numerator = total(one.numerator for one in fresh)
    denominator = total(one.denominator for one in fresh)
    if numerator is None:
        numerator = total(one.numerator for one in own)
    if denominator is None:
        denominator = total(one.denominator for one in own)

    def weighed(name: str) -> Number:
        return total(
            getattr(one, name) * weight[id(one)]
            for one in compared
            if getattr(one, name) is not None and weight[id(one)] is not None
        )

    actual = weighed("actual")
    if actual is None:
        actual = total(
            one.actual * (one.denominator if world.kind == "ratio" and one.denominator is not None else 1)
            for one in own
            if one.actual is not None
        )
    divisor: Number = Fraction(1)
    if world.kind == "ratio":
        divisor = total(weight.values())
        if divisor is None:
            divisor = total(one.denominator for one in own if one.actual is not None)

    def per(number: Number) -> Number:
        return None if number is None or not divisor else number / divisor

    states = [one.state for one in own]
    reported = [one for one in own if one.state == "reported"]
    together = Figure(
        "reported" if reported else min(states),
        all(one.late for one in own),
        all(one.stale for one in own),
        bool(reported) and all(one.incomplete for one in reported),
        (100 * numerator / denominator if numerator is not None and denominator else None)
        if world.kind == "ratio"
        else total(one.value for one in own),
        numerator,
        denominator,
        total(one.to_date for one in own),
        per(actual),
        per(weighed("baseline")),
        per(weighed("target")),
        per(weighed("expected")),
    )
    return judged(world, quarter, together, together.state, together.late, together.stale, together.incomplete)


def is_compared(world: World, one: Figure) -> bool:
    """Whether a country counts in the comparison over all of them."""
    if world.kind == "threshold":
        return one.actual is not None
    if world.kind == "event":
        return one.target is not None and one.expected is not None
    rises_from_nothing = world.kind in BY_YEAR and world.direction == "higher"
    return (
        one.actual is not None
        and one.target is not None
        and one.expected is not None
        and not one.incomplete
        and (one.baseline is not None or rises_from_nothing)
    )


def judged(world: World, quarter: str, one: Figure, state: str, late: bool, stale: bool, incomplete: bool) -> Result:
    """A figure with its status: the way goes from the baseline to the target, of a flow from nothing."""
    passed = Fraction(month(quarter) - (int(quarter[:4]) * 12), 12)
    by_year, rises = world.kind in BY_YEAR, world.direction == "higher"
    way_from: Number = one.baseline
    if world.kind == "event" or (by_year and rises):
        way_from = Fraction(0)
    elif by_year:
        way_from = one.baseline * passed if one.baseline is not None else None
    way_to = one.expected if by_year and not rises else one.target

    def on_the_way(number: Number) -> float | None:
        if number is None or way_from is None or way_to is None or way_to == way_from:
            return None
        return float((number - way_from) / (way_to - way_from))

    def plain(number: Number) -> float | None:
        return None if number is None else float(number)

    status = indicator_status(
        world.kind,
        world.direction,
        state,
        late,
        stale,
        incomplete,
        plain(one.actual),
        plain(way_from),
        plain(way_to),
        on_the_way(one.actual),
        on_the_way(one.expected),
        world.tolerance,
    )
    return Result(
        one.value, one.numerator, one.denominator, one.to_date, one.actual, one.target, one.expected, status.value
    )


def differs(plain: Number, found: Any) -> bool:
    """Whether a number of the view is another than that of the loops."""
    missing = found is None or found != found
    if plain is None or missing:
        return (plain is None) != missing
    return abs(float(plain) - float(found)) > 1e-6 * max(1.0, abs(float(plain)))
