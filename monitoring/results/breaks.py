"""Where a series is not one series: between two quarters it was defined anew, and the figures are of two things."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from monitoring.ledger import Ledger
from monitoring.results.picture import theory_of
from theory_of_change.model import Indicator
from theory_of_change.parts import KEYS
from theory_of_change.text import Listing, Message, Period, Text, message
from theory_of_change.units import UNITS

KINDS: Mapping[str, Message] = {
    "flow": message("counted per period"),
    "cumulative": message("counted since the start"),
    "yearly": message("counted since 1 January"),
    "stock": message("a position on the last day"),
    "ratio": message("a share"),
    "median": message("a median"),
    "index": message("a score"),
    "event": message("reached or not"),
    "threshold": message("held against a limit"),
    "narrative": message("told in words"),
}


@dataclass(frozen=True)
class Changed:
    """One part of a definition, before and after."""

    part: Message
    old: Message | Text | str
    new: Message | Text | str


@dataclass(frozen=True)
class Break:
    """The first quarter in which another definition held, and what of it was other before."""

    quarter: str
    changed: Sequence[Changed]

    @property
    def sentence(self) -> Message:
        """What changed, old and new, in one sentence."""
        told = [
            message("{part} was “{old}” and is “{new}”", part=one.part, old=_plain(one.old), new=_plain(one.new))
            for one in self.changed
        ]
        return message(
            "From the {quarter} on it is defined otherwise: {changes}. What lies before it is another series.",
            quarter=Period(self.quarter),
            changes=Listing(told),
        )


def _plain(said: Message | Text | str) -> Message | Text | str:
    """A text inside a sentence: without a full stop of its own."""
    return Text(nl=said.nl.rstrip("."), en=said.en.rstrip(".")) if isinstance(said, Text) else said


def breaks(ledger: Ledger, code: str, course: pd.DataFrame) -> list[Break]:
    """Where an indicator was defined anew in a course, the oldest first; `course` is as `indicator.course` has it.

    A new version of a theory that leaves kind, unit, definition and partition as they were is no break.
    """
    if course["version"].nunique() < 2:
        return []
    defined = {version: _defined(ledger, code, int(version)) for version in course["version"].unique()}
    versions = course["version"].tolist()
    turns = zip(course["period"].iloc[1:], versions[:-1], versions[1:], strict=True)
    found = [Break(quarter, changed(defined[old], defined[new])) for quarter, old, new in turns if old != new]
    return [one for one in found if one.changed]


def changed(old: Indicator, new: Indicator) -> list[Changed]:
    """What of the definition of a figure differs: its texts, its kind, its unit, and what its parts are."""
    parts = (
        (message("the definition"), old.definition, new.definition),
        (message("the numerator"), _or_none(old.numerator), _or_none(new.numerator)),
        (message("the denominator"), _or_none(old.denominator), _or_none(new.denominator)),
        (message("how it is counted"), KINDS[old.kind], KINDS[new.kind]),
        (message("the unit"), UNITS[old.unit], UNITS[new.unit]),
        (message("what its parts are"), _side(old.partition), _side(new.partition)),
    )
    return [Changed(part, before, after) for part, before, after in parts if before != after]


def _defined(ledger: Ledger, code: str, version: int) -> Indicator:
    theory = theory_of(ledger, code[:3], version)
    return next(indicator for indicator in theory.indicators if indicator.code == code)


def _or_none(text: Text | None) -> Text | Message:
    return text or message("none")


def _side(partition: str | None) -> Message | str:
    return KEYS.get(partition, partition) if partition else message("none")
