"""The statistics of tables that never held a row.

DuckLake 1.5 looks for the statistics of a table in its catalogue once per column and per query, for as long as
there are none (duckdb/ducklake#1313): a query on an empty table of nine columns takes 30 ms to plan, on one with a
row 3 ms. So a table gets the statistics of nothing when it is made: the rows that DuckLake writes itself with the
first file, and brings up to date from then on.
"""

from __future__ import annotations

import duckdb

from monitoring.ledger.connection import attempts, retried

_CATALOGUE = "__ducklake_metadata_lake"
_NEVER_WRITTEN = f"""
    select table_id
    from {_CATALOGUE}.ducklake_table
    where end_snapshot is null and table_id not in (from {_CATALOGUE}.ducklake_table_stats select table_id)
"""


def of_nothing(connection: duckdb.DuckDBPyConnection) -> None:
    """Write the statistics of every table that has none; of tables that have some, nothing changes."""
    for _ in attempts():
        with retried(), connection.cursor() as cursor:
            cursor.begin()
            cursor.execute(
                f"insert into {_CATALOGUE}.ducklake_table_column_stats (table_id, column_id, contains_null) "
                f"select table_id, column_id, false from {_CATALOGUE}.ducklake_column "
                f"where end_snapshot is null and table_id in ({_NEVER_WRITTEN})"
            )
            cursor.execute(
                f"insert into {_CATALOGUE}.ducklake_table_stats (table_id, record_count, next_row_id, file_size_bytes) "
                f"select table_id, 0, 0, 0 from ({_NEVER_WRITTEN})"
            )
            cursor.commit()
            return
