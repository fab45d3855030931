"""What an .xlsx says of itself beside its values: of the whole book, and of each sheet."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree

from monitoring.intake.confined.parts import Parts
from monitoring.intake.confined.refused import Refused
from monitoring.intake.confined.scan import Scan
from monitoring.intake.confined.send import Send, refuse_grid
from monitoring.intake.confined.styles import Styles

_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)\b")
_BOOK = "xl/workbook.xml"


def facts(content: bytes, send: Send) -> None:
    """Send what is found. Raises `Refused` where a reader should not begin."""
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except (zipfile.BadZipFile, OSError, ValueError):
        raise Refused("damaged") from None
    with archive:
        parts = Parts(archive)
        _refuse_declarations(parts)
        for name in sorted(parts.names):
            if name.lower().endswith("vbaproject.bin"):
                send("notice", "macros", {})
                break
        if any("externallinks/" in name.lower() for name in parts.names):
            send("notice", "external links", {})
        book_part = _book(parts)
        book = _xml(parts, book_part)
        if book is None:
            return
        described = book.find("{*}workbookPr")
        if described is not None and described.get("date1904") in ("1", "true"):
            send("notice", "dates since 1904", {})
        folder = posixpath.dirname(book_part)
        styles_xml = parts.read(posixpath.join(folder, "styles.xml"))
        styles = Styles.of(styles_xml) if styles_xml else Styles()
        for name, part in _sheets(parts, book, book_part):
            if part in parts:
                found = Scan.of(parts.rows(part), styles)
                refuse_grid(name, *found.reach)
                send("facts", name, found.facts)


def _refuse_declarations(parts: Parts) -> None:
    """No part of a workbook declares entities, inside the file or outside it; who does means harm."""
    for name in parts.names:
        if name.lower().endswith((".xml", ".rels")):
            beginning = next(parts.pieces(name), b"")[:4096]
            if _DECLARES.search(beginning):
                raise Refused("declarations")


def _xml(parts: Parts, name: str) -> ElementTree.Element | None:
    xml = parts.read(name)
    return ElementTree.fromstring(xml) if xml else None


def _book(parts: Parts) -> str:
    """The part that lists the sheets; it need not be called what it always is."""
    for relation in _relations(parts, "_rels/.rels"):
        if relation.get("Type", "").endswith("/officeDocument"):
            return _resolved("", relation.get("Target", ""))
    return _BOOK


def _sheets(parts: Parts, book: ElementTree.Element, book_part: str) -> Iterator[tuple[str, str]]:
    """The name of each sheet and the part it stands in."""
    folder, file = posixpath.split(book_part)
    targets = {each.get("Id"): each.get("Target", "") for each in _relations(parts, f"{folder}/_rels/{file}.rels")}
    for sheet in book.iterfind("{*}sheets/{*}sheet"):
        number = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), None)
        yield sheet.get("name", ""), _resolved(folder, targets.get(number, ""))


def _relations(parts: Parts, name: str) -> list[ElementTree.Element]:
    relations = _xml(parts, name)
    return list(relations) if relations is not None else []


def _resolved(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
