"""From the cells of a region to rows with values, every value still knowing its cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from monitoring.intake import normalise
from monitoring.intake.cells import Read, part_cells, read_column, read_constant, read_parts, rows_by_column
from monitoring.intake.distinct import Distinct, alike
from monitoring.intake.fields import FIELDS, REGISTER, Field
from monitoring.intake.finding import NOT_FILLED_IN, Finding, Severity
from monitoring.intake.normalise import Misread, plain
from monitoring.intake.region import Region
from monitoring.intake.told import Told
from monitoring.intake.vocabulary import Vocabulary
from theory_of_change.text import message

AMOUNTS = {
    "observation": ("value", "numerator", "denominator"),
    "target": ("value",),
    "budget_line": ("amount_eur",),
    "allocation": ("amount_eur",),
    "context_figure": ("value",),
    "project": ("budget_eur",),
    "project_share": ("share",),
    "oda_check": ("evidence",),
    "agreement": ("yearly_cost_eur",),
    "coverage": ("amount_eur",),
    "streamlining": ("yearly_amount_eur",),
    "alignment": ("aligned_on",),
    "deployment": ("fte",),
    "attribution": ("share",),
}
"""The fields of each table that hold what is reported; a prepared row without any is not filled in."""

SAID = ("state", "note", "reason", "valid_from", "due_date")
"""Fields that nobody fills in without meaning to report something, and that no template fills in beforehand."""


@dataclass(frozen=True)
class Draft:
    """The rows of one region: `index` has the row of the sheet (from 0) of each, `values` a column per field.

    `cells` has the same for what stands in the sheet, of the fields that have a column there. A cell
    that could not be read is None and stands among `findings`. `whole` is false for a draft that is
    only part of the columns: it knows no single cells.
    """

    region: Region
    index: np.ndarray
    values: Mapping[str, Distinct]
    cells: Mapping[str, Distinct]
    percentages: Mapping[str, np.ndarray]
    findings: Sequence[Finding]
    whole: bool = True

    @cached_property
    def rows(self) -> pd.DataFrame:
        """A column per field and, as index, the row of the sheet."""
        columns = {name: values.column for name, values in self.values.items()}
        return pd.DataFrame(columns, index=pd.Index(self.index, dtype="int64"), dtype=object)

    def value(self, row: int, field: str) -> Any:
        """The value of a field in a row; for the rows that something is said of, not for all of them."""
        values = self.values[field]
        return values.values[values.places[self._place[row]]]

    @cached_property
    def _place(self) -> dict[int, int]:
        return {row: place for place, row in enumerate(self.index.tolist())}

    def empty(self, field: str) -> np.ndarray:
        """For every row, whether a field has no value."""
        return self.values[field].empty

    def says(self, field: str, *values: Any) -> np.ndarray:
        """For every row, whether a field has one of these values."""
        return self.values[field].says(*values)

    def alike(self, fields: Sequence[str]) -> np.ndarray:
        """A number for every row, the same where all of these fields are the same."""
        return alike([self.values[name] for name in fields], len(self.index))

    def once(self, fields: Sequence[str]) -> tuple[Draft, np.ndarray]:
        """One row for everything that some fields together say, and for every row the place of the one that says it."""
        groups = self.alike(fields)
        _, first = np.unique(groups, return_index=True)
        values = {name: self.values[name].at(first) for name in fields}
        return Draft(self.region, self.index[first], values, {}, {}, (), whole=False), groups

    def unreadable(self, row: int, field: str) -> bool:
        """Whether something was found already that keeps this cell from being read."""
        self._must_be_whole()
        return self.region.cell(row, field) in self._unreadable

    @cached_property
    def _unreadable(self) -> frozenset[str]:
        return frozenset(finding.cell for finding in self.findings if finding.severity < Severity.WARNING)

    def is_percentage(self, field: str) -> np.ndarray:
        """For every row, whether the cell holds a percentage: written with the sign, or shown so by its format."""
        self._must_be_whole()
        if field not in self.cells:
            return np.zeros(len(self.index), dtype=bool)
        return self.cells[field].where(normalise.is_percentage) | self.percentages[field]

    def is_money(self, field: str) -> np.ndarray:
        """For every row, whether the cell names euros."""
        self._must_be_whole()
        if field not in self.cells:
            return np.zeros(len(self.index), dtype=bool)
        return self.cells[field].where(normalise.is_money)

    def _must_be_whole(self) -> None:
        if not self.whole:
            raise TypeError("a rule that looks at single cells cannot be asked once for all rows alike")

    def finding(
        self, rule: str, severity: Severity, row: int, field: str, words: Any, remedy: Any = None, clause: Any = None
    ) -> Finding:
        """A finding at the cell of a field in a row."""
        region = self.region
        value = region.sheet.cell(row, region.columns[field]) if field in region.columns else self.value(row, field)
        return Finding(rule, severity, region.sheet.name, region.cell(row, field), plain(value), words, remedy, clause)


def draft(region: Region, vocabulary: Vocabulary) -> Draft:
    """The rows of a region, read column by column."""
    cells, index = _cells(region)
    shown = rows_by_column(region.sheet.percentages)
    told = Told(region, index)
    findings: list[Finding] = []
    values: dict[str, Distinct] = {}
    read: dict[str, Read] = {}
    for field in FIELDS[region.table]:
        name = field.name
        if name in region.constants:
            constant = read_constant(field, region.constants[name], vocabulary)
            if isinstance(constant, Misread):
                findings.append(_no_constant(region, field, constant))
                constant = None
            values[name] = Distinct.same(constant, len(index))
        elif name in region.columns:
            read[name] = read_column(field, region, index, cells[name], shown.get(region.columns[name], ()), vocabulary)
            values[name] = read[name].values
            told.add(read[name].findings)
            findings += read[name].findings
        elif name == "dimension" and region.parts:
            values[name], found = read_parts(region, index, cells, vocabulary)
            told.add(found)
            findings += found
        else:
            values[name] = Distinct.same(None, len(index))
    empty = _not_filled_in(region, values, told)
    findings += _left_out(region, index[empty])
    findings += _missing(region, index, values, told, empty)
    for field in FIELDS[region.table]:
        if field.default is not None and not (field.name == "dimension" and region.parts):
            blank = values[field.name].empty & ~told.wrong(field.name)
            values[field.name] = values[field.name].replaced(blank, field.default)
    return Draft(
        region,
        index[~empty],
        {name: column.at(~empty) for name, column in values.items()},
        {name: column.cells.at(~empty) for name, column in read.items()},
        {name: column.percentages[~empty] for name, column in read.items()},
        findings,
    )


def _no_constant(region: Region, field: Field, wrong: Misread) -> Finding:
    """That a layout says something of a whole sheet that means nothing."""
    value = region.constants[field.name]
    return Finding("constant", Severity.BLOCKING, region.sheet.name, "", value, wrong.message, wrong.remedy)


def _cells(region: Region) -> tuple[dict[str, Distinct], np.ndarray]:
    """The cells of each field that has a column, and the rows (from 0) that say something or are in trouble.

    In trouble is a cell that looks empty and is not: an Excel error, a formula that was never calculated.
    """
    sheet, first = region.sheet, region.first_row
    read = {**region.columns, **{part_cells(name): place for name, (place, _) in region.parts.items()}}
    cells = {name: Distinct.of(sheet.column(column, first)) for name, column in read.items()}
    for name, places in region.beside.items():
        columns = [sheet.column(column, first) for column in (region.columns[name], *places)]
        cells[name] = Distinct.of([joined(texts) for texts in zip(*columns, strict=True)])
    speaks = np.zeros(max(len(sheet.rows) - first, 0), dtype=bool)
    for column in cells.values():
        speaks |= ~column.says("", None)
    index = np.flatnonzero(speaks) + first
    trouble = rows_by_column((*sheet.errors, *sheet.uncalculated))
    troubled = {row for column in set(region.read) for row in trouble.get(column, ()) if row >= first}
    if troubled:
        index = np.union1d(index, sorted(troubled))
    if region.skipped:
        index = index[~np.isin(index, list(region.skipped))]
    beyond = index >= len(sheet.rows)  # an error in a row below everything that a reader of values sees
    inside = index[~beyond] - first
    at = {name: column.at(inside) for name, column in cells.items()}
    if beyond.any():
        at = {name: Distinct.of([*column.column.tolist(), *[""] * int(beyond.sum())]) for name, column in at.items()}
    return at, index.astype(np.int64)


def joined(texts: Sequence[Any]) -> str:
    """What columns beside each other say as one text; one that begins with what stands before it says it already.

    >>> joined(["5", "5.3"]), joined(["92", ""]), joined(["35", "33.1"]), joined(["5", "53"])
    ('5.3', '92', '35 33.1', '5 53')
    """
    said = ""
    for text in filter(None, map(plain, texts)):
        begins = text.startswith(said) and not text[len(said) :][:1].isalnum()
        said = text if begins or not said else f"{said} {text}"
    return said


def _not_filled_in(region: Region, values: Mapping[str, Distinct], told: Told) -> np.ndarray:
    """For every row, whether it was prepared but holds no figure yet.

    Whoever wrote more than the key, or something unreadable, forgot the figure: such a row stays. In the
    register a row says something without a figure too.
    """
    if region.table in REGISTER:
        return np.zeros(told.rows, dtype=bool)
    empty = np.ones(told.rows, dtype=bool)
    for amount in AMOUNTS[region.table]:
        empty &= values[amount].empty & ~told.wrong(amount)
    if not region.skip_blank:
        for name in SAID:
            if name in values and name not in region.constants:
                empty &= values[name].empty
    return empty


def _left_out(region: Region, rows: np.ndarray) -> Iterator[Finding]:
    """That rows without a figure are left out."""
    words = message("There is no figure here, so this row is left out.")
    for row in rows.tolist():
        cell = region.cell(row, AMOUNTS[region.table][0])
        yield Finding(NOT_FILLED_IN, Severity.WARNING, region.sheet.name, cell, "", words)


def _missing(
    region: Region, index: np.ndarray, values: Mapping[str, Distinct], told: Told, left: np.ndarray
) -> Iterator[Finding]:
    """Required cells that are empty, unless something was said of them already."""
    for field in FIELDS[region.table]:
        if field.required:
            words = message("“{field}” is empty.", field=field.header)
            remedy = message("{help}", help=field.help)
            for row in index[values[field.name].empty & ~left & ~told.wrong(field.name)].tolist():
                cell = region.cell(row, field.name)
                yield Finding("missing", Severity.ERROR, region.sheet.name, cell, "", words, remedy)
