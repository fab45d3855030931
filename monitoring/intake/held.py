"""The rows of a file that cannot land, by their keys: they are in the file, though nothing of them is compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from monitoring.intake.belonging import held_back, is_held
from monitoring.intake.draft import Draft
from monitoring.intake.fields import OWNER
from monitoring.intake.finding import Finding
from monitoring.ledger import tables
from monitoring.person import Person


def held(drafts: Sequence[Draft], findings: Sequence[Finding], person: Person) -> Mapping[str, pd.DataFrame]:
    """Per table the keys of the rows that findings hold back, as far as they could be read; None where not."""
    wrong = held_back(findings)
    found: dict[str, list[pd.DataFrame]] = {}
    for each in drafts:
        which = is_held(each, wrong)
        if not which.any():
            continue
        table, rows = tables()[each.region.table], each.rows[which]
        keys = rows.reindex(columns=list(table.key)).astype(object)
        if owner := OWNER[table.name]:
            keys[owner] = person.organisation
        found.setdefault(table.name, []).append(keys.where(keys.notna(), None))
    return {name: pd.concat(parts, ignore_index=True) for name, parts in found.items()}
