"""An empty presentation in the house style: one master, one layout, and a theme with our colours and font."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pptx
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.presentation import Presentation
from pptx.shapes.base import BaseShape
from pptx.util import Inches

from monitoring.reports.pack.style import Style

LAYOUT = "Title Only"
TITLE_TOP, FOOT, FOOT_HEIGHT, NUMBER = 0.38, 0.98, 0.72, 0.5
"""In inches: where the title begins, how far from the lower edge the footer begins, its height, room of the number."""


def presentation(style: Style) -> Presentation:
    """A presentation without slides, of the size and look of the style."""
    deck = pptx.Presentation()
    deck.slide_width, deck.slide_height = Inches(style.slides.width), Inches(style.slides.height)
    for layout in list(deck.slide_layouts):
        if layout.name != LAYOUT:
            deck.slide_layouts.remove(layout)
    for holder in (deck.slide_master, deck.slide_layouts[0]):
        _place(holder.placeholders, style)
    _letters(deck, style)
    _theme(deck, style)
    _bare(deck)
    return deck


def _bare(deck: Presentation) -> None:
    """Without the picture and the printer that the empty presentation of the library brings along."""
    for relations in (deck.part.package._rels, deck.part.rels):
        for name, relation in list(relations.items()):
            if relation.reltype.endswith(("/thumbnail", "/printerSettings")):
                relations.pop(name)


def _place(placeholders: list[BaseShape], style: Style) -> None:
    """Where title, footer and number stand; what we do not use goes."""
    size, margin = style.slides, style.slides.margin
    wide, foot = size.width - 2 * margin, size.height - FOOT
    places: Mapping[str, tuple[float, float, float, float]] = {
        "TITLE": (margin, TITLE_TOP, wide, 0.9),
        "BODY": (margin, 1.6, wide, size.height - 1.6 - FOOT),
        "FOOTER": (margin + NUMBER, foot, wide * 0.55, FOOT_HEIGHT),
        "SLIDE_NUMBER": (margin, foot, NUMBER, FOOT_HEIGHT),
    }
    for shape in list(placeholders):
        name = shape.placeholder_format.type.name
        if name not in places:
            shape._element.getparent().remove(shape._element)
            continue
        shape.left, shape.top, shape.width, shape.height = map(Inches, places[name])


def _letters(deck: Presentation, style: Style) -> None:
    """The letters of titles, footers and numbers, said once, in the master."""
    master = deck.slide_master
    title = master.element.find(f".//{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    title.set("algn", "l")
    title.find(qn("a:defRPr")).set("sz", str(round(style.slides.title * 100)))
    title.find(qn("a:defRPr")).set("b", "1")
    for holder in (master, deck.slide_layouts[0]):
        for shape in holder.placeholders:
            name, frame = shape.placeholder_format.type.name, shape.text_frame
            body = frame._txBody.bodyPr
            for side in ("lIns", "tIns", "rIns", "bIns"):
                body.set(side, "0")
            body.set("anchor", "t" if name in ("TITLE", "BODY") else "ctr")
            if name in ("FOOTER", "SLIDE_NUMBER"):
                level = body.getparent().find(f"{qn('a:lstStyle')}/{qn('a:lvl1pPr')}")
                if level is not None:
                    level.set("algn", "l")
                    level.find(qn("a:defRPr")).set("sz", str(round(style.slides.footer * 100)))
                    for fill in level.iter(qn("a:solidFill")):
                        fill.clear()
                        fill.append(fill.makeelement(qn("a:schemeClr"), {"val": "tx2"}))
            frame.word_wrap = True


def _theme(deck: Presentation, style: Style) -> None:
    """Our colours and font in the theme, so that what is added by hand gets them too."""
    part = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    colours = style.colours
    accents = (colours.accent, "#997700", "#882255", "#117733", "#332288", "#CC6677")
    told = {
        "dk1": colours.ink,
        "lt1": colours.paper,
        "dk2": colours.grey,
        "lt2": colours.faint,
        **{f"accent{number}": colour for number, colour in enumerate(accents, 1)},
        "hlink": colours.accent,
        "folHlink": colours.accent,
    }
    text = part.blob.decode("utf-8")
    for name, colour in told.items():
        text = re.sub(
            rf"<a:{name}>.*?</a:{name}>", f'<a:{name}><a:srgbClr val="{colour[1:]}"/></a:{name}>', text, flags=re.DOTALL
        )
    font = style.fonts.slides.replace("&", "").replace("<", "").replace('"', "")
    text = re.sub(r'(<a:(?:major|minor)Font>\s*<a:latin typeface=")[^"]*', lambda found: found[1] + font, text)
    part._blob = text.encode("utf-8")
