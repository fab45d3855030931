"""What tests share: ledgers in temporary folders, and a PostgreSQL server where there is one.

A ledger that took long to make is made once and copied: a ledger in a folder may be moved.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from monitoring.example import load as example
from monitoring.intake.check import check
from monitoring.intake.layout.store import LAYOUTS, load
from monitoring.intake.submit import submit
from monitoring.ledger import Ledger, Present
from monitoring.ledger.connection import THREADS
from monitoring.person import Person
from monitoring.start import start
from tests import postgres

os.environ.setdefault(THREADS, "1")  # the tests run side by side already

ANALYST = Person("An Analyst", "BZ", ("analyst",))
SHARED = Path(__file__).parents[2] / "shared" / "data"
SHIPPED = sorted(path.stem for path in LAYOUTS.glob("*.yaml"))
"""The layouts that come with the mechanism."""


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


def copy(folder: Path, to: Path) -> Path:
    """A copy of a ledger that nobody writes in.

    Its catalogue is whole in its one file: the last writer to close left no log behind. Readers
    make and remove the files beside it while the copy is under way.
    """
    return shutil.copytree(folder, to, ignore=shutil.ignore_patterns("catalogue.sqlite-*"))


Make = Callable[[str, Path | None, Callable[[Ledger], object]], Path]


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Make:
    """Make a ledger by name, from another one or new, once for all processes that run tests."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent

    def make(name: str, origin: Path | None, work: Callable[[Ledger], object]) -> Path:
        folder = shared / name
        with FileLock(shared / f"{name}.lock"):
            if not folder.exists():
                making = shared / f"{name}-making"
                if origin:
                    copy(origin, making)
                ledger = start(making).ledger
                work(ledger)
                ledger.close()
                making.rename(folder)
        return folder

    return make


@pytest.fixture(scope="session")
def blank_folder(once: Make) -> Path:
    """A ledger with reference data and theories, without a figure."""
    return once("blank", None, lambda ledger: None)


@pytest.fixture(scope="session")
def fictional_folder(once: Make, blank_folder: Path) -> Path:
    """A fictional ledger with the countries, projects and expectations of the example, without a figure."""
    return once("fictional", blank_folder, example.prepare)


@pytest.fixture(scope="session")
def example_folder(once: Make, fictional_folder: Path) -> Path:
    """The whole example."""
    return once("example", fictional_folder, example.load)


def _copied(folder: Path, tmp_path: Path) -> Iterator[Ledger]:
    ledger = start(copy(folder, tmp_path / "ledger")).ledger
    yield ledger
    ledger.close()


@pytest.fixture
def blank(blank_folder: Path, tmp_path: Path) -> Iterator[Ledger]:
    """A ledger of one's own with reference data and theories, without a figure."""
    yield from _copied(blank_folder, tmp_path)


@pytest.fixture
def fictional(fictional_folder: Path, tmp_path: Path) -> Iterator[Ledger]:
    """A fictional ledger of one's own, without a figure."""
    yield from _copied(fictional_folder, tmp_path)


@pytest.fixture(scope="session")
def example_ledger(example_folder: Path) -> Iterator[Ledger]:
    """The whole example, to be read only; in memory, where a question costs a tenth."""
    ledger = start(example_folder).ledger
    present = Present(ledger)
    yield present
    present.close()
    ledger.close()


@pytest.fixture(scope="session")
def routes_folder(once: Make, blank_folder: Path, shared: Path) -> Path:
    """Detections and deaths by route as their sources give them, through the intake as any file."""
    analyst = Person("An Analyst", "AM", ("analyst",))

    def land(ledger: Ledger) -> None:
        for name, layout in (
            ("Frontex_monthly_detections_20220204.xlsx", "frontex-detections"),
            ("IOM_gdidata_missing_migrants.parquet", "iom-missing-migrants"),
        ):
            content = (shared / "migration" / name).read_bytes()
            submit(ledger, check(ledger, ledger.number, analyst, name, content, load(layout, ledger)), name)

    return once("routes", blank_folder, land)


@pytest.fixture(scope="session")
def shared() -> Path:
    """Real workbooks and tables that are not part of the project; tests skip where they are absent."""
    if not SHARED.exists():
        pytest.skip("the real workbooks are not here")
    return SHARED
