"""Tables on slides: real ones, with a row of headings, cut between rows where a slide is full."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from lxml import etree
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.util import Emu, Inches, Pt

from monitoring.reports.pack import measure
from monitoring.reports.pack.marks import look
from monitoring.reports.pack.model import Cell, Kind, Table
from monitoring.reports.pack.slides.pen import LEADING, Box, Paragraph, Pen, Run, describe

NUMERIC = frozenset({Kind.COUNT, Kind.NUMBER, Kind.EURO, Kind.SHARE})
SMALLEST = 9
"""Points: with more columns than fit, letters get smaller down to this."""
PLAIN = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""The table style of PowerPoint without lines and grounds."""
FEW = 3
"""Fewer rows than this under a heading look forgotten."""
HIGHEST = 3.0
"""Inches: with a row that is higher, letters get smaller too."""
SIDE, ABOVE = 6, 3.5
"""Points between columns (on each side), and above and below words."""


@dataclass(frozen=True)
class Rows:
    """A table, or some of its rows; these keep the letters and the widths of the whole."""

    table: Table
    pen: Pen
    sized: tuple[float, Sequence[float]] | None = None

    def height(self, width: float) -> float:
        size, parts = self._sized(width)
        return self._head(width) + sum(self._heights(size, parts)) / 72 + self._foot(width)

    most = height

    def cut(self, width: float, room: float, *, gladly: bool) -> tuple[Rows, Rows] | None:
        size, parts = self._sized(width)
        heading, *heights = self._heights(size, parts)
        used, count = self._head(width) + heading / 72, 0
        while count < len(heights) and used + heights[count] / 72 <= room:
            used, count = used + heights[count] / 72, count + 1
        if gladly or count > 2 * FEW:
            count = min(count, len(heights) - FEW)
        if count < (FEW if gladly else 1):
            return None
        first = replace(self.table, rows=self.table.rows[:count], note="")
        rest = replace(self.table, rows=self.table.rows[count:])
        return replace(self, table=first, sized=(size, parts)), replace(self, table=rest, sized=(size, parts))

    def draw(self, slide: Slide, box: Box) -> None:
        head = self._head(box.width)
        self.pen.write(
            slide, box=Box(box.left, box.top, box.width, head), paragraphs=self._title, name=self.table.title
        )
        size, parts = self._sized(box.width)
        heights = self._heights(size, parts)
        below = box.top + head + sum(heights) / 72
        place = (box.left, box.top + head, box.width, sum(heights) / 72)
        frame = slide.shapes.add_table(len(heights), len(parts), *map(Inches, place))
        describe(frame, self.table.title, self.table.title)
        self._fill(frame.table._tbl, size, parts, heights)
        if self.table.note:
            self.pen.write(
                slide, Box(box.left, below + 0.06, box.width, self._foot(box.width)), self._note, self.table.key
            )

    @property
    def _title(self) -> list[Paragraph]:
        return [Paragraph([Run(self.table.title, bold=True)], self.pen.sizes.text - 2)]

    @property
    def _note(self) -> list[Paragraph]:
        return [Paragraph([Run(self.table.note, colour=self.pen.colours.grey)], self.pen.sizes.note)]

    def _head(self, width: float) -> float:
        return self.pen.height(self._title, width) + 0.08

    def _foot(self, width: float) -> float:
        return self.pen.height(self._note, width) + 0.08 if self.table.note else 0

    def _sized(self, width: float) -> tuple[float, Sequence[float]]:
        """The size of letters with which all words stay whole, and the widths of columns in points."""
        if self.sized:
            return self.sized
        if width not in self._known:
            size = self.pen.sizes.table
            while size > SMALLEST and not self._suits(size, width):
                size -= 0.5
            self._known[width] = size, self._widths(size, width)
        return self._known[width]

    def _suits(self, size: float, width: float) -> bool:
        """Whether all words stay whole, and no row is higher than half a slide."""
        least = measure.least(self.table, size, padding=2 * SIDE, wider=self.pen.wider)
        return least <= width * 72 and max(self._heights(size, self._widths(size, width))) <= HIGHEST * 72

    def _widths(self, size: float, width: float) -> list[float]:
        return measure.widths(self.table, size, width * 72, padding=2 * SIDE, wider=self.pen.wider)

    @cached_property
    def _known(self) -> dict[float, tuple[float, list[float]]]:
        return {}

    def _heights(self, size: float, parts: Sequence[float]) -> list[float]:
        """The height of each row in points, that of the headings first."""
        key = (size, *parts)
        if key not in self._measured:
            rows = [[column.name for column in self.table.columns]]
            rows += [[said(cell) for cell in row] for row in self.table.rows]
            heights = []
            for number, row in enumerate(rows):
                most = max(
                    measure.lines(text, size, part - 2 * SIDE + 0.5, bold=number == 0, wider=self.pen.wider)
                    for text, part in zip(row, parts, strict=True)
                )
                heights.append(most * size * LEADING + 2 * ABOVE)
            self._measured[key] = heights
        return self._measured[key]

    @cached_property
    def _measured(self) -> dict[tuple[float, ...], list[float]]:
        return {}

    def _fill(self, tbl: etree._Element, size: float, parts: Sequence[float], heights: Sequence[float]) -> None:
        """The cells, written straight into the XML: through the library a long table takes seconds."""
        for column, part in zip(tbl.tblGrid.gridCol_lst, parts, strict=True):
            column.w = Emu(round(part * 12700))
        tbl.tblPr.set("bandRow", "0")
        tbl.tblPr.find(qn("a:tableStyleId")).text = PLAIN
        head = [Cell(column.name, column.name) for column in self.table.columns]
        for number, (row, height) in enumerate(zip(tbl.tr_lst, heights, strict=True)):
            row.h = Pt(height)
            cells = head if number == 0 else self.table.rows[number - 1]
            for old, cell, column in zip(list(row.tc_lst), cells, self.table.columns, strict=True):
                side = "r" if column.kind in NUMERIC else "l"
                row.replace(old, self._cell(cell, side, size, heading=number == 0))

    def _cell(self, cell: Cell, side: str, size: float, *, heading: bool) -> etree._Element:
        colours = self.pen.colours
        element = etree.Element(qn("a:tc"))
        body = etree.SubElement(element, qn("a:txBody"))
        etree.SubElement(body, qn("a:bodyPr"))
        etree.SubElement(body, qn("a:lstStyle"))
        paragraph = etree.SubElement(body, qn("a:p"))
        etree.SubElement(paragraph, qn("a:pPr"), algn=side)
        found = look(cell.mark)
        colour = colours.grey if heading else found.colour if found else colours.ink
        paragraph.append(self.pen.run(None, Run(said(cell), heading or found is not None, colour), size))
        across, along = str(round(SIDE * 12700)), str(round(ABOVE * 12700))
        told = etree.SubElement(
            element, qn("a:tcPr"), marL=across, marR=across, marT=along, marB=along, anchor="b" if heading else "t"
        )
        _line(told, colours.ink if heading else colours.hair, 0.75 if heading else 0.5)
        return element


def grouped(table: Table, pen: Pen, width: float) -> list[Table]:
    """The table, or where its columns do not fit beside each other several, each beginning with its first column."""
    return measure.grouped(table, SMALLEST, width * 72, padding=2 * SIDE, wider=pen.wider)


def said(cell: Cell) -> str:
    """What a cell says, with the shape of its status before it."""
    found = look(cell.mark)
    return f"{found.letter} {cell.said}" if found else cell.said


def _line(told: etree._Element, colour: str, points: float) -> None:
    """A line under a cell, and none elsewhere."""
    for name in ("a:lnL", "a:lnR", "a:lnT"):
        etree.SubElement(etree.SubElement(told, qn(name), w="0"), qn("a:noFill"))
    line = etree.SubElement(told, qn("a:lnB"), w=str(round(points * 12700)))
    fill = etree.SubElement(line, qn("a:solidFill"))
    etree.SubElement(fill, qn("a:srgbClr"), val=colour[1:])
    etree.SubElement(told, qn("a:noFill"))
