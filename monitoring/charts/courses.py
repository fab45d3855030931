"""Two shares beside each other over the quarters: what is spent, and what is achieved, as small multiples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from monitoring.charts.look import ACCENT, INK
from monitoring.charts.pieces import picture
from monitoring.language import Words
from theory_of_change.text import Percent, message

WIDTH, HEIGHT, EDGE = 210, 78, 4
SPENT, ACHIEVED = ACCENT, INK


@dataclass(frozen=True)
class Point:
    """One quarter: the share spent and the share achieved, None where not known."""

    quarter: str
    spent: float | None
    achieved: float | None


def two_shares(points: Sequence[Point], say: Words, *, name: str) -> Markup:
    """Both shares of a country and theme as two lines on one scale from 0 to 100%: spent starts anew each year."""
    step = (WIDTH - 2 * EDGE) / max(len(points) - 1, 1)

    def place(number: int, share: float) -> tuple[float, float]:
        return EDGE + number * step, HEIGHT - EDGE - min(max(share, 0), 1) * (HEIGHT - 2 * EDGE)

    body = [
        f'<line x1="0" y1="{HEIGHT - EDGE}" x2="{WIDTH}" y2="{HEIGHT - EDGE}" stroke="#C9CED4"/>',
        f'<line x1="0" y1="{EDGE}" x2="{WIDTH}" y2="{EDGE}" stroke="#E6E9ED"/>',
    ]
    body += _line([(n, p.achieved) for n, p in enumerate(points)], place, ACHIEVED, dashed=True)
    for run in _years(points):
        body += _line(run, place, SPENT, dashed=False)
    last = points[-1]
    alt = say(
        message(
            "{name}: {spent} of the year's money is spent, {achieved} of the judged indicators is on track.",
            name=name,
            spent=Percent(last.spent) if last.spent is not None else "–",
            achieved=Percent(last.achieved) if last.achieved is not None else "–",
        )
    )
    return picture("".join(body), WIDTH, HEIGHT, alt, "width:100%;height:auto")


def _years(points: Sequence[Point]) -> list[list[tuple[int, float | None]]]:
    """The points of each year: what is spent of a year's money begins at nothing again."""
    found: dict[str, list[tuple[int, float | None]]] = {}
    for number, point in enumerate(points):
        found.setdefault(point.quarter[:4], []).append((number, point.spent))
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


def legend(say: Words) -> Markup:
    """What the two lines are."""
    return Markup(
        '<div class="key"><span><i style="background:{};height:2px"></i>{}</span>'
        '<span><i style="border-top:2px dashed {};height:0"></i>{}</span></div>'
    ).format(
        SPENT, say(message("share of the year's money spent")), ACHIEVED, say(message("share of indicators on track"))
    )
