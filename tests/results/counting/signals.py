"""The cases of signals, read from `signals.yaml`, and the rows of a ledger that holds all of them.

Each case has a country of its own, so that one ledger is enough and no case sees another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from monitoring.ledger.reference import named_countries
from tests.results.counting.figures import STATES, TODAY
from theory_of_change.text import Text

FILE = Path(__file__).with_name("signals.yaml")
OUTSIDE = [
    code for code, _, _ in named_countries() if code[0] in "BEGKMS" and code not in ("BEL", "ESP", "EST", "GRC", "MLT")
]


@dataclass(frozen=True)
class Case:
    """One country: what is in the ledger of it, and the kinds of signals it gets."""

    title: Text
    country: str
    theme: str
    drawn: Mapping[str, Any]
    gives: tuple[str, ...]


@cache
def cases() -> tuple[Case, ...]:
    """All cases, in the order of the file."""
    return tuple(
        Case(
            Text(nl=told["nl"], en=told["en"]),
            OUTSIDE[place],
            told["theme"],
            {name: value for name, value in told.items() if name not in ("nl", "en", "theme", "gives")},
            tuple(sorted(told["gives"])),
        )
        for place, told in enumerate(yaml.safe_load(FILE.read_text(encoding="utf-8")))
    )


def tables() -> dict[str, pd.DataFrame]:
    """The rows of every table that the cases need."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for case in cases():
        for table, row in _rows(case):
            rows.setdefault(table, []).append(row)
    rows["ledger_property"] = [{"name": "reference_date", "value": TODAY}]
    return {name: pd.DataFrame(of, dtype=object) for name, of in rows.items()}


def _rows(case: Case) -> Iterator[tuple[str, dict[str, Any]]]:
    for key, told in case.drawn.get("seen", {}).items():
        indicator, period, *part = key.split()
        said = str(told)
        ratio = said.split("/") if "/" in said else (None, None)
        yield (
            "observation",
            {
                "indicator": indicator,
                "country": case.country,
                "period": period,
                "reporter": "BZ",
                "dimension": part[0] if part else "total",
                "state": said if said in STATES else "reported",
                "value": None if said in STATES or "/" in said else said,
                "numerator": ratio[0],
                "denominator": ratio[1],
                "note": None,
            },
        )
    for key, day in case.drawn.get("owed", {}).items():
        indicator, period = key.split()
        owed = {"indicator": indicator, "country": case.country, "period": period, "reporter": "BZ"}
        yield "expectation", owed | {"due_date": str(day), "grace_days": 7}
    for kind in ("baseline", "target"):
        for key, value in case.drawn.get(kind, {}).items():
            indicator, period = key.split()
            yield (
                "target",
                {
                    "indicator": indicator,
                    "country": case.country,
                    "period": period,
                    "kind": kind,
                    "revision": 0,
                    "value": str(value),
                    "valid_from": None,
                    "reason": None,
                    "due_date": None,
                },
            )
    yield from _money(case)


def _money(case: Case) -> Iterator[tuple[str, dict[str, Any]]]:
    theme = case.theme if case.theme != "ALL" else "TER"
    budget = {"holder": "BZ", "budget_type": "BZ_ODA", "country": case.country, "theme": theme}
    if "allocated" in case.drawn:
        yield (
            "allocation",
            budget
            | {"year": 2026, "chapter": "XVII", "article": "4", "phase": "VB", "mutation": "first"}
            | {"valid_on": "2026-01-01", "amount_eur": case.drawn["allocated"]}
            | dict.fromkeys(("note", "transfer", "counterparty")),
        )
    for quarter, amount in case.drawn.get("spent", {}).items():
        line = {"project": f"P-{case.country}", "quarter": quarter, "kind": "expenditure", "amount_eur": amount}
        yield "budget_line", budget | line | {"purpose_code": None, "note": None}
    if "agreed" in case.drawn:
        yield (
            "agreement",
            {
                "code": case.country,
                "country": case.country,
                "name_nl": "Afspraak",
                "name_en": "Agreement",
                "holder": "BZ",
                "partner": "ministry",
                "legal_form": "treaty",
                "status": "agreed",
                "agreed_on": "2026-03-03",
                "first_year": 2026,
                "last_year": 2026,
                "yearly_cost_eur": case.drawn["agreed"],
                "note": None,
            },
        )
    if "covered" in case.drawn:
        covered = {"agreement": case.country, "year": 2026, "chapter": "XVII", "article": "4"}
        yield "coverage", budget | covered | {"amount_eur": case.drawn["covered"], "note": None}
