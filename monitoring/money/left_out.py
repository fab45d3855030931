"""What projects state and is in no total: at its parts, more than its parts, or in a row that never landed."""

from __future__ import annotations

import pandas as pd

from monitoring.ledger import Ledger
from monitoring.money.projects import ZERO, Why, register


def left_out(ledger: Ledger) -> pd.DataFrame:
    """One row per project of which not all that it states is in the total, and per row that was refused.

    Columns: code (None where it could not be read), name_nl, name_en, `stated_eur`, `counted_eur`, `left_out_eur`,
    `parts_eur`, `why`, `finding` (the JSON of what was wrong with a refused row), and where it comes from:
    file, sheet, cells, sent_by, sent_for, submission; None where no sheet brought it. The largest first.
    """
    landed = register(ledger)
    landed = landed[landed["why"].notna()].merge(_origins(ledger), how="left", left_on="code", right_on="row_key")
    landed = landed.rename(columns={"budget_eur": "stated_eur"}).assign(finding=None)
    gone = _refused(ledger).assign(counted_eur=ZERO, parts_eur=ZERO, why=Why.REFUSED, name_nl=None, name_en=None)
    gone["left_out_eur"] = [ZERO if pd.isna(euros) else euros for euros in gone["stated_eur"]]
    both = pd.concat([landed[list(_LEFT_OUT)].astype(object), gone[list(_LEFT_OUT)].astype(object)], ignore_index=True)
    both = both.where(both.notna(), None)
    order = sorted(
        both.index, key=lambda at: (-both["left_out_eur"][at], str(both["code"][at]), both["cells"][at] or "")
    )
    return both.loc[order].reset_index(drop=True)


_LEFT_OUT = (
    *("code", "name_nl", "name_en", "stated_eur", "counted_eur", "left_out_eur", "parts_eur", "why", "finding"),
    *("file", "sheet", "cells", "sent_by", "sent_for", "submission"),
)


def _origins(ledger: Ledger) -> pd.DataFrame:
    """The cell and the sender of every project that a sheet brought."""
    return ledger.frame(
        """
        select p.code as row_key, s.file_name as file, c.sheet, c.cells, s.sent_by, s.organisation as sent_for,
               s.number as submission
        from project p
        join source_cell c on c.table_name = 'project' and c.row_key = p.code and c.submission = p.written_in
        join submission s on s.number = c.submission
        """
    )


def _refused(ledger: Ledger) -> pd.DataFrame:
    """The rows of projects that were left out of the last delivery of each file that holds, and did not land since."""
    found = ledger.frame(
        """
        select r.row_key as code, r.amount_eur as stated_eur, r.finding, s.file_name as file, r.sheet, r.cells,
               s.sent_by, s.organisation as sent_for, s.number as submission
        from refused_row r
        join submission s on s.number = r.submission
        where r.table_name = 'project' and not exists (from project p where p.code = r.row_key)
        """
    )
    return found[found["submission"].isin(_last_of_each_file(ledger))]


def _last_of_each_file(ledger: Ledger) -> frozenset[int]:
    """The last delivery of each file of each organisation, of those that hold."""
    gone: set[int] = set()
    for number, undone in ledger.rows("select number, undone from undo order by number desc"):
        if number not in gone:  # a taking back that was itself taken back does not count
            gone.add(undone)
    rows = ledger.rows("select organisation, file_name, number from submission order by number")
    return frozenset({(sender, file): number for sender, file, number in rows if number not in gone}.values())
