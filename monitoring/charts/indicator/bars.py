"""A flow as bars, with what was expected of each period alone."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from monitoring.charts.indicator.axes import axes
from monitoring.charts.indicator.story import Story, measured, number_of
from monitoring.charts.look import ACCENT, INK
from monitoring.charts.units import written
from monitoring.language import Words
from theory_of_change.text import Period, message


def flow(story: Story, say: Words) -> go.Figure:
    """A bar per period; a tick on it says what was expected of that period alone."""
    known = measured(story.rows)
    figure_ = go.Figure()
    places = [number_of(Period(period).last_quarter) for period in known["value_period"]]
    width = {"H": 1.5, "": 3.0}.get(_length(known), 0.74)
    current = (
        [period == story.rows.iloc[-1]["value_period"] for period in known["value_period"]] if len(story.rows) else []
    )
    figure_.add_bar(
        x=places,
        y=known["value"],
        width=width,
        hoverinfo="skip",
        marker={"color": ACCENT, "opacity": [1 if now else 0.38 for now in current]},
    )
    ticks = _expected_per_period(known)
    for place, expected in zip(places, ticks, strict=False):
        if expected is not None:
            figure_.add_shape(
                type="line",
                x0=place - width / 2,
                x1=place + width / 2,
                y0=expected,
                y1=expected,
                line={"color": INK, "width": 2.2},
            )
    top = max([*known["value"].astype(float), *[t for t in ticks if t is not None], 0]) * 1.15 or 1
    for place in {0, len(known) - 1} if len(known) else ():
        figure_.add_annotation(
            x=places[place],
            y=float(known["value"].iloc[place]),
            text=f"<b>{written(known['value'].iloc[place], story.unit, say)}</b>",
            showarrow=False,
            yanchor="bottom",
            font={"size": 12.5, "color": INK},
        )
    if any(t is not None for t in ticks):
        last = next(i for i in range(len(ticks) - 1, -1, -1) if ticks[i] is not None)
        figure_.add_annotation(
            x=places[last] + width / 2,
            y=ticks[last],
            xanchor="left",
            xshift=6,
            showarrow=False,
            align="left",
            text=say(message("expected of<br>this period")),
            font={"size": 12, "color": INK},
        )
    axes(figure_, story, say, places, (0, top))
    return figure_


def _length(known: pd.DataFrame) -> str:
    period = known["value_period"].iloc[-1] if len(known) else ""
    return "H" if "-H" in period else "Q" if "-Q" in period else ""


def _expected_per_period(known: pd.DataFrame) -> list[float | None]:
    """Of each period alone, from what was expected since 1 January.

    Nothing of a year without a target, nor where the period before it rests on other countries:
    then the difference of the two is not what was expected of this one.
    """
    ticks: list[float | None] = []
    before: dict[str, tuple[float, int]] = {}
    numbers = known["reported"] if "reported" in known else [1] * len(known)
    for period, expected, target, number in zip(
        known["value_period"], known["expected"], known["target"], numbers, strict=True
    ):
        year, asked = period[:4], pd.notna(expected) and pd.notna(target)
        so_far, countries = before.get(year, (0.0, number))
        ticks.append(float(expected) - so_far if asked and number == countries else None)
        if asked:
            before[year] = float(expected), number
    return ticks
