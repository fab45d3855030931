"""The rows of a file that cannot land, by their keys: they are in the file, though nothing of them is compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from monitoring.intake.belonging import held_back
from monitoring.intake.draft import Draft
from monitoring.intake.fields import OWNER
from monitoring.intake.finding import Finding
from monitoring.ledger import tables
from monitoring.person import Person


def held(drafts: Sequence[Draft], findings: Sequence[Finding], person: Person) -> Mapping[str, pd.DataFrame]:
    """Per table the keys of the rows that findings hold back, as far as they could be read; None where not."""
    by_sheet: dict[str, set[int]] = {}
    for sheet, row in held_back(findings):
        by_sheet.setdefault(sheet, set()).add(row)
    found: dict[str, list[pd.DataFrame]] = {}
    for each in drafts:
        if each.region.sheet.name not in by_sheet:
            continue
        table = tables()[each.region.table]
        rows = each.rows[each.rows.index.isin(by_sheet[each.region.sheet.name])]
        if rows.empty:
            continue
        keys = rows.reindex(columns=list(table.key)).astype(object)
        if owner := OWNER[table.name]:
            keys[owner] = person.organisation
        found.setdefault(table.name, []).append(keys.where(keys.notna(), None))
    return {name: pd.concat(parts, ignore_index=True) for name, parts in found.items()}
