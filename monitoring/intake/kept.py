"""Findings as they are kept with a submission: as JSON, and back, to be said in any language."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from monitoring.intake.finding import Finding, Severity
from theory_of_change.text import Euro, Listing, Message, Percent, Period, Text


def as_kept(finding: Finding) -> dict[str, Any]:
    """A finding as JSON knows it: what is found and where, without what to do about it."""
    return {
        "rule": finding.rule,
        "severity": finding.severity.name.lower(),
        "sheet": finding.sheet,
        "cell": finding.cell,
        "value": finding.value,
        "message": finding.message.key,
        "plural": finding.message.plural,
        "values": {name: _plain(value) for name, value in finding.message.values.items()},
    }


def from_kept(kept: dict[str, Any]) -> Finding:
    """The finding that was kept."""
    severity = Severity[kept["severity"].upper()]
    return Finding(kept["rule"], severity, kept["sheet"], kept["cell"], kept["value"], _message(kept))


def _message(kept: dict[str, Any]) -> Message:
    values = {name: _value(value) for name, value in kept["values"].items()}
    if "n" in values and isinstance(values["n"], str):  # an older version kept every value as text
        return Message(kept["message"], values | {"n": int(values["n"])}, kept["message"])
    return Message(kept["message"], values, kept.get("plural"))


def _plain(value: Any) -> Any:
    """A value of a message as JSON knows it; what is more than a text or number says what it is.

    >>> _plain(Listing([Text(nl="Duitsland", en="Germany"), Decimal("1.50")]))
    {'listing': [{'nl': 'Duitsland', 'en': 'Germany'}, {'decimal': '1.50'}]}
    """
    match value:
        case None | bool() | int() | float() | str():
            return value
        case Decimal():
            return {"decimal": str(value)}
        case datetime.date():
            return {"day": value.isoformat()[:10]}
        case Text(nl=nl, en=en):
            return {"nl": nl, "en": en}
        case Euro(amount, short):
            return {"euro": str(amount), "short": short}
        case Percent(share, decimals):
            return {"share": float(share), "decimals": decimals}
        case Period(code):
            return {"period": code}
        case Listing(items):
            return {"listing": [_plain(item) for item in items]}
        case Message(key, values, plural):
            return {"message": key, "plural": plural, "values": {name: _plain(each) for name, each in values.items()}}
        case _:
            return str(value)


def _value(plain: Any) -> Any:
    """The value that `_plain` made JSON of."""
    match plain:
        case {"decimal": number}:
            return Decimal(number)
        case {"day": day}:
            return datetime.date.fromisoformat(day)
        case {"nl": nl, "en": en}:
            return Text(nl=nl, en=en)
        case {"euro": amount, "short": short}:
            return Euro(Decimal(amount), short)
        case {"share": share, "decimals": decimals}:
            return Percent(share, decimals)
        case {"period": code}:
            return Period(code)
        case {"listing": items}:
            return Listing([_value(item) for item in items])
        case {"message": _, "values": _}:
            return _message(plain)
        case _:
            return plain
