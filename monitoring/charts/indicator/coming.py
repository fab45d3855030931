"""What is to be expected of the periods after the last figure: a dashed middle in a band, or hollow bars with their reach."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from monitoring.charts.indicator.story import Coming, Story
from monitoring.charts.look import ACCENT, BAND
from monitoring.charts.units import written
from monitoring.language import Words
from theory_of_change.text import message


def band(figure_: go.Figure, story: Story, say: Words, known: Mapping[int, float], beside: Sequence[float]) -> None:
    """From the last figure before them on a dashed middle in a band; its name stands clear of what is `beside` its end.

    `known` are the figures by their place.
    """
    steps = story.coming
    before = [place for place in known if steps and place < steps[0].place]
    if not before:
        return
    place, value = max(before), known[max(before)]
    x = [place, *[one.place for one in steps]]
    high, low = [value, *[one.high for one in steps]], [value, *[one.low for one in steps]]
    figure_.add_scatter(
        x=[*x, *x[::-1]],
        y=[*high, *low[::-1]],
        mode="lines",
        fill="toself",
        fillcolor=BAND,
        hoverinfo="skip",
        line={"width": 0},
    )
    figure_.add_scatter(
        x=x,
        y=[value, *[one.middle for one in steps]],
        mode="lines",
        hoverinfo="skip",
        line={"color": ACCENT, "width": 2, "dash": "dash"},
    )
    last = steps[-1]
    under = any(other >= last.middle for other in beside)
    figure_.add_annotation(
        x=last.place,
        y=last.middle,
        xanchor="left",
        xshift=8,
        yanchor="top" if under else "bottom",
        showarrow=False,
        align="left",
        text=_called(last, story, say),
        font={"size": 12.5, "color": ACCENT},
    )


def bars(figure_: go.Figure, story: Story, say: Words, places: Sequence[float], width: float) -> None:
    """A hollow bar per period to come, with its reach as a line; the last one is named."""
    figure_.add_bar(
        x=list(places),
        y=[one.middle for one in story.coming],
        width=width,
        hoverinfo="skip",
        marker={"color": BAND, "line": {"color": ACCENT, "width": 1.2}},
        error_y={
            "type": "data",
            "symmetric": False,
            "array": [one.high - one.middle for one in story.coming],
            "arrayminus": [one.middle - one.low for one in story.coming],
            "color": ACCENT,
            "thickness": 1.4,
            "width": 4,
        },
    )
    last = story.coming[-1]
    figure_.add_annotation(
        x=places[-1],
        y=last.high,
        yanchor="bottom",
        yshift=2,
        showarrow=False,
        text=_called(last, story, say),
        font={"size": 12.5, "color": ACCENT},
    )


def in_words(story: Story, say: Words) -> str:
    """The last of it, for who cannot see the picture; nothing where nothing is said of what is to come."""
    if not story.coming:
        return ""
    last = story.coming[-1]
    return say(
        message(
            "Forecast for {period}: {middle}, with 80 in 100 between {low} and {high}.",
            period=say.period(last.period),
            **{name: written(getattr(last, name), story.unit, say) for name in ("low", "middle", "high")},
        )
    )


def _called(last: Coming, story: Story, say: Words) -> str:
    return f"{say(message('forecast'))}<br><b>{written(last.middle, story.unit, say)}</b>"
