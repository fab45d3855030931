"""What an .ods says of its sheets beside the values."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from functools import partial
from io import BytesIO
from typing import Any
from xml.parsers import expat

from monitoring.intake.confined.cells import address
from monitoring.intake.confined.parts import Parts
from monitoring.intake.confined.refused import Refused
from monitoring.intake.confined.send import Send, refuse_grid

_ERRORS = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"}
_MANY = 10_000  # repetitions of a cell or row of which each is named; more are the rest of the grid


def facts(content: bytes, send: Send) -> None:
    """Send what is found of each sheet. Raises `Refused` where a reader should not begin."""
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except (zipfile.BadZipFile, OSError, ValueError):
        raise Refused("damaged") from None
    with archive:
        parts = Parts(archive)
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
        self._shown: list[str] | None = None  # None until the cell has a text, be it empty
        self._cell: Mapping[str, str] | None = None
        self._begin("")

    def feed(self, piece: bytes) -> None:
        """The next piece of the XML."""
        try:
            self._parser.Parse(piece)
        except expat.ExpatError:
            raise Refused("damaged") from None

    def _begin(self, name: str) -> None:
        self._name, self._row, self._column, self._rows, self._wide = name, 0, 0, 1, 0
        self._facts: dict[str, Any] = {
            "errors": {},
            "uncalculated": set(),
            "percentages": set(),
            "padded": {},
            "merged": [],
            "hidden_rows": set(),
            "hidden_columns": set(),
        }

    def _start(self, element: str, attributes: Mapping[str, str]) -> None:
        match element:
            case "table:table":
                self._depth += 1
                if self._depth == 1:
                    self._begin(attributes.get("table:name", ""))
            case "table:table-column" if self._depth == 1:
                count = _count(attributes, "table:number-columns-repeated")
                if _hides(attributes):
                    self._facts["hidden_columns"].update(range(self._column, self._column + min(count, _MANY)))
                self._column += count
            case "table:table-row" if self._depth == 1:
                self._rows, self._column = _count(attributes, "table:number-rows-repeated"), 0
                if _hides(attributes) and self._rows <= _MANY:
                    self._facts["hidden_rows"].update(range(self._row, self._row + self._rows))
            case "table:table-cell" | "table:covered-table-cell" if self._depth == 1:
                self._cell, self._shown = attributes, None
            case "text:p" if self._cell is not None and self._shown is None:
                self._shown = []

    def _text(self, text: str) -> None:
        if self._shown is not None and len(self._shown) < 10:
            self._shown.append(text)

    def _end(self, element: str) -> None:
        match element:
            case "table:table":
                self._depth -= 1
                if self._depth == 0:
                    frozen = {
                        name: frozenset(found) if isinstance(found, set) else found
                        for name, found in self._facts.items()
                    }
                    self._send("facts", self._name, {**frozen, "merged": tuple(self._facts["merged"])})
            case "table:table-row" if self._depth == 1:
                self._row += self._rows
            case "table:table-cell" | "table:covered-table-cell" if self._depth == 1 and self._cell is not None:
                count = _count(self._cell, "table:number-columns-repeated")
                self._note(self._cell, None if self._shown is None else "".join(self._shown), count)
                self._column += count
                self._cell = None

    def _note(self, cell: Mapping[str, str], told: str | None, count: int) -> None:
        kind, facts, shown = cell.get("office:value-type", ""), self._facts, told or ""
        rows, columns = _count(cell, "table:number-rows-spanned"), _count(cell, "table:number-columns-spanned")
        if rows > 1 or columns > 1:
            last = address(self._row + rows - 1, self._column + columns - 1)
            facts["merged"].append(f"{address(self._row, self._column)}:{last}")
        if kind:
            self._wide = max(self._wide, self._column + count)
            refuse_grid(self._name, self._row + self._rows, self._wide)
        note: Callable[[str], Any] | None = None
        if cell.get("calcext:value-type") == "error" or ("table:formula" in cell and shown in _ERRORS):
            # Excel writes its errors here as a number, 0, that is shown as the error.
            note = partial(_set, facts["errors"], shown or "#")
        elif not kind and "table:formula" in cell and told is None:
            note = facts["uncalculated"].add
        elif kind == "percentage":
            note = facts["percentages"].add
        elif kind == "float" and shown.isdigit() and shown.startswith("0") and len(shown) > 1:
            note = partial(_set, facts["padded"], len(shown))
        if note:
            for row in range(self._row, self._row + min(self._rows, _MANY)):
                for column in range(self._column, self._column + min(count, _MANY)):
                    note(address(row, column))


def _set(found: dict[str, Any], value: Any, place: str) -> None:
    found[place] = value


def _count(attributes: Mapping[str, str], name: str) -> int:
    number = attributes.get(name, "1")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 9 else 1


def _hides(attributes: Mapping[str, str]) -> bool:
    return attributes.get("table:visibility") in ("collapse", "filter")


def _refuse(*_: Any) -> None:
    raise Refused("declarations")
