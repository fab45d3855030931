"""One attempt after another for as long as one wishes, each from a seed of its own that makes it again."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from random import Random

SECONDS, SEED = 600, 0


def as_long_as(attempt: Callable[[Random], int], told: str) -> int:
    """Try for so many seconds from a first seed, both from the command line; 1 where an attempt raised.

    `attempt` gives a number that is added up; `told` says what was done, with ``{tried}`` and ``{total}``.
    """
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else SEED
    end, tried, total, slowest = time.monotonic() + seconds, 0, 0, 0.0
    while time.monotonic() < end:
        begun = time.monotonic()
        try:
            total += attempt(Random(seed + tried))
        except Exception as error:
            print(f"seed {seed + tried}: {error!r}")
            return 1
        slowest = max(slowest, time.monotonic() - begun)
        tried += 1
    print(f"{told.format(tried=tried, total=total)}; the slowest took {slowest:.1f} s")
    return 0
