"""The cells of a sheet given another style, and nothing else of the sheet touched."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from monitoring.intake.mark.bytes import Edit, edited, ends, opened_up, parse, parser, tag_end, with_attributes
from monitoring.intake.mark.bytes import Element as Stands
from monitoring.intake.reading import address, position

Place = tuple[int, int]
"""Row and column, both from 0."""

Style = Callable[[int], int]
"""The number of a style from the number of the style that a cell has."""

_ROW, _CELL, _DATA, _COLUMN = "row", "c", "sheetData", "col"


def restyled(xml: bytes, wanted: Mapping[Place, Style]) -> bytes:
    """The XML of a sheet with a new style for the cells named; a cell that is not there is put in, empty."""
    return edited(xml, _Restyling(xml, wanted).edits) if wanted else xml


def replaced(xml: bytes, styles: Mapping[int, int]) -> bytes:
    """The XML of a sheet with styles replaced by others, wherever they are used."""
    used = {f'"{style}"'.encode() for style in styles} | {f"'{style}'".encode() for style in styles}
    if not any(number in xml for number in used):
        return xml
    edits: list[Edit] = []
    reading = parser()
    names = {_CELL: "s", _ROW: "s", _COLUMN: "style"}

    def begin(name: str, attributes: dict[str, str]) -> None:
        said = names.get(name.rpartition(" ")[2])
        if said and (number := attributes.get(said)) and int(number) in styles:
            start = reading.CurrentByteIndex
            end = tag_end(xml, start)
            tag = with_attributes(xml[start:end], **{said: str(styles[int(number)])})
            edits.append(Edit(start, end, tag))

    reading.StartElementHandler = begin
    parse(reading, xml)
    return edited(xml, edits)


@dataclass
class _Row:
    """A row that is being read, and the cells that are wanted in it."""

    number: int
    start: int
    style: int | None
    wanted: list[int]
    column: int = -1
    missing: list[tuple[int, int]] = field(default_factory=list)  # where, and the column


class _Restyling:
    """One pass over a sheet that finds the cells wanted, or the places where they belong."""

    def __init__(self, xml: bytes, wanted: Mapping[Place, Style]) -> None:
        self.edits: list[Edit] = []
        self._xml, self._wanted = xml, wanted
        self._rows: dict[int, list[int]] = {}
        for row, column in sorted(wanted):
            self._rows.setdefault(row, []).append(column)
        self._columns: list[tuple[int, int, int]] = []
        self._row: _Row | None = None
        self._last = -1
        self._prefix = b""
        self._data = 0
        self._reading = parser()
        self._reading.StartElementHandler, self._reading.EndElementHandler = self._begin, self._finish
        parse(self._reading, xml)

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition(" ")[2]:
            case "c":
                self._cell(attributes)
            case "row":
                self._begin_row(attributes)
            case "sheetData":
                self._data = self._reading.CurrentByteIndex
                self._prefix = re.match(rb"<([\w.-]+:)?", self._xml[self._data : self._data + 80])[1] or b""
            case "col":
                style = attributes.get("style")
                if style:
                    self._columns.append((int(attributes["min"]) - 1, int(attributes["max"]) - 1, int(style)))

    def _finish(self, name: str) -> None:
        match name.rpartition(" ")[2]:
            case "row":
                self._finish_row()
            case "sheetData":
                self._finish_data()

    def _begin_row(self, attributes: dict[str, str]) -> None:
        number = int(attributes["r"]) - 1 if "r" in attributes else self._last + 1
        start = self._reading.CurrentByteIndex
        self._new_rows(number, start)
        style = int(attributes.get("s", "0")) if attributes.get("customFormat") in ("1", "true") else None
        self._row = _Row(number, start, style, self._rows.pop(number, []))
        self._last = number

    def _cell(self, attributes: dict[str, str]) -> None:
        row = self._row
        if row is None:
            return
        place = attributes.get("r")
        row.column = position(place)[1] if place else row.column + 1
        if not row.wanted or row.wanted[0] > row.column:
            return
        start = self._reading.CurrentByteIndex
        while row.wanted and row.wanted[0] < row.column:
            row.missing.append((start, row.wanted.pop(0)))
        if row.wanted and row.wanted[0] == row.column:
            row.wanted.pop(0)
            style = self._wanted[row.number, row.column](int(attributes.get("s", "0")))
            end = tag_end(self._xml, start)
            self.edits.append(Edit(start, end, with_attributes(self._xml[start:end], s=str(style))))

    def _finish_row(self) -> None:
        row, self._row = self._row, None
        if row is None or not (row.missing or row.wanted):
            return
        end = tag_end(self._xml, row.start)
        closing = self._reading.CurrentByteIndex
        for place, column in row.missing:
            self.edits.append(Edit(place, place, self._new_cell(row.number, column, row.style)))
        rest = b"".join(self._new_cell(row.number, column, row.style) for column in row.wanted)
        if rest:
            stands = Stands(_ROW, {}, 0, row.start, end, *ends(self._xml, row.start, end, closing))
            self.edits.append(opened_up(self._xml, stands, rest))

    def _finish_data(self) -> None:
        closing = self._reading.CurrentByteIndex
        made = b"".join(self._made_rows(1 << 20))
        if made:
            opened = tag_end(self._xml, self._data)
            stands = Stands(_DATA, {}, 0, self._data, opened, *ends(self._xml, self._data, opened, closing))
            self.edits.append(opened_up(self._xml, stands, made))

    def _new_rows(self, before: int, place: int) -> None:
        made = b"".join(self._made_rows(before))
        if made:
            self.edits.append(Edit(place, place, made))

    def _made_rows(self, before: int) -> Iterator[bytes]:
        """The wanted rows that are not there, above the one that comes now."""
        for number in [row for row in self._rows if row < before] if self._next_wanted() < before else ():
            cells = b"".join(self._new_cell(number, column, None) for column in self._rows.pop(number))
            yield b'<%brow r="%d">%b</%brow>' % (self._prefix, number + 1, cells, self._prefix)

    def _next_wanted(self) -> int:
        return next(iter(self._rows), 1 << 21)

    def _new_cell(self, row: int, column: int, of_row: int | None) -> bytes:
        of_column = next((style for low, high, style in self._columns if low <= column <= high), 0)
        style = self._wanted[row, column](of_row if of_row is not None else of_column)
        return b'<%bc r="%b" s="%d"/>' % (self._prefix, address(row, column).encode(), style)
