"""Every table keeps its business key unique, and an older ledger is brought up to date and can still be read back."""

from __future__ import annotations

import pandas as pd
import pytest

from monitoring.ledger import DuplicateKey, Ledger, schema, tables
from monitoring.ledger.schema import Table
from tests.drawn import SOMEBODY

EXAMPLES = {
    "VARCHAR": "x",
    "INTEGER": 1,
    "BIGINT": 1,
    "BOOLEAN": True,
    "DATE": "2026-01-01",
    "BLOB": b"x",
    "TIMESTAMP WITH TIME ZONE": "2026-01-01 00:00:00+00",
}


def row(table: Table, **values) -> dict:
    return {c.name: values.get(c.name, EXAMPLES.get(c.type, 1)) for c in table.columns if c.name != "written_in"}


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    ledger = Ledger.open(tmp_path_factory.mktemp("tables") / "ledger")
    yield ledger
    ledger.close()


@pytest.mark.parametrize("name", [name for name in tables() if name != "head"])
def test_the_business_key_is_unique(ledger, name):
    table = tables()[name]

    def merge(*rows):
        return ledger.commit(SOMEBODY, "test", lambda t: t.merge(name, pd.DataFrame(rows)))

    first = row(table)
    merge(first)
    changed = first | {
        column.name: "y" for column in table.columns if column.name in table.content and column.type == "VARCHAR"
    }
    merge(changed)
    assert ledger.row(f"select count(*) from {name}") == (1,)
    with pytest.raises(DuplicateKey):
        merge(first, changed)
    assert ledger.row(f"select count(*) from {name}") == (1,)


@pytest.mark.parametrize("name", list(tables()))
def test_every_table_says_its_grain_and_what_each_column_means(name):
    table = tables()[name]
    assert table.grain.startswith("One row")
    assert all(column.meaning.endswith(".") for column in table.columns)
    assert table.key
    assert all(column.required for column in table.columns if column.name in table.key)


def test_every_fact_carries_the_commit_that_wrote_it():
    reference = {
        "head",
        "ledger_property",
        "organisation",
        "forum",
        "theme",
        "budget_type",
        "country",
        "period",
        "purpose_code",
    }
    reference |= {"harm_type", "incident_severity", "incident_credibility"}
    for name, table in tables().items():
        assert ("written_in" in table.names) == (name not in reference)


def test_an_older_ledger_gets_the_columns_it_lacks_and_its_past_can_still_be_read(tmp_path, monkeypatch):
    now = dict(schema.tables())
    older = dict(now)
    older["theme"] = Table(
        "theme", now["theme"].grain, tuple(c for c in now["theme"].columns if c.name != "position"), now["theme"].key
    )
    del older["objective"]
    monkeypatch.setattr(schema, "tables", lambda: older)
    for module in ("monitoring.ledger.transaction", "monitoring.ledger.views"):
        monkeypatch.setattr(f"{module}.tables", lambda: older)
    old = Ledger.open(tmp_path / "ledger")
    old.commit(
        SOMEBODY,
        "long ago",
        lambda t: t.merge("theme", pd.DataFrame([{"code": "TER", "name_nl": "n", "name_en": "e", "in_totals": True}])),
    )
    old.close()
    monkeypatch.undo()

    ledger = Ledger.open(tmp_path / "ledger")
    assert ledger.rows("select code, position from theme") == [("TER", None)]
    assert ledger.rows("from objective") == []
    assert ledger.number == 2
    assert ledger.at(1).rows("select code, position from theme") == [("TER", None)]
    assert ledger.at(1).rows("from objective") == []
    ledger.close()
