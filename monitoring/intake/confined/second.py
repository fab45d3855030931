"""An .xlsx that calamine does not read, by openpyxl: slower, and at ease with other things."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import openpyxl
import openpyxl.reader.excel
from openpyxl.worksheet.worksheet import Worksheet

from monitoring.intake.confined.refused import Refused
from monitoring.intake.confined.send import Send, refuse_grid

_ENDS = (datetime.time, datetime.date, datetime.timedelta)


def second(content: bytes, send: Send) -> None:
    """Send all worksheets. What it cannot read either is `Refused` as damaged."""
    try:
        book = openpyxl.load_workbook(BytesIO(content), data_only=True, keep_links=False)
    except MemoryError:
        raise
    except Exception:  # it raises whatever its own parts raise, and says so nowhere
        raise Refused("damaged") from None
    if not book.worksheets:
        raise Refused("damaged")
    for sheet in book.worksheets:
        refuse_grid(sheet.title, sheet.max_row, sheet.max_column)
        errors = {
            cell.coordinate: str(cell.value)
            for row in sheet.iter_rows()
            for cell in row
            if cell.data_type == "e" and cell.value is not None
        }
        send.sheet(
            _cells(sheet),
            sheet.max_column,
            name=sheet.title,
            hidden=sheet.sheet_state != "visible",
            very_hidden=sheet.sheet_state == "veryHidden",
            errors=errors,
        )


def _cells(sheet: Worksheet) -> Iterator[list[Any]]:
    for row in sheet.iter_rows():
        yield ["" if cell.value is None or cell.data_type == "e" else _as_calamine(cell.value) for cell in row]


def _as_calamine(value: Any) -> Any:
    """A value as the first reader would give it: whole numbers as floats, a day without time as a date."""
    if isinstance(value, bool | str | float):
        return value
    if isinstance(value, int):
        return float(value)
    if isinstance(value, datetime.datetime):
        return value.date() if value.time() == datetime.time() else value
    return value if isinstance(value, _ENDS) else str(value)
