"""The rows that a sender left out because they could not land: with their euros, so that a total can name them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

import pandas as pd

from monitoring.intake.belonging import held_back, is_held
from monitoring.intake.draft import AMOUNTS, Draft
from monitoring.intake.fields import FIELDS, OWNER
from monitoring.intake.finding import Finding, Severity
from monitoring.intake.kept import as_kept
from monitoring.intake.shape import LARGEST_AMOUNT
from monitoring.ledger import tables
from monitoring.person import Person

CENT = Decimal("0.01")
MOST = 20_000  # rows of one file; a file with more mistakes is another file


def refused(drafts: Sequence[Draft], findings: Sequence[Finding], person: Person) -> pd.DataFrame:
    """One row per row of a sheet that findings hold back, as table `refused_row` keeps it, but for the submission."""
    wrong = held_back(findings)
    said = _gravest(findings)
    rows: dict[tuple[str, str, int], dict[str, Any]] = {}
    for each in drafts:
        for row in each.index[is_held(each, wrong)].tolist():
            at = (each.region.table, each.region.sheet.name, row)
            if at in rows:  # columns beside each other: one row of the sheet, several amounts
                rows[at]["amount_eur"] = _added(rows[at]["amount_eur"], _euros(each, row))
            elif len(rows) < MOST:
                rows[at] = _refused(each, row, said[at[1:]], person)
    return pd.DataFrame(list(rows.values()), dtype=object)


def _gravest(findings: Sequence[Finding]) -> dict[tuple[str, int], Finding]:
    """Of each row of a sheet the first of the gravest findings that hold it back."""
    found: dict[tuple[str, int], Finding] = {}
    for finding in findings:
        at = (finding.sheet, finding.row)
        if finding.severity <= Severity.ERROR and (at not in found or finding.severity < found[at].severity):
            found[at] = finding
    return found


def _refused(draft: Draft, row: int, finding: Finding, person: Person) -> dict[str, Any]:
    table = tables()[draft.region.table]
    key = [person.organisation if name == OWNER[table.name] else draft.value(row, name) for name in table.key]
    return {
        "table_name": table.name,
        "sheet": finding.sheet,
        "sheet_row": row + 1,
        "row_key": None if None in key else "|".join(map(str, key)),
        "cells": finding.cell,
        "amount_eur": _euros(draft, row),
        "finding": json.dumps(as_kept(finding), ensure_ascii=False),
    }


def _euros(draft: Draft, row: int) -> Decimal | None:
    """The euros of a row, where it names some that can be read."""
    return next((_as_euros(draft.value(row, name)) for name in _money(draft.region.table)), None)


def _money(table: str) -> Iterator[str]:
    return (field.name for field in FIELDS[table] if field.reads == "money" and field.name in AMOUNTS[table])


def _as_euros(amount: Decimal | None) -> Decimal | None:
    return None if amount is None or abs(amount) >= LARGEST_AMOUNT else amount.quantize(CENT)


def _added(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return other if one is None else one if other is None else one + other
