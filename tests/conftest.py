"""What tests share: a ledger in a temporary folder, or on a PostgreSQL server where there is one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from monitoring.ledger import Ledger
from monitoring.person import Person
from tests import postgres

ANALYST = Person("An Analyst", "BZ", ("analyst",))


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Server]:
    if not postgres.binaries():
        pytest.skip("PostgreSQL is not installed")
    with postgres.server() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgres"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a new ledger, once per kind of catalogue."""
    if request.param == "sqlite":
        return str(tmp_path / "ledger")
    return request.getfixturevalue("postgres_server").address(tmp_path / "files")


@pytest.fixture
def any_ledger(address: str) -> Iterator[Ledger]:
    """An empty ledger, once per kind of catalogue."""
    ledger = Ledger.open(address)
    yield ledger
    ledger.close()
