"""What an .ods says of its sheets beside the values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from xml.parsers import expat

from monitoring.intake.confined.cells import address
from monitoring.intake.confined.found import GRID, Found
from monitoring.intake.confined.parts import Parts
from monitoring.intake.confined.refused import Refused
from monitoring.intake.confined.send import Send, refuse_grid

_ERRORS = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"}
_SHORT = 100  # characters of what a cell shows, of which the rest does not matter
_MANY = 10_000  # repetitions of a cell or row of which each is named; more are the rest of the grid


def facts(content: bytes, send: Send) -> None:
    """Send what is found of each sheet. Raises `Refused` where a reader should not begin."""
    with Parts.of(content) as parts:
        if b"encryption-data" in parts.read("META-INF/manifest.xml"):
            raise Refused("password")
        if any(name.startswith("Basic/") for name in parts.names):
            send("notice", "macros", {})
        walk = _Walk(send)
        for piece in parts.pieces("content.xml"):
            walk.feed(piece)


class _Walk:
    """Goes through the rows and cells of the content, which say by how many they stand for."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.EntityDeclHandler = _refuse
        self._depth = 0  # of tables: one within a cell is not one of the sheets
        self._aside = False  # in a note on a cell, which has texts too
        self._shown: str | None = None  # None until the cell has a text, be it empty
        self._cell: Mapping[str, str] | None = None
        self._begin("")

    def feed(self, piece: bytes) -> None:
        """The next piece of the XML."""
        try:
            self._parser.Parse(piece)
        except expat.ExpatError:
            raise Refused("damaged") from None

    def _begin(self, name: str) -> None:
        self._name, self._row, self._column, self._rows, self._found = name, 0, 0, 1, Found()

    def _start(self, element: str, attributes: Mapping[str, str]) -> None:
        if element == "table:table":
            self._depth += 1
            if self._depth == 1:
                self._begin(attributes.get("table:name", ""))
        if self._depth != 1:
            return
        match element:
            case "table:table-column":
                count = _count(attributes, "table:number-columns-repeated")
                if _hides(attributes):
                    self._found.hidden_columns.update(range(self._column, min(self._column + count, GRID)))
                self._column += count
            case "table:table-row":
                self._rows, self._column = _count(attributes, "table:number-rows-repeated"), 0
                if _hides(attributes):
                    self._found.hidden_rows.update(range(self._row, self._row + min(self._rows, _MANY)))
            case "table:table-cell" | "table:covered-table-cell":
                self._cell, self._shown = attributes, None
            case "office:annotation":
                self._aside = True
            case "text:p" if self._cell is not None and self._shown is None and not self._aside:
                self._shown = ""

    def _text(self, text: str) -> None:
        if self._shown is not None and not self._aside and len(self._shown) < _SHORT:
            self._shown += text

    def _end(self, element: str) -> None:
        if element == "table:table":
            self._depth -= 1
            if self._depth == 0:
                self._send("facts", self._name, self._found.facts)
        if self._depth != 1:
            return
        match element:
            case "table:table-row":
                self._row += self._rows
            case "office:annotation":
                self._aside = False
            case "table:table-cell" | "table:covered-table-cell" if self._cell is not None:
                count = _count(self._cell, "table:number-columns-repeated")
                self._note(self._cell, self._shown, count)
                self._column += count
                self._cell = self._shown = None

    def _note(self, cell: Mapping[str, str], shown: str | None, count: int) -> None:
        """A cell that stands for `count` of them, in each of the rows that its row stands for."""
        found, kind, formula = self._found, cell.get("office:value-type", ""), "table:formula" in cell
        rows, columns = _count(cell, "table:number-rows-spanned"), _count(cell, "table:number-columns-spanned")
        if rows > 1 or columns > 1:
            last = address(self._row + rows - 1, self._column + columns - 1)
            found.merged.append(f"{address(self._row, self._column)}:{last}")
        if kind:
            found.reaches(self._row + self._rows, self._column + count)
            refuse_grid(self._name, *found.reach)
        # Excel writes its errors here as a number, 0, that is shown as the error.
        if cell.get("calcext:value-type") == "error" or (formula and shown in _ERRORS):
            found.errors.update(dict.fromkeys(self._places(count), shown or "#"))
        elif formula and not kind and shown is None:
            found.uncalculated.update(self._places(count))
        elif kind == "percentage":
            found.percentages.update(self._places(count))
        elif kind == "float" and shown and shown.isdigit() and shown.startswith("0") and shown != "0":
            found.padded.update(dict.fromkeys(self._places(count), len(shown)))

    def _places(self, count: int) -> Iterator[str]:
        for row in range(self._row, self._row + min(self._rows, _MANY)):
            for column in range(self._column, self._column + min(count, _MANY)):
                yield address(row, column)


def _count(attributes: Mapping[str, str], name: str) -> int:
    number = attributes.get(name, "1")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 9 else 1


def _hides(attributes: Mapping[str, str]) -> bool:
    return attributes.get("table:visibility") in ("collapse", "filter")


def _refuse(*_: Any) -> None:
    raise Refused("declarations")
