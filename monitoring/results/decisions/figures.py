"""The figures that a decision names: how they stood then, how they stand now, and whether that is better."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from monitoring.ledger import Ledger, Reader
from monitoring.results.decisions.decision import Decision, Figure
from monitoring.results.signals import Signal

QUARTERS = 12  # that the course of a figure shows


class Moved(StrEnum):
    """Which way a figure went since."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"
    UNKNOWN = "unknown"
    CONTEXT = "context"


@dataclass(frozen=True)
class Since:
    """A figure then and now, and its values by quarter up to now, the oldest first; `unit` as the theory has it."""

    then: Figure
    now: Figure | None
    moved: Moved
    unit: str
    course: Sequence[tuple[str, float | None]]


def moved(before: float | None, after: float | None, direction: str) -> Moved:
    """Whether a figure went the way it should.

    >>> [moved(41, 55, "higher").value, moved(41, 55, "lower").value, moved(2, 2, "lower").value]
    ['better', 'worse', 'same']
    >>> moved(None, 55, "higher").value, moved(41, 55, "contextual").value
    ('unknown', 'context')
    """
    if before is None or after is None:
        return Moved.UNKNOWN
    if direction not in ("higher", "lower"):
        return Moved.CONTEXT
    if math.isclose(before, after, rel_tol=1e-9, abs_tol=1e-9):
        return Moved.SAME
    return Moved.BETTER if (after > before) == (direction == "higher") else Moved.WORSE


def figures(ledger: Ledger, signals: Iterable[Signal], quarter: str) -> list[Figure]:
    """The indicators and safeguards that signals stand on, as they stand at a quarter, each once."""
    named = dict.fromkeys(
        (chosen["indicator"], chosen.get("country", one.country))
        for one in signals
        for fact in one.facts
        if fact.page == "indicators" and "indicator" in (chosen := dict(fact.where))
    )
    found = _standing(ledger, list(named), quarter)
    return [found[each] for each in named if each in found]


def since(ledger: Ledger, one: Decision, quarter: str) -> list[Since]:
    """The figures that a decision named, as they stand at a quarter, beside how they stood."""
    named = [(figure.measure, figure.country) for figure in one.chosen.figures]
    now = _standing(ledger, named, quarter)
    about = measures(ledger)
    courses = _courses(ledger, named, quarter)
    found = []
    for figure in one.chosen.figures:
        key = (figure.measure, figure.country)
        direction, unit = about.get(figure.measure, ("contextual", "count"))
        after = now.get(key)
        same = after is not None and figure.quarter >= quarter  # no later quarter is looked at yet
        how = Moved.UNKNOWN if after is None or same else moved(figure.value, after.value, direction)
        found.append(Since(figure, after, how, unit, courses.get(key, ())))
    return found


def measures(reader: Reader) -> dict[str, tuple[str, str]]:
    """The direction and unit of every indicator and safeguard, as its last version has them."""
    return {
        code: (direction, unit)
        for code, direction, unit in reader.rows(
            "select code, arg_max(direction, version), arg_max(unit, version) from "
            "(select code, direction, unit, version from indicator union all "
            "select code, direction, unit, version from safeguard) group by code"
        )
    }


_WANTED = "(select unnest(?::varchar[]) as measure, unnest(?::varchar[]) as country)"


def _standing(ledger: Ledger, named: Sequence[tuple[str, str]], quarter: str) -> dict[tuple[str, str], Figure]:
    """How figures stand at a quarter, by measure and country."""
    if not named:
        return {}
    ledger.keep("result", "safeguard_state")
    rows = ledger.rows(
        f"""
        with wanted as {_WANTED}
        select w.measure, w.country, r.value::double, r.status
        from wanted w join kept.result r on r.indicator = w.measure and r.country = w.country and r.period = ?
        union all
        select w.measure, w.country, s.value, s.colour
        from wanted w join kept.safeguard_state s on s.safeguard = w.measure and s.country = w.country and s.period = ?
        """,
        [measure for measure, _ in named],
        [country for _, country in named],
        quarter,
        quarter,
    )
    return {
        (measure, country): Figure(measure, country, quarter, value, status) for measure, country, value, status in rows
    }


def _courses(
    ledger: Ledger, named: Sequence[tuple[str, str]], quarter: str
) -> dict[tuple[str, str], list[tuple[str, float | None]]]:
    """The values of figures in the quarters up to one, the oldest first."""
    if not named:
        return {}
    found: dict[tuple[str, str], list[tuple[str, float | None]]] = {}
    for measure, country, period, value in ledger.rows(
        f"""
        with wanted as {_WANTED},
        chosen as (select code from quarter where code <= ? order by code desc limit ?)
        select w.measure, w.country, r.period, r.value::double
        from wanted w join kept.result r on r.indicator = w.measure and r.country = w.country
        join chosen c on c.code = r.period
        union all
        select w.measure, w.country, s.period, s.value
        from wanted w join kept.safeguard_state s on s.safeguard = w.measure and s.country = w.country
        join chosen c on c.code = s.period
        order by all
        """,
        [measure for measure, _ in named],
        [country for _, country in named],
        quarter,
        QUARTERS,
    ):
        found.setdefault((measure, country), []).append((period, value))
    return found
