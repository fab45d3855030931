"""Reading a workbook into cells that keep their address.

calamine reads quickly but gives an Excel error (#REF!) as an empty cell, and a formula that was
never calculated too. Both would silently become "nothing there", so they are looked up apart.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
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
_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_ATTRIBUTE = re.compile(rb"""\b(r|s|t)=["']([^"']*)["']""")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>([^<]+)<")
_ERROR = re.compile(rb"""\bt=["']e["']""")
_LITERAL = re.compile(r'"[^"]*"|\\.|_.')  # of a format: what only stands there, such as a sign behind 7
_PERCENT_FORMATS = {"9", "10"}  # of Excel itself; others are named in the file


@dataclass(frozen=True)
class Sheet:
    """One sheet: all its cells by row, from A1 on, whatever the first cell that holds something.

    By address: the error a cell holds, the formulas without a stored value, and the cells that are
    shown as a percentage (70% in Excel is 0.7 in the file).
    """

    name: str
    rows: Sequence[Sequence[Any]]
    hidden: bool = False
    errors: Mapping[str, str] = field(default_factory=dict)
    uncalculated: frozenset[str] = frozenset()
    percentages: frozenset[str] = frozenset()

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


def position(place: str) -> tuple[int, int]:
    """Row and column of an address, both from 0.

    >>> position("A1"), position("AB14")
    ((0, 0), (13, 27))
    """
    name = place.rstrip("0123456789")
    column = 0
    for letter in name:
        column = column * 26 + ord(letter) - 64
    return int(place[len(name) :]) - 1, column - 1


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
    for sheet_name, special in _special_cells(content):
        if sheet_name in sheets:
            sheets[sheet_name] = replace(sheets[sheet_name], **special)
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


def _special_cells(content: bytes) -> Iterator[tuple[str, dict[str, Any]]]:
    """Of each sheet of an xlsx, by the names of the fields of `Sheet`: what a reader of values does not see."""
    if not zipfile.is_zipfile(BytesIO(content)):
        return
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = set(archive.namelist())
        if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= parts:
            return
        styles = _percent_styles(archive.read("xl/styles.xml")) if "xl/styles.xml" in parts else frozenset()
        targets = {
            relation.get("Id"): relation.get("Target", "")
            for relation in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
        }
        for sheet in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter(f"{_SHEET}sheet"):
            target = targets.get(sheet.get(_ID), "")
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            if part in parts:
                yield sheet.get("name", ""), special_cells(archive.read(part), styles)


def special_cells(xml: bytes, percent_styles: frozenset[bytes] = frozenset()) -> dict[str, Any]:
    """The errors, formulas without a value and percentages in the XML of one sheet.

    >>> special_cells(b'<c t="e" r="B2"><v>#REF!</v></c><x:c r="A1"><x:f>1+1</x:f><x:v></x:v></x:c>')
    {'errors': {'B2': '#REF!'}, 'uncalculated': frozenset({'A1'}), 'percentages': frozenset()}

    A formula that yields an empty text was calculated:

    >>> special_cells(b'<c r="A1" t="str"><f>""</f><v></v></c><c r="A2" s="3"/>', frozenset({b"3"}))
    {'errors': {}, 'uncalculated': frozenset(), 'percentages': frozenset({'A2'})}
    """
    errors: dict[str, str] = {}
    uncalculated, percentages = set(), set()
    if percent_styles or _ERROR.search(xml) or _FORMULA.search(xml):
        for attributes, body in _CELL.findall(xml):
            told = dict(_ATTRIBUTE.findall(attributes))
            place = told.get(b"r", b"").decode()
            if told.get(b"s") in percent_styles:
                percentages.add(place)
            if told.get(b"t") == b"e":
                error = _VALUE.search(body)
                errors[place] = error[1].decode() if error else "#"
            elif told.get(b"t") != b"str" and _FORMULA.search(body) and not _VALUE.search(body):
                uncalculated.add(place)
    return {"errors": errors, "uncalculated": frozenset(uncalculated), "percentages": frozenset(percentages)}


def _percent_styles(xml: bytes) -> frozenset[bytes]:
    """The numbers of the styles of a workbook that show a percentage."""
    root = ElementTree.fromstring(xml)
    formats = _PERCENT_FORMATS | {
        each.get("numFmtId", "")
        for each in root.iter(f"{_SHEET}numFmt")
        if "%" in _LITERAL.sub("", each.get("formatCode", ""))
    }
    styles = root.find(f"{_SHEET}cellXfs")
    return frozenset(
        str(number).encode()
        for number, style in enumerate(styles if styles is not None else ())
        if style.get("numFmtId") in formats
    )
