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
    ("with a as (from theme), b as (from a) from b", 6),
    ("with a as (from theme) select (with b as (from a) select count(*) from b) from a", 6),
    ("with theme as (from theme limit 1) from theme", 1),
    ("with a as (select 1) select * from (with a as (from theme) from a) b, a", 6),
    ("with t as (from theme) from t union all from t", 12),
    ("with recursive n(i) as (select 1 union all select i + 1 from n where i < 3), m as (from n) from m", 3),
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
    "select (with duckdb_settings as (select 1) select 1), * from duckdb_settings",
    "with duckdb_settings as (from duckdb_settings) from duckdb_settings",
    "with a as (from duckdb_settings), duckdb_settings as (select 1) from a",
    "with recursive duckdb_settings as (from duckdb_settings union from duckdb_settings) from duckdb_settings",
    "select * from (with duckdb_settings as (select 1) from duckdb_settings) a, duckdb_settings",
    "from theme where exists (from sqlite_master) or exists (with sqlite_master as (select 1) from sqlite_master)",
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


@pytest.mark.parametrize(
    "query",
    [
        'select (with "{file}" as (select 1) select 1), * from "{file}"',
        'with "{file}" as (from "{file}") from "{file}"',
        'with recursive "{file}" as (from "{file}" union from "{file}") from "{file}"',
        'with a as (from "{file}"), "{file}" as (select 1) from a',
        "from '{file}'",
    ],
)
def test_no_name_of_a_query_s_own_opens_a_file_of_the_ledger(example_like, query):
    file = next(example_like.address.folder.rglob("*.parquet"))
    assert example_like.rows(f"from '{file}'")  # DuckDB itself would read it
    with pytest.raises(Refused):
        select(example_like, query.format(file=file))


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
