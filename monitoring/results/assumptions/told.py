"""What is told of a theory by people: tests of assumptions, outcome statements, and what was learnt."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any, ClassVar

from theory_of_change.text import Message, message


class Verdict(StrEnum):
    """What a test says of an assumption."""

    HOLDS = "holds"
    DOUBTFUL = "doubtful"
    BROKEN = "broken"


VERDICTS_CALLED: Mapping[Verdict, Message] = {
    Verdict.HOLDS: message("it holds"),
    Verdict.DOUBTFUL: message("it is doubtful"),
    Verdict.BROKEN: message("it does not hold"),
}
"""What each verdict is called where one chooses it."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """Something that somebody recorded: who, for which organisation, when; `number` is 0 until it lands.

    `table` is where it lands. `country` may be ALL. `sources` are separated by semicolons.
    """

    table: ClassVar[str] = ""

    country: str
    sources: str
    number: int = 0
    recorded_by: str = ""
    recorded_for: str = ""
    recorded_on: datetime.date = datetime.date.min

    @property
    def row(self) -> dict[str, Any]:
        """As a row of its table."""
        return {each.name: getattr(self, each.name) for each in fields(self)}


@dataclass(frozen=True, kw_only=True)
class Test(Told):
    """A test of an assumption: what was found, by which organisation, when."""

    __test__: ClassVar[bool] = False  # the name is no promise to pytest
    table: ClassVar[str] = "assumption_test"

    assumption: str
    verdict: Verdict
    evidence: str
    tested_on: datetime.date
    tested_by: str
    tester_function: str | None = None


@dataclass(frozen=True, kw_only=True)
class Statement(Told):
    """An outcome statement: who changed what, when, and what we had to do with it.

    It counts as evidence once an organisation that knows of it from elsewhere has said that it is so.
    """

    table: ClassVar[str] = "outcome_statement"

    theme: str
    bears_on: str
    actor: str
    change: str
    changed_on: datetime.date
    contribution: str
    significance: str
    intended: bool
    positive: bool
    substantiated_by: str | None = None
    substantiator_function: str | None = None


@dataclass(frozen=True, kw_only=True)
class Learnt(Told):
    """An answer to a learning question of a theory."""

    table: ClassVar[str] = "learning"

    question: str
    learnt: str
    learnt_on: datetime.date
    learnt_by: str
    learner_function: str | None = None


def sources(written: str) -> list[str]:
    """The sources of a text, each once.

    >>> sources("Evaluation 2026; letter of the ministry;  evaluation 2026 ;")
    ['Evaluation 2026', 'letter of the ministry']
    """
    found: dict[str, str] = {}
    for part in written.split(";"):
        one = " ".join(part.split())
        if one:
            found.setdefault(one.casefold(), one)
    return [*found.values()]
