"""The styles of a workbook: copies of them with our fills, our own, and the way back."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence

from monitoring.intake.finding import Severity
from monitoring.intake.mark.bytes import (
    Edit,
    Element,
    children,
    edited,
    elements,
    opened_up,
    prefix,
    the,
    with_attributes,
)

COLOURS = {
    Severity.BLOCKING: (0xF4, 0xA9, 0xA0),
    Severity.ERROR: (0xFC, 0xD5, 0x98),
    Severity.WARNING: (0xFF, 0xF4, 0xB8),
}
"""Fills that are light enough for black figures, and differ in lightness as well as in hue."""

_KINDS = ("fonts", "fills", "borders", "cellXfs")


class TooManyStyles(ValueError):
    """A workbook with more styles or fills than can be told apart, or without any."""


MOST_STYLES = 64_000  # of Excel itself, in one workbook


class Styles:
    """The styles part of a workbook, to which styles are added."""

    def __init__(self, xml: bytes) -> None:
        self._xml = xml = _whole(xml)
        self._found = elements(xml)
        self._lists: dict[str, list[bytes]] = {}
        for kind in _KINDS:
            parent = the(self._found, kind)
            self._lists[kind] = [xml[e.start : e.end] for e in children(self._found, parent)]
        self._parents: Mapping[str, Element] = {kind: the(self._found, kind) for kind in _KINDS}
        self._prefix = prefix(xml, self._parents["cellXfs"])
        self.counts = {kind: len(entries) for kind, entries in self._lists.items()}
        self.fills_made: dict[str, bytes] = {}  # by our colour, the fill it stands for
        self._marked: dict[tuple[int, Severity], int] = {}
        self._fill_of: dict[tuple[int, Severity], int] = {}

    def marked(self, style: int, severity: Severity) -> int:
        """The style that is as another, filled in the colour of a severity."""
        key = (style, severity)
        if key not in self._marked:
            entries = self._lists["cellXfs"]
            if style >= self.counts["cellXfs"]:
                raise TooManyStyles(f"style {style}")
            tag, rest = _tag(entries[style])
            number = re.search(rb"""\sfillId\s*=\s*["'](\d+)""", tag)
            fill = self._our_fill(int(number[1]) if number else 0, severity)
            self._marked[key] = self._add("cellXfs", with_attributes(tag, fillId=str(fill), applyFill="1") + rest)
        return self._marked[key]

    @property
    def marked_from(self) -> dict[int, int]:
        """For each style with a fill of ours, the one it is a copy of."""
        return {made: style for (style, _), made in self._marked.items()}

    def add(self, font: str, fill: str = "", border: str = "", alignment: str = "", format_number: int = 0) -> int:
        """A style of our own, from the inside of its parts; gives its number."""
        ids = [
            self._add("fonts", self._written("font", font)),
            self._add("fills", self._written("fill", fill)) if fill else 0,
            self._add("borders", self._written("border", border)) if border else 0,
        ]
        tag = (
            f'numFmtId="{format_number}" fontId="{ids[0]}" fillId="{ids[1]}" borderId="{ids[2]}" xfId="0" '
            'quotePrefix="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"'
        )
        return self._add("cellXfs", self._written("xf", f"<alignment {alignment}/>" if alignment else "", tag))

    def xml(self) -> bytes:
        """The part with what was added."""
        edits = []
        for kind in _KINDS:
            if added := self._lists[kind][self.counts[kind] :]:
                parent = self._parents[kind]
                edits.append(opened_up(self._xml, parent, b"".join(added)))
                tag = self._xml[parent.start : parent.opened]
                if not parent.empty:
                    count = with_attributes(tag, count=str(len(self._lists[kind])))
                    edits.append(Edit(parent.start, parent.opened, count))
        return edited(self._xml, edits)

    def _our_fill(self, original: int, severity: Severity) -> int:
        key = (original, severity)
        if key not in self._fill_of:
            if original >= self.counts["fills"]:
                raise TooManyStyles(f"fill {original}")
            colour = next(self._free_colours(severity), None)
            if colour is None:
                raise TooManyStyles("fills")
            self.fills_made[colour] = self._lists["fills"][original]
            solid = f'<patternFill patternType="solid"><fgColor rgb="{colour}"/><bgColor indexed="64"/></patternFill>'
            self._fill_of[key] = self._add("fills", self._written("fill", solid))
        return self._fill_of[key]

    def _free_colours(self, severity: Severity) -> Iterator[str]:
        """Shades of a colour that nobody can tell apart, and that the workbook does not have yet."""
        red, green, blue = COLOURS[severity]
        there = self._xml.upper()
        for number in range(1 << 12):
            shade = (red ^ (number >> 8 & 15), green ^ (number >> 4 & 15), blue ^ (number & 15))
            colour = "FF{:02X}{:02X}{:02X}".format(*shade)
            if colour not in self.fills_made and colour.encode() not in there:
                yield colour

    def _add(self, kind: str, entry: bytes) -> int:
        if len(self._lists[kind]) >= MOST_STYLES:
            raise TooManyStyles(kind)
        self._lists[kind].append(entry)
        return len(self._lists[kind]) - 1

    def _written(self, name: str, inner: str, attributes: str = "") -> bytes:
        """An element with the prefix of this part; `inner` is our own, without a text of anybody."""
        mark = self._prefix.decode()
        within = re.sub(r"<(/?)(?=\w)", rf"<\1{mark}", inner)
        return f"<{mark}{name}{' ' if attributes else ''}{attributes}>{within}</{mark}{name}>".encode()


_LISTS = {
    "numFmts": "",
    "fonts": '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>',
    "fills": '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>',
    "borders": '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>',
    "cellStyleXfs": '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
    "cellXfs": '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>',
}
"""The lists of a styles part in the order of the standard (ECMA-376 part 1, CT_Stylesheet), as they are when left out."""

NO_STYLES = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"></styleSheet>'
)
"""The styles part of a workbook that has none."""


def _whole(xml: bytes) -> bytes:
    """A styles part with the lists that a writer may have left out."""
    found = elements(xml)
    root = found[0]
    mark = prefix(xml, root).decode()
    there = [e for e in children(found, root) if e.name in _LISTS]
    if root.empty:
        tag = xml[root.start : root.opened]
        return _whole(edited(xml, [Edit(root.start, root.opened, tag[:-2] + b"></%bstyleSheet>" % mark.encode())]))
    edits, place = [], root.opened
    for name, default in _LISTS.items():
        if own := next((e for e in there if e.name == name), None):
            place = own.end
        else:
            edits.append(Edit(place, place, re.sub(r"<(/?)(?=\w)", rf"<\1{mark}", default).encode()))
    return edited(xml, edits)


def seal(xml: bytes) -> str:
    """By what a styles part is known to be as it was written."""
    return hashlib.sha256(xml).hexdigest()


def restored(xml: bytes, fills: Mapping[str, bytes]) -> tuple[bytes, dict[int, int]]:
    """A styles part that somebody else wrote since, with the fills that stood there before ours.

    `fills` says by our colour what stood there. Gives also which styles are to be replaced by which.
    """
    found = elements(xml)
    lists = {kind: children(found, the(found, kind)) for kind in _KINDS}
    ours = {n: fill for n, e in enumerate(lists["fills"]) if (fill := _stood(xml[e.start : e.end], fills))}
    edits = [Edit(lists["fills"][n].start, lists["fills"][n].end, fill) for n, fill in ours.items()]
    return edited(xml, edits), _replaced(xml, lists, ours)


def cut(xml: bytes, counts: Mapping[str, int]) -> bytes:
    """A styles part as we wrote it, without what was added behind the entries there were."""
    found = elements(xml)
    edits = []
    for kind in _KINDS:
        parent = the(found, kind)
        added = children(found, parent)[counts[kind] :]
        if added:
            edits += [Edit(e.start, e.end, b"") for e in added]
            tag = xml[parent.start : parent.opened]
            edits.append(Edit(parent.start, parent.opened, with_attributes(tag, count=str(counts[kind]))))
    return edited(xml, edits)


def _stood(fill: bytes, fills: Mapping[str, bytes]) -> bytes | None:
    """What stood where a fill of ours stands; None where it is not ours."""
    colour = re.search(rb"""<(?:[\w.-]+:)?fgColor\s[^>]*\brgb=["'](\w{8})["']""", fill)
    return fills.get(colour[1].decode().upper()) if colour else None


def _replaced(xml: bytes, lists: Mapping[str, Sequence[Element]], ours: Mapping[int, bytes]) -> dict[int, int]:
    """For each style with a fill of ours, the first that is the same but for it, and has the fill that stood there."""
    fills = {n: _plain(xml[e.start : e.end]) for n, e in enumerate(lists["fills"])}
    known: dict[tuple[bytes, bytes], int] = {}
    marked: dict[int, tuple[bytes, bytes]] = {}
    for number, style in enumerate(lists["cellXfs"]):
        fill = int(style.attributes.get("fillId", "0"))
        tag, rest = _tag(xml[style.start : style.end])
        look = _plain(with_attributes(tag, fillId=None, applyFill=None) + rest)
        if fill in ours:
            marked[number] = (look, _plain(ours[fill]))
        else:
            known.setdefault((look, fills.get(fill, b"")), number)
    return {number: known[look] for number, look in marked.items() if look in known}


def _tag(entry: bytes) -> tuple[bytes, bytes]:
    """The start tag of an entry, and the rest of it."""
    end = entry.index(b">") + 1
    return entry[:end], entry[end:]


def _plain(entry: bytes) -> bytes:
    return re.sub(rb"\s*/>", b"/>", re.sub(rb"\s+", b" ", entry))
