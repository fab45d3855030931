"""The picture of expenditure per quarter: a panel per budget type, with what is still to come drawn open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from monitoring.charts.look import AXIS, BUDGETS, FONT, GREY, INK
from monitoring.language import Words
from theory_of_change.text import message

WIDTH = 0.74  # of a bar, in quarters
Names = Mapping[str, str]


def trend(frame: pd.DataFrame, type_names: Names, say: Words, *, last: str, fictional: bool) -> go.Figure:
    """Expenditure per quarter, a panel per budget type on one scale; a forecast is drawn open.

    `frame` has columns budget_type, quarter, expenditure, forecast (euros, None where nothing is
    known) and `settled`, whether what was spent is known. `last` is the quarter that is looked at.
    """
    quarters = sorted(frame["quarter"].unique())
    shown = {key: _shown(frame, key, quarters) for key in BUDGETS if (frame["budget_type"] == key).any()}
    top = max([value for bars in shown.values() for value, _ in bars if value is not None], default=0) * 1.18 or 1
    ticks = _ticks(quarters)
    panels = [_Panel(place, len(shown), key, bars, top) for place, (key, bars) in enumerate(shown.items())]
    written = [
        note for panel in panels for note in (panel.name(_panel_name(panel.key, type_names, say)), *panel.numbers(say))
    ]
    if fictional:
        written.append(
            {
                "x": 1,
                "y": -0.2,
                "xref": "paper",
                "yref": "paper",
                "xanchor": "right",
                "yanchor": "top",
                "showarrow": False,
                "text": say(message("invented figures")),
                "font": {"size": 11, "color": GREY},
            }
        )
    # Whole at once: plotly looks at every annotation again for each that is added.
    return go.Figure(
        [panel.drawn(quarters, last) for panel in panels],
        {
            **{name: axis for panel in panels for name, axis in panel.axes(ticks).items()},
            "annotations": written,
            "height": 236,
            "margin": {"l": 0, "r": 4, "t": 4, "b": 50},
            "showlegend": False,
            "bargap": 0.2,
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "font": {"family": FONT, "color": GREY},
        },
    )


def trend_alt(frame: pd.DataFrame, type_names: Names, say: Words) -> str:
    """The trend in words: what was spent, as far as it is known."""
    parts = []
    for key in BUDGETS:
        own = frame[(frame["budget_type"] == key) & frame["settled"]]
        told = ", ".join(
            f"{say.tick(q)} {say.millions(a)}" for q, a in zip(own["quarter"], own["expenditure"], strict=True)
        )
        if len(own):
            parts.append(f"{type_names.get(key, key)}: {told}")
    return say(message("Expenditure per quarter.")) + " " + "; ".join(parts)


def _ticks(quarters: Sequence[str]) -> list[str]:
    """The number of a quarter alone, with the year where it begins: on a phone more does not fit.

    >>> _ticks(["2024-Q3", "2024-Q4", "2025-Q1"]), _ticks(["2024-Q4", "2025-Q1"])
    (['3<br>’24', '4', '1<br>’25'], ['4', '1<br>’25'])
    """
    begins = [place for place, quarter in enumerate(quarters) if quarter[-1] == "1"]
    if 1 not in begins:
        begins.append(0)  # beside a year that begins the first one would not fit
    return [q[-1] + (f"<br>’{q[2:4]}" if place in begins else "") for place, q in enumerate(quarters)]


Bars = Sequence[tuple[float | None, bool]]  # millions of euros and whether it is a forecast, per quarter


def _shown(frame: pd.DataFrame, key: str, quarters: Sequence[str]) -> Bars:
    own = frame[frame["budget_type"] == key].set_index("quarter")
    bars = []
    for quarter in quarters:
        settled = quarter in own.index and bool(own.at[quarter, "settled"])
        amount = own.at[quarter, "expenditure" if settled else "forecast"] if quarter in own.index else None
        bars.append((None if amount is None else float(amount) / 1e6, not settled))
    return bars


@dataclass(frozen=True)
class _Panel:
    """One budget type beside the others: which of how many, and its bars on the scale of all."""

    place: int
    of: int
    key: str
    bars: Bars
    top: float

    @property
    def axis(self) -> str:
        """The number of its axes, as plotly counts them."""
        return "" if self.place == 0 else str(self.place + 1)

    @property
    def start(self) -> float:
        """Where it begins, as a share of the width."""
        return self.place * 1.035 / self.of

    def drawn(self, quarters: Sequence[str], last: str) -> go.Bar:
        """Its bars: closed where the spending is known, open where it is still to come."""
        colour, still = BUDGETS[self.key], [to_come for _, to_come in self.bars]
        return go.Bar(
            x=list(range(len(quarters))),
            y=[value for value, _ in self.bars],
            xaxis=f"x{self.axis}",
            yaxis=f"y{self.axis}",
            width=WIDTH,
            hoverinfo="skip",
            marker={
                "opacity": [
                    1 if to_come or quarter == last else 0.38 for quarter, to_come in zip(quarters, still, strict=True)
                ],
                "color": ["rgba(0,0,0,0)" if to_come else colour.fill for to_come in still],
                "line": {"color": colour.fill, "width": [1.2 if to_come else 0 for to_come in still]},
            },
        )

    def axes(self, ticks: Sequence[str]) -> dict[str, Any]:
        """Its axes: the quarters below it, and the height that all panels share."""
        return {
            f"xaxis{self.axis}": {
                "domain": [self.start, min(self.start + 0.93 / self.of, 1)],
                "anchor": f"y{self.axis}",
                "tickvals": list(range(len(ticks))),
                "ticktext": ticks,
                "tickfont": {"size": 11.5},
                "showgrid": False,
                "fixedrange": True,
                "zeroline": False,
                "showline": True,
                "linecolor": AXIS,
                "ticks": "",
                "tickangle": 0,
            },
            f"yaxis{self.axis}": {
                "domain": [0, 0.86],
                "anchor": f"x{self.axis}",
                "range": [0, self.top],
                "visible": False,
                "fixedrange": True,
            },
        }

    def name(self, name: str) -> dict[str, Any]:
        """Its name, in its colour, above it."""
        return {
            "x": self.start,
            "y": 1,
            "xref": "paper",
            "yref": "paper",
            "text": f"<b>{escape(name)}</b>",
            "showarrow": False,
            "xanchor": "left",
            "yanchor": "top",
            "font": {"color": BUDGETS[self.key].text, "size": 13.5},
        }

    def numbers(self, say: Words) -> Iterator[dict[str, Any]]:
        """The number of its first bar, its last, and the last that is known."""
        values = [value for value, _ in self.bars]
        known = [place for place, value in enumerate(values) if value is not None]
        spent = [place for place in known if not self.bars[place][1]]
        labelled = sorted({*known[:1], *known[-1:], *spent[-1:]})
        for place in labelled:
            closed = place in spent[-1:]
            before = (values[place - 1] or 0) if place else 0
            # A forecast that is about as high as the bar before it writes its number above that one;
            # a number under a higher bar after it ends where its own bar does.
            raised = 13 if place - 1 in labelled and abs(values[place] - before) < 0.09 * self.top else 0
            lower = place + 1 in known and values[place + 1] > values[place]
            written = say.number(values[place], 1)
            yield {
                "x": place + WIDTH / 2 if lower else place,
                "y": values[place],
                "xref": f"x{self.axis}",
                "yref": f"y{self.axis}",
                "showarrow": False,
                "xanchor": "right" if lower else "center",
                "yanchor": "bottom",
                "xshift": 3 if lower else 0,
                "yshift": raised,
                "text": f"<b>{written}</b>" if closed else written,
                "font": {"size": 12, "color": INK if closed else GREY},
            }


def _panel_name(key: str, type_names: Names, say: Words) -> str:
    """The name of a budget type, short enough for a panel on a phone."""
    return say(message("Own budgets")) if key == "OWN" else type_names.get(key, key)
