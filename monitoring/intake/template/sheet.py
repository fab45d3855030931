"""A sheet of the template: its headings, what is prepared in its rows, and what may be written in it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from monitoring.intake.fields import FIELDS, FOR_INFORMATION, SHEETS, Field
from monitoring.intake.template.beside import AFTER, WIDTHS, Beside, number_format
from monitoring.intake.template.lists import BY_CODE, Lists
from monitoring.intake.template.look import GREY, HEAD, INK, LINE, letter, on_paper
from monitoring.language import Words
from theory_of_change.text import message

EMPTY_ROWS = 200  # rows with choices below the prepared ones
HEADER_ROW = 3
HEADER_HEIGHT = 46  # points: three lines, which not every program makes room for by itself
NOTE_SIGNS = 60  # on a line of the note at an indicator
NOT_READ = message("For information: what is already known. It is not read when this file comes back.")

_UNLOCKED = Protection(locked=False)


class TableSheet:
    """One table on a sheet: title, headings with notes, prepared rows, and rows to fill in below them."""

    def __init__(self, sheet: Worksheet, table: str, lists: Lists, beside: Beside, say: Words) -> None:
        self._sheet, self._table, self._lists, self._beside, self._say = sheet, table, lists, beside, say
        self._shown: list[Field | str] = []  # a text is a column for information only
        for field in FIELDS[table]:
            self._shown += [field, *AFTER[table].get(field.name, ())]

    def write(self, rows: Sequence[Mapping[str, Any]], *, fictional: bool) -> None:
        """Fill the sheet and lock what must stay as it is."""
        say, sheet = self._say, self._sheet
        sheet["A1"] = say(SHEETS[self._table]) + (f" · {say(message('invented figures'))}" if fictional else "")
        sheet["A1"].font = letter(bold=True, size=14)
        for column, field in enumerate(self._shown, 1):
            self._heading(column, field)
            if isinstance(field, Field):
                # A whole column is unlocked; the cells of the headings keep their own lock.
                sheet.column_dimensions[get_column_letter(column)].protection = _UNLOCKED
                self._dropdown(get_column_letter(column), field, HEADER_ROW + len(rows) + EMPTY_ROWS)
        for place, row in enumerate(rows, HEADER_ROW + 1):
            for column, field in enumerate(self._shown, 1):
                self._fill(place, column, field, row)
        sheet.row_dimensions[HEADER_ROW].height = HEADER_HEIGHT
        sheet.freeze_panes = sheet.cell(HEADER_ROW + 1, 1)
        on_paper(sheet, HEADER_ROW)
        sheet.protection.sheet = True
        for allowed in ("formatColumns", "formatCells", "sort", "autoFilter", "insertRows", "deleteRows"):
            setattr(sheet.protection, allowed, False)

    def _heading(self, column: int, field: Field | str) -> None:
        cell, say = self._sheet.cell(HEADER_ROW, column), self._say
        read = isinstance(field, Field)
        cell.value = say(field.header) + ("*" if field.required else "") if read else say(FOR_INFORMATION[field])
        cell.font = letter(bold=True, color=INK if read else GREY)
        cell.fill, cell.border = HEAD, LINE
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        self._sheet.column_dimensions[get_column_letter(column)].width = field.width if read else WIDTHS[field]
        cell.comment = Comment(say(field.help if read else NOT_READ), "monitoring", height=80, width=260)

    def _fill(self, place: int, column: int, field: Field | str, row: Mapping[str, Any]) -> None:
        if isinstance(field, str):
            self._tell(place, column, field, row)
            return
        cell = self._sheet.cell(place, column, self._lists.choice(field.reads, row.get(field.name)))
        cell.protection = _UNLOCKED
        if isinstance(cell.value, str) and cell.data_type == "f":
            cell.data_type = "s"  # a text that begins with "=" is a text
        if field.reads == "money":
            cell.number_format = "#,##0.00"
        elif isinstance(cell.value, datetime.date):
            cell.number_format = "DD-MM-YYYY"
        elif field.reads in (*BY_CODE, "period", "text"):
            cell.number_format = "@"  # so that a code keeps its zeros
        if field.reads == "measure" and (note := self._beside.note(row)):
            lines = sum(1 + len(line) // NOTE_SIGNS for line in note.split("\n"))
            cell.comment = Comment(note, "monitoring", height=30 + 18 * lines, width=380)

    def _tell(self, place: int, column: int, aside: str, row: Mapping[str, Any]) -> None:
        """What is known already: grey, locked as every cell of its column, and not read."""
        cell = self._sheet.cell(place, column, self._beside.value(aside, self._table, row))
        cell.font = letter(color=GREY)
        if aside.startswith("last"):
            cell.alignment = Alignment(horizontal="right")
            cell.number_format = number_format(self._table, cell.value)

    def _dropdown(self, letter: str, field: Field, last: int) -> None:
        if not self._lists.names.get(field.reads):
            return
        choice = DataValidation(type="list", formula1=f"=list_{field.reads}", allow_blank=True, showErrorMessage=False)
        choice.promptTitle, choice.prompt = self._say(field.header)[:32], self._say(field.help)[:255]
        choice.add(f"{letter}{HEADER_ROW + 1}:{letter}{last}")
        self._sheet.add_data_validation(choice)
