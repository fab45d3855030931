"""What figures must mean: the right period, within the range of the indicator, counted as it is defined."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from monitoring.intake.draft import Draft
from monitoring.intake.known import Known
from monitoring.intake.rules.rule import ERROR, WARNING, Broken, present, rule, where
from theory_of_change.text import Listing, Period, message

BIG_CHANGE = 0.5  # a value that changed by more than half is asked about (CHK-Q2)
COUNTED = ("persons", "count")

_FREQUENCY = {"quarter": message("quarter"), "half": message("half-year"), "year": message("year")}
_EXAMPLE = {"quarter": "2026-Q3", "half": "2026-H1", "year": "2025"}


@rule("frequency", ERROR, "observation", "target", clause=message("definition of the indicator"))
def period_of_the_indicator(draft: Draft, known: Known) -> Iterator[Broken]:
    """A figure is about a period of the length that the indicator asks for; the target of a flow about a year."""
    for row, code in present(draft, "period"):
        indicator = draft.value(row, "indicator")
        period = known.periods.get(code)
        if indicator is None or period is None:
            continue
        measure = known.measures[indicator]
        if draft.region.table == "observation" and period[0] != measure.frequency:
            yield Broken(
                row,
                "period",
                message(
                    "{indicator} is reported per {frequency}.",
                    indicator=indicator,
                    frequency=_FREQUENCY[measure.frequency],
                ),
                message("Write for example {example}.", example=_EXAMPLE[measure.frequency]),
            )
        if (
            draft.region.table == "target"
            and measure.kind in ("flow", "yearly")
            and draft.value(row, "kind") in ("target", "baseline")
            and period[0] != "year"
        ):
            yield Broken(
                row,
                "period",
                message("The target of {indicator} is for a whole year.", indicator=indicator),
                message("Write for example {example}.", example="2026"),
            )


@rule("unknown period", ERROR, "observation", "target", "budget_line", "context_figure")
def period_exists(draft: Draft, known: Known) -> Iterator[Broken]:
    """A period lies within the years that the mechanism keeps."""
    field = "quarter" if draft.region.table == "budget_line" else "period"
    for row, code in present(draft, field):
        if code not in known.periods:
            yield Broken(
                row,
                field,
                message("{period} lies outside the years kept here.", period=code),
                message("Check the year."),
            )


@rule("future", ERROR, "observation")
def nothing_measured_tomorrow(draft: Draft, known: Known) -> Iterator[Broken]:
    """Nothing can be measured over a period that has not begun."""
    for row, code in present(draft, "period"):
        period = known.periods.get(code)
        if period and period[1] > known.today:
            yield Broken(
                row,
                "period",
                message("{period} has not begun, so nothing can be measured yet.", period=Period(code)),
                message("Check the period."),
            )


@rule("CHK-Q1", ERROR, "observation", clause=message("definition of the indicator"))
def ratio_has_two_halves(draft: Draft, known: Known) -> Iterator[Broken]:
    """A ratio is reported as numerator and denominator; anything else as a value."""
    for row, code in present(draft, "indicator"):
        if draft.value(row, "state") != "reported":
            continue
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


@rule("CHK-Q1", ERROR, "observation", "target", clause=message("definition of the indicator"))
def within_range(draft: Draft, known: Known) -> Iterator[Broken]:
    """A value lies in the range its indicator can have; of a ratio the numerator is part of the denominator."""
    for row, code in present(draft, "indicator"):
        measure = known.measures[code]
        value = draft.value(row, "value")
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


@rule("percentage", ERROR, "observation", "target", clause=message("definition of the indicator"))
def percentage_where_it_belongs(draft: Draft, known: Known) -> Iterator[Broken]:
    """A percent sign, or a cell shown as a percentage, only stands where the unit is percent."""
    for row, code in present(draft, "indicator"):
        for field in ("value", "numerator", "denominator"):
            if field not in draft.rows or draft.value(row, field) is None or not draft.is_percentage(row, field):
                continue
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
    for row, code in present(draft, "indicator"):
        for field in ("value", "numerator", "denominator"):
            there = field in draft.rows and draft.value(row, field) is not None
            if there and known.measures[code].unit != "eur" and draft.is_money(row, field):
                yield Broken(
                    row,
                    field,
                    message("This is an amount of money, and {indicator} is not counted in euros.", indicator=code),
                    message("Type the number itself."),
                )


@rule("percentage", WARNING, "observation", "target", clause=message("definition of the indicator"))
def percentage_or_share(draft: Draft, known: Known) -> Iterator[Broken]:
    """0.7 in percent is rarely meant: it is what Excel keeps of 70%."""
    for row, code in present(draft, "indicator"):
        measure, value = known.measures[code], draft.value(row, "value")
        if (
            measure.unit == "percent"
            and value is not None
            and 0 < value <= 1
            and not draft.is_percentage(row, "value")
            and (measure.kind != "ratio" or draft.region.table == "target")
        ):
            yield Broken(
                row,
                "value",
                message("This is read as {value} percent. Is it perhaps a share of one?", value=value),
                message("Type 70 for 70 percent."),
            )


@rule("disaggregation", ERROR, "observation", clause=message("definition of the indicator"))
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
    for row, code in present(draft, "indicator"):
        measure, value = known.measures[code], draft.value(row, "value")
        if value is None or measure.kind == "ratio":
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
    for row in where(draft, draft.rows["state"].notna() & (draft.rows["state"] != "reported")):
        if any(draft.value(row, name) is not None for name in ("value", "numerator", "denominator")):
            yield Broken(
                row,
                "state",
                message("This row has a figure, but its state says there is none."),
                message("Choose “reported”, or take the figure out."),
            )


@rule("CHK-Q2", WARNING, "observation", clause=message("data quality"))
def changed_by_more_than_half(draft: Draft, known: Known) -> Iterator[Broken]:
    """A total that is half of, or one and a half times, the one before is asked about."""
    rows = draft.rows
    for row in where(draft, (rows["dimension"] == "total") & (rows["state"] == "reported") & rows["indicator"].notna()):
        period = known.periods.get(rows.at[row, "period"])
        history = known.observed.get((rows.at[row, "indicator"], rows.at[row, "country"]))
        now = _as_float(rows, row)
        if not period or not history or now is None:
            continue
        before = [(end, value) for end, value in history.items() if end < period[1]]
        if before:
            _, last = max(before)
            if last > 0 and abs(now - last) > BIG_CHANGE * last:
                field = "value" if rows.at[row, "value"] is not None else "numerator"
                yield Broken(
                    row,
                    field,
                    message("This is more than half different from the period before."),
                    message("Check it, and say why in the note."),
                )


def _as_float(rows: pd.DataFrame, row: int) -> float | None:
    value, numerator, denominator = (rows.at[row, name] for name in ("value", "numerator", "denominator"))
    if value is not None:
        return float(value)
    return float(numerator / denominator) if numerator is not None and denominator else None
