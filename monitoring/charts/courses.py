"""Shares beside each other over the quarters: what each budget spent, and what is achieved, as small multiples."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

from monitoring.charts.look import BUDGETS, GREY, HAIR, INK
from monitoring.charts.pieces import picture
from monitoring.language import Words
from theory_of_change.text import Percent, message

WIDTH, HEIGHT, EDGE, SCALE = 230, 84, 5, 36  # pixels; SCALE is the room for the numbers of the scale
ACHIEVED = INK


@dataclass(frozen=True)
class Point:
    """One quarter: per budget type the share spent, and the share achieved, None where not known."""

    quarter: str
    spent: Mapping[str, float]
    achieved: float | None


def shares(points: Sequence[Point], type_names: Mapping[str, str], say: Words, *, name: str) -> Markup:
    """The shares of a country and theme as lines on one scale from 0 to 100%: spent starts anew each year."""
    step = (WIDTH - SCALE - 2 * EDGE) / max(len(points) - 1, 1)

    def place(number: int, share: float) -> tuple[float, float]:
        return SCALE + EDGE + number * step, HEIGHT - EDGE - min(max(share, 0), 1) * (HEIGHT - 2 * EDGE)

    body = []
    for share in (0, 0.5, 1):
        _, y = place(0, share)
        body.append(f'<line x1="{SCALE}" y1="{y}" x2="{WIDTH}" y2="{y}" stroke="{"#C9CED4" if share == 0 else HAIR}"/>')
        body.append(
            f'<text x="{SCALE - 4}" y="{y + 3.5}" text-anchor="end" font-size="10" '
            f'font-family="sans-serif" fill="{GREY}">{escape(say.percent(share))}</text>'
        )
    body += _line([(n, p.achieved) for n, p in enumerate(points)], place, ACHIEVED, dashed=True)
    for code, colour in BUDGETS.items():
        for run in _years(points, code):
            body += _line(run, place, colour.fill, dashed=False)
    last = points[-1]
    told = [
        say(
            message(
                "{type}: {share} of the year's money is spent", type=type_names.get(code, code), share=Percent(share)
            )
        )
        for code, share in last.spent.items()
    ]
    if last.achieved is not None:
        told.append(say(message("{share} of the judged indicators is on track", share=Percent(last.achieved))))
    return picture("".join(body), WIDTH, HEIGHT, f"{name}. {'; '.join(told)}.", "width:100%;height:auto")


def _years(points: Sequence[Point], code: str) -> list[list[tuple[int, float | None]]]:
    """The points of each year: what is spent of a year's money begins at nothing again."""
    found: dict[str, list[tuple[int, float | None]]] = {}
    for number, point in enumerate(points):
        found.setdefault(point.quarter[:4], []).append((number, point.spent.get(code)))
    return list(found.values())


def _line(values, place, colour: str, *, dashed: bool) -> list[str]:
    known = [place(number, share) for number, share in values if share is not None]
    if not known:
        return []
    dash = ' stroke-dasharray="4 3"' if dashed else ""
    path = " ".join(f"{'M' if n == 0 else 'L'}{x:.1f} {y:.1f}" for n, (x, y) in enumerate(known))
    x, y = known[-1]
    return [
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="1.8"{dash}/>',
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.6" fill="{colour}"/>',
    ]


def legend(types: Sequence[str], type_names: Mapping[str, str], say: Words) -> Markup:
    """What the lines are."""
    lines = [
        Markup('<span><i style="background:{};height:2px"></i>{}</span>').format(
            BUDGETS[code].fill, say(message("{type}: spent", type=type_names.get(code, code)))
        )
        for code in types
    ]
    achieved = Markup(
        '<span><i style="background:repeating-linear-gradient(90deg,{} 0 4px,transparent 4px 7px);width:18px;height:2px"></i>{}</span>'
    ).format(ACHIEVED, say(message("share of indicators on track")))
    return Markup('<div class="key">{}</div>').format(Markup("").join([*lines, achieved]))
