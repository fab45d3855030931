"""Where a row came from: the file, sheet and cells that brought it, who sent it for whom and when."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from monitoring.ledger.names import Reader


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
    """By the key of each row of a register table, its parts joined by |, where it came from last.

    A row that no sheet brought, such as one of the reference files, is not in it. The table is small:
    facts are asked for in the query that reads them.
    """
    rows = reader.rows(
        """
        select c.row_key, s.file_name, c.sheet, c.cells, s.sent_by, s.organisation, s.sent_at, s.number
        from source_cell c
        join submission s on s.number = c.submission
        where c.table_name = ? and s.number not in (select undone from undo)
        order by s.number
        """,
        table,
    )
    return {key: Origin(*rest) for key, *rest in rows}
