"""What a figure is beside the earlier ones of its own series: within its usual range, and not fallen where it only grows."""

from __future__ import annotations

import datetime
import statistics
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from monitoring.intake.draft import Draft
from monitoring.intake.known import Known, Measure
from monitoring.intake.rules.rule import WARNING, Broken, rule
from theory_of_change.text import Message, message

FEWEST = 6  # earlier periods before anything is called usual
FAR = 3.5  # robust standard deviations from the median (Iglewicz and Hoaglin, 1993)
_TO_DEVIATION = 1.4826  # of the median absolute deviation of a normal distribution
_STEADY = 0.05  # of the median: the least that a series is taken to vary

History = Mapping[datetime.date, float]


class _Figure(NamedTuple):
    """A reported total of a draft, with where its value stands."""

    row: int
    field: str
    measure: Measure
    country: str
    end: datetime.date
    value: float


def usual_range(earlier: Sequence[float]) -> tuple[float, float] | None:
    """Between what a series usually lies, by its median and median absolute deviation; None where it is too short.

    One earlier slip does not widen it, as it would with a mean.

    >>> usual_range([100, 104, 98, 101, 99, 5000])
    (82.9, 118.1)
    >>> usual_range([100, 104, 98])
    """
    if len(earlier) < FEWEST:
        return None
    middle = statistics.median(earlier)
    deviation = _TO_DEVIATION * statistics.median(abs(value - middle) for value in earlier)
    width = FAR * max(deviation, _STEADY * abs(middle))
    return round(middle - width, 1), round(middle + width, 1)


@rule("outlier", WARNING, "observation", clause=message("data quality"))
def within_its_usual_range(draft: Draft, known: Known) -> Iterator[Broken]:
    """A total far outside what its own series usually is, over at least six earlier periods, is asked about."""
    for figure, history in _figures(draft, known):
        if figure.measure.kind == "cumulative":
            continue
        usual = usual_range([value for end, value in history.items() if end < figure.end])
        if usual and not usual[0] <= figure.value <= usual[1]:
            yield Broken(
                figure.row,
                figure.field,
                _far_from(*_bounds(usual, figure.measure)),
                message("Check the number and its unit, and say why in the note."),
            )


def _far_from(low: Decimal, high: Decimal) -> Message:
    if low == high:
        return message("This is far from what it was before: usually {usual}.", usual=low)
    return message("This is far from what it was before: usually between {low} and {high}.", low=low, high=high)


@rule("cumulative falls", WARNING, "observation", clause=message("definition of the indicator"))
def a_running_total_does_not_fall(draft: Draft, known: Known) -> Iterator[Broken]:
    """A figure that adds up from the start can stay the same or grow; where it falls, something earlier was wrong."""
    for figure, history in _figures(draft, known):
        before = [end for end in history if end < figure.end]
        if figure.measure.kind == "cumulative" and before and figure.value < history[max(before)]:
            yield Broken(
                figure.row,
                figure.field,
                message(
                    "{indicator} adds up from the start, and this is less than the {before} of the period before.",
                    indicator=figure.measure.code,
                    before=_number(history[max(before)], figure.measure),
                ),
                message("Type the total from the start; where the earlier one was wrong, correct that too and say so."),
            )


def _figures(draft: Draft, known: Known) -> Iterator[tuple[_Figure, History]]:
    """Every reported total of a draft with the others of its series, in the ledger and in the draft itself."""
    figures = list(_totals(draft, known))
    if not figures:
        return
    series: dict[tuple[str, str], dict[datetime.date, float]] = {}
    for figure in figures:
        key = (figure.measure.code, figure.country)
        series.setdefault(key, dict(known.observed.get(key, {})))[figure.end] = figure.value
    for figure in figures:
        yield figure, series[figure.measure.code, figure.country]


def _totals(draft: Draft, known: Known) -> Iterator[_Figure]:
    rows = draft.rows
    if draft.region.combine:
        return  # a row is not a figure of its own there
    columns = [rows[name] for name in ("indicator", "country", "period", "dimension", "state")]
    figures = [rows[name] for name in ("value", "numerator", "denominator")]
    for row, code, country, period, dimension, state, value, numerator, denominator in zip(
        rows.index, *columns, *figures, strict=True
    ):
        if (
            code is None
            or country is None
            or period not in known.periods
            or (dimension, state) != ("total", "reported")
        ):
            continue
        if value is None and numerator is not None and denominator:
            field, read = "numerator", float(numerator / denominator)
        elif value is not None:
            field, read = "value", float(value)
        else:
            continue
        yield _Figure(row, field, known.measures[code], country, known.periods[period][2], read)


def _bounds(usual: tuple[float, float], measure: Measure) -> tuple[Decimal, Decimal]:
    """The usual range, within what the indicator can be at all."""
    low, high = (Decimal(str(bound)) for bound in usual)
    if measure.kind != "ratio":
        low = low if measure.minimum is None else max(low, measure.minimum)
        high = high if measure.maximum is None else min(high, measure.maximum)
    return _number(low, measure), _number(high, measure)


def _number(value: float | Decimal, measure: Measure) -> Decimal:
    """A number as it is said: whole where people or things are counted."""
    places = Decimal(1) if measure.unit in ("persons", "count", "eur") else Decimal("0.1")
    return Decimal(str(value)).quantize(places)
