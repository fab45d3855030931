"""Processes that are killed around the moment their commit lands, on a machine of whatever speed."""

from __future__ import annotations

import contextlib
import os
import random
import subprocess
import time
from collections.abc import Callable

TURNS = int(os.environ.get("MONITORING_KILLS", "12"))
"""How many processes each test kills; set MONITORING_KILLS for more, such as a hundred."""


def killed(begin: Callable[[int], subprocess.Popen], landed: Callable[[int], bool]) -> dict[int, list[str]]:
    """What each process printed after “ready”: number 0 may finish, 1 to `TURNS` are killed.

    The first says how long it takes. From there the moment moves to earlier whenever a commit
    landed and to later whenever it did not, so that it stays about where a commit lands.
    """
    printed = {}
    first = begin(0)
    _ready(first)
    began = time.monotonic()
    printed[0] = first.communicate(timeout=120)[0].split()
    moment = time.monotonic() - began
    for turn in range(1, TURNS + 1):
        process = begin(turn)
        _ready(process)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(moment * random.uniform(0.8, 1.2))
        process.kill()
        printed[turn] = process.communicate()[0].split()
        moment *= 0.8 if landed(turn) else 1.25
    return printed


def _ready(process: subprocess.Popen) -> None:
    assert process.stdout.readline() == "ready\n"
