"""What an .xlsx says of itself beside its values: of the whole book, and of each sheet."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from xml.etree import ElementTree

from monitoring.intake.confined.parts import Parts
from monitoring.intake.confined.refused import Refused
from monitoring.intake.confined.scan import scan
from monitoring.intake.confined.send import Send, refuse_grid
from monitoring.intake.confined.styles import Styles

_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)\b")
_BOOK = "xl/workbook.xml"


def facts(content: bytes, send: Send) -> None:
    """Send what is found. Raises `Refused` where a reader should not begin."""
    with Parts.of(content) as parts:
        of_package(parts, send)
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
                found = scan(parts.rows(part), styles)
                refuse_grid(name, *found.reach)
                send("facts", name, found.facts)


def of_package(parts: Parts, send: Send) -> None:
    """Send what the names of the parts tell, and raise `Refused` where one of them declares entities.

    No part of a workbook does, inside the file or outside it; who does means harm.
    """
    names = [name.lower() for name in parts.names]
    if any(name.endswith("vbaproject.bin") for name in names):
        send("notice", "macros", {})
    if any("externallinks/" in name for name in names):
        send("notice", "external links", {})
    for name in parts.names:
        if name.lower().endswith((".xml", ".rels")) and _DECLARES.search(parts.beginning(name)):
            raise Refused("declarations")


def _xml(parts: Parts, name: str) -> ElementTree.Element | None:
    xml = parts.read(name)
    return ElementTree.fromstring(xml) if xml else None


def _book(parts: Parts) -> str:
    """The part that lists the sheets; it need not be called what it always is."""
    for relation in relations(parts, "_rels/.rels"):
        if relation.get("Type", "").endswith("/officeDocument"):
            return resolved("", relation.get("Target", ""))
    return _BOOK


def _sheets(parts: Parts, book: ElementTree.Element, book_part: str) -> Iterator[tuple[str, str]]:
    """The name of each sheet and the part it stands in."""
    folder, file = posixpath.split(book_part)
    targets = {each.get("Id"): each.get("Target", "") for each in relations(parts, f"{folder}/_rels/{file}.rels")}
    for sheet in book.iterfind("{*}sheets/{*}sheet"):
        number = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), None)
        yield sheet.get("name", ""), resolved(folder, targets.get(number, ""))


def relations(parts: Parts, name: str) -> list[ElementTree.Element]:
    """What a part of relations names; nothing where there is none."""
    relations = _xml(parts, name)
    return list(relations) if relations is not None else []


def resolved(folder: str, target: str) -> str:
    """The part that a relation leads to from a folder; a target that begins with / does so from the root."""
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
