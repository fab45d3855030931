"""Processes beside the tests: imported once, forked for each, so that starting one costs next to nothing."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

_FORKS = multiprocessing.get_context("forkserver")
# What a process has open when it begins is nothing: the server that forks them opens no ledger.
_FORKS.set_forkserver_preload(["tests.intake.submitter", "tests.intake.undoer", "tests.ledger.writer"])

Say = Callable[[object], None]


class Forked:
    """A process that runs ``work(say, *arguments)`` and is heard: `work` says “ready” before it begins."""

    def __init__(self, work: Callable[..., None], *arguments: Any) -> None:
        self._ear, mouth = _FORKS.Pipe(duplex=False)
        self._process = _FORKS.Process(target=work, args=(mouth.send, *arguments), daemon=True)
        with _without_main():
            self._process.start()
        mouth.close()

    def ready(self, seconds: float = 120) -> None:
        """Wait until it begins."""
        assert self._ear.poll(seconds)
        assert self._ear.recv() == "ready"

    def ended(self, seconds: float) -> bool:
        """Whether it ended by itself within so many seconds."""
        self._process.join(seconds)
        return self._process.exitcode is not None

    def kill(self) -> None:
        """Kill it as ``kill -9`` does."""
        self._process.kill()

    def said(self, seconds: float = 240) -> list[Any]:
        """All it still had to say, once it ended; where it broke, that fails the test."""
        found = []
        while True:
            try:
                assert self._ear.poll(seconds), "it takes too long"
                found.append(self._ear.recv())
            except EOFError:
                break
        self._process.join(seconds)
        assert self._process.exitcode in (0, -9)
        return found


@contextmanager
def _without_main() -> Iterator[None]:
    """A page that was run here stands as the main module of this process, and each fork would run it again."""
    main, sys.modules["__main__"] = sys.modules["__main__"], ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main
