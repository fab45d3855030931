"""The cells of one column as values: each different cell is read once, and what is wrong is said at every cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np

from monitoring.intake import normalise
from monitoring.intake.convention import reader_for
from monitoring.intake.distinct import Distinct, alike
from monitoring.intake.fields import Field, Reader
from monitoring.intake.finding import Finding, Severity
from monitoring.intake.layout import Column
from monitoring.intake.layout.cells import dimension, part_reader
from monitoring.intake.layout.cells import reader as layout_reader
from monitoring.intake.normalise import Misread, Percentage, plain, said_of_nothing
from monitoring.intake.reading import address, position
from monitoring.intake.region import Region
from monitoring.intake.vocabulary import Vocabulary
from theory_of_change.text import Message, message

COUNTED = ("number", "money", "whole", "period", "day")
"""What a field reads where a number filled up with zeros is still that number, and no code."""


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
    cells = _as_shown(field, region, rows, cells, shown)
    read = reader(field, region.how.get(field.name), vocabulary, cells.values)
    outcomes = Distinct([read(cell) for cell in cells.values], cells.places)
    findings = list(_lost(field, region, rows, cells))
    lost = {finding.cell for finding in findings}
    for row, cell, outcome in _said(
        outcomes.where(lambda outcome: isinstance(outcome, Misread)), rows, cells, outcomes
    ):
        place = region.cell(row, field.name)
        if place not in lost:
            findings.append(
                _found(outcome.rule, outcome.severity, region, place, plain(cell), outcome.message, outcome.remedy)
            )
    findings += _doubtful(field, region, rows, cells, outcomes, shown)
    findings += _nothing(field, region, rows, cells, outcomes)
    values = outcomes.map(lambda outcome: None if isinstance(outcome, Misread) else outcome)
    return Read(cells, values, shown, findings)


def reader(field: Field, how: Column | None, vocabulary: Vocabulary, cells: Sequence[Any]) -> Reader:
    """How a cell of a column becomes a value or a `Misread`: as its field says, unless the layout says otherwise.

    `cells` is every different cell of the column, for what only shows from all of them together.
    """
    if how is None:
        return reader_for(field, vocabulary, cells)
    return layout_reader(field, how, vocabulary, cells)


def read_constant(field: Field, text: str, vocabulary: Vocabulary) -> Any:
    """What a layout says of a whole sheet, as a value of the field or a `Misread`.

    The code of a period is one, whatever else it may mean in a cell: 2009-10 is October 2009.
    """
    if field.reads == "period" and normalise.is_period_code(text):
        return text
    return field.reader(vocabulary)(text)


def part_cells(name: str) -> str:
    """Under which name the cells of a part are kept, beside those of the fields."""
    return f"part {name}"


def read_parts(
    region: Region, rows: np.ndarray, cells: Mapping[str, Distinct], vocabulary: Vocabulary
) -> tuple[Distinct, list[Finding]]:
    """The dimension of each row from the columns of its parts; one that cannot be read is None and among the findings."""
    findings: list[Finding] = []
    columns: list[Distinct] = []
    for name, (place, how) in region.parts.items():
        column = cells[part_cells(name)]
        read = part_reader(how, vocabulary)
        outcomes = Distinct([read(cell) for cell in column.values], column.places)
        wrong = outcomes.where(lambda outcome: isinstance(outcome, Misread))
        for row, cell, outcome in _said(wrong, rows, column, outcomes):
            at = address(row, place)
            findings.append(
                _found(outcome.rule, outcome.severity, region, at, plain(cell), outcome.message, outcome.remedy)
            )
        columns.append(outcomes)
    groups = alike(columns, len(rows))
    _, first = np.unique(groups, return_index=True)
    together = zip(*(column.at(first).column for column in columns), strict=True)
    names = list(region.parts)
    read_as = [dimension(names, values) for values in together]
    return Distinct([None if isinstance(one, Misread) else one for one in read_as], groups), findings


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


def _as_shown(field: Field, region: Region, rows: np.ndarray, cells: Distinct, shown: np.ndarray) -> Distinct:
    """A column as Excel shows it: 0.7 as 70%, and a code with the zeros it is filled up with."""
    padded = _padded(field, region, rows)
    if not shown.any() and not padded:
        return cells
    column = cells.column.copy()
    for place in np.flatnonzero(shown):
        if _is_number(column[place]):
            column[place] = Percentage.of(column[place])
    for place, digits in padded.items():
        if _is_number(column[place]):
            column[place] = f"{column[place]:0{digits}.0f}"
    return Distinct.of(column.tolist())


def _padded(field: Field, region: Region, rows: np.ndarray) -> dict[int, int]:
    """The rows whose cell is filled up with zeros, by their place, with how many digits; of a number they mean nothing."""
    if field.reads in COUNTED or not region.sheet.padded:
        return {}
    column, digits = region.columns[field.name], dict(region.sheet.padded)
    at = {row: number for cell, number in digits.items() for row, place in [position(cell)] if place == column}
    return {place: at[row] for place, row in enumerate(rows.tolist()) if row in at}


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


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
    if not region.sheet.typed:
        return
    text = cells.where(lambda cell: isinstance(cell, str)) & ~shown
    words = message("This number is text in the cell. It is read as a number.")
    for row, cell, _ in _said(
        text & outcomes.where(lambda outcome: isinstance(outcome, Decimal)), rows, cells, outcomes
    ):
        yield _found("number as text", Severity.WARNING, region, region.cell(row, field.name), cell, words)


def _nothing(field: Field, region: Region, rows: np.ndarray, cells: Distinct, outcomes: Distinct) -> Iterator[Finding]:
    """Cells of a column of figures that say in a word or a sign that there is none: how that is read."""
    if field.reads not in ("number", "money", "whole"):
        return
    read_as = {number: words for number, cell in enumerate(cells.values) if (words := said_of_nothing(cell))}
    which = np.isin(cells.places, list(read_as)) & outcomes.empty
    for place in np.flatnonzero(which).tolist():
        number = cells.places[place]
        at = region.cell(int(rows[place]), field.name)
        yield _found("no figure", Severity.WARNING, region, at, plain(cells.values[number]), read_as[number])


def _said(which: np.ndarray, rows: np.ndarray, cells: Distinct, outcomes: Distinct) -> Iterator[tuple[int, Any, Any]]:
    """Row, cell and outcome of the rows of a mask."""
    for place in np.flatnonzero(which).tolist():
        number = cells.places[place]
        yield int(rows[place]), cells.values[number], outcomes.values[number]


def _found(
    rule: str, severity: Severity, region: Region, cell: str, value: str, words: Message, remedy: Message | None = None
) -> Finding:
    return Finding(rule, severity, region.sheet.name, cell, value, words, remedy)
