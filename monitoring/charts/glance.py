"""The pictures of the front page: budgets, results, harm, and eight quarters at a glance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from monitoring.charts.html import html
from monitoring.charts.look import BUDGETS, INK
from monitoring.charts.pieces import picture
from monitoring.language import Words
from theory_of_change.text import Text, message

COLUMNS = ("on_track", "attention", "behind", "no_data")
MOST_HARM = 6
MOST_BESIDE_REPORTS = 3  # where the reports of harm stand below


@dataclass(frozen=True)
class Bullet:
    """One budget in its year: everything in euros, `passed` as share of the year; None where nothing is known."""

    budget_type: str
    name: Text
    allocated: Decimal | None
    committed: Decimal | None
    spent: Decimal | None
    year_end: Decimal | None
    passed: float
    year: int

    def share(self, amount: Decimal | None) -> float | None:
        """An amount as share of the budget; None where either is not known."""
        return float(amount / self.allocated) if self.allocated and amount is not None else None

    def width(self, amount: Decimal | None) -> str:
        """The width of an amount on the track of the budget."""
        return f"{min(max(100 * (self.share(amount) or 0.0), 0), 100):.1f}%"


def bullet(bar: Bullet, say: Words) -> Markup:
    """A budget as a bar of its own, with what is spent, committed and expected."""
    return html("bullet", say, bar=bar, colour=BUDGETS[bar.budget_type])


@dataclass(frozen=True)
class TheoryRow:
    """One theory: how many of its indicators have each status, its headline, and where to read on."""

    name: Text
    counts: Mapping[str, int]
    headline: str
    href: str


def unit_rows(rows: Sequence[TheoryRow], say: Words) -> Markup:
    """One shape per indicator, in fixed columns, so that columns compare downwards."""
    return html("unit_rows", say, rows=rows, columns=COLUMNS)


@dataclass(frozen=True)
class HarmRow:
    """One safeguard that is not in order."""

    place: str
    name: str
    colour: str
    detail: str
    href: str


def harm_strip(counts: Mapping[str, int], rows: Sequence[HarmRow], say: Words, *, most: int = MOST_HARM) -> Markup:
    """Red first, hatched, with its consequence; then amber; how many are in order stands on top."""
    return html("harm_strip", say, counts=Counter(counts), rows=rows[:most], more=len(rows) - most)


@dataclass(frozen=True)
class Multiple:
    """A small picture of the last quarters: bars for amounts and counts, a line for shares."""

    title: str
    unit: str
    values: Sequence[float | None]
    colour: str = INK
    line: bool = False
    top: float | None = None
    write: Callable[[float], str] = str


def multiples(pictures: Sequence[Multiple], quarters: Sequence[str], say: Words) -> Markup:
    """Small multiples over the same quarters; only the last value is written."""
    drawn = [_Drawn.of(one, quarters, say) for one in pictures]
    return html("multiples", say, pictures=drawn, quarters=quarters)


_WIDTH, _BASE = 152, 50  # pixels: the width of a small picture, and the height of its zero line


@dataclass(frozen=True)
class _Drawn:
    title: str
    unit: str
    drawing: Markup
    last: str
    lift: int

    @classmethod
    def of(cls, one: Multiple, quarters: Sequence[str], say: Words) -> _Drawn:
        top = one.top or max([value for value in one.values if value is not None], default=0) * 1.08 or 1
        heights = [None if value is None else _BASE - value / top * (_BASE - 4) for value in one.values]
        written = [say(message("no data")) if value is None else one.write(value) for value in one.values]
        told = "; ".join(f"{say.tick(quarter)} {value}" for quarter, value in zip(quarters, written, strict=True))
        drawing = picture(
            _strokes(one, heights), _WIDTH, 52, f"{one.title}, {one.unit}: {told}", "width:100%;height:52px"
        )
        last = _BASE if not heights or heights[-1] is None else heights[-1]
        lift = 15 + max(0, min(46, _BASE - last - 9))  # so that the number stands beside the last point
        return cls(one.title, one.unit, drawing, written[-1] if written else "", round(lift))


def _strokes(one: Multiple, heights: Sequence[float | None]) -> str:
    """Bars or a line, and the zero line under them."""
    step = _WIDTH / max(len(heights), 1)
    points = [(step * (place + 0.5), y) for place, y in enumerate(heights) if y is not None]
    ground = f'<path d="M0 {_BASE + 0.5}H{_WIDTH}" stroke="#AEB4BB" stroke-width="1"/>'
    if one.line:
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        body = f'<polyline points="{line}" fill="none" stroke="{one.colour}" stroke-width="1.8"/>'
        if heights and heights[-1] is not None:
            body += f'<circle cx="{points[-1][0]:.1f}" cy="{points[-1][1]:.1f}" r="3.4" fill="{one.colour}"/>'
        return body + ground
    bars = (
        f'<rect x="{x - step * 0.37:.1f}" y="{y:.1f}" width="{step * 0.74:.1f}" height="{max(_BASE - y, 0.6):.1f}" '
        f'fill="{one.colour}" opacity="{1 if x > _WIDTH - step else 0.38}"/>'
        for x, y in points
    )
    return "".join(bars) + ground
