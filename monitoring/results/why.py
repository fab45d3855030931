"""Why a figure has its status, in one sentence: what it is compared with, by how much, and where the band lies."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from monitoring.results.status import BANDS, JUDGED, Status
from theory_of_change.hidden import hidden
from theory_of_change.text import Measured, Message, Percent, counted, message


@dataclass(frozen=True)
class Judged:
    """What a status rests on, as view `result` has it: numbers in the unit of the indicator, None where there is none.

    `progress` and `expected_progress` are shares of the way from baseline to target.
    """

    kind: str
    state: str = "reported"
    unit: str = "count"
    actual: float | None = None
    baseline: float | None = None
    target: float | None = None
    progress: float | None = None
    expected_progress: float | None = None
    hidden: str | None = None
    baseline_due: datetime.date | None = None
    looked_at: datetime.date | None = None

    @classmethod
    def of(cls, row: Mapping[str, Any], baseline_due: datetime.date | None = None) -> Judged:
        """Out of a row of view `result`; `baseline_due` is the day on which a baseline that is not known yet is due."""
        numbers = ("actual", "baseline", "target", "progress", "expected_progress")
        return cls(
            row["kind"],
            row["state"],
            row["unit"],
            **{name: None if pd.isna(row[name]) else float(row[name]) for name in numbers},
            hidden=hidden(row["hidden_actual"]),
            baseline_due=baseline_due,
            looked_at=pd.Timestamp(row["looked_at"]).date(),
        )


def why(status: Status, judged: Judged) -> Message:
    """The sentence for a status. It is said on the page, in signals and in the document of the counting rules.

    >>> why(Status.BEHIND, Judged("stock", progress=0.19, expected_progress=0.60)).key
    'Of the expected progress {share} is reached; under {band} that is “behind”.'
    >>> why(Status.BEHIND, Judged("stock", progress=-1.34, expected_progress=1.0)).key
    'It goes the wrong way: not towards the target but away from it. That is “behind”.'
    >>> why(Status.BEHIND, Judged("threshold", actual=2, target=0)).key
    'There are {actual} where {limit} is the limit. Any excess is “behind”.'
    >>> why(Status.NOT_ASSESSABLE, Judged("ratio", actual=41)).key
    'There is no target, so there is nothing to compare with.'
    >>> why(Status.BEHIND, Judged("flow", hidden="few")).key
    'It is judged all the same; how far it is, is hidden too.'
    """
    if judged.hidden and status is not Status.CONTEXT:
        return message("It is judged all the same; how far it is, is hidden too.")
    if status in JUDGED:
        return _judged(status, judged)
    return {
        Status.NO_DATA: message("There is no figure although it was due. Missing is not zero."),
        Status.STALE: message(
            "The figure of this period is missing although it was due. You see the last one before it, which is not judged."
        ),
        Status.NOT_DUE: _not_due(judged),
        Status.NOT_ASSESSABLE: _not_assessable(judged),
        Status.CONTEXT: message("This is context. It is never coloured."),
    }[status]


def _judged(status: Status, judged: Judged) -> Message:
    actual, target = Measured(judged.actual, judged.unit), Measured(judged.target, judged.unit)
    if judged.kind == "threshold":
        if status is Status.BEHIND:
            return message(
                "There are {actual} where {limit} is the limit. Any excess is “behind”.",
                actual=actual,
                limit=Measured(judged.target or 0.0, judged.unit),
            )
        return message("It stays within the limit of {limit}.", limit=Measured(judged.target or 0.0, judged.unit))
    if judged.kind == "event":
        return _event(status, judged)
    if judged.progress is None or not judged.expected_progress:
        return _hold(status, actual, target)
    return _pace(status, judged.progress, judged.progress / judged.expected_progress)


def _event(status: Status, judged: Judged) -> Message:
    planned, reached = int(judged.target or 0), int(judged.actual or 0)
    if planned > 1:
        return counted(
            "It is reached in {n} of the countries where it was planned, which are {planned}.",
            "It is reached in {n} of the countries where it was planned, which are {planned}.",
            n=reached,
            planned=planned,
        )
    if status is Status.ON_TRACK:
        return message("It is reached.")
    return message("It was planned for a day that is over, and is not reached.")


def _hold(status: Status, actual: Measured, target: Measured) -> Message:
    """Where target and baseline are equal: to hold what there is."""
    if status is Status.ON_TRACK:
        return message("It is to be held at {target}; {actual} is within the tolerance.", target=target, actual=actual)
    if status is Status.ATTENTION:
        return message(
            "It is to be held at {target}; {actual} misses that by more than the tolerance.",
            target=target,
            actual=actual,
        )
    return message(
        "It is to be held at {target}; {actual} misses that by more than twice the tolerance.",
        target=target,
        actual=actual,
    )


def _pace(status: Status, progress: float, share: float) -> Message:
    """Progress beside what was expected by now."""
    if status is Status.BEHIND and share < 0:
        return message("It goes the wrong way: not towards the target but away from it. That is “behind”.")
    if status is Status.BEHIND:
        return message(
            "Of the expected progress {share} is reached; under {band} that is “behind”.",
            share=_plainly(share),
            band=Percent(BANDS.attention),
        )
    if status is Status.ATTENTION:
        return message(
            "Of the expected progress {share} is reached; from {low} to {high} that is “needs attention”.",
            share=_plainly(share),
            low=Percent(BANDS.attention),
            high=Percent(BANDS.on_track),
        )
    if progress > BANDS.too_much:
        return message(
            "Of the expected progress {share} is reached. Is the target too low, or counted wrong?",
            share=_plainly(share),
        )
    return message(
        "Of the expected progress {share} is reached; from {band} that is “on track”.",
        share=_plainly(share),
        band=Percent(BANDS.on_track),
    )


def _not_due(judged: Judged) -> Message:
    if judged.state == "not_applicable":
        return message("Who reports says that it does not apply here.")
    if judged.actual is not None:
        return message("Nothing was expected by now, so there is nothing to judge yet.")
    return message("The figure is not due yet.")


def _not_assessable(judged: Judged) -> Message:
    if judged.state == "withheld":
        return message("The figure is withheld, so it is not judged.")
    if judged.target is None:
        return message("There is no target, so there is nothing to compare with.")
    if judged.baseline is None and judged.baseline_due and judged.looked_at:
        if judged.baseline_due < judged.looked_at:
            return message(
                "The baseline is not known yet, though it was due on {day}. Progress cannot be told until it is.",
                day=judged.baseline_due,
            )
        return message(
            "The baseline is not known yet; it is due on {day}. Until then progress cannot be told.",
            day=judged.baseline_due,
        )
    if judged.baseline is None and judged.kind not in ("flow", "yearly", "event"):
        return message("The baseline is not known, so progress cannot be told.")
    return message("A part of it is missing: of the year, of who reports, or of its parts. So it is not judged.")


def _plainly(share: float) -> Percent:
    """A share with as many decimals as it takes not to be read as beyond a band that it does not reach.

    >>> _plainly(0.62), _plainly(0.899)
    (Percent(share=0.62, decimals=0), Percent(share=0.899, decimals=1))
    """
    bands = (BANDS.attention, BANDS.on_track)
    decimals = next((n for n in range(4) if all((round(share, n + 2) >= b) == (share >= b) for b in bands)), 4)
    return Percent(share, decimals)
