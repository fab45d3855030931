"""Reading a workbook into cells that keep their address.

calamine reads quickly but gives an Excel error (#REF!) as an empty cell, and a formula that was
never calculated too. Both would silently become "nothing there", so they are looked up apart.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

import python_calamine

from monitoring.intake.preflight import MAX_CELLS, Unreadable, preflight
from theory_of_change.text import message

MAX_BYTES = 60_000_000
FORMATS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")

_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# A cell that holds an error, or a formula without a stored value.
_ERROR = re.compile(rb'<c r="([A-Z]+[0-9]+)"[^>]*\bt="e"[^>]*>.*?<v>([^<]*)</v>')
_UNCALCULATED = re.compile(rb'<c r="([A-Z]+[0-9]+)"[^>]*>\s*<f[^>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>')


@dataclass(frozen=True)
class Sheet:
    """One sheet: all its cells by row, from A1 on, whatever the first cell that holds something."""

    name: str
    rows: Sequence[Sequence[Any]]
    hidden: bool = False
    errors: Mapping[str, str] = field(default_factory=dict)
    uncalculated: frozenset[str] = frozenset()

    def cell(self, row: int, column: int) -> Any:
        """The value at a row and column, both from 0; "" where there is none."""
        if row < len(self.rows) and column < len(self.rows[row]):
            return self.rows[row][column]
        return ""


@dataclass(frozen=True)
class Workbook:
    """A file as it was sent."""

    name: str
    content: bytes
    sheets: Mapping[str, Sheet]

    @property
    def cells(self) -> int:
        """How many cells hold something."""
        return sum(value != "" for sheet in self.sheets.values() for row in sheet.rows for value in row)


def address(row: int, column: int) -> str:
    """The address of a cell from its row and column, both from 0.

    >>> address(0, 0), address(13, 5), address(0, 27)
    ('A1', 'F14', 'AB1')
    """
    return f"{letters(column)}{row + 1}"


def letters(column: int) -> str:
    """The letters of a column, from 0."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def read(name: str, content: bytes) -> Workbook:
    """A workbook from its bytes. Raises `Unreadable` with what to do about it."""
    if not content:
        raise Unreadable(message("The file is empty."), message("Save the workbook again and send that file."))
    if len(content) > MAX_BYTES:
        raise Unreadable(
            message("The file is larger than {most} megabytes.", most=MAX_BYTES // 1_000_000),
            message("Take out sheets and pictures that are not needed, or send it in parts."),
        )
    if not name.lower().endswith(FORMATS):
        raise Unreadable(
            message("“{name}” is not a workbook that can be read here.", name=name),
            message("Save it in Excel as an Excel workbook (.xlsx) and send that file."),
        )
    preflight(content)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(content))
        sheets = {sheet.name: sheet for sheet in _sheets(book)}
    except python_calamine.PasswordError:
        raise Unreadable(
            message("The file is protected with a password."),
            message("Save the file without a password and send it again."),
        ) from None
    except (python_calamine.CalamineError, OSError, ValueError):
        # What the reader says of it is in English and of no use to the sender.
        raise Unreadable(
            message("What is in the file is no workbook, or it is damaged."),
            message("Open it in Excel, save it again as .xlsx and send that file."),
        ) from None
    for sheet_name, errors, uncalculated in _troubled_cells(content):
        if sheet_name in sheets:
            plain = sheets[sheet_name]
            sheets[sheet_name] = Sheet(plain.name, plain.rows, plain.hidden, errors, uncalculated)
    return Workbook(name, content, sheets)


def _sheets(book: python_calamine.CalamineWorkbook) -> Iterator[Sheet]:
    for described in book.sheets_metadata:
        if described.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(described.name)
        if sheet.total_height * sheet.total_width > MAX_CELLS:
            raise Unreadable(
                message(
                    "A sheet uses {rows} rows and {columns} columns ({name}).",
                    rows=sheet.total_height,
                    columns=sheet.total_width,
                    name=described.name,
                ),
                message("Delete the empty rows and columns below and beside your figures, save it and send it again."),
            )
        rows = sheet.to_python(skip_empty_area=False)
        yield Sheet(described.name, rows, described.visible != python_calamine.SheetVisibleEnum.Visible)


def _troubled_cells(content: bytes) -> Iterator[tuple[str, dict[str, str], frozenset[str]]]:
    """Of each sheet of an xlsx: its error cells with the error, and its formulas without a value."""
    if not zipfile.is_zipfile(BytesIO(content)):
        return
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = set(archive.namelist())
        if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= parts:
            return
        targets = {
            relation.get("Id"): relation.get("Target", "")
            for relation in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
        }
        for sheet in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter(f"{_SHEET}sheet"):
            target = targets.get(sheet.get(_ID), "")
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            if part not in parts:
                continue
            xml = archive.read(part)
            errors = {cell.decode(): error.decode() for cell, error in _ERROR.findall(xml)} if b't="e"' in xml else {}
            uncalculated = (
                frozenset(cell.decode() for cell in _UNCALCULATED.findall(xml)) if b"<f" in xml else frozenset()
            )
            yield sheet.get("name", ""), errors, uncalculated
