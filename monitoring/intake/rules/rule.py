"""What a rule is, and the list that every rule joins."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from monitoring.intake.distinct import members
from monitoring.intake.draft import Draft
from monitoring.intake.finding import Severity
from monitoring.intake.known import Country, Known
from theory_of_change.text import Message, message

BLOCKING, ERROR, WARNING = Severity.BLOCKING, Severity.ERROR, Severity.WARNING
MONEY = ("budget_line", "allocation")
BUDGETS = (*MONEY, "project", "coverage", "streamlining")
"""The tables of which a row names a budget type."""


class Broken(NamedTuple):
    """A row that breaks a rule, at a field."""

    row: int
    field: str
    message: Message
    remedy: Message


Test = Callable[[Draft, Known], Iterator[Broken]]


@dataclass(frozen=True)
class Rule:
    """One rule: what it is called, how grave it is, what it is about and where it comes from.

    A rule that names what it `reads` is asked once for all rows that say the same of it, and sees
    nothing else of them. One that does not sees every row.
    """

    code: str
    severity: Severity
    tables: tuple[str, ...]
    clause: Message
    test: Test
    reads: tuple[str, ...] = ()

    def broken(self, draft: Draft, known: Known) -> Iterator[Broken]:
        """Every row that breaks this rule."""
        reads = [name for name in self.reads if name in draft.values]
        if not reads:
            yield from self.test(draft, known)
            return
        once, groups = draft.once(reads)
        found = list(self.test(once, known))
        if found:
            rows = members(groups)
            group = {row: number for number, row in enumerate(once.index.tolist())}
            for broken in found:
                for row in draft.index[rows[group[broken.row]]].tolist():
                    yield broken._replace(row=row)

    @property
    def says(self) -> Message:
        """What it holds, in a sentence: the first line of what its function says of itself."""
        return Message((self.test.__doc__ or "").splitlines()[0])


RULES: list[Rule] = []


HOUSE = message("what the mechanism can keep")
"""Where a rule comes from that no clause asks for."""
OWN = message("terms of reference, §5: each keeps its own budget responsibility")
"""Where a rule comes from that keeps a row with its owner."""


def rule(
    code: str, severity: Severity, *tables: str, clause: Message = HOUSE, reads: tuple[str, ...] = ()
) -> Callable[[Test], Test]:
    """Make a function a rule; `clause` says where it comes from, its docstring what it holds.

    `reads` are the only fields it looks at, where it looks at no single cell.
    """

    def register(test: Test) -> Test:
        RULES.append(Rule(code, severity, tables, clause, test, reads))
        return test

    return register


def where(draft: Draft, mask: np.ndarray | pd.Series) -> Iterator[int]:
    """The rows for which a condition holds; where it is not known, it does not."""
    if isinstance(mask, pd.Series):
        mask = mask.fillna(False).to_numpy(dtype=bool)
    yield from draft.index[mask].tolist()


def present(draft: Draft, field: str, test: Callable[[Any], bool] = lambda _: True) -> Iterator[tuple[int, Any]]:
    """Rows and values of a field, where there is one that passes a test."""
    values = draft.values[field]
    passes = values.where(lambda value: value is not None and test(value))
    return (
        (row, values.values[place])
        for row, place in zip(draft.index[passes].tolist(), values.places[passes].tolist(), strict=True)
    )


def countries(draft: Draft, known: Known) -> Iterator[tuple[int, Country]]:
    """Rows and countries, where there is one."""
    return ((row, known.countries[code]) for row, code in present(draft, "country"))


def organisation(known: Known, code: str) -> Any:
    """The name of an organisation, or its code where it has none."""
    return known.organisations.get(code, code)
