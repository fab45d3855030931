"""Where a row came from: the file, sheet and cells that brought it, who sent it for whom and when."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from monitoring.ledger.names import Reader
from monitoring.ledger.schema import tables


@dataclass(frozen=True)
class Origin:
    """The cells that a row came from, such as F14 or E2,E9, and the submission that brought them."""

    file: str
    sheet: str
    cells: str
    sent_by: str
    organisation: str
    sent_at: datetime.datetime
    number: int


def origins(reader: Reader, table: str) -> dict[str, Origin]:
    """By the key of each row of a register table, its parts joined by |, where its values came from.

    A row that no sheet brought, such as one of the reference files, is not in it. The table is small:
    facts are asked for in the query that reads them.
    """
    key = " || '|' || ".join(f't."{name}"::varchar' for name in tables()[table].key)
    rows = reader.rows(
        f"""
        select c.row_key, s.file_name, c.sheet, c.cells, s.sent_by, s.organisation, s.sent_at, s.number
        from {table} t
        join source_cell c on c.table_name = ? and c.submission = t.written_in and c.row_key = {key}
        join submission s on s.number = c.submission
        """,
        table,
    )
    return {key: Origin(*rest) for key, *rest in rows}
