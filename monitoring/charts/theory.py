"""A theory of change as a picture: steps from left to right, links by what they say, assumptions on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from monitoring.charts.assumptions import ASSUMPTIONS, AssumptionMark, strength
from monitoring.charts.html import html
from monitoring.charts.layered import Layout, lay_out
from monitoring.charts.pieces import picture
from monitoring.language import Words
from theory_of_change.text import Message, Text, message

WIDTH, STEP_WIDTH, STEP_HEIGHT, ROW = 888.0, 158.0, 74.0, 94.0
LETTER = 6.3  # mean width of a letter of a word at a link
LEVELS = ("activity", "output", "outcome", "impact")
HEADS = {
    "activity": (message("We do"), message("activity")),
    "output": (message("That yields"), message("output")),
    "outcome": (message("So that"), message("outcome")),
    "impact": (message("In the end"), message("goal")),
}


@dataclass(frozen=True)
class LinkLook:
    """How a state of a link looks: its word, its colour and tint, and its stroke as {colour} and {path}."""

    word: Message
    colour: str
    tint: str
    stroke: str


LINKS: Mapping[str, LinkLook] = {
    "consistent": LinkLook(
        message("consistent"), "#5A5F66", "#F1F1F1", '<path d="{path}" stroke="{colour}" stroke-width="1.5"/>'
    ),
    "theory_in_question": LinkLook(
        message("theory in question"),
        "#B70000",
        "#FEEDED",
        '<path d="{path}" stroke="{colour}" stroke-width="6"/><path d="{path}" stroke="#FCFCFC" stroke-width="2.4"/>',
    ),
    "delivery_problem": LinkLook(
        message("delivery problem"),
        "#844C12",
        "#FFEEDD",
        '<path d="{path}" stroke="{colour}" stroke-width="2.4" stroke-dasharray="10 5"/>',
    ),
    "unexplained": LinkLook(
        message("unexplained"),
        "#332288",
        "#ECEAF6",
        '<path d="{path}" stroke="{colour}" stroke-width="2" stroke-dasharray="9 4 2 4"/>',
    ),
    "untested": LinkLook(
        message("not tested yet"),
        "#686E76",
        "#F1F1F1",
        '<path d="{path}" stroke="{colour}" stroke-width="1.7" stroke-dasharray="1.6 4" stroke-linecap="round"/>',
    ),
}

TOLD = ("theory_in_question", "delivery_problem", "unexplained")  # what has its word in the picture


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
    """A link: its code, its two steps, its state, the assumptions it rests on, and the strength of its evidence."""

    code: str
    start: str
    end: str
    state: str
    assumptions: Sequence[AssumptionMark]
    href: str
    evidence: str = "unknown"


def graph(steps: Sequence[StepBox], links: Sequence[LinkLine], say: Words) -> Markup:
    """The theory as a picture; on a phone the list of its links takes its place."""
    levels = [level for level in LEVELS if any(step.level == level for step in steps)]
    layers = [[step.code for step in steps if step.level == level] for level in levels]
    layout = lay_out(layers, [(link.start, link.end) for link in links])
    canvas = _Canvas(layout, len(layers))
    canvas.spread(links)
    drawn = [(link, path) for link in links if (path := canvas.path(link)) is not None]
    strokes = "".join(_stroke(LINKS[link.state], path) for link, path in drawn)
    alt = message(
        "{links} links between {steps} steps; the list of links says the same in words.",
        links=len(links),
        steps=len(steps),
    )
    return html(
        "theory_graph",
        say,
        heads=[(canvas.share(canvas.left(place)), *HEADS[level]) for place, level in enumerate(levels)],
        ratio=f"{WIDTH:g}/{canvas.height:g}",
        drawing=picture(f'<g fill="none">{strokes}</g>', WIDTH, canvas.height, say(alt)),
        boxes=[
            (step, step.code.split("-")[-1], canvas.frame(step.code))
            for step in sorted(steps, key=canvas.reading_order)  # the Tab key goes as one reads the picture
        ],
        assumptions=[mark for link, path in drawn for mark in _assumptions(link, path.told, canvas, say)],
        bare=[
            (link, canvas.share(*path.told.at(0.3)), strength(link.evidence, say))
            for link, path in drawn
            if not link.assumptions
        ],
        ASSUMPTIONS=ASSUMPTIONS,
        words=[_word(link, path.told, canvas, say) for link, path in drawn if link.state in TOLD],
    )


def _stroke(look: LinkLook, path: _Path) -> str:
    """The line of a link with its arrow."""
    x, y = path.foot
    arrow = f'<path d="M{x:.1f} {y - 4.5:.1f}l8 4.5l-8 4.5Z" fill="{look.colour}" stroke="none"/>'
    return look.stroke.format(path=path.drawn, colour=look.colour) + arrow


@dataclass(frozen=True)
class _Placed:
    """An assumption where it is drawn: its mark, short code and place, the side of its label off the line, and the
    strength of the evidence for its link, with the last of them.
    """

    mark: AssumptionMark
    short: str
    place: str
    side: str
    strength: Markup | str


def _assumptions(link: LinkLine, curve: _Curve, canvas: _Canvas, say: Words) -> Iterator[_Placed]:
    """Each assumption along a link."""
    # Labels above the line stand side by side; on a slope the marks are 24 px apart, so that each can be hit.
    apart = 0.36 if curve.free_side == "above" else 0.3
    for number, mark in enumerate(link.assumptions):
        place = 0.48 + (number - (len(link.assumptions) - 1) / 2) * apart
        last = number == len(link.assumptions) - 1
        shown = strength(link.evidence, say) if last else ""
        side = _side(curve.free_side, last=last, alone=len(link.assumptions) == 1, worded=link.state in TOLD)
        yield _Placed(mark, mark.code.split("-")[-1], canvas.share(*curve.at(place)), side, shown)


def _side(free: str, *, last: bool, alone: bool, worded: bool) -> str:
    """On which side of a marker its label stands: of two on a slope, one on either side of the line.

    Alone on a way down it stands below the line, where no other comes from above, unless the word of the link is there.

    >>> [_side(free, last=last, alone=False, worded=False) for free in ("right", "left") for last in (False, True)]
    ['left low', 'right', 'left', 'right low']
    >>> [_side(free, last=True, alone=True, worded=worded) for free in ("right", "left") for worded in (False, True)]
    ['left low', 'right', 'left', 'left']
    >>> _side("above", last=True, alone=False, worded=False)
    'above'
    """
    if free == "above":
        return free
    if alone:
        return "left low" if free == "right" and not worded else free
    side = "right" if last else "left"
    return side if side == free else f"{side} low"


def _word(link: LinkLine, curve: _Curve, canvas: _Canvas, say: Words) -> tuple[LinkLine, str, list[str], str]:
    """What stands at a link that asks for attention, on two lines where it is long: link, place, lines and colour."""
    look = LINKS[link.state]
    said = say(look.word)
    lines = said.split(" ", 1) if len(said) > 14 else [said]
    x, y = curve.at(0.48)
    # Under the curve, off the way it goes, and between the steps as far as it fits there.
    x += {"left": 14, "right": -14}.get(curve.free_side, 0)
    room = max((curve.to_x - curve.x) / 2 - LETTER * max(map(len, lines)) / 2, 0)
    middle = (curve.x + curve.to_x) / 2
    x = min(max(x, middle - room), middle + room)
    return link, canvas.share(x, y + (27 if link.assumptions else 16)), lines, look.colour


@dataclass(frozen=True)
class _Curve:
    """A curve between two steps: level at both ends, an S between them."""

    x: float
    y: float
    to_x: float
    to_y: float

    @property
    def drawn(self) -> str:
        """As part of an SVG path that has come to its start."""
        half = (self.to_x - self.x) / 2
        return (
            f" C{self.x + half:.1f} {self.y:.1f} {self.to_x - half:.1f} {self.to_y:.1f} {self.to_x:.1f} {self.to_y:.1f}"
        )

    def at(self, t: float) -> tuple[float, float]:
        """The point at a share of the way.

        >>> _Curve(0, 0, 80, 40).at(0.5)
        (40.0, 20.0)
        """
        half = (self.to_x - self.x) / 2
        points = ((self.x, self.y), (self.x + half, self.y), (self.to_x - half, self.to_y), (self.to_x, self.to_y))
        weights = ((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t * t, t**3)
        return (
            sum(w * p[0] for w, p in zip(weights, points, strict=True)),
            sum(w * p[1] for w, p in zip(weights, points, strict=True)),
        )

    @property
    def free_side(self) -> str:
        """Where a label beside the middle of the curve does not lie on it.

        >>> [_Curve(0, 0, 80, to_y).free_side for to_y in (0, 40, -40)]
        ['above', 'right', 'left']
        """
        rise = self.y - self.to_y
        if abs(rise) < 20:
            return "above"
        return "left" if rise > 0 else "right"


@dataclass(frozen=True)
class _Path:
    """A link as drawn: its SVG path, the foot of its arrow, and the curve that carries its marks and words."""

    drawn: str
    foot: tuple[float, float]
    told: _Curve


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

    def reading_order(self, step: StepBox) -> tuple[int, float]:
        """Sorts steps from left to right, and from top to bottom within a layer."""
        return self.layer(step.code), self.middle(step.code)

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

    def path(self, link: LinkLine) -> _Path | None:
        """How a link is drawn; None where one of its steps is not in the picture."""
        key = (link.start, link.end)
        if link.start not in self._layout.places or link.end not in self._layout.places:
            return None
        start, end = self._layout.places[link.start], self._layout.places[link.end]
        x, y = self.left(start.layer) + STEP_WIDTH, self.middle(link.start) + self._exits.get(key, 0)
        last_x, last_y = self.left(end.layer) - 8, self.middle(link.end) + self._entries.get(key, 0)
        drawn, curves = f"M{x:.1f} {y:.1f}", []
        for layer, row in sorted(self._layout.lanes.get(key, {}).items()):
            curves.append(_Curve(x, y, self.left(layer), row * ROW))
            x, y = self.left(layer) + STEP_WIDTH, row * ROW
            drawn += f"{curves[-1].drawn} H{x:.1f}"
        curves.append(_Curve(x, y, last_x, last_y))
        return _Path(drawn + curves[-1].drawn, (last_x, last_y), curves[0])

    def share(self, x: float, y: float | None = None) -> str:
        """A point as a place in the picture, in percentages; without `y` only how far from the left."""
        left = f"left:{100 * x / WIDTH:.2f}%"
        return left if y is None else f"{left};top:{100 * y / self.height:.2f}%"

    def frame(self, code: str) -> str:
        """Place and size of the box of a step."""
        corner = self.share(self.left(self.layer(code)), self.middle(code) - STEP_HEIGHT / 2)
        return f"{corner};width:{100 * STEP_WIDTH / WIDTH:.2f}%;height:{100 * STEP_HEIGHT / self.height:.2f}%"


def step_list(steps: Sequence[StepBox], say: Words) -> Markup:
    """The steps in words, for where there is no room for the picture: each with its level and what is said of it."""
    levels = {level: head for level, (_, head) in HEADS.items()}
    return html("theory_steps", say, steps=steps, levels=levels)


def link_list(rows: Sequence[tuple[LinkLine, Text, Text]], say: Words) -> Markup:
    """The links in words: what leads to what, and what is said of it."""
    return html("theory_links", say, rows=rows, LINKS=LINKS, stroke=stroke)


def legend(links: Sequence[LinkLine], say: Words) -> Markup:
    """The states of links with their stroke, and how many there are of each."""
    counts = Counter(link.state for link in links)
    return html("theory_legend", say, counts=counts, LINKS=LINKS, stroke=stroke)


def stroke(state: str, width: int) -> Markup:
    """The stroke of a state, as a sample."""
    look = LINKS[state]
    line = look.stroke.format(path=f"M0 6H{width}", colour=look.colour)
    return picture(f'<g fill="none">{line}</g>', width, 12, "", f"width:{width}px;flex:none")
