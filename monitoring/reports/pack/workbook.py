"""The pack as an Excel workbook: every figure exact, to reckon on with.

It is written row by row, because an annex may have many thousands. Whatever somebody typed stays text: a name that
begins with "=" is not a formula.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.writer.excel import ExcelWriter

from monitoring.reports.pack.model import Cell, Chart, Column, Kind, Pack, Table
from monitoring.reports.pack.settled import settled
from monitoring.reports.pack.sheet import Pens, add, begun, put, sheet_names, text, to_print
from monitoring.reports.pack.style import Style
from monitoring.reports.pack.tidy import tidied
from monitoring.reports.pack.wording import TAGS, facts, words_of


def write(pack: Pack, style: Style) -> bytes:
    """The workbook: what it is, the tables and pictures of each section, and the annex."""
    pack, words = tidied(pack), words_of(pack)
    book, pens = begun(style)
    tables = [*_of_sections(pack), *pack.annex]
    names = sheet_names([words["about"], *(table.title for table in tables)])
    _about(book, names, tables, pack, style, pens)
    for name, table in zip(names[1:], tables, strict=True):
        add(book, name, table, pack.footer, pens)
    _describe(book, pack, style)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as unpacked:  # it is packed when it is settled
        ExcelWriter(book, unpacked).save()
    return settled(file.getvalue(), pack.on)


def _of_sections(pack: Pack) -> Iterator[Table]:
    """The tables of each section, and the numbers of its pictures as tables."""
    for section in pack.sections:
        yield from (as_table(chart) for chart in section.charts)
        yield from section.tables


def as_table(chart: Chart) -> Table:
    """The numbers of a picture: a row per category, a column per series."""
    kind = Kind.SHARE if chart.unit == "%" else Kind.NUMBER
    columns = [
        Column(""),
        *(Column(f"{one.name} ({chart.unit})" if chart.unit else one.name, kind) for one in chart.series),
    ]
    rows = [
        [Cell(name, name), *(Cell(one.values[at], "") for one in chart.series)]
        for at, name in enumerate(chart.categories)
    ]
    return Table(chart.key, chart.title, columns, rows, chart.alt)


def _about(book: Workbook, names: Sequence[str], tables: Sequence[Table], pack: Pack, style: Style, pens: Pens) -> None:
    """The first sheet: what this is, how to read it, and the way to each sheet."""
    words = words_of(pack)
    sheet = book.create_sheet(names[0])
    for column, width in zip("ABC", (34, 90, 10), strict=True):
        sheet.column_dimensions[column].width = width
    to_print(sheet, pack.title, pack.footer)
    wrapped = Alignment(wrap_text=True, vertical="top")
    sheet.append([put(sheet, style.organisation or pack.organisation, pens.grey)])
    sheet.append([put(sheet, pack.title, pens.title)])
    sheet.append([put(sheet, pack.subtitle, pens.plain)])
    sheet.append([])
    for name, said in facts(pack):
        sheet.append([put(sheet, name, pens.grey), put(sheet, said, pens.plain, alignment=wrapped)])
    sheet.append([put(sheet, words["how"], pens.grey), put(sheet, words["how_said"], pens.plain, alignment=wrapped)])
    sheet.append([])
    sheet.append([put(sheet, words[name], pens.bold, border=pens.line) for name in ("sheet", "holds", "rows")])
    first = len(facts(pack)) + 8
    for at, (name, table) in enumerate(zip(names[1:], tables, strict=True)):
        _listed(sheet, first + at, name, table, pens)


def _listed(sheet: WriteOnlyWorksheet, row: int, name: str, table: Table, pens: Pens) -> None:
    """One sheet in the list, with the way to it."""
    wrapped = Alignment(wrap_text=True, vertical="top")
    holds = f"{table.title}\n{table.note}" if table.note else table.title
    sheet.append(
        [
            put(sheet, name, pens.link, alignment=Alignment(vertical="top")),
            put(sheet, holds, pens.plain, alignment=wrapped),
            put(sheet, len(table.rows), pens.plain, alignment=Alignment(vertical="top")),
        ]
    )
    sheet._hyperlinks.append(Hyperlink(ref=f"A{row}", location=f"'{name}'!A1", display=name))


def _describe(book: Workbook, pack: Pack, style: Style) -> None:
    told = book.properties
    told.title, told.language = text(pack.title), TAGS[pack.language]
    told.creator = told.lastModifiedBy = text(style.organisation or pack.organisation)
    told.description = text(pack.footer)
