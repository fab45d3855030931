"""What a shift changes: each country and theme that it touches, before and after."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from monitoring.money.shifts.owned import Budget, Parts
from monitoring.money.shifts.room import Place, Standing, executed
from theory_of_change.text import Euro, Message, message

NOT_COMPARABLE = message("not comparable, because no cost per result is recorded")
"""What a shift does to results: the ledger holds no unit cost, and one is not made up from money and results side by side."""


@dataclass(frozen=True)
class Outcome:
    """One country and theme before and after a shift; `change` is the euros that come to it."""

    place: Place
    name: Message
    before: Standing
    after: Standing
    change: Decimal
    notice: Message | None = None

    @property
    def execution(self) -> tuple[float | None, float | None]:
        """Spent as a share of what is allocated, before and after."""
        return self.before.executed, executed(self.before.spent, self.after.allocated)


def outcomes(budget: Budget, parts: Parts) -> list[Outcome]:
    """Every country and theme that a shift touches, before and after, in the order of their codes."""
    found = []
    for place, change in sorted(parts.items()):
        if change:
            before = budget.standing(place)
            after = before.with_change(change)
            found.append(Outcome(place, budget.called(place), before, after, change, _notice(after, change)))
    return found


def _notice(after: Standing, change: Decimal) -> Message | None:
    """What is no reason against a shift, but asks for a look: less would be left than is expected to be spent."""
    if change < 0 and after.expected is not None and after.expected > after.allocated:
        return message(
            "{expected} is expected to be spent here this year, and {left} would be left: the plan has to change.",
            expected=Euro(after.expected),
            left=Euro(after.allocated),
        )
    return None
