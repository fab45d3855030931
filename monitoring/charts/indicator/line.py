"""What was measured as a line, beside the path to its target."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from monitoring.charts.indicator import breaks, coming
from monitoring.charts.indicator.axes import axes
from monitoring.charts.indicator.story import Story, measured, number_of, quarter_of, span
from monitoring.charts.look import ACCENT, GREY, INK, LIGHTER, MARKS, PAPER
from monitoring.charts.units import difference, written
from monitoring.language import Words
from theory_of_change.text import Message, Period, message

ROOM = 0.16  # of the height of the picture, that a name with its number takes
SYMBOLS = {
    "disc": "circle",
    "triangle": "triangle-up",
    "square": "square",
    "ring": "circle-open",
    "octagon": "octagon",
    "bar": "line-ew",
    "clock": "circle-open",
}


def line(story: Story, say: Words) -> go.Figure:
    """Values as a line with the path to the target; of a revised target both paths, the first one thin."""
    figure_ = go.Figure()
    known = measured(story.rows)
    low, high = span(story)
    original = sorted((number_of(p.quarter), p.value) for p in story.points if p.revision == 0)
    latest = max((p.revision for p in story.points), default=0)
    revised = sorted((number_of(p.quarter), p.value) for p in story.points if p.revision == latest and latest > 0)
    if len(original) > 1:
        thin = bool(revised)
        figure_.add_scatter(
            x=[x for x, _ in original],
            y=[y for _, y in original],
            mode="lines",
            hoverinfo="skip",
            line={"color": LIGHTER if thin else INK, "width": 1.1 if thin else 2.2},
        )
    if revised:
        figure_.add_scatter(
            x=[x for x, _ in revised],
            y=[y for _, y in revised],
            mode="lines",
            hoverinfo="skip",
            line={"color": INK, "width": 2.6},
        )
    places = [number_of(Period(period).last_quarter) for period in known["value_period"]]
    values = [float(value) for value in known["value"]]
    if places:
        coming.band(
            figure_, story, say, dict(zip(places, values, strict=True)), [y for _, y in (revised or original)[-1:]]
        )
        _observed(figure_, story, say, known, places, values)
    _labels(figure_, story, say, original, revised, low, high)
    breaks.upright(figure_, story, say, low, high)
    ends = [x for x, _ in [*original, *revised]] + [one.place for one in story.coming]
    axes(figure_, story, say, [*places, *ends], (low, high))
    return figure_


def _observed(
    figure_: go.Figure,
    story: Story,
    say: Words,
    known: pd.DataFrame,
    places: list[int],
    values: list[float],
) -> None:
    last = known.iloc[-1]
    mark = MARKS[last["status"]]
    colours, symbols, sizes = [ACCENT] * len(values), ["circle"] * len(values), [6] * len(values)
    colours[-1], symbols[-1], sizes[-1] = mark.colour, SYMBOLS[mark.shape], 12
    fills = list(colours)
    baseline = [p for p in story.points if p.kind == "baseline"]
    if baseline and number_of(baseline[0].quarter) == places[0]:
        fills[0], sizes[0] = PAPER, 8
        low, high = span(story)
        _baseline(figure_, story, say, places[0], values, below=values[-1] >= values[0] > low + ROOM * (high - low))
    for start, end in breaks.pieces(places, story.turns):
        figure_.add_scatter(
            x=places[start:end],
            y=values[start:end],
            mode="lines+markers",
            hoverinfo="skip",
            line={"color": ACCENT, "width": 2.2},
            marker={
                "opacity": 1,
                "size": sizes[start:end],
                "color": fills[start:end],
                "symbol": symbols[start:end],
                "line": {"color": colours[start:end], "width": 2},
            },
        )
    _last(figure_, story, say, last, places[-1], values[-1])


def _baseline(figure_: go.Figure, story: Story, say: Words, x: int, values: list[float], *, below: bool) -> None:
    """The first figure named as the baseline; over its point where it would stand on the axis or on what falls."""
    figure_.add_annotation(
        x=x,
        y=values[0],
        text=f"{say(message('baseline'))}<br><b>{written(values[0], story.unit, say)}</b>",
        showarrow=False,
        xanchor="left",
        yanchor="top" if below else "bottom",
        align="left",
        bgcolor=PAPER,  # the path to the target may pass behind it
        xshift=-4,
        yshift=-9 if below else 9,
        font={"size": 12.5, "color": ACCENT},
    )


def _last(figure_: go.Figure, story: Story, say: Words, last: pd.Series, x: int, value: float) -> None:
    """The last figure with its number, and how far it is from what was expected."""
    mark = MARKS[last["status"]]
    expected = last["expected"]
    above = pd.isna(expected) or value >= float(expected)
    figure_.add_annotation(
        x=x,
        y=value,
        text=f"<b>{written(value, story.unit, say, yes_no=story.yes_no)}</b>",
        showarrow=False,
        yanchor="bottom" if above else "top",
        yshift=9 if above else -9,
        font={"size": 15, "color": mark.colour},
    )
    if last["status"] in ("behind", "attention") and pd.notna(expected) and abs(float(expected) - value) > 0:
        _gap(figure_, story, say, x, value, float(expected), mark.colour)


def _gap(figure_: go.Figure, story: Story, say: Words, x: int, value: float, expected: float, colour: str) -> None:
    """The distance between what is and what was expected, drawn and named."""
    figure_.add_shape(
        type="line", x0=x, x1=x, y0=value, y1=expected, line={"color": colour, "width": 1.2, "dash": "dot"}
    )
    if story.coming:
        _expected(figure_, story, say, x, expected, colour, above=expected > value)
        return
    gap = difference(expected - value, story.unit, say)
    words = {"expected": written(expected, story.unit, say), "gap": gap}
    figure_.add_annotation(
        x=x,
        y=(value + expected) / 2,
        xanchor="left",
        xshift=8,
        showarrow=False,
        align="left",
        bgcolor=PAPER,  # the target line may pass behind it
        text=say(
            message("<b>{expected}</b> expected:<br>{gap} too little", **words)
            if expected > value
            else message("<b>{expected}</b> expected:<br>{gap} too much", **words)
        ),
        font={"size": 12.5, "color": colour},
    )


def _expected(
    figure_: go.Figure, story: Story, say: Words, x: int, expected: float, colour: str, *, above: bool
) -> None:
    """What was expected, before the end of the gap: behind it is what is to come. How far it is, the sentence says."""
    figure_.add_annotation(
        x=x,
        y=expected,
        xanchor="right",
        yanchor="bottom" if above else "top",
        showarrow=False,
        text=say(message("<b>{expected}</b> expected", expected=written(expected, story.unit, say))),
        font={"size": 12.5, "color": colour},
    )


def _labels(
    figure_: go.Figure, story: Story, say: Words, original: list, revised: list, low: float, high: float
) -> None:
    """Every line is named where it ends."""
    if revised:
        _end(figure_, story, say, revised, message("revised target"))
        if len(original) > 1:
            _first_target(figure_, story, say, *original[-1])
        since = next((p.since for p in story.points if p.revision > 0 and p.since), None)
        if since:
            _since(figure_, say, since, low, high)
    elif len(original) > 1:
        _end(figure_, story, say, original, message("target"))


def _end(figure_: go.Figure, story: Story, say: Words, points: list, words: Message) -> None:
    """The name and the value of a path at its last point."""
    x, value = points[-1]
    figure_.add_annotation(
        x=x,
        y=value,
        xanchor="left",
        xshift=8,
        showarrow=False,
        align="left",
        text=f"{say(words)}<br><b>{written(value, story.unit, say)}</b>",
        font={"size": 12.5, "color": INK},
    )


def _first_target(figure_: go.Figure, story: Story, say: Words, x: int, value: float) -> None:
    """The target that was revised, at the end of its thin line."""
    said = message(
        "first target: {value} in {period}", value=written(value, story.unit, say), period=say.tick(quarter_of(x))
    )
    figure_.add_annotation(
        x=x,
        y=value,
        xanchor="right",
        yanchor="bottom",
        yshift=4,
        showarrow=False,
        bgcolor=PAPER,
        text=say(said),
        font={"size": 12.5, "color": GREY},
    )


def _since(figure_: go.Figure, say: Words, day: str, low: float, high: float) -> None:
    """The day from which the revision holds, as a thin line from bottom to top."""
    x = int(day[:4]) * 4 + (int(day[5:7]) - 1) / 3 - 0.5
    figure_.add_shape(type="line", x0=x, x1=x, y0=low, y1=high, line={"color": "#AEB4BB", "width": 1})
    figure_.add_annotation(
        x=x,
        y=low,
        xanchor="left",
        yanchor="bottom",
        xshift=5,
        showarrow=False,
        text=say(message("target revised")),
        font={"size": 12, "color": GREY},
    )
