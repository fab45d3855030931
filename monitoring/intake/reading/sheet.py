"""A workbook as cells that keep their address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from operator import itemgetter
from typing import Any

from theory_of_change.text import Message


@dataclass(frozen=True)
class Sheet:
    """One sheet: all its cells by row, from A1 on, whatever the first cell that holds something.

    Rows of a text have the length they have there; `cell` answers for all of them.

    By address: the error a cell holds, the formulas without a stored value, the cells that are
    shown as a percentage (70% in Excel is 0.7 in the file), and those that are filled up with zeros
    to so many digits (00047 is 47 in the file). `merged` are ranges such as “B2:D2”, of which only the first cell
    holds something. Hidden rows and columns, counted from 0, are read like all others. A sheet that
    is not `typed` comes from a text: each of its cells is the text that stands there.
    """

    name: str
    rows: Sequence[Sequence[Any]]
    hidden: bool = False
    errors: Mapping[str, str] = field(default_factory=dict)
    uncalculated: frozenset[str] = frozenset()
    percentages: frozenset[str] = frozenset()
    padded: Mapping[str, int] = field(default_factory=dict)
    merged: tuple[str, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    very_hidden: bool = False
    typed: bool = True

    def cell(self, row: int, column: int) -> Any:
        """The value at a row and column, both from 0; "" where there is none."""
        if row < len(self.rows) and column < len(self.rows[row]):
            return self.rows[row][column]
        return ""

    def column(self, column: int, first_row: int) -> list[Any]:
        """The values of a column from a row on, both from 0, to the last row of the sheet; "" where there is none."""
        rows = self.rows[first_row:]
        try:
            return list(map(itemgetter(column), rows))
        except IndexError:
            return [row[column] if column < len(row) else "" for row in rows]


@dataclass(frozen=True)
class Notice:
    """Something of a file that its sender should know, though it is read: a word for it, where, and what to say."""

    word: str
    message: Message
    remedy: Message | None = None
    sheet: str = ""
    cell: str = ""


@dataclass(frozen=True)
class Workbook:
    """A file as it was sent. `kind` is what its content is: xlsx, xlsm, xlsb, xls, ods or csv, whatever its name says.

    `notices` are what its sender should know of the whole file, though it is read.
    """

    name: str
    content: bytes
    sheets: Mapping[str, Sheet]
    kind: str = "xlsx"
    notices: tuple[Notice, ...] = ()

    @property
    def cells(self) -> int:
        """How many cells hold something."""
        return sum(len(row) - row.count("") for sheet in self.sheets.values() for row in sheet.rows)


def address(row: int, column: int) -> str:
    """The address of a cell from its row and column, both from 0.

    >>> address(0, 0), address(13, 5), address(0, 27)
    ('A1', 'F14', 'AB1')
    """
    return f"{letters(column)}{row + 1}"


def position(place: str) -> tuple[int, int]:
    """Row and column of an address, both from 0.

    >>> position("A1"), position("AB14")
    ((0, 0), (13, 27))
    """
    name = place.rstrip("0123456789")
    column = 0
    for letter in name:
        column = column * 26 + ord(letter) - 64
    return int(place[len(name) :]) - 1, column - 1


def span(first: tuple[int, int], last: tuple[int, int]) -> str:
    """A range by its first and last cell, each as row and column from 0.

    >>> span((1, 1), (1, 3))
    'B2:D2'
    """
    return f"{address(*first)}:{address(*last)}"


@cache
def letters(column: int) -> str:
    """The letters of a column, from 0."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
