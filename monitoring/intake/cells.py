"""The cells of one column as values: each different cell is read once, and what is wrong is said at every cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np

from monitoring.intake.distinct import Distinct, alike
from monitoring.intake.fields import Field, Reader
from monitoring.intake.finding import Finding, Severity
from monitoring.intake.layout.cells import dimension, part_reader, reader
from monitoring.intake.normalise import Misread, plain
from monitoring.intake.reading import address, position
from monitoring.intake.region import Region
from monitoring.intake.vocabulary import Vocabulary
from theory_of_change.text import Message, message


@dataclass(frozen=True)
class Read:
    """One column as it was read, row by row: the cells, their values, and which cells are shown as a percentage.

    A cell that could not be read has the value None and an error among the findings.
    """

    cells: Distinct
    values: Distinct
    percentages: np.ndarray
    findings: Sequence[Finding]


def read_column(
    field: Field,
    region: Region,
    rows: np.ndarray,
    cells: Distinct,
    percentages: Iterable[int],
    vocabulary: Vocabulary,
) -> Read:
    """The column of a field, in the given rows of the sheet; `percentages` are rows that are shown as one."""
    shown = np.isin(rows, list(percentages))
    cells = _as_shown(cells, shown)
    read = _reader(field, region, vocabulary, cells.values)
    outcomes = Distinct([read(cell) for cell in cells.values], cells.places)
    findings = list(_lost(field, region, rows, cells))
    lost = {finding.cell for finding in findings}
    for row, cell, outcome in _said(
        outcomes.where(lambda outcome: isinstance(outcome, Misread)), rows, cells, outcomes
    ):
        place = region.cell(row, field.name)
        if place not in lost:
            findings.append(
                _found("unreadable", Severity.ERROR, region, place, plain(cell), outcome.message, outcome.remedy)
            )
    findings += _doubtful(field, region, rows, cells, outcomes, shown)
    values = outcomes.map(lambda outcome: None if isinstance(outcome, Misread) else outcome)
    return Read(cells, values, shown, findings)


def read_parts(
    region: Region, rows: np.ndarray, cells: Mapping[int, Distinct], vocabulary: Vocabulary
) -> tuple[Distinct, Sequence[Finding]]:
    """The dimension of every row from the columns of its parts; None where one of them could not be read."""
    findings: list[Finding] = []
    parts = []
    for column, how in region.parts.values():
        read = part_reader(how, vocabulary)
        part = Distinct([read(cell) for cell in cells[column].values], cells[column].places)
        misread = part.where(lambda outcome: isinstance(outcome, Misread))
        for row, cell, outcome in _said(misread, rows, cells[column], part):
            findings.append(
                _found(
                    "unreadable",
                    Severity.ERROR,
                    region,
                    address(row, column),
                    plain(cell),
                    outcome.message,
                    outcome.remedy,
                )
            )
        parts.append(part)
    groups = alike(parts, len(rows))
    _, first = np.unique(groups, return_index=True)
    said = zip(*(part.at(first).column for part in parts), strict=True)
    dimensions = Distinct([dimension(list(region.parts), values) for values in said], groups)
    return dimensions.map(lambda read: None if isinstance(read, Misread) else read), findings


def _reader(field: Field, region: Region, vocabulary: Vocabulary, cells: Sequence[Any]) -> Reader:
    """How a cell of a column becomes a value or a `Misread`: as its field says, unless the layout says otherwise.

    `cells` is every different cell of the column, for what only shows from all of them together.
    """
    how, plainly = region.how.get(field.name), field.reader(vocabulary)
    return plainly if how is None else reader(field, how, vocabulary, plainly)


def rows_by_column(places: Iterable[str]) -> Mapping[int, list[int]]:
    """The rows of addresses, by their column; both from 0.

    >>> dict(rows_by_column(["B2", "B9", "AA1"]))
    {1: [1, 8], 26: [0]}
    """
    rows: dict[int, list[int]] = defaultdict(list)
    for place in places:
        row, column = position(place)
        rows[column].append(row)
    return rows


def _as_shown(cells: Distinct, shown: np.ndarray) -> Distinct:
    """A column in which a number that is shown as a percentage is written as one: 0.7 is 70%."""
    if not shown.any():
        return cells
    column = cells.column.copy()
    for place in np.flatnonzero(shown):
        if isinstance(column[place], int | float) and not isinstance(column[place], bool):
            column[place] = f"{column[place] * 100:.15g}%"
    return Distinct.of(column.tolist())


def _lost(field: Field, region: Region, rows: np.ndarray, cells: Distinct) -> Iterator[Finding]:
    """Cells that look empty and are not: an Excel error, a formula that was never calculated."""
    sheet, column = region.sheet, region.columns[field.name]
    if not (sheet.errors or sheet.uncalculated):
        return
    trouble = [row for place in (*sheet.errors, *sheet.uncalculated) for row, at in [position(place)] if at == column]
    empty = cells.says("")
    for row in rows[empty & np.isin(rows, trouble)].tolist():
        cell = region.cell(row, field.name)
        if cell in sheet.errors:
            words = message("This cell holds the Excel error {error}, not a value.", error=sheet.errors[cell])
            remedy = message("Mend the formula, or type the value.")
            yield _found("error in cell", Severity.ERROR, region, cell, sheet.errors[cell], words, remedy)
        else:
            words = message("This formula has no stored value.")
            remedy = message("Open the file in Excel, save it and send it again.")
            yield _found("formula without value", Severity.ERROR, region, cell, "", words, remedy)


def _doubtful(
    field: Field, region: Region, rows: np.ndarray, cells: Distinct, outcomes: Distinct, shown: np.ndarray
) -> Iterator[Finding]:
    """Cells that were read, but may have been meant otherwise."""
    if field.reads == "text":
        number = cells.where(lambda cell: isinstance(cell, float) and not cell.is_integer())
        words = message("This is a number in the cell, and Excel leaves out its last zeros: 4.10 becomes 4.1.")
        remedy = message("If zeros are missing, set the format of the cell to Text and type it again.")
        readable = number & outcomes.where(lambda outcome: not isinstance(outcome, Misread))
        for row, cell, _ in _said(readable, rows, cells, outcomes):
            place = region.cell(row, field.name)
            yield _found("text as number", Severity.WARNING, region, place, plain(cell), words, remedy)
    text = cells.where(lambda cell: isinstance(cell, str)) & ~shown
    words = message("This number is text in the cell. It is read as a number.")
    for row, cell, _ in _said(
        text & outcomes.where(lambda outcome: isinstance(outcome, Decimal)), rows, cells, outcomes
    ):
        yield _found("number as text", Severity.WARNING, region, region.cell(row, field.name), cell, words)


def _said(which: np.ndarray, rows: np.ndarray, cells: Distinct, outcomes: Distinct) -> Iterator[tuple[int, Any, Any]]:
    """Row, cell and outcome of the rows of a mask."""
    for place in np.flatnonzero(which).tolist():
        number = cells.places[place]
        yield int(rows[place]), cells.values[number], outcomes.values[number]


def _found(
    rule: str, severity: Severity, region: Region, cell: str, value: str, words: Message, remedy: Message | None = None
) -> Finding:
    return Finding(rule, severity, region.sheet.name, cell, value, words, remedy)
