"""The page of shifts: what is asked, typed, shown and decided."""

from monitoring.ui.shifts.choice import Asked, ask, looked_at
from monitoring.ui.shifts.decide import decide, overview, save
from monitoring.ui.shifts.decide import title as decided_title
from monitoring.ui.shifts.picture import before_and_after, lede, title, verdict, whole
from monitoring.ui.shifts.typed import typed

__all__ = [
    "Asked",
    "ask",
    "before_and_after",
    "decide",
    "decided_title",
    "lede",
    "looked_at",
    "overview",
    "save",
    "title",
    "typed",
    "verdict",
    "whole",
]
