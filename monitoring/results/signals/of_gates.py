"""Signals of stage gates: money that is spent on an innovative form before what has to be settled first."""

from __future__ import annotations

from collections.abc import Iterator

from monitoring.ledger import Ledger
from monitoring.results import incidents
from monitoring.results.gates import GATES_CALLED, RULE, THEME, VERSION, courses, spent_before
from monitoring.results.signals.signal import Fact, Kind, Severity, Signal
from theory_of_change.text import Listing, message


def of_gates(ledger: Ledger, quarter: str) -> Iterator[Signal]:
    """Countries in which money of the theme was spent while its legal basis or human-rights check is open."""
    day = incidents.looked_at(ledger, quarter)
    if day is None:
        return
    for country, gates in spent_before(ledger, quarter, courses(ledger, day)).items():
        yield Signal(
            Kind.INCIDENT,
            Severity.HIGH,
            country,
            THEME,
            quarter,
            ("gate", country),
            "behind",
            message("Stage gates"),
            message(
                "Money is spent, and this is not settled: {gates}.", gates=Listing([GATES_CALLED[one] for one in gates])
            ),
            message("Hold payment until the gate is passed on evidence."),
            "gates",
            (),
            f"{RULE} {VERSION}",
            tuple(Fact(GATES_CALLED[one], message("not passed"), "gates") for one in gates),
            None,
            ("gate", country),
        )
