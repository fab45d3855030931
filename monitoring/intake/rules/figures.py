"""What figures must mean: within the range of the indicator, counted as it is defined."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from monitoring.intake.draft import Draft
from monitoring.intake.known import Known, Measure
from monitoring.intake.rules.rule import ERROR, WARNING, Broken, present, rule, where
from theory_of_change.text import Listing, message

BIG_CHANGE = 0.5  # a value that changed by more than half is asked about (CHK-Q2)
COUNTED = ("persons", "count")


@rule("CHK-Q1", ERROR, "observation", clause=message("definition of the indicator"))
def ratio_has_two_halves(draft: Draft, known: Known) -> Iterator[Broken]:
    """A ratio is reported as numerator and denominator; anything else as a value."""
    for row in where(draft, draft.says("state", "reported") & _wrongly_halved(draft, known)):
        code = draft.value(row, "indicator")
        value, numerator, denominator = (draft.value(row, name) for name in ("value", "numerator", "denominator"))
        ratio = known.measures[code].kind == "ratio"
        for name, part in (("numerator", numerator), ("denominator", denominator)):
            if ratio and part is None and not draft.unreadable(row, name):
                yield Broken(
                    row,
                    name,
                    message("{indicator} is a ratio: it needs a numerator and a denominator.", indicator=code),
                    message("Fill in both. A percentage alone cannot be added up."),
                )
        if ratio and value is not None:
            yield Broken(
                row,
                "value",
                message("{indicator} is a ratio: the value follows from numerator and denominator.", indicator=code),
                message("Leave the value empty."),
            )
        if not ratio and value is None and not draft.unreadable(row, "value"):
            yield Broken(
                row,
                "value",
                message("{indicator} has no value here.", indicator=code),
                message("Fill in the value, or choose another state."),
            )
        if not ratio and (numerator is not None or denominator is not None):
            yield Broken(
                row,
                "numerator" if numerator is not None else "denominator",
                message("{indicator} is not a ratio.", indicator=code),
                message("Fill in the value only."),
            )


def _wrongly_halved(draft: Draft, known: Known) -> np.ndarray:
    """For every row with an indicator, whether it has what a ratio, or anything else, has not."""
    value, numerator, denominator = (draft.empty(name) for name in ("value", "numerator", "denominator"))
    ratio = _measured(draft, known, lambda measure: measure.kind == "ratio")
    other = _measured(draft, known, lambda measure: measure.kind != "ratio")
    return (ratio & (numerator | denominator | ~value)) | (other & (value | ~numerator | ~denominator))


@rule("CHK-Q1", ERROR, "observation", "target", clause=message("definition of the indicator"))
def within_range(draft: Draft, known: Known) -> Iterator[Broken]:
    """A value lies in the range its indicator can have; of a ratio the numerator is part of the denominator."""
    for row in where(draft, _near_the_edge(draft, known)):
        code, value = draft.value(row, "indicator"), draft.value(row, "value")
        measure = known.measures[code]
        if (value is not None and measure.kind != "ratio") or (value is not None and draft.region.table == "target"):
            if measure.minimum is not None and value < measure.minimum:
                yield Broken(
                    row,
                    "value",
                    message("{indicator} cannot be less than {minimum}.", indicator=code, minimum=measure.minimum),
                    message("Check the value."),
                )
            if measure.maximum is not None and value > measure.maximum:
                yield Broken(
                    row,
                    "value",
                    message("{indicator} cannot be more than {maximum}.", indicator=code, maximum=measure.maximum),
                    message("Check the value."),
                )
        if draft.region.table == "observation" and measure.kind == "ratio" and measure.maximum is not None:
            numerator, denominator = draft.value(row, "numerator"), draft.value(row, "denominator")
            if numerator is not None and denominator is not None and numerator > denominator > 0:
                yield Broken(
                    row,
                    "numerator",
                    message("The numerator is larger than the denominator."),
                    message("Check the two; they may be swapped."),
                )


def _near_the_edge(draft: Draft, known: Known) -> np.ndarray:
    """For every row, whether it may lie outside the range of its indicator; numbers with a point are not exact."""
    indicators, value = draft.values["indicator"], draft.values["value"].numbers(lambda value: value)
    edges = [(code, known.measures[code]) for code in indicators.values if code]
    least, most = ({code: getattr(measure, edge) for code, measure in edges} for edge in ("minimum", "maximum"))
    near = (value <= indicators.numbers(least.get)) | (value >= indicators.numbers(most.get))
    if "numerator" in draft.values:
        numerator, denominator = (
            draft.values[name].numbers(lambda value: value) for name in ("numerator", "denominator")
        )
        near |= numerator >= denominator
    return near & ~draft.empty("indicator")


@rule("percentage", ERROR, "observation", "target", clause=message("definition of the indicator"))
def percentage_where_it_belongs(draft: Draft, known: Known) -> Iterator[Broken]:
    """A percent sign, or a cell shown as a percentage, only stands where the unit is percent."""
    for field in _figures(draft):
        for row in where(draft, draft.is_percentage(field) & ~draft.empty(field) & ~draft.empty("indicator")):
            code = draft.value(row, "indicator")
            if field != "value" or known.measures[code].unit != "percent":
                yield Broken(
                    row,
                    field,
                    message("This is a percentage, and {indicator} is not counted in percent here.", indicator=code),
                    message("Type the number itself, and set the format of the cell to Number."),
                )


@rule("euros", ERROR, "observation", "target", clause=message("definition of the indicator"))
def euros_where_they_belong(draft: Draft, known: Known) -> Iterator[Broken]:
    """An amount of money only stands where the unit is euros."""
    for field in _figures(draft):
        for row in where(draft, draft.is_money(field) & ~draft.empty(field) & ~draft.empty("indicator")):
            code = draft.value(row, "indicator")
            if known.measures[code].unit != "eur":
                yield Broken(
                    row,
                    field,
                    message("This is an amount of money, and {indicator} is not counted in euros.", indicator=code),
                    message("Type the number itself."),
                )


@rule("percentage", WARNING, "observation", "target", clause=message("definition of the indicator"))
def percentage_or_share(draft: Draft, known: Known) -> Iterator[Broken]:
    """0.7 in percent is rarely meant: it is what Excel keeps of 70%."""
    target = draft.region.table == "target"
    percent = _measured(draft, known, lambda m: m.unit == "percent" and (m.kind != "ratio" or target))
    share = draft.values["value"].where(lambda value: value is not None and 0 < value <= 1)
    for row in where(draft, percent & share & ~draft.is_percentage("value")):
        yield Broken(
            row,
            "value",
            message("This is read as {value} percent. Is it perhaps a share of one?", value=draft.value(row, "value")),
            message("Type 70 for 70 percent."),
        )


@rule(
    "disaggregation",
    ERROR,
    "observation",
    clause=message("definition of the indicator"),
    reads=("dimension", "indicator"),
)
def dimensions_of_the_indicator(draft: Draft, known: Known) -> Iterator[Broken]:
    """A figure is broken down as its definition says, and in no other way."""
    for row, dimension in present(draft, "dimension"):
        code = draft.value(row, "indicator")
        declared = known.measures[code].dimensions if code else None
        if dimension == "total" or declared is None:
            continue
        for name in (part.partition("=")[0] for part in dimension.split(";")):
            if name not in declared:
                yield Broken(
                    row,
                    "dimension",
                    message("{indicator} is not broken down by {dimension}.", indicator=code, dimension=name),
                    message("Choose from {dimensions}.", dimensions=Listing(sorted(declared)))
                    if declared
                    else message("Leave it empty: only the total is reported."),
                )


@rule("CHK-Q1", ERROR, "observation", clause=message("people and things are counted whole"))
def counted_whole(draft: Draft, known: Known) -> Iterator[Broken]:
    """People and things are counted whole, and an event has happened (1) or not (0)."""
    some = draft.values["value"].where(lambda value: value is not None and value not in (0, 1))
    for row in where(draft, some & _measured(draft, known, lambda m: m.kind == "event" or m.unit in COUNTED)):
        code, value = draft.value(row, "indicator"), draft.value(row, "value")
        measure = known.measures[code]
        if measure.kind == "ratio":
            continue
        if measure.kind == "event" and value not in (0, 1):
            yield Broken(
                row,
                "value",
                message("{indicator} has happened (1) or not (0).", indicator=code),
                message("Type 1 or 0."),
            )
        elif measure.unit in COUNTED and value != value.to_integral_value():
            yield Broken(
                row,
                "value",
                message("{indicator} counts whole numbers.", indicator=code),
                message("Type a whole number."),
            )


@rule("state", ERROR, "observation")
def no_value_without_report(draft: Draft, known: Known) -> Iterator[Broken]:
    """Zero, missing, not applicable, not yet known and withheld are five different answers."""
    figure = np.any([~draft.empty(name) for name in _figures(draft)], axis=0)
    for row in where(draft, figure & ~draft.empty("state") & ~draft.says("state", "reported")):
        yield Broken(
            row,
            "state",
            message("This row has a figure, but its state says there is none."),
            message("Choose “reported”, or take the figure out."),
        )


@rule("CHK-Q2", WARNING, "observation", clause=message("data quality"))
def changed_by_more_than_half(draft: Draft, known: Known) -> Iterator[Broken]:
    """A total that is half of, or one and a half times, the one before is asked about."""
    now, last = _as_float(draft), _before(draft, known)
    total = draft.says("dimension", "total") & draft.says("state", "reported")
    for row in where(draft, total & (last > 0) & (abs(now - last) > BIG_CHANGE * last)):
        yield Broken(
            row,
            "value" if draft.value(row, "value") is not None else "numerator",
            message("This is more than half different from the period before."),
            message("Check it, and say why in the note."),
        )


def _as_float(draft: Draft) -> np.ndarray:
    """For every row its value, or what its numerator and denominator make; NaN where there is neither."""
    now = draft.values["value"].numbers(lambda value: value)
    halves = draft.empty("value") & ~draft.empty("numerator") & draft.values["denominator"].where(bool)
    numerator, denominator = (draft.values[name].at(halves).column for name in ("numerator", "denominator"))
    now[halves] = [float(one / other) for one, other in zip(numerator, denominator, strict=True)]
    return now


def _before(draft: Draft, known: Known) -> np.ndarray:
    """For every row, what was reported of the last period before it; NaN where nothing was."""
    once, groups = draft.once(["indicator", "country", "period"])
    columns = (once.values[name].column for name in ("indicator", "country", "period"))
    return np.array([_last(known, *key) for key in zip(*columns, strict=True)], dtype=float)[groups]


def _last(known: Known, indicator: str | None, country: str | None, period: str | None) -> float:
    history, about = known.observed.get((indicator, country), {}), known.periods.get(period)
    before = [end for end in history if about and end < about[1]]
    return history[max(before)] if before else np.nan


def _figures(draft: Draft) -> list[str]:
    """The fields of the draft that hold a figure."""
    return [name for name in ("value", "numerator", "denominator") if name in draft.values]


def _measured(draft: Draft, known: Known, test: Callable[[Measure], bool]) -> np.ndarray:
    """For every row, whether it has an indicator and that passes a test."""
    return draft.values["indicator"].where(lambda code: code is not None and test(known.measures[code]))
