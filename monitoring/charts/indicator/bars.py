"""A flow as bars, with what was expected of each period alone."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from monitoring.charts.indicator import breaks, coming
from monitoring.charts.indicator.axes import axes
from monitoring.charts.indicator.story import Story, measured, number_of
from monitoring.charts.look import ACCENT, INK, PAPER
from monitoring.charts.units import written
from monitoring.language import Words
from theory_of_change.text import Period, message

# Of a half-year and of a year: how wide its bar is in quarters, and how far its middle lies before its end.
SHAPES = {"H": (1.5, 0.5), "": (3.0, 1.5)}
FEW = 4  # bars that are all given their number; of more only the first and the last
ROOM = 0.08  # of the height of the picture, that a number takes


def flow(story: Story, say: Words) -> go.Figure:
    """A bar per period; a tick on it says what was expected of that period alone."""
    known = measured(story.rows)
    figure_ = go.Figure()
    width, before = SHAPES.get(_length(known), (0.74, 0))
    places = [number_of(Period(period).last_quarter) - before for period in known["value_period"]]
    now = story.rows.iloc[-1]["value_period"] if len(story.rows) else None
    figure_.add_bar(
        x=places,
        y=known["value"],
        width=width,
        hoverinfo="skip",
        marker={"color": ACCENT, "opacity": [1 if period == now else 0.38 for period in known["value_period"]]},
    )
    ahead = [one.place - before for one in story.coming]
    ticks = _expected_per_period(known)
    _expected(figure_, say, places, ticks, width, ahead[-1] if ahead else None)
    if ahead:
        coming.bars(figure_, story, say, ahead, width)
    highest = [
        *known["value"].astype(float),
        *[t for t in ticks if t is not None],
        *[one.high for one in story.coming],
        0,
    ]
    top = max(highest) * (1.25 if ahead else 1.15) or 1
    for place in range(len(known)) if len(known) <= FEW else (0, len(known) - 1):
        value, tick = float(known["value"].iloc[place]), ticks[place]
        inside = tick is not None and 0 <= tick - value < ROOM * top <= value
        colour = PAPER if inside and known["value_period"].iloc[place] == now else INK
        _number(figure_, story, say, places[place], value, colour, inside=inside)
    breaks.upright(figure_, story, say, 0, top, before=before)
    periods = [*known["value_period"], *[one.period for one in story.coming]]
    named = dict(zip([*places, *ahead], map(say.short_period, periods), strict=True)) if before else None
    axes(figure_, story, say, [*places, *ahead], (0, top), named=named, margin=width / 2 + 0.2)
    return figure_


def _expected(
    figure_: go.Figure, say: Words, places: Sequence[float], ticks: Sequence, width: float, last: float | None
) -> None:
    """A tick on each bar where something was expected of its period; the last one is named, beyond the `last` bar to come."""
    there = [(place, value) for place, value in zip(places, ticks, strict=True) if value is not None]
    for place, value in there:
        figure_.add_shape(
            type="line",
            x0=place - width / 2,
            x1=place + width / 2,
            y0=value,
            y1=value,
            line={"color": INK, "width": 2.2},
        )
    for place, value in there[-1:]:
        end = (place if last is None else last) + width / 2
        if last is not None:
            figure_.add_shape(
                type="line",
                x0=place + width / 2,
                x1=end,
                y0=value,
                y1=value,
                line={"color": INK, "width": 1, "dash": "dot"},
            )
        figure_.add_annotation(
            x=end,
            y=value,
            xanchor="left",
            xshift=6,
            showarrow=False,
            align="left",
            text=say(message("expected of<br>this period")),
            font={"size": 12, "color": INK},
        )


def _number(
    figure_: go.Figure, story: Story, say: Words, place: float, value: float, colour: str, *, inside: bool
) -> None:
    """The number of a bar, on top of it; inside where a tick of what was expected would run through it."""
    figure_.add_annotation(
        x=place,
        y=value,
        text=f"<b>{written(value, story.unit, say)}</b>",
        showarrow=False,
        yanchor="top" if inside else "bottom",
        font={"size": 12.5, "color": colour},
    )


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
