"""Reading an Excel workbook with calamine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import python_calamine

from monitoring.intake.reading.preflight import MAX_CELLS, Unreadable, preflight
from monitoring.intake.reading.sheet import Sheet, Workbook
from monitoring.intake.reading.special import special_cells_of
from theory_of_change.text import message

MAX_BYTES = 60_000_000
FORMATS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")


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
    for sheet_name, special in special_cells_of(content):
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
