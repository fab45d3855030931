"""What the process of a reader may have. Set before it sees a byte of the file, and never lifted.

Two rings. The kernel gives it no new file, socket or process and no more memory and time than said,
native code included. Within that, Python itself refuses to try.
"""

from __future__ import annotations

import contextlib
import sys
from typing import Any

MEMORY = 1_350_000_000  # bytes of address space, Python itself included
SECONDS = 45  # of the processor

_REFUSED = ("socket.", "subprocess.", "os.", "shutil.", "ctypes.", "urllib.", "ftplib.", "http.", "glob.", "pty.")


def confine(memory: int = MEMORY, seconds: int = SECONDS) -> None:
    """Give up files, network, processes, and all memory and time beyond what is named. There is no way back."""
    try:
        import resource
    except ImportError:  # Windows: what remains are Python's own refusal and the clock of who started this
        resource = None
    if resource:
        # Each is a wish: macOS knows no limit on address space, and some systems keep a lower one already.
        for limit, most in (
            (resource.RLIMIT_AS, memory),
            (resource.RLIMIT_CPU, seconds),
            (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_NOFILE, 0),  # those that are open stay open: standard input and output
            (resource.RLIMIT_NPROC, 0),
        ):
            with contextlib.suppress(ValueError, OSError):
                resource.setrlimit(limit, (most, most))
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open" or event.startswith(_REFUSED):
        raise PermissionError(f"a reader of files may not do this: {event}")
