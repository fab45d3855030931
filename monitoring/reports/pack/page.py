"""The pack as one page of HTML that needs nothing else: no script, no font, no picture, no request to anybody."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from monitoring.charts.look import SHAPES
from monitoring.language import Words
from monitoring.reports.pack import qr
from monitoring.reports.pack.drawing import Drawing, draw, value_said
from monitoring.reports.pack.marks import look
from monitoring.reports.pack.model import Kind, Pack
from monitoring.reports.pack.style import PICTURES, Style, StyleWrong
from monitoring.reports.pack.tidy import tidied
from monitoring.reports.pack.wording import facts, words_of

TEMPLATE, SHEET = "pack.html", "pack.css"
NUMERIC = frozenset({Kind.COUNT, Kind.NUMBER, Kind.EURO, Kind.SHARE})
WHOLE = frozenset({Kind.DAY, Kind.STATUS})
"""What stays on one line."""
LONG = 60
"""Letters from which a text in a table gets room, also on a telephone."""


def write(pack: Pack, style: Style) -> str:
    """The page. Raises `StyleWrong` where a template of the house style cannot be filled."""
    pack, say = tidied(pack), Words(pack.language)
    values: dict[str, Any] = {
        "pack": pack,
        "style": style,
        "organisation": style.organisation or pack.organisation,
        "words": words_of(pack),
        "facts": facts(pack),
        "numeric": NUMERIC,
        "whole": WHOLE,
        "long": LONG,
        "look": look,
        "shape": shape,
        "draw": lambda chart, beside: draw(chart, say, beside),
        "place": Places,
        "value_said": lambda value, chart: "–" if value is None else value_said(value, chart, say),
        "qr": lambda link: Markup(qr.svg(link)),
        "sides": SIDES,
        "in_css": in_css,
        "logo": _logo(style),
    }
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(list(style.folders)),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    try:
        sheet = environment.get_template(SHEET).render(values)
        return environment.get_template(TEMPLATE).render(values, css=Markup(sheet))
    except TemplateError as error:
        raise StyleWrong(_told(style, error)) from None


def _told(style: Style, error: TemplateError) -> str:
    if isinstance(error, TemplateSyntaxError):
        return f"{error.filename}:{error.lineno}: {error.message}"
    return f"{style.file(TEMPLATE)}: {error.message}"


def _logo(style: Style) -> str:
    """The logo as a data address, so that no request is made for it."""
    if style.picture is None:
        return ""
    kind = PICTURES[style.picture.suffix.lower()]
    return f"data:image/{kind};base64,{base64.b64encode(style.picture.read_bytes()).decode()}"


def shape(name: str) -> Markup:
    """The shape of a status, which says nothing to a screen reader: its word stands beside it."""
    return Markup('<svg class="g" viewBox="0 0 12 12" aria-hidden="true">{}</svg>').format(Markup(SHAPES[name]))


def in_css(text: str) -> Markup:
    """A text that can stand between quotes in a style sheet, whatever is in it.

    >>> print(in_css('A&M "x" </style>'))
    A\\26 M \\22 x\\22  \\3c \\2f style\\3e
    """
    told = (letter if letter.isalnum() or letter == " " else f"\\{ord(letter):x} " for letter in text)
    return Markup("".join(told))


class Places:
    """From places between 0 and 1 to those in the drawing of a page, in pixels of 360 wide."""

    WIDTH = 360
    ROW = 16

    def __init__(self, drawing: Drawing) -> None:
        self.lying = drawing.rows > 0
        self.left = (52 if drawing.zero > 0 else 0) if self.lying else 44
        self.right = 62 if self.lying else (40 if drawing.paths else 6)
        self.top, self.bottom = (2, 2) if self.lying else (20, 24)
        self.height = drawing.rows * self.ROW + 4 if self.lying else 200

    def x(self, part: float) -> str:
        """Pixels from the left."""
        return f"{self.left + part * (self.WIDTH - self.left - self.right):.1f}"

    def y(self, part: float) -> str:
        """Pixels from the top."""
        return f"{self.top + part * (self.height - self.top - self.bottom):.1f}"

    def wide(self, part: float) -> str:
        """A width in pixels."""
        return f"{part * (self.WIDTH - self.left - self.right):.1f}"

    def high(self, part: float) -> str:
        """A height in pixels."""
        return f"{part * (self.height - self.top - self.bottom):.1f}"


SIDES: Mapping[str, tuple[str, float, float]] = {
    "above": ("middle", 0, -5),
    "below": ("middle", 0, 14),
    "inside": ("middle", 0, 4),
    "right": ("start", 6, 4),
    "left": ("end", -6, 4),
}
