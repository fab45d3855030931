"""Writing on a slide: text boxes and their runs, each with its language, so that it is read aloud as it should."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree
from pptx.dml.color import RGBColor
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.util import Inches

from monitoring.reports.pack import measure
from monitoring.reports.pack.style import Style

LEADING = 1.2
"""The height of a line, in sizes of its letters."""

DECORATIVE = "http://schemas.microsoft.com/office/drawing/2017/decorative"
DECORATIVE_URI = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"
NAME = 250
"""Letters of the name of a shape."""


@dataclass(frozen=True)
class Box:
    """A place on a slide, in inches."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class Run:
    """A stretch of text of one look; `link` is an address, `to` a slide to go to."""

    text: str
    bold: bool = False
    colour: str = ""
    link: str = ""
    to: Slide | None = None


@dataclass(frozen=True)
class Paragraph:
    """Runs of one size; `after` and `hang` are points below it and before all its lines but the first.

    What goes on with the one before it (`goes_on`) stands on the same slide where that is possible.
    """

    runs: Sequence[Run]
    size: float
    after: float = 0
    hang: float = 0
    goes_on: bool = False

    @property
    def text(self) -> str:
        """All its text."""
        return "".join(run.text for run in self.runs)


class Pen:
    """Knows the style, the language, and how much room text takes."""

    def __init__(self, style: Style, tag: str) -> None:
        self.style, self.tag = style, tag
        self.sizes, self.colours = style.slides, style.colours
        self.wider = style.fonts.slides_width

    def height(self, paragraphs: Sequence[Paragraph], width: float) -> float:
        """Inches that paragraphs take in a box of `width` inches."""
        return sum(self._lines(one, width) * one.size * LEADING + one.after for one in paragraphs) / 72

    def _lines(self, one: Paragraph, width: float) -> int:
        runs = [(run.text.rpartition("\t")[2], run.bold) for run in one.runs]  # before a tab is the room of the hang
        return measure.lines_of(runs, one.size, width * 72 - one.hang, wider=self.wider)

    def write(self, slide: Slide, box: Box, paragraphs: Sequence[Paragraph], name: str, align: str = "l") -> None:
        """A text box with these paragraphs."""
        shape = slide.shapes.add_textbox(*map(Inches, (box.left, box.top, box.width, box.height)))
        shape.name = named(name)
        body = shape.text_frame._txBody
        for side in ("lIns", "tIns", "rIns", "bIns"):
            body.bodyPr.set(side, "0")
        shape.text_frame.word_wrap = True
        for old in body.findall(qn("a:p")):
            body.remove(old)
        for one in paragraphs:
            body.append(self.paragraph(slide, one, align))

    def paragraph(self, slide: Slide, one: Paragraph, align: str = "l") -> etree._Element:
        """The XML of a paragraph."""
        element = etree.Element(qn("a:p"))
        told = etree.SubElement(element, qn("a:pPr"), algn=align)
        if one.hang:
            told.set("marL", str(round(one.hang * 12700)))
            told.set("indent", str(-round(one.hang * 12700)))
        _points(told, "a:spcBef", 0)
        _points(told, "a:spcAft", one.after)
        etree.SubElement(told, qn("a:buNone"))
        if one.hang:
            stops = etree.SubElement(told, qn("a:tabLst"))
            etree.SubElement(stops, qn("a:tab"), pos=str(round(one.hang * 12700)), algn="l")
        for run in one.runs:
            element.append(self.run(slide, run, one.size))
        return element

    def run(self, slide: Slide | None, run: Run, size: float) -> etree._Element:
        """The XML of a run."""
        element = etree.Element(qn("a:r"))
        look = etree.SubElement(element, qn("a:rPr"), lang=self.tag, sz=str(round(size * 100)), b=str(int(run.bold)))
        fill = etree.SubElement(look, qn("a:solidFill"))
        etree.SubElement(fill, qn("a:srgbClr"), val=(run.colour or self.colours.ink)[1:])
        if run.link and slide is not None:
            to = slide.part.relate_to(run.link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            etree.SubElement(look, qn("a:hlinkClick")).set(qn("r:id"), to)
        if run.to is not None and slide is not None:
            to = slide.part.relate_to(run.to.part, RELATIONSHIP_TYPE.SLIDE)
            jump = etree.SubElement(look, qn("a:hlinkClick"), action="ppaction://hlinksldjump")
            jump.set(qn("r:id"), to)
        etree.SubElement(element, qn("a:t")).text = run.text
        return element


def _points(told: etree._Element, name: str, points: float) -> None:
    spacing = etree.SubElement(told, qn(name))
    etree.SubElement(spacing, qn("a:spcPts"), val=str(round(points * 100)))


def rgb(colour: str) -> RGBColor:
    """A colour as the library wants it."""
    return RGBColor.from_string(colour[1:].upper())


def describe(shape: object, title: str, alt: str) -> None:
    """What a picture, chart or table shows, for who does not see it."""
    told = shape._element._nvXxPr.cNvPr
    told.set("descr", alt)
    told.set("name", named(title))


def decorate(shape: object) -> None:
    """Say of a line or picture that it shows nothing, so that it is not read aloud."""
    told = shape._element._nvXxPr.cNvPr
    more = etree.SubElement(etree.SubElement(told, qn("a:extLst")), qn("a:ext"), uri=DECORATIVE_URI)
    etree.SubElement(more, f"{{{DECORATIVE}}}decorative", nsmap={"adec": DECORATIVE}, val="1")


def named(title: str) -> str:
    """The name that a shape has in the list of what is on a slide."""
    return title[:NAME]
