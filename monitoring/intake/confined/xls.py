"""The old .xls by xlrd: what calamine does not tell of it, and its values where calamine refuses it.

xlrd reads slower, and an .xls ends at 65,536 rows.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator
from typing import Any

import xlrd
import xlrd.biffh
from xlrd.sheet import Sheet

from monitoring.intake.confined.cells import address
from monitoring.intake.confined.found import Found
from monitoring.intake.confined.refused import Refused
from monitoring.intake.confined.send import Send, refuse_grid
from monitoring.intake.confined.styles import digits_of, is_percent

_MACROS = "_VBA_PROJECT_CUR".encode("utf-16-le")


def facts(content: bytes, send: Send) -> None:
    """Send what is found of the book and of each sheet."""
    book = _book(content, formatting_info=True)
    if _MACROS in content:
        send("notice", "macros", {})
    if book.datemode:
        send("notice", "dates since 1904", {})
    for sheet in book.sheets():
        refuse_grid(sheet.name, sheet.nrows, sheet.ncols)
        send("facts", sheet.name, _found(book, sheet).facts)


def values(content: bytes, send: Send) -> None:
    """Send all sheets."""
    book = _book(content)
    for sheet in book.sheets():
        refuse_grid(sheet.name, sheet.nrows, sheet.ncols)
        rows = ([_value(book, cell) for cell in sheet.row(row)] for row in range(sheet.nrows))
        state = sheet.visibility
        send.sheet(rows, sheet.ncols, name=sheet.name, hidden=state != 0, very_hidden=state == 2)


def _book(content: bytes, **options: Any) -> xlrd.Book:
    """The book. xlrd raises whatever its own parts raise on a damaged one, and says so nowhere."""
    try:
        return xlrd.open_workbook(file_contents=content, logfile=io.StringIO(), **options)
    except MemoryError:
        raise
    except Exception as error:
        raise Refused("password" if "encrypted" in str(error) else "damaged") from None


def _found(book: xlrd.Book, sheet: Sheet) -> Found:
    found = Found(reach=(sheet.nrows, sheet.ncols))
    formats = [book.format_map[each.format_key].format_str for each in book.xf_list]
    percent = {number for number, code in enumerate(formats) if is_percent(code)}
    digits = {number: count for number, code in enumerate(formats) if (count := digits_of(code))}
    for row, column, cell in _cells(sheet):
        if cell.ctype == xlrd.XL_CELL_ERROR:
            found.errors[address(row, column)] = xlrd.biffh.error_text_from_code.get(cell.value, "#")
        elif cell.ctype == xlrd.XL_CELL_NUMBER and cell.xf_index in percent:
            found.percentages.add(address(row, column))
        elif cell.ctype == xlrd.XL_CELL_NUMBER and cell.xf_index in digits:
            found.padded[address(row, column)] = digits[cell.xf_index]
    for top, below, left, right in sheet.merged_cells:
        found.merged.append(f"{address(top, left)}:{address(below - 1, right - 1)}")
    found.hidden_rows.update(row for row, told in sheet.rowinfo_map.items() if told.hidden)
    found.hidden_columns.update(column for column, told in sheet.colinfo_map.items() if told.hidden)
    return found


def _cells(sheet: Sheet) -> Iterator[tuple[int, int, Any]]:
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)):
            yield row, column, cell


def _value(book: xlrd.Book, cell: Any) -> Any:
    """A value as calamine would give it."""
    if cell.ctype in (xlrd.XL_CELL_TEXT, xlrd.XL_CELL_NUMBER):
        return cell.value
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            day = xlrd.xldate_as_datetime(cell.value, book.datemode)
        except (OverflowError, ValueError):  # a number that is no day, in a format for days
            return cell.value
        return day.date() if day.time() == datetime.time() else day
    return ""
