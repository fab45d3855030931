"""How the template looks: its colours and the lines and fills made of them."""

from __future__ import annotations

from openpyxl.styles import Border, PatternFill, Side

INK, GREY, FAINT, ACCENT = "1B1B1B", "5A5F66", "F3F5F7", "1B59A4"
HEAD = PatternFill("solid", fgColor=FAINT)
LINE = Border(bottom=Side(style="thin", color="D5D9DE"))
