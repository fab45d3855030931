"""Time a piece of work beside the bare library doing the same, and print both as one JSON object."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable
from typing import Any

import pyarrow as pa

from monitoring.ledger import Ledger


def seconds(work: Callable[[], Any], times: int = 1) -> float:
    """The median duration of a piece of work."""
    return statistics.median(_once(work) for _ in range(times))


def _once(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def report(name: str, took: float, bare: str, bare_took: float, **more: Any) -> None:
    """Print one measurement: its seconds, those of the bare library in the same run, and the ratio of the two."""
    print(
        json.dumps(
            {
                "measured": name,
                "seconds": round(took, 4),
                "bare": bare,
                "bare_seconds": round(bare_took, 4),
                "ratio": round(took / bare_took, 2),
                **more,
            }
        ),
        flush=True,
    )


class Watched(Ledger):
    """A ledger that remembers the SQL that is asked of it, so that the same can be run bare."""

    def __init__(self, ledger: Ledger) -> None:
        self.__dict__ = {**ledger.__dict__, "asked": []}

    def rows(self, sql: str, *values: Any) -> list[tuple]:
        """All rows of a query."""
        self.asked.append((sql, values))
        return super().rows(sql, *values)

    def table(self, sql: str, *values: Any) -> pa.Table:
        """A query as Arrow; a frame is made of it."""
        self.asked.append((sql, values))
        return super().table(sql, *values)
