"""Processes that submit at once, and one that is killed."""

from __future__ import annotations

import subprocess
import sys

import pytest

from monitoring.example import load as example
from monitoring.example import plan
from monitoring.ledger import Ledger, expectations, reference
from monitoring.start import start
from tests.intake.sheets import AMOUNT, FIGURE, Sheet
from tests.killed import TURNS, killed


def submitter(address, file, organisation: str = "BZ") -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.intake.submitter", str(address), str(file), organisation],
        stdout=subprocess.PIPE,
        text=True,
    )


def written(tmp_path, name: str, ledger: Ledger, **rows) -> str:
    sheet = Sheet(ledger)
    for table, drawn in rows.items():
        for number, row in enumerate(drawn, 1):
            sheet.put(table, number, **row)
    path = tmp_path / name
    path.write_bytes(sheet.content())
    return str(path)


@pytest.fixture
def anywhere(address):
    """A fictional ledger without a figure, once per kind of catalogue."""
    ledger = start(address).ledger
    example._mark(ledger, "A fictional ledger", fictional="true", reference_date=plan.REFERENCE_DATE.isoformat())
    reference.load(ledger, plan.FOLDER)
    expectations.load(ledger, plan.FOLDER)
    yield ledger
    ledger.close()


def test_different_sheets_at_once_both_land(anywhere, address, tmp_path):
    one = written(tmp_path, "one.xlsx", anywhere, observation=[FIGURE])
    two = written(tmp_path, "two.xlsx", anywhere, observation=[FIGURE | {"country": "Belmora"}], budget_line=[AMOUNT])
    both = [submitter(address, file) for file in (one, two)]
    said = [process.communicate(timeout=120)[0].split() for process in both]
    numbers = {lines[-1] for lines in said}
    assert len(numbers) == 2
    assert "None" not in numbers
    assert anywhere.row("select count(*) from observation") == (2,)
    assert anywhere.row("select count(*) from submission") == (2,)


def test_the_same_sheet_at_once_lands_once(anywhere, address, tmp_path):
    file = written(tmp_path, "same.xlsx", anywhere, observation=[FIGURE], budget_line=[AMOUNT])
    processes = [submitter(address, file) for _ in range(3)]
    said = sorted(process.communicate(timeout=120)[0].split()[-1] for process in processes)
    assert said[1:] == ["None", "None"]
    assert anywhere.row("select count(*) from observation") == (1,)
    assert anywhere.row("select count(*) from submission") == (1,)


def test_a_killed_submit_leaves_all_of_it_or_nothing(anywhere, address, tmp_path):
    sheets = [
        written(
            tmp_path,
            f"{number}.xlsx",
            anywhere,
            observation=[FIGURE | {"value": 100 + number}],
            budget_line=[AMOUNT | {"amount_eur": 1000 + number}],
        )
        for number in range(TURNS + 1)
    ]

    def state() -> tuple[list[str], int, int, int, int]:
        """The files that landed, in their order; the figure and the amount; cells of the last, and of all."""
        return anywhere.row(
            """
            select (select list(file_name order by number) from submission),
                   (select max(value)::int from observation), (select max(amount_eur)::int from budget_line),
                   (select count(*) from source_cell where submission = (select max(number) from submission)),
                   (select count(*) from source_cell)
            """
        )

    def landed(number: int) -> bool:
        files, value, amount, cells, _ = state()
        assert files[-1] == f"{value - 100}.xlsx" == f"{amount - 1000}.xlsx"
        assert cells == 2
        return files[-1] == f"{number}.xlsx"

    printed = killed(lambda number: submitter(address, sheets[number]), landed)
    files, *_, cells = state()
    assert cells == 2 * len(files)
    assert len(set(files)) == len(files)
    assert {f"{number}.xlsx" for number, lines in printed.items() if lines} <= set(files)
    assert 0 < len(files) - 1 < TURNS  # some were killed before their commit landed, some after
