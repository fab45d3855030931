"""The scale of a picture: from which value to which it goes, and which values are written at its lines."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from monitoring.reports.pack.model import Chart, Shape

LYING_FROM = 10
"""Categories with more letters than this have their bars lying, with the name above."""


def lies(chart: Chart) -> bool:
    """Whether its bars lie, because the names of their categories are long."""
    return chart.shape is not Shape.LINE and any(len(name) > LYING_FROM for name in chart.categories)


@dataclass(frozen=True)
class Scale:
    """The values from the foot of a picture to its head, and those at its grid lines. Zero is always among them."""

    least: float
    most: float
    ticks: Sequence[float]

    @classmethod
    def of(cls, chart: Chart, beside: Sequence[Chart] = ()) -> Scale:
        """The scale that everything in the chart fits in, and in those `beside` it of the same kind and unit.

        Small pictures of one thing are compared, so the same length must mean the same.

        >>> from monitoring.reports.pack.model import Series
        >>> chart = Chart("k", Shape.BARS, "", "", "", ["a", "b"], [Series("s", [3.0, -1.0], "#000000")])
        >>> Scale.of(chart)
        Scale(least=-1, most=3, ticks=[-1, 0, 1, 2, 3])

        Of what is counted there are no halves:

        >>> Scale.of(Chart("k", Shape.BARS, "", "", "", ["a"], [Series("s", [2], "#000000")]))
        Scale(least=0, most=2, ticks=[0, 1, 2])
        """
        alike = [
            one
            for one in beside
            if (one.shape, one.unit, one.categories) == (chart.shape, chart.unit, chart.categories)
        ]
        reached = [value for one in [chart, *alike] for value in _reached(one)] + [0.0]
        step = nice(max(reached) - min(reached))
        if chart.decimals == 0 and chart.unit != "%" and all(float(value).is_integer() for value in reached):
            step = max(step, 1)
        first, last = math.floor(min(reached) / step + 1e-9), math.ceil(max(reached) / step - 1e-9)
        return cls(
            min(first, 0) * step, max(last, 1) * step, [n * step for n in range(min(first, 0), max(last, 1) + 1)]
        )

    def at(self, value: float) -> float:
        """The part of the way from the foot to the head."""
        return (value - self.least) / (self.most - self.least)

    def decimals(self, chart: Chart) -> int:
        """As many decimals as the values at the grid lines need."""
        step = (self.ticks[1] - self.ticks[0]) * (100 if chart.unit == "%" else 1)
        return max(0, -math.floor(math.log10(step) + 1e-9))


def nice(span: float) -> float:
    """A round step that divides a span in three to five.

    >>> nice(100), nice(7.3), nice(0.4), nice(0)
    (20, 2, 0.1, 1)
    """
    if span <= 0:
        return 1
    power = 10 ** math.floor(math.log10(span))
    for part in (0.2, 0.25, 0.5, 1, 2, 2.5):
        if span / (part * power) <= 5 + 1e-9 and (part != 0.25 or power >= 10):
            step = part * power
            return int(step) if step >= 1 and step == int(step) else step
    return 2.5 * power


def _reached(chart: Chart) -> Iterator[float]:
    """The values that a picture must reach: of bars on top of each other their sum."""
    if chart.shape is not Shape.STACKED:
        yield from (value for one in chart.series for value in one.values if value is not None)
        return
    for column in zip(*(one.values for one in chart.series), strict=True):
        yield sum(value for value in column if value is not None and value > 0)
        yield sum(value for value in column if value is not None and value < 0)
