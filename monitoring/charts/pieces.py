"""The small pieces that all HTML is made of: shapes, statuses, addresses of cells, drawings."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote

from markupsafe import Markup

from monitoring.charts.look import MARKS, SHAPES
from monitoring.language import Words


@lru_cache(maxsize=500)  # a page draws the same few many hundred times
def glyph(shape: str, size: int = 12, label: str = "") -> Markup:
    """A shape; with a label where no word stands beside it."""
    said = Markup('role="img" aria-label="{}"').format(label) if label else Markup('aria-hidden="true"')
    return Markup('<i class="g g-{}" style="width:{}px;height:{}px" {}></i>').format(shape, size, size, said)


def mark(status: str, say: Words, *, size: int = 12) -> Markup:
    """Shape and word of a status, in its colour."""
    look = MARKS[status]
    return Markup('<span class="mark" style="color:{}">{} {}</span>').format(
        look.colour, glyph(look.shape, size), say(look.word)
    )


def badge(status: str, say: Words) -> Markup:
    """Shape and word of a status on its tint."""
    look = MARKS[status]
    return Markup('<span class="badge" style="color:{};background:{}">{}{}</span>').format(
        look.colour, look.tint, glyph(look.shape, 11), say(look.word)
    )


def cell(address: str) -> Markup:
    """The address of a cell, in the typeface of a spreadsheet."""
    return Markup('<code class="c">{}</code>').format(address)


def picture(body: str, width: float, height: float, alt: str = "", style: str = "") -> Markup:
    """A drawing as an image; `alt` says in words what it shows."""
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}">{body}</svg>'
    return Markup('<img src="{}" alt="{}" style="display:block;{}">').format(address_of(drawing), alt, style)


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
