"""The headings of a sheet, also where they stand in more than one row: “2023” above “Men” and “Women”."""

from __future__ import annotations

from collections.abc import Sequence

from monitoring.intake.normalise import is_blank, plain
from monitoring.intake.reading import Sheet, position


def headings_of(sheet: Sheet, last: int, rows: int = 1) -> list[str]:
    """The heading of each column, from the row (from 0) in which they end and how many rows they take.

    What stands above each other is joined by a space, once where it is the same. A cell above several
    columns counts for each of them: those that it is merged over, or, where nothing is merged, those
    to its right with nothing of their own in that row.
    """
    if last < 0:
        return []
    first = max(last - rows + 1, 0)
    width = max((len(row) for row in sheet.rows[first : last + 1]), default=0)
    lowest = [plain(sheet.cell(last, place)) for place in range(width)]
    above = [_spread(sheet, row, last, lowest) for row in range(first, last)]
    return [_joined([*each, own]) for *each, own in zip(*above, lowest, strict=True)]


def _joined(words: Sequence[str]) -> str:
    return " ".join(dict.fromkeys(word for word in words if word))


def _spread(sheet: Sheet, row: int, last: int, lowest: Sequence[str]) -> list[str]:
    """A row above others, with each of its cells in every column that it stands above."""
    cells = [plain(sheet.cell(row, place)) for place in range(len(lowest))]
    merged = [each for each in map(_range, sheet.merged) if each[0][0] <= row <= each[1][0] <= last]
    if merged:
        for (top, left), (_, right) in merged:
            cells[left : right + 1] = [plain(sheet.cell(top, left))] * len(cells[left : right + 1])
        return cells
    for place in range(1, len(cells)):
        if not cells[place] and lowest[place]:
            cells[place] = cells[place - 1]
    return cells


def _range(merged: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """First and last cell of a range, each as row and column from 0."""
    first, _, last = merged.partition(":")
    return position(first), position(last or first)


def stands_above(sheet: Sheet, row: int) -> bool:
    """Whether a row (from 0) is of headings that each stand above several columns with headings of their own.

    A cell above the first column alone is a title of the sheet.
    """
    width = len(sheet.rows[row])
    filled = [place for place in range(width) if not is_blank(sheet.cell(row, place))]
    first = next((place for place, cell in enumerate(sheet.rows[row + 1]) if not is_blank(cell)), 0)
    if not [place for place in filled if place > first]:
        return False
    below = max(len(each) for each in sheet.rows[row : row + 2])
    return any(
        place + 1 < below
        and is_blank(sheet.cell(row, place + 1))
        and not is_blank(sheet.cell(row + 1, place))
        and not is_blank(sheet.cell(row + 1, place + 1))
        for place in filled
    )
