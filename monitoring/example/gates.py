"""The stage gates of the example, passed in the same way as anybody's."""

from __future__ import annotations

import yaml

from monitoring.example import plan
from monitoring.intake.gates import pass_gate
from monitoring.ledger import Ledger
from monitoring.person import Person
from monitoring.results.gates import Gate, deeds


def open_gates(ledger: Ledger) -> None:
    """Pass the gates that are not passed yet."""
    there = {(deed.country, deed.gate) for deed in deeds(ledger)}
    for told in yaml.safe_load((plan.FOLDER / "gates.yaml").read_text(encoding="utf-8")):
        gate = Gate(told["gate"])
        if (told["country"], gate) not in there:
            person = Person(f"voorbeeld {told['for']}", told["for"])
            pass_gate(ledger, told["country"], gate, told["evidence"], person, red=False, on=told["day"])
