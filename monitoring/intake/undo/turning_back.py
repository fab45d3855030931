"""Which judgements turn back, and which signals come and go, where a submission is taken back."""

from __future__ import annotations

from monitoring.intake.fields import FIELDS
from monitoring.intake.preview import Flips, flips_of
from monitoring.intake.undo.undo import Undoing
from monitoring.ledger import Ledger


def turning_back(ledger: Ledger, would: Undoing, quarter: str | None = None) -> Flips:
    """What would be judged otherwise if that were taken back, against the same state; nothing is written.

    Looked at `quarter`, where there would still be one by that code, else at the last that ended.
    """
    facts = [each for each in would.differences if each.table.name in FIELDS]
    before = {each.table.name: each.before.drop_columns(["written_in"]) for each in facts}
    return flips_of(ledger, would.state, before, {each.table.name: each.after for each in facts}, quarter)
