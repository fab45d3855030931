"""What a file holds that its sender may not see: hidden, merged, linked, or read in another way. All of it is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from monitoring.intake.finding import Finding, Severity
from monitoring.intake.reading import Sheet, Workbook, letters, position
from monitoring.intake.region import Region
from theory_of_change.text import Listing, Message, counted, message

_NAMED = 10  # row numbers and columns that are named; of more, how many there are


def noticed(workbook: Workbook, regions: Sequence[Region]) -> Iterator[Finding]:
    """Warnings about the whole file, and about the sheets that are read."""
    for notice in workbook.notices:
        yield Finding(
            notice.word, Severity.WARNING, notice.sheet, notice.cell, workbook.name, notice.message, notice.remedy
        )
    of_sheets: dict[str, list[Region]] = {}
    for region in regions:
        of_sheets.setdefault(region.sheet.name, []).append(region)
    for of_sheet in of_sheets.values():
        first = min(region.first_row for region in of_sheet)
        columns = {column for region in of_sheet for column in region.read}
        yield from _hidden(of_sheet[0].sheet, first, columns)
        yield from _merged(of_sheet[0].sheet, first, columns)


def _hidden(sheet: Sheet, first_row: int, read: set[int]) -> Iterator[Finding]:
    if sheet.hidden:
        yield _said(sheet, "hidden sheet", "", message("This sheet is hidden. It is read like the others."))
    rows = sorted(
        row for row in sheet.hidden_rows if first_row <= row < len(sheet.rows) and _any_filled(sheet.rows[row])
    )
    if rows:
        listed = _listed([str(row + 1) for row in rows])
        words = counted(
            "Row {rows} is hidden. It is read like the others.",
            "{n} rows are hidden: {rows}. They are read like the others.",
            n=len(rows),
            rows=listed,
        )
        yield _said(sheet, "hidden rows", f"A{rows[0] + 1}", words, message("Take out what should not be sent."))
    columns = sorted(sheet.hidden_columns & read)
    if columns:
        words = counted(
            "Column {columns} is hidden. It is read like the others.",
            "{n} columns are hidden: {columns}. They are read like the others.",
            n=len(columns),
            columns=_listed([letters(column) for column in columns]),
        )
        place = f"{letters(columns[0])}{first_row}"
        yield _said(sheet, "hidden columns", place, words, message("Take out what should not be sent."))


def _merged(sheet: Sheet, first_row: int, columns: set[int]) -> Iterator[Finding]:
    """Merged cells among the rows that are read: only the first holds a value, and the others are empty."""
    words = message("These cells are merged: only the first holds a value, and the others are read as empty.")
    remedy = message("Unmerge them and give every row its own value.")
    for span in sheet.merged:
        first, _, last = span.partition(":")
        (top, left), (bottom, right) = position(first), position(last or first)
        if bottom >= first_row and not columns.isdisjoint(range(left, right + 1)) and top < len(sheet.rows):
            yield Finding("merged cells", Severity.WARNING, sheet.name, first, span, words, remedy)


def _any_filled(row: Iterable[object]) -> bool:
    """Whether a row holds anything."""
    return any(cell not in ("", None) for cell in row)


def _listed(names: Sequence[str]) -> Listing:
    return Listing([*names[:_NAMED], *(["…"] if len(names) > _NAMED else [])])


def _said(sheet: Sheet, rule: str, cell: str, words: Message, remedy: Message | None = None) -> Finding:
    return Finding(rule, Severity.WARNING, sheet.name, cell, "", words, remedy)
