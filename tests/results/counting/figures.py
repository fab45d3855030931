"""The cases of figures, read from `figures.yaml`, and the rows of a ledger that holds all of them at once.

Each case has an indicator of its own, so that one ledger is enough and no case sees another.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from theory_of_change.text import Text

FILE = Path(__file__).with_name("figures.yaml")
TODAY = "2026-10-28"
COUNTRIES = {"A": "XAA", "B": "XAB", "ALL": "ALL"}
REPORTERS = ("BZ", "AM")
COMES = "not_yet_known until "  # before the day on which a baseline is due
STATES = ("not_applicable", "not_yet_known", "withheld")
USUAL = {"direction": "higher", "unit": "count", "frequency": "quarter", "partition": None}


@dataclass(frozen=True)
class Section:
    """Cases of one kind, with the rule that they show."""

    title: Text
    rule: Text
    cases: tuple[Case, ...]


@dataclass(frozen=True)
class Case:
    """One case: the indicator it is about, what is in the ledger, where is looked and what is given."""

    code: str
    title: Text
    about: Mapping[str, Any]
    drawn: Mapping[str, Mapping[str, Any]]
    country: str
    period: str
    gives: Mapping[str, Any]


@dataclass(frozen=True)
class Place:
    """What a key of a drawn figure says: where, when, by whom, and of which part."""

    country: str
    period: str
    reporter: str = "BZ"
    dimension: str = "total"


def place(text: Any) -> Place:
    """A key such as "B 2026-Q3 AM sex=f".

    >>> place("2026-Q3"), place("B 2026 AM")
    (Place(country='XAA', period='2026-Q3', reporter='BZ', dimension='total'), Place(country='XAB', period='2026', reporter='AM', dimension='total'))
    """
    told: dict[str, str] = {"country": "XAA"}
    for word in str(text).split():
        if word in COUNTRIES:
            told["country"] = COUNTRIES[word]
        elif word in REPORTERS:
            told["reporter"] = word
        elif "=" in word:
            told["dimension"] = word
        elif word[0].isdigit():
            told["period"] = word
    return Place(**told)


@cache
def sections() -> tuple[Section, ...]:
    """All cases, by the rule that they show."""
    number, found = 0, []
    for told in yaml.safe_load(FILE.read_text(encoding="utf-8")):
        own = []
        for case in told["cases"]:
            number += 1
            about = {name: case.get(name, told.get(name, USUAL.get(name))) for name in ("kind", *USUAL)}
            asked = place(case.get("asked", "")) if re.search(r"\d", str(case.get("asked", ""))) else None
            country = (
                COUNTRIES[str(case["asked"]).split()[0]]
                if str(case.get("asked", "")).split()[:1] in (["ALL"], ["B"])
                else "XAA"
            )
            drawn = {
                name: case[name]
                for name in ("seen", "owed", "baseline", "milestone", "target", "revised", "overruled")
                if name in case
            }
            own.append(
                Case(
                    f"CNT-{number:03}",
                    Text(nl=case["nl"], en=case["en"]),
                    about,
                    drawn,
                    country,
                    asked.period if asked else "2026-Q3",
                    case["gives"],
                )
            )
        found.append(
            Section(Text(nl=told["nl"], en=told["en"]), Text(nl=told["rule_nl"], en=told["rule_en"]), tuple(own))
        )
    return tuple(found)


def cases() -> list[Case]:
    """All cases, one after another."""
    return [case for section in sections() for case in section.cases]


def baseline_due(case: Case) -> datetime.date | None:
    """The day on which the baseline of a case is due that is not known yet; None where it has one, or none at all."""
    days = [str(told).partition(COMES)[2] for told in case.drawn.get("baseline", {}).values()]
    return next((datetime.date.fromisoformat(day) for day in days if day), None)


def tables() -> dict[str, pd.DataFrame]:
    """The rows of every table that the cases need."""
    names = ("indicator", "observation", "expectation", "target", "status_override")
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
    for case in cases():
        rows["indicator"].append(_indicator(case))
        rows["observation"] += _observations(case)
        rows["expectation"] += _expectations(case)
        rows["target"] += _targets(case)
        rows["status_override"] += _overrides(case)
    rows["ledger_property"] = [{"name": "reference_date", "value": TODAY}]
    return {name: pd.DataFrame(of, dtype=object) for name, of in rows.items()}


def _indicator(case: Case) -> dict[str, Any]:
    return {
        "code": case.code,
        "version": 1,
        "theory": "TER",
        "step": "TER-O1",
        "name_nl": case.title.nl,
        "name_en": case.title.en,
        "due_days": 15,
        "tolerance": "0.05",
        "counter": None,
        "reporter": "BZ",
        "disaggregation": None,
        "minimum": None,
        "maximum": None,
        "privacy": "none",
        **case.about,
    }


def _observations(case: Case) -> Iterator[dict[str, Any]]:
    for key, told in case.drawn.get("seen", {}).items():
        where, said = place(key), str(told)
        value = {"value": None, "numerator": None, "denominator": None, "state": "reported", "note": None}
        if said in STATES:
            value["state"] = said
        elif "/" in said:
            value["numerator"], value["denominator"] = said.split("/")
        else:
            value["value"] = said
        yield {"indicator": case.code, **vars(where), **value}


def _expectations(case: Case) -> Iterator[dict[str, Any]]:
    for key, day in case.drawn.get("owed", {}).items():
        where = place(key)
        yield {
            "indicator": case.code,
            "country": where.country,
            "period": where.period,
            "reporter": where.reporter,
            "due_date": str(day),
            "grace_days": 7,
        }


def _overrides(case: Case) -> Iterator[dict[str, Any]]:
    for key, told in case.drawn.get("overruled", {}).items():
        where, (status, _, day) = place(key), told.partition(" until ")
        yield {
            "number": int(case.code[-3:]),
            "indicator": case.code,
            "country": where.country,
            "since": where.period,
            "status": status,
            "reason": "What the rule does not know.",
            "given_by": "Adviser",
            "given_for": "BZ",
            "given_on": "2026-10-01",
            "expires_on": day,
            **dict.fromkeys(("withdrawn_on", "withdrawn_by", "withdrawn_for", "withdrawn_why")),
        }


def _targets(case: Case) -> Iterator[dict[str, Any]]:
    def row(key: Any, kind: str, value: Any, revision: int = 0, since: str | None = None) -> dict[str, Any]:
        where = place(key)
        reason = "revised" if revision else None
        known, _, due = str(value).partition(COMES)
        return {
            "indicator": case.code,
            "country": where.country,
            "period": where.period,
            "kind": kind,
            "revision": revision,
            "value": None if due else known,
            "valid_from": since,
            "reason": reason,
            "due_date": due or None,
        }

    for kind in ("baseline", "milestone", "target"):
        for key, value in case.drawn.get(kind, {}).items():
            yield row(key, kind, value)
    for revision, (key, told) in enumerate(case.drawn.get("revised", {}).items(), 1):
        value, _, since = told.partition(" from ")
        kind = "baseline" if str(key).startswith("baseline") else "target"
        yield row(str(key).removeprefix("baseline "), kind, value, revision, since)
