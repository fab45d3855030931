"""Strategy tests as they were held: each outcome keeps, refines, drops or adds something in a theory."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from monitoring.ledger import Ledger, Reader, Transaction
from monitoring.person import Person
from monitoring.refusal import Refusal, Refused, of_texts
from monitoring.results.decisions import KEYS
from theory_of_change.text import Message, message


class Outcome(StrEnum):
    """What a strategy test says of a part of a theory."""

    KEEP = "keep"
    REFINE = "refine"
    DROP = "drop"
    ADD = "add"


OUTCOMES_CALLED: Mapping[Outcome, Message] = {
    Outcome.KEEP: message("keep it as it is"),
    Outcome.REFINE: message("refine it"),
    Outcome.DROP: message("drop it"),
    Outcome.ADD: message("add something"),
}
"""What each outcome is called."""


@dataclass(frozen=True)
class StrategyTest:
    """One outcome of a strategy test; `number` is 0 until it lands, `about` None where it is about the whole theory."""

    theory: str
    version: int
    quarter: str
    held_on: datetime.date
    forum: str
    outcome: Outcome
    change: str
    reason: str
    about: str | None = None
    number: int = 0
    recorded_by: str = ""
    recorded_for: str = ""


def held(reader: Reader, theory: str | None = None) -> list[StrategyTest]:
    """Every outcome, or those of one theory, the last first."""
    return [
        StrategyTest(*told[:5], Outcome(told[5]), *told[6:])
        for told in reader.rows(
            "select theory, version, quarter, held_on, forum, outcome, change, reason, about, number, recorded_by, "
            "recorded_for from strategy_test where ?::varchar is null or theory = ? order by held_on desc, number desc",
            theory,
            theory,
        )
    ]


def refusals(one: StrategyTest, today: datetime.date, person: Person) -> list[Refusal]:
    """Everything that stands against recording an outcome.

    >>> from monitoring.person import Person
    >>> day = datetime.date(2026, 10, 28)
    >>> one = StrategyTest("TER", 1, "2026-Q3", day, "CORE_TEAM", Outcome.REFINE, "Test TER-V02 first.", "It is in doubt.")
    >>> refusals(one, day, Person("An", "BZ")), [each.field for each in refusals(one, day.replace(day=27), Person("An", "COA"))]
    ([], ['recorded_for', 'held_on'])
    """
    found = []
    if person.organisation not in KEYS:
        found.append(
            Refusal(
                "recorded_for",
                message("Strategy tests are recorded by the core team, so by BZ or A&M."),
                message("Choose at the top right for whom you act, or give it to the core team."),
            )
        )
    if one.held_on > today:
        found.append(
            Refusal("held_on", message("The day of the test has not come yet."), message("Record it once it was held."))
        )
    if not one.change.strip():
        found.append(
            Refusal(
                "change", message("It is not said what changes."), message("Write what stays, changes, goes or comes.")
            )
        )
    return [*found, *of_texts({"change": one.change, "reason": one.reason})]


def record(ledger: Ledger, one: StrategyTest, person: Person) -> StrategyTest:
    """Record an outcome, in one commit whose number it gets. Raises `Refused`."""

    def work(transaction: Transaction) -> StrategyTest:
        if found := refusals(one, transaction.today, person):
            raise Refused(*found)
        row = vars(one) | {
            "number": transaction.number,
            "recorded_by": person.name,
            "recorded_for": person.organisation,
        }
        transaction.merge("strategy_test", pd.DataFrame([row]))
        return StrategyTest(**row)

    return ledger.commit(person, one.reason, work).result
