"""What an .xlsb says of its sheets beside the values: records of a number, a length and bytes.

The numbers and layouts of the records are those of [MS-XLSB], sections 2.3 and 2.4.
"""

from __future__ import annotations

import posixpath
import struct
from collections.abc import Iterator

from monitoring.intake.confined.cells import address
from monitoring.intake.confined.facts import of_package, relations, resolved
from monitoring.intake.confined.found import GRID, Found
from monitoring.intake.confined.parts import Parts
from monitoring.intake.confined.refused import Refused
from monitoring.intake.confined.send import Send, refuse_grid
from monitoring.intake.confined.styles import BUILT_IN, digits_of, is_percent

_BOOK = "xl/workbook.bin"
_ROW, _ERROR, _FORMULA_ERROR, _COLUMN, _MERGED = 0, 3, 11, 60, 176
_CELLS = range(1, 12)
_NUMBERS = {2, 5, 9}
_SHEET, _PROPERTIES, _FORMAT, _STYLE, _STYLES, _STYLES_END = 156, 153, 44, 47, 617, 618
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


def facts(content: bytes, send: Send) -> None:
    """Send what is found of the book and of each sheet. Raises `Refused` where a reader should not begin."""
    with Parts.of(content) as parts:
        of_package(parts, send)
        targets = {each.get("Id"): each.get("Target", "") for each in relations(parts, "xl/_rels/workbook.bin.rels")}
        percent, digits = _styles(parts.read("xl/styles.bin"))
        for number, record in _records(parts.read(_BOOK)):
            if number == _PROPERTIES and record[:1] and record[0] & 1:
                send("notice", "dates since 1904", {})
            elif number == _SHEET:
                relation, rest = _text(record, 8)
                name, _ = _text(record, rest)
                part = resolved(posixpath.dirname(_BOOK), targets.get(relation, ""))
                if part in parts:
                    send("facts", name, _sheet(name, parts.read(part), percent, digits).facts)


def _sheet(name: str, content: bytes, percent: set[int], digits: dict[int, int]) -> Found:
    found, row = Found(), 0
    for number, record in _records(content):
        if number in _CELLS:
            column, style = struct.unpack_from("<II", record)
            style &= 0xFFFFFF  # the last byte says something else
            found.reaches(row + 1, column + 1)
            if number in (_ERROR, _FORMULA_ERROR):
                found.errors[address(row, column)] = _ERRORS.get(record[8], "#")
            elif number in _NUMBERS and style in percent:
                found.percentages.add(address(row, column))
            elif number in _NUMBERS and style in digits:
                found.padded[address(row, column)] = digits[style]
        elif number == _ROW:
            (row,) = struct.unpack_from("<I", record)
            if record[11] & 0x10:
                found.hidden_rows.add(row)
        elif number == _COLUMN:
            first, last, _, _, flags = struct.unpack_from("<IIIIH", record)
            if flags & 1:
                found.hidden_columns.update(range(first, min(last + 1, GRID)))
        elif number == _MERGED:
            top, bottom, left, right = struct.unpack_from("<IIII", record)
            found.merged.append(f"{address(top, left)}:{address(bottom, right)}")
    refuse_grid(name, *found.reach)
    return found


def _styles(content: bytes) -> tuple[set[int], dict[int, int]]:
    """The numbers of the styles that show a percentage, and of those that fill up with zeros, to how many digits."""
    formats = {int(number): code for number, code in BUILT_IN.items()}
    percent, digits = set(), {}
    number, of_cells = 0, False
    for kind, record in _records(content):
        if kind == _FORMAT:
            formats[struct.unpack_from("<H", record)[0]] = _text(record, 2)[0]
        elif kind in (_STYLES, _STYLES_END):
            of_cells = kind == _STYLES
        elif kind == _STYLE and of_cells:
            code = formats.get(struct.unpack_from("<H", record, 2)[0], "")
            if is_percent(code):
                percent.add(number)
            elif count := digits_of(code):
                digits[number] = count
            number += 1
    return percent, digits


def _records(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Each record: its number in one or two bytes, its length in one to four, of seven bits each, and its bytes."""
    place, end = 0, len(content)
    try:
        while place < end:
            number = content[place]
            place += 1
            if number & 0x80:
                number = number & 0x7F | (content[place] & 0x7F) << 7
                place += 1
            length = 0
            for shift in (0, 7, 14, 21):
                byte = content[place]
                place += 1
                length |= (byte & 0x7F) << shift
                if not byte & 0x80:
                    break
            yield number, content[place : place + length]
            place += length
    except IndexError:
        raise Refused("damaged") from None


def _text(record: bytes, place: int) -> tuple[str, int]:
    """A text with its length before it, and where it ends."""
    (length,) = struct.unpack_from("<I", record, place)
    if length == 0xFFFFFFFF:
        return "", place + 4
    end = place + 4 + 2 * length
    return record[place + 4 : end].decode("utf-16-le", "replace"), end
