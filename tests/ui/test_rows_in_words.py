"""What a delivery would change is said of every table that a sheet can fill."""

from __future__ import annotations

import pytest

from monitoring.intake.fields import FIELDS
from monitoring.language import Words
from monitoring.ledger import tables
from monitoring.ui.deliver.words import Tell

CODES = {
    "country": "NLD",
    "year": 2026,
    "period": "2026-Q3",
    "quarter": "2026-Q3",
    "kind": "target",
    "dimension": "total",
    "revision": 0,
}


@pytest.mark.parametrize("table", FIELDS)
def test_a_row_of_every_table_is_about_something(blank, table):
    key = {name: CODES.get(name, f"some {name}") for name in tables()[table].key}
    if table == "budget_line":
        key["kind"] = "commitment"
    said = Tell(blank, Words("en")).about(table, key)
    assert said
    assert "ALL" not in said


def test_a_row_of_the_register_is_about_its_key(blank):
    tell = Tell(blank, Words("en"))
    share = {"project": "P1", "country": "ETH", "theme": "ALL"}
    assert tell.about("project_share", share) == "P1 · Ethiopia"
    assert tell.about("project", {"code": "P1", "holder": "BZ"}) == "P1"
