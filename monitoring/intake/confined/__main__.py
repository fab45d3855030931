"""The process itself: python -m monitoring.intake.confined values|facts|second"""

from __future__ import annotations

import encodings.cp437
import encodings.cp1252
import encodings.idna
import encodings.utf_8_sig
import encodings.utf_16
import encodings.utf_16_be
import encodings.utf_16_le
import encodings.utf_32  # noqa: F401
import gc
import sys
from collections.abc import Callable

from monitoring.intake.confined.kind import TEXT, kind_of
from monitoring.intake.confined.limits import confine
from monitoring.intake.confined.refused import Refused
from monitoring.intake.confined.send import Send


def main(job: str) -> None:
    """Do one job on the file that comes in, and tell what came of it."""
    gc.disable()  # it ends soon, and makes no circles
    send = Send(sys.stdout.buffer)
    try:
        content = sys.stdin.buffer.read()
        kind = kind_of(content)
        read = _reader(job, kind)  # with all that it imports: afterwards no module can be opened any more
        confine()
        if kind != TEXT:
            send("kind", kind)
        if read:
            read(content, send)
        send("done")
    except Refused as refused:
        send("refused", refused.reason, refused.values)
    except MemoryError:
        send("refused", "too much", {})
    except BaseException as error:  # a panic of a reader in Rust is no Exception
        send("failed", f"{type(error).__name__}: {error}"[:500])
    sys.stdout.buffer.flush()


def _reader(job: str, kind: str) -> Callable[[bytes, Send], None] | None:
    """The function that does a job on a kind of file; what it needs is imported here, and only that."""
    match job, kind:
        case "values", "csv":
            from monitoring.intake.confined.delimited import delimited as read
        case "values", "parquet":
            from monitoring.intake.confined.parquet import parquet as read
        case "values", _:
            from monitoring.intake.confined.values import values as read
        case "facts", "xlsx" | "xlsm":
            from monitoring.intake.confined.facts import facts as read
        case "facts", "ods":
            from monitoring.intake.confined.ods import facts as read
        case "facts", "xlsb":
            from monitoring.intake.confined.xlsb import facts as read
        case "facts", "xls":
            from monitoring.intake.confined.xls import facts as read
        case "second", "xlsx" | "xlsm":
            # openpyxl takes numpy and lxml where they are installed, and needs neither.
            sys.modules["numpy"] = sys.modules["lxml"] = None
            from monitoring.intake.confined.second import second as read
        case "second", "xls":
            from monitoring.intake.confined.xls import values as read
        case "facts", _:
            return None  # a text has no more to tell
        case _:
            raise LookupError(f"nobody does {job} for {kind}")
    return read


if __name__ == "__main__":
    main(sys.argv[1])
