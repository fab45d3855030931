"""What rows must mean: one set of rules for a sheet, a form and the command line.

Each rule has a code, a gravity, the tables it speaks of, and where it comes from ("ToR" is the
terms of reference; CHK- codes are the checks of the mechanism). It yields the row, the field and
what is wrong and right, for every row that breaks it.
"""

from collections.abc import Iterator

from monitoring.intake.draft import Draft
from monitoring.intake.finding import Finding
from monitoring.intake.known import Known
from monitoring.intake.rules import (
    aid,
    budget,
    figures,
    harm,
    moments,
    money,
    ownership,
    projects,
    promises,
    scope,
    series,
    shares,
    targets,
)
from monitoring.intake.rules.rule import RULES, Rule
from monitoring.intake.rules.together import together

__all__ = [
    "RULES",
    "Rule",
    "aid",
    "broken",
    "budget",
    "figures",
    "harm",
    "moments",
    "money",
    "ownership",
    "projects",
    "promises",
    "scope",
    "series",
    "shares",
    "targets",
    "together",
]


def broken(draft: Draft, known: Known) -> Iterator[Finding]:
    """Every rule that rows of this draft break, at the cell where they break it."""
    for each in RULES:
        if draft.region.table in each.tables and len(draft.index):
            for row, field, words, remedy in each.broken(draft, known):
                yield draft.finding(each.code, each.severity, row, field, words, remedy, each.clause)
