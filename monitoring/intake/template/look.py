"""How the template looks: its colours, its letter, and how it comes out of a printer."""

from __future__ import annotations

from functools import cache
from typing import Any

from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

INK, GREY, FAINT, ACCENT = "1B1B1B", "5A5F66", "F3F5F7", "1B59A4"
HEAD = PatternFill("solid", fgColor=FAINT)
LINE = Border(bottom=Side(style="thin", color="D5D9DE"))


@cache
def letter(**look: Any) -> Font:
    """The letter of the cells that are left as they are, so that nothing stands out by accident."""
    return Font(**{"name": "Calibri", "size": 11, "color": INK, **look})


def on_paper(sheet: Worksheet, headings: int | None = None) -> None:
    """As wide as a page that lies, with the row of the headings on each."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    if headings:
        sheet.print_title_rows = f"{headings}:{headings}"
