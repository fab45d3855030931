"""What asks something of somebody: computed from the ledger, each with its rule, its sentence and the facts it stands on."""

from monitoring.ledger import Ledger
from monitoring.results.signals import (
    of_assessments,
    of_assumptions,
    of_displacement,
    of_gates,
    of_harm,
    of_incidents,
    of_money,
    of_results,
    of_theories,
    of_triggers,
)
from monitoring.results.signals.signal import (
    HEADINGS,
    KINDS_CALLED,
    SEVERITIES_CALLED,
    Case,
    Fact,
    Kind,
    Severity,
    Signal,
    cases,
    gravest,
    ranked,
    table,
    under,
)

__all__ = [
    "HEADINGS",
    "KINDS_CALLED",
    "SEVERITIES_CALLED",
    "Case",
    "Fact",
    "Kind",
    "Severity",
    "Signal",
    "cases",
    "cases_at",
    "gravest",
    "ranked",
    "signals",
    "table",
    "under",
]

FINDERS = (
    of_harm.of_safeguards,
    of_incidents.of_open,
    of_incidents.of_known,
    of_assessments.of_supported,
    of_gates.of_gates,
    of_theories.of_links,
    of_triggers.of_triggers,
    of_assumptions.of_assumptions,
    of_results.of_statuses,
    of_results.missing,
    of_displacement.displacement,
    of_displacement.between_parts,
    of_money.of_paces,
    of_money.without_result,
    of_money.of_agreements,
)
"""Each finds signals of its subject in a ledger at a quarter."""


def signals(ledger: Ledger, quarter: str) -> list[Signal]:
    """All signals of a quarter, the gravest first."""
    return ranked(one for find in FINDERS for one in find(ledger, quarter))


def cases_at(ledger: Ledger, quarter: str) -> list[Case]:
    """The same brought together by cause, the gravest first."""
    return cases(signals(ledger, quarter))
