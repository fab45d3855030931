"""The cases of links, read from `links.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from monitoring.results.links import LinkState, link_state, sentence
from monitoring.results.status import Status
from theory_of_change.text import Message, Text

FILE = Path(__file__).with_name("links.yaml")


@dataclass(frozen=True)
class Case:
    """One link: how its two ends stand, and what they say together."""

    title: Text
    cause: Status
    effect: Status
    waited: int
    lag: int
    money: bool
    gives: LinkState

    @property
    def state(self) -> LinkState:
        """What the product says."""
        return link_state(self.cause, self.effect, waited=self.waited, lag=self.lag, money=self.money)

    @property
    def sentence(self) -> Message:
        """The sentence that it says with it."""
        known = not {self.cause, self.effect} & {Status.NO_DATA, Status.STALE, Status.CONTEXT}
        return sentence(self.state, waited=self.waited, lag=self.lag, money=self.money, known=known)


@cache
def cases() -> tuple[Case, ...]:
    """All cases, in the order of the file."""
    return tuple(
        Case(
            Text(nl=told["nl"], en=told["en"]),
            Status(told["cause"]),
            Status(told["effect"]),
            told.get("waited", 0),
            told.get("lag", 2),
            told.get("money", False),
            LinkState(told["gives"]),
        )
        for told in yaml.safe_load(FILE.read_text(encoding="utf-8"))
    )
