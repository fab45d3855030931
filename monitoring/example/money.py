"""The money of the example: budgets per year, and commitments, payments and forecasts per quarter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from random import Random
from typing import Any

from monitoring.example import plan

Row = Mapping[str, Any]

COUNTRY_WEIGHT = {
    "XAA": 1.55,
    "XAB": 1.0,
    "XAC": 1.35,
    "XAD": 0.8,
    "XAE": 1.0,
    "XAF": 0.65,
    "XAG": 0.55,
    "XAH": 0.5,
    "XAI": 0.4,
    "REG": 0.45,
}
YEAR_BUDGET = {"BZ_ODA": 960_000, "AM_NON_ODA": 610_000, "OWN": 330_000}  # euros per project and year, before weights
YEARS = (2023, 2024, 2025, 2026)
GROWTH = {2023: 0.22, 2024: 0.82, 2025: 0.94, 2026: 1.0}  # of 2023 only the last quarter
CHAPTER = {
    "BZ": ("XVII", "4.2"),
    "AM": ("XX", "37.2"),
    "JENV": ("VI", "36.2"),
    "SZW_IZ": ("XV", "98"),
    "KMAR": ("X", "5"),
    "POL": ("VI", "31.2"),
    "IND": ("XX", "37.3"),
    "DTENV": ("XX", "37.1"),
    "COA": ("XX", "37.2"),
}
PURPOSE = {
    "IRR-A1": "15190",
    "IRR-A2": "15190",
    "IRR-A3": "11330",
    "IRR-A4": "15190",
    "TER-A3": "15190",
    "HAN-A1": "15180",
    "SMO-A2": "15130",
    "SMO-A4": "16020",
}
AHEAD = (("AM", "TER"), ("BZ", "IRR"))  # budgets that are known years ahead
AHEAD_SHARE = 0.6
TRANSFER = Decimal("180000.00")  # what A&M gives the Marechaussee in 2026
SLOW_2026 = 0.57  # what A&M spends of its plan in 2026
AS_PLANNED = ("XAG-IRR-03", "XAG-IRR-04")  # spends, whatever it yields


def lines() -> Iterator[tuple[str, str, Row]]:
    """Budget lines as (holder, delivery, row); a forecast is delivered again until its quarter has come."""
    for project in plan.rows("project"):
        for quarter in (*plan.QUARTERS, "2026-Q4"):
            yield from _of_quarter(project, quarter)


def allocations() -> Iterator[tuple[str, str, Row]]:
    """The yearly budgets per holder, country and theme, as (holder, delivery, row)."""
    totals: dict[tuple[str, str, int, str, str], Decimal] = {}
    for project in plan.rows("project"):
        country, theme = project["programming_line"].split("-")
        for year in YEARS:
            key = (project["holder"], project["budget_type"], year, country, theme)
            totals[key] = totals.get(key, Decimal()) + _euros(year_budget(project, year) * 1.06, 1000)
    for (holder, budget_type, year, country, theme), amount in totals.items():
        chapter, article = CHAPTER[holder]
        row = {
            "budget_type": budget_type,
            "year": year,
            "chapter": chapter,
            "article": article,
            "country": country,
            "theme": theme,
            "phase": "VB",
            "mutation": "vastgesteld",
            "valid_on": f"{year}-01-01",
            "amount_eur": amount,
        }
        quarter = plan.DELIVERIES[0] if year < 2026 else "2025-Q4"
        if (holder, theme) in AHEAD and year >= 2025:
            # What later years will have at least is in the budget two years before, and an agreement may count on it.
            early = _euros(float(amount) * AHEAD_SHARE, 1000)
            on = {"valid_on": f"{year - 2}-09-19", "amount_eur": early}
            yield holder, quarter, row | {"phase": "OWB", "mutation": "meerjarenraming"} | on
            row = row | {"amount_eur": amount - early}
        yield holder, quarter, row
        if (holder, year, country, theme) == ("AM", 2026, "XAA", "TER"):
            given = row | {"phase": "1SUPP", "mutation": "overboeking liaisons", "valid_on": "2026-04-24"}
            given |= {"transfer": "liaisons 2026", "note": "Liaisons in Almara, zoals afgesproken in het kernteam."}
            yield holder, "2026-Q2", given | {"amount_eur": -TRANSFER, "counterparty": "KMAR"}
            taken = {"budget_type": "OWN", "chapter": CHAPTER["KMAR"][0], "article": CHAPTER["KMAR"][1]}
            yield "KMAR", "2026-Q2", given | taken | {"amount_eur": TRANSFER, "counterparty": "AM"}
        if holder == "AM" and year == 2026 and theme == "TER":
            cut = -_euros(float(amount) * 0.05, 1000)
            yield (
                holder,
                "2026-Q2",
                row | {"phase": "1SUPP", "mutation": "kasschuif", "valid_on": "2026-04-24", "amount_eur": cut},
            )


def delivery_of(quarter: str) -> str:
    """The delivery that brings a quarter's commitments and payments."""
    return max(quarter, plan.DELIVERIES[0])


def _of_quarter(project: Mapping[str, str], quarter: str) -> Iterator[tuple[str, str, Row]]:
    """What is committed and paid in a quarter, and what was expected of it in the two deliveries before."""
    if quarter[:4] < project["start_date"][:4]:
        return
    country, theme = project["programming_line"].split("-")
    purpose = PURPOSE.get(project["step"]) if project["budget_type"] == "BZ_ODA" else None
    row = {
        "project": project["code"],
        "budget_type": project["budget_type"],
        "country": country,
        "theme": theme,
        "quarter": quarter,
        "purpose_code": purpose,
    }
    holder, year, number = project["holder"], int(quarter[:4]), int(quarter[-1])
    chance = Random(f"{plan.SEED} {project['code']} {quarter}")
    planned = _planned(project, quarter)
    paid = _euros(planned * _execution(project, quarter) * chance.uniform(0.94, 1.03), 0.01)
    committed = _euros(year_budget(project, year) * {1: 0.62, 2: 0.20, 3: 0.12, 4: 0.06}[number], 100)
    if year == 2023:
        committed = _euros(year_budget(project, year) * 1.05, 100)
    if quarter in plan.QUARTERS:
        yield holder, delivery_of(quarter), row | {"kind": "commitment", "amount_eur": committed}
        yield holder, delivery_of(quarter), row | {"kind": "expenditure", "amount_eur": paid}
    for before in plan.DELIVERIES:
        if before < quarter and (
            before[:4] == quarter[:4] or before == f"{year - 1}-Q4" or before == plan.DELIVERIES[0]
        ):
            expected = planned * (1 if before[:4] != quarter[:4] else (1 + _execution(project, before)) / 2)
            yield holder, before, row | {"kind": "forecast", "amount_eur": _euros(expected, 100)}
    if quarter <= plan.DELIVERIES[0]:
        yield holder, plan.DELIVERIES[0], row | {"kind": "forecast", "amount_eur": _euros(planned, 100)}


def year_budget(project: Mapping[str, str], year: int) -> float:
    """What a project has for a year, in euros."""
    if str(year) < project["start_date"][:4]:
        return 0.0
    country, _ = project["programming_line"].split("-")
    chance = Random(f"{plan.SEED} {project['code']}").uniform(0.7, 1.3)
    return YEAR_BUDGET[project["budget_type"]] * COUNTRY_WEIGHT[country] * GROWTH[year] * chance


def _planned(project: Mapping[str, str], quarter: str) -> float:
    """What was planned to be paid in a quarter; the year builds up towards its end."""
    year = int(quarter[:4])
    if year == 2023:
        return year_budget(project, year) * 0.95
    return year_budget(project, year) * {"1": 0.21, "2": 0.23, "3": 0.25, "4": 0.29}[quarter[-1]]


def _execution(project: Mapping[str, str], quarter: str) -> float:
    """The share of the plan that is really paid."""
    if project["code"] in AS_PLANNED:
        return 1.0
    if project["holder"] == "AM" and quarter >= "2026-Q1":
        return SLOW_2026
    return Random(f"{plan.SEED} {project['code']} execution").choice((0.99, 0.97, 0.96, 0.93, 0.88))


def _euros(amount: float, step: float) -> Decimal:
    """An amount rounded to a step of euros, to the cent."""
    return (Decimal(round(amount / step)) * Decimal(str(step))).quantize(Decimal("0.01"))
