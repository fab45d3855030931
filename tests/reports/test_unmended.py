"""What is open in sheets with figures of a quarter: until the row comes in again, and again when that is taken back."""

from __future__ import annotations

import pytest

from monitoring.intake.submit import submit
from monitoring.intake.undo import undo
from monitoring.ledger import Ledger
from monitoring.person import Person
from monitoring.reports.closing.checklist import checklist
from monitoring.reports.closing.unmended import unmended
from tests.intake.sheets import FIGURE, Sheet

ANALYST = Person("An Analyst", "BZ", ("analyst",))


def land(ledger: Ledger, *figures: dict, leave_out_errors: bool = False) -> int:
    sheet = Sheet(ledger)
    for number, figure in enumerate(figures, 1):
        sheet.put("observation", number, **{**FIGURE, **figure})
    return submit(ledger, sheet.check(), "a delivery", leave_out_errors=leave_out_errors).number


def opened(ledger: Ledger, quarter: str) -> list[tuple[int, int, int]]:
    return [(one.number, one.found, one.left_out) for one in unmended(ledger, quarter)]


def test_what_is_found_in_a_row_is_open_until_it_comes_in_again_and_only_in_its_own_quarter(fictional):
    land(fictional, {"period": "2026-Q1", "value": 90})
    first = land(fictional, {"period": "2026-Q2", "value": 900}, {"country": "Belmora", "value": 900})
    assert opened(fictional, "2026-Q2") == [(first, 1, 0)]
    assert opened(fictional, "2026-Q3") == [(first, 0, 0)]
    assert opened(fictional, "2026-Q4") == []
    better = land(fictional, {"period": "2026-Q2", "value": 95})
    assert opened(fictional, "2026-Q2") == [(better, 0, 0)]
    undo(fictional, better, ANALYST, "It was 900 after all")
    assert opened(fictional, "2026-Q2") == [(first, 1, 0)]


def test_a_row_that_was_left_out_is_open_until_it_is_delivered(fictional):
    first = land(fictional, {"country": "Belmora"}, {"value": "ninety"}, leave_out_errors=True)
    assert opened(fictional, "2026-Q3") == [(first, 0, 1)]
    later = land(fictional, {"value": 90})
    assert opened(fictional, "2026-Q3") == [(first, 0, 0), (later, 0, 0)]
    [item] = (item for item in checklist(fictional, "2026-Q3") if item.key == "findings")
    assert (item.done, item.of, item.complete) == (2, 2, True)


@pytest.mark.parametrize("quarter", ["2026-Q2", "2026-Q3"])
def test_of_the_example_only_the_last_word_on_a_row_is_open(example_ledger, quarter):
    """Held against a plain walk over every sheet: its findings, and who wrote each row last."""
    for sheet in unmended(example_ledger, quarter):
        lines = {
            (place, "".join(filter(str.isdigit, cell)))
            for place, cells in example_ledger.rows(
                "select c.sheet, c.cells from source_cell c where c.submission = ? and contains(c.row_key, ?) "
                "and c.submission = (select max(o.submission) from source_cell o "
                "where o.table_name = c.table_name and o.row_key = c.row_key)",
                sheet.number,
                quarter,
            )
            for cell in cells.split(",")
        }
        found = example_ledger.rows(
            "select f.sheet, f.cell from (select unnest(from_json(findings, "
            """'[{"sheet": "VARCHAR", "cell": "VARCHAR"}]')) as f from submission where number = ?)""",
            sheet.number,
        )
        assert sheet.found == sum((place, "".join(filter(str.isdigit, cell))) in lines for place, cell in found)
