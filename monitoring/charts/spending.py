"""Pictures of spending: country × theme × budget type, and expenditure per quarter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

import pandas as pd
import plotly.graph_objects as go
from markupsafe import Markup

from monitoring.charts.html import html
from monitoring.charts.look import AXIS, BUDGETS, FONT, GREY, INK
from monitoring.language import Words
from theory_of_change.text import message

SMALLEST = Decimal(50_000)  # euros: less is written as “<0,1” where amounts are in millions with one decimal
Names = Mapping[str, str]
Amounts = Mapping[str, Decimal]  # euros by budget type


def matrix(
    frame: pd.DataFrame,
    rows: Sequence[str],
    columns: Sequence[str],
    row_names: Names,
    column_names: Names,
    type_names: Names,
    say: Words,
    *,
    row: str,
    column: str = "theme",
    amount: str = "expenditure",
    one_budget: bool = False,
) -> Markup:
    """Rows by columns, in each cell the sum in millions and a bar of its budget types.

    `frame` has columns `row`, `column`, budget_type and `amount` (euros), and may be finer than the
    picture: rows that fall in one cell are added up. Inner cells share one scale; the sums at the
    edge have their own, a grey ground and the word addition; of `one_budget` they are totals.
    """
    cells: dict[tuple[str, str], dict[str, Decimal]] = {}
    for record in frame.to_dict("records"):
        own = cells.setdefault((record[row], record[column]), {})
        own[record["budget_type"]] = own.get(record["budget_type"], Decimal()) + record[amount]
    by_row = {key: _added(cells.get((key, other), {}) for other in columns) for key in rows}
    by_column = {key: _added(cells.get((other, key), {}) for other in rows) for key in columns}
    inner, edge, foot = (_largest(part.values()) for part in (cells, by_row, by_column))

    def cell(amounts: Amounts, scale: Decimal) -> _Cell:
        return _Cell.of(amounts, scale, type_names, say)

    return html(
        "matrix",
        say,
        heads=[column_names[key] for key in columns],
        rows=[
            (
                row_names.get(key, key),
                [cell(cells.get((key, other), {}), inner) for other in columns],
                cell(by_row[key], edge),
            )
            for key in rows
        ],
        foot=[cell(by_column[key], foot) for key in columns],
        one_budget=one_budget,
        everything=_millions(sum(_added(by_row.values()).values(), Decimal()), say),
    )


def legend(frame: pd.DataFrame, type_names: Names, say: Words, *, amount: str = "expenditure") -> Markup:
    """The budget types that are shown with their colour and their own sum in millions."""
    totals = frame.groupby("budget_type")[amount].sum() if len(frame) else {}
    entries = [
        (colour, type_names.get(key, key), _millions(totals[key], say))
        for key, colour in BUDGETS.items()
        if key in totals
    ]
    return html("budget_legend", say, entries=entries)


@dataclass(frozen=True)
class _Cell:
    """A cell of the matrix: its sum, the bars by colour and width in percent, and the amounts in words."""

    written: str
    bars: Sequence[tuple[str, str]]
    said: str

    @classmethod
    def of(cls, amounts: Amounts, scale: Decimal, type_names: Names, say: Words) -> _Cell:
        present = [key for key in BUDGETS if amounts.get(key)]
        return cls(
            _millions(sum(amounts.values(), Decimal()), say) if present else "",
            [(BUDGETS[key].fill, f"{100 * max(amounts[key], 0) / scale:.1f}%") for key in present],
            ", ".join(f"{type_names.get(key, key)} {say.euro(amounts[key])}" for key in present),
        )


def _added(cells: Iterable[Amounts]) -> Amounts:
    total: dict[str, Decimal] = {}
    for cell in cells:
        for key, amount in cell.items():
            total[key] = total.get(key, Decimal()) + amount
    return total


def _largest(cells: Iterable[Amounts]) -> Decimal:
    """The scale of the bars: the largest sum, and 1 where there is none."""
    return max((sum(cell.values(), Decimal()) for cell in cells), default=Decimal()) or Decimal(1)


def _millions(amount: Decimal, say: Words) -> str:
    if 0 < amount < SMALLEST:
        return "<" + say.number(Decimal("0.1"), 1)
    return say.number(amount / 1_000_000, 1)


def trend(frame: pd.DataFrame, type_names: Names, say: Words, *, last: str, fictional: bool) -> go.Figure:
    """Expenditure per quarter, a panel per budget type on one scale; a forecast is drawn open.

    `frame` has columns budget_type, quarter, expenditure, forecast (euros, None where nothing is
    known) and `settled`, whether what was spent is known. `last` is the quarter that is looked at.
    """
    figure = go.Figure()
    quarters = sorted(frame["quarter"].unique())
    shown = {key: _shown(frame, key, quarters) for key in BUDGETS if (frame["budget_type"] == key).any()}
    top = max([value for bars in shown.values() for value, _ in bars if value is not None], default=0) * 1.18 or 1
    ticks = _ticks(quarters)
    for panel, (key, bars) in enumerate(shown.items()):
        _panel(figure, (panel, len(shown)), key, bars, quarters, ticks, top, type_names, say, last)
    if fictional:
        figure.add_annotation(
            x=1,
            y=-0.2,
            xref="paper",
            yref="paper",
            xanchor="right",
            yanchor="top",
            showarrow=False,
            text=say(message("invented figures")),
            font={"size": 11, "color": GREY},
        )
    figure.update_layout(
        height=236,
        margin={"l": 0, "r": 4, "t": 4, "b": 50},
        showlegend=False,
        bargap=0.2,
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": FONT, "color": GREY},
    )
    return figure


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


def _panel(figure, place, key, bars, quarters, ticks, top, type_names, say, last) -> None:
    panel, panels = place
    axis, colour = "" if panel == 0 else str(panel + 1), BUDGETS[key]
    values, still = [value for value, _ in bars], [forecast for _, forecast in bars]
    figure.add_bar(
        x=list(range(len(quarters))),
        y=values,
        xaxis=f"x{axis}",
        yaxis=f"y{axis}",
        width=0.74,
        hoverinfo="skip",
        marker={
            "opacity": [
                1 if to_come or quarter == last else 0.38 for quarter, to_come in zip(quarters, still, strict=True)
            ],
            "color": ["rgba(0,0,0,0)" if to_come else colour.fill for to_come in still],
            "line": {"color": colour.fill, "width": [1.2 if to_come else 0 for to_come in still]},
        },
    )
    start, width = panel * 1.035 / panels, 0.93 / panels
    figure.update_layout(
        {
            f"xaxis{axis}": {
                "domain": [start, min(start + width, 1)],
                "anchor": f"y{axis}",
                "tickvals": list(range(len(quarters))),
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
            f"yaxis{axis}": {
                "domain": [0, 0.86],
                "anchor": f"x{axis}",
                "range": [0, top],
                "visible": False,
                "fixedrange": True,
            },
        }
    )
    figure.add_annotation(
        x=start,
        y=1,
        xref="paper",
        yref="paper",
        text=f"<b>{escape(_panel_name(key, type_names, say))}</b>",
        showarrow=False,
        xanchor="left",
        yanchor="top",
        font={"color": colour.text, "size": 13.5},
    )
    known = [place for place, value in enumerate(values) if value is not None]
    spent = [place for place in known if not still[place]]
    labelled = sorted({*known[:1], *known[-1:], *spent[-1:]})
    for place in labelled:
        closed, before = place in spent[-1:], (values[place - 1] or 0) if place else 0
        # A forecast that is about as high as the bar before it writes its number above that one.
        raised = 13 if place and place - 1 in labelled and abs(values[place] - before) < 0.09 * top else 0
        written = say.number(values[place], 1)
        figure.add_annotation(
            x=place,
            y=values[place],
            xref=f"x{axis}",
            yref=f"y{axis}",
            showarrow=False,
            yanchor="bottom",
            yshift=raised,
            text=f"<b>{written}</b>" if closed else written,
            font={"size": 12, "color": INK if closed else GREY},
        )


def _panel_name(key: str, type_names: Names, say: Words) -> str:
    """The name of a budget type, short enough for a panel on a phone."""
    return say(message("Own budgets")) if key == "OWN" else type_names.get(key, key)
