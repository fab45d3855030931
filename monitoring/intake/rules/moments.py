"""Of when figures must be: a period of their indicator, within the years kept, and not still to come."""

from __future__ import annotations

from collections.abc import Iterator

from monitoring.intake.draft import Draft
from monitoring.intake.known import Known
from monitoring.intake.rules.rule import ERROR, Broken, present, rule
from theory_of_change.text import Period, message

_FREQUENCY = {"quarter": message("quarter"), "half": message("half-year"), "year": message("year")}
_EXAMPLE = {"quarter": "2026-Q3", "half": "2026-H1", "year": "2025"}


@rule(
    "frequency",
    ERROR,
    "observation",
    "target",
    clause=message("definition of the indicator"),
    reads=("period", "indicator", "kind"),
)
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


@rule("unknown period", ERROR, "observation", "target", "budget_line", "context_figure", reads=("period", "quarter"))
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


@rule("future", ERROR, "observation", reads=("period",))
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
