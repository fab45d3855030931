"""The analyst's own workbook with what was found in it: cells filled, notes at cells, an overview in front.

The file is changed in its own XML, and everything that is not named here stays byte for byte: charts,
pictures, pivot tables, macros, conditional formats. Macros are never run. openpyxl would write
a file without half of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from monitoring.intake.finding import NOT_FILLED_IN, Finding, Severity
from monitoring.intake.mark import notes as at_cells
from monitoring.intake.mark.book import Book
from monitoring.intake.mark.cells import restyled
from monitoring.intake.mark.clean import BROKEN, CannotBePatched, cleaned
from monitoring.intake.mark.overview import About, Told, overview
from monitoring.intake.mark.package import Package
from monitoring.intake.mark.record import RECORD, Record
from monitoring.intake.mark.styles import Styles, seal
from monitoring.intake.mark.words import Say, head
from monitoring.intake.reading import position
from theory_of_change.text import Message, counted, message

MOST_NOTES = 2_000  # Excel gets slow with more; every cell is filled and listed
_CELL = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}")
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_LONGEST = 1_200  # signs of what a note says of one finding

_ONLY_LISTED = {NOT_FILLED_IN, "no figure"}
"""Rules of which the cells are listed and not marked: an empty prepared row is no mistake, nor is “n.v.t.”."""

Cells = Mapping[str, Sequence[Finding]]
"""The findings of a sheet by cell, the gravest first."""


@dataclass(frozen=True)
class _Marking:
    """What is to be put where."""

    by_sheet: Mapping[str, Cells]
    noted: frozenset[tuple[str, str]]
    unnoted: int


def patched(
    content: bytes, findings: Sequence[Finding], about: About, say: Say, remarks: Iterable[Message] = ()
) -> bytes:
    """An .xlsx or .xlsm with what was found in it; marks that are in it already go first. Raises `CannotBePatched`."""
    try:
        return _patched(cleaned(content), findings, about, say, tuple(remarks))
    except BROKEN as error:
        raise CannotBePatched(str(error)) from None


def _patched(
    content: bytes, findings: Sequence[Finding], about: About, say: Say, remarks: tuple[Message, ...]
) -> bytes:
    package = Package.of(content)
    if any(name.startswith("xl/revisions/") for name in package.names()):
        raise CannotBePatched("a shared workbook keeps a record of every change")
    book = Book(package)
    sheets = {sheet.name: sheet for sheet in book.sheets}
    parts = {name: sheet.part for name, sheet in sheets.items() if sheet.part}
    talks = {name: at_cells.conversations(package, part) for name, part in parts.items()}
    marking = _marking(findings, parts, talks)
    styles = Styles(package[book.styles])
    boxes = dict(_mark_cells(package, parts, marking, styles, say))
    hidden = {name for name, sheet in sheets.items() if not sheet.visible}
    unlinked = frozenset(hidden | ({one.sheet for one in findings} - set(sheets)))
    remarks = (*remarks, *_remarks(package, marking, talks))
    _put_sheets(book, Told(about, findings, say(_SHEET), remarks, unlinked), styles, boxes, say)
    return package.content()


def _mark_cells(
    package: Package, parts: Mapping[str, str], marking: _Marking, styles: Styles, say: Say
) -> Iterator[tuple[str, Mapping[str, bytes]]]:
    """Fill the cells and note what was found; gives, by sheet, the boxes of somebody else that were made larger."""
    for name, cells in marking.by_sheet.items():
        part = parts[name]
        filled = {position(cell): partial(_filled, styles, found[0].severity) for cell, found in cells.items()}
        package[part] = restyled(package[part], filled)
        noted = {cell: _note(found, say) for cell, found in cells.items() if (name, cell) in marking.noted}
        if larger := at_cells.add(package, part, noted):
            yield name, larger


def _put_sheets(book: Book, told: Told, styles: Styles, boxes: Mapping[str, Mapping[str, bytes]], say: Say) -> None:
    """Put the overview in front, and behind all what must be known to take the marks away again."""
    chosen, package, goes_by = book.chosen, book.package, told.goes_by
    front = overview(told, styles, say)
    package[book.styles] = written = styles.xml()
    name = book.free(goes_by)
    book.put_in_front(name, "xl/worksheets/monitoring_findings.xml", front, goes_by=goes_by)
    record = Record(
        name,
        goes_by,
        chosen,
        seal(written),
        styles.counts,
        styles.fills_made,
        [head(severity, say) for severity in Severity],
        styles.marked_from,
        boxes,
    )
    book.put_behind(RECORD, "xl/worksheets/monitoring_marks.xml", record.sheet())


def _filled(styles: Styles, severity: Severity, style: int) -> int:
    return styles.marked(style, severity)


def _marking(findings: Sequence[Finding], parts: Mapping[str, str], talks: Mapping[str, set[str]]) -> _Marking:
    by_sheet: dict[str, dict[str, list[Finding]]] = {}
    for one in findings:
        if one.sheet in parts and _is_cell(one.cell) and one.rule not in _ONLY_LISTED:
            by_sheet.setdefault(one.sheet, {}).setdefault(one.cell, []).append(one)
    for cells in by_sheet.values():
        for found in cells.values():
            found.sort(key=lambda one: one.severity)
    places = [(sheet, cell) for sheet, cells in by_sheet.items() for cell in cells]
    gravest = sorted(places, key=lambda place: by_sheet[place[0]][place[1]][0].severity)
    quiet = [place for place in gravest if place[1] not in talks[place[0]]]
    return _Marking(by_sheet, frozenset(quiet[:MOST_NOTES]), max(len(quiet) - MOST_NOTES, 0))


def _is_cell(cell: str) -> bool:
    """Whether a finding names one cell of the grid.

    >>> _is_cell("F14"), _is_cell("14"), _is_cell("XFE1"), _is_cell("A1048577")
    (True, False, False, False)
    """
    if not _CELL.fullmatch(cell):
        return False
    row, column = position(cell)
    return row < _LAST_ROW and column < _LAST_COLUMN


def _note(found: Sequence[Finding], say: Say) -> at_cells.Note:
    return [at_cells.Part(head(one.severity, say), _body(one, say)) for one in found]


def _body(one: Finding, say: Say) -> str:
    said = [say(one.message)]
    if one.remedy:
        said.append(say(one.remedy))
    said.append(say(message("Rule: {rule}", rule=one.rule)) + (f" ({say(one.clause)})" if one.clause else ""))
    whole = "\n".join(said).replace(at_cells.LAST_LINE, "monitoring")
    return whole if len(whole) <= _LONGEST else whole[:_LONGEST] + "…"


_SHEET = message("Findings")


def _remarks(package: Package, marking: _Marking, talks: Mapping[str, set[str]]) -> list[Message]:
    told = []
    if marking.unnoted:
        told.append(
            message(
                "The first {most} cells have a note; all {all} are coloured and listed here.",
                most=MOST_NOTES,
                all=sum(map(len, marking.by_sheet.values())),
            )
        )
    talked = [f"{sheet}!{cell}" for sheet, cells in marking.by_sheet.items() for cell in cells if cell in talks[sheet]]
    if talked:
        told.append(
            counted(
                "At {cells} people talk in a thread already, so what was found stands only here.",
                "At {n} cells people talk in a thread already, so what was found stands only here: {cells}.",
                n=len(talked),
                cells=", ".join(talked[:20]) + (" …" if len(talked) > 20 else ""),
            )
        )
    if any(name.startswith("_xmlsignatures/") for name in package.names()):
        told.append(message("This file was signed. The signature no longer holds for this marked copy."))
    if any(name.lower().endswith("vbaproject.bin") for name in package.names()):
        told.append(message("The macros of this file are still in it. They were not run."))
    return told
