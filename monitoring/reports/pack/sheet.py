"""A sheet of a workbook: a table as Excel wants it, with real numbers and dates, and text that stays text."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import islice
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from monitoring.language.words import NOTHING
from monitoring.reports.pack.marks import look
from monitoring.reports.pack.model import Cell, Kind, Table
from monitoring.reports.pack.style import Style
from monitoring.reports.pack.tidy import plain

FORMATS = {
    Kind.EURO: "#,##0.00",
    Kind.SHARE: "0.0%",
    Kind.COUNT: "#,##0",
    Kind.NUMBER: "#,##0.##",
    Kind.DAY: "yyyy-mm-dd",
}
NUMERIC = frozenset({Kind.EURO, Kind.SHARE, Kind.COUNT, Kind.NUMBER})
NARROW, WIDE, LOOKED_AT = 9, 60, 200
"""Column widths in letters, and how many rows tell how wide a column must be."""
LONGEST, FOOT = 32_767, 255
"""Letters that Excel takes in a cell, and at the foot of a page."""
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")


def sheet_names(titles: Iterable[str]) -> list[str]:
    """Names that Excel allows, in order: at most 31 letters, and no two the same.

    >>> sheet_names(["Geld: per [land]", "Geld: per [land]", "x" * 40, ""])
    ['Geld per land', 'Geld per land 2', 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', '4']
    """
    found: list[str] = []
    for number, title in enumerate(map(text, titles), 1):
        base = " ".join(_FORBIDDEN.sub(" ", title).split())[:31].strip() or str(number)
        name, again = base, 2
        while name.casefold() in {other.casefold() for other in found}:
            name = f"{base[: 31 - len(f' {again}')].strip()} {again}"
            again += 1
        found.append(name)
    return found


class Pens:
    """The looks of cells. Each is made once; making one per cell would take most of the time."""

    def __init__(self, style: Style) -> None:
        font = style.fonts.workbook
        self.plain = Font(name=font, size=10)
        self.title = Font(name=font, size=16, bold=True)
        self.bold = Font(name=font, size=10, bold=True)
        self.grey = Font(name=font, size=10, color=style.colours.grey[1:])
        self.link = Font(name=font, size=10, color=style.colours.accent[1:], underline="single")
        self.line = Border(bottom=Side("thin", color=style.colours.ink[1:]))
        self._font = font
        self._made: dict[Any, Any] = {}

    def like(self, sheet: WriteOnlyWorksheet, kind: Kind, mark: str) -> Any:
        """The look of a cell of `kind` with `mark`, to be put into its `_style`."""
        if (kind, mark) not in self._made:
            cell = WriteOnlyCell(sheet)  # in the book's own font, which is ours: text needs no look
            if kind in FORMATS:
                cell.number_format = FORMATS[kind]
            found = look(mark)
            if found:
                cell.font = Font(name=self._font, size=10, bold=True, color=found.colour[1:])
                cell.fill = PatternFill("solid", fgColor=found.tint[1:])
            self._made[kind, mark] = cell._style
        return self._made[kind, mark]


def put(sheet: WriteOnlyWorksheet, value: Any, font: Font, **look_of: Any) -> WriteOnlyCell:
    """A cell with a look of its own; text stays text, also where it looks like a formula."""
    made = WriteOnlyCell(sheet, text(value) if isinstance(value, str) else value)
    made.font = font
    if isinstance(value, str):
        made.data_type = "s"
    for name, how in look_of.items():
        setattr(made, name, how)
    return made


def text(said: str) -> str:
    """What Excel takes of a text: no control characters, and no more letters than fit in a cell."""
    return plain(said)[:LONGEST]


def written(one: Cell) -> Any:
    """What of a cell goes into a workbook: the number or day itself, else what people read; nothing for a dash.

    >>> written(Cell(Decimal("1.10"), "1,10")), written(Cell(None, "<5")), written(Cell(None, "–"))
    (Decimal('1.10'), '<5', None)
    """
    if isinstance(one.value, int | float | Decimal | datetime.date) and not isinstance(one.value, bool):
        return one.value
    return text(one.said) if one.said and one.said != NOTHING else None


def begun(style: Style) -> tuple[Workbook, Pens]:
    """An empty workbook whose own font is that of the style, and its pens."""
    book, pens = Workbook(write_only=True), Pens(style)
    book._fonts[0] = pens.plain
    book._named_styles["Normal"].font = pens.plain
    return book, pens


def add(book: Workbook, name: str, table: Table, footer: str, pens: Pens) -> None:
    """Put a table on a sheet: one row of headings that stays in view, then its rows."""
    sheet = book.create_sheet(name)
    for at, width in enumerate(_widths(table), 1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{len(table.rows) + 1}"
    sheet.print_title_rows = "1:1"
    to_print(sheet, table.title, footer)
    sheet.append(_headings(sheet, table, pens))
    for row in _rows(sheet, table, pens):
        sheet.append(row)


def _headings(sheet: WriteOnlyWorksheet, table: Table, pens: Pens) -> list[WriteOnlyCell]:
    return [
        put(
            sheet,
            column.name,
            pens.bold,
            border=pens.line,
            alignment=Alignment(
                horizontal="right" if column.kind in NUMERIC else "left", wrap_text=True, vertical="bottom"
            ),
        )
        for column in table.columns
    ]


def _rows(sheet: WriteOnlyWorksheet, table: Table, pens: Pens) -> Iterator[list[Any]]:
    """The rows as Excel takes them.

    A row is written as soon as it is handed over, so each column has one cell that is filled anew: making one for each
    value takes half of the time.
    """
    columns = [(column.kind, WriteOnlyCell(sheet)) for column in table.columns]
    for row in table.rows:
        for (kind, cell), one in zip(columns, row, strict=True):
            cell._value = value = written(one)
            cell.data_type = _type(value)
            cell._style = pens.like(sheet, kind, one.mark)
        yield [None if cell._value is None else cell for _, cell in columns]


def _type(value: Any) -> str:
    """What Excel calls it: a text (also one that begins with "="), a day, or a number."""
    if isinstance(value, str):
        return "s"
    return "d" if isinstance(value, datetime.date) else "n"


def _widths(table: Table) -> Iterator[float]:
    for at, column in enumerate(table.columns):
        longest = max((len(row[at].said) for row in islice(table.rows, LOOKED_AT)), default=0)
        yield min(WIDE, max(NARROW, longest + 2, min(len(column.name) + 4, 24)))


def to_print(sheet: WriteOnlyWorksheet, title: str, footer: str) -> None:
    """On paper: A4 on its side, as wide as the page, with the footer of the pack."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddHeader.left.text = text(title).replace("&", "&&")[:FOOT]
    sheet.oddFooter.left.text = footer.replace("&", "&&")[: FOOT - 12]
    sheet.oddFooter.right.text = "&P / &N"
