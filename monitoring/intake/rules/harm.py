"""Money and harm: what must be in order before money goes to who may do harm (ToR, section 5)."""

from __future__ import annotations

from collections.abc import Iterator

from monitoring.intake.draft import Draft
from monitoring.intake.known import Known
from monitoring.intake.rules.rule import WARNING, Broken, present, rule
from monitoring.results.assessments import STANDINGS_CALLED
from theory_of_change.text import message


@rule(
    "CHK-D1",
    WARNING,
    "budget_line",
    clause=message("terms of reference, §5: do no harm"),
    reads=("project", "quarter"),
)
def assessed_before_payment(draft: Draft, known: Known) -> Iterator[Broken]:
    """A project that supports police, border guards, armed forces or detention has each assessed before it is paid.

    What was paid is a fact and lands: refusing to hear of it would hide it. That no assessment was valid is said to who
    delivers it, and stays a signal until there is one.
    """
    for row, code in present(draft, "project", known.unassessed.__contains__):
        period = known.periods.get(draft.value(row, "quarter"))
        for actor, standing, since in known.unassessed[code]:
            if period and period[2] >= since:
                yield Broken(
                    row,
                    "project",
                    message(
                        "{project} supports “{actor}”: {standing}. No payment goes without a valid assessment.",
                        project=code,
                        actor=actor,
                        standing=STANDINGS_CALLED[standing],
                    ),
                    message("Ask the core team for an assessment, or hold the payment until there is one."),
                )
