"""The pictures of a proposed rule: from which verdict to which, and in which quarters."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import pandas as pd
from markupsafe import Markup

from monitoring.charts.html import html
from monitoring.charts.look import AXIS, MARKS, RED
from monitoring.language import Words

COLOURS = {"better": MARKS["on_track"].colour, "worse": RED, "otherwise": AXIS}


def changes(frame: pd.DataFrame, say: Words) -> Markup:
    """From what to what, as a small matrix; `frame` has columns was, becomes, turn and number."""
    number = {(_said(row.was), _said(row.becomes)): (row.number, row.turn) for row in frame.itertuples(index=False)}
    rows = _in_order({was for was, _ in number})
    heads = _in_order({becomes for _, becomes in number})
    return html(
        "flips_changes", say, heads=heads, rows=[(was, [number.get((was, to)) for to in heads]) for was in rows]
    )


def quarters(frame: pd.DataFrame, unsettled: Collection[str], say: Words) -> Markup:
    """How many turn in each quarter, as bars on one scale with their numbers; `frame` has quarter, better, worse, otherwise."""
    turns = list(COLOURS)
    most = max(frame[turns].sum(axis=1), default=0) or 1
    rows = [
        (
            row.quarter,
            row.quarter in unsettled,
            [(turn, getattr(row, turn), f"{100 * getattr(row, turn) / most:.1f}%") for turn in turns],
        )
        for row in frame.sort_values("quarter", ascending=False).itertuples(index=False)
    ]
    return html("flips_quarters", say, rows=rows, colours=COLOURS)


def _said(verdict: Any) -> str:
    """A verdict as a word of `MARKS`; "" where nothing is judged."""
    return verdict if isinstance(verdict, str) else ""


def _in_order(verdicts: Collection[str]) -> list[str]:
    return [name for name in (*MARKS, "") if name in verdicts]
