"""The decisions of the example, recorded in the same way as anybody's."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any

import yaml

from monitoring.example import plan
from monitoring.language import Words
from monitoring.ledger import Ledger, Present
from monitoring.person import Person
from monitoring.results import decisions
from monitoring.results.decisions import Changes, Choice, Choosing, NewTarget, Review, Verdict
from monitoring.results.signals import Case, cases_at


@cache
def planned() -> tuple[Mapping[str, Any], ...]:
    """What `data/example/decisions.yaml` says."""
    return tuple(yaml.safe_load((plan.FOLDER / "decisions.yaml").read_text(encoding="utf-8")))


def decide(ledger: Ledger, now: Present) -> int:
    """Record the decisions that are not there yet, with what was done and looked back on; how many were new.

    What they stand on is read from `now`.
    """
    there = {(one.chosen.quarter, one.chosen.reason) for one in decisions.decisions(ledger)}
    new = [told for told in planned() if (told["quarter"], told["reason"]) not in there]
    for told in new:
        now.refresh()
        _record(ledger, now, told)
    return len(new)


def _record(ledger: Ledger, now: Present, told: Mapping[str, Any]) -> None:
    case = _case(now, told)
    lead, quarter = case.lead, told["quarter"]
    person = Person(f"voorbeeld {told['recorded_for']}", told["recorded_for"])
    targets = _targets(now, told, lead.country)
    asked = Choosing(
        quarter=quarter,
        country=lead.country,
        theme=lead.theme,
        choice=Choice(told["choice"]),
        reason=told["reason"],
        forum=told["forum"],
        decided_on=told["decided_on"],
        owner=told["owner"],
        owner_function=told["owner_function"],
        due_on=told["due_on"],
        look_back_on=told["look_back_on"],
        changes=Changes.TARGET if targets else Changes.NOTHING,
        signals=tuple(decisions.answered(one, Words("nl"), Words("en")) for one in case.signals),
        figures=tuple(decisions.figures(now, case.signals, quarter)),
        targets=targets,
    )
    red = decisions.red(now, quarter, lead.country, lead.theme)
    made = decisions.record(ledger, asked, person, red=red)
    if "done" in told:
        decisions.carried_out(ledger, made.number, Person(f"voorbeeld {told['owner']}", told["owner"]), told["done"])
    if "review" in told:
        said = told["review"]
        review = Review(
            0, said["quarter"], "", "", datetime.date.min, Verdict(said["verdict"]), said["happened"], said["learnt"]
        )
        decisions.look_back(ledger, made.number, person, review)


def _case(ledger: Ledger, told: Mapping[str, Any]) -> Case:
    """The case that the signal of a decision is of. Raises `LookupError` where the figures do not bring it about."""
    for case in cases_at(ledger, told["quarter"]):
        if any(decisions.identity(one) == told["signal"] for one in case.signals):
            return case
    raise LookupError(f"{told['signal']} is no signal of {told['quarter']}")


def _targets(ledger: Ledger, told: Mapping[str, Any], country: str) -> tuple[NewTarget, ...]:
    """The target that a decision sets anew: the last one of its path, times a share."""
    if "target" not in told:
        return ()
    indicator = told["target"]["indicator"]
    period, value = list(decisions.in_force(ledger, indicator, country).items())[-1]
    return (NewTarget(indicator, country, period, round(value * Decimal(str(told["target"]["share"])), 0), value),)
