"""Rows as they could land, and the cells they came from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from monitoring.intake.belonging import held_back
from monitoring.intake.draft import AMOUNTS, Draft
from monitoring.intake.fields import OWNER
from monitoring.intake.finding import Finding, Severity
from monitoring.ledger import tables
from monitoring.person import Person
from theory_of_change.text import message


def stage(drafts: Sequence[Draft], findings: Sequence[Finding], person: Person) -> tuple[dict, dict, list[Finding]]:
    """The rows of each table that no finding holds back, and the cells they came from."""
    held = held_back(findings)
    rows: dict[str, list[pd.DataFrame]] = {}
    double: list[Finding] = []
    for each in drafts:
        region = each.region
        table = tables()[region.table]
        kept = each.rows[[(region.sheet.name, row) not in held for row in each.rows.index]].copy()
        if kept.empty:
            continue
        if owner := OWNER[region.table]:
            kept[owner] = person.organisation
        for name in table.names:
            if name not in kept and name != "written_in":
                kept[name] = None
        kept["cells"] = [_cells(region, row) for row in kept.index]
        kept["sheet"] = region.sheet.name
        if region.combine:
            kept = _combined(kept, list(table.key), list(AMOUNTS[region.table]))
        kept["row_key"] = ["|".join(map(str, key)) for key in kept[list(table.key)].itertuples(index=False, name=None)]
        rows.setdefault(region.table, []).append(kept)
    staged, cells = {}, {}
    for table, parts in rows.items():
        whole = pd.concat(parts, ignore_index=True)
        again = whole.duplicated("row_key")
        double += [
            Finding(
                "CHK-B8",
                Severity.BLOCKING,
                row.sheet,
                row.cells.split(",")[0],
                row.row_key,
                message("Another sheet of this file says something about the same."),
                message("Keep one of the two."),
            )
            for row in whole[again].itertuples()
        ]
        whole = whole[~again]
        cells[table] = whole[["row_key", "sheet", "cells"]]
        staged[table] = whole[[name for name in tables()[table].names if name != "written_in"]]
    return staged, cells, double


def _cells(region: Any, row: int) -> str:
    """The cells that hold the figures of a row."""
    filled = [
        name
        for name in AMOUNTS[region.table]
        if name in region.columns and region.sheet.cell(row, region.columns[name]) != ""
    ]
    names = filled or list(region.columns)[:1]
    return ",".join(region.cell(row, name) for name in names)


def _combined(rows: pd.DataFrame, key: list[str], amounts: list[str]) -> pd.DataFrame:
    """Rows with the same key added up: one value from many cells."""

    def total(values: pd.Series) -> Any:
        there = [value for value in values if value is not None]
        return sum(there) if there else None

    how: dict[str, Any] = {name: "first" for name in rows.columns if name not in key}
    how |= dict.fromkeys(amounts, total)
    how["cells"] = ",".join
    return rows.groupby(key, sort=False, dropna=False).agg(how).reset_index()
