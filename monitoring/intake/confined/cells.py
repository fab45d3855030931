"""Addresses as Excel writes them, for rows and columns from 0."""

from __future__ import annotations

from functools import cache


def address(row: int, column: int) -> str:
    """The address of a cell.

    >>> address(0, 0), address(13, 27)
    ('A1', 'AB14')
    """
    return f"{_letters(column)}{row + 1}"


@cache
def _letters(column: int) -> str:
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
