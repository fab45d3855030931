"""A DuckDB connection with the ledger attached as `lake`, and everything else closed off.

What is said here about DuckLake was found by experiment:

- The SQLite catalogue must be in WAL mode, or one reader and one writer in two threads of a
  process wait for each other for ever.
- Inlined rows race with readers, so nothing is inlined.
- A past state is a connection of its own, attached at that snapshot.
"""

from __future__ import annotations

import contextlib
import fcntl
import importlib.util
import os
import random
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import duckdb

from monitoring.ledger.address import Address

CONFIG = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
THREADS = "MONITORING_THREADS"
"""How many threads a query may use; without it as many as there are processors. One is best where many processes ask."""

PATIENCE = 120.0  # seconds that somebody waits for a busy ledger before being told

_BUSY = (
    "conflict",
    "database is locked",
    "database table is locked",
    "could not serialize",
    "deadlock detected",
    "retry count",
    "duplicate key value",
    "has been created by another",
    "concurrent",
    "tuple concurrently updated",
    'ducklake_metadata" already exists',  # another server made the catalogue just now
)

_MISSING = "creating a new DuckLake is explicitly disabled"


class LedgerBusy(Exception):
    """Others kept writing to the ledger for longer than anybody wants to wait."""


class LedgerUnreachable(Exception):
    """The ledger cannot be opened: no such server, or no right to the folder. It says why."""


class NoLedger(LedgerUnreachable):
    """There is no ledger at an address, and it was not asked to make one. It says where."""


def connect(address: Address, snapshot: int | None = None, *, create: bool = True) -> duckdb.DuckDBPyConnection:
    """A connection to the ledger, with `create` made where there is none; read-only at `snapshot` if given.

    Raises `NoLedger`, `LedgerUnreachable` and `LedgerBusy`.
    """
    if not create and address.folder and not (address.folder / "catalogue.sqlite").exists():
        raise NoLedger(str(address))
    try:
        return _connected(address, snapshot, create=create)
    except (OSError, sqlite3.Error, duckdb.Error) as error:
        if not create and _MISSING in str(error):
            raise NoLedger(str(address)) from None
        raise LedgerUnreachable(address.hide(f"{address}: {error}")) from error


def _connected(address: Address, snapshot: int | None, *, create: bool) -> duckdb.DuckDBPyConnection:
    if snapshot is None and create:
        address.data_path.mkdir(parents=True, exist_ok=True)
    threads = os.environ.get(THREADS)
    config = CONFIG | ({"threads": threads} if threads else {})
    extensions = tuple(_from_wheel(extension) or extension for extension in _extensions(address))
    if _signed(extensions):
        config |= {"allow_unsigned_extensions": "true"}  # their signatures were looked at; `harden` forbids any other
    connection = duckdb.connect(config=config)
    for extension in extensions:
        connection.load_extension(extension)
    with _creating(address) if snapshot is None else contextlib.nullcontext():
        for _ in attempts():
            with retried():
                _attach(connection, address, snapshot, create=create)
                break
        if address.folder and snapshot is None:
            _write_ahead(address.folder / "catalogue.sqlite")
    for catalogue in ("theory", "kept"):  # the theories by name, and answers that are kept for a while
        connection.execute(f"attach ':memory:' as {catalogue}")
    return connection


def harden(connection: duckdb.DuckDBPyConnection, address: Address) -> None:
    """Close everything but the ledger's own files, for good: no other file, no network, no setting."""
    # Where large queries spill counts as open to SQL, so it is a folder of this process alone.
    connection.execute("set temp_directory = ?", [f"{tempfile.gettempdir()}/monitoring-{os.getpid()}"])
    connection.execute("set allowed_directories = ?", [[str(address.folder or address.data_path), str(address.kept)]])
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")


def busy(error: Exception) -> bool:
    """Whether an error only says that somebody else was writing: trying again is right."""
    return isinstance(error, duckdb.Error) and any(sign in str(error).lower() for sign in _BUSY)


def attempts(patience: float = PATIENCE) -> Iterator[int]:
    """Numbers of attempts, with growing and random waits between them, until patience ends."""
    deadline, attempt = time.monotonic() + patience, 0
    while True:
        attempt += 1
        yield attempt
        if time.monotonic() > deadline:
            raise LedgerBusy
        time.sleep(random.uniform(0.2, 1) * min(0.02 * 2**attempt, 1.0))


@contextlib.contextmanager
def retried() -> Iterator[None]:
    """Swallow an error that only says "busy", so that the loop over `attempts` goes on."""
    try:
        yield
    except duckdb.Error as error:
        if not busy(error):
            raise


def _extensions(address: Address) -> tuple[str, ...]:
    """What DuckDB needs to reach a ledger, and no more: each takes 50 to 90 ms to load."""
    return ("ducklake", "sqlite_scanner") if address.folder else ("ducklake", "postgres_scanner", "httpfs")


@cache
def _from_wheel(extension: str) -> str | None:
    """The file of an extension in its wheel; without the wheel DuckDB looks where it keeps its own. Never at a host."""
    wheel = importlib.util.find_spec(f"duckdb_extension_{extension}")
    folders = (wheel.submodule_search_locations or ()) if wheel else ()
    found = (file for folder in folders for file in Path(folder).glob(f"extensions/*/{extension}.duckdb_extension"))
    return next(map(str, found), None)


@cache
def _signed(extensions: tuple[str, ...]) -> bool:
    """Whether DuckDB trusts the signatures of extensions; it raises where it does not.

    It works them out anew for each connection, from 70 MB in 0.13 s: once per process is enough.
    """
    with duckdb.connect(config=CONFIG) as once:
        for extension in extensions:
            once.load_extension(extension)
    return True


def _attach(connection: duckdb.DuckDBPyConnection, address: Address, snapshot: int | None, *, create: bool) -> None:
    options = [f"data_path '{_quoted(address.data_path)}/'", "data_inlining_row_limit 0"]
    if not create:
        options.append("create_if_not_exists false")
    if snapshot is not None:
        options.append(f"snapshot_version {int(snapshot)}")
    if address.folder:
        options.append("override_data_path true")  # a folder may have been moved or copied since it was made
    connection.execute(f"attach 'ducklake:{_quoted(address.catalogue)}' as lake ({', '.join(options)})")


def _quoted(text: object) -> str:
    return str(text).replace("'", "''")


def _write_ahead(catalogue: Path) -> None:
    """Put the SQLite catalogue in WAL mode; the mode stays in the file."""
    with contextlib.closing(sqlite3.connect(catalogue, timeout=30)) as database:
        mode = database.execute("pragma journal_mode").fetchone()[0]
        if mode != "wal":
            database.execute("pragma journal_mode = wal")


@contextlib.contextmanager
def _creating(address: Address) -> Iterator[None]:
    """One process at a time may create a ledger in a folder; the others wait for it."""
    if not address.folder:
        yield
        return
    address.folder.mkdir(parents=True, exist_ok=True)
    with (address.folder / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
