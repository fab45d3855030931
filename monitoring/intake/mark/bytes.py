"""XML of a workbook, changed where we mean to change it and byte for byte the same everywhere else.

Excel refuses a part whose prefixes were renamed or whose order was changed, and no library writes back
everything that Excel may have put there. So a parser only says where things stand, and edits are
made in the bytes. A document type is refused: no part of a workbook has one, and entities come in by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple
from xml.parsers import expat
from xml.sax.saxutils import escape

_START_TAG = re.compile(rb"""<[^>"']*(?:(?:"[^"]*"|'[^']*')[^>"']*)*>""")
_ATTRIBUTE = re.compile(rb"""\s+([\w:.-]+)\s*=\s*("[^"]*"|'[^']*')""")
_BYTE_ORDER = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}
_DECLARED = re.compile(r"^<\?xml[^>]*\?>")
_MOST = 40_000_000  # bytes of a part of which every element is kept
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class NotWellFormed(ValueError):
    """A part of a workbook that is no XML, or that has what no part of a workbook has."""


class Edit(NamedTuple):
    """Bytes from `start` to `end` replaced; an insertion where both are the same."""

    start: int
    end: int
    content: bytes


class Element(NamedTuple):
    """An element and where it stands: its whole, and the end of its start tag. Names are without prefix."""

    name: str
    attributes: Mapping[str, str]
    depth: int
    start: int
    opened: int
    closing: int
    end: int

    @property
    def empty(self) -> bool:
        """Whether it is written as one tag."""
        return self.closing == self.start


def edited(xml: bytes, edits: Iterable[Edit]) -> bytes:
    """The bytes with all edits made; at one place insertions come first, in the order given."""
    pieces, place = [], 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        pieces += [xml[place : edit.start], edit.content]
        place = max(place, edit.end)
    return b"".join([*pieces, xml[place:]])


def parser() -> Any:
    """A parser that knows no document type, so no entities either."""
    made = expat.ParserCreate(namespace_separator=" ")

    def refuse(*_: Any) -> None:
        raise NotWellFormed("a document type")

    made.StartDoctypeDeclHandler = refuse
    return made


def elements(xml: bytes) -> list[Element]:
    """All elements of a small part, in the order in which they begin. Raises `NotWellFormed`."""
    if len(xml) > _MOST:
        raise NotWellFormed("size")
    found: list[list[Any]] = []
    within: list[int] = []
    reading = parser()

    def begin(name: str, attributes: dict[str, str]) -> None:
        start = reading.CurrentByteIndex
        plain = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        found.append([name.rpartition(" ")[2], plain, len(within), start, tag_end(xml, start), 0, 0])
        within.append(len(found) - 1)

    def finish(_: str) -> None:
        element = found[within.pop()]
        element[5], element[6] = ends(xml, element[3], element[4], reading.CurrentByteIndex)

    reading.StartElementHandler, reading.EndElementHandler = begin, finish
    parse(reading, xml)
    return [Element(*each) for each in found]


def parse(reading: Any, xml: bytes) -> None:
    """Let a parser read a part. Raises `NotWellFormed`."""
    try:
        reading.Parse(xml, True)
    except expat.ExpatError as error:
        raise NotWellFormed(str(error)) from None


def ends(xml: bytes, start: int, opened: int, now: int) -> tuple[int, int]:
    """Where the closing tag of an element begins and ends, `now` being where a parser tells of its end.

    Of an element that is written as one tag both are those of that tag.
    """
    if xml[opened - 2 : opened] == b"/>":
        return start, opened
    return now, xml.index(b">", now) + 1


def tag_end(xml: bytes, start: int) -> int:
    """Where the start tag at a place ends."""
    return _START_TAG.match(xml, start).end()


def prefix(xml: bytes, element: Element) -> bytes:
    """The prefix of an element as it is written, with its colon: b"x:"; b"" where it has none."""
    name = re.match(rb"<([\w.-]+:)?", xml[element.start : element.opened])
    return name[1] or b""


def with_attributes(tag: bytes, **values: str | None) -> bytes:
    """A start tag with attributes set, or taken out where the value is None; the others stay as they are.

    >>> with_attributes(b'<c r="A1" s="3">', s="7"), with_attributes(b"<c r='A1'/>", s="7")
    (b'<c r="A1" s="7">', b'<c r=\\'A1\\' s="7"/>')
    >>> with_attributes(b'<c r="A1" s="3" />', s=None)
    b'<c r="A1" />'
    """
    for name, value in values.items():
        written = b"" if value is None else b' %b="%b"' % (name.encode(), attribute(value))
        there = next((each for each in _ATTRIBUTE.finditer(tag) if each[1] == name.encode()), None)
        if there:
            tag = tag[: there.start()] + written + tag[there.end() :]
        elif written:
            last = re.search(rb"\s*/?>$", tag).start()
            tag = tag[:last] + written + tag[last:]
    return tag


def opened_up(xml: bytes, element: Element, inner: bytes) -> Edit:
    """An edit that puts something at the end of an element, also of one that is written as one tag."""
    if not element.empty:
        return Edit(element.closing, element.closing, inner)
    tag = xml[element.start : element.opened]
    name = re.match(rb"<([\w:.-]+)", tag)[1]
    return Edit(element.start, element.opened, re.sub(rb"\s*/>$", b">", tag) + inner + b"</%b>" % name)


def attribute(value: str) -> bytes:
    """A text within the quotes of an attribute."""
    return escape(_clean(value), {'"': "&quot;", "\n": "&#10;", "\t": "&#9;"}).encode()


def text(value: str) -> bytes:
    """A text between tags; what cannot stand in XML becomes a replacement sign.

    Excel reads `_x000D_` as one sign, so that an underscore before such letters is written as one itself.

    >>> text("a<b \\x07 _x0041_").decode()
    'a&lt;b \ufffd _x005F_x0041_'
    """
    return escape(re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", _clean(value))).encode()


def _clean(value: str) -> str:
    return _NOT_IN_XML.sub("\ufffd", value)


def utf8(xml: bytes) -> bytes:
    """A part in UTF-8 without a mark in front, whatever it was written in. Raises `NotWellFormed`."""
    encoding = next((name for mark, name in _BYTE_ORDER.items() if xml.startswith(mark)), None)
    declared = re.match(rb"""<\?xml[^>]*encoding\s*=\s*["']([\w-]+)["']""", xml)
    if encoding is None and (declared is None or declared[1].lower() in (b"utf-8", b"us-ascii", b"ascii")):
        return xml
    try:
        said = xml.decode(encoding or declared[1].decode())
    except (LookupError, UnicodeError):
        raise NotWellFormed("encoding") from None
    return _DECLARED.sub('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>', said).encode()


def first(found: Sequence[Element], name: str) -> Element | None:
    """The first element of a name."""
    return next((element for element in found if element.name == name), None)


def the(found: Sequence[Element], name: str) -> Element:
    """The first element of a name. Raises `NotWellFormed` where there is none."""
    element = first(found, name)
    if element is None:
        raise NotWellFormed(name)
    return element


def children(found: Sequence[Element], parent: Element) -> list[Element]:
    """The elements directly within another."""
    return [e for e in found if e.depth == parent.depth + 1 and parent.start < e.start < parent.end]
