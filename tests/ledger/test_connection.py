"""A connection trusts only extensions whose signatures DuckDB looked at, and loads no other once it is hardened."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from monitoring.ledger import Ledger, LedgerUnreachable, connection


def test_no_extension_can_be_loaded_by_a_query(blank):
    wheel = connection._from_wheel("httpfs")  # which a ledger in a folder has no need of
    with blank.connection as cursor:
        for asked in (f"load '{wheel}'", "load httpfs", "install httpfs"):
            with pytest.raises(duckdb.PermissionException):
                cursor.execute(asked)


def test_an_extension_that_was_altered_opens_no_ledger(tmp_path, monkeypatch):
    whole = Path(connection._from_wheel("sqlite_scanner"))
    altered = tmp_path / whole.name
    content = bytearray(whole.read_bytes())
    content[len(content) // 2] ^= 1
    altered.write_bytes(content)
    found = connection._from_wheel

    def with_one_altered(extension: str) -> str | None:
        return str(altered) if extension == "sqlite_scanner" else found(extension)

    monkeypatch.setattr(connection, "_from_wheel", with_one_altered)
    with pytest.raises(LedgerUnreachable, match="signature"):
        Ledger.open(tmp_path / "ledger")
