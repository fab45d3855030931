"""Keeping the ledger quick: many small commits leave many small files.

Nothing here changes what the ledger says, now or at any past commit: snapshots are never
expired. Files that no snapshot refers to, left behind by a process that was killed, go. Tables that
are still empty get statistics, where the ledger was made before it gave them.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from monitoring.ledger import statistics
from monitoring.ledger.connection import attempts, busy
from monitoring.ledger.ledger import Ledger

STEPS = (
    "call ducklake_flush_inlined_data('lake')",
    "call ducklake_rewrite_data_files('lake')",
    "call ducklake_merge_adjacent_files('lake')",
    "call ducklake_cleanup_old_files('lake', cleanup_all => true)",
    # A file younger than an hour may belong to a commit that is being written right now.
    "call ducklake_delete_orphaned_files('lake', older_than => now() - interval 1 hour)",
)


@dataclass(frozen=True)
class Kept:
    """How many files the ledger's tables have, before and after."""

    before: int
    after: int


def upkeep(ledger: Ledger) -> Kept:
    """Merge small files and take away what nothing refers to; safe beside readers and writers."""
    before = _files(ledger)
    for step in STEPS:
        for _ in attempts():
            with ledger.connection as cursor:
                try:
                    cursor.execute(step).fetchall()
                    break
                except duckdb.Error as error:
                    if not busy(error):
                        raise
    with ledger.connection as cursor:
        statistics.of_nothing(cursor)
    return Kept(before, _files(ledger))


def _files(ledger: Ledger) -> int:
    return ledger.row("select coalesce(sum(file_count), 0) from ducklake_table_info('lake')")[0]
