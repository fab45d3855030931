"""A theory of change as a picture: steps from left to right, links by what they say, assumptions on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from monitoring.charts.layered import Layout, lay_out
from monitoring.charts.look import MARKS, glyph, picture
from monitoring.language import Words
from theory_of_change.text import Text, message

WIDTH, STEP_WIDTH, STEP_HEIGHT, ROW = 888.0, 158.0, 74.0, 94.0
LEVELS = ("activity", "output", "outcome", "impact")
HEADS = {
    "activity": (message("We do"), message("activity")),
    "output": (message("That yields"), message("output")),
    "outcome": (message("So that"), message("outcome")),
    "impact": (message("In the end"), message("goal")),
}


@dataclass(frozen=True)
class LinkLook:
    """How a state of a link looks: its word, its colour, and its stroke as {colour} and {path}."""

    word: object
    colour: str
    stroke: str


LINKS: Mapping[str, LinkLook] = {
    "consistent": LinkLook(message("consistent"), "#5A5F66", '<path d="{path}" stroke="{colour}" stroke-width="1.5"/>'),
    "theory_in_question": LinkLook(
        message("theory in question"),
        "#B70000",
        '<path d="{path}" stroke="{colour}" stroke-width="6"/><path d="{path}" stroke="#FCFCFC" stroke-width="2.4"/>',
    ),
    "delivery_problem": LinkLook(
        message("delivery problem"),
        "#844C12",
        '<path d="{path}" stroke="{colour}" stroke-width="2.4" stroke-dasharray="10 5"/>',
    ),
    "unexplained": LinkLook(
        message("unexplained"),
        "#332288",
        '<path d="{path}" stroke="{colour}" stroke-width="2" stroke-dasharray="9 4 2 4"/>',
    ),
    "untested": LinkLook(
        message("not tested yet"),
        "#686E76",
        '<path d="{path}" stroke="{colour}" stroke-width="1.7" stroke-dasharray="1.6 4" stroke-linecap="round"/>',
    ),
}


@dataclass(frozen=True)
class StepBox:
    """A step: its code, level, a few words, what is said of it, and where a click leads."""

    code: str
    level: str
    label: Text
    status: str
    href: str
    selected: bool = False


@dataclass(frozen=True)
class LinkLine:
    """A link: its code, its two steps, its state, and the assumptions it rests on as (code, shape)."""

    code: str
    start: str
    end: str
    state: str
    assumptions: Sequence[tuple[str, str]]
    href: str


def graph(steps: Sequence[StepBox], links: Sequence[LinkLine], say: Words) -> str:
    """The theory as a picture; on a phone the list of its links takes its place."""
    layers = [[step.code for step in steps if step.level == level] for level in LEVELS]
    layers = [layer for layer in layers if layer]
    levels = [level for level in LEVELS if any(step.level == level for step in steps)]
    layout = lay_out(layers, [(link.start, link.end) for link in links])
    canvas = _Canvas(layout, len(layers))
    canvas.spread(links)
    lines, marks = "", ""
    for link in links:
        drawn = canvas.path(link)
        if drawn is None:
            continue
        look = LINKS[link.state]
        path, arrow, spot = drawn
        lines += look.stroke.format(path=path, colour=look.colour)
        lines += f'<path d="M{arrow[0]:.1f} {arrow[1] - 4.5:.1f}l8 4.5l-8 4.5Z" fill="{look.colour}" stroke="none"/>'
        marks += _marks(link, look, spot, canvas, say)
    boxes = "".join(_box(step, canvas, say) for step in steps)
    heads = "".join(
        f'<span style="left:{100 * canvas.left(place) / WIDTH:.2f}%"><b>{escape(say(HEADS[level][0]))}</b> · {escape(say(HEADS[level][1]))}</span>'
        for place, level in enumerate(levels)
    )
    alt = say(
        message(
            "{links} links between {steps} steps; the list of links says the same in words.",
            links=len(links),
            steps=len(steps),
        )
    )
    drawing = picture(f'<g fill="none">{lines}</g>', WIDTH, canvas.height, alt)
    return (
        f'<div class="cols">{heads}</div>'
        f'<div class="graph" style="aspect-ratio:{WIDTH:g}/{canvas.height:g}">{drawing}{boxes}{marks}</div>'
    )


class _Canvas:
    """Turns places in rows and layers into points of the picture."""

    def __init__(self, layout: Layout, layers: int) -> None:
        self._layout = layout
        self._gap = (WIDTH - STEP_WIDTH) / max(layers - 1, 1)
        self.height = layout.rows * ROW
        self._entries: dict[tuple[str, str], float] = {}
        self._exits: dict[tuple[str, str], float] = {}

    def left(self, layer: int) -> float:
        """The left side of a layer."""
        return layer * self._gap

    def layer(self, code: str) -> int:
        """The layer of a step."""
        return self._layout.places[code].layer

    def middle(self, code: str) -> float:
        """The height of the middle of a step."""
        return self._layout.places[code].row * ROW

    def spread(self, links: Sequence[LinkLine]) -> None:
        """Spread the links over the sides of their steps, in the order of their other ends."""
        for end, ports in ((1, self._entries), (0, self._exits)):
            by_step: dict[str, list[tuple[str, str]]] = {}
            for link in links:
                key = (link.start, link.end)
                if key[0] in self._layout.places and key[1] in self._layout.places:
                    by_step.setdefault(key[end], []).append(key)
            for keys in by_step.values():
                keys.sort(key=lambda key, end=end: self._towards(key, end))
                for place, key in enumerate(keys):
                    ports[key] = (place - (len(keys) - 1) / 2) * min(18.0, 50.0 / max(len(keys), 1))

    def _towards(self, key: tuple[str, str], end: int) -> float:
        lanes = self._layout.lanes.get(key)
        if lanes:
            return lanes[max(lanes)] if end == 1 else lanes[min(lanes)]
        return self._layout.places[key[1 - end]].row

    def path(self, link: LinkLine) -> tuple[str, tuple[float, float], tuple[float, float]] | None:
        """The path of a link, the foot of its arrow, and the spot for its assumptions."""
        key = (link.start, link.end)
        if link.start not in self._layout.places or link.end not in self._layout.places:
            return None
        start, end = self._layout.places[link.start], self._layout.places[link.end]
        x, y = self.left(start.layer) + STEP_WIDTH, self.middle(link.start) + self._exits.get(key, 0)
        last_x, last_y = self.left(end.layer) - 8, self.middle(link.end) + self._entries.get(key, 0)
        path, spot = f"M{x:.1f} {y:.1f}", None
        for layer, row in sorted(self._layout.lanes.get(key, {}).items()):
            lane = row * ROW
            entry = self.left(layer)
            path += _curve(x, y, entry, lane)
            spot = spot or _on_curve(x, y, entry, lane, 0.5)
            x, y = entry + STEP_WIDTH, lane
            path += f" H{x:.1f}"
        path += _curve(x, y, last_x, last_y)
        return path, (last_x, last_y), spot or _on_curve(x, y, last_x, last_y, 0.46)

    def share(self, x: float, y: float) -> str:
        """A point as a place in the picture, in percentages."""
        return f"left:{100 * x / WIDTH:.2f}%;top:{100 * y / self.height:.2f}%"


def _curve(x: float, y: float, to_x: float, to_y: float) -> str:
    half = (to_x - x) / 2
    return f" C{x + half:.1f} {y:.1f} {to_x - half:.1f} {to_y:.1f} {to_x:.1f} {to_y:.1f}"


def _on_curve(x: float, y: float, to_x: float, to_y: float, t: float) -> tuple[float, float]:
    half = (to_x - x) / 2
    points = ((x, y), (x + half, y), (to_x - half, to_y), (to_x, to_y))
    weights = ((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t * t, t**3)
    return tuple(sum(w * p[k] for w, p in zip(weights, points, strict=True)) for k in (0, 1))  # type: ignore[return-value]


def _box(step: StepBox, canvas: _Canvas, say: Words) -> str:
    mark = MARKS[step.status]
    top = canvas.middle(step.code) - STEP_HEIGHT / 2
    size = f"width:{100 * STEP_WIDTH / WIDTH:.2f}%;height:{100 * STEP_HEIGHT / canvas.height:.2f}%"
    classes = "n" + (" sel" if step.selected else "") + (" hatch" if step.status == "capped" else "")
    short = step.code.split("-")[-1]
    return (
        f'<a class="{classes}" href="{escape(step.href)}" target="_self" style="{canvas.share(canvas.left(canvas.layer(step.code)), top)};{size};border-left-color:{mark.colour}">'
        f'<span class="s" style="color:{mark.colour}">{glyph(mark.shape, 11)}{escape(say(mark.word))}<em>{escape(short)}</em></span>'
        f'<span class="x">{escape(say(step.label))}</span></a>'
    )


def _marks(link: LinkLine, look: LinkLook, spot: tuple[float, float], canvas: _Canvas, say: Words) -> str:
    html = ""
    for number, (code, shape) in enumerate(link.assumptions):
        x = spot[0] + (number - (len(link.assumptions) - 1) / 2) * 30
        short = code.split("-")[-1]
        html += f'<div class="av" style="{canvas.share(x, spot[1])}" title="{escape(code)}">{glyph(shape, 15)}<span>{escape(short)}</span></div>'
    if link.state not in ("consistent", "untested"):
        word = escape(say(look.word)).replace(" ", "<br>", 1) if len(say(look.word)) > 14 else escape(say(look.word))
        html += f'<a class="w" href="{escape(link.href)}" target="_self" style="{canvas.share(spot[0], spot[1] + (27 if link.assumptions else 16))};color:{look.colour}">{word}</a>'
    return html


def link_list(rows: Sequence[tuple[LinkLine, Text, Text]], say: Words) -> str:
    """The links in words: what leads to what, and what is said of it."""
    return (
        '<div class="list">'
        + "".join(
            f'<a href="{escape(link.href)}" target="_self">{stroke(link.state, 34)}<span>{escape(say(start))} → {escape(say(end))}</span>'
            f'<b style="color:{LINKS[link.state].colour}">{escape(say(LINKS[link.state].word))}</b></a>'
            for link, start, end in rows
        )
        + "</div>"
    )


def legend(links: Sequence[LinkLine], say: Words) -> str:
    """The states of links with their stroke, and how many there are of each."""
    return (
        '<div class="leg2">'
        + "".join(
            f"<span>{stroke(state, 34)}<b>{sum(link.state == state for link in links)}</b> {escape(say(look.word))}</span>"
            for state, look in LINKS.items()
        )
        + "</div>"
    )


def stroke(state: str, width: int) -> str:
    """The stroke of a state, as a sample."""
    look = LINKS[state]
    return picture(
        f'<g fill="none">{look.stroke.format(path=f"M0 6H{width}", colour=look.colour)}</g>',
        width,
        12,
        "",
        f"width:{width}px;flex:none",
    )
