"""The axes of the picture: quarters from left to right, round values upwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import plotly.graph_objects as go

from monitoring.charts.indicator.story import Story, number_of, quarter_of
from monitoring.charts.look import AXIS, GREY, GRID
from monitoring.charts.units import written
from monitoring.language import Words


def axes(
    figure_: go.Figure,
    story: Story,
    say: Words,
    places: Sequence[float],
    span: tuple[float, float],
    *,
    named: Mapping[float, str] | None = None,
    margin: float = 0.5,
) -> None:
    """Set the axes over the quarters of `places` and the values of `span`, in words of the visitor's language.

    `named` are places with a name of their own, such as years; without it every quarter between the
    first and the last is one. `margin` is the room before the first and after the last, in quarters.
    """
    first, last = (min(places), max(places)) if places else (number_of(story.quarter), number_of(story.quarter))
    named = named or _quarters(int(first), int(last), say)
    common: Mapping[str, Any] = {
        "fixedrange": True,
        "automargin": True,
        "zeroline": False,
        "tickfont": {"size": 12, "color": GREY},
    }
    figure_.update_xaxes(
        tickvals=list(named),
        ticktext=list(named.values()),
        range=[first - margin, last + margin],
        showgrid=False,
        showline=True,
        linecolor=AXIS,
        ticks="outside",
        ticklen=4,
        tickcolor=AXIS,
        autotickangles=[0, 90],  # upright only where they would run into one another, on a phone
        **common,
    )
    whole = story.unit in WHOLE or (story.unit == "percent" and span[1] - span[0] > 6)
    marks = [0, 1] if story.yes_no else _steps(*span, whole=whole)
    figure_.update_yaxes(
        range=list(span),
        tickvals=marks,
        ticktext=[_tick(mark, story, marks, say) for mark in marks],
        gridcolor=GRID,
        **common,
    )


def _quarters(first: int, last: int, say: Words) -> dict[float, str]:
    """The quarters from first to last with their names; of many only those in which a year ends."""
    shown = range(first, last + 1)
    crowded = len(shown) > 14
    return {
        n: say.tick(quarter_of(n), year=crowded or n % 4 == 3 or n == first)
        for n in shown
        if not crowded or n % 4 == 3 or n == first
    }


def _tick(mark: float, story: Story, marks: Sequence[float], say: Words) -> str:
    """A value on the axis, written like its neighbours: all without decimals, all in millions, or yes and no."""
    if story.yes_no:
        return say(bool(mark))
    if story.unit == "eur" and max(marks) >= 1_000_000:
        return say.millions(Decimal(mark))
    if story.unit == "percent" and all(one == int(one) for one in marks):
        return say.number(mark) + "%"
    return written(mark, story.unit, say)


WHOLE = ("persons", "count")  # units without parts


def _steps(low: float, high: float, *, whole: bool = False) -> list[float]:
    """Round values to mark on an axis, four or five of them; of what is counted `whole` ones only.

    >>> _steps(24, 77), _steps(0, 2.4), _steps(0, 2.4, whole=True)
    ([30, 40, 50, 60, 70], [0, 0.5, 1, 1.5, 2], [0, 1, 2])
    """
    rough = (high - low) / 6
    rough = max(rough, 1) if whole else rough
    power = 10 ** (len(str(int(rough))) - 1) if rough >= 1 else 0.1
    step = next(s * power for s in ((1, 2, 5, 10) if whole else (1, 2, 2.5, 5, 10)) if s * power >= rough)
    first = -(-low // step)
    marks = []
    while first * step <= high:
        value = first * step
        marks.append(int(value) if value == int(value) else round(value, 2))
        first += 1
    return marks
