"""Signals of supported actors without a valid assessment: no payment goes without one (domain, CHK-D1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from monitoring.ledger import Ledger, names
from monitoring.results import incidents
from monitoring.results.assessments import RULE, STANDINGS_CALLED, VERSION, Standing, supported
from monitoring.results.signals.signal import Fact, Kind, Severity, Signal
from theory_of_change.text import Message, message

_SAID: Mapping[Standing, Message] = {
    Standing.MISSING: message("It is supported and was never assessed."),
    Standing.EXPIRED: message("It is supported and its assessment expired."),
    Standing.HELD: message("Its assessment holds payment."),
    Standing.EXPIRES_SOON: message("Its assessment expires soon."),
}
_ASKS: Mapping[Standing, Message] = {
    Standing.MISSING: message("Hold payment until it is assessed."),
    Standing.EXPIRED: message("Hold payment until it is assessed again."),
    Standing.HELD: message("Pay nothing until a new assessment says that it can."),
    Standing.EXPIRES_SOON: message("Plan the next assessment before the next payment."),
}


def of_supported(ledger: Ledger, quarter: str) -> Iterator[Signal]:
    """Supported actors whose assessment is missing, expired, about to, or holds payment, when a quarter is looked at."""
    day = incidents.looked_at(ledger, quarter)
    found = supported(ledger, day) if day else []
    called = names(ledger, "project") if found else {}
    for one in found:
        now = one.standing(day)
        if now is Standing.VALID:
            continue
        grave = now in (Standing.MISSING, Standing.EXPIRED)
        until = one.assessment.valid_until if one.assessment else message("never")
        yield Signal(
            Kind.INCIDENT,
            Severity.HIGH if grave else Severity.MEDIUM,
            one.country,
            one.theme,
            quarter,
            ("assessment", one.project, one.actor),
            "behind" if grave else "attention",
            one.actor,
            _SAID[now],
            _ASKS[now],
            "assessments",
            (),
            f"{RULE} {VERSION}",
            (
                Fact(
                    message("Project"),
                    message("{code}: {name}", code=one.project, name=called.get(one.project, "–")),
                    "assessments",
                ),
                Fact(STANDINGS_CALLED[now], message("valid until: {day}", day=until)),
            ),
            None,
            ("assessment", one.actor, one.country),
        )
