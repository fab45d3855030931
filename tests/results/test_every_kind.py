"""Every way of adding up, over periods, countries, reporters and parts: the views say what slow loops say.

Many indicators go into one ledger at once, each with figures of its own: a commit takes longer than judging them.
"""

from __future__ import annotations

import dataclasses
import random
from fractions import Fraction
from typing import Any

import pandas as pd
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.drawn import SOMEBODY
from tests.results.plain import Said, World, differs, results

KINDS = ("flow", "cumulative", "yearly", "stock", "ratio", "median", "index", "event", "threshold", "narrative")
OF_EACH = 12  # indicators of a kind in one ledger
COUNTRIES = ("XAA", "XAB", "XAC")
QUARTERS = ("2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3")
STATES = ("reported",) * 6 + ("not_applicable", "not_yet_known", "withheld")
DIMENSIONS = ("total", "total", "sex=f", "sex=m", "age=0-17", "age=0-17;sex=f")
SHOWN = ("value", "numerator", "denominator", "to_date", "actual", "target", "expected")


def drawn(chance: random.Random, kind: str) -> World:
    """One indicator of a kind: up to fourteen rows, with nought, gaps, answers that are no figure, parts, two reporters."""
    keys = {
        (
            chance.choice(COUNTRIES),
            chance.choice(QUARTERS),
            chance.choice(("BZ", "BZ", "AM")),
            chance.choice(DIMENSIONS),
        )
        for _ in range(chance.randint(1, 14))
    }
    rows = []
    for key in sorted(keys):
        state = chance.choice(STATES)
        number = Fraction(chance.randint(0, 1 if kind == "event" else 60))
        if state != "reported":
            rows.append(Said(*key, state))
        elif kind == "ratio":
            rows.append(Said(*key, state, None, number, Fraction(chance.randint(0, 90))))
        else:
            rows.append(Said(*key, state, number))
    direction, partition = chance.choice(("higher", "lower")), chance.choice((None, "sex"))
    return World(kind, direction, partition, rows, _targets(chance, kind))


def _targets(chance: random.Random, kind: str) -> dict[tuple[str, str, str], Fraction]:
    """A path per country, or a part of one; of a flow a target per year."""
    found = {}
    for country in COUNTRIES:
        points = [("2024-Q4", "baseline"), ("2026-Q1", "milestone"), ("2026-Q4", "target")]
        if kind in ("flow", "yearly"):
            points = [("2024", "baseline"), ("2025", "target"), ("2026-Q2", "milestone"), ("2026", "target")]
        if kind == "event":
            points = [(chance.choice(("2025-Q4", "2026-Q2", "2027-Q1")), "target")]
        for period, of in points:
            if chance.random() < 0.8:
                found[country, period, of] = Fraction(1 if kind == "event" else chance.randint(0, 240))
    return found


def tables(worlds: dict[str, World]) -> dict[str, pd.DataFrame]:
    """The rows of a ledger that holds all of these."""
    rows: dict[str, list[dict[str, Any]]] = {"indicator": [], "observation": [], "target": []}
    for code, world in worlds.items():
        rows["indicator"].append(
            {
                "code": code,
                "version": 1,
                "theory": "TER",
                "step": "TER-O1",
                "kind": world.kind,
                "name_nl": "iets",
                "name_en": "something",
                "unit": "percent" if world.kind == "ratio" else "count",
                "direction": world.direction,
                "frequency": "quarter",
                "due_days": 15,
                "tolerance": "0.05",
                "partition": world.partition,
                "reporter": "BZ",
                "privacy": "none",
                **dict.fromkeys(("counter", "disaggregation", "minimum", "maximum")),
            }
        )
        for one in world.said:
            row = {name: value for name, value in dataclasses.asdict(one).items() if name != "quarter"}
            rows["observation"].append(row | {"indicator": code, "period": one.quarter, "note": None})
        for (country, period, kind), value in world.targets.items():
            rows["target"].append(
                {"indicator": code, "country": country, "period": period, "kind": kind, "revision": 0, "value": value}
                | {"valid_from": None, "reason": None, "due_date": None}
            )
    rows["ledger_property"] = [{"name": "reference_date", "value": "2026-10-28"}]
    plainly = {
        name: [{k: float(v) if isinstance(v, Fraction) else v for k, v in row.items()} for row in of]
        for name, of in rows.items()
    }
    return {name: pd.DataFrame(of, dtype=object) for name, of in plainly.items()}


@settings(
    max_examples=4,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(seed=st.integers(0, 2**32))
def test_the_views_say_what_slow_loops_say(blank, seed):
    chance = random.Random(seed)
    worlds = {f"GEN-{kind}-{n}": drawn(chance, kind) for kind in KINDS for n in range(OF_EACH)}
    blank.commit(
        SOMEBODY,
        "given",
        lambda transaction: [
            transaction.merge(name, rows, within=None if name == "ledger_property" else "true")
            for name, rows in tables(worlds).items()
        ],
    )
    rows = blank.frame("select * from result where starts_with(indicator, 'GEN-') and period <= '2026-Q3'").to_dict(
        "records"
    )
    found = {(row["indicator"], row["country"], row["period"]): row for row in rows}
    plain = {(code, *key): one for code, world in worlds.items() for key, one in results(world).items()}
    assert found.keys() == plain.keys()
    for key, expected in plain.items():
        for name in SHOWN:
            given_ = found[key][name]
            assert not differs(getattr(expected, name), given_), (key, name, given_, expected, worlds[key[0]])
        assert expected.status == found[key]["status"], (key, found[key]["status"], expected, worlds[key[0]])
