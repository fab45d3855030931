"""Rows that say something only together: what holds one of them back holds back the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import pandas as pd

from monitoring.intake.draft import AMOUNTS, Draft
from monitoring.intake.finding import Finding, Severity
from monitoring.intake.known import Known
from monitoring.intake.rules import together
from monitoring.intake.rules.together import is_part
from monitoring.ledger import tables
from theory_of_change.text import message


def held_back(findings: Iterable[Finding]) -> set[tuple[str, int]]:
    """Sheet and row (from 0) of everything that cannot land."""
    return {(f.sheet, f.row) for f in findings if f.severity <= Severity.ERROR and f.cell}


def look_together(drafts: Sequence[Draft], now: Known, findings: list[Finding]) -> None:
    """Add what the rows that would land break together; that may hold back more rows, and so on."""
    said: set[tuple[str, str]] = set()
    while True:
        held = held_back(findings)
        holds = lambda draft, row, held=held: (draft.region.sheet.name, row) in held  # noqa: E731
        found = [finding for finding in together(drafts, now, holds) if (finding.rule, finding.place) not in said]
        found = found or [finding for each in drafts for finding in _held_with_others(each, now, held)]
        if not found:
            return
        said |= {(finding.rule, finding.place) for finding in found}
        findings += found


def _held_with_others(draft: Draft, now: Known, held: set[tuple[str, int]]) -> Iterator[Finding]:
    """Rows that say something only together with a row that is wrong.

    They are the cells that are added up to one value, the parts that make up a total, and the points
    of one path of targets. Where the wrong cell is part of the key of a sum, every sum that it may
    belong to is held back.
    """
    region, rows = draft.region, draft.rows
    key, belongs = _whole(draft, now)
    if not key:
        return
    is_held = pd.Series([(region.sheet.name, row) in held for row in rows.index], index=rows.index, dtype=bool)
    with_them = pd.Series(False, index=rows.index)
    for wrong in rows.loc[is_held & belongs, key].drop_duplicates().itertuples(index=False, name=None):
        if None in wrong and not region.combine:
            continue
        alike = belongs.copy()
        for name, value in zip(key, wrong, strict=True):
            if value is not None:
                alike &= rows[name] == value
        with_them |= alike
    for row in rows.index[with_them & ~is_held]:
        yield draft.finding(
            "belongs together",
            Severity.ERROR,
            row,
            AMOUNTS[region.table][0],
            message("This belongs together with a row that is wrong."),
            message("Mend that one first; this one lands with it."),
        )


def _whole(draft: Draft, now: Known) -> tuple[list[str], pd.Series]:
    """The columns by which rows of a draft make up one whole, none where they do not, and which rows do."""
    rows, every = draft.rows, pd.Series(True, index=draft.rows.index)
    if draft.region.combine:
        return [name for name in tables()[draft.region.table].key if name in rows], every
    if draft.region.table == "target":
        return ["indicator", "country", "revision"], every
    if draft.region.table == "observation":
        parts = [is_part(now, row.indicator, row.dimension) for row in rows.itertuples()]
        return ["indicator", "country", "period"], pd.Series(parts, index=rows.index, dtype=bool)
    return [], every
