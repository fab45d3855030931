"""The budgets that projects state for themselves, each euro once: a part's budget is in that of its whole too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

RULE = "stated_budget"
VERSION = "1.0"
ZERO = Decimal(0)


class Why(StrEnum):
    """Why not all of a stated budget counts."""

    IN_PARTS = "in_parts"  # it is counted at the parts of this project
    PARTS_EXCEED = "parts_exceed"  # the parts state more than the whole: the parts count, and the whole not
    NOT_STATED = "not_stated"


@dataclass(frozen=True)
class Stated:
    """What one project states, in euros, and what of it counts; `why` where that is not all."""

    project: str
    stated: Decimal | None
    counted: Decimal
    parts: Decimal
    why: Why | None

    @property
    def left_out(self) -> Decimal:
        """What is left out of the total."""
        return (self.stated or ZERO) - self.counted


def once(budgets: Mapping[str, tuple[str | None, Decimal | None]]) -> list[Stated]:
    """Each project by code with its parent and stated budget, to what of that budget counts.

    A whole of 100 with parts of 60 and 30 counts 10 itself, what it has not passed on: 100 together, not 190.

    >>> [(one.project, str(one.counted)) for one in once({"A": (None, Decimal(100)),
    ...     "A1": ("A", Decimal(60)), "A2": ("A", Decimal(30))})]
    [('A', '10'), ('A1', '60'), ('A2', '30')]

    Where the parts state more than the whole, they are believed, and the whole counts nothing:

    >>> [(one.project, str(one.counted), one.why) for one in once({"B": (None, Decimal(50)),
    ...     "B1": ("B", Decimal(60))})]
    [('B', '0', <Why.PARTS_EXCEED: 'parts_exceed'>), ('B1', '60', None)]

    A parent that is not among them makes no difference, and neither do projects that are parts of each other in a circle.
    """
    parts: dict[str, list[str]] = defaultdict(list)
    for project, (parent, _) in budgets.items():
        if parent in budgets and not _in_a_circle(project, budgets):
            parts[parent].append(project)
    totals: dict[str, Decimal] = {}
    for project in _parts_first(budgets, parts):
        stated = budgets[project][1]
        totals[project] = max(stated or ZERO, sum((totals[part] for part in parts[project]), ZERO))
    found = []
    for project, (_, stated) in budgets.items():
        below = sum((totals[part] for part in parts[project]), ZERO)
        counted = totals[project] - below
        why = None
        if stated is None:
            why = Why.NOT_STATED
        elif below > stated:
            why = Why.PARTS_EXCEED
        elif below:
            why = Why.IN_PARTS
        found.append(Stated(project, stated, counted, below, why))
    return found


def _in_a_circle(project: str, budgets: Mapping[str, tuple[str | None, Decimal | None]]) -> bool:
    """Whether a project is a part of itself by way of others; one that hangs below such a circle is not."""
    seen: set[str] = set()
    parent = budgets[project][0]
    while parent in budgets and parent not in seen:
        seen.add(parent)
        parent = budgets[parent][0]
    return project in seen


def _parts_first(budgets: Mapping[str, object], parts: Mapping[str, Sequence[str]]) -> list[str]:
    """Every project after its parts."""
    order: list[str] = []
    done: set[str] = set()
    for project in budgets:
        waiting = [project]
        while waiting:
            one = waiting[-1]
            open_parts = [part for part in parts.get(one, ()) if part not in done]
            if open_parts and one not in done:
                waiting += open_parts
                continue
            waiting.pop()
            if one not in done:
                done.add(one)
                order.append(one)
    return order
