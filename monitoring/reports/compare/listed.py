"""A comparison as tables, the same for the page, its downloads and the command line: codes, exact values, and headings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from monitoring.ledger import Commit
from monitoring.reports.compare.cells import Cell, What
from monitoring.reports.compare.figures import Moved, Of
from theory_of_change.text import Message, message

WHATS: Mapping[str, Message] = {
    "allocation": message("allocated"),
    "commitment": message("committed"),
    "expenditure": message("spent"),
    "expected": message("expected for the year"),
    "value": message("value"),
    "target": message("target"),
    "status": message("status"),
    "colour": message("colour"),
}
"""What of a figure changed, in words."""

KINDS: Mapping[Of, Message] = {
    Of.MONEY: message("money"),
    Of.RESULT: message("result"),
    Of.SAFEGUARD: message("safeguard"),
}
"""What a figure is of, in words."""

CHANGES: Mapping[What, Message] = {
    What.NEW: message("new"),
    What.CHANGED: message("changed"),
    What.GONE: message("taken out"),
}
"""What happened to a row, in words."""

TABLES: Mapping[str, Message] = {
    "agreement": message("agreements"),
    "allocation": message("allocations"),
    "assessment": message("assessments"),
    "assumption_test": message("tests of assumptions"),
    "budget_line": message("budget lines"),
    "confirmation": message("confirmations"),
    "coverage": message("cover of agreements"),
    "decision": message("decisions"),
    "decision_key": message("keys to decisions"),
    "gate": message("stage gates"),
    "incident": message("incidents"),
    "incident_step": message("steps of incidents"),
    "indicator": message("indicators"),
    "known_incident_count": message("counts of known incidents"),
    "learning": message("lessons"),
    "ledger_property": message("properties of the ledger"),
    "narrative": message("texts of packs"),
    "observation": message("observations"),
    "outcome_statement": message("outcomes"),
    "project": message("projects"),
    "project_share": message("shares of projects"),
    "review": message("look-backs"),
    "status_override": message("statuses by hand"),
    "strategy_test": message("strategy tests"),
    "target": message("targets"),
}
"""What the tables are called that people change most; another goes by its own name."""

FIGURES: Mapping[str, Message] = {
    "of": message("Kind"),
    "subject": message("Subject"),
    "country": message("Country"),
    "theme": message("Theme"),
    "what": message("What"),
    "then": message("Then"),
    "now": message("Now"),
    "stands": message("Stand"),
    "who": message("Who"),
    "why": message("Why"),
}
"""The columns of `figures_table`, and what each is called."""

CELLS: Mapping[str, Message] = {
    "table": message("Table"),
    "row": message("Row"),
    "column": message("Column"),
    "change": message("Change"),
    "then": message("Then"),
    "now": message("Now"),
    "stand": message("Stand"),
    "who": message("Who"),
    "organisation": message("For whom"),
    "day": message("Day"),
    "why": message("Why"),
    "source": message("Cell"),
}
"""The columns of `cells_table`, and what each is called."""

HIDDEN = "hidden"
"""What stands in place of a value that points at few people."""


def figures_table(found: Sequence[Moved]) -> pd.DataFrame:
    """One row per figure that differs: its codes, then and now, and the commits behind it with who and why."""
    rows = [
        {
            "of": one.of.value,
            "subject": one.subject,
            "country": one.country,
            "theme": one.theme,
            "what": one.what,
            "then": plain(one.then),
            "now": plain(one.now),
            "stands": ", ".join(str(commit.number) for commit in one.through),
            "who": "; ".join(dict.fromkeys(map(sender, one.through))),
            "why": "; ".join(dict.fromkeys(commit.reason for commit in one.through)),
        }
        for one in found
    ]
    return pd.DataFrame(rows, columns=list(FIGURES), dtype=object)


def cells_table(found: Sequence[Cell]) -> pd.DataFrame:
    """One row per cell that differs: where it stands, then and now, and the commit that changed it, with the cell it came from."""
    rows = [
        {
            "table": one.table,
            "row": " · ".join(map(str, one.key.values())),
            "column": one.column,
            "change": one.what.value,
            "then": HIDDEN if one.hidden else plain(one.then),
            "now": HIDDEN if one.hidden else plain(one.now),
            "stand": one.commit.number if one.commit else None,
            "who": one.commit.author if one.commit else None,
            "organisation": one.commit.organisation if one.commit else None,
            "day": one.commit.day if one.commit else None,
            "why": one.commit.reason if one.commit else None,
            "source": one.source or None,
        }
        for one in found
    ]
    return pd.DataFrame(rows, columns=list(CELLS), dtype=object)


def sender(commit: Commit) -> str:
    """Who made a change, and for whom: “Liaison (POL)”."""
    return f"{commit.author} ({commit.organisation})"


def plain(value: Any) -> Any:
    """A value without digits that only a computer adds.

    >>> plain(38.96551724137931), plain("EGY-2")
    (38.965517, 'EGY-2')
    """
    return round(value, 6) if isinstance(value, float) else value
