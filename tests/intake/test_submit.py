"""A checked sheet lands in one commit with its cells, changes nothing the second time, and is checked again when others were quicker."""

from __future__ import annotations

import pytest

from monitoring.intake.submit import Refused, submit
from monitoring.person import Person
from tests.drawn import given
from tests.intake.sheets import AMOUNT, FIGURE, RATIO, TARGET, Sheet


def test_a_sheet_lands_in_one_commit_with_its_file_and_the_cell_of_every_value(fictional):
    sheet = Sheet(fictional)
    sheet.put("observation", 1, **FIGURE)
    sheet.put("observation", 2, **RATIO)
    sheet.put("budget_line", 1, **AMOUNT)
    checked = sheet.check()
    before = fictional.number
    receipt = submit(fictional, checked, "third quarter")

    assert (receipt.number, receipt.total.new) == (before + 1, 3)
    [(name, sender, organisation, reason, content)] = fictional.rows(
        "select file_name, sent_by, organisation, reason, content from submission"
    )
    assert (name, sender, organisation, reason) == ("sheet.xlsx", "An Analyst", "BZ", "third quarter")
    assert content == checked.content
    assert fictional.rows("select table_name, row_key, sheet, cells from source_cell order by row_key") == [
        ("budget_line", "BZ|BZ_ODA|XAA-HAN-01|XAA|HAN|2026-Q3|commitment", "Budgetregels", "H4"),
        ("observation", "HAN-01|XAA|2026-Q3|BZ|total", "Waarnemingen", "F4"),
        ("observation", "HAN-02|XAA|2026-Q3|BZ|total", "Waarnemingen", "G5,H5"),
    ]


def test_the_same_sheet_again_changes_nothing(fictional):
    sheet = Sheet(fictional)
    sheet.put("observation", 1, **FIGURE)
    first = submit(fictional, sheet.check(), "once")
    again = submit(fictional, sheet.check(), "twice")
    assert first.number == fictional.number
    assert (again.number, again.total.unchanged) == (None, 1)
    assert fictional.row("select count(*) from submission") == (1,)


def test_rows_in_error_land_only_without_them_when_the_sender_says_so(fictional):
    sheet = Sheet(fictional)
    sheet.put("observation", 1, **FIGURE)
    sheet.put("observation", 2, **FIGURE | {"country": "Nergenshuizen"})
    checked = sheet.check()
    with pytest.raises(Refused):
        submit(fictional, checked, "all of it")
    assert fictional.rows("from observation") == []
    assert submit(fictional, checked, "the rest", leave_out_errors=True).total.new == 1


def test_a_row_of_another_owner_is_never_changed(fictional):
    given(
        fictional,
        author=Person("POL", "POL"),
        observation="""
        indicator | country | period  | reporter | value
        HAN-01    | XAA     | 2026-Q3 | POL      |    11
    """,
    )
    sheet = Sheet(fictional)
    sheet.put("observation", 1, **FIGURE)
    submit(fictional, sheet.check(), "BZ's own")
    assert fictional.rows("select reporter, value::int from observation order by 1") == [("BZ", 90), ("POL", 11)]


def test_a_target_that_was_set_is_not_changed_in_silence(fictional):
    sheet = Sheet(fictional)
    sheet.put("target", 1, **TARGET)
    submit(fictional, sheet.check(), "set")
    sheet.put("target", 1, **TARGET | {"value": 60})
    checked = sheet.check()
    assert [f.rule for f in checked.findings] == ["silent change"]
    sheet.put("target", 1, **TARGET | {"value": 60, "revision": 1, "valid_from": "12-03-2026", "reason": "DG-overleg"})
    assert submit(fictional, sheet.check(), "revised").total.new == 1
    assert fictional.rows("select revision, value::int from target order by 1") == [(0, 70), (1, 60)]


def test_what_was_checked_on_an_older_state_is_checked_again_where_it_lands(fictional):
    """Two spend from the same commitment: each sheet fits alone, both together do not."""
    opening = Sheet(fictional)
    opening.put("budget_line", 1, **AMOUNT)
    submit(fictional, opening.check(), "commitment of 1000")

    def spends(quarter: str) -> Sheet:
        sheet = Sheet(fictional)
        sheet.put("budget_line", 1, **AMOUNT | {"kind": "expenditure", "quarter": quarter, "amount_eur": 600})
        return sheet

    first, second = spends("2026-Q2").check(), spends("2026-Q3").check()
    assert not first.blocked()
    assert not second.blocked()
    submit(fictional, first, "600 of 1000")
    with pytest.raises(Refused) as refused:
        submit(fictional, second, "600 more")
    assert "CHK-B4" in {finding.rule for finding in refused.value.checked.findings}
    assert fictional.row("select sum(amount_eur)::int from budget_line where kind = 'expenditure'") == (600,)


def test_an_unchanged_value_keeps_the_cell_it_first_came_from(fictional):
    sheet = Sheet(fictional)
    sheet.put("observation", 1, **FIGURE)
    first = submit(fictional, sheet.check(), "once")
    sheet.put("observation", 2, **FIGURE | {"country": "Belmora"})
    submit(fictional, sheet.check(), "and another")
    assert fictional.row("select submission from source_cell where row_key like 'HAN-01|XAA%'") == (first.number,)
