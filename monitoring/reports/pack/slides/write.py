"""From a pack to the bytes of a presentation."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence

from pptx.presentation import Presentation
from pptx.slide import Slide

from monitoring.reports.pack.letters import plain
from monitoring.reports.pack.model import Pack, Section
from monitoring.reports.pack.settled import settled
from monitoring.reports.pack.slides.base import presentation
from monitoring.reports.pack.slides.blocks import Block, Stack
from monitoring.reports.pack.slides.frame import Frame
from monitoring.reports.pack.slides.pen import Pen
from monitoring.reports.pack.slides.plan import contents, facts_of, fill, section_blocks
from monitoring.reports.pack.style import Style
from monitoring.reports.pack.wording import TAGS, words_of

LONGEST = 255
"""Letters in a property of an Office file."""


def write(pack: Pack, style: Style) -> bytes:
    """The presentation: a title, the findings in short, one or more slides for each section, and what it is made of."""
    words, pen = words_of(pack), Pen(style, TAGS[pack.language])
    deck = presentation(style)
    frame = Frame(deck, pack, words, pen)
    titles = [section.title for section in pack.sections]
    frame.cover()
    overview = frame.slides(words["contents"], len(_pages(frame, words["contents"], contents(titles, (), pen))))
    first = [_section(frame, section, pen, words) for section in pack.sections]
    _draw(frame, overview, words["contents"], _pages(frame, words["contents"], contents(titles, first, pen)))
    last = _pages(frame, words["about_this"], facts_of(pack, pen, words))
    _draw(frame, frame.slides(words["about_this"], len(last)), words["about_this"], last)
    _describe(deck, pack, style)
    file = io.BytesIO()
    deck.save(file)
    return settled(file.getvalue(), pack.on)


def _section(frame: Frame, section: Section, pen: Pen, words: dict[str, str]) -> Slide:
    """The slides of a section; gives the first."""
    blocks = section_blocks(section, pen, words, frame.body(section.title, section.small))
    pages = _pages(frame, section.title, blocks, section.small)
    slides = frame.slides(section.title, len(pages), section)
    _draw(frame, slides, section.title, pages, section.small)
    return slides[0]


Pages = Sequence[Sequence[Block]]


def _pages(frame: Frame, title: str, blocks: Sequence[Block], small: str = "") -> Pages:
    return fill(blocks, frame.body(title, small))


def _draw(frame: Frame, slides: Sequence[Slide], title: str, pages: Pages, small: str = "") -> None:
    for slide, page in zip(slides, pages, strict=True):
        Stack(page).draw(slide, frame.body(title, small))


def _describe(deck: Presentation, pack: Pack, style: Style) -> None:
    told = deck.core_properties
    told.title, told.subject, told.language = property_of(pack.title), property_of(pack.subtitle), TAGS[pack.language]
    told.author = told.last_modified_by = property_of(style.organisation or pack.organisation)
    told.comments, told.keywords, told.revision = property_of(pack.footer), property_of(pack.classification), 1
    told.created = told.modified = datetime.datetime.combine(pack.on, datetime.time())


def property_of(text: str) -> str:
    """What of a text fits in a property of an Office file."""
    return plain(text)[:LONGEST]
