"""Notes at cells: ours put in behind what somebody else wrote, and taken out again.

A note of ours begins with the word of a severity and ends with a line of ours, so that it is known
again whatever program saved the file meanwhile, also within a note of somebody else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import unescape

from monitoring.intake.mark.boxes import NO_BOXES, with_boxes
from monitoring.intake.mark.bytes import (
    Edit,
    Element,
    children,
    edited,
    elements,
    opened_up,
    prefix,
    text,
    the,
)
from monitoring.intake.mark.frame import Frame
from monitoring.intake.mark.package import Package, free_name

LAST_LINE = "— monitoring"
AUTHOR = "Monitoring"

_NOTES_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_BOXES_KIND = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_NEW_NOTES = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors></authors>'
    b"<commentList></commentList></comments>"
)


@dataclass(frozen=True)
class Part:
    """One thing that is said in a note: its first line, and what is said."""

    head: str
    body: str


Note = Sequence[Part]


def conversations(package: Package, sheet: str) -> set[str]:
    """The cells of a sheet at which people talk in threads: Excel shows nothing else there."""
    found: set[str] = set()
    for kind, part in package.related(sheet).values():
        if kind == "threadedComment" and part in package:
            found |= {e.attributes.get("ref", "") for e in elements(package[part]) if e.name == "threadedComment"}
    return found


def add(package: Package, sheet: str, notes: Mapping[str, Note]) -> dict[str, bytes]:
    """Put notes at cells of a sheet, behind what is noted there already.

    Gives, by cell, the boxes of somebody else that were made larger, as they were.
    """
    if not notes:
        return {}
    part, boxes = _notes_part(package, sheet), _boxes_part(package, sheet)
    xml, before = _with_notes(package[part], notes)
    package[part] = xml
    package[boxes], as_they_were = with_boxes(
        package[boxes], {cell: plain(note) for cell, note in notes.items()}, before
    )
    return as_they_were


def _notes_part(package: Package, sheet: str) -> str:
    for kind, part in package.related(sheet).values():
        if kind == "comments" and part in package:
            return part
    name = free_name(package, "xl/comments{}.xml")
    package[name] = _NEW_NOTES
    package.declare(name, _NOTES_KIND)
    package.relate(sheet, "comments", name)
    return name


def _boxes_part(package: Package, sheet: str) -> str:
    frame = Frame(package[sheet])
    part = package.related(sheet).get(frame.notes_drawing or "", ("", ""))[1]
    if part in package:
        return part
    name = free_name(package, "xl/drawings/vmlDrawing{}.vml")
    package[name] = NO_BOXES
    package.declare_ending("vml", _BOXES_KIND)
    package[sheet] = frame.with_notes_drawing(package.relate(sheet, "vmlDrawing", name))
    return name


# What is written


def _with_notes(xml: bytes, notes: Mapping[str, Note]) -> tuple[bytes, dict[str, str]]:
    """The notes of a sheet with ours; and what was noted at those cells before."""
    found = elements(xml)
    mark = prefix(xml, found[0])
    authors, listed = the(found, "authors"), the(found, "commentList")
    number = len(children(found, authors))
    there = {e.attributes.get("ref", ""): e for e in children(found, listed)}
    edits, before, new = [], {}, []
    for cell, note in notes.items():
        if cell in there:
            inner = the(children(found, there[cell]), "text")
            before[cell] = "".join(_said(xml, found, there[cell]))
            edits += _behind(xml, found, inner, note, mark)
        else:
            line = b'<%bcomment ref="%b" authorId="%d"><%btext>%b</%btext></%bcomment>'
            new.append(line % (mark, cell.encode(), number, mark, _runs(note, mark), mark, mark))
    if new:
        author = b"<%bauthor>%b</%bauthor>" % (mark, AUTHOR.encode(), mark)
        edits += [opened_up(xml, authors, author), opened_up(xml, listed, b"".join(new))]
    return edited(xml, edits), before


def _behind(xml: bytes, found: Sequence[Element], inner: Element, note: Note, mark: bytes) -> list[Edit]:
    """Edits that put a note behind a text; a plain text becomes a run, as beside runs only runs are shown."""
    own = children(found, inner)
    edits = [
        edit
        for e in own
        if e.name == "t" and not e.empty
        for edit in (Edit(e.start, e.start, b"<%br>" % mark), Edit(e.end, e.end, b"</%br>" % mark))
    ]
    runs = [e for e in own if e.name in ("r", "t")]
    added = _runs(note, mark, b"\n\n" if runs else b"")
    if runs:
        return [*edits, Edit(runs[-1].end, runs[-1].end, added)]
    return [*edits, Edit(inner.opened, inner.opened, added)] if not inner.empty else [opened_up(xml, inner, added)]


def _runs(note: Note, mark: bytes, before: bytes = b"") -> bytes:
    look = b'<%bsz val="9"/><%bcolor indexed="81"/><%brFont val="Tahoma"/><%bfamily val="2"/>' % ((mark,) * 4)
    pieces = []
    for place, part in enumerate(note):
        gap = b"\n\n" if place else before
        pieces.append(b'<%br><%brPr><%bb/>%b</%brPr><%bt xml:space="preserve">%b%b\n</%bt></%br>' % (
            mark, mark, mark, look, mark, mark, gap, text(part.head), mark, mark))  # fmt: skip
        last = b"\n" + LAST_LINE.encode() if place == len(note) - 1 else b""
        pieces.append(b'<%br><%brPr>%b</%brPr><%bt xml:space="preserve">%b%b</%bt></%br>' % (
            mark, mark, look, mark, mark, text(part.body), last, mark, mark))  # fmt: skip
    return b"".join(pieces)


def plain(note: Note) -> str:
    """A note as it is read.

    >>> print(plain([Part("Fout ▲", "Geen kwartaal.")]))
    Fout ▲
    Geen kwartaal.
    — monitoring
    """
    return "\n\n".join(f"{part.head}\n{part.body}" for part in note) + f"\n{LAST_LINE}"


def _said(xml: bytes, found: Sequence[Element], comment: Element) -> list[str]:
    return [text_of(xml, e) for e in texts_of(found, comment)]


def texts_of(found: Sequence[Element], comment: Element) -> list[Element]:
    return [e for e in found if e.name == "t" and comment.start < e.start < comment.end]


def text_of(xml: bytes, element: Element) -> str:
    if element.empty:
        return ""
    said = xml[element.opened : element.closing].decode()
    return unescape(said, {"&quot;": '"', "&apos;": "'", "&#10;": "\n", "&#xA;": "\n", "&#13;": "\r"}).replace(
        "\r\n", "\n"
    )
