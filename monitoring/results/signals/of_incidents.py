"""Signals of incidents: open too long, late, without an owner or severe; and reports that members know of and nobody registered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from monitoring.ledger import Ledger, names
from monitoring.results import incidents
from monitoring.results.incidents import LEVELS_CALLED, STATES_CALLED, Escalation, Incident, Level, Reconciled, Why
from monitoring.results.incidents.escalation import RULE as ESCALATION
from monitoring.results.incidents.escalation import VERSION as ESCALATION_VERSION
from monitoring.results.incidents.reconcile import RULE as KNOWN
from monitoring.results.incidents.reconcile import VERSION as KNOWN_VERSION
from monitoring.results.signals.signal import Fact, Kind, Severity, Signal
from theory_of_change.text import Message, Text, counted, message

MANY_MISSING = 3  # known reports of one member that are not registered

_ASKS: Mapping[Why, Message] = {
    Why.SEVERE: message("Tell {level} what is done about it, until it is closed."),
    Why.OVERDUE: message("Have it closed with outcome and evidence, or tell {level} why it takes longer."),
    Why.NO_OWNER: message("Give it an owner."),
    Why.OPEN_LONG: message("Tell {level} how far it is."),
}


def of_open(ledger: Ledger, quarter: str) -> Iterator[Signal]:
    """Open incidents that more than their owner must know of, on the day that the quarter is looked at.

    Of what was written nothing is told: a signal is for everybody.
    """
    day, found = incidents.at(ledger, quarter)
    if day is None or not found:
        return
    severities, harms = incidents.severities(ledger), names(ledger, "harm_type")
    for one in found:
        escalation = incidents.escalated(one, severities, day)
        if not escalation.reasons:
            continue
        why = next(iter(escalation.reasons))
        asks = _ASKS[why]
        where = (("incident", str(one.number)),)
        yield Signal(
            Kind.INCIDENT,
            _severity(one, escalation),
            one.country,
            one.theme,
            quarter,
            ("incident", str(one.number)),
            "red" if one.caps else "behind" if escalation.level is Level.DG else "attention",
            message("Incident {number}: {harm}", number=str(one.number), harm=harms.get(one.harm, one.harm)),
            incidents.said(why, one, severities, day),
            Message(asks.key, {"level": LEVELS_CALLED[escalation.level]} if "{level}" in asks.key else {}),
            "safeguards",
            where,
            f"{ESCALATION} {ESCALATION_VERSION}",
            (
                Fact(message("State"), STATES_CALLED[one.state], "safeguards", where),
                Fact(message("To be closed by"), one.deadline),
                *(
                    Fact(
                        message("Known up to {level}", level=LEVELS_CALLED[level]),
                        incidents.said(each, one, severities, day),
                    )
                    for each, level in escalation.reasons.items()
                ),
            ),
            min(quarter, f"{one.clock_from.year}-Q{(one.clock_from.month + 2) // 3}"),
            ("incident", one.country, one.theme),
        )


def _severity(one: Incident, escalation: Escalation) -> Severity:
    return Severity.HIGH if one.caps or escalation.level is Level.DG else Severity.MEDIUM


def of_known(ledger: Ledger, quarter: str) -> Iterator[Signal]:
    """Members that know of more reports of harm than they put into the register (ECA 17/2024: ten against one)."""
    found = [one for one in incidents.reconciled(ledger, quarter) if one.missing]
    called = names(ledger, "organisation") if found else {}
    for one in found:
        member = called.get(one.member, Text(nl=one.member, en=one.member))
        where = (("quarter", quarter),)
        yield Signal(
            Kind.INCIDENT,
            Severity.HIGH if grave(one) else Severity.MEDIUM,
            "ALL",
            "ALL",
            quarter,
            ("known", one.member),
            "behind" if grave(one) else "attention",
            member,
            message(
                "Reports of harm that it knows of: {known}. In the register: {registered}.",
                known=one.known,
                registered=one.registered,
            ),
            counted("Register the {n} that is missing.", "Register the {n} that are missing.", n=one.missing),
            "safeguards",
            where,
            f"{KNOWN} {KNOWN_VERSION}",
            (
                Fact(message("Known, as stated"), one.known, "safeguards", where),
                Fact(message("In the register"), one.registered, "safeguards", where),
            ),
            None,
            ("known", quarter),
        )


def grave(one: Reconciled) -> bool:
    """Whether so much is missing that it cannot wait: three reports, or two that are more than half.

    >>> [grave(Reconciled("A", "2026-Q3", known, registered)) for known, registered in ((10, 1), (9, 6), (2, 0), (1, 0))]
    [True, True, True, False]
    """
    return one.missing >= MANY_MISSING or (one.missing > 1 and one.missing * 2 > (one.known or 0))
