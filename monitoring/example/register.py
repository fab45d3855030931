"""The register of the example: projects, shares, agreements and their cover, arrangements, people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from monitoring.example import money, plan

Row = Mapping[str, Any]

HOLDERS = ("BZ", "AM", "KMAR")
"""Who delivers a register; of the other members it is as `project.csv` has it."""

SHARES = {"REG-SMO-01": (("XAA", 50), ("XAB", 30), ("XAC", 20)), "REG-IRR-01": (("XAD", None), ("XAE", None))}
"""Projects in several countries: one with shares, and one of which they are not agreed, which stays regional."""

AGREEMENTS = (
    # code, country, holder, theme, made on, first and last year, share of the budget of that year it takes
    ("XAA-2024-1", "XAA", "AM", "TER", "2024-03-15", 2024, 2026, 0.30),
    ("XAB-2025-1", "XAB", "BZ", "IRR", "2025-02-11", 2025, 2027, 0.25),
    ("XAC-2024-1", "XAC", "AM", "TER", "2024-10-02", 2025, 2026, 0.35),
    ("XAG-2025-1", "XAG", "BZ", "IRR", "2025-06-20", 2025, 2026, 0.20),
    ("XAE-2026-1", "XAE", "AM", "TER", "2026-02-05", 2026, 2028, 0.25),
    ("XAF-2026-1", "XAF", "AM", "TER", "", 2027, 2029, 0.20),
)
NAMES = {
    "XAA-2024-1": ("Terugkeer en overname met Almara", "Return and readmission with Almara", "memorandum", "in force"),
    "XAB-2025-1": (
        "Grensbeheer en asiel met Belmora",
        "Border management and asylum with Belmora",
        "arrangement",
        "in force",
    ),
    "XAC-2024-1": ("Overname met Cordanië", "Readmission with Cordania", "treaty", "in force"),
    "XAG-2025-1": ("Registratie met Galdea", "Registration with Galdea", "letter", "paused"),
    "XAE-2026-1": ("Terugkeer met Eldovia", "Return with Eldovia", "memorandum", "agreed"),
    "XAF-2026-1": ("Terugkeer met Fenara", "Return with Fenara", "memorandum", "negotiation"),
}
UNCOVERED = ("XAG-2025-1",)  # nobody said which budget covers it
OTHERS = (
    # Paid by others and only followed: a whole and its parts, which are not to be counted twice.
    ("EUR-FONDS", "Europees fonds voor migratie", "European fund for migration", None, 24_000_000, None),
    ("EUR-FONDS-1", "Europees fonds: grensbeheer", "European fund: border management", "EUR-FONDS", 9_500_000, "IRR"),
    ("EUR-FONDS-2", "Europees fonds: terugkeer", "European fund: return", "EUR-FONDS", 6_000_000, "TER"),
)
ALSO_FUNDS = (("BZ", "BZ_ODA", "XAD", "HAN"),)  # agreed, and never booked
NOT_AGREED = (("AM", "XAC", "SMO"),)  # booked, and never agreed
ATTRIBUTED = (("XAA-TER-04", "TER-07", "XAA", 60), ("XAC-TER-03", "TER-07", "XAC", 45))
LIAISONS = {"XAA": 2, "XAB": 1, "XAC": 2, "XAE": 1}


def registers() -> Iterator[tuple[str, Mapping[str, list[Row]]]]:
    """Who delivers what is there from the start."""
    for holder in HOLDERS:
        projects = [project for project in plan.rows("project") if project["holder"] == holder]
        codes = {project["code"] for project in projects}
        rows: dict[str, list[Row]] = {
            "project": [_project(project) for project in projects],
            "project_share": [
                {"project": project, "country": country, "share": share}
                for project, shares in SHARES.items()
                if project in codes
                for country, share in shares
            ],
            "oda_check": [{**row} for row in plan.rows("oda_check") if row["holder"] == holder],
            "streamlining": list(_arrangements(holder, projects)),
            "alignment": list(_alignments(projects)),
            "deployment": list(_people(holder)),
            "attribution": [
                {
                    "project": project,
                    "indicator": indicator,
                    "country": country,
                    "share": share,
                    "evidence": "evaluatie 2025",
                }
                for project, indicator, country, share in ATTRIBUTED
                if project in codes
            ],
        }
        if holder == "BZ":
            rows["project"] += [_of_others(*other) for other in OTHERS]
        yield holder, rows


def agreements() -> Iterator[tuple[str, Mapping[str, list[Row]]]]:
    """Who delivers agreements and their cover, once the budgets are there."""
    budgets = _budgets()
    for holder in ("BZ", "AM"):
        made: list[Row] = []
        cover: list[Row] = []
        for code, country, of, theme, day, first, last, share in AGREEMENTS:
            if of != holder:
                continue
            nl, en, form, status = NAMES[code]
            chapter, article = money.CHAPTER[holder]
            known = [
                budget for year in money.YEARS if year >= 2024 and (budget := budgets[holder, year, country, theme])
            ]
            cost = _thousands(float(min(known)) * share)
            made.append(
                {
                    "code": code,
                    "country": country,
                    "name_nl": nl,
                    "name_en": en,
                    "partner": "ministerie van Binnenlandse Zaken",
                    "legal_form": form,
                    "status": status,
                    "agreed_on": day or None,
                    "first_year": first,
                    "last_year": last,
                    "yearly_cost_eur": cost,
                }
            )
            for year in range(first, last + 1):
                if code not in UNCOVERED and day >= f"{year - 2}-09-19" and year <= money.YEARS[-1]:
                    cover.append(
                        {
                            "agreement": code,
                            "year": year,
                            "budget_type": "BZ_ODA" if holder == "BZ" else "AM_NON_ODA",
                            "chapter": chapter,
                            "article": article,
                            "country": country,
                            "theme": theme,
                            "amount_eur": cost
                            if (code, year) != ("XAB-2025-1", 2026)
                            else _thousands(float(cost) * 0.6),
                        }
                    )
        # What is done under an agreement says so: its commitments fill what the agreement was promised.
        done = [
            {**_project(project), "agreement": code}
            for code, country, of, theme, *_ in AGREEMENTS
            for project in plan.rows("project")
            if of == holder and project["holder"] == holder and project["programming_line"] == f"{country}-{theme}"
        ]
        yield holder, {"project": done, "agreement": made, "coverage": cover}


def _project(project: Mapping[str, str]) -> Row:
    """A project with its budget over its whole time, and what it works with."""
    years = [year for year in money.YEARS if str(year) >= project["start_date"][:4]]
    budget = _thousands(sum(money.year_budget(project, year) for year in years) * 1.3)
    country, theme = project["programming_line"].split("-")
    return {
        **{name: value or None for name, value in project.items()},
        "objective": f"{country}-{theme}-D1" if country != "REG" else None,
        "budget_eur": budget,
        "instrument": {"government": "contract", "company": "contract", "civil society": "grant"}.get(
            project["implementer"], "contribution"
        ),
        "agreement": None,
    }


def _of_others(code: str, nl: str, en: str, parent: str | None, budget: int, theme: str | None) -> Row:
    return {
        "code": code,
        "name_nl": nl,
        "name_en": en,
        "parent": parent,
        "theme": theme,
        "budget_eur": Decimal(budget),
        "channel": "european",
        "implementer": "international organisation",
        "instrument": "contribution",
        "start_date": "2024-01-01",
        "end_date": "2028-12-31",
    }


def _arrangements(holder: str, projects: list[Mapping[str, str]]) -> Iterator[Row]:
    """Who funds which theme in which country: mostly as it is booked."""
    funded = dict.fromkeys(
        (project["budget_type"], *project["programming_line"].split("-"))
        for project in projects
        if not project["programming_line"].startswith("REG")
    )
    for budget_type, country, theme in [*funded, *(row[1:] for row in ALSO_FUNDS if row[0] == holder)]:
        if (holder, country, theme) not in NOT_AGREED:
            yield {
                "country": country,
                "theme": theme,
                "budget_type": budget_type,
                "first_year": 2024,
                "last_year": 2027,
            }


def _alignments(projects: list[Mapping[str, str]]) -> Iterator[Row]:
    touched = {"TER": "DTENV", "SMO": "KMAR", "HAN": "POL"}
    for project in projects:
        other = touched.get(project["programming_line"].split("-")[1])
        if other and other != project["holder"]:
            yield {
                "project": project["code"],
                "organisation": other,
                "aligned_on": f"{int(project['start_date'][:4])}-{project['start_date'][5:7]}-01",
            }


def _people(holder: str) -> Iterator[Row]:
    for country, fte in LIAISONS.items():
        for year in (2025, 2026):
            if holder == "KMAR":
                yield {"country": country, "kind": "liaison", "year": year, "fte": fte}
            elif holder == "AM" and country == "XAA":
                yield {"country": country, "kind": "expert", "year": year, "fte": Decimal("1.5")}


def _budgets() -> Mapping[tuple[str, int, str, str], Decimal]:
    """What each holder has per year, country and theme when the year begins."""
    found: dict[tuple[str, int, str, str], Decimal] = defaultdict(Decimal)
    for holder, _, row in money.allocations():
        if row["phase"] in ("OWB", "VB"):
            found[holder, row["year"], row["country"], row["theme"]] += row["amount_eur"]
    return found


def _thousands(amount: float) -> Decimal:
    return Decimal(round(amount / 1000) * 1000).quantize(Decimal("0.01"))
