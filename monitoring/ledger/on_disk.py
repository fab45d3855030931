"""What a server worked out, kept beside the ledger too, so that the one after it need not work it out again.

It is never the ledger itself: whoever deletes the folder loses nothing but some seconds. What is found there is
only used where this very program made it from this very ledger; whether it is still true of the last state is for who
asks to say (`Kept`).
"""

from __future__ import annotations

import enum
import hashlib
import io
import json
import logging
import pickle
import time
import uuid
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pydantic

import monitoring
import theory_of_change

Read = Callable[[Callable[[duckdb.DuckDBPyConnection], Any]], Any]
"""Does some work on a cursor of the ledger, again where it was busy."""

OURS = (monitoring.__name__, theory_of_change.__name__)
LIBRARY = {("datetime", "date"): date, ("datetime", "datetime"): datetime, ("decimal", "Decimal"): Decimal}
STRAY = 3600.0  # seconds after which a file that is only half written is nobody's any more
_log = logging.getLogger(__name__)


class Moment(NamedTuple):
    """A state as it is looked at: DuckLake's own number of it, and the day."""

    snapshot: int
    day: date


@dataclass(frozen=True)
class OnDisk:
    """The answers of one ledger, in a folder of their own."""

    folder: Path
    read: Read

    def load(self, name: str) -> Moment | None:
        """Make ``kept.<name>`` hold what is on disk; of which moment that is, or None where there is nothing of use."""
        file = self.folder / f"{name}.parquet"
        try:
            if not file.exists() or (moment := self._moment(told := self._told(file))) is None:
                return None
            self._ask(f"create or replace table kept.main.{name} as from read_parquet('{_quoted(file)}')")
            return moment if self._told(file) == told else None  # another server may have put a newer one in its place
        except Exception as error:  # a file that is damaged in whatever way is made anew
            _log.warning("%s cannot be read: %s", file, error)
            return None

    def store(self, name: str, moment: Moment) -> bool:
        """Put what ``kept.<name>`` holds of a moment on disk; False where that cannot be written, and the log says why."""
        file = self.folder / f"{name}.parquet"
        of = json.dumps(self._named(moment)).replace("'", "''")
        return self._write(
            file,
            lambda beside: self._ask(
                f"copy kept.main.{name} to '{_quoted(beside)}' (format parquet, row_group_size 10240, kv_metadata {{of: '{of}'}})"
            ),
        )

    def recall(self, name: str, arguments: Sequence[Any], moment: Moment) -> Any | None:
        """The answer that was remembered under a name, to just these arguments at just this moment; None where there is none."""
        file = self.folder / f"{name}.found"
        try:
            if not file.exists():
                return None
            with file.open("rb") as content:
                told = json.loads(content.readline())
                if told.pop("to") != list(arguments) or self._moment(told) != moment:
                    return None
                return _Ours(content).load()
        except Exception as error:  # found anew, in whatever way the file is damaged
            _log.warning("%s cannot be read: %s", file, error)
            return None

    def remember(self, name: str, arguments: Sequence[Any], moment: Moment, answer: Any) -> None:
        """Put an answer on disk, made of our own classes and plain values, in place of the one before under its name.

        Arguments are texts and numbers. Where that cannot be written, or could not be read back, the log says so.
        """
        told = json.dumps({**self._named(moment), "to": list(arguments)}).encode()
        content = pickle.dumps(answer)
        try:
            _Ours(io.BytesIO(content)).load()
        except pickle.UnpicklingError as error:
            _log.error("%s cannot be remembered: %s", name, error)
            return
        self._write(self.folder / f"{name}.found", lambda beside: beside.write_bytes(told + b"\n" + content))

    def _named(self, moment: Moment) -> dict[str, Any]:
        """What says of which state something is, also where a ledger is put back from a copy and goes on differently."""
        ledger, at = self._state(moment.snapshot)
        return {
            "made_by": made_by(),
            "ledger": ledger,
            "snapshot": moment.snapshot,
            "at": at,
            "day": moment.day.isoformat(),
        }

    def _moment(self, told: dict[str, Any]) -> Moment | None:
        """The moment that something is of, where this program made it of this ledger."""
        if told.get("made_by") != made_by():
            return None
        moment = Moment(told["snapshot"], date.fromisoformat(told["day"]))
        return moment if self._named(moment) == told else None

    def _state(self, snapshot: int) -> tuple[str, str | None]:
        """What is the ledger's alone, and when a state was made; None where it knows no such state."""
        [(ledger,)] = self._ask("select table_uuid::varchar from ducklake_table_info('lake') where table_name = 'head'")
        at = self._ask("select snapshot_time::varchar from lake.snapshots() where snapshot_id = ?", snapshot)
        return ledger, at[0][0] if at else None

    def _told(self, file: Path) -> dict[str, Any]:
        """What a table on disk says that it is of."""
        [(told,)] = self._ask("select value from parquet_kv_metadata(?) where key = 'of'", str(file))
        return json.loads(told.decode())

    def _write(self, file: Path, write: Callable[[Path], Any]) -> bool:
        """Write a file beside the one there, and put it in its place once it is whole; False where that cannot be done."""
        beside = file.with_name(f"{file.name}.{uuid.uuid4().hex}")
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # as confidential as the ledger
            for stray in self.folder.glob(f"{file.name}.*"):  # of a process that was killed half-way
                with suppress(FileNotFoundError):
                    if time.time() - stray.stat().st_mtime > STRAY:
                        stray.unlink()
            write(beside)
            beside.replace(file)
            return True
        except (OSError, duckdb.IOException) as error:
            _log.warning("%s cannot be written: %s", file, error)
            with suppress(OSError):  # it may not even have been begun
                beside.unlink()
            return False

    def _ask(self, sql: str, *values: Any) -> list[tuple]:
        return self.read(lambda cursor: cursor.execute(sql, values).fetchall())


class _Ours(pickle.Unpickler):
    """Reads back our own classes and plain values, and calls nothing else: the folder is no place to run things from.

    Who can write there could still have something else shown, as whoever can write in the ledger can.
    """

    def find_class(self, module: str, name: str) -> type:
        """A class by its module and name."""
        if found := LIBRARY.get((module, name)):
            return found
        if module.partition(".")[0] in OURS:
            found = super().find_class(module, name)
            if isinstance(found, type) and (is_dataclass(found) or issubclass(found, (enum.Enum, pydantic.BaseModel))):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no class of ours")


@cache
def made_by() -> str:
    """What tells this program from any other version of it: all its files, and those whose form is on disk."""
    found = hashlib.sha256(f"{duckdb.__version__} {pydantic.VERSION}".encode())
    for package in (monitoring, theory_of_change):
        for file in sorted(Path(package.__path__[0]).rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                found.update(str(file.name).encode())
                found.update(file.read_bytes())
    return found.hexdigest()


def _quoted(file: Path) -> str:
    return str(file).replace("'", "''")
