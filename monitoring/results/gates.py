"""Stage gates of innovative forms: one after another, each on evidence, and none while harm is on red.

New instruments have no results for years, so that a percentage would say nothing. What can be said is which gate was
passed, on what, and which comes next: a legally binding basis and a human-rights check come before any agreement.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from monitoring.ledger import Reader
from theory_of_change.text import Message, message

RULE = "stage gates"
VERSION = "1.0"
THEME = "INN"


class Gate(StrEnum):
    """The gates, in the order in which they are passed."""

    LEGAL_BASIS = "legal_basis"
    HUMAN_RIGHTS = "human_rights"
    AGREEMENT = "agreement"
    READINESS = "readiness"
    PILOT = "pilot"
    SCALE = "scale"


GATES_CALLED: Mapping[Gate, Message] = {
    Gate.LEGAL_BASIS: message("Legal basis"),
    Gate.HUMAN_RIGHTS: message("Human-rights check"),
    Gate.AGREEMENT: message("Binding agreement"),
    Gate.READINESS: message("Ready on the ground"),
    Gate.PILOT: message("Pilot"),
    Gate.SCALE: message("Scale"),
}
"""What each gate is called."""

BEFORE_MONEY = (Gate.LEGAL_BASIS, Gate.HUMAN_RIGHTS)
"""What is passed before anything is spent on a form, but for finding out."""

CLOSED_BY_HARM = (Gate.PILOT, Gate.SCALE)
"""What is not passed while harm is on red."""


@dataclass(frozen=True)
class Deed:
    """Something done at a gate: passed on evidence, or withdrawn with a reason."""

    number: int
    country: str
    gate: Gate
    passed: bool
    evidence: str
    done_on: datetime.date
    recorded_by: str
    recorded_for: str


@dataclass(frozen=True)
class Course:
    """How far the form of one country is: by gate the deed it rests on; None where it was not passed, or is no more."""

    country: str
    gates: Mapping[Gate, Deed | None]

    @property
    def next(self) -> Gate | None:
        """The gate that comes next; None after the last."""
        return next((gate for gate in Gate if self.gates[gate] is None), None)

    @property
    def number(self) -> int:
        """How many gates are passed."""
        return sum(deed is not None for deed in self.gates.values())


def course(country: str, deeds: Iterable[Deed], day: datetime.date) -> Course:
    """How far a form is on a day. A gate stands on the one before it: where that is withdrawn, it is open again.

    >>> day = datetime.date(2026, 10, 28)
    >>> def deed(number, gate, passed=True):
    ...     return Deed(number, "XAF", gate, passed, "letter", day, "An", "BZ")
    >>> both = [deed(1, Gate.LEGAL_BASIS), deed(2, Gate.HUMAN_RIGHTS)]
    >>> course("XAF", both, day).next, course("XAF", [*both, deed(3, Gate.LEGAL_BASIS, False)], day).number
    (<Gate.AGREEMENT: 'agreement'>, 0)
    """
    last: dict[Gate, Deed] = {}
    for deed in sorted(deeds, key=lambda one: one.number):
        if deed.done_on <= day:
            last[deed.gate] = deed
    found: dict[Gate, Deed | None] = {}
    open_before = False
    for gate in Gate:
        deed = last.get(gate)
        standing = deed is not None and deed.passed and not open_before
        open_before = not standing
        found[gate] = deed if standing else None
    return Course(country, found)


def deeds(reader: Reader, country: str | None = None) -> list[Deed]:
    """Everything that was done at the gates, or at those of one country, the last first."""
    return [
        Deed(number, of, Gate(gate), deed == "passed", *told)
        for number, of, gate, deed, *told in reader.rows(
            "select number, country, gate, deed, evidence, done_on, recorded_by, recorded_for from gate "
            "where ?::varchar is null or country = ? order by number desc",
            country,
            country,
        )
    ]


def courses(reader: Reader, day: datetime.date) -> list[Course]:
    """The forms of all countries that have a programming line of the theme, or passed a gate, by country."""
    told = deeds(reader)
    lines = [code for (code,) in reader.rows("select distinct country from programming_line where theme = ?", THEME)]
    return [
        course(country, [one for one in told if one.country == country], day)
        for country in sorted({*lines, *(one.country for one in told)})
    ]


def spent_before(reader: Reader, quarter: str, found: Sequence[Course]) -> dict[str, tuple[Gate, ...]]:
    """By country the gates that are open although money of the theme was spent there by a quarter."""
    spending = {
        country
        for (country,) in reader.rows(
            "select distinct country from budget_line where theme = ? and kind = 'expenditure' and amount_eur > 0 and quarter <= ?",
            THEME,
            quarter,
        )
    }
    missing = {one.country: tuple(gate for gate in BEFORE_MONEY if one.gates[gate] is None) for one in found}
    return {country: gates for country, gates in missing.items() if gates and country in spending}
