"""What must happen when a safeguard turns red or amber, and what of it was done: hold, inquire, inform."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from monitoring.ledger import Ledger
from monitoring.results import harm
from monitoring.results.picture import theory_at
from theory_of_change.text import Message, Text, message

RULE = "safeguard follow-up"
VERSION = "1.0"


class Step(StrEnum):
    """What must happen."""

    HOLD = "hold"
    INQUIRY = "inquiry"
    INFORM = "inform"


STEPS_CALLED: Mapping[Step, Message] = {
    Step.HOLD: message("hold payment until a decision"),
    Step.INQUIRY: message("inquire, and record what was found"),
    Step.INFORM: message("inform who must know"),
}


@dataclass(frozen=True)
class Done:
    """That something was done: what, by whom, for whom and when."""

    note: str
    by: str
    organisation: str
    on: datetime.date


@dataclass(frozen=True)
class FollowUp:
    """A safeguard that is not in order somewhere: `since` when, what its theory says must happen, and what was done."""

    safeguard: str
    name: Text
    country: str
    theory: str
    colour: str
    since: str
    owners: tuple[str, ...]
    asks: Text | None
    done: Mapping[Step, Done | None]

    @property
    def left(self) -> Sequence[Step]:
        """What was not done yet."""
        return [step for step, done in self.done.items() if done is None]

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What it is about, as table `safeguard_follow_up` has it."""
        return self.safeguard, self.country, self.colour, self.since


def needed(colour: str, *, blocks_payment: bool) -> tuple[Step, ...]:
    """What must happen; payment is held only on red, where the theory says so. Illustrative until adopted.

    >>> [step.value for step in needed("red", blocks_payment=True)], [step.value for step in needed("amber", blocks_payment=True)]
    (['hold', 'inquiry', 'inform'], ['inquiry', 'inform'])
    """
    return tuple(step for step in Step if step is not Step.HOLD or (colour == "red" and blocks_payment))


def follow_ups(ledger: Ledger, quarter: str) -> list[FollowUp]:
    """Every safeguard and country that is red or amber at a quarter, the gravest first, with what was done since."""
    return follow_ups_of(ledger, quarter, harm.known(ledger, quarter))


def follow_ups_of(ledger: Ledger, quarter: str, known: pd.DataFrame) -> list[FollowUp]:
    """The same of safeguards that are `harm.known` at the quarter."""
    rows = known[known["colour"].isin(["red", "amber"])] if len(known) else known
    if rows.empty:
        return []
    first = harm.since(ledger, quarter)
    theories = {code: theory_at(ledger, code, quarter) for code in set(rows["theory"])}
    done = {
        (safeguard, country, colour, since, step): Done(*rest)
        for safeguard, country, colour, since, step, *rest in ledger.rows(
            "select safeguard, country, colour, since, step, note, done_by, done_for, done_on from safeguard_follow_up where done"
        )
    }
    found = []
    for row in rows.itertuples():
        theory = theories[row.theory]
        defined = next((one for one in theory.safeguards if one.code == row.safeguard), None) if theory else None
        key = (row.safeguard, row.country, row.colour)
        since = first.get(key, row.period)
        found.append(
            FollowUp(
                row.safeguard,
                Text(nl=row.name_nl, en=row.name_en),
                row.country,
                row.theory,
                row.colour,
                since,
                tuple(row.owner.split(",")),
                (defined.on_red if row.colour == "red" else defined.on_amber) if defined else None,
                {
                    step: done.get((*key, since, step))
                    for step in needed(row.colour, blocks_payment=bool(row.blocks_payment))
                },
            )
        )
    return found
