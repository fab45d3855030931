"""An indicator in one small line."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from monitoring.charts.look import ACCENT, MARKS
from monitoring.charts.pieces import picture


def spark(
    values: Sequence[float | None], status: str, label: str, *, colour: str = "", since: int | None = None
) -> Markup:
    """A line without axes: how it went, with the last point in the colour of its status, or in `colour`.

    At the value with the place `since` something was decided: an upright line marks it.
    """
    known = [(place, value) for place, value in enumerate(values) if value is not None and value == value]
    if len(known) < 2:
        return Markup('<span class="note">–</span>')
    width, height = 96, 24
    low, high = min(value for _, value in known), max(value for _, value in known)
    step, scale = (width - 8) / (len(values) - 1), (height - 8) / ((high - low) or 1)
    points = [(4 + place * step, height - 4 - (value - low) * scale) for place, value in known]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    x, y = points[-1]
    decided = (
        ""
        if since is None
        else f'<path d="M{4 + since * step:.1f} 1V{height - 1}" stroke="#3A3F45" stroke-dasharray="2 2"/>'
    )
    body = (
        f'{decided}<polyline points="{line}" fill="none" stroke="{ACCENT}" stroke-width="1.6"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour or MARKS[status].colour}"/>'
    )
    return picture(body, width, height, label, "width:96px;height:24px")
