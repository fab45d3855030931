"""Rows as they could land, and the cells they came from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from monitoring.intake.belonging import held_back, is_held
from monitoring.intake.distinct import Distinct
from monitoring.intake.draft import AMOUNTS, Draft
from monitoring.intake.fields import OWNER
from monitoring.intake.finding import Finding, Severity
from monitoring.intake.reading import letters
from monitoring.ledger import tables
from monitoring.person import Person
from theory_of_change.text import message


def stage(drafts: Sequence[Draft], findings: Sequence[Finding], person: Person) -> tuple[dict, dict, list[Finding]]:
    """The rows of each table that no finding holds back, and the cells they came from."""
    held = held_back(findings)
    groups: dict[tuple[str, int], list[pd.DataFrame]] = {}
    for each in drafts:
        kept = ~is_held(each, held)
        if kept.any():
            groups.setdefault((each.region.table, each.region.group), []).append(_landing(each, kept, person))
    added_up = {(each.region.table, each.region.group) for each in drafts if each.region.combine}
    rows: dict[str, list[pd.DataFrame]] = {}
    for (table, group), parts in groups.items():
        whole = pd.concat(parts, ignore_index=True) if len(parts) > 1 else parts[0]
        rows.setdefault(table, []).append(_combined(whole, table) if (table, group) in added_up else whole)
    double: list[Finding] = []
    staged, cells = {}, {}
    for table, parts in rows.items():
        whole = pd.concat(parts, ignore_index=True) if len(parts) > 1 else parts[0]
        again = whole.duplicated("row_key")
        first_in = dict(zip(whole.loc[~again, "row_key"], whole.loc[~again, "sheet"], strict=True))
        double += [
            Finding(
                "CHK-B8",
                Severity.BLOCKING,
                row.sheet,
                row.cells.split(",")[0],
                row.row_key,
                message("This sheet says something about the same twice.")
                if first_in[row.row_key] == row.sheet
                else message("Another sheet of this file says something about the same."),
                message("Keep one of the two, or add up rows that are about the same where a layout says how."),
            )
            for row in whole[again].itertuples()
        ]
        whole = whole[~again]
        cells[table] = whole[["row_key", "sheet", "cells"]]
        staged[table] = whole[[name for name in tables()[table].names if name != "written_in"]]
    return staged, cells, double


def _landing(draft: Draft, kept: np.ndarray, person: Person) -> pd.DataFrame:
    """The rows of a draft that are kept: all columns of its table, the sheet, the cells, and the key as one text."""
    region, count = draft.region, int(kept.sum())
    table = tables()[region.table]
    values = {name: column.at(kept) for name, column in draft.values.items()}
    if owner := OWNER[region.table]:
        values[owner] = Distinct.same(person.organisation, count)
    columns = {
        name: values[name].column if name in values else np.full(count, None)
        for name in table.names
        if name != "written_in"
    }
    landing = pd.DataFrame(columns, dtype=object)
    landing["sheet"] = region.sheet.name
    landing["cells"] = pd.Series(_cells(draft, kept), dtype=object)
    if not region.combine:
        key = (values[name].map(str).column for name in table.key)
        landing["row_key"] = pd.Series(["|".join(parts) for parts in zip(*key, strict=True)], dtype=object)
    return landing


def _cells(draft: Draft, kept: np.ndarray) -> np.ndarray:
    """The cells that hold the figures of each row that is kept; of a row with none, its first cell."""
    region, rows = draft.region, draft.index[kept] + 1
    amounts = [name for name in AMOUNTS[region.table] if name in region.columns]
    filled = np.zeros(len(rows), dtype=np.int64)  # a bit for each amount
    for bit, name in enumerate(amounts):
        filled |= (~draft.cells[name].says(""))[kept].astype(np.int64) << bit
    cells = np.empty(len(rows), dtype=object)
    for which in np.unique(filled).tolist():
        filled_in = [region.columns[name] for bit, name in enumerate(amounts) if which >> bit & 1]
        places = filled_in or [next(iter(region.columns.values()), min(region.read, default=0))]
        spell = ",".join(f"{letters(place)}{{0}}" for place in places).format
        alike = filled == which
        cells[alike] = [spell(row) for row in rows[alike].tolist()]
    return cells


def _combined(rows: pd.DataFrame, name: str) -> pd.DataFrame:
    """Rows of a table with the same key added up: one value from many cells, also of columns beside each other."""
    key, amounts = list(tables()[name].key), list(AMOUNTS[name])
    groups = rows.groupby(key, sort=False, dropna=False)
    others = [name for name in rows.columns if name not in (*key, *amounts, "cells")]
    combined = groups[others].first().reset_index()
    numbers = groups.ngroup().tolist()
    for amount in amounts:
        totals: list[Any] = [None] * len(combined)
        for number, value in zip(numbers, rows[amount], strict=True):
            if value is not None:
                totals[number] = value if totals[number] is None else totals[number] + value
        combined[amount] = pd.Series(totals, dtype=object)
    places: list[list[str]] = [[] for _ in combined.index]
    for number, cells in zip(numbers, rows["cells"], strict=True):
        places[number].append(cells)
    combined["cells"] = [",".join(cells) for cells in places]
    keys = zip(*(map(str, combined[field]) for field in key), strict=True)
    combined["row_key"] = pd.Series(["|".join(parts) for parts in keys], dtype=object)
    return combined
