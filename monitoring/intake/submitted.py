"""What was sent before: the files with who, when and why, and which of them were taken back."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from monitoring.intake.finding import Finding
from monitoring.intake.kept import from_kept
from monitoring.ledger import Ledger, Reader


@dataclass(frozen=True)
class TakenBack:
    """That a submission was taken back, or a taking back itself: by whom, when and why, in commit `number`."""

    number: int
    undone: int
    by: str
    at: datetime.datetime
    reason: str


@dataclass(frozen=True)
class Submitted:
    """One file that landed; `number` is its commit. `taken_back` is None while it holds."""

    number: int
    file: str
    sha256: str
    organisation: str
    sent_by: str
    sent_at: datetime.datetime
    layout: str
    reason: str
    new: int
    changed: int
    unchanged: int
    taken_back: TakenBack | None = None


_COLUMNS = (
    "number, file_name, sha256, organisation, sent_by, sent_at, layout, reason, new_rows, changed_rows, unchanged_rows"
)


def submitted(reader: Reader, organisation: str | None, most: int) -> Sequence[Submitted]:
    """The last files that an organisation sent, or without one that anybody did; the newest first."""
    which = "organisation = ?" if organisation else "? is null"
    return _submitted(reader, f"{which} order by number desc limit ?", organisation, most)


def one(reader: Reader, number: int) -> Submitted | None:
    """The submission of a commit, None where that is no submission."""
    return next(iter(_submitted(reader, "number = ?", number)), None)


def sent_before(reader: Reader, organisation: str, sha256: str) -> Sequence[Submitted]:
    """When an organisation sent this very file before, the newest first; the name of the file does not matter."""
    return _submitted(reader, "organisation = ? and sha256 = ? order by number desc", organisation, sha256)


def _submitted(reader: Reader, which: str, *values: Any) -> Sequence[Submitted]:
    undone = taken_back(reader)
    rows = reader.rows(f"select {_COLUMNS} from submission where {which}", *values)
    return [Submitted(*row, taken_back=undone.get(row[0])) for row in rows]


def taken_back(reader: Reader) -> dict[int, TakenBack]:
    """What is taken back now, by the number of its commit.

    A taking back that was itself taken back does not count: then its submission holds again.
    """
    found: dict[int, TakenBack] = {}
    for row in reader.rows(
        "select number, undone, taken_back_by, taken_back_at, reason from undo order by number desc"
    ):
        if row[0] not in found:
            found[row[1]] = TakenBack(*row)
    return found


def takes_back(reader: Reader) -> dict[int, int]:
    """What each taking back took back, by the numbers of the two commits; also those that no longer count."""
    return dict(reader.rows("select number, undone from undo"))


def findings(reader: Reader, number: int) -> list[Finding]:
    """What was found in a file that landed, as it was kept with it."""
    rows = reader.rows("select findings from submission where number = ?", number)
    return [from_kept(each) for row in rows for each in json.loads(row[0])]


def content(ledger: Ledger, number: int) -> bytes:
    """The file of a submission, as it was sent. Raises `LookupError` where there is none."""
    row = ledger.row("select content from submission where number = ?", number)
    if row is None:
        raise LookupError(number)
    return row[0]
