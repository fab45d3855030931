"""A picture as places in a box: where its bars, points and words stand, whoever draws them.

Everything lies between 0 and 1, from the upper left corner. The document and the page draw from the same places;
slides have charts of their own kind, which can be edited.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from monitoring.language import Words
from monitoring.reports.pack.contrast import READABLE, contrast
from monitoring.reports.pack.model import Chart, Shape
from monitoring.reports.pack.scale import Scale, lies

PAPER, INK = "#FFFFFF", "#1B1B1B"
"""Of words inside a bar, whichever is read best."""
MANY = 12
"""With more bars than this only the last one has its value: the table beside has all."""
NAME, GAP = 1.25, 0.35
"""Of lying bars: the room of the name above them and the gap below, one being a bar."""
_LEAST = 0.09  # the part of the box a value needs to stand inside a bar, or apart from another


@dataclass(frozen=True)
class Bar:
    """A rectangle, with its colour."""

    x: float
    y: float
    width: float
    height: float
    colour: str


@dataclass(frozen=True)
class Path:
    """A line through points; where a value is missing it ends, and another begins."""

    points: Sequence[tuple[float, float]]
    colour: str


@dataclass(frozen=True)
class Label:
    """Words at a place: `side` is where they stand from it (left, right, middle)."""

    x: float
    y: float
    text: str
    colour: str
    side: str


@dataclass(frozen=True)
class Drawing:
    """A whole picture. `rows` is its height in lying bars, with their names and gaps; 0 where bars stand."""

    rows: float
    zero: float
    grid: Sequence[tuple[float, str]]
    bars: Sequence[Bar]
    paths: Sequence[Path]
    dots: Sequence[Label]
    labels: Sequence[Label]
    names: Sequence[Label]
    legend: Sequence[tuple[str, str]]


def draw(chart: Chart, say: Words, beside: Sequence[Chart] = ()) -> Drawing:
    """Where everything of `chart` stands, its values in words of `say`, on one scale with those `beside` it."""
    lying = lies(chart)
    scale = Scale.of(chart, beside)
    legend = [(one.name, one.colour) for one in chart.series] if len(chart.series) > 1 else []
    grid = [(scale.at(tick), value_said(tick, chart, say, scale.decimals(chart))) for tick in scale.ticks]
    names = list(_names(chart, lying))
    if chart.shape is Shape.LINE:
        paths, dots, labels = _lines(chart, scale, say)
        return Drawing(0, scale.at(0), grid, (), paths, dots, labels, names, legend)
    bars, labels = _bars(chart, scale, say, lying)
    each = 1 if chart.shape is Shape.STACKED else len(chart.series)
    rows = len(chart.categories) * (each + NAME + GAP) if lying else 0
    return Drawing(rows, scale.at(0), grid, bars, (), (), labels, names, legend)


def value_said(value: float, chart: Chart, say: Words, decimals: int | None = None) -> str:
    """A value of a chart as its labels say it."""
    places = chart.decimals if decimals is None else decimals
    return say.percent(value, places) if chart.unit == "%" else say.number(value, places)


def _names(chart: Chart, lying: bool) -> Iterator[Label]:
    """The names of the categories: above lying bars, else at the foot; of many only the first and the last."""
    count = len(chart.categories)
    crowded = not lying and sum(map(len, chart.categories)) > 44
    for at, name in enumerate(chart.categories):
        if lying:
            yield Label(0, at / count, name, "", "right")
        elif not crowded or at in (0, count - 1):
            yield Label(_middle(chart, at), 1, name, "", "middle")


def _middle(chart: Chart, at: int) -> float:
    return (at + 0.5) / len(chart.categories)


def _bars(chart: Chart, scale: Scale, say: Words, lying: bool) -> tuple[list[Bar], list[Label]]:
    bars: list[Bar] = []
    labels: list[Label] = []
    for at in range(len(chart.categories)):
        place = _stacked if chart.shape is Shape.STACKED else _beside
        for start, end, value, foot, head, colour in place(chart, at, lying):
            bars.append(_bar(scale, start, end, foot, head, colour, lying))
            if _is_told(chart, at, scale, foot, head):
                labels.append(_label(chart, bars[-1], value, say, lying))
    return bars, labels


Placed = Iterator[tuple[float, float, float, float, float, str]]


def _beside(chart: Chart, at: int, lying: bool) -> Placed:
    """Bars of one category beside each other: from, to, value, foot, head, colour."""
    count, each = len(chart.categories), len(chart.series)
    # Above lying bars stands a name, which takes a little more room than one of them.
    start, room = (at + NAME / (each + NAME + GAP), each / (each + NAME + GAP)) if lying else (at + 0.18, 0.64)
    for number, one in enumerate(chart.series):
        value = one.values[at]
        if value is not None:
            wide = room / each
            yield (start + number * wide) / count, (start + (number + 0.92) * wide) / count, value, 0, value, one.colour


def _stacked(chart: Chart, at: int, lying: bool) -> Placed:
    count = len(chart.categories)
    start, end = (at + NAME / (1 + NAME + GAP), at + (1 + NAME) / (1 + NAME + GAP)) if lying else (at + 0.18, at + 0.82)
    above = below = 0.0
    for one in chart.series:
        value = one.values[at]
        if value is None:
            continue
        foot = above if value >= 0 else below
        yield start / count, end / count, value, foot, foot + value, one.colour
        above, below = above + max(value, 0), below + min(value, 0)


def _bar(scale: Scale, start: float, end: float, foot: float, head: float, colour: str, lying: bool) -> Bar:
    low, high = sorted((scale.at(foot), scale.at(head)))
    if lying:
        return Bar(low, start, high - low, end - start, colour)
    return Bar(start, 1 - high, end - start, high - low, colour)


def _is_told(chart: Chart, at: int, scale: Scale, foot: float, head: float) -> bool:
    if chart.shape is Shape.STACKED:
        return abs(scale.at(head) - scale.at(foot)) >= _LEAST
    few = len(chart.categories) * len(chart.series) <= MANY
    return few or lies(chart) or (len(chart.series) == 1 and at == len(chart.categories) - 1)


def _label(chart: Chart, bar: Bar, value: float, say: Words, lying: bool) -> Label:
    """The value of a bar: inside where bars stand on each other, else past its end."""
    text = value_said(value, chart, say)
    if chart.shape is Shape.STACKED:
        on = PAPER if contrast(PAPER, bar.colour) >= READABLE else INK
        return Label(bar.x + bar.width / 2, bar.y + bar.height / 2, text, on, "inside")
    if lying:
        x = bar.x + bar.width if value >= 0 else bar.x
        return Label(x, bar.y + bar.height / 2, text, "", "right" if value >= 0 else "left")
    y = bar.y if value >= 0 else bar.y + bar.height
    return Label(bar.x + bar.width / 2, y, text, "", "above" if value >= 0 else "below")


def _lines(chart: Chart, scale: Scale, say: Words) -> tuple[list[Path], list[Label], list[Label]]:
    paths: list[Path] = []
    dots: list[Label] = []
    for one in chart.series:
        points = [
            None if value is None else (_middle(chart, at), 1 - scale.at(value)) for at, value in enumerate(one.values)
        ]
        paths += [Path(part, one.colour) for part in _unbroken(points)]
        told = [(at, value) for at, value in enumerate(one.values) if value is not None]
        if told:
            at, value = told[-1]
            dots.append(
                Label(_middle(chart, at), 1 - scale.at(value), value_said(value, chart, say), one.colour, "right")
            )
    return paths, dots, _apart(dots)


def _unbroken(points: Sequence[tuple[float, float] | None]) -> Iterator[list[tuple[float, float]]]:
    """The stretches without a gap.

    >>> list(_unbroken([(0, 0), None, (2, 2), (3, 3)]))
    [[(0, 0)], [(2, 2), (3, 3)]]
    """
    part: list[tuple[float, float]] = []
    for point in [*points, None]:
        if point is not None:
            part.append(point)
        elif part:
            yield part
            part = []


def _apart(labels: Sequence[Label]) -> list[Label]:
    """The same labels, moved down where they would stand on each other."""
    moved: list[Label] = []
    for one in sorted(labels, key=lambda label: label.y):
        least = moved[-1].y + _LEAST if moved and abs(moved[-1].x - one.x) < 0.2 else one.y
        moved.append(Label(one.x, max(one.y, least), one.text, one.colour, one.side))
    return moved
