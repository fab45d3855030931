"""Processes that are killed around the moment their commit lands, on a machine of whatever speed."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable
from typing import Any

from tests.forked import Forked

TURNS = int(os.environ.get("MONITORING_KILLS", "8"))
"""How many processes each test kills; set MONITORING_KILLS for more, such as a hundred."""


def killed(begin: Callable[[int], Forked], landed: Callable[[int], bool]) -> dict[int, list[Any]]:
    """What each process said after “ready”: number 0 may finish, 1 to `TURNS` are killed.

    The first says how long it takes. From there the moment moves to earlier whenever a commit
    landed and to later whenever it did not, so that it stays about where a commit lands.
    """
    said = {}
    first = begin(0)
    first.ready()
    began = time.monotonic()
    said[0] = first.said()
    moment = time.monotonic() - began
    for turn in range(1, TURNS + 1):
        process = begin(turn)
        process.ready()
        process.ended(moment * random.uniform(0.8, 1.2))
        process.kill()
        said[turn] = process.said()
        moment *= 0.8 if landed(turn) else 1.25
    return said
