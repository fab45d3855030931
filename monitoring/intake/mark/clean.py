"""Marks taken out of a marked workbook: it is as it was before, also when it was worked in and saved meanwhile."""

from __future__ import annotations

from monitoring.intake.mark.book import Book
from monitoring.intake.mark.cells import replaced
from monitoring.intake.mark.package import Package
from monitoring.intake.mark.record import RECORD, Record
from monitoring.intake.mark.styles import cut, restored, seal
from monitoring.intake.mark.unnote import take_out

BROKEN = (ValueError, KeyError, IndexError)
"""What a file that is not as the standard says may lead to."""


class CannotBePatched(ValueError):
    """A file in which nothing can be put without losing something of it."""


def cleaned(content: bytes) -> bytes:
    """A marked workbook without our marks; any other file as it is. Raises `CannotBePatched`."""
    record = Record.read(content)
    if record is None:
        return content
    try:
        return _cleaned(Package.of(content), record)
    except BROKEN as error:
        raise CannotBePatched(str(error)) from None


def _cleaned(package: Package, record: Record) -> bytes:
    book = Book(package)
    written = package[book.styles]
    if seal(written) == record.seal:
        package[book.styles], styles = cut(written, record.counts), record.styles
    else:
        package[book.styles], styles = restored(written, record.fills)
    ours = [sheet.name for sheet in book.sheets if sheet.name in (record.overview, RECORD)]
    for sheet in book.sheets:
        if sheet.part and sheet.name not in ours:
            take_out(package, sheet.part, record.heads, record.boxes.get(sheet.name, {}))
            if styles:
                package[sheet.part] = replaced(package[sheet.part], styles)
    in_front = book.sheets[0].name == record.overview and book.chosen == 0
    book.take_out(ours, goes_by=[record.goes_by])
    if in_front:
        book.choose(min(record.chosen, len(book.sheets) - 1))
    return package.content()
