"""What was sent before: the files with who, when and why."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from monitoring.ledger import Ledger


@dataclass(frozen=True)
class Submitted:
    """One file that landed; `number` is its commit."""

    number: int
    file: str
    sent_by: str
    sent_at: datetime.datetime
    reason: str
    new: int
    changed: int


def submitted(ledger: Ledger, organisation: str, most: int) -> Sequence[Submitted]:
    """The last files that an organisation sent, the newest first."""
    rows = ledger.rows(
        "select number, file_name, sent_by, sent_at, reason, new_rows, changed_rows from submission "
        "where organisation = ? order by number desc limit ?",
        organisation,
        most,
    )
    return [Submitted(*row) for row in rows]


def content(ledger: Ledger, number: int) -> bytes:
    """The file of a submission, as it was sent. Raises `LookupError` where there is none."""
    row = ledger.row("select content from submission where number = ?", number)
    if row is None:
        raise LookupError(number)
    return row[0]
