"""What a workbook unpacks to, looked at before a reader believes it.

A file of 5 kB can claim every cell of the grid, and calamine then takes the memory of all of them
at once, which ends the process. So what the sheets of an .xlsx use is counted first.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from theory_of_change.text import Message, message

MAX_CELLS = 20_000_000
MAX_UNPACKED = 600_000_000  # bytes

_PLACE = re.compile(rb"""<(?:\w+:)?(?:c|row)\s[^>]*?\br=["']([A-Z]{0,3})([0-9]{1,7})["']""")
_CHUNK = 1 << 20


class Unreadable(Exception):
    """A file that cannot be read, with what its sender can do about it."""

    def __init__(self, words: Message, remedy: Message) -> None:
        super().__init__(words.key)
        self.message = words
        self.remedy = remedy


def preflight(content: bytes) -> None:
    """Raise `Unreadable` where a zipped workbook unpacks to more than can be read; other files pass."""
    if not zipfile.is_zipfile(BytesIO(content)):
        return
    try:
        for name, part in _parts(content):
            rows, columns = used(part) if b"sheetData" in part else (0, 0)
            if rows * columns > MAX_CELLS:
                raise Unreadable(
                    message(
                        "A sheet uses {rows} rows and {columns} columns ({name}).",
                        rows=rows,
                        columns=columns,
                        name=name.rpartition("/")[2],
                    ),
                    message(
                        "Delete the empty rows and columns below and beside your figures, save it and send it again."
                    ),
                )
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        raise Unreadable(
            message("What is in the file is no workbook, or it is damaged."),
            message("Open it in Excel, save it again as .xlsx and send that file."),
        ) from None


def used(sheet: bytes) -> tuple[int, int]:
    """The last row and the last column that the XML of a sheet names.

    >>> used(b'<sheetData><row r="2"><c r="A2"/><c r="AB2" s="1"/></row><row r="9"/></sheetData>')
    (9, 28)
    >>> used(b'<sheetData/>')
    (0, 0)
    """
    places = set(_PLACE.findall(sheet))
    rows = max((int(row) for _, row in places), default=0)
    return rows, max((_number(column) for column in {column for column, _ in places}), default=0)


def _number(column: bytes) -> int:
    """The number of a column, from 1; 0 where none is named."""
    number = 0
    for letter in column:
        number = number * 26 + letter - 64
    return number


def _parts(content: bytes) -> Iterator[tuple[str, bytes]]:
    """The XML parts of a workbook. What is really unpacked is counted, not what the file says of itself."""
    unpacked = 0
    with zipfile.ZipFile(BytesIO(content)) as archive:
        for entry in archive.infolist():
            pieces = []
            with archive.open(entry) as part:
                while piece := part.read(_CHUNK):
                    unpacked += len(piece)
                    if unpacked > MAX_UNPACKED:
                        raise Unreadable(
                            message("The file unpacks to more than {most} megabytes.", most=MAX_UNPACKED // 1_000_000),
                            message("Take out sheets and pictures that are not needed, or send it in parts."),
                        )
                    if entry.filename.endswith(".xml"):
                        pieces.append(piece)
            if pieces:
                yield entry.filename, b"".join(pieces)
