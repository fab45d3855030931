"""What a reader of values does not see in the sheets of an .xlsx.

calamine gives an Excel error (#REF!) as an empty cell, and a formula that was never calculated too.
Both would silently become "nothing there", so they are looked up apart.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_ATTRIBUTE = re.compile(rb"""\b(r|s|t)=["']([^"']*)["']""")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>([^<]+)<")
_ERROR = re.compile(rb"""\bt=["']e["']""")
_LITERAL = re.compile(r'"[^"]*"|\\.|_.')  # of a format: what only stands there, such as a sign behind 7
_PERCENT_FORMATS = {"9", "10"}  # of Excel itself; others are named in the file


def special_cells_of(content: bytes) -> Iterator[tuple[str, dict[str, Any]]]:
    """Of each sheet of an xlsx, by the names of the fields of `Sheet`: what a reader of values does not see."""
    if not zipfile.is_zipfile(BytesIO(content)):
        return
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = set(archive.namelist())
        if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= parts:
            return
        styles = _percent_styles(archive.read("xl/styles.xml")) if "xl/styles.xml" in parts else frozenset()
        targets = {
            relation.get("Id"): relation.get("Target", "")
            for relation in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
        }
        for sheet in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter(f"{_SHEET}sheet"):
            target = targets.get(sheet.get(_ID), "")
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            if part in parts:
                yield sheet.get("name", ""), special_cells(archive.read(part), styles)


def special_cells(xml: bytes, percent_styles: frozenset[bytes] = frozenset()) -> dict[str, Any]:
    """The errors, formulas without a value and percentages in the XML of one sheet.

    >>> special_cells(b'<c t="e" r="B2"><v>#REF!</v></c><x:c r="A1"><x:f>1+1</x:f><x:v></x:v></x:c>')
    {'errors': {'B2': '#REF!'}, 'uncalculated': frozenset({'A1'}), 'percentages': frozenset()}

    A formula that yields an empty text was calculated:

    >>> special_cells(b'<c r="A1" t="str"><f>""</f><v></v></c><c r="A2" s="3"/>', frozenset({b"3"}))
    {'errors': {}, 'uncalculated': frozenset(), 'percentages': frozenset({'A2'})}
    """
    errors: dict[str, str] = {}
    uncalculated, percentages = set(), set()
    if percent_styles or _ERROR.search(xml) or _FORMULA.search(xml):
        for attributes, body in _CELL.findall(xml):
            told = dict(_ATTRIBUTE.findall(attributes))
            place = told.get(b"r", b"").decode()
            if told.get(b"s") in percent_styles:
                percentages.add(place)
            if told.get(b"t") == b"e":
                error = _VALUE.search(body)
                errors[place] = error[1].decode() if error else "#"
            elif told.get(b"t") != b"str" and _FORMULA.search(body) and not _VALUE.search(body):
                uncalculated.add(place)
    return {"errors": errors, "uncalculated": frozenset(uncalculated), "percentages": frozenset(percentages)}


def _percent_styles(xml: bytes) -> frozenset[bytes]:
    """The numbers of the styles of a workbook that show a percentage."""
    root = ElementTree.fromstring(xml)
    formats = _PERCENT_FORMATS | {
        each.get("numFmtId", "")
        for each in root.iter(f"{_SHEET}numFmt")
        if "%" in _LITERAL.sub("", each.get("formatCode", ""))
    }
    styles = root.find(f"{_SHEET}cellXfs")
    return frozenset(
        str(number).encode()
        for number, style in enumerate(styles if styles is not None else ())
        if style.get("numFmtId") in formats
    )
