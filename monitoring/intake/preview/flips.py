"""Which judgements turn, and which signals come and go, if a checked file landed or rows were put back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from monitoring.intake.check import Checked
from monitoring.ledger import Ledger, as_arrow, held, tables
from monitoring.results import harm
from monitoring.results import quarter as quarters
from monitoring.results.signals import Kind, Signal, signals
from theory_of_change.text import Message, message

GRAVEST_FIRST = (
    "red",
    "capped",
    "amber",
    "behind",
    "attention",
    "no_data",
    "stale",
    "not_assessable",
    "not_due",
    "context",
    "in_order",
    "on_track",
)
"""Everything that is said of a safeguard, a theory or an indicator, harm first."""

SAYS_SOMETHING = frozenset({"red", "capped", "amber", "behind", "attention", "in_order", "on_track"})
"""What is a verdict. The others say that there is none, and why."""

KINDS = ("safeguard", "theory", "indicator")

Key = tuple[str, str, str, str]


@dataclass(frozen=True)
class Flip:
    """One judgement that turns: `kind` is safeguard, theory or indicator, `code` its code.

    `country` is a code, ALL over all countries. `was` and `becomes` are words of `MARKS`; None where nothing was
    judged of it, or nothing would be any more.
    """

    quarter: str
    kind: str
    code: str
    country: str
    was: str | None
    becomes: str | None

    @property
    def turns(self) -> bool:
        """Whether a verdict comes, goes or becomes another.

        What comes into view without a verdict, as a figure of which no target is known, turns nothing:

        >>> Flip("2026-Q3", "indicator", "TER-07", "XAA", None, "not_assessable").turns
        False
        """
        return self.was is not None or self.becomes in SAYS_SOMETHING

    def sentence(self, about: Any, words: Mapping[str, Any]) -> Message:
        """What turns, as one sentence; `about` says of what, `words` what the words of `was` and `becomes` are.

        >>> flip = Flip("2026-Q3", "indicator", "TER-07", "XAA", "on_track", "attention")
        >>> flip.sentence("TER-07", {"on_track": "on track", "attention": "needs attention"}).key
        '{about}: was {was}, becomes {becomes}'
        """
        if self.was is None:
            return message("{about}: comes into view, {becomes}", about=about, becomes=words[self.becomes])
        if self.becomes is None:
            return message("{about}: was {was}, is no longer asked", about=about, was=words[self.was])
        return message(
            "{about}: was {was}, becomes {becomes}", about=about, was=words[self.was], becomes=words[self.becomes]
        )


@dataclass(frozen=True)
class Flips:
    """What turns at `quarter`, the gravest first; what turns in `other` quarters, the last first; and signals.

    `appear` and `go` are signals of `quarter`: those that are new, and those that are no longer there.
    `quarter` is None where no quarter can be looked at.
    """

    quarter: str | None
    now: Sequence[Flip] = ()
    other: Mapping[str, Sequence[Flip]] = field(default_factory=dict)
    appear: Sequence[Signal] = ()
    go: Sequence[Signal] = ()


def flips(ledger: Ledger, checked: Checked, state: int, quarter: str | None = None) -> Flips:
    """What would be judged otherwise if the rows of a checked file landed on commit `state`; see `flips_of`."""
    rows = {name: as_arrow(tables()[name], frame) for name, frame in checked.rows.items()}
    return flips_of(ledger, state, rows, checked.taken_away, quarter)


def flips_of(
    ledger: Ledger,
    state: int,
    rows: Mapping[str, Any],
    gone: Mapping[str, str | pa.Table],
    quarter: str | None = None,
) -> Flips:
    """What would be judged otherwise if `rows` landed on commit `state`, and what `gone` is about were away.

    Looked at `quarter`, where the rows leave one by that code, else at the last that ended. The rows are put over
    that state on a connection of its own, and judged by the same views and functions as after they landed.
    """
    with ledger.supposing(state, rows, gone) as supposed:
        known = quarters.quarters(supposed)
        if not known:
            return Flips(None)
        looked_at = quarter if quarter in known else quarters.last_ended(supposed) or known[-1]
        becomes, appearing = judged(supposed, looked_at), beside_verdicts(supposed, looked_at)
    with held(ledger) as present:
        of_state = present.number == state
        if of_state:
            was, going = judged(present, looked_at), beside_verdicts(present, looked_at)
            of_state = present.number == state
    if not of_state:  # somebody was faster: compare with what these rows were put over
        past = ledger.at(state, ledger.today)
        was, going = judged(past, looked_at), beside_verdicts(past, looked_at)
    turned = turning(was, becomes)
    return Flips(
        looked_at,
        [flip for flip in turned if flip.quarter == looked_at],
        {
            code: there
            for code in reversed(known)
            if code != looked_at and (there := [flip for flip in turned if flip.quarter == code])
        },
        _without(appearing, going),
        _without(going, appearing),
    )


def judged(ledger: Ledger, quarter: str) -> dict[Key, str]:
    """Everything that is judged, by quarter, kind, code and country; of theories only the headlines of `quarter`."""
    ledger.keep("result", "safeguard_state")
    found: dict[Key, str] = {
        tuple(key): said
        for *key, said in ledger.rows(
            "select period, 'indicator', indicator, country, status from kept.result union all "
            "select period, 'safeguard', safeguard, country, colour from kept.safeguard_state"
        )
    }
    if quarter in quarters.quarters(ledger):
        standings = harm.capped(quarters.theories(ledger, quarter), harm.known(ledger, quarter))
        found |= {(quarter, "theory", one.code, "ALL"): one.headline.value for one in standings if one.statuses}
    return found


def turning(was: Mapping[Key, str], becomes: Mapping[Key, str]) -> list[Flip]:
    """What is said otherwise, the gravest of what it becomes first; what was not there yet too."""
    turned = [
        Flip(*key, was.get(key), becomes.get(key)) for key in {*was, *becomes} if was.get(key) != becomes.get(key)
    ]
    return sorted(turned, key=_gravity)


def _gravity(flip: Flip) -> tuple:
    said = GRAVEST_FIRST.index(flip.becomes) if flip.becomes in GRAVEST_FIRST else len(GRAVEST_FIRST)
    return said, KINDS.index(flip.kind), flip.code, flip.country != "ALL", flip.country, flip.quarter


_IN_VERDICTS = (Kind.BEHIND, Kind.STALE, Kind.DELIVERY_MISSING, Kind.TARGET_TOO_LOW)
"""Signals that only say what the verdict of one figure says already."""


def beside_verdicts(ledger: Ledger, quarter: str) -> list[Signal]:
    """The signals of a quarter that say more than a verdict; none where the ledger does not know the quarter yet."""
    if quarter not in quarters.quarters(ledger):
        return []
    return [one for one in signals(ledger, quarter) if one.kind not in _IN_VERDICTS]


def _without(these: Sequence[Signal], those: Sequence[Signal]) -> list[Signal]:
    there = {one.identity for one in those}
    return [one for one in these if one.identity not in there]
