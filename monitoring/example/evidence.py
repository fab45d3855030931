"""What people told of the theories in the example, recorded in the same way as anybody's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import yaml

from monitoring.example import plan
from monitoring.intake.evidence import record
from monitoring.ledger import Ledger
from monitoring.person import Person
from monitoring.results import assumptions
from monitoring.results.assumptions import Learnt, Statement, Test, Told, Verdict


def planned() -> Iterator[Told]:
    """What `data/example/evidence.yaml` says, in its order; `recorded_for` says whose it is."""
    told = yaml.safe_load((plan.FOLDER / "evidence.yaml").read_text(encoding="utf-8"))
    for row in told["tests"]:
        yield Test(**row | {"verdict": Verdict(row["verdict"])})
    for row in told["statements"]:
        yield Statement(**row | {"theme": row["bears_on"][:3]})
    for row in told["learnt"]:
        yield Learnt(**row)


def tell(ledger: Ledger) -> int:
    """Record what is not there yet; how many were new."""
    read = (assumptions.tests(ledger), assumptions.statements(ledger), assumptions.learnt(ledger))
    there = {_plain(one) for found in read for one in found}
    new = [one for one in planned() if _plain(one) not in there]
    for one in new:
        record(ledger, one, Person(f"voorbeeld {one.recorded_for}", one.recorded_for), "Voorbeeld")
    return len(new)


def _plain(told: Told) -> Told:
    """Without what recording fills in."""
    return replace(told, number=0, recorded_by="", recorded_on=type(told).recorded_on)
