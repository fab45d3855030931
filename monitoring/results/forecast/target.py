"""The target that lies ahead: which of the targets and their revisions holds, for whom looks on a day."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

FIRST = datetime.date.min


@dataclass(frozen=True)
class Target:
    """A target, and the period at whose end it should be reached."""

    period: str
    value: float


@dataclass(frozen=True)
class _Revision:
    """From which day a revision holds, and for which days of the path it does."""

    number: int
    part: int
    since: datetime.date
    first: datetime.date
    last: datetime.date | None


def ahead_of(targets: pd.DataFrame, day: datetime.date, *, by_year: bool) -> list[Target]:
    """The targets that hold on a day, the earliest first; `targets` is as `indicator.targets` has it.

    The rule is that of view `figure`: a revision takes the place of earlier points from its first point on, and where
    it sets no new target up to its last; of what is counted per year (`by_year`) for the years it names.
    """
    rows = [row | {"part": row["end_date"].year if by_year else 0} for row in _path(targets)]
    revisions = _revisions(rows)
    holding = [row for row in rows if row["kind"] == "target" and _holds(row, revisions, day)]
    return [
        Target(row["period"], float(row["value"]))
        for row in sorted(holding, key=lambda row: (row["end_date"], row["revision"]))
    ]


def _path(targets: pd.DataFrame) -> list[dict]:
    days = {name: pd.to_datetime(targets[name]).dt.date for name in ("end_date", "valid_from")}
    return targets[targets["kind"] != "baseline"].assign(**days).to_dict("records")


def _revisions(rows: Sequence[dict]) -> list[_Revision]:
    found = []
    for number, part in sorted({(row["revision"], row["part"]) for row in rows if row["revision"] > 0}):
        own = [row for row in rows if (row["revision"], row["part"]) == (number, part)]
        since = min((row["valid_from"] for row in own if not pd.isna(row["valid_from"])), default=FIRST)
        days = [row["end_date"] for row in own]
        last = None if any(row["kind"] == "target" for row in own) else max(days)
        found.append(_Revision(number, part, since, min(days), last))
    return found


def _holds(row: dict, revisions: Sequence[_Revision], day: datetime.date) -> bool:
    """Whether its revision has come into force, and no later one that names its day has."""
    own = [one for one in revisions if one.part == row["part"]]
    if any(one.number == row["revision"] and one.since > day for one in own):
        return False
    return not any(
        one.number > row["revision"]
        and one.since <= min(day, row["end_date"])
        and one.first <= row["end_date"]
        and (one.last is None or row["end_date"] <= one.last)
        for one in own
    )
