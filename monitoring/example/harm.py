"""What the example knows of harm: reports with what became of them, through the same way in as on the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from monitoring.example.plan import FOLDER
from monitoring.intake.assessments import Assessing, Support, assess, state_support
from monitoring.intake.incidents import Change, Report, change, report, state_known
from monitoring.intake.incidents.follow_up import follow
from monitoring.ledger import Ledger, Present
from monitoring.person import Person
from monitoring.results.follow_up import Step, follow_ups
from monitoring.results.incidents import Deed


def load(ledger: Ledger, now: Present) -> None:
    """Put the reports, what was done with them and the numbers that are known into a ledger; goes on where it was.

    Which safeguards ask something is read from `now`.
    """
    told = yaml.safe_load((FOLDER / "harm.yaml").read_text(encoding="utf-8"))
    done = ledger.row("select count(*) from incident_step")[0]
    numbers = [number for (number,) in ledger.rows("select number from incident order by number")]
    for place, (which, step) in enumerate(_in_order(told["incidents"])):
        if place < done:
            continue
        said = {name: value for name, value in step.items() if name not in ("by", "organisation", "day", "deed")}
        person = Person(f"voorbeeld {step['by']}", step["organisation"], ("analyst",))
        if "deed" in step:
            change(ledger, numbers[which], Change(Deed(step["deed"]), **said), person, on=step["day"])
        else:
            numbers.append(report(ledger, Report(**said), person, on=step["day"]).number)
    for one in told["known"]:
        person = Person(f"voorbeeld {one['by']}", one["member"], ("analyst",))
        state_known(ledger, one["quarter"], one["known"], person, on=one["day"])
    _assessments(ledger, told["support"], told["assessments"])
    for one in told["follow_up"]:
        person = Person(f"voorbeeld {one['by']}", one["organisation"], ("analyst",))
        now.refresh()
        for asked in follow_ups(now, one["quarter"]):
            if (asked.safeguard, asked.country) == (one["safeguard"], one["country"]) and Step(
                one["step"]
            ) in asked.left:
                follow(ledger, asked, Step(one["step"]), person, one["note"])


def _assessments(ledger: Ledger, support: list[Mapping[str, Any]], assessed: list[Mapping[str, Any]]) -> None:
    """The actors that projects support, and their assessments; what is there already is left."""
    there = set(ledger.rows("select project, actor from supported_actor"))
    for one in support:
        if (one["project"], one["actor"]) not in there:
            said = {name: value for name, value in one.items() if name not in ("by", "organisation", "day")}
            person = Person(f"voorbeeld {one['by']}", one["organisation"], ("analyst",))
            state_support(ledger, Support(**said), person, on=one["day"])
    known = set(ledger.rows("select actor, assessed_on from assessment"))
    for one in assessed:
        if (one["actor"], one["day"]) not in known:
            said = {name: value for name, value in one.items() if name not in ("by", "organisation", "day")}
            person = Person(f"voorbeeld {one['by']}", one["organisation"], ("analyst",))
            assess(ledger, Assessing(**said), person, on=one["day"])


def _in_order(incidents: list[Mapping[str, Any]]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Every report and step with the place of its incident, in the order in which they are put in."""
    for place, one in enumerate(incidents):
        yield place, one["report"]
        for step in one.get("steps", ()):
            yield place, step
