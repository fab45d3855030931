"""What can stand on a slide: each block knows its height before it is drawn, and how it is cut where room ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from pptx.slide import Slide

from monitoring.reports.pack.model import Chart
from monitoring.reports.pack.slides import charts
from monitoring.reports.pack.slides.pen import Box, Paragraph, Pen, Run

GAP = 0.22
"""Inches between blocks."""


class Block(Protocol):
    """Something that stands on a slide, over the width that it is given. All in inches."""

    def height(self, width: float) -> float:
        """The least height that it can do with."""

    def most(self, width: float) -> float:
        """The greatest height that still looks well."""

    def cut(self, width: float, room: float, *, gladly: bool) -> tuple[Block, Block] | None:
        """The part that fits in `room` and the rest; None where nothing fits or nothing can be cut.

        `gladly` is no where the slide is empty, so that it must be cut, however little fits.
        """

    def draw(self, slide: Slide, box: Box) -> None:
        """Draw it in a box that is at least as high as it asked for."""


@dataclass(frozen=True)
class Writing:
    """Paragraphs in one text box."""

    paragraphs: Sequence[Paragraph]
    pen: Pen
    name: str

    def height(self, width: float) -> float:
        return self.pen.height(self.paragraphs, width)

    most = height

    def cut(self, width: float, room: float, *, gladly: bool) -> tuple[Block, Block] | None:
        fits = [n for n in range(1, len(self.paragraphs)) if self.pen.height(self.paragraphs[:n], width) <= room]
        whole = [n for n in fits if not self.paragraphs[n].goes_on]
        if fits:
            at = (whole or fits)[-1]
            first, rest = self.paragraphs[:at], self.paragraphs[at:]
            return replace(self, paragraphs=first), replace(self, paragraphs=rest)
        return self._cut_first(width, room)

    def _cut_first(self, width: float, room: float) -> tuple[Block, Block] | None:
        """Cut the first paragraph between two words; only of a single look, which long ones are."""
        first, *others = self.paragraphs
        words = first.text.split(" ")
        fits = [n for n in range(1, len(words)) if self.pen.height([_part(first, words[:n])], width) <= room]
        if len(first.runs) > 1 or not fits or len(words) < 20:
            return None
        rest = [_part(first, words[fits[-1] :]), *others]
        return replace(self, paragraphs=[_part(first, words[: fits[-1]])]), replace(self, paragraphs=rest)

    def draw(self, slide: Slide, box: Box) -> None:
        self.pen.write(slide, box, self.paragraphs, self.name)


def _part(paragraph: Paragraph, words: Sequence[str]) -> Paragraph:
    return replace(paragraph, runs=[replace(paragraph.runs[0], text=" ".join(words))])


@dataclass(frozen=True)
class Pictures:
    """Charts beside each other, each under its finding, on one scale with all charts of the section."""

    them: Sequence[Chart]
    pen: Pen
    beside: Sequence[Chart] = ()

    LEAST, ENOUGH, MOST, BETWEEN = 2.0, 2.9, 4.6, 0.45

    def _wide(self, width: float) -> float:
        return (width - self.BETWEEN * (len(self.them) - 1)) / len(self.them)

    def _heads(self, width: float) -> float:
        return max(self.pen.height(self._head(one), self._wide(width)) for one in self.them) + 0.06

    def _head(self, one: Chart) -> list[Paragraph]:
        found = [Paragraph([Run(one.title, bold=True)], self.pen.sizes.text - 2)]
        if one.unit:
            found.append(Paragraph([Run(one.unit, colour=self.pen.colours.grey)], self.pen.sizes.note))
        return found

    def height(self, width: float) -> float:
        return self._heads(width) + max(min(self.ENOUGH, max(self.LEAST, charts.asks(one))) for one in self.them)

    def most(self, width: float) -> float:
        return max(self.height(width), self._heads(width) + self.MOST)

    def cut(self, width: float, room: float, *, gladly: bool) -> tuple[Block, Block] | None:
        return None

    def draw(self, slide: Slide, box: Box) -> None:
        wide, head = self._wide(box.width), self._heads(box.width)
        for at, one in enumerate(self.them):
            left = box.left + at * (wide + self.BETWEEN)
            self.pen.write(slide, Box(left, box.top, wide, head), self._head(one), one.title)
            charts.draw(slide, Box(left, box.top + head, wide, box.height - head), one, self.pen, self.beside)


@dataclass(frozen=True)
class Stack:
    """Blocks below each other; those that can grow share the room that is left."""

    blocks: Sequence[Block]

    def height(self, width: float) -> float:
        return sum(one.height(width) for one in self.blocks) + GAP * (len(self.blocks) - 1)

    def most(self, width: float) -> float:
        return sum(one.most(width) for one in self.blocks) + GAP * (len(self.blocks) - 1)

    def cut(self, width: float, room: float, *, gladly: bool) -> tuple[Block, Block] | None:
        return None

    def draw(self, slide: Slide, box: Box) -> None:
        spare = max(0.0, box.height - self.height(box.width))
        growing = sum(one.most(box.width) > one.height(box.width) for one in self.blocks)
        top = box.top
        for one in self.blocks:
            least, most = one.height(box.width), one.most(box.width)
            high = min(most, least + spare / growing) if growing else least
            one.draw(slide, Box(box.left, top, box.width, high))
            top += high + GAP


@dataclass(frozen=True)
class Beside:
    """Two stacks beside each other; `share` is the part of the width that the left one has."""

    left: Stack
    right: Stack
    share: float

    BETWEEN = 0.55

    def _widths(self, width: float) -> tuple[float, float]:
        left = (width - self.BETWEEN) * self.share
        return left, width - self.BETWEEN - left

    def height(self, width: float) -> float:
        left, right = self._widths(width)
        return max(self.left.height(left), self.right.height(right))

    def most(self, width: float) -> float:
        left, right = self._widths(width)
        return max(self.height(width), self.left.most(left), self.right.most(right))

    def cut(self, width: float, room: float, *, gladly: bool) -> tuple[Block, Block] | None:
        return None

    def draw(self, slide: Slide, box: Box) -> None:
        left, right = self._widths(box.width)
        self.left.draw(slide, Box(box.left, box.top, left, box.height))
        self.right.draw(slide, Box(box.left + left + self.BETWEEN, box.top, right, box.height))
