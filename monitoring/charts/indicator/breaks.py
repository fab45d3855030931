"""Where a series is not one series: no line across it, and a dotted upright with a word."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from monitoring.charts.indicator.story import Story
from monitoring.charts.look import GREY
from monitoring.language import Words
from theory_of_change.text import Period, message


def pieces(places: Sequence[int], turns: Sequence[float]) -> list[tuple[int, int]]:
    """The figures that one line may join: from which to which place in the list, the end not taken along.

    >>> pieces([1, 2, 3, 4], [2.5]), pieces([1, 2, 3], [])
    ([(0, 2), (2, 4)], [(0, 3)])
    """
    ends = [n for n in range(1, len(places)) if any(places[n - 1] < turn < places[n] for turn in turns)]
    return list(zip([0, *ends], [*ends, len(places)], strict=True))


def upright(figure_: go.Figure, story: Story, say: Words, low: float, high: float, *, before: float = 0) -> None:
    """A dotted upright at each break with its word; `before` is how far the middle of a period lies before its end."""
    for turn in story.turns:
        x = turn - before
        figure_.add_shape(type="line", x0=x, x1=x, y0=low, y1=high, line={"color": GREY, "width": 1.6, "dash": "dot"})
        figure_.add_annotation(
            x=x,
            y=1,
            yref="paper",
            yanchor="bottom",  # over the picture, where nothing else is written
            showarrow=False,
            text=say(message("new definition")),
            font={"size": 12, "color": GREY},
        )


def in_words(story: Story, say: Words) -> list[str]:
    """Each break, for who cannot see the picture."""
    return [
        say(message("From the {period} on another definition holds.", period=Period(quarter)))
        for quarter in story.breaks
    ]
