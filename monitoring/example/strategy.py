"""The strategy test of the example, recorded in the same way as anybody's."""

from __future__ import annotations

import yaml

from monitoring.example import plan
from monitoring.ledger import Ledger
from monitoring.person import Person
from monitoring.results import strategy
from monitoring.results.strategy import Outcome, StrategyTest


def hold(ledger: Ledger) -> int:
    """Record the outcomes that are not there yet; how many were new."""
    there = {(one.theory, one.held_on, one.change) for one in strategy.held(ledger)}
    new = 0
    for told in yaml.safe_load((plan.FOLDER / "strategy.yaml").read_text(encoding="utf-8")):
        organisation = told.pop("recorded_for")
        one = StrategyTest(**told | {"outcome": Outcome(told["outcome"])})
        if (one.theory, one.held_on, one.change) not in there:
            strategy.record(ledger, one, Person(f"voorbeeld {organisation}", organisation))
            new += 1
    return new
