"""The picture of one indicator: what was measured, what was to be expected, and where it should go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go
from markupsafe import Markup

from monitoring.charts.look import ACCENT, AXIS, FONT, GREY, GRID, INK, LIGHTER, MARKS, PAPER
from monitoring.charts.pieces import picture
from monitoring.charts.units import difference, written
from monitoring.language import Words
from theory_of_change.text import message

SYMBOLS = {
    "disc": "circle",
    "triangle": "triangle-up",
    "square": "square",
    "ring": "circle-open",
    "octagon": "octagon",
    "bar": "line-ew",
    "clock": "circle-open",
}


@dataclass(frozen=True)
class Point:
    """A point of a target path: the quarter it is for, its value, what it is, and its revision."""

    quarter: str
    value: float
    kind: str
    revision: int
    since: str | None = None


@dataclass(frozen=True)
class Story:
    """Everything the picture shows. `rows` is the indicator's result per quarter, oldest first."""

    rows: pd.DataFrame
    points: Sequence[Point]
    kind: str
    unit: str
    direction: str
    quarter: str
    fictional: bool = False


def figure(story: Story, say: Words) -> go.Figure:
    """Bars per period for a flow, a line with its target path for everything else."""
    drawn = _flow(story, say) if story.kind in ("flow", "threshold") else _line(story, say)
    drawn.update_layout(
        height=340,
        showlegend=False,
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        margin={"l": 46, "r": 96, "t": 10, "b": 40},
        font={"family": FONT, "color": GREY},
        bargap=0.3,
    )
    if story.fictional:
        drawn.add_annotation(
            x=1,
            y=0,
            xref="paper",
            yref="paper",
            xshift=92,
            yshift=-36,
            xanchor="right",
            yanchor="bottom",
            showarrow=False,
            text=say(message("invented figures")),
            font={"size": 11.5, "color": GREY},
        )
    return drawn


def alt(story: Story, say: Words) -> str:
    """The picture in words: first and last value, what was expected, and the target."""
    known = measured(story.rows)
    if known.empty:
        return say(message("No figures yet."))
    first, last = known.iloc[0], known.iloc[-1]
    said = message(
        "{first} in {first_period}, {last} in {last_period}.",
        first=written(first["value"], story.unit, say),
        first_period=say.period(first["value_period"]),
        last=written(last["value"], story.unit, say),
        last_period=say.period(last["value_period"]),
    )
    target = last["target"]
    return say(said) + (
        " " + say(message("Target {target}.", target=written(target, story.unit, say))) if pd.notna(target) else ""
    )


def starts_at_zero(story: Story) -> bool:
    """Whether the axis of the picture begins at zero; where it does not, that is said under it."""
    if story.kind in ("flow", "threshold"):
        return True
    low, _ = _span(story)
    return low <= 0


def measured(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows that bring a value of their own period, each period once."""
    return rows[rows["value"].notna()].drop_duplicates("value_period", keep="first")


def spark(values: Sequence[float | None], status: str, label: str, *, colour: str = "") -> Markup:
    """A line without axes: how it went, with the last point in the colour of its status, or in `colour`."""
    known = [(place, value) for place, value in enumerate(values) if value is not None and value == value]
    if len(known) < 2:
        return Markup('<span class="note">–</span>')
    width, height = 96, 24
    low, high = min(value for _, value in known), max(value for _, value in known)
    step, scale = (width - 8) / (len(values) - 1), (height - 8) / ((high - low) or 1)
    points = [(4 + place * step, height - 4 - (value - low) * scale) for place, value in known]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    x, y = points[-1]
    body = (
        f'<polyline points="{line}" fill="none" stroke="{ACCENT}" stroke-width="1.6"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour or MARKS[status].colour}"/>'
    )
    return picture(body, width, height, label, "width:96px;height:24px")


def _end(period: str) -> str:
    """The quarter that a period ends in."""
    if "-H" in period:
        return f"{period[:4]}-Q{int(period[-1]) * 2}"
    return period if "-Q" in period else f"{period}-Q4"


def _number(quarter: str) -> int:
    return int(quarter[:4]) * 4 + int(quarter[-1]) - 1


def _quarter(number: int) -> str:
    return f"{number // 4}-Q{number % 4 + 1}"


def _flow(story: Story, say: Words) -> go.Figure:
    """A bar per period; a tick on it says what was expected of that period alone."""
    known = measured(story.rows)
    figure_ = go.Figure()
    places = [_number(_end(period)) for period in known["value_period"]]
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
    _axes(figure_, story, say, places, (0, top))
    return figure_


def _length(known: pd.DataFrame) -> str:
    period = known["value_period"].iloc[-1] if len(known) else ""
    return "H" if "-H" in period else "Q" if "-Q" in period else ""


def _expected_per_period(known: pd.DataFrame) -> list[float | None]:
    """Of each period alone, from what was expected since 1 January."""
    ticks: list[float | None] = []
    before: dict[str, float] = {}
    for period, expected in zip(known["value_period"], known["expected"], strict=True):
        year = period[:4]
        ticks.append(None if pd.isna(expected) else float(expected) - before.get(year, 0.0))
        if pd.notna(expected):
            before[year] = float(expected)
    return ticks


def _span(story: Story) -> tuple[float, float]:
    values = [*measured(story.rows)["value"].astype(float), *[point.value for point in story.points]]
    if not values:
        return 0.0, 1.0
    low, high = min(values), max(values)
    room = (high - low) * 0.16 or abs(high) * 0.2 or 1
    return (0.0 if 0 <= low < 0.35 * high else low - room), high + room


def _line(story: Story, say: Words) -> go.Figure:
    figure_ = go.Figure()
    known = measured(story.rows)
    low, high = _span(story)
    original = sorted((_number(p.quarter), p.value) for p in story.points if p.revision == 0)
    latest = max((p.revision for p in story.points), default=0)
    revised = sorted((_number(p.quarter), p.value) for p in story.points if p.revision == latest and latest > 0)
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
    places = [_number(_end(period)) for period in known["value_period"]]
    values = [float(value) for value in known["value"]]
    if places:
        _observed(figure_, story, say, known, places, values)
    _labels(figure_, story, say, original, revised, low, high)
    ends = [x for x, _ in [*original, *revised]]
    _axes(figure_, story, say, [*places, *ends], (low, high))
    return figure_


def _observed(
    figure_: go.Figure, story: Story, say: Words, known: pd.DataFrame, places: list[int], values: list[float]
) -> None:
    last = known.iloc[-1]
    mark = MARKS[last["status"]]
    colours, symbols, sizes = [ACCENT] * len(values), ["circle"] * len(values), [6] * len(values)
    colours[-1], symbols[-1], sizes[-1] = mark.colour, SYMBOLS[mark.shape], 12
    fills = list(colours)
    baseline = [p for p in story.points if p.kind == "baseline"]
    if baseline and _number(baseline[0].quarter) == places[0]:
        fills[0], sizes[0] = PAPER, 8
        figure_.add_annotation(
            x=places[0],
            y=values[0],
            text=f"{say(message('baseline'))}<br><b>{written(values[0], story.unit, say)}</b>",
            showarrow=False,
            xanchor="left",
            yanchor="top" if values[-1] >= values[0] else "bottom",
            align="left",
            xshift=-4,
            yshift=-9 if values[-1] >= values[0] else 9,
            font={"size": 12.5, "color": ACCENT},
        )
    figure_.add_scatter(
        x=places,
        y=values,
        mode="lines+markers",
        hoverinfo="skip",
        line={"color": ACCENT, "width": 2.2},
        marker={"opacity": 1, "size": sizes, "color": fills, "symbol": symbols, "line": {"color": colours, "width": 2}},
    )
    expected = last["expected"]
    above = pd.isna(expected) or values[-1] >= float(expected)
    figure_.add_annotation(
        x=places[-1],
        y=values[-1],
        text=f"<b>{written(values[-1], story.unit, say)}</b>",
        showarrow=False,
        yanchor="bottom" if above else "top",
        yshift=9 if above else -9,
        font={"size": 15, "color": mark.colour},
    )
    if last["status"] in ("behind", "attention") and pd.notna(expected) and abs(float(expected) - values[-1]) > 0:
        _gap(figure_, story, say, places[-1], values[-1], float(expected), mark.colour)


def _gap(figure_: go.Figure, story: Story, say: Words, x: int, value: float, expected: float, colour: str) -> None:
    """The distance between what is and what was expected, drawn and named."""
    figure_.add_shape(
        type="line", x0=x, x1=x, y0=value, y1=expected, line={"color": colour, "width": 1.2, "dash": "dot"}
    )
    figure_.add_annotation(
        x=x,
        y=(value + expected) / 2,
        xanchor="left",
        xshift=8,
        showarrow=False,
        align="left",
        text=say(
            message("{gap}<br>too little", gap=difference(expected - value, story.unit, say))
            if expected > value
            else message("{gap}<br>too much", gap=difference(expected - value, story.unit, say))
        ),
        font={"size": 12.5, "color": colour},
    )
    # Beside the point and on the side of the value, so that it does not stand on the target line.
    below = expected > value
    figure_.add_annotation(
        x=x,
        y=expected,
        xanchor="left",
        xshift=8,
        yshift=-2 if below else 2,
        yanchor="top" if below else "bottom",
        showarrow=False,
        align="left",
        text=say(message("<b>{expected}</b> expected", expected=written(expected, story.unit, say))),
        font={"size": 12.5, "color": INK},
    )


def _labels(
    figure_: go.Figure, story: Story, say: Words, original: list, revised: list, low: float, high: float
) -> None:
    """Every line is named where it ends."""

    def end(points: list, words: Any, colour: str) -> None:
        figure_.add_annotation(
            x=points[-1][0],
            y=points[-1][1],
            xanchor="left",
            xshift=8,
            showarrow=False,
            align="left",
            text=f"{say(words)}<br><b>{written(points[-1][1], story.unit, say)}</b>",
            font={"size": 12.5, "color": colour},
        )

    if revised:
        end(revised, message("revised target"), INK)
        if len(original) > 1:
            said = message(
                "first target: {value} in {period}",
                value=written(original[-1][1], story.unit, say),
                period=say.tick(_quarter(original[-1][0])),
            )
            figure_.add_annotation(
                x=original[-1][0],
                y=original[-1][1],
                xanchor="right",
                yanchor="bottom",
                yshift=4,
                showarrow=False,
                text=say(said),
                font={"size": 12.5, "color": GREY},
            )
        since = next((p.since for p in story.points if p.revision > 0 and p.since), None)
        if since:
            year, month = int(since[:4]), int(since[5:7])
            x = year * 4 + (month - 1) / 3 - 0.5
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
    elif len(original) > 1:
        end(original, message("target"), INK)


def _axes(figure_: go.Figure, story: Story, say: Words, places: Sequence[int], span: tuple[float, float]) -> None:
    first, last = (min(places), max(places)) if places else (_number(story.quarter), _number(story.quarter))
    shown = list(range(first, last + 1))
    crowded = len(shown) > 14
    ticks = [n for n in shown if not crowded or n % 4 == 3 or n in (first,)]
    text = [say.tick(_quarter(n), year=crowded or n % 4 == 3 or n == first) for n in ticks]
    common: Mapping[str, Any] = {"fixedrange": True, "zeroline": False, "tickfont": {"size": 12, "color": GREY}}
    figure_.update_xaxes(
        tickvals=ticks,
        ticktext=text,
        range=[first - 0.5, last + 0.5],
        showgrid=False,
        showline=True,
        linecolor=AXIS,
        ticks="outside",
        ticklen=4,
        tickcolor=AXIS,
        tickangle=0,
        **common,
    )
    marks = _steps(*span)
    figure_.update_yaxes(
        range=list(span),
        tickvals=marks,
        ticktext=[written(mark, story.unit, say) for mark in marks],
        gridcolor=GRID,
        **common,
    )


def _steps(low: float, high: float) -> list[float]:
    """Round values to mark on an axis, four or five of them.

    >>> _steps(24, 77)
    [30, 40, 50, 60, 70]
    """
    rough = (high - low) / 6
    power = 10 ** (len(str(int(rough))) - 1) if rough >= 1 else 0.1
    step = next(s * power for s in (1, 2, 2.5, 5, 10) if s * power >= rough)
    first = -(-low // step)
    marks = []
    while first * step <= high:
        value = first * step
        marks.append(int(value) if value == int(value) else round(value, 2))
        first += 1
    return marks
