"""What the example is about: its quarters, its seed, its countries and what is measured in them."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from monitoring.ledger.reference import DATA
from theory_of_change.model import Indicator, Safeguard
from theory_of_change.read import read_folder
from theory_of_change.text import Period

FOLDER = DATA / "example"
SEED = 412
REFERENCE_DATE = datetime.date(2026, 10, 28)

QUARTERS = tuple(f"{year}-Q{n}" for year in (2023, 2024, 2025, 2026) for n in (1, 2, 3, 4))[3:15]
"""The twelve quarters that have figures: 2023-Q4 up to and including 2026-Q3."""

OPENING = QUARTERS[:8]
"""What every member delivers at once, when the mechanism starts; the other quarters come one by one."""

DELIVERIES = (OPENING[-1], *QUARTERS[8:])
"""The quarter of each delivery."""


@dataclass(frozen=True)
class Use:
    """An indicator or safeguard in a country: who reports it, from which quarter on."""

    measure: Indicator | Safeguard
    country: str
    reporter: str
    first: str


@cache
def uses() -> tuple[Use, ...]:
    """Everything that is measured in the example."""
    measures = {
        measure.code: measure
        for definition in read_folder()[0]
        for measure in (*definition.theory.indicators, *definition.theory.safeguards)
    }
    return tuple(Use(measures[r["indicator"]], r["country"], r["reporter"], r["first"]) for r in rows("expectation"))


@cache
def rows(name: str, folder: Path = FOLDER) -> tuple[Mapping[str, str], ...]:
    """A csv file of the example."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def measures() -> Mapping[str, Mapping[str, Any]]:
    """How each indicator starts and where it should go."""
    return yaml.safe_load((FOLDER / "measures.yaml").read_text(encoding="utf-8"))


@cache
def stories() -> Mapping[tuple[str, str], Mapping[str, Any]]:
    """What is different from plan, by indicator and country."""
    told = yaml.safe_load((FOLDER / "stories.yaml").read_text(encoding="utf-8"))
    return {(story["indicator"], story["country"]): story for story in told}


def periods(frequency: str, first: str, quarters: tuple[str, ...] = QUARTERS) -> list[str]:
    """The periods of a frequency that end in one of the quarters, from a first quarter on.

    >>> periods("half", "2025-Q3"), periods("year", "2024-Q1")
    (['2025-H2', '2026-H1'], ['2024', '2025'])
    """
    ends = [quarter for quarter in quarters if quarter >= first]
    if frequency == "half":
        return [f"{q[:4]}-H{int(q[-1]) // 2}" for q in ends if q[-1] in "24"]
    if frequency == "year":
        return [q[:4] for q in ends if q[-1] == "4"]
    return ends


def months(period: str) -> int:
    """Months from year 0 to the end of a period."""
    quarter = Period(period).last_quarter
    return int(quarter[:4]) * 12 + int(quarter[-1]) * 3
