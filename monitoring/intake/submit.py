"""A checked file becomes one commit: its rows, the file itself, and the cell of every value."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import pyarrow as pa

from monitoring.intake.check import Checked, check
from monitoring.intake.kept import as_kept
from monitoring.ledger import Ledger, Merged, Transaction, as_arrow, tables


class Refused(Exception):
    """A file that cannot land, as it was last checked."""

    def __init__(self, checked: Checked) -> None:
        super().__init__("the file cannot land")
        self.checked = checked


@dataclass(frozen=True)
class Receipt:
    """What became of a submission; `number` is that of its commit, None where nothing changed."""

    number: int | None
    counts: Mapping[str, Merged]
    checked: Checked

    @property
    def total(self) -> Merged:
        """The counts over all tables."""
        return sum(self.counts.values(), Merged())


def submit(ledger: Ledger, checked: Checked, reason: str, *, leave_out_errors: bool = False) -> Receipt:
    """Let a checked file land in one commit, or raise `Refused`.

    Somebody else may have committed since it was checked; then it is checked again on the state it
    would land on. Sent a second time it changes nothing, and no commit is made.
    """
    last = checked

    def work(transaction: Transaction) -> dict[str, Merged]:
        nonlocal last
        last = checked
        if transaction.number - 1 != checked.state:
            last = check(
                transaction, transaction.number - 1, checked.person, checked.name, checked.content, checked.layout
            )
        if last.blocked(leave_out_errors=leave_out_errors):
            raise Refused(last)
        counts = {
            name: transaction.merge(name, as_arrow(tables()[name], rows), within=last.taken_away.get(name))
            for name, rows in last.rows.items()
        }
        if transaction.touched:
            transaction.merge("submission", _submission(transaction.number, last, reason, counts))
            transaction.merge("source_cell", _source_cells(transaction, last))
            if len(last.refused):
                transaction.merge("refused_row", last.refused.assign(submission=transaction.number))
        return counts

    done = ledger.commit(checked.person, reason, work)
    return Receipt(done.number, done.result, last)


def _submission(number: int, checked: Checked, reason: str, counts: Mapping[str, Merged]) -> pd.DataFrame:
    total = sum(counts.values(), Merged())
    return pd.DataFrame(
        [
            {
                "number": number,
                "file_name": checked.name,
                "sha256": checked.sha256,
                "content": checked.content,
                "sent_by": checked.person.name,
                "organisation": checked.person.organisation,
                "sent_at": datetime.datetime.now(datetime.UTC),
                "layout": checked.layout_name,
                "reason": reason,
                "new_rows": total.new,
                "changed_rows": total.changed,
                "unchanged_rows": total.unchanged,
                "findings": json.dumps([as_kept(finding) for finding in checked.findings], ensure_ascii=False),
            }
        ]
    )


def _source_cells(transaction: Transaction, checked: Checked) -> pa.Table:
    """Only of what this submission wrote: an unchanged value still comes from the cell it came from."""
    parts = []
    for name, cells in checked.cells.items():
        key = ", ".join(f'"{column}"' for column in tables()[name].key)
        written = transaction.rows(
            f"select concat_ws('|', {key}) from lake.main.{name} where written_in = ?", transaction.number
        )
        which = cells["row_key"].isin({row[0] for row in written})
        parts.append(cells[which].assign(table_name=name, submission=transaction.number))
    return as_arrow(tables()["source_cell"], pd.concat(parts, ignore_index=True))
