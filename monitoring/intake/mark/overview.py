"""The sheet in front of a marked workbook: everything that was found, by consequence, with links to the cells."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from monitoring.intake.finding import Finding, Folded, Severity, apart
from monitoring.intake.mark.bytes import attribute, text
from monitoring.intake.mark.look import Look
from monitoring.intake.mark.package import quoted
from monitoring.intake.mark.record import OVERVIEW
from monitoring.intake.mark.styles import Styles
from monitoring.intake.mark.words import HEADS, SHAPE, Say, head
from theory_of_change.text import Message, Text, counted, message

MOST_LINKS = 60_000  # Excel refuses more than 65,530 on a sheet
_MOST_RANGES = 12  # of cells of one point that are named
_LONGEST = 2_000  # signs of a text that are shown
_WIDTHS = (0, 16, 26, 9, 24, 58, 48, 34, 18)  # of the columns, in signs; the first is for us
_LINE_HEIGHT = 13.5  # points of a line of the table


@dataclass(frozen=True)
class About:
    """Which file was checked, for whom and when."""

    file: str
    organisation: Text | str
    day: datetime.date


@dataclass(frozen=True)
class Told:
    """What the overview says beside the findings: remarks on this copy, and where a link leads nowhere."""

    about: About
    findings: Sequence[Finding]
    goes_by: str
    remarks: Sequence[Message] = ()
    unlinked: frozenset[str] = frozenset()  # sheets that nobody sees, or that are not there


def overview(told: Told, styles: Styles, say: Say) -> bytes:
    """The sheet as XML; adds its styles to those of the workbook."""
    return _Sheet(told, Look.of(styles), say).xml()


class _Sheet:
    """The rows of the sheet, one after the other."""

    def __init__(self, told: Told, look: Look, say: Say) -> None:
        self._told, self._look, self._say = told, look, say
        self._points, self._left_empty = apart(told.findings)
        self._rows: list[bytes] = []
        self._links: list[bytes] = []
        self._frozen = 0

    def xml(self) -> bytes:
        self._top()
        self._groups()
        columns = b"".join(
            b'<col min="%d" max="%d" width="%d" customWidth="1"%b/>'
            % (n, n, width or 1, b"" if width else b' hidden="1"')
            for n, width in enumerate(_WIDTHS, 1)
        )
        pane = b'<pane ySplit="%d" topLeftCell="A%d" activePane="bottomLeft" state="frozen"/>' % (
            self._frozen, self._frozen + 1)  # fmt: skip
        links = b"<hyperlinks>%b</hyperlinks>" % b"".join(self._links) if self._links else b""
        return (
            b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetPr>'
            b'<outlinePr summaryBelow="0"/><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews>'
            b'<sheetView showGridLines="0" tabSelected="1" workbookViewId="0">%b'
            b'<selection pane="bottomLeft" activeCell="B%d" sqref="B%d"/></sheetView></sheetViews>'
            b'<sheetFormatPr defaultRowHeight="15" outlineLevelRow="1"/><cols>%b</cols><sheetData>%b</sheetData>%b'
            b'<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
            b'<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
        ) % (pane, self._frozen + 1, self._frozen + 1, columns, b"".join(self._rows), links)

    def _top(self) -> None:
        told, look, say = self._told, self._look, self._say
        self._row({"A": (OVERVIEW, look.faint), "B": (say(_title(self._points)), look.title)}, height=26)
        about = message(
            "{file}, checked for {organisation} on {day}. Nothing has been saved.",
            file=told.about.file,
            organisation=told.about.organisation,
            day=told.about.day,
        )
        self._row({"B": (say(about), look.words)})
        self._row({"B": (say(_WHAT_TO_DO if self._points else _NOTHING_TO_DO), look.words)})
        self._row(
            {
                "B": (
                    say(
                        message(
                            "Click on a place to go there. To come back here: choose “{name}” in the box to the left of the formula bar.",
                            name=told.goes_by,
                        )
                    ),
                    look.faint,
                )
            }
        )
        self._row(dict(self._counts()), height=20)
        for remark in told.remarks:
            self._row({"B": (say(remark), look.faint)})
        self._row({})
        heads = (SEVERITY, WHERE, CELLS, THERE, WRONG, RIGHT, SOURCE, RULE)
        self._row({letter: (say(one), look.head) for letter, one in zip("BCDEFGHI", heads, strict=True)})
        self._frozen = len(self._rows)

    def _counts(self) -> Iterator[tuple[str, tuple[str, int]]]:
        """How many points of each severity, in its colour: what the colours mean is seen at once."""
        for letter, severity in zip("BCE", Severity, strict=True):
            number = sum(one.finding.severity is severity for one in self._points)
            yield letter, (f"{head(severity, self._say)}  {self._say(number)}", self._look.group[severity])

    def _groups(self) -> None:
        say = self._say
        for severity in Severity:
            own = [each for each in self._points if each.finding.severity is severity]
            if own:
                points = say(counted("{n} point", "{n} points", n=len(own)))
                cells = say(counted("{n} cell", "{n} cells", n=sum(len(each.cells) for each in own)))
                title = f"{SHAPE[severity]} {say(HEADS[severity])} ({points}, {cells})"
                style = self._look.group[severity]
                self._row({letter: (title if letter == "B" else "", style) for letter in "BCDEFGHI"}, height=20)
                for each in own:
                    self._point(each)
        for each in self._left_empty:
            self._finding(each.finding, len(each.cells), where=self._where(each), word=say(LEFT_EMPTY))

    def _point(self, folded: Folded) -> None:
        """What is said of one cell or of many; the cells of many are folded away under it, each with its link."""
        one, many = folded.finding, len(folded.cells) > 1
        self._finding(one, len(folded.cells), where=self._where(folded), summary=many)
        if many:
            for cell in folded.cells:
                self._finding(cell, 1, where=cell.place, within=True)

    def _where(self, folded: Folded) -> str:
        """The sheet with the cells of it, those under each other as one range; of many ranges the first."""
        one, ranges = folded.finding, folded.ranges
        if not ranges:
            return one.sheet or self._say(message("the whole file"))
        shown = ", ".join(ranges[:_MOST_RANGES]) + (" …" if len(ranges) > _MOST_RANGES else "")
        return f"{one.sheet}!{shown}"

    def _finding(
        self,
        one: Finding,
        number: int,
        *,
        where: str,
        word: str | None = None,
        summary: bool = False,
        within: bool = False,
    ) -> None:
        look, say = self._look, self._say
        place = f"C{len(self._rows) + 1}"
        linked = self._link(place, one)
        word = "" if within else head(one.severity, say) if word is None else word
        said = {
            "B": (word, look.cell),
            "C": (where, look.link if linked else look.cell),
            "D": ("" if within else number, look.number),
            "E": (one.value, look.cell),
            "F": ("" if within else say(one.message), look.cell),
            "G": ("" if within or one.remedy is None else say(one.remedy), look.cell),
            "H": ("" if within or one.clause is None else say(one.clause), look.small),
            "I": ("" if within else one.rule, look.small),
        }
        self._row(said, height=None if within else _height(said), folded=within, summary=summary)

    def _link(self, place: str, one: Finding) -> bool:
        if not one.sheet or one.sheet in self._told.unlinked or len(self._links) >= MOST_LINKS:
            return False
        cell = one.cell if one.cell[:1].isalpha() else f"A{one.cell or 1}"
        line = b'<hyperlink ref="%b" location="%b"/>'
        self._links.append(line % (place.encode(), attribute(quoted(one.sheet, cell))))
        return True

    def _row(
        self,
        cells: Mapping[str, tuple[str | int, int]],
        *,
        height: float | None = None,
        folded: bool = False,
        summary: bool = False,
    ) -> None:
        number = len(self._rows) + 1
        how = (b' ht="%.1f" customHeight="1"' % height if height else b"") + (
            b' outlineLevel="1" hidden="1"' if folded else b' collapsed="1"' if summary else b""
        )
        written = b"".join(_cells(cells, number))
        self._rows.append(b'<row r="%d"%b>%b</row>' % (number, how, written))


def _height(cells: Mapping[str, tuple[str | int, int]]) -> float:
    """The height of a row in which every text can be read; no program works it out when it opens a file."""
    lines = 1
    for letter, (value, _) in cells.items():
        room = _WIDTHS[ord(letter) - ord("A")] * 1.15
        lines = max(lines, sum(max(1, math.ceil(len(line) / room)) for line in _short(str(value)).split("\n")))
    return min(lines * _LINE_HEIGHT + 3, 400)


def _short(said: str) -> str:
    return said if len(said) <= _LONGEST else said[:_LONGEST] + "…"


def _cells(cells: Mapping[str, tuple[str | int, int]], row: int) -> Iterator[bytes]:
    """Cells that hold a text are texts, whatever they begin with: none becomes a formula."""
    for letter, (value, style) in cells.items():
        place = b"%b%d" % (letter.encode(), row)
        if isinstance(value, int):
            yield b'<c r="%b" s="%d"><v>%d</v></c>' % (place, style, value)
        elif value == "":
            yield b'<c r="%b" s="%d"/>' % (place, style)
        else:
            line = b'<c r="%b" s="%d" t="inlineStr"><is><t xml:space="preserve">%b</t></is></c>'
            yield line % (place, style, text(_short(value)))


SEVERITY, WHERE, CELLS, THERE = message("Severity"), message("Where"), message("Cells"), message("What is there")
WRONG, RIGHT, RULE, SOURCE = (
    message("What is wrong"),
    message("How it should be"),
    message("Rule"),
    message("Source"),
)

LEFT_EMPTY = message("Left empty")

_WHAT_TO_DO = message(
    "Mend the coloured cells, save this file and upload it again. Leave the colours, our notes and this sheet as they are: they do not count."
)
_NOTHING_TO_DO = message("There is nothing to mend in this file.")


def _title(points: Sequence[Folded]) -> Message:
    number = sum(one.finding.severity < Severity.WARNING for one in points)
    if number:
        return counted("{n} point to mend in this file", "{n} points to mend in this file", n=number)
    if points:
        return counted(
            "Nothing is wrong; please look at {n} point", "Nothing is wrong; please look at {n} points", n=len(points)
        )
    return message("Nothing was found in this file")
