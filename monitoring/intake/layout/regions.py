"""A workbook as a layout reads it: which part of which sheet fills which table, and what does not fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from monitoring.intake.finding import Finding, Severity
from monitoring.intake.layout.headings import headings_of
from monitoring.intake.layout.model import Across, Column, Layout, LeaveOut, SheetLayout
from monitoring.intake.layout.quarters import (
    MONTHLY,
    columns_of_whole_quarters,
    quarter_of_month,
    rows_of_part_quarters,
)
from monitoring.intake.layout.relative import year_meant, year_of
from monitoring.intake.normalise import folded, is_blank, period, plain
from monitoring.intake.reading import Sheet, Workbook, address, position
from monitoring.intake.region import Region
from theory_of_change.text import Listing, Message, counted, message

ONLY_SHEET = "*"
MOST_NAMED = 12  # columns that are named; of more, how many there are


def regions_of(workbook: Workbook, layout: Layout) -> tuple[list[Region], list[Finding]]:
    """The regions of a workbook by a layout, and everything of it that the layout does not fit or leaves out."""
    regions: list[Region] = []
    findings: list[Finding] = []
    used: set[str] = set()
    for group, described in enumerate(layout.sheets):
        sheet = sheet_called(workbook, described.sheet)
        if sheet is None:
            findings.append(_no_sheet(layout, described))
            continue
        used.add(sheet.name)
        found, told = regions_of_sheet(sheet, described)
        regions += [replace(region, group=group) for region in found]
        findings += told
    for ignored in layout.ignored:
        if sheet := sheet_called(workbook, ignored.sheet):
            used.add(sheet.name)
            findings.append(_left_out(sheet.name, message("This sheet is left out: {reason}", reason=ignored.reason)))
    findings += [
        _left_out(
            name, message("The layout does not name the sheet “{sheet}”, so it is left out.", sheet=name), _READ_IT
        )
        for name, sheet in workbook.sheets.items()
        if name not in used and sheet.rows
    ]
    return regions, findings


def fits(workbook: Workbook, layout: Layout) -> bool:
    """Whether a layout is recognised by its sheets and headings, and all are in a workbook; one without would fit anything."""
    if not layout.recognised or not all(described.header_row for described in layout.sheets):
        return False
    _, findings = regions_of(workbook, layout)
    return not any(finding.severity == Severity.BLOCKING for finding in findings)


def sheet_called(workbook: Workbook, name: str) -> Sheet | None:
    """A sheet by its name, however it is written; "*" is the only sheet that holds something."""
    if name == ONLY_SHEET:
        filled = [sheet for sheet in workbook.sheets.values() if sheet.rows]
        return filled[0] if len(filled) == 1 else None
    return next((sheet for sheet in workbook.sheets.values() if folded(sheet.name) == folded(name)), None)


def regions_of_sheet(sheet: Sheet, described: SheetLayout) -> tuple[list[Region], list[Finding]]:
    """A sheet as one region, or as one for each of its columns that hold values beside each other."""
    headings = headings_of(sheet, described.header_row - 1, described.header_rows)
    wanted: dict[str, Column | LeaveOut] = {f"field {name}": column for name, column in described.columns.items()}
    wanted |= {f"part {name}": column for name, column in described.parts.items()}
    if described.across and described.across.year:
        wanted["year"] = described.across.year
    wanted |= {f"leave out {number}": one for number, one in enumerate(described.leave_out)}
    wanted |= {
        f"beside {name} {number}": Column(heading=heading)
        for name, column in described.columns.items()
        for number, heading in enumerate(column.beside)
    }
    places = {name: _place(headings, column) for name, column in wanted.items()}
    missing = [wanted[name] for name, place in places.items() if place is None]
    if missing:
        return [], [_no_heading(sheet, described, column) for column in missing]
    columns = {name: places[f"field {name}"] for name in described.columns}
    parts = {name: (places[f"part {name}"], column) for name, column in described.parts.items()}
    first = (described.first_row or described.header_row + 1) - 1
    beside = {
        name: tuple(places[f"beside {name} {number}"] for number in range(len(column.beside)))
        for name, column in described.columns.items()
        if column.beside
    }
    totals = frozenset(_totals(sheet, first, described, places))
    others = frozenset(_others(sheet, first, described, places))
    again = _repeated(sheet, first, totals | others) if described.repeated else {}
    parted, told_of_quarters = _part_quarters(sheet, first, described, places)
    region = Region(
        sheet,
        described.table,
        first,
        columns,
        described.columns,
        described.constants,
        parts,
        totals | others | again.keys() | parted | frozenset(_meaningless(sheet, first, described, places)),
        described.combine,
        described.blank == "skip",
        described.complete == "years",
        beside=beside,
    )
    findings = [*_told_of_totals(sheet, totals - others, region), *_told_of_others(sheet, others, region)]
    findings += [*_told_of_repeated(sheet, again, region), *told_of_quarters]
    year = year_of(sheet, first, places["year"]) if "year" in wanted else ""
    across = list(_across(headings, described.across, set(region.read), year)) if described.across else []
    findings += _unread(sheet, described, headings, {*region.read, *places.values(), *(place for place, _ in across)})
    if described.across is None:
        return [region], findings
    if not across:
        wrong = message("No heading in row {row} can be read as a period.", row=described.header_row)
        remedy = message("Choose the right row of headings.")
        if counted_from := described.across.year:
            wrong = message("“{column}” does not say which year t is.", column=counted_from.heading or counted_from.at)
            remedy = message("Its cells are to say the same year, or say by hand what each heading means.")
        cell = f"A{max(described.header_row, 1)}"
        return [], [Finding("heading missing", Severity.BLOCKING, sheet.name, cell, "", wrong, remedy)]
    if described.whole and described.across.reads in MONTHLY:
        header = max(described.header_row - 1, 0)
        across, told = columns_of_whole_quarters(sheet, header, described.across, across, headings)
        findings += told
    return [_value_column(region, described.across, place, means) for place, means in across], findings


def _value_column(region: Region, across: Across, place: int, means: Mapping[str, str]) -> Region:
    """The region of one of the columns that hold values beside each other."""
    how = Column(decimal=across.decimal, times=across.times)
    return replace(
        region,
        columns={**region.columns, across.fills: place},
        how={**region.how, across.fills: how},
        constants={**region.constants, **means},
    )


def _across(
    headings: Sequence[str], across: Across, taken: set[int], year: str
) -> Iterator[tuple[int, dict[str, str]]]:
    """Each column that holds values, and what its heading means of each field that the columns differ by.

    `year` is t, where headings count from it.
    """
    said = {across.field: across.headings, **across.also}
    # With its signs: "t-2" and "t+2" would be one heading without them.
    meanings = {field: {_exactly(heading): means for heading, means in all_.items()} for field, all_ in said.items()}
    for place, heading in enumerate(headings):
        if place in taken:
            continue
        if across.headings:
            means = {field: of.get(_exactly(heading), "") for field, of in meanings.items()}
            if all(means.values()):
                yield place, means
        elif across.year:
            if counted_from := year_meant(heading, year):
                yield place, {across.field: counted_from}
        elif isinstance(read := _moment(heading, across), str):
            yield place, {across.field: read}


def _moment(heading: str, across: Across) -> Any:
    """What a heading says of when: a period, or the quarter of a month."""
    return quarter_of_month(heading) if across.reads == "quarter of month" else period(heading)


def _exactly(heading: str) -> str:
    return plain(heading).casefold()


def _place(headings: Sequence[str], column: Column | LeaveOut) -> int | None:
    """Where a column stands: by its heading, and by its letter where the heading does not decide."""
    at = position(f"{column.at}1")[1] if column.at else None
    exactly = [place for place, heading in enumerate(headings) if plain(heading) == plain(column.heading)]
    named = exactly or [place for place, heading in enumerate(headings) if folded(heading) == folded(column.heading)]
    if not column.heading or (len(named) > 1 and at in named):
        return at
    return named[0] if named else None


def _totals(sheet: Sheet, first: int, described: SheetLayout, places: Mapping[str, int | None]) -> Iterator[int]:
    """The rows that the layout says are no figures of their own."""
    for number, one in enumerate(described.leave_out):
        if one.others:
            continue
        # As they stand, but for capitals: without its signs "88%" would be the number 88.
        place, words = places[f"leave out {number}"], {plain(word).casefold() for word in one.words}
        for row in range(first, len(sheet.rows)):
            value = sheet.cell(row, place)
            if plain(value).casefold() in words if words else is_blank(value) and _filled(sheet.rows[row]):
                yield row


def _others(sheet: Sheet, first: int, described: SheetLayout, places: Mapping[str, int | None]) -> Iterator[int]:
    """The rows that say something else than the words of which the layout says that they stay."""
    for number, one in enumerate(described.leave_out):
        if one.others:
            place, words = places[f"leave out {number}"], {plain(word).casefold() for word in one.words}
            for row in range(first, len(sheet.rows)):
                if plain(sheet.cell(row, place)).casefold() not in words and _filled(sheet.rows[row]):
                    yield row


def _repeated(sheet: Sheet, first: int, left_out: frozenset[int]) -> dict[int, int]:
    """The rows that say in every cell the same as one above them, with that one (both from 0)."""
    seen: dict[tuple[str, ...], int] = {}
    again: dict[int, int] = {}
    for row in range(first, len(sheet.rows)):
        if row not in left_out and _filled(sheet.rows[row]):
            said = tuple(plain(cell) for cell in sheet.rows[row])
            if (above := seen.setdefault(said, row)) != row:
                again[row] = above
    return again


def _meaningless(sheet: Sheet, first: int, described: SheetLayout, places: Mapping[str, int | None]) -> Iterator[int]:
    """The rows with a word of which the layout says that it means nothing here."""
    columns = {f"field {name}": column for name, column in described.columns.items()}
    columns |= {f"part {name}": column for name, column in described.parts.items()}
    for name, column in columns.items():
        nothing = {folded(word) for word, means in column.words.items() if not means}
        if nothing:
            yield from (
                row for row in range(first, len(sheet.rows)) if folded(sheet.cell(row, places[name])) in nothing
            )


def _part_quarters(
    sheet: Sheet, first: int, described: SheetLayout, places: Mapping[str, int | None]
) -> tuple[set[int], list[Finding]]:
    """The rows of quarters that the sheet does not hold whole, where the layout wants them so."""
    rows: set[int] = set()
    told: list[Finding] = []
    for name, column in described.columns.items() if described.whole else ():
        if column.reads in MONTHLY:
            found, said = rows_of_part_quarters(sheet, first, places[f"field {name}"], column)
            rows |= found
            told += said
    return rows, told


def _unread(sheet: Sheet, described: SheetLayout, headings: Sequence[str], read: set[int | None]) -> Iterator[Finding]:
    """Columns with a heading that a layout does not read, in one line."""
    left = [place for place, heading in enumerate(headings) if heading and place not in read]
    if left:
        words = counted(
            "The layout does not read column {columns}.",
            "The layout does not read {n} columns: {columns}.",
            n=len(left),
            columns=Listing([headings[place][:40] for place in left[:MOST_NAMED]] + ["…"] * (len(left) > MOST_NAMED)),
        )
        cell = address(described.header_row - 1, left[0])
        yield Finding("column left out", Severity.WARNING, sheet.name, cell, headings[left[0]], words)


def _told_of_totals(sheet: Sheet, rows: Iterable[int], region: Region) -> Iterator[Finding]:
    place = min(region.read, default=0)
    for row in sorted(rows):
        told = message("This row is no figure of its own, so it is left out, as the layout says.")
        value = plain(sheet.cell(row, place))
        yield Finding("row left out", Severity.WARNING, sheet.name, address(row, place), value, told)


def _told_of_others(sheet: Sheet, rows: Iterable[int], region: Region) -> Iterator[Finding]:
    place = min(region.read, default=0)
    for row in sorted(rows):
        told = message("The layout does not read this row: it is about something else.")
        yield Finding(
            "row left out", Severity.WARNING, sheet.name, address(row, place), plain(sheet.cell(row, place)), told
        )


def _told_of_repeated(sheet: Sheet, again: Mapping[int, int], region: Region) -> Iterator[Finding]:
    place = min(region.read, default=0)
    for row in sorted(again):
        told = message("This row says the same as one above it, in every cell. It counts once, as the layout says.")
        yield Finding(
            "row left out", Severity.WARNING, sheet.name, address(row, place), plain(sheet.cell(row, place)), told
        )


def _no_sheet(layout: Layout, described: SheetLayout) -> Finding:
    words = message(
        "The layout “{layout}” expects a sheet “{sheet}”, and this file has none.",
        layout=layout.layout,
        sheet=described.sheet,
    )
    remedy = message("Choose another layout, or give the sheet its name back.")
    return Finding("sheet missing", Severity.BLOCKING, described.sheet, "", "", words, remedy)


def _no_heading(sheet: Sheet, described: SheetLayout, column: Column | LeaveOut) -> Finding:
    words = message(
        "The layout expects a heading “{heading}” in row {row}.",
        heading=column.heading or column.at,
        row=described.header_row,
    )
    remedy = message("Choose another layout, or put the heading back.")
    return Finding(
        "heading missing", Severity.BLOCKING, sheet.name, f"A{max(described.header_row, 1)}", "", words, remedy
    )


_READ_IT = message("If it holds figures too, say in the layout how it is read.")


def _left_out(name: str, words: Message, remedy: Message | None = None) -> Finding:
    return Finding("sheet left out", Severity.WARNING, name, "", "", words, remedy)


def _filled(row: Sequence[Any]) -> bool:
    return any(value not in ("", None) for value in row)
