"""What stands at the foot of every slide, and in its notes: added last, so that it is read aloud last."""

from __future__ import annotations

import copy
import io
from collections.abc import Sequence
from dataclasses import dataclass

from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.util import Inches

from monitoring.reports.pack import qr
from monitoring.reports.pack.model import Pack
from monitoring.reports.pack.slides.base import FOOT, FOOT_HEIGHT
from monitoring.reports.pack.slides.pen import LEADING, Box, Paragraph, Pen, Run, describe

CODE, SCAN = 0.74, 3.0
"""Inches of the square code, and of the words beside it."""


@dataclass(frozen=True)
class Foot:
    """Finishes the slides of one pack."""

    pack: Pack
    words: dict[str, str]
    pen: Pen

    def put(self, slide: Slide, link: str = "", sources: Sequence[str] = ()) -> None:
        """Footer, number, the way to the page behind it, and notes."""
        link = link or self.pack.link
        self._holders(slide)
        if link:
            self._code(slide, link)
        self._notes(slide, link, sources)

    def _holders(self, slide: Slide) -> None:
        """The footer and the number of the layout, which python-pptx leaves behind."""
        for shape in slide.slide_layout.placeholders:
            name = shape.placeholder_format.type.name
            if name not in ("FOOTER", "SLIDE_NUMBER"):
                continue
            element = copy.deepcopy(shape._element)
            element.nvSpPr.cNvPr.id = slide.shapes._next_shape_id
            slide.shapes._spTree.append(element)
            for told in element.iter(qn("a:rPr"), qn("a:endParaRPr")):
                told.set("lang", self.pen.tag)
            if name == "FOOTER":
                body = element.txBody
                for old in list(body.p_lst):
                    body.remove(old)
                run = Run(self.pack.footer, colour=self.pen.colours.grey)
                body.append(self.pen.paragraph(slide, Paragraph([run], self.pen.sizes.footer)))

    def _code(self, slide: Slide, link: str) -> None:
        sizes, words = self.pen.sizes, self.words
        left, top = sizes.width - sizes.margin - CODE, sizes.height - FOOT
        said = [Paragraph([Run(words["scan"], colour=self.pen.colours.accent, link=link)], sizes.footer)]
        high = sizes.footer * LEADING / 72
        place = Box(left - SCAN - 0.1, top + (FOOT_HEIGHT - high) / 2, SCAN, high)
        self.pen.write(slide, place, said, words["scan"], "r")
        shape = slide.shapes.add_picture(io.BytesIO(qr.png(link)), *map(Inches, (left, top, CODE, CODE)))
        shape.click_action.hyperlink.address = link
        describe(shape, words["code"], f"{words['code']}: {link}")

    def _notes(self, slide: Slide, link: str, sources: Sequence[str]) -> None:
        """Where it comes from, for who presents it."""
        pack, words = self.pack, self.words
        told = [
            *([f"{words['sources']}: {' · '.join(sources)}"] if sources else []),
            *([f"{words['behind']}: {link}"] if link else []),
            f"{words['snapshot']}: {pack.snapshot}",
            f"{words['hash']}: {pack.contents}",
            pack.footer,
        ]
        frame = slide.notes_slide.notes_text_frame
        frame.text = "\n".join(told)
        for run in (run for paragraph in frame.paragraphs for run in paragraph.runs):
            run._r.get_or_add_rPr().set("lang", self.pen.tag)
