"""What was found in a file that is no .xlsx: its values at the same cells of an .xlsx, to be marked in place of it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from typing import Any

from openpyxl import Workbook as Written
from openpyxl.cell import WriteOnlyCell
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from monitoring.intake.finding import Finding
from monitoring.intake.mark.record import without_our_sheets
from monitoring.intake.reading import Sheet, Workbook, address

_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_NOT_IN_A_CELL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST_NAME, _LONGEST_TEXT = 31, 32_767
_FORMATS = ((datetime.datetime, "DD-MM-YYYY HH:MM"), (datetime.date, "DD-MM-YYYY"), (datetime.time, "HH:MM:SS"))


def report(workbook: Workbook, findings: Sequence[Finding]) -> tuple[bytes, list[Finding]]:
    """An .xlsx with the values of a workbook at their cells, and its findings with the sheets as they are called in it."""
    sheets = without_our_sheets(workbook).sheets
    called = _names(list(sheets))
    book = Written(write_only=True)
    for name, sheet in sheets.items():
        _write(book.create_sheet(called[name]), sheet)
    if not sheets:
        book.create_sheet("–")
    content = BytesIO()
    book.save(content)
    return content.getvalue(), [replace(f, sheet=called.get(f.sheet, f.sheet)) for f in findings]


def _names(names: Sequence[str]) -> Mapping[str, str]:
    """What Excel can call each sheet."""
    called: dict[str, str] = {}
    for name in names:
        plain = _NOT_IN_A_NAME.sub("_", name).strip("'")[:_LONGEST_NAME] or "_"
        taken = {other.casefold() for other in called.values()}
        options = (plain if n == 1 else f"{plain[: _LONGEST_NAME - 5]}~{n}" for n in range(1, len(names) + 2))
        called[name] = next(option for option in options if option.casefold() not in taken)
    return called


def _write(sheet: WriteOnlyWorksheet, values: Sheet) -> None:
    for number, row in enumerate(values.rows):
        sheet.append(list(_cells(sheet, values, number, row)))


def _cells(sheet: WriteOnlyWorksheet, values: Sheet, number: int, row: Sequence[Any]) -> Iterator[Any]:
    for column, value in enumerate(row):
        place = address(number, column) if values.errors or values.percentages else ""
        if value == "" and place in values.errors:
            value = values.errors[place]
        yield None if value == "" else _cell(sheet, value, percentage=place in values.percentages)


def _cell(sheet: WriteOnlyWorksheet, value: Any, *, percentage: bool) -> Any:
    """A cell that shows a value as it was; a text stays a text, whatever it begins with."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        cell = WriteOnlyCell(sheet, _NOT_IN_A_CELL.sub("\ufffd", value)[:_LONGEST_TEXT])
        cell.data_type = "s"
        return cell
    shown = next((form for kind, form in _FORMATS if isinstance(value, kind)), None)
    if shown or percentage:
        cell = WriteOnlyCell(sheet, value)
        cell.number_format = shown or "0.##%"
        return cell
    return value
