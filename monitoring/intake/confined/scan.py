"""What a reader of values does not see in the XML of a sheet of an .xlsx.

calamine gives an Excel error (#REF!) as an empty cell, and a formula that was never calculated too.
Both would silently become "nothing there", so they are looked up apart. So is how far the sheet
says it reaches: a file of 5 kB can name the last cell of the grid, and a reader then takes the
memory of all cells before it.

A sheet may be a hundred megabytes of XML, so nothing here walks over its cells: what is rare is
searched for, and only where it is found its cell is looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from monitoring.intake.confined.found import GRID, Found
from monitoring.intake.confined.styles import Styles

_ROOT = re.compile(rb"<(\w+:)?worksheet\b")
_SINGLE = re.compile(rb"""(\s[\w:]+)\s*=\s*'([^'"<>]*)'""")
_PLACE = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
_STYLE = re.compile(rb'\bs="([0-9]+)"')
_ERROR = re.compile(rb'\bt="e"')
_NUMBER = re.compile(rb'\br="([0-9]{1,7})"')
_SPAN = re.compile(rb'\b(min|max)="([0-9]{1,5})"')
_HIDDEN = re.compile(rb'\b(?:hidden|zeroHeight)="(?:1|true)"')


def scan(pieces: Iterable[bytes], styles: Styles | None = None) -> Found:
    """What is found in the XML of a sheet, given in pieces that end where a row ends.

    >>> scan([b'<worksheet><row r="2"><c r="B2" t="e"><v>#REF!</v></c></row></worksheet>']).errors
    {'B2': '#REF!'}

    Any prefix and either kind of quotes will do, and a formula that yields an empty text was calculated:

    >>> found = scan([b"<x:worksheet><x:row r='1'><x:c r='A1'><x:f>1+1</x:f><x:v></x:v></x:c>"
    ...     b'<x:c r="AB1" t="str"><x:f>""</x:f><x:v></x:v></x:c></x:row></x:worksheet>'])
    >>> found.uncalculated, found.reach
    ({'A1'}, (1, 28))
    """
    found, look = Found(), None
    for piece in pieces:
        if look is None:
            root = _ROOT.search(piece)
            look = _Look((root and root[1]) or b"", styles or Styles())
        if b"='" in piece:
            piece = _SINGLE.sub(rb'\1="\2"', piece)
        look.into(piece, found)
    return found


class _Look:
    """The searches, for one prefix of the names of elements and the styles of one workbook."""

    def __init__(self, prefix: bytes, styles: Styles) -> None:
        self.cell, self.end_of_row = b"<%bc " % prefix, b"</%brow>" % prefix
        self.end_of_cell = b"</%bc>" % prefix
        self.formula, self.merge = b"<%bf" % prefix, b"<%bmergeCell " % prefix
        empty = rb"\s*(?:<%bv\s*/>|<%bv>\s*</%bv>)?\s*</%bc>" % (prefix, prefix, prefix, prefix)
        # A formula between its tags, or one that shares that of another cell.
        self.without_value = (
            re.compile(b"</%bf>" % prefix + empty),
            re.compile(rb"<%bf(?:\s[^>]*)?/>" % prefix + empty),
        )
        self.value = re.compile(rb"<%bv(?:\s[^>]*)?>([^<]+)<" % prefix)
        self.row_numbers = re.compile(rb'<%brow\s(?:[^>]*?\s)?r="([0-9]{1,7})"' % prefix)
        self.rows = re.compile(rb"<%brow\b[^>]*>" % prefix)
        self.merges = re.compile(rb'<%bmergeCell\s[^>]*\bref="([A-Z0-9:$]+)"' % prefix)
        self.columns = re.compile(rb"<%bcol\s[^>]*>" % prefix)
        self.styles = styles
        shows_else = sorted(styles.percent | set(styles.padded))
        self.shows_else = re.compile(rb'\bs="(?:%b)"' % b"|".join(shows_else)) if shows_else else None
        self.numbered = 0  # the last row, also where rows do not say their number

    def into(self, piece: bytes, found: Found) -> None:
        """Look in one piece."""
        self._reach(piece, found)
        if b't="e"' in piece:
            for start, tag, end in self._cells(piece, _ERROR):
                if b't="e"' not in tag:
                    continue  # a text that says so
                value = self.value.search(piece, start, end)
                _put(found.errors, tag, value[1].decode("utf-8", "replace") if value else "#")
        if self.formula in piece:
            for pattern in self.without_value:
                for _, tag, _ in self._cells(piece, pattern):
                    if b't="str"' not in tag and b't="e"' not in tag:
                        found.uncalculated |= _place(tag)
        if self.shows_else:
            self._shown(piece, found)
        if self.merge in piece:
            found.merged += [each.decode().replace("$", "") for each in self.merges.findall(piece)]
        if b"idden=" in piece:
            self._hidden(piece, found)

    def _reach(self, piece: bytes, found: Found) -> None:
        """How far the rows go, and in each its last cell: cells stand in order. Who lies meets the limit of memory."""
        columns = set()
        for row in piece.split(self.end_of_row):
            last = row.rfind(self.cell)
            if last >= 0:
                place = _PLACE.search(row, last, last + 100)
                columns.add(place[1] if place else b"")
        width = max((_number(column) for column in columns), default=0)
        numbers = [int(number) for number in self.row_numbers.findall(piece)]
        self.numbered += piece.count(self.end_of_row)
        found.reaches(max(self.numbered, *numbers, 0), width)

    def _cells(self, piece: bytes, pattern: re.Pattern[bytes]) -> Iterator[tuple[int, bytes, int]]:
        """Where a pattern stands in or at the end of a cell: where the cell begins, its tag, where it ends."""
        for each in pattern.finditer(piece):
            start = piece.rfind(self.cell, 0, each.end())
            closed = piece.find(b">", start)
            if start < 0 or closed < 0 or piece.find(self.end_of_cell, start, each.start()) >= 0:
                continue  # it stands outside any cell
            end = piece.find(self.end_of_cell, closed)
            yield start, piece[start : closed + 1], end if end >= 0 else len(piece)

    def _shown(self, piece: bytes, found: Found) -> None:
        for each in self.shows_else.finditer(piece):
            start = piece.rfind(b"<", 0, each.start())
            if piece.startswith(self.cell, start):
                tag = piece[start : piece.find(b">", each.end())]
                [style] = _STYLE.findall(tag)[:1]
                if style in self.styles.percent:
                    found.percentages |= _place(tag)
                else:
                    _put(found.padded, tag, self.styles.padded[style])

    def _hidden(self, piece: bytes, found: Found) -> None:
        for tag in self.rows.findall(piece):
            if b"idden=" in tag and _HIDDEN.search(tag) and (number := _NUMBER.search(tag)):
                found.hidden_rows.add(int(number[1]) - 1)
        for tag in self.columns.findall(piece):
            if b"idden=" in tag and _HIDDEN.search(tag):
                span = {name: min(int(number), GRID) for name, number in _SPAN.findall(tag)}
                found.hidden_columns.update(range(span.get(b"min", 1) - 1, span.get(b"max", 0)))


def _place(tag: bytes) -> set[str]:
    """The address that the tag of a cell names; none where it names none."""
    place = _PLACE.search(tag)
    return {(place[1] + place[2]).decode()} if place else set()


def _put(into: dict[str, Any], tag: bytes, value: Any) -> None:
    for place in _place(tag):
        into[place] = value


def _number(column: bytes) -> int:
    """The number of a column, from 1; 0 where none is named."""
    number = 0
    for letter in column:
        number = number * 26 + letter - 64
    return number
