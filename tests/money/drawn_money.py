"""Money that hypothesis draws: projects with shares, lines, budgets and agreements, as rows and as plain values."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pandas as pd
from hypothesis import strategies as st

from monitoring.ledger import Ledger
from monitoring.money.split import split
from tests.drawn import SOMEBODY, rows

OWNERS = {"BZ": "BZ_ODA", "AM": "AM_NON_ODA", "KMAR": "OWN", "POL": "OWN"}
PROJECTS = {"P1": "BZ", "P2": "BZ", "P3": "AM", "P4": "KMAR", "P5": "POL"}
COUNTRIES, THEMES = ("XAA", "XAB", "REG", "REG"), ("TER", "ALL", "OPV", "ALL")  # most lines are to be divided
QUARTERS = ("2025-Q4", "2026-Q1", "2026-Q3", "2026-Q4")
KINDS = ("commitment", "expenditure", "forecast")
PHASES = ("OWB", "NVW", "VB", "1SUPP", "2SUPP", "HER")
WHOLE = Decimal(100)

Line = tuple[str, str, str, str, str]
"""Project, country, theme, quarter and kind of a line."""
Share = tuple[str, str]
"""Country and theme that a share is for."""

euros = st.decimals(-(10**9), 10**9, places=2)
# Few days, and the last of a quarter among them, so that what is asked of is often the very day of a change.
days = st.sampled_from(
    [
        datetime.date(2025, 9, 16),
        *(datetime.date(2026, 3, day) for day in (30, 31)),
        datetime.date(2026, 4, 1),
        datetime.date(2026, 12, 31),
    ]
)


@dataclass(frozen=True)
class Budget:
    """One budget as a row of `allocation` names it, before its phase."""

    holder: str
    year: int
    article: str
    country: str
    theme: str


@dataclass(frozen=True)
class Money:
    """Everything drawn, as plain values."""

    lines: Mapping[Line, Decimal]
    allocations: Mapping[tuple[Budget, str, str], tuple[datetime.date, Decimal]]
    shares: Mapping[str, Mapping[Share, Decimal | None]] = field(default_factory=dict)
    projects: Mapping[str, Mapping[str, str | None]] = field(default_factory=dict)

    def parts(self) -> dict[tuple[Line, str, str], Decimal]:
        """What each line comes to per country and theme: the slow, obvious way of view `money`."""
        found = {}
        for line, amount in self.lines.items():
            project, country, theme, *_ = line
            shares = self._dividing(project, country, theme)
            if not shares:
                found[line, country, theme] = amount
                continue
            for (place, for_theme), part in split(amount, shares).items():
                found[line, place, for_theme] = part
        return found

    def _dividing(self, project: str, country: str, theme: str) -> dict[Share, Decimal]:
        """The shares that a line is divided by, none where it stays as it is."""
        if country != "REG" and theme != "ALL":
            return {}
        own = self.projects.get(project, {}).get("theme") or "ALL"
        stated: dict[Share, list[Decimal | None]] = defaultdict(list)
        for (place, for_theme), share in self.shares.get(project, {}).items():
            stated[place, own if for_theme == "ALL" else for_theme].append(share)
        if any(share is None for shares in stated.values() for share in shares):
            return {}
        whole = {at: sum(shares) for at, shares in stated.items()}
        if abs(sum(whole.values()) - WHOLE) > Decimal("0.001"):
            return {}
        return {
            (place, for_theme): share
            for (place, for_theme), share in whole.items()
            if country in ("REG", place) and theme in ("ALL", for_theme)
        }


@st.composite
def shares_of_a_project(draw: Any) -> dict[Share, Decimal | None]:
    """Some, of which most make 100%, and others are not stated or make less; or none."""
    places = draw(
        st.lists(
            st.tuples(st.sampled_from(("XAA", "XAB", "XAC")), st.sampled_from(("TER", "IRR", "OPV", "ALL"))),
            min_size=2,
            max_size=5,
            unique=True,
        )
    )
    parts = draw(st.lists(st.integers(1, 97), min_size=len(places), max_size=len(places)))
    millionths = [part * 100_000_000 // sum(parts) for part in parts]
    millionths[0] += 100_000_000 - sum(millionths)
    found: dict[Share, Decimal | None] = {
        place: Decimal(share) / 1_000_000 for place, share in zip(places, millionths, strict=True)
    }
    match draw(st.sampled_from(("whole", "whole", "whole", "whole", "not stated", "less", "none"))):
        case "none":
            return {}
        case "not stated":
            found[places[0]] = None
        case "less":
            found[places[0]] /= 2
    return found


budgets = st.builds(
    Budget,
    holder=st.sampled_from(list(OWNERS)),
    year=st.sampled_from((2025, 2026)),
    article=st.sampled_from(("4.2", "37.2")),
    country=st.sampled_from(("XAA", "XAB", "ALL")),
    theme=st.sampled_from(("TER", "OPV", "ALL")),
)
allocations = st.dictionaries(
    st.tuples(budgets, st.sampled_from(PHASES), st.sampled_from(("a", "b"))),
    st.tuples(days, euros),
    min_size=2,
    max_size=12,
)
lines = st.dictionaries(
    st.tuples(
        st.sampled_from(list(PROJECTS)),
        st.sampled_from(COUNTRIES),
        st.sampled_from(THEMES),
        st.sampled_from(QUARTERS),
        st.sampled_from(KINDS),
    ),
    euros,
    min_size=3,
    max_size=14,
)
attributes = st.fixed_dictionaries(
    {
        "channel": st.sampled_from((None, "bilateral", "european")),
        "implementer": st.sampled_from((None, "government")),
        "instrument": st.sampled_from((None, "grant")),
        "agreement": st.sampled_from((None, "XAA-1")),
        "theme": st.sampled_from((None, "TER", "IRR")),
    }
)
money = st.builds(
    Money,
    lines=lines,
    allocations=allocations,
    shares=st.fixed_dictionaries({project: shares_of_a_project() for project in PROJECTS}),
    projects=st.fixed_dictionaries(dict.fromkeys(PROJECTS, attributes)),
)


def put(ledger: Ledger, drawn: Money) -> None:
    """Make the ledger hold this money and no other."""
    content = {
        "budget_line": [
            dict(
                zip(("project", "country", "theme", "quarter", "kind"), line, strict=True),
                holder=PROJECTS[line[0]],
                budget_type=OWNERS[PROJECTS[line[0]]],
                amount_eur=str(amount),
            )
            for line, amount in drawn.lines.items()
        ],
        "allocation": [
            vars(budget)
            | {"budget_type": OWNERS[budget.holder], "chapter": "X", "phase": phase, "mutation": mutation}
            | {"valid_on": day, "amount_eur": str(amount)}
            for (budget, phase, mutation), (day, amount) in drawn.allocations.items()
        ],
        "project": [
            {"code": code, "holder": holder, "budget_type": OWNERS[holder], "name_nl": code}
            | dict(drawn.projects.get(code, {}))
            for code, holder in PROJECTS.items()
        ],
        "project_share": [
            {"project": project, "country": country, "theme": theme, "holder": PROJECTS[project]}
            | {"share": None if share is None else str(share)}
            for project, shares in drawn.shares.items()
            for (country, theme), share in shares.items()
        ],
    }
    replace(ledger, content)


def replace(ledger: Ledger, content: Mapping[str, list[dict[str, Any]]]) -> None:
    """Make each of these tables hold these rows and no other."""
    frames = {table: as_rows(table, own) for table, own in content.items()}
    ledger.commit(
        SOMEBODY,
        "drawn",
        lambda transaction: [transaction.merge(table, frame, within="true") for table, frame in frames.items()],
    )


def as_rows(table: str, own: list[dict[str, Any]]) -> pd.DataFrame:
    """Rows with every column of their table."""
    columns = list(rows(table, "written").columns.drop("written"))
    return pd.DataFrame([{name: row.get(name) for name in columns} for row in own], columns=columns, dtype=object)
