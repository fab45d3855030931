"""What a signal is, how grave it is, and which signals are of one case."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pandas as pd

from theory_of_change.text import Message, message

Where = tuple[tuple[str, str], ...]
"""The choices on a page, as they stand in its address."""


class Kind(StrEnum):
    """What it is a signal of, the gravest first; the value is how machines know it."""

    SAFEGUARD = "safeguard"
    INCIDENT = "incident"
    THEORY_IN_QUESTION = "theory_in_question"
    TRIGGER = "trigger"
    ASSUMPTION = "assumption"
    OVERSPENDING = "overspending"
    UNCOVERED_AGREEMENT = "uncovered_agreement"
    DISPLACEMENT = "displacement"
    SPENDING_WITHOUT_RESULT = "spending_without_result"
    DELIVERY_PROBLEM = "delivery_problem"
    BEHIND = "behind"
    UNDERSPENDING = "underspending"
    DELIVERY_MISSING = "delivery_missing"
    UNEXPLAINED = "unexplained"
    TARGET_TOO_LOW = "target_too_low"
    STALE = "stale"


class Severity(StrEnum):
    """How soon somebody should look, the soonest first. Illustrative until adopted."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


KINDS, SEVERITIES = tuple(Kind), tuple(Severity)
USUAL = {
    **dict.fromkeys(Kind, Severity.MEDIUM),
    Kind.SAFEGUARD: Severity.HIGH,
    Kind.THEORY_IN_QUESTION: Severity.HIGH,
    Kind.OVERSPENDING: Severity.HIGH,
    Kind.UNCOVERED_AGREEMENT: Severity.HIGH,
    Kind.UNEXPLAINED: Severity.LOW,
    Kind.TARGET_TOO_LOW: Severity.LOW,
    Kind.STALE: Severity.LOW,
}
"""How grave each kind is, where nothing about it says otherwise: amber is less than red, a part less than the whole."""

KINDS_CALLED: Mapping[Kind, Message] = {
    Kind.SAFEGUARD: message("safeguard"),
    Kind.INCIDENT: message("harm"),
    Kind.THEORY_IN_QUESTION: message("theory in question"),
    Kind.TRIGGER: message("agreed trigger"),
    Kind.ASSUMPTION: message("assumption"),
    Kind.OVERSPENDING: message("over the budget"),
    Kind.UNCOVERED_AGREEMENT: message("agreement not covered"),
    Kind.DISPLACEMENT: message("displacement"),
    Kind.SPENDING_WITHOUT_RESULT: message("spent without a result"),
    Kind.DELIVERY_PROBLEM: message("delivery falters"),
    Kind.BEHIND: message("behind"),
    Kind.UNDERSPENDING: message("too little spent"),
    Kind.DELIVERY_MISSING: message("figure missing"),
    Kind.UNEXPLAINED: message("effect without its cause"),
    Kind.TARGET_TOO_LOW: message("target too low?"),
    Kind.STALE: message("out of date"),
}
"""What each kind is called."""

SEVERITIES_CALLED: Mapping[Severity, Message] = {
    Severity.HIGH: message("Cannot wait"),
    Severity.MEDIUM: message("Needs a look"),
    Severity.LOW: message("Good to know"),
}
"""What each severity is called."""

OF_RESULTS = (
    Kind.THEORY_IN_QUESTION,
    Kind.SPENDING_WITHOUT_RESULT,
    Kind.DELIVERY_PROBLEM,
    Kind.BEHIND,
    Kind.UNEXPLAINED,
    Kind.TARGET_TOO_LOW,
)
"""What says something of how the theory of a country goes: together they are one case."""


@dataclass(frozen=True)
class Fact:
    """One thing a signal stands on: what it is about, how that stands (a word of `MARKS`), what is said, where its cells open."""

    about: Any
    said: Any
    page: str = ""
    where: Where = ()
    mark: str = ""


@dataclass(frozen=True)
class Signal:
    """Something that asks something of somebody, at one quarter. It is worked out from the ledger and never stored.

    `of` names its subject, so that it is the same signal when its figures change, and `mark` how it looks (a word
    of `MARKS`). `about` is the name of the subject, `since` the first quarter of those on end in which it holds; None where
    only this quarter was looked at. `cause` is what it is folded by (`cases`); without one it stands alone. `rule` is the name and version of the rule
    that found it.
    """

    kind: Kind
    severity: Severity
    country: str
    theme: str
    quarter: str
    of: tuple[str, ...]
    mark: str
    about: Any
    sentence: Message
    asks: Any
    page: str
    where: Where
    rule: str
    facts: Sequence[Fact] = ()
    since: str | None = None
    cause: tuple[str, ...] = ()

    @property
    def identity(self) -> tuple[str, ...]:
        """What makes it the same signal in another quarter or state."""
        return (self.kind.value, *self.of)


def ranked(signals: Iterable[Signal]) -> list[Signal]:
    """The gravest first; of equally grave ones those that last longest."""
    return sorted(signals, key=_rank)


def _rank(one: Signal) -> tuple:
    return (
        SEVERITIES.index(one.severity),
        KINDS.index(one.kind),
        one.since or one.quarter,
        one.country,
        one.theme,
        one.of,
    )


@dataclass(frozen=True)
class Case:
    """Signals with one cause: the gravest, and what goes with it."""

    lead: Signal
    also: Sequence[Signal] = ()

    @property
    def signals(self) -> Sequence[Signal]:
        """All of them."""
        return (self.lead, *self.also)


def cases(signals: Sequence[Signal]) -> list[Case]:
    """Signals with an equal cause folded, the gravest case first.

    What says something of the results of one country and theme is one case; where that is only an effect without
    its cause, the countries of a theme are one case. Everything else is folded by its own `cause`.

    >>> def of(kind, country):
    ...     return Signal(kind, USUAL[kind], country, "TER", "2026-Q3", (country,), "", "", None, None, "", (), "")
    >>> found = [of(Kind.BEHIND, "XAA"), of(Kind.DELIVERY_PROBLEM, "XAA"), of(Kind.UNEXPLAINED, "XAB"), of(Kind.UNEXPLAINED, "XAC")]
    >>> [(case.lead.kind.value, [one.kind.value for one in case.also]) for case in cases(found)]
    [('delivery_problem', ['behind']), ('unexplained', ['unexplained'])]
    """
    found: dict[tuple, list[Signal]] = {}
    for one in ranked(signals):
        key = ("results", one.country, one.theme) if one.kind in OF_RESULTS else one.cause or (one.kind, *one.of)
        found.setdefault(key, []).append(one)
    folded: dict[tuple, list[Signal]] = {}
    for key, own in found.items():
        alone = own[0].kind is Kind.UNEXPLAINED
        folded.setdefault((Kind.UNEXPLAINED, own[0].theme) if alone else key, []).extend(own)
    made = [Case(own[0], tuple(own[1:])) for own in folded.values()]
    return sorted(made, key=lambda case: _rank(case.lead))


def gravest(found: Sequence[Case], most: int) -> list[Case]:
    """The first cases to look at: the gravest of each kind, so that many of one kind hide no other.

    >>> def of(kind, country):
    ...     return Case(Signal(kind, USUAL[kind], country, "TER", "2026-Q3", (country,), "", "", None, None, "", (), ""))
    >>> found = [of(Kind.SAFEGUARD, "XAA"), of(Kind.SAFEGUARD, "XAB"), of(Kind.THEORY_IN_QUESTION, "XAC")]
    >>> [case.lead.country for case in gravest(found, 2)], len(gravest(found, 5))
    (['XAA', 'XAC'], 3)
    """
    first: dict[Kind, Case] = {}
    for case in found:
        first.setdefault(case.lead.kind, case)
    chosen = [*first.values(), *(case for case in found if case not in first.values())][:most]
    return sorted(chosen, key=found.index)


def under(case: Case, *, country: str = "", theme: str = "", kind: str = "") -> Case | None:
    """What of a case is about a country, a theme and of a kind ("" is any); None where nothing is.

    What is about all countries or themes counts for each of them:

    >>> one = Signal(Kind.STALE, Severity.LOW, "XAA", "ALL", "2026-Q3", (), "", "", None, None, "", (), "")
    >>> under(Case(one), country="XAB"), under(Case(one), country="XAA", theme="TER").lead.country
    (None, 'XAA')
    """
    own = [
        one
        for one in case.signals
        if country in ("", one.country) or one.country == "ALL"
        if theme in ("", one.theme) or one.theme == "ALL"
        if kind in ("", one.kind.value)
    ]
    return Case(own[0], tuple(own[1:])) if own else None


HEADINGS: Mapping[str, Message] = {
    "kind": message("Kind"),
    "severity": message("Severity"),
    "country": message("Country"),
    "theme": message("Theme"),
    "subject": message("Subject"),
    "sentence": message("Sentence"),
    "asks": message("What it asks"),
    "since": message("Since"),
    "rule": message("Rule"),
}
"""The columns of `table`, and what each is called."""


def table(signals: Iterable[Signal], in_words: Callable[[Any], str]) -> pd.DataFrame:
    """One row per signal, with codes, and the sentences as `in_words` says them; the columns are those of `HEADINGS`."""
    rows = [
        (
            one.kind.value,
            one.severity.value,
            one.country,
            one.theme,
            in_words(one.about),
            in_words(one.sentence),
            in_words(one.asks),
            one.since or one.quarter,
            one.rule,
        )
        for one in signals
    ]
    return pd.DataFrame(rows, columns=list(HEADINGS))
