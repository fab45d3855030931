"""From a pack to the bytes of a presentation."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence

from pptx.presentation import Presentation

from monitoring.reports.pack.model import Pack, Section
from monitoring.reports.pack.settled import settled
from monitoring.reports.pack.slides.base import presentation
from monitoring.reports.pack.slides.blocks import Block, Stack
from monitoring.reports.pack.slides.foot import Foot
from monitoring.reports.pack.slides.frame import Frame
from monitoring.reports.pack.slides.pen import Pen
from monitoring.reports.pack.slides.plan import contents, facts_of, fill, section_blocks
from monitoring.reports.pack.style import Style
from monitoring.reports.pack.tidy import tidied
from monitoring.reports.pack.wording import TAGS, words_of

LONGEST = 255
"""Letters in a property of an Office file."""


def write(pack: Pack, style: Style) -> bytes:
    """The presentation: a title, the findings in short, one or more slides for each section, and what it is made of."""
    pack = tidied(pack)
    words, pen = words_of(pack), Pen(style, TAGS[pack.language])
    deck = presentation(style)
    frame, foot = Frame(deck, pack, pen), Foot(pack, words, pen)
    foot.put(frame.cover())
    titles = [section.title for section in pack.sections]
    overview = Part(frame, foot, words["contents"], contents(titles, (), pen))
    sections = [_part(frame, foot, section, pen, words) for section in pack.sections]
    overview.draw(contents(titles, [part.slides[0] for part in sections], pen))
    for part in sections:
        part.draw()
    Part(frame, foot, words["about_this"], facts_of(pack, pen, words)).draw()
    _describe(deck, pack, style)
    file = io.BytesIO()
    deck.save(file)
    return settled(file.getvalue(), pack.on)


class Part:
    """The slides under one title, made at once and drawn later: the overview leads to slides that come after it."""

    def __init__(
        self,
        frame: Frame,
        foot: Foot,
        title: str,
        blocks: Sequence[Block],
        small: str = "",
        link: str = "",
        sources: Sequence[str] = (),
    ) -> None:
        self._foot, self._room, self._blocks = foot, frame.body(title, small), blocks
        self._link, self._sources = link, sources
        self.slides = frame.slides(title, len(fill(blocks, self._room)), small)

    def draw(self, blocks: Sequence[Block] = ()) -> None:
        """Draw its blocks, or others of the same height, and finish its slides."""
        for slide, page in zip(self.slides, fill(blocks or self._blocks, self._room), strict=True):
            Stack(page).draw(slide, self._room)
            self._foot.put(slide, self._link, self._sources)


def _part(frame: Frame, foot: Foot, section: Section, pen: Pen, words: dict[str, str]) -> Part:
    blocks = section_blocks(section, pen, words, frame.body(section.title, section.small))
    return Part(frame, foot, section.title, blocks, section.small, section.link, section.sources)


def _describe(deck: Presentation, pack: Pack, style: Style) -> None:
    told = deck.core_properties
    told.title, told.subject, told.language = property_of(pack.title), property_of(pack.subtitle), TAGS[pack.language]
    told.author = told.last_modified_by = property_of(style.organisation or pack.organisation)
    told.comments, told.keywords, told.revision = property_of(pack.footer), property_of(pack.classification), 1
    told.created = told.modified = datetime.datetime.combine(pack.on, datetime.time())


def property_of(text: str) -> str:
    """What of a text fits in a property of an Office file."""
    return text[:LONGEST]
