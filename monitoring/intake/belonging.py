"""Rows that say something only together: what holds one of them back holds back the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from monitoring.intake.distinct import Distinct, alike
from monitoring.intake.draft import AMOUNTS, Draft
from monitoring.intake.finding import Finding, Severity
from monitoring.intake.known import Known
from monitoring.intake.rules import together
from monitoring.intake.rules.together import parts_of
from monitoring.ledger import tables
from theory_of_change.text import message


def held_back(findings: Iterable[Finding]) -> Mapping[str, set[int]]:
    """The rows (from 0) of each sheet that cannot land."""
    held: dict[str, set[int]] = defaultdict(set)
    for finding in findings:
        if finding.severity <= Severity.ERROR and finding.cell:
            held[finding.sheet].add(finding.row)
    return held


def is_held(draft: Draft, held: Mapping[str, set[int]]) -> np.ndarray:
    """For every row of a draft, whether it is held back."""
    return np.isin(draft.index, list(held.get(draft.region.sheet.name, ())))


def look_together(drafts: Sequence[Draft], now: Known, findings: list[Finding]) -> None:
    """Add what the rows that would land break together; that may hold back more rows, and so on."""
    said: set[tuple[str, str]] = set()
    while True:
        held = held_back(findings)
        are_held = [is_held(draft, held) for draft in drafts]
        found = [finding for finding in together(drafts, now, are_held) if (finding.rule, finding.place) not in said]
        found = found or [
            finding
            for draft, is_held_back in zip(drafts, are_held, strict=True)
            for finding in _held_with_others(draft, now, is_held_back)
        ]
        if not found:
            return
        said |= {(finding.rule, finding.place) for finding in found}
        findings += found


def _held_with_others(draft: Draft, now: Known, held: np.ndarray) -> Iterator[Finding]:
    """Rows that say something only together with a row that is wrong.

    They are the cells that are added up to one value, the parts that make up a total, and the points
    of one path of targets. Where the wrong cell is part of the key of a sum, every sum that it may
    belong to is held back.
    """
    if not held.any():
        return
    region = draft.region
    key, belongs = _whole(draft, now)
    if not key:
        return
    words = message("This belongs together with a row that is wrong.")
    remedy = message("Mend that one first; this one lands with it.")
    columns = [draft.values[name] for name in key]
    with_them = _with(columns, held & belongs, fitting=bool(region.combine))
    for row in draft.index[with_them & belongs & ~held].tolist():
        yield draft.finding("belongs together", Severity.ERROR, row, AMOUNTS[region.table][0], words, remedy)


def _with(columns: Sequence[Distinct], wrong: np.ndarray, *, fitting: bool) -> np.ndarray:
    """For every row, whether it is the same in these columns as one that is wrong.

    A column in which the wrong row has no value fits any where `fitting`, and none where not.
    """
    empty = np.array([column.empty for column in columns])
    result = np.zeros(len(wrong), dtype=bool)
    for pattern in np.unique(empty[:, wrong], axis=1).T:  # which columns are empty: few combinations
        if pattern.any() and not fitting:
            continue
        same = alike([column for column, none in zip(columns, pattern, strict=True) if not none], len(wrong))
        result |= np.isin(same, np.unique(same[wrong & (pattern == empty.T).all(axis=1)]))
    return result


def _whole(draft: Draft, now: Known) -> tuple[list[str], np.ndarray]:
    """The columns by which rows of a draft make up one whole, none where they do not, and which rows do."""
    every = np.ones(len(draft.index), dtype=bool)
    if draft.region.combine:
        return [name for name in tables()[draft.region.table].key if name in draft.values], every
    if draft.region.table == "project_share":  # a project divided over some of its countries is divided wrongly
        return ["project"], every
    if draft.region.table == "target":
        return ["indicator", "country", "revision"], every
    if draft.region.table == "observation":
        return ["indicator", "country", "period"], parts_of(draft.values["indicator"], draft.values["dimension"], now)
    return [], every
