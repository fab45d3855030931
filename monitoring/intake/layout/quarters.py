"""Months and days as quarters: which quarters a sheet holds whole, and what of the others is left out."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from monitoring.intake import normalise
from monitoring.intake.convention import day_reader
from monitoring.intake.finding import Finding, Severity
from monitoring.intake.layout.model import Across, Column
from monitoring.intake.normalise import Misread
from monitoring.intake.reading import Sheet, address
from theory_of_change.text import Listing, Period, message

MONTHLY = ("quarter of day", "quarter of month")
"""How a column is read of which the months are known."""


def month_of(value: Any) -> str | Misread | None:
    """A cell as a month: its name or number with a year, or a day in it.

    >>> month_of("JAN2009"), month_of("2009-01"), month_of(datetime.date(2009, 1, 31)), month_of("")
    ('2009-01', '2009-01', '2009-01', None)
    >>> month_of("2009-Q1").message.key
    '“{value}” is no month.'
    """
    if isinstance(value, datetime.date):
        return f"{value:%Y-%m}"
    read = normalise.period(value)
    if not isinstance(read, str) or read[5:].isdecimal():
        return read
    return Misread(
        message("“{value}” is no month.", value=normalise.plain(value)),
        message("Write for example {example}.", example="2026-03"),
    )


def quarter_of_month(value: Any) -> str | Misread | None:
    """A cell that holds a month as the quarter it lies in.

    >>> quarter_of_month("DEC2021"), quarter_of_month("maart 2026")
    ('2021-Q4', '2026-Q1')
    """
    month = month_of(value)
    return quarter_with(month) if isinstance(month, str) else month


def quarter_with(month: str) -> str:
    """The quarter a month lies in.

    >>> quarter_with("2025-04")
    '2025-Q2'
    """
    return f"{month[:4]}-Q{(int(month[5:]) + 2) // 3}"


def lacking(months: Iterable[str]) -> dict[str, list[str]]:
    """The quarters of which some months are there and others are not, with those that are not.

    >>> lacking(["2025-01", "2025-02", "2025-03", "2025-04"])
    {'2025-Q2': ['2025-05', '2025-06']}
    """
    there: dict[str, set[str]] = defaultdict(set)
    for month in months:
        there[quarter_with(month)].add(month)
    found = {}
    for quarter, known in sorted(there.items()):
        last = int(quarter[-1]) * 3
        whole = [f"{quarter[:4]}-{month:02}" for month in range(last - 2, last + 1)]
        if absent := [month for month in whole if month not in known]:
            found[quarter] = absent
    return found


def rows_of_part_quarters(sheet: Sheet, first: int, place: int, how: Column) -> tuple[set[int], list[Finding]]:
    """The rows (from 0) of quarters of which the sheet has not every month, and that they are left out."""
    cells = sheet.column(place, first)
    read: Callable[[Any], Any] = day_reader(cells, how) if how.reads == "quarter of day" else month_of
    known: dict[Any, str | None] = {}
    for cell in cells:
        if cell not in known:
            found = read(cell)
            month = month_of(found) if isinstance(found, datetime.date) else found
            known[cell] = month if isinstance(month, str) else None
    absent = lacking(filter(None, known.values()))
    rows: dict[str, list[int]] = defaultdict(list)
    for row, cell in enumerate(cells, start=first):
        month = known[cell]
        if month and (quarter := quarter_with(month)) in absent:
            rows[quarter].append(row)
    told = [_told(sheet, quarter, absent[quarter], address(rows[quarter][0], place)) for quarter in rows]
    return {row for each in rows.values() for row in each}, told


def columns_of_whole_quarters(
    sheet: Sheet, header: int, across: Across, columns: Sequence[tuple[int, Mapping[str, str]]], headings: Sequence[str]
) -> tuple[list[tuple[int, Mapping[str, str]]], list[Finding]]:
    """Of columns that each hold a month, those of quarters that have all three; and which quarters are left out."""
    absent = lacking(month for place, _ in columns if isinstance(month := month_of(headings[place]), str))
    kept = [(place, means) for place, means in columns if means[across.field] not in absent]
    first = {means[across.field]: place for place, means in reversed(columns)}
    return kept, [_told(sheet, quarter, months, address(header, first[quarter])) for quarter, months in absent.items()]


def _told(sheet: Sheet, quarter: str, absent: Sequence[str], cell: str) -> Finding:
    words = message(
        "Of the {quarter} not every month is in the sheet (missing: {months}). It is left out until it is whole.",
        quarter=Period(quarter),
        months=Listing([Period(month) for month in absent]),
    )
    return Finding("quarter left out", Severity.WARNING, sheet.name, cell, quarter, words)
