"""Looking through every sheet of a workbook for personal data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

from monitoring.intake.finding import Finding, Severity
from monitoring.intake.normalise import is_blank
from monitoring.intake.personal.headings import are_people, heading_of, is_name_alone, is_of_a_person, may_be_people
from monitoring.intake.reading import Sheet, Workbook, address
from monitoring.personal import kinds
from monitoring.personal.kinds import KINDS, citizen_numbers
from theory_of_change.text import Message, counted, message

CODE = "CHK-P2"
HEADING_ROWS = 60  # rows in which headings are looked for
LONGEST_HEADING = 60  # characters
_EIGHT_DIGITS = re.compile(r"\d{8}")
ENOUGH = 2_000  # different texts of a column show whether they may be names
TOLD = 50  # cells of a column that are each told

_CLAUSE = message("privacy law (GDPR): the mechanism needs totals, no data of persons")
_IF_SO = message("If they are, take them out before you confirm: the whole file is kept.")
_REMEDY = message("Take it out of the file and send it again. Nothing of this file was saved.")


@dataclass(frozen=True)
class _Column:
    """One column of a sheet: its cells from the first row on."""

    place: int
    cells: Sequence[Any]

    @cached_property
    def distinct(self) -> set[Any]:
        return set(self.cells)

    @cached_property
    def texts(self) -> list[str]:
        """Each different text."""
        return [cell for cell in self.distinct if type(cell) is str and cell]

    @cached_property
    def headings(self) -> dict[int, str]:
        """What may be a heading, by its row."""
        top = enumerate(self.cells[:HEADING_ROWS])
        return {row: cell for row, cell in top if type(cell) is str and 0 < len(cell) <= LONGEST_HEADING}

    def below(self, row: int) -> set[Any]:
        """Each different cell below a row that says something."""
        return {cell for cell in set(self.cells[row + 1 :]) if not is_blank(cell)}


def personal(workbook: Workbook) -> list[Finding]:
    """What looks like personal data in any sheet of a file; each finding holds the whole file up.

    A name in running text cannot be told, nor a column of names that only says “name” beside nothing else.
    """
    return [finding for sheet in workbook.sheets.values() for finding in _in_sheet(sheet)]


def perhaps_personal(workbook: Workbook) -> list[Finding]:
    """Columns that may hold names of people, though no heading says so: asked, because nobody can be sure."""
    found = []
    for sheet in workbook.sheets.values():
        for column in _columns(sheet):
            if may_be_people(list(islice(column.texts, ENOUGH))):
                row = next(row for row, cell in enumerate(column.cells) if type(cell) is str and cell)
                words = message("What stands in this column may be names of people.")
                place = address(row, column.place)
                found.append(Finding(CODE, Severity.WARNING, sheet.name, place, "", words, _IF_SO, _CLAUSE))
    return found


def _in_sheet(sheet: Sheet) -> Iterator[Finding]:
    of_persons = _rows_of_persons(columns := list(_columns(sheet)))
    for column in columns:
        headed = list(_below_headings(sheet, column, of_persons))
        yield from headed
        if not headed:  # one thing said of a column is enough
            yield from _in_cells(sheet, column)


def _columns(sheet: Sheet) -> Iterator[_Column]:
    width = max(map(len, sheet.rows), default=0)
    ragged = any(len(row) != width for row in sheet.rows)
    for place in range(width):
        if ragged:
            yield _Column(place, [row[place] if place < len(row) else "" for row in sheet.rows])
        else:
            yield _Column(place, [row[place] for row in sheet.rows])


def _rows_of_persons(columns: Sequence[_Column]) -> set[int]:
    """Rows of headings that name what only a person has."""
    return {row for column in columns for row, text in column.headings.items() if is_of_a_person(text)}


def _below_headings(sheet: Sheet, column: _Column, of_persons: set[int]) -> Iterator[Finding]:
    for row, text in column.headings.items():
        heading = heading_of(text)
        below = column.below(row) if heading or (row in of_persons and is_name_alone(text)) else set()
        if not below:
            continue
        if heading and heading.fits(below):
            yield _found(sheet, row, column.place, _below(heading.kind))
            return
        if not heading and are_people(below):
            yield _found(sheet, row, column.place, _below(kinds.NAMES))
            return


def _in_cells(sheet: Sheet, column: _Column) -> Iterator[Finding]:
    together = "\n".join(column.texts)
    small = together.casefold()
    for kind in KINDS:
        if kind.may_be_in(together, small):
            yield from _cells(sheet, column, set(filter(kind.says, column.texts)), kind.name)
    numbers = [cell for cell in column.distinct if type(cell) in (int, float)]
    if numbers or _EIGHT_DIGITS.search(together):
        yield from _cells(sheet, column, citizen_numbers(column.texts, numbers), kinds.BSN)


def _cells(sheet: Sheet, column: _Column, says: set[Any], kind: Message) -> Iterator[Finding]:
    """The cells of a column that hold one of these values: the first of them each, the others counted."""
    rows = [row for row, cell in enumerate(column.cells) if cell in says] if says else []
    for row in rows[:TOLD]:
        yield _found(sheet, row, column.place, _in_cell(kind))
    if len(rows) > TOLD:
        yield _found(sheet, rows[TOLD], column.place, _and_more(kind, len(rows) - TOLD))


def _below(kind: Message) -> Message:
    return message("What stands below this heading looks like {kind}. Personal data do not belong here.", kind=kind)


def _in_cell(kind: Message) -> Message:
    return message("This looks like personal data, which do not belong here: {kind}.", kind=kind)


def _and_more(kind: Message, n: int) -> Message:
    return counted(
        "{n} more cell of this column looks like personal data: {kind}.",
        "{n} more cells of this column look like personal data: {kind}.",
        n=n,
        kind=kind,
    )


def _found(sheet: Sheet, row: int, column: int, words: Message) -> Finding:
    """A finding that does not repeat what stands in the cell."""
    return Finding(CODE, Severity.BLOCKING, sheet.name, address(row, column), "", words, _REMEDY, _CLAUSE)
