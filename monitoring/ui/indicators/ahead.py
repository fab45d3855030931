"""What is to come of an indicator, on its page: one sentence, how it was worked out, and what is drawn of it."""

from __future__ import annotations

import streamlit as st

from monitoring.charts.indicator import Coming
from monitoring.charts.units import written
from monitoring.results.forecast import Forecast, method
from monitoring.ui.frame import Here
from monitoring.ui.html import html, note
from theory_of_change.text import Message, message

SHOWN = 4  # periods to come that a table shows; of more, those in which a year ends


def drawn(found: Forecast | Message) -> list[Coming]:
    """The periods to come as the picture wants them; none where nothing is said of them."""
    if isinstance(found, Message):
        return []
    return [Coming(one.period, one.reach.low, one.reach.middle, one.reach.high) for one in found.steps]


def explained(here: Here, found: Forecast | Message) -> None:
    """How it was worked out, to be opened; or why nothing is said of what is to come."""
    if isinstance(found, Message):
        st.html(note(here.say(message("No forecast. {why}", why=found))))
    else:
        st.html(html("forecast", here.say, method=method(found)))


def table_rows(here: Here, found: Forecast | Message, *, flow: bool) -> list[list[str]]:
    """The rows under the figures: period, middle, of a flow its year, nothing expected, and the band.

    They are marked as a forecast, and there are so few that the figures stay what is looked at.
    """
    if isinstance(found, Message):
        return []
    say = here.say
    ends = [one for one in found.steps if len(found.steps) <= SHOWN or one.period[4:] in ("-Q4", "-H2", "")]
    if found.steps[-1] not in ends:
        ends.append(found.steps[-1])
    rows = []
    for one in ends:
        low, middle, high = (written(getattr(one.reach, end), found.unit, say) for end in ("low", "middle", "high"))
        band = say(message("forecast: {low} to {high}", low=low, high=high))
        row = [say.short_period(one.period), middle]
        if flow:
            whole = written(found.end.middle, found.unit, say) if one is found.steps[-1] else "–"
            row.append(middle if found.kind == "yearly" else whole)
        rows.append([*row, "–", band])
    return rows
