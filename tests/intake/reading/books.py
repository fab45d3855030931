"""Files as people and programs make them, made anew for tests."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO

import openpyxl


def xlsx(fill: Callable[[openpyxl.Workbook], None] | None = None) -> bytes:
    """A small workbook with texts, numbers, a percentage, a code with zeros, a merge and something hidden."""
    book, file = openpyxl.Workbook(), BytesIO()
    sheet = book.active
    sheet.title = "Cijfers"
    sheet.append(["land", "bedrag", "deel", "code"])
    for row in range(2, 8):
        sheet.append([f"Land {row}", row * 100.5, row / 100, row])
        sheet.cell(row, 3).number_format = "0.0%"
        sheet.cell(row, 4).number_format = "00000"
    sheet.merge_cells("A6:A7")
    sheet.row_dimensions[5].hidden = True
    sheet.column_dimensions["C"].hidden = True
    if fill:
        fill(book)
    book.save(file)
    return file.getvalue()


def changed(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """A zipped workbook with one part changed; where it is not there, it is added."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in dict.fromkeys([*old.namelist(), part]):
            told = old.read(name) if name in old.namelist() else b""
            new.writestr(name, change(told) if name == part else told)
    return file.getvalue()


def zipped(**parts: bytes) -> bytes:
    """A zip with these parts; two underscores in a name are a slash, one is a point."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return file.getvalue()


_ODS = """<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" office:version="1.3">
<office:body><office:spreadsheet><table:table table:name="Cijfers">{rows}</table:table></office:spreadsheet></office:body>
</office:document-content>"""
_KIND = b"application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST = b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'


def ods(rows: str) -> bytes:
    """An .ods with one sheet of these rows, in the XML of OpenDocument."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", _KIND, zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        archive.writestr("content.xml", _ODS.format(rows=rows))
    return file.getvalue()
