"""The cells of a workbook by calamine."""

from __future__ import annotations

import datetime  # noqa: F401  calamine asks for it at the first day it meets, when nothing can be opened any more
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import python_calamine

from monitoring.intake.confined.refused import Refused
from monitoring.intake.confined.send import Send, refuse_grid

_VERY_HIDDEN = python_calamine.SheetVisibleEnum.VeryHidden


def values(content: bytes, send: Send) -> None:
    """All worksheets of a workbook; charts and the like hold no cells."""
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(content))
    except python_calamine.PasswordError:
        raise Refused("password") from None
    for described in book.sheets_metadata:
        if described.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(described.name)
        rows, columns = (sheet.end[0] + 1, sheet.end[1] + 1) if sheet.end else (0, 0)
        refuse_grid(described.name, rows, columns)
        send.sheet(
            _rows(sheet),
            columns,
            name=described.name,
            hidden=described.visible != python_calamine.SheetVisibleEnum.Visible,
            very_hidden=described.visible == _VERY_HIDDEN,
            merged=tuple(sheet.merged_cell_ranges or ()),
        )


def _rows(sheet: python_calamine.CalamineSheet) -> Iterator[list[Any]]:
    """The rows of a sheet from A1 on. calamine leaves out the columns before the first that holds something."""
    if sheet.end is None:
        return
    before = [""] * sheet.start[1]
    for row in sheet.iter_rows():
        yield before + row if before else row
