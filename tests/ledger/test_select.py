"""A reader's own query is one select over the names of the ledger, and nothing else."""

from __future__ import annotations

import pytest

from monitoring.ledger.select import Refused, select

ALLOWED = [
    ("from theme", 6),
    ("select code from theme where in_totals order by code", 5),
    ("with t as (from theme) select count(*) from t", 1),
    ("with recursive n(i) as (select 1 union all select i + 1 from n where i < 3) from n", 3),
    ("select (select max(code) from theme) as last", 1),
    ("from theory.ter", 0),
    ("select t.code, i.code from theme t join indicator i on i.theory = t.code where i.code = 'TER-01'", 1),
    ("select unnest([1, 2])", 2),
]

REFUSED = [
    "delete from theme",
    "update theme set code = 'x'",
    "drop table theme",
    "create table x (a int)",
    "insert into theme values (1)",
    "from theme; from theme",
    "attach 'x.db'",
    "copy theme to 'out.csv'",
    "pragma version",
    "set threads = 1",
    "call lake.set_commit_message('a', 'b')",
    "from 'data/theme.csv'",
    "from read_csv('x')",
    "from read_blob('/etc/passwd')",
    "from glob('*')",
    "from query('select 1')",
    "from duckdb_settings()",
    "from duckdb_tables",
    "from duckdb_secrets()",
    "from information_schema.tables",
    "from sqlite_master",
    "from lake.main.theme",
    "from lake.snapshots()",
    "from __ducklake_metadata_lake.ducklake_snapshot",
    "from kept.main.result",
    "select getenv('HOME')",
    "select current_setting('temp_directory')",
    "from sqlite_scan('catalogue.sqlite', 'x')",
    "select * from theme, read_text('/etc/passwd')",
    "select (from read_text('/etc/passwd'))",
    "selec",
    "",
    "describe theme",
    "summarize theme",
]


@pytest.mark.parametrize(("query", "rows"), ALLOWED)
def test_a_select_over_the_ledger_is_answered(example_like, query, rows):
    assert select(example_like, query).num_rows == rows


@pytest.mark.parametrize("query", REFUSED)
def test_anything_else_is_refused_in_words(example_like, query):
    with pytest.raises(Refused) as refused:
        select(example_like, query)
    assert refused.value.message.key


def test_a_slip_in_a_name_is_answered_with_the_right_one(example_like):
    with pytest.raises(Refused) as refused:
        select(example_like, "from obervation")
    assert "observation" in list(refused.value.message.values["close"].items)


@pytest.fixture(scope="module")
def example_like(blank_folder):
    from monitoring.start import start

    ledger = start(blank_folder).ledger
    yield ledger
    ledger.close()
