"""A PostgreSQL server of the tests' own: real, on a socket in a temporary folder, gone afterwards."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path


def binaries() -> Path | None:
    """The folder of the server's programs, or None where PostgreSQL is not installed."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    found = shutil.which("initdb")
    return debian[0] if debian else Path(found).resolve().parent if found else None


@contextlib.contextmanager
def server() -> Iterator[Server]:
    """A running server; it refuses to run as root, so there it runs as the user the package made."""
    folder = Path(tempfile.mkdtemp(prefix="postgres-"))
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    user = "postgres" if as_user else pwd.getpwuid(os.geteuid()).pw_name
    if as_user:
        shutil.chown(folder, "postgres")
    programs = binaries()

    def run(program: str, *arguments: str) -> None:
        subprocess.run([*as_user, str(programs / program), *arguments], check=True, capture_output=True, cwd=folder)

    run("initdb", "-D", f"{folder}/data", "-A", "trust", "-U", user, "--no-sync")
    run(
        "pg_ctl",
        "-D",
        f"{folder}/data",
        "-w",
        "-l",
        f"{folder}/log",
        "-o",
        f"-k {folder} -h '' -c fsync=off -c max_connections=200",
        "start",
    )
    try:
        yield Server(folder, user, programs)
    finally:
        run("pg_ctl", "-D", f"{folder}/data", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


class Server:
    """Makes databases on a running server."""

    def __init__(self, folder: Path, user: str, programs: Path) -> None:
        self._folder, self._user, self._programs = folder, user, programs

    def address(self, data_path: Path) -> str:
        """The address of a new, empty ledger on this server."""
        name = f"ledger_{uuid.uuid4().hex[:12]}"
        subprocess.run([str(self._programs / "createdb"), "-h", str(self._folder), "-U", self._user, name], check=True)
        return f"postgres:dbname={name} host={self._folder} user={self._user} data_path={data_path}"
