"""From the cells of a region to rows with values, every value still knowing its cell."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

import pandas as pd

from monitoring.intake import normalise
from monitoring.intake.convention import Nothing, day_reader, reader_for
from monitoring.intake.fields import FIELDS, Field
from monitoring.intake.finding import Finding, Severity
from monitoring.intake.layout import Column
from monitoring.intake.normalise import Misread, Percentage, plain
from monitoring.intake.reading import position
from monitoring.intake.understand import Region
from monitoring.intake.vocabulary import Vocabulary
from theory_of_change.text import message

AMOUNTS = {
    "observation": ("value", "numerator", "denominator"),
    "target": ("value",),
    "budget_line": ("amount_eur",),
    "allocation": ("amount_eur",),
}
"""The fields of each table that hold what is reported; a prepared row without any is not filled in."""

SAID = ("state", "note", "reason", "valid_from")
"""Fields that nobody fills in without meaning to report something, and that no template fills in beforehand."""


@dataclass(frozen=True)
class Draft:
    """The rows of one region: `rows` has a column per field and, as index, the row of the sheet (from 0).

    A cell that could not be read is None here and stands among `findings`.
    """

    region: Region
    rows: pd.DataFrame
    findings: Sequence[Finding]

    def value(self, row: int, field: str) -> Any:
        """The value of a field in a row; rules ask this of every row, and a frame would take its time."""
        return self._values[field][row]

    @cached_property
    def _values(self) -> dict[str, dict[int, Any]]:
        return {name: dict(self.rows[name].items()) for name in self.rows}

    def unreadable(self, row: int, field: str) -> bool:
        """Whether something was found already that keeps this cell from being read."""
        return self.region.cell(row, field) in self._unreadable

    @cached_property
    def _unreadable(self) -> frozenset[str]:
        return frozenset(finding.cell for finding in self.findings if finding.severity < Severity.WARNING)

    def is_percentage(self, row: int, field: str) -> bool:
        """Whether a cell holds a percentage: written with the sign, or shown so by its format."""
        region = self.region
        if field not in region.columns:
            return False
        raw = region.sheet.cell(row, region.columns[field])
        return normalise.is_percentage(raw) or region.cell(row, field) in region.sheet.percentages

    def is_money(self, row: int, field: str) -> bool:
        """Whether a cell names euros."""
        region = self.region
        return field in region.columns and normalise.is_money(region.sheet.cell(row, region.columns[field]))

    def finding(
        self, rule: str, severity: Severity, row: int, field: str, words: Any, remedy: Any = None, clause: Any = None
    ) -> Finding:
        """A finding at the cell of a field in a row."""
        region = self.region
        value = region.sheet.cell(row, region.columns[field]) if field in region.columns else self.rows.at[row, field]
        return Finding(rule, severity, region.sheet.name, region.cell(row, field), plain(value), words, remedy, clause)


def draft(region: Region, vocabulary: Vocabulary) -> Draft:
    """The rows of a region, read field by field."""
    fields, sheet = FIELDS[region.table], region.sheet
    places = sorted(
        {row for row in range(region.first_row, len(sheet.rows)) if _says_something(sheet.rows[row], region)}
        | set(_in_trouble(region))
    )
    findings: list[Finding] = []
    columns: dict[str, list[Any]] = {}
    for field in fields:
        columns[field.name] = list(_column(field, region, places, vocabulary, findings))
    rows = pd.DataFrame(columns, index=pd.Index(places, dtype="int64"), dtype=object)
    unreadable = {finding.cell for finding in findings if finding.severity < Severity.WARNING}
    rows, left = _filled_in(region, rows, findings)
    findings += left
    findings += _missing(fields, region, rows, unreadable)
    for field in fields:
        if field.default is not None:
            filled = [
                field.default if value is None and region.cell(row, field.name) not in unreadable else value
                for row, value in rows[field.name].items()
            ]
            rows[field.name] = pd.Series(filled, index=rows.index, dtype=object)
    return Draft(region, rows, findings)


def _says_something(row: Sequence[Any], region: Region) -> bool:
    return any(column < len(row) and row[column] not in ("", None) for column in region.columns.values())


def _in_trouble(region: Region) -> Iterator[int]:
    """Rows with a cell that looks empty and is not: an Excel error, a formula that was never calculated."""
    columns = set(region.columns.values())
    for place in (*region.sheet.errors, *region.sheet.uncalculated):
        row, column = position(place)
        if row >= region.first_row and column in columns:
            yield row


def _column(
    field: Field, region: Region, places: Sequence[int], vocabulary: Vocabulary, findings: list[Finding]
) -> Iterator[Any]:
    """The values of one field, in the order of the rows; what cannot be read goes into `findings`."""
    if field.name in region.constants:
        value = field.reader(vocabulary)(region.constants[field.name])
        yield from (value for _ in places)
        return
    if field.name not in region.columns:
        yield from (None for _ in places)
        return
    column, sheet = region.columns[field.name], region.sheet
    cells = (sheet.cell(row, column) for row in places)
    read = _reader(field, region.how.get(field.name), vocabulary, cells)
    known: dict[Any, Any] = {}  # many cells say the same
    for row in places:
        raw = sheet.cell(row, column)
        cell = region.cell(row, field.name)
        if cell in sheet.percentages and isinstance(raw, int | float) and not isinstance(raw, bool):
            raw = Percentage.of(raw)  # as it is shown
        same = (type(raw), raw)  # TRUE is no 1
        if same not in known:
            known[same] = read(raw)
        value = known[same]
        if raw == "" and cell in sheet.errors:
            findings.append(
                _found(
                    "error in cell",
                    Severity.ERROR,
                    region,
                    cell,
                    sheet.errors[cell],
                    message("This cell holds the Excel error {error}, not a value.", error=sheet.errors[cell]),
                    message("Mend the formula, or type the value."),
                )
            )
        elif raw == "" and cell in sheet.uncalculated:
            findings.append(
                _found(
                    "formula without value",
                    Severity.ERROR,
                    region,
                    cell,
                    "",
                    message("This formula has no stored value."),
                    message("Open the file in Excel, save it and send it again."),
                )
            )
        elif isinstance(value, Misread):
            findings.append(_found(value.rule, value.severity, region, cell, plain(raw), value.message, value.remedy))
            value = None
        elif field.reads == "text" and isinstance(raw, float) and not raw.is_integer():
            findings.append(
                _found(
                    "text as number",
                    Severity.WARNING,
                    region,
                    cell,
                    plain(raw),
                    message("This is a number in the cell, and Excel leaves out its last zeros: 4.10 becomes 4.1."),
                    message("If zeros are missing, set the format of the cell to Text and type it again."),
                )
            )
        elif isinstance(value, Decimal) and isinstance(raw, str) and cell not in sheet.percentages:
            findings.append(
                _found(
                    "number as text",
                    Severity.WARNING,
                    region,
                    cell,
                    raw,
                    message("This number is text in the cell. It is read as a number."),
                )
            )
        yield value


def _reader(field: Field, how: Column | None, vocabulary: Vocabulary, cells: Iterable[Any]) -> Callable[[Any], Any]:
    """How a cell of a column becomes a value: as its field and the other cells say, unless the layout says otherwise."""
    if how is None:
        return reader_for(field, vocabulary, cells)
    if how.reads == "as the field":
        return reader_for(field, vocabulary, cells, Nothing())
    if how.reads == "quarter of day":
        return _quarters(day_reader(cells, Nothing()))
    return lambda value: _part(value, how, vocabulary)


def _quarters(days: Callable[[Any], datetime.date | Misread | None]) -> Callable[[Any], str | Misread | None]:
    def quarter(value: Any) -> str | Misread | None:
        day = days(value)
        return normalise.quarter_of(day) if isinstance(day, datetime.date) else day

    return quarter


def _part(value: Any, how: Column, vocabulary: Vocabulary) -> str | Misread | None:
    """A country, or a word that the layout gives, as the part of a dimension."""
    word = how.words.get(plain(value)) or vocabulary["country"].code(value)
    return f"{how.part}={word.casefold()}" if isinstance(word, str) else word  # as a dimension is written


def _filled_in(region: Region, rows: pd.DataFrame, findings: Sequence[Finding]) -> tuple[pd.DataFrame, list[Finding]]:
    """Rows that were prepared but hold no figure yet are left out, and that is said.

    Whoever wrote more than the key, or something unreadable, forgot the figure: such a row stays.
    """
    amounts = AMOUNTS[region.table]
    empty = rows[list(amounts)].isna().all(axis=1)
    troubled = {finding.cell for finding in findings if finding.severity < Severity.WARNING}
    untroubled = [not any(region.cell(row, amount) in troubled for amount in amounts) for row in rows.index]
    empty &= pd.Series(untroubled, index=rows.index, dtype=bool)
    if not region.skip_blank:
        said = [name for name in SAID if name in rows and name not in region.constants]
        empty &= rows[said].isna().all(axis=1)
    left = [
        _found(
            "not filled in",
            Severity.WARNING,
            region,
            region.cell(row, amounts[0]),
            "",
            message("There is no figure here, so this row is left out."),
        )
        for row in rows.index[empty]
    ]
    return rows[~empty].copy(), left


def _missing(fields: Sequence[Field], region: Region, rows: pd.DataFrame, told: set[str]) -> Iterator[Finding]:
    """Required cells that are empty, unless something was said of them already."""
    for field in fields:
        if field.required:
            for row in rows.index[rows[field.name].isna()]:
                cell = region.cell(row, field.name)
                if cell not in told:
                    yield _found(
                        "missing",
                        Severity.ERROR,
                        region,
                        cell,
                        "",
                        message("“{field}” is empty.", field=field.header),
                        message("{help}", help=field.help),
                    )


def _found(
    rule: str, severity: Severity, region: Region, cell: str, value: str, words: Any, remedy: Any = None
) -> Finding:
    return Finding(rule, severity, region.sheet.name, cell, value, words, remedy)
