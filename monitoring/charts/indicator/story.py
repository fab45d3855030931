"""What the picture of an indicator tells, and the numbering of quarters it is drawn on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from theory_of_change.text import Period


@dataclass(frozen=True)
class Point:
    """A point of a target path: the quarter it is for, its value, what it is, and its revision."""

    quarter: str
    value: float
    kind: str
    revision: int
    since: str | None = None


@dataclass(frozen=True)
class Coming:
    """What is to be expected of one period: its middle, and the ends of the band round it."""

    period: str
    low: float
    middle: float
    high: float

    @property
    def place(self) -> int:
        """The number of the quarter it ends in."""
        return number_of(Period(self.period).last_quarter)


@dataclass(frozen=True)
class Story:
    """Everything the picture shows. `rows` is the indicator's result per quarter, oldest first.

    `yes_no` is of an event in one country, which was reached or not. `coming` are the periods after the last figure, up
    to the target; `breaks` are the quarters from which another definition holds.
    """

    rows: pd.DataFrame
    points: Sequence[Point]
    kind: str
    unit: str
    direction: str
    quarter: str
    fictional: bool = False
    yes_no: bool = False
    coming: Sequence[Coming] = ()
    breaks: Sequence[str] = ()

    @property
    def turns(self) -> list[float]:
        """The places between two quarters where the definition changed."""
        return [number_of(quarter) - 0.5 for quarter in self.breaks]


def measured(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows that bring a value of their own period, each period once."""
    return rows[rows["value"].notna()].drop_duplicates("value_period", keep="first")


def span(story: Story) -> tuple[float, float]:
    """The lowest and highest value on the axis of a line, with room round them; from zero where that is near."""
    if story.yes_no:
        return -0.15, 1.3
    values = [*measured(story.rows)["value"].astype(float), *[point.value for point in story.points]]
    values += [end for one in story.coming for end in (one.low, one.high)]
    if not values:
        return 0.0, 1.0
    low, high = min(values), max(values)
    room = (high - low) * 0.16 or abs(high) * 0.2 or 1
    return (0.0 if 0 <= low < 0.35 * high else low - room), high + room


def number_of(quarter: str) -> int:
    """A quarter as a number that goes up by one each quarter.

    >>> number_of("2026-Q1") - number_of("2025-Q4"), quarter_of(number_of("2026-Q3"))
    (1, '2026-Q3')
    """
    return int(quarter[:4]) * 4 + int(quarter[-1]) - 1


def quarter_of(number: int) -> str:
    """The quarter of a number."""
    return f"{number // 4}-Q{number % 4 + 1}"
