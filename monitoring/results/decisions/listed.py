"""Decisions as a table, to take along."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pandas as pd

from monitoring.results.decisions.decision import Decision
from theory_of_change.text import Message, message

HEADINGS: Mapping[str, Message] = {
    "decision": message("Decision"),
    "state": message("State"),
    "country": message("Country"),
    "theme": message("Theme"),
    "choice": message("Choice"),
    "reason": message("Why"),
    "forum": message("Forum"),
    "decided_on": message("Decided on"),
    "owner": message("Owner"),
    "due_on": message("Due on"),
    "look_back_on": message("Look back on"),
    "changes": message("Changes"),
    "signals": message("Signals"),
    "verdict": message("Looking back"),
    "happened": message("What happened"),
}
"""The columns of `table`, and what each is called."""


def table(found: Iterable[Decision], today: datetime.date, in_words: Callable[[Any], str]) -> pd.DataFrame:
    """One row per decision, with codes, and the signals as `in_words` says them; the columns are those of `HEADINGS`."""
    rows = [
        (
            one.number,
            one.state(today).value,
            one.chosen.country,
            one.chosen.theme,
            one.chosen.choice.value,
            one.chosen.reason,
            one.chosen.forum,
            one.chosen.decided_on.isoformat(),
            one.chosen.owner,
            one.chosen.due_on.isoformat(),
            one.look_back_on.isoformat(),
            one.chosen.changes.value,
            "; ".join(in_words(signal.said) for signal in one.chosen.signals),
            one.verdict.value if one.verdict else None,
            one.reviews[-1].happened if one.reviews else None,
        )
        for one in found
    ]
    return pd.DataFrame(rows, columns=list(HEADINGS), dtype=object)
