"""What is kept of a view is what the view says, after any commit; and it is worked out again only where that is needed."""

from __future__ import annotations

import pytest

from monitoring.ledger import Ledger
from monitoring.ledger import views as names
from monitoring.ledger.upkeep import upkeep
from tests.drawn import given

KEPT = ("money", "figure", "result", "safeguard_state")


def made(ledger: Ledger) -> dict[str, int]:
    """Which table holds each answer by now: one that is worked out again is another table."""
    ledger.keep(*KEPT)
    return dict(ledger.rows("select table_name, table_oid from duckdb_tables() where database_name = 'kept'"))


def agree(ledger: Ledger) -> bool:
    """Whether every answer that is kept is what its view says now."""
    ledger.keep(*KEPT)
    difference = (
        "(from kept.{0} except all from memory.main.{0}) union all (from memory.main.{0} except all from kept.{0})"
    )
    return not any(ledger.rows(difference.format(name)) for name in KEPT)


COMMITS = {
    "money": {"budget_line": "project | budget_type | quarter | amount_eur \n P1 | BZ_ODA | 2025-Q1 | 5"},
    "a budget": {"allocation": "budget_type | year | amount_eur \n BZ_ODA | 2025 | 7"},
    "a result": {"observation": "indicator | period | value \n TER-01 | 2025-Q1 | 3"},
    "who owes": {"expectation": "indicator | period \n TER-02 | 2025-Q1"},
    "a target": {"target": "indicator | period | kind | value \n TER-01 | 2025 | target | 9"},
    "a theme that counts no more": {"theme": "code | in_totals \n TER | false"},
}


def test_after_any_commit_every_answer_is_that_of_its_view(blank):
    assert agree(blank)
    for rows in COMMITS.values():
        given(blank, **rows)
        assert agree(blank), rows
    upkeep(blank)
    assert agree(blank)


def test_what_another_process_wrote_is_in_the_next_answer(blank):
    other = Ledger.open(blank.address)
    blank.keep("money")
    given(other, **COMMITS["money"])
    other.close()
    assert agree(blank)
    assert blank.row("select count(*) from kept.money") == (1,)


@pytest.mark.parametrize(
    ("commit", "again"),
    [
        ("money", {"money"}),
        ("a budget", {"money"}),
        ("a result", {"figure", "result", "safeguard_state"}),
        ("a target", {"figure", "result", "safeguard_state"}),
    ],
)
def test_a_commit_works_out_again_only_what_rests_on_it(blank, commit, again):
    given(blank, observation="indicator | period | value \n TER-01 | 2024-Q1 | 3")
    before = made(blank)
    given(blank, **COMMITS[commit])
    now = made(blank)
    assert {name for name in KEPT if now[name] != before[name]} == again


def test_every_table_that_a_view_reads_is_among_those_it_rests_on(blank):
    with blank.connection as cursor:
        said = {name: names.rests_on(cursor, name) for name in KEPT}
        read = {table.rpartition(".")[2] for table in cursor.get_table_names("from memory.main.money", qualified=True)}
    assert read <= said["money"]
    assert not {"observation", "expectation", "target"} & said["money"]
    assert {"observation", "target", "expectation", "indicator", "theory", "period", "ledger_property"} <= said[
        "result"
    ]
