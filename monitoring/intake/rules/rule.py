"""What a rule is, and the list that every rule joins."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd

from monitoring.intake.draft import Draft
from monitoring.intake.finding import Severity
from monitoring.intake.known import Country, Known
from theory_of_change.text import Message, message

BLOCKING, ERROR, WARNING = Severity.BLOCKING, Severity.ERROR, Severity.WARNING
MONEY = ("budget_line", "allocation")


class Broken(NamedTuple):
    """A row that breaks a rule, at a field."""

    row: int
    field: str
    message: Message
    remedy: Message


Test = Callable[[Draft, Known], Iterator[Broken]]


@dataclass(frozen=True)
class Rule:
    """One rule: what it is called, how grave it is, what it is about and where it comes from."""

    code: str
    severity: Severity
    tables: tuple[str, ...]
    clause: Message
    test: Test

    @property
    def says(self) -> Message:
        """What it holds, in a sentence: the first line of what its function says of itself."""
        return Message((self.test.__doc__ or "").splitlines()[0])


RULES: list[Rule] = []


HOUSE = message("what the mechanism can keep")
"""Where a rule comes from that no clause asks for."""


def rule(code: str, severity: Severity, *tables: str, clause: Message = HOUSE) -> Callable[[Test], Test]:
    """Make a function a rule; `clause` says where the rule comes from, its docstring what it holds."""

    def register(test: Test) -> Test:
        RULES.append(Rule(code, severity, tables, clause, test))
        return test

    return register


def where(draft: Draft, mask: pd.Series) -> Iterator[int]:
    """The rows for which a condition holds."""
    yield from draft.rows.index[mask.fillna(False).astype(bool)]


def present(draft: Draft, field: str) -> Iterator[tuple[int, Any]]:
    """Rows and values of a field, where there is one."""
    return ((row, value) for row, value in draft.rows[field].items() if value is not None)


def countries(draft: Draft, known: Known) -> Iterator[tuple[int, Country]]:
    """Rows and countries, where there is one."""
    return ((row, known.countries[code]) for row, code in present(draft, "country"))


def organisation(known: Known, code: str) -> Any:
    """The name of an organisation, or its code where it has none."""
    return known.organisations.get(code, code)
