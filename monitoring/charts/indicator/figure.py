"""The picture of one indicator, and the same in words."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from monitoring.charts.indicator import breaks, coming
from monitoring.charts.indicator.bars import flow
from monitoring.charts.indicator.line import line
from monitoring.charts.indicator.story import Story, measured, span
from monitoring.charts.look import FONT, GREY
from monitoring.charts.units import written
from monitoring.language import Words
from theory_of_change.text import message


def figure(story: Story, say: Words) -> go.Figure:
    """Bars per period for a flow, a line with its target path for everything else."""
    return dressed(flow(story, say) if story.kind in ("flow", "threshold") else line(story, say), story, say)


def dressed(drawn: go.Figure, story: Story, say: Words, *, right: int = 96) -> go.Figure:
    """A picture in the look of all of them, with `right` pixels for words beside it; of an example it says so."""
    drawn.update_layout(
        height=340,
        showlegend=False,
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        margin={"l": 46, "r": right, "t": 26 if story.breaks else 10, "b": 40},
        font={"family": FONT, "color": GREY},
        bargap=0.3,
        barmode="overlay",  # what is reported and what is to come stand in one row
    )
    if story.fictional:
        drawn.add_annotation(
            x=1,
            y=0,
            xref="paper",
            yref="paper",
            xshift=right - 4,
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
        first=written(first["value"], story.unit, say, yes_no=story.yes_no),
        first_period=say.period(first["value_period"]),
        last=written(last["value"], story.unit, say, yes_no=story.yes_no),
        last_period=say.period(last["value_period"]),
    )
    told, target = [say(said)], last["target"]
    if pd.notna(target):
        told.append(say(message("Target {target}.", target=written(target, story.unit, say, yes_no=story.yes_no))))
    return " ".join(filter(None, [*told, *breaks.in_words(story, say), coming.in_words(story, say)]))


def starts_at_zero(story: Story) -> bool:
    """Whether the axis of the picture begins at zero; where it does not, that is said under it."""
    if story.kind in ("flow", "threshold"):
        return True
    low, _ = span(story)
    return story.yes_no or low <= 0
