"""What every slide begins with: its title, the line under it, and a rule; and where its content may stand."""

from __future__ import annotations

from dataclasses import dataclass

from pptx.enum.shapes import MSO_CONNECTOR
from pptx.oxml.ns import qn
from pptx.presentation import Presentation
from pptx.slide import Slide
from pptx.util import Inches, Pt

from monitoring.reports.pack import measure
from monitoring.reports.pack.model import Pack
from monitoring.reports.pack.slides.base import FOOT, TITLE_TOP
from monitoring.reports.pack.slides.pen import LEADING, Box, Paragraph, Pen, Run, decorate, describe, rgb
from monitoring.reports.pack.wording import facts

TITLES = ((0, 2), (2, 2), (4, 2), (6, 3), (8, 3), (10, 4), (12, 9))
"""How many points smaller the letters of a long title are, and how many lines it may then have."""


@dataclass(frozen=True)
class Frame:
    """Makes the slides of one pack."""

    deck: Presentation
    pack: Pack
    pen: Pen

    def cover(self) -> Slide:
        """The first slide: who, what, when, and how it is marked."""
        pack, pen, sizes = self.pack, self.pen, self.pen.sizes
        margin, wide, foot = sizes.margin, sizes.width - 2 * sizes.margin, sizes.height - FOOT
        under = self._under_cover()
        low = pen.height(under, wide) + 0.35
        _, high = self._title(pack.title, sizes.title + 10)
        top = max(1.25, min(2.0, foot - low - high))
        slide = self._slide(pack.title, sizes.title + 10, top)
        name = pen.style.organisation or pack.organisation
        left = self._logo(slide)
        pen.write(
            slide,
            Box(left, 0.65, wide - left, 0.4),
            [Paragraph([Run(name, colour=pen.colours.grey)], sizes.text)],
            name,
        )
        below = top + high + 0.25
        pen.write(slide, Box(margin, below, wide, max(0.3, foot - below)), under, pack.subtitle)
        return slide

    def _under_cover(self) -> list[Paragraph]:
        sizes, colours = self.pen.sizes, self.pen.colours
        said = [
            Paragraph([Run(self.pack.subtitle)], sizes.text + 4, after=6),
            Paragraph([Run(" · ".join(self.pack.marks), bold=True, colour="#844C12")], sizes.text, after=18),
            *(
                Paragraph([Run(f"{name}: ", colour=colours.grey), Run(told)], sizes.text - 3, after=2)
                for name, told in facts(self.pack)[:4]
            ),
        ]
        return [one for one in said if one.text]

    def slides(self, title: str, count: int, small: str = "") -> list[Slide]:
        """Slides under one title, numbered where there are more."""
        made = []
        for number in range(1, count + 1):
            slide = self._slide(title if count == 1 else f"{title} ({number}/{count})", self.pen.sizes.title, TITLE_TOP)
            self._under(slide, title, small)
            made.append(slide)
        return made

    def body(self, title: str, small: str = "") -> Box:
        """Where the content of a slide with this title may stand."""
        sizes = self.pen.sizes
        top = TITLE_TOP + self._title(title, sizes.title)[1] + self._small_height(small) + 0.3
        return Box(sizes.margin, top, sizes.width - 2 * sizes.margin, sizes.height - FOOT - 0.12 - top)

    def _title(self, title: str, size: float) -> tuple[float, float]:
        """The size of the letters of a title, smaller where it is long, and its height in inches."""
        room = (self.pen.sizes.width - 2 * self.pen.sizes.margin) * 72
        title += " (10/10)"
        for smaller, most in TITLES:
            lines = measure.lines(title, size - smaller, room, bold=True, wider=self.pen.wider)
            if lines <= most:
                break
        return size - smaller, lines * (size - smaller) * LEADING / 72

    def _small_height(self, small: str) -> float:
        wide = self.pen.sizes.width - 2 * self.pen.sizes.margin
        return self.pen.height([Paragraph([Run(small)], self.pen.sizes.text - 3)], wide) + 0.05 if small else 0

    def _slide(self, title: str, size: float, top: float) -> Slide:
        slide = self.deck.slides.add_slide(self.deck.slide_layouts[0])
        shape = slide.shapes.title
        size, high = self._title(title, size)
        sizes = self.pen.sizes
        shape.left, shape.top = Inches(sizes.margin), Inches(top)
        shape.width, shape.height = Inches(sizes.width - 2 * sizes.margin), Inches(high)
        body = shape.text_frame._txBody
        for old in list(body.p_lst):
            body.remove(old)
        body.append(self.pen.paragraph(slide, Paragraph([Run(title, bold=True)], size)))
        return slide

    def _under(self, slide: Slide, title: str, small: str) -> None:
        """The grey line under a title, and the rule."""
        sizes, top = self.pen.sizes, TITLE_TOP + self._title(title, self.pen.sizes.title)[1]
        wide = sizes.width - 2 * sizes.margin
        if small:
            said = [Paragraph([Run(small, colour=self.pen.colours.grey)], sizes.text - 3)]
            self.pen.write(slide, Box(sizes.margin, top + 0.03, wide, self._small_height(small)), said, small)
        y = Inches(top + self._small_height(small) + 0.1)
        left = Inches(sizes.margin)
        line = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, left, y, left + Inches(wide), y)
        line.line.color.rgb, line.line.width = rgb(self.pen.colours.ink), Pt(1)
        line._element.remove(line._element.find(qn("p:style")))  # which would give it a shadow
        decorate(line)

    def _logo(self, slide: Slide) -> float:
        """The logo, where there is one; gives where the name beside it begins."""
        picture, margin = self.pen.style.picture, self.pen.sizes.margin
        if picture is None:
            return margin
        shape = slide.shapes.add_picture(str(picture), Inches(margin), Inches(0.4), height=Inches(0.75))
        describe(shape, self.pen.style.logo_alt, self.pen.style.logo_alt)
        return margin + shape.width / Inches(1) + 0.25
