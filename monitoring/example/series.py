"""The figures of the example: targets, and observations that go more or less to plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

from monitoring.example import plan
from monitoring.example.plan import Use, months, periods
from theory_of_change.model import Indicator
from theory_of_change.text import Period

Row = Mapping[str, Any]

START, END = "2023-Q4", "2026-Q4"  # from where to where the lines run
PACES = ((1.02, 11), (0.97, 5), (0.82, 4), (0.60, 2))  # share of the way that is covered, and how often


def targets() -> Iterator[tuple[str, Row]]:
    """Baselines, milestones and targets, each with the delivery (a quarter) that brings it."""
    for use in plan.uses():
        if not isinstance(use.measure, Indicator) or use.measure.direction == "contextual":
            continue
        yield from _targets_of(use, plan.measures()[use.measure.code])


def observations() -> Iterator[tuple[str, Row]]:
    """Observations, each with its reporter."""
    for use in plan.uses():
        for row in _observations_of(use, plan.measures()[use.measure.code]):
            yield use.reporter, row


def _random(use: Use, purpose: str = "") -> Random:
    """The same numbers for the same indicator and country, whatever else changes."""
    return Random(f"{plan.SEED} {use.measure.code} {use.country} {purpose}")


def _between(use: Use, bounds: Any, purpose: str) -> float:
    return _random(use, purpose).uniform(*bounds) if isinstance(bounds, list) else float(bounds)


def _first_period(use: Use) -> str:
    """The period that the line starts from."""
    first = max(use.first, START)
    return next(iter(periods(use.measure.frequency, first)), first)


def _last_period(use: Use) -> str:
    return {"quarter": END, "half": "2026-H2", "year": "2026"}[use.measure.frequency]


def _targets_of(use: Use, measure: Mapping[str, Any]) -> Iterator[tuple[str, Row]]:
    key = {"indicator": use.measure.code, "country": use.country, "revision": 0}
    opening = plan.DELIVERIES[0] if use.first <= plan.DELIVERIES[0] else use.first
    if "targets" in measure:  # a flow that should fall
        yield opening, key | {"period": "2023", "kind": "baseline", "value": measure["baseline"]}
        for year, value in measure["targets"].items():
            yield opening, key | {"period": str(year), "kind": "target", "value": value}
    elif "level" in measure:
        for year in range(max(2024, int(use.first[:4])), 2027):
            if value := _year_target(use, measure, year):
                yield opening, key | {"period": str(year), "kind": "target", "value": value}
    elif "planned" in measure:
        if use.country in measure["planned"]:
            yield opening, key | {"period": str(measure["planned"][use.country]), "kind": "target", "value": 1}
    elif "from" in measure:
        start, end = _line(use, measure)
        yield opening, key | {"period": _first_period(use), "kind": "baseline", "value": start}
        yield opening, key | {"period": _last_period(use), "kind": "target", "value": end}
        if revised := measure.get("revised", {}).get(use.country):
            again = key | {"revision": 1, "valid_from": revised["valid_from"], "reason": revised["reason"]}
            for period, value in revised["milestone"].items():
                yield "2026-Q1", again | {"period": period, "kind": "milestone", "value": value}
            yield "2026-Q1", again | {"period": revised["target_period"], "kind": "target", "value": revised["to"]}


def _line(use: Use, measure: Mapping[str, Any]) -> tuple[float, float]:
    start, end = _between(use, measure["from"], "from"), _between(use, measure["to"], "to")
    whole = use.measure.unit in ("persons", "count", "days", "eur") or use.measure.kind == "ratio"
    if use.measure.unit in ("persons", "eur") and end > 1000:
        return round(start, -2), round(end, -2)
    return (round(start), round(end)) if whole else (round(start, 1), round(end, 1))


def _year_target(use: Use, measure: Mapping[str, Any], year: int) -> int:
    level = _between(use, measure["level"], "level") * (1 + measure["growth"]) ** (year - 2024)
    if use.measure.frequency == "year":
        return round(level)
    return round(level, -2) if level > 10_000 else round(level)


def _pace(use: Use) -> float:
    story = plan.stories().get((use.measure.code, use.country), {})
    if "pace" in story:
        return story["pace"]
    paces, weights = zip(*PACES, strict=True)
    return _random(use, "pace").choices(paces, weights)[0]


def _observations_of(use: Use, measure: Mapping[str, Any]) -> Iterator[Row]:
    story = plan.stories().get((use.measure.code, use.country), {})
    missing = set(story.get("missing", ()))
    for period in periods(use.measure.frequency, max(use.first, START)):
        quarter = Period(period).last_quarter
        if quarter in missing:
            continue
        key = {"indicator": use.measure.code, "country": use.country, "period": period}
        if "parts" in story:
            for part, values in story["parts"].items():
                yield key | {"dimension": part, "value": values[quarter]}
            continue
        figures = _figures(use, measure, period)
        if quarter in story.get("numerator", {}):
            figures = {name: story[name][quarter] for name in ("numerator", "denominator")}
        if quarter in story.get("values", {}):
            figures = {"value": story["values"][quarter]}
        yield key | figures


def _figures(use: Use, measure: Mapping[str, Any], period: str) -> Row:
    """Value, or numerator and denominator, of one period as it went."""
    if "calm" in measure:
        return {"value": measure["calm"]}
    if "complete" in measure:
        count = _count(use, measure["complete"], period)
        return {"numerator": count, "denominator": count}
    if "share" in measure:
        count = _count(use, measure["counted"], period)
        return {"numerator": round(count * measure["share"] / 100), "denominator": count}
    if "ratio_context" in measure:
        count = _count(use, measure["counted"], period)
        share = _random(use, f"share {period}").uniform(*measure["ratio_context"])
        return {"numerator": round(count * share / 100), "denominator": count}
    if "steps" in measure:
        reached = [value for quarter, value in measure["steps"][use.country].items() if quarter <= period]
        return {"value": reached[-1]} if reached else {"state": "not_yet_known"}
    if "reached" in measure:
        year = measure["reached"].get(use.country)
        return {"value": int(year is not None and int(period) >= year)}
    if "level" in measure:
        return {"value": _flow(use, measure, period)}
    if "from" in measure:
        return _on_the_line(use, measure, period)
    return {"state": "not_applicable", "note": "De proef is nog niet begonnen."}


def _count(use: Use, bounds: list[int], period: str) -> int:
    return round(_random(use, f"count {period}").uniform(*bounds))


def _flow(use: Use, measure: Mapping[str, Any], period: str) -> int:
    """A period's own part of a year; of a yearly cumulative, everything since 1 January."""
    year = max(int(period[:4]), 2024)
    target, pace, chance = _year_target(use, measure, year), _pace(use), _random(use, f"noise {period[:4]}")
    parts = {"quarter": 4, "half": 2, "year": 1}[use.measure.frequency]
    shares = [chance.uniform(0.97, 1.05) for _ in range(parts)]
    place = {"quarter": int(period[-1]), "half": int(period[-1]), "year": 1}[use.measure.frequency]
    own = [target / parts * pace * share for share in shares]
    return round(sum(own[:place]) if use.measure.kind == "yearly" else own[place - 1])


def _on_the_line(use: Use, measure: Mapping[str, Any], period: str) -> Row:
    """Somewhere near the line from start to end, as far as the pace says."""
    start, end = _line(use, measure)
    first, last = months(_first_period(use)), months(_last_period(use))
    way = (months(period) - first) / max(last - first, 1)
    noise = _random(use, f"noise {period}").uniform(-0.012, 0.012) if way else 0
    value = start + (end - start) * (way * _pace(use) + noise)
    if use.measure.kind == "ratio":
        count = _count(use, measure["counted"], period)
        return {"numerator": min(round(count * max(value, 0) / 100), count), "denominator": count}
    if use.measure.kind == "cumulative":
        value = start + (end - start) * way * _pace(use)
    return {"value": round(value, 1) if use.measure.unit == "percent" else round(value)}
