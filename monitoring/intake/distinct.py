"""A column as the different things it says: what takes time is done once for each of them.

A sheet of 100,000 rows names a few dozen countries and quarters. Reading, looking up and judging a
country costs microseconds, a row only the number of what it says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class Distinct:
    """The different values of a column, in order of appearance, and for every row the place of its own."""

    values: Sequence[Any]
    places: np.ndarray

    @classmethod
    def of(cls, cells: Sequence[Any]) -> Distinct:
        """A column of values that can be looked up. TRUE is no 1, so a value goes with its type.

        >>> Distinct.of(["a", 1, "a", True]).values
        ['a', 1, True]
        """
        mixed = len(set(map(type, cells)) - {str}) > 1  # equal values of two types would count as one
        keys: Sequence[Any] = list(zip(map(type, cells), cells, strict=True)) if mixed else cells
        place = {key: number for number, key in enumerate(dict.fromkeys(keys))}
        places = np.fromiter(map(place.__getitem__, keys), dtype=np.int64, count=len(keys))
        return cls([key[1] for key in place] if mixed else list(place), places)

    @classmethod
    def joined(cls, columns: Sequence[Distinct]) -> Distinct:
        """Columns under each other."""
        if len(columns) == 1:
            return columns[0]
        values = Distinct.of([value for column in columns for value in column.values])
        starts = np.cumsum([0, *(len(column.values) for column in columns)])
        places = [column.places + start for column, start in zip(columns, starts[:-1], strict=True)]
        return cls(values.values, values.places[np.concatenate([np.zeros(0, dtype=np.int64), *places])])

    @classmethod
    def same(cls, value: Any, rows: int) -> Distinct:
        """A column that says the same in every row."""
        return cls([value], np.zeros(rows, dtype=np.int64))

    def map(self, change: Callable[[Any], Any]) -> Distinct:
        """The column with every value changed; what comes down to the same is one value after it.

        >>> Distinct.of(["a", "A", "b"]).map(str.lower)
        Distinct(values=['a', 'b'], places=array([0, 0, 1]))
        """
        changed = Distinct.of([change(value) for value in self.values])
        return Distinct(changed.values, changed.places[self.places])

    def where(self, test: Callable[[Any], Any]) -> np.ndarray:
        """For every row, whether its value passes a test."""
        passes = np.array([bool(passed) for passed in map(test, self.values)], dtype=bool)
        return passes[self.places]

    def says(self, *wanted: Any) -> np.ndarray:
        """For every row, whether it has one of these values.

        >>> Distinct.of(["a", None, "b"]).says("b", "c")
        array([False, False,  True])
        """
        found = [place for place, value in enumerate(self.values) if value in wanted]
        return np.isin(self.places, found) if found else np.zeros(len(self.places), dtype=bool)

    def numbers(self, measure: Callable[[Any], Any]) -> np.ndarray:
        """For every row a number that follows from its value; NaN, which is neither more nor less, for None and False.

        >>> Distinct.of([2, None, 2]).numbers(lambda value: value and value * 10)
        array([20., nan, 20.])
        """
        found = [measure(value) for value in self.values]
        numbers = [np.nan if number is None or number is False else float(number) for number in found]
        return np.array(numbers, dtype=float)[self.places]

    def at(self, rows: np.ndarray) -> Distinct:
        """The column of some rows only, by their places or by a mask; values that they do not say may stay."""
        return Distinct(self.values, self.places[rows])

    def replaced(self, rows: np.ndarray, value: Any) -> Distinct:
        """The column with another value in the rows of a mask."""
        if not rows.any():
            return self
        values = [*self.values, value]
        return Distinct(values, np.where(rows, len(self.values), self.places)).map(lambda same: same)

    @cached_property
    def empty(self) -> np.ndarray:
        """For every row, whether it says nothing (None)."""
        return self.says(None)

    @cached_property
    def column(self) -> np.ndarray:
        """The values row by row."""
        values = np.empty(len(self.values), dtype=object)
        values[:] = self.values
        return values[self.places]


def alike(columns: Iterable[Distinct], rows: int) -> np.ndarray:
    """A number for every row, the same where all columns say the same; numbered from 0 as they appear."""
    groups = np.zeros(rows, dtype=np.int64)
    for column in columns:
        # Numbered anew each time, so that a number never exceeds rows times values.
        groups = pd.factorize(groups * len(column.values) + column.places)[0]
    return groups


def members(groups: np.ndarray) -> list[np.ndarray]:
    """The rows of each group, by its number; groups are numbered from 0 without a gap.

    >>> [rows.tolist() for rows in members(np.array([0, 1, 0]))]
    [[0, 2], [1]]
    """
    return np.split(np.argsort(groups, kind="stable"), np.cumsum(np.bincount(groups))[:-1]) if len(groups) else []
