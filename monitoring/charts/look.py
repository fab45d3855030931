"""The look that all pictures share: colours, shapes, and small pieces of HTML.

Every status is shape, word and colour together. A shape beside its word is hidden from a screen
reader; alone it carries a label. Streamlit strips inline drawings, so shapes are background images
and drawings are images whose words stand as HTML over them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from monitoring.language import Words
from theory_of_change.text import Message, message

INK, GREY, LIGHTER = "#1B1B1B", "#5A5F66", "#686E76"
RULE, HAIR, FAINT, PAPER = "#D5D9DE", "#E6E9ED", "#F3F5F7", "#FCFCFC"
ACCENT, RED = "#1B59A4", "#B70000"
AXIS, GRID = "#8A9097", "#E9ECEF"
FONT = "Source Sans"


@dataclass(frozen=True)
class Fill:
    """The colour of a budget type: for surfaces, and for words where the surface colour is too light."""

    fill: str
    text: str


BUDGETS: Mapping[str, Fill] = {
    "BZ_ODA": Fill("#1B59A4", "#1B59A4"),
    "AM_NON_ODA": Fill("#997700", "#7A5F00"),
    "OWN": Fill("#882255", "#882255"),
}


@dataclass(frozen=True)
class Mark:
    """How something that is said of a figure looks: its shape, its word, its colour and tint."""

    shape: str
    word: Message
    colour: str
    tint: str


_GREEN, _ORANGE = ("#006827", "#E4F5EA"), ("#844C12", "#FFEEDD")
_REDS, _GREYS = (RED, "#FEEDED"), ("#595959", "#F1F1F1")

MARKS: Mapping[str, Mark] = {
    "on_track": Mark("disc", message("on track"), *_GREEN),
    "attention": Mark("triangle", message("needs attention"), *_ORANGE),
    "behind": Mark("square", message("behind"), *_REDS),
    "no_data": Mark("ring", message("no data"), *_GREYS),
    "stale": Mark("ring", message("out of date"), *_GREYS),
    "not_due": Mark("clock", message("not due yet"), *_GREYS),
    "not_assessable": Mark("bar", message("cannot be judged"), *_GREYS),
    "context": Mark("bar", message("context"), *_GREYS),
    "capped": Mark("octagon", message("capped: red"), *_REDS),
    "red": Mark("octagon", message("red"), *_REDS),
    "amber": Mark("triangle", message("amber"), *_ORANGE),
    "in_order": Mark("disc", message("in order"), *_GREEN),
    "none": Mark("bar", message("no indicator"), *_GREYS),
}
"""By status of an indicator, headline, and colour of a safeguard."""

SHAPES: Mapping[str, str] = {
    "disc": '<circle cx="6" cy="6" r="5" fill="#006827"/>',
    "triangle": '<path d="M6 .8 11.6 11H.4Z" fill="#B05E00"/>',
    "square": '<rect x="1.1" y="1.1" width="9.8" height="9.8" fill="#B70000"/>',
    "ring": '<circle cx="6" cy="6" r="4.4" fill="#fff" stroke="#6E6E6E" stroke-width="1.5" stroke-dasharray="2.3 1.2"/>',
    "clock": '<circle cx="6" cy="6" r="4.6" fill="#fff" stroke="#6E6E6E" stroke-width="1.3"/><path d="M6 3.4V6l1.9 1.3" fill="none" stroke="#6E6E6E" stroke-width="1.2"/>',
    "octagon": '<path d="M3.6.5h4.8L11.5 3.6v4.8L8.4 11.5H3.6L.5 8.4V3.6Z" fill="#B70000"/><path d="M6 2.6v4.2" stroke="#fff" stroke-width="1.8"/><circle cx="6" cy="8.9" r="1.05" fill="#fff"/>',
    "bar": '<path d="M1.5 6h9" stroke="#767676" stroke-width="2"/>',
    "holds": '<path d="M6 .7 11.3 6 6 11.3.7 6Z" fill="#fff" stroke="#3A3F45" stroke-width="1.3"/><path d="M3.8 6.1 5.4 7.7 8.3 4.5" fill="none" stroke="#3A3F45" stroke-width="1.3"/>',
    "doubt": '<path d="M6 .7 11.3 6 6 11.3.7 6Z" fill="#fff" stroke="#B05E00" stroke-width="1.3"/><path d="M6 .7V11.3L.7 6Z" fill="#B05E00"/>',
    "broken": '<path d="M6 .7 11.3 6 6 11.3.7 6Z" fill="#B70000" stroke="#B70000"/><path d="M4 4l4 4M8 4l-4 4" stroke="#fff" stroke-width="1.3"/>',
    "untested": '<path d="M6 .7 11.3 6 6 11.3.7 6Z" fill="#fff" stroke="#767B82" stroke-width="1.2" stroke-dasharray="2 1.3"/>',
}


def glyph(shape: str, size: int = 12, label: str = "") -> str:
    """A shape; with a label where no word stands beside it."""
    said = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    return f'<i class="g g-{shape}" style="width:{size}px;height:{size}px" {said}></i>'


def marked(status: str, say: Words, *, size: int = 12, word: str | None = None) -> str:
    """Shape and word of a status, in its colour."""
    mark = MARKS[status]
    return f'<span class="mark" style="color:{mark.colour}">{glyph(mark.shape, size)} {escape(word or say(mark.word))}</span>'


def badge(status: str, say: Words) -> str:
    """Shape and word of a status on its tint."""
    mark = MARKS[status]
    return f'<span class="badge" style="color:{mark.colour};background:{mark.tint}">{glyph(mark.shape, 11)}{escape(say(mark.word))}</span>'


def picture(body: str, width: float, height: float, alt: str = "", style: str = "") -> str:
    """A drawing as an image; `alt` says in words what it shows."""
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}">{body}</svg>'
    return f'<img src="{address_of(drawing)}" alt="{escape(alt)}" style="display:block;{style}">'


def address_of(drawing: str) -> str:
    """A drawing as a data address, so that no request is made for it."""
    return "data:image/svg+xml," + quote(drawing, safe="/:=,;'()* ").replace(" ", "%20")


def shapes_css() -> str:
    """The style rules of all shapes."""
    rules = [".g{display:inline-block;background:center/contain no-repeat;vertical-align:-1.5px;flex:none}"]
    for name, body in SHAPES.items():
        drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 12 12">{body}</svg>'
        rules.append(f'.g-{name}{{background-image:url("{address_of(drawing)}")}}')
    return "".join(rules)


def table(
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    numeric: Iterable[int] = (),
    caption: str = "",
    classes: Sequence[str] = (),
) -> str:
    """A short table; cells are HTML already. `numeric` columns are aligned to the right, `classes` are of the rows."""
    right = set(numeric)
    kind = lambda place: ' class="num"' if place in right else ""  # noqa: E731
    head = "".join(f'<th scope="col"{kind(place)}>{heading}</th>' for place, heading in enumerate(headings))
    body = "".join(
        f"<tr{_class(classes, number)}>"
        + "".join(f"<td{kind(place)}>{cell}</td>" for place, cell in enumerate(row))
        + "</tr>"
        for number, row in enumerate(rows)
    )
    title = f'<caption class="sr">{escape(caption)}</caption>' if caption else ""
    return f'<table class="t">{title}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _class(classes: Sequence[str], number: int) -> str:
    return f' class="{classes[number]}"' if number < len(classes) and classes[number] else ""


def address(cell: str) -> str:
    """The address of a cell, in the typeface of a spreadsheet."""
    return f'<code class="c">{escape(cell)}</code>'
