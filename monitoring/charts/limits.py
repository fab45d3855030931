"""A safeguard over time: every value with the shape and colour of its state, and the limits it is held against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from monitoring.charts.indicator.axes import axes
from monitoring.charts.indicator.figure import dressed
from monitoring.charts.indicator.line import SYMBOLS
from monitoring.charts.indicator.story import Story, number_of
from monitoring.charts.look import ACCENT, MARKS
from monitoring.charts.units import written
from monitoring.language import Words
from theory_of_change.text import Period, message


@dataclass(frozen=True)
class Limit:
    """From where a colour begins: the colour (amber, red), its value, and how that is said."""

    colour: str
    value: float
    said: str


def figure(story: Story, limits: Sequence[Limit], say: Words) -> go.Figure:
    """The course of what is held against the limits, and both limits as lines that are named where they end.

    The rows of the story have `value_period`, `compared` and `colour`; its unit is that of `compared`.
    """
    figure_ = go.Figure()
    known = judged(story.rows)
    places = [number_of(Period(period).last_quarter) for period in known["value_period"]]
    values = [float(value) for value in known["compared"]]
    low, high = _span([*values, *(limit.value for limit in limits)])
    looks = [MARKS[colour] for colour in known["colour"]]
    figure_.add_scatter(
        x=places,
        y=values,
        mode="lines+markers",
        hoverinfo="skip",
        cliponaxis=False,  # a point on the axis stays whole
        line={"color": ACCENT, "width": 2},
        marker={
            "opacity": 1,
            "size": [8] * (len(values) - 1) + [13],
            "color": [look.colour for look in looks],
            "symbol": [SYMBOLS[look.shape] for look in looks],
        },
    )
    if values:
        near_top = values[-1] > low + (high - low) * 0.8
        figure_.add_annotation(
            x=places[-1],
            y=values[-1],
            text=f"<b>{written(values[-1], story.unit, say)}</b>",
            showarrow=False,
            yanchor="top" if near_top else "bottom",
            yshift=-9 if near_top else 9,
            font={"size": 15, "color": looks[-1].colour},
        )
    axes(figure_, story, say, places, (low, high))
    _draw(figure_, limits, say)
    return dressed(figure_, story, say, right=150)


def _draw(figure_: go.Figure, limits: Sequence[Limit], say: Words) -> None:
    """Each limit over the whole width; the words of the higher one stand over its line, of the lower one under it."""
    highest = max(limits, key=lambda limit: limit.value)
    for limit in limits:
        look = MARKS[limit.colour]
        figure_.add_shape(
            type="line",
            xref="paper",
            x0=0,
            x1=1,
            y0=limit.value,
            y1=limit.value,
            line={"color": look.colour, "width": 1.6, "dash": "solid" if limit.colour == "red" else "dash"},
        )
        above = limit is highest
        figure_.add_annotation(
            xref="paper",
            x=1,
            y=limit.value,
            xanchor="left",
            xshift=6,
            yanchor="bottom" if above else "top",
            yshift=-4 if above else 4,
            showarrow=False,
            align="left",
            text=f"<b>{say(look.word)}</b><br>{limit.said}",
            font={"size": 12.5, "color": look.colour},
        )


def alt(story: Story, limits: Sequence[Limit], say: Words) -> str:
    """The picture in words: first and last value, and the limits."""
    known = judged(story.rows)
    told = [f"{say(MARKS[limit.colour].word)}: {limit.said}." for limit in limits]
    if known.empty:
        return " ".join([say(message("No figures yet.")), *told])
    first, last = known.iloc[0], known.iloc[-1]
    said = message(
        "{first} in {first_period}, {last} in {last_period}.",
        first=written(first["compared"], story.unit, say),
        first_period=say.period(first["value_period"]),
        last=written(last["compared"], story.unit, say),
        last_period=say.period(last["value_period"]),
    )
    return " ".join([say(said), *told])


def judged(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows that were held against the limits, each period once."""
    return rows[rows["compared"].notna()].drop_duplicates("value_period", keep="first")


def _span(values: Sequence[float]) -> tuple[float, float]:
    """The axis: all values and limits with room round them, from zero unless something is below it or far above.

    >>> _span([0, 1, 2]), _span([94, 100, 90])
    ((0.0, 2.4), (88.0, 102.0))
    """
    low, high = min(values), max(values)
    room = (high - low) * 0.2 or abs(high) * 0.2 or 1
    return (0.0 if 0 <= low < 0.5 * high or low == high == 0 else low - room), high + room
