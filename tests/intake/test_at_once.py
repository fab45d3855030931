"""Processes that submit and take back at once, and some that are killed."""

from __future__ import annotations

import pytest

from monitoring.example import load as example
from monitoring.example import plan
from monitoring.intake.submitted import taken_back
from monitoring.ledger import Ledger, expectations, reference
from monitoring.start import start
from tests.forked import Forked
from tests.intake.sheets import AMOUNT, FIGURE, RATIO, Sheet
from tests.intake.submitter import submits
from tests.intake.undoer import undoes
from tests.killed import TURNS, killed


def submitter(address, file, organisation: str = "BZ") -> Forked:
    return Forked(submits, address, file, organisation)


def undoer(address, number: int, organisation: str = "BZ") -> Forked:
    return Forked(undoes, address, number, organisation)


def said(*processes: Forked) -> list:
    """What each process said last."""
    return [process.said()[-1] for process in processes]


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
    numbers = set(said(*both))
    assert len(numbers) == 2
    assert None not in numbers
    assert anywhere.row("select count(*) from observation") == (2,)
    assert anywhere.row("select count(*) from submission") == (2,)


def test_the_same_sheet_at_once_lands_once(anywhere, address, tmp_path):
    file = written(tmp_path, "same.xlsx", anywhere, observation=[FIGURE], budget_line=[AMOUNT])
    processes = [submitter(address, file) for _ in range(3)]
    assert sorted(said(*processes), key=bool)[:2] == [None, None]
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

    numbers = killed(lambda number: submitter(address, sheets[number]), landed)
    files, *_, cells = state()
    assert cells == 2 * len(files)
    assert len(set(files)) == len(files)
    assert {f"{number}.xlsx" for number, last in numbers.items() if last} <= set(files)
    assert 0 < len(files) - 1 < TURNS  # some were killed before their commit landed, some after


def test_taking_back_while_another_file_lands_on_the_same_rows_is_done_or_refused(anywhere, address, tmp_path):
    """Whoever comes first: the other file is there, and nothing of the first is left or it was not taken back."""
    first = written(tmp_path, "first.xlsx", anywhere, observation=[FIGURE, FIGURE | {"country": "Belmora"}])
    second = written(tmp_path, "second.xlsx", anywhere, observation=[FIGURE | {"value": 95}])
    [number] = said(submitter(address, first))
    undone, landed = said(undoer(address, number), submitter(address, second))
    values = dict(anywhere.rows("select country, value::int from observation"))
    assert values == ({"XAA": 95, "XAB": 90} if undone == "refused" else {"XAA": 95})
    assert (undone == "refused") == (number not in taken_back(anywhere))
    assert anywhere.row("select written_in from observation where country = 'XAA'") == (landed,)


def test_two_who_take_the_same_submission_back_at_once_do_it_once(anywhere, address, tmp_path):
    file = written(tmp_path, "file.xlsx", anywhere, observation=[FIGURE], budget_line=[AMOUNT])
    [number] = said(submitter(address, file))
    answers = said(*[undoer(address, number) for _ in range(3)])
    assert sorted(map(str, answers))[1:] == ["refused", "refused"]
    assert anywhere.rows("select number, undone from undo") == [(min(answers, key=str), number)]
    assert anywhere.rows("from observation") == anywhere.rows("from budget_line") == []


def test_a_killed_undo_leaves_all_of_it_or_nothing(anywhere, address, tmp_path):
    """A submission is taken back, put back, taken back again, and so on, by processes that are killed."""
    said(submitter(address, written(tmp_path, "before.xlsx", anywhere, observation=[FIGURE], budget_line=[AMOUNT])))
    before = everything(anywhere)
    changes = {"observation": [FIGURE | {"value": 95}, RATIO], "budget_line": [AMOUNT | {"amount_eur": 1200}]}
    [number] = said(submitter(address, written(tmp_path, "changes.xlsx", anywhere, **changes)))
    after = everything(anywhere)
    done = [number]

    def landed(_: int) -> bool:
        rows = [number, *(row[0] for row in anywhere.rows("select number from undo order by number"))]
        assert everything(anywhere) == (before if len(rows) % 2 == 0 else after)
        assert rows[-1] == anywhere.number == anywhere.history()[0].number
        fresh, done[:] = rows != done, rows
        return fresh

    def begin(turn: int) -> Forked:
        if turn == 1:
            landed(0)
        return undoer(address, done[-1])

    numbers = {number for last in killed(begin, landed).values() for number in last}
    assert numbers - {"refused"} <= set(done)
    assert 0 < len(done) - 2 < TURNS  # some were killed before their commit landed, some after


def everything(ledger: Ledger) -> dict[str, list[tuple]]:
    return {table: ledger.rows(f"from {table} order by all") for table in ("observation", "budget_line", "source_cell")}
