"""What a reader tells, as pickled tuples on a pipe, rows in portions so that both ends work at once."""

from __future__ import annotations

import itertools
import pickle
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, BinaryIO

from monitoring.intake.confined.refused import Refused

MAX_CELLS = 20_000_000  # of a file: of each sheet from A1 to its last cell
MAX_TOLD = 800_000_000  # bytes: who listens has to keep it all
_PORTION = 50_000  # cells


class Send:
    """Writes to one stream. Raises `Refused` where it would be more than the other end can have."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._bytes = self._cells = 0

    def __call__(self, *told: Any) -> None:
        """One tuple."""
        written = pickle.dumps(told, protocol=5)
        self._bytes += len(written)
        if self._bytes > MAX_TOLD:
            raise Refused("too much")
        self._stream.write(written)

    def sheet(self, rows: Iterable[Sequence[Any]], width: int, **facts: Any) -> None:
        """A sheet: what is known of it, then its rows; equal texts of a portion are sent once."""
        self("sheet", facts)
        for portion in _portions(rows, max(1, _PORTION // max(1, width))):
            self._cells += sum(map(len, portion))
            if self._cells > MAX_CELLS:
                raise Refused("cells", most=MAX_CELLS)
            same: dict[str, str] = {}
            once = same.setdefault
            self("rows", [tuple([once(c, c) if c.__class__ is str else c for c in row]) for row in portion])


def refuse_grid(name: str, rows: int, columns: int) -> None:
    """Raise `Refused` where a sheet reaches over more cells than can be read."""
    if rows * columns > MAX_CELLS:
        raise Refused("grid", name=name, rows=rows, columns=columns)


def _portions(rows: Iterable[Sequence[Any]], size: int) -> Iterator[list[Sequence[Any]]]:
    each = iter(rows)
    while portion := list(itertools.islice(each, size)):
        yield portion
