"""A process of its own for every file that is read: started, fed, listened to, and ended in time."""

from __future__ import annotations

import logging
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
_AT_ONCE = threading.BoundedSemaphore(4)  # processes of one server: each may take what `confined.limits` gives it
_PLAIN = {"datetime": {"date", "datetime", "time", "timedelta", "timezone"}}
_log = logging.getLogger(__name__)


@dataclass
class Told:
    """What a reader told of a file.

    `refusal` is the reason and its values. `lost` says that it ended without an answer: it failed,
    or it `died`, as a rule of its limits, or it was ended because it was too `late`.
    """

    kind: str = ""
    sheets: list[tuple[dict[str, Any], list[list[Any]]]] = field(default_factory=list)
    facts: dict[str, dict[str, Any]] = field(default_factory=dict)
    notices: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    refusal: tuple[str, dict[str, Any]] | None = None
    lost: bool = False
    died: bool = False
    late: bool = False


def run(job: str, content: bytes, seconds: float) -> Told:
    """Have one job done on a file, within so many seconds from when it begins. Never raises for what is in the file."""
    told, finished = Told(), False
    with _AT_ONCE, _started(job) as process:
        clock = threading.Timer(seconds, _too_late, (process, told))
        clock.start()
        try:
            _feed(process, content)
            while not finished:
                finished = _take(told, _Plain(process.stdout).load())
        except (EOFError, pickle.UnpicklingError, OSError, ValueError, TypeError, IndexError, KeyError) as error:
            told.lost = told.died = True
            _log.info("The process that reads a file (%s) ended in the middle: %r", job, error)
        finally:
            clock.cancel()
            process.kill()  # it has nothing left to say, and need not tidy up
    return told


def _started(job: str) -> subprocess.Popen[bytes]:
    """A new interpreter, of which nothing comes from this one: a fork of a server with threads may hang for ever."""
    return subprocess.Popen(
        [sys.executable, "-E", "-m", "monitoring.intake.confined", job],
        cwd=ROOT,
        env={name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def _feed(process: subprocess.Popen[bytes], content: bytes) -> None:
    """Hand over the file. A reader that ended already has said why, or will be found dead."""
    try:
        with process.stdin as stdin:
            stdin.write(content)
    except BrokenPipeError:
        _log.info("The process that reads a file did not take all of it")


def _too_late(process: subprocess.Popen[bytes], told: Told) -> None:
    told.late = True
    process.kill()


class _Plain(pickle.Unpickler):
    """Takes plain values and days only: whatever a reader has become, it cannot have this process run anything."""

    def find_class(self, module: str, name: str) -> Any:
        if name in _PLAIN.get(module, ()):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name}")


def _take(told: Told, words: tuple[Any, ...]) -> bool:
    """Add what was told; True at the end."""
    return _TAKE[words[0]](told, *words[1:])


def _kind(told: Told, kind: str) -> bool:
    told.kind = kind
    return False


def _notice(told: Told, word: str, values: dict[str, Any]) -> bool:
    told.notices.append((word, values))
    return False


def _sheet(told: Told, facts: dict[str, Any]) -> bool:
    told.sheets.append((facts, []))
    return False


def _rows(told: Told, rows: list[list[Any]]) -> bool:
    told.sheets[-1][1].extend(rows)
    return False


def _facts(told: Told, sheet: str, facts: dict[str, Any]) -> bool:
    told.facts[sheet] = facts
    return False


def _refused(told: Told, reason: str, values: dict[str, Any]) -> bool:
    told.refusal = (reason, values)
    return True


def _failed(told: Told, error: str) -> bool:
    told.lost = True
    _log.info("A reader failed: %s", error)
    return True


def _done(told: Told) -> bool:
    return True


_TAKE: dict[str, Callable[..., bool]] = {
    "kind": _kind,
    "notice": _notice,
    "sheet": _sheet,
    "rows": _rows,
    "facts": _facts,
    "refused": _refused,
    "failed": _failed,
    "done": _done,
}
