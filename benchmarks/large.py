"""A ledger with very much in it: projects, budget lines, budgets, agreements, and results.

None of it came from a sheet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import pyarrow as pa

from monitoring.ledger import Ledger, Transaction
from monitoring.ledger.schema import tables
from monitoring.person import MECHANISM

YEARS = range(2017, 2027)
COUNTRIES = 40
FIRST = "MAR"  # the country that is asked about has most
THEMES = ("IRR", "TER", "HAN", "SMO")
HOLDERS = (("BZ", "BZ_ODA"), ("AM", "AM_NON_ODA"), ("KMAR", "OWN"))
KINDS = ("commitment", "expenditure", "forecast")
QUARTERS = tuple(f"{year}-Q{number}" for year in YEARS for number in range(1, 5))


def fill(ledger: Ledger, lines: int) -> None:
    """Put so many budget lines into a ledger, with what they rest on: in one commit.

    One project in ten is regional with shares over four countries, so that its lines are divided; each agreement
    is covered in its first two years by the budget of its country. Each country has figures of every indicator and
    safeguard of two theories in all their periods, with a baseline and targets.
    """
    places = _places(ledger)
    reported, targets = _results(ledger, places)
    whole = money_of(places, lines) | {"observation": reported, "target": targets}
    put(ledger, f"{lines:,} budget lines for a measurement", whole)


def money_of(places: Sequence[str], lines: int) -> dict[str, pd.DataFrame]:
    """So many budget lines of these countries, with what they rest on, per table."""
    projects = _projects(places, lines // (len(QUARTERS) * len(KINDS)))
    money = _money(projects)
    agreements = _agreements(places)
    return {
        "programming_line": _lines((*places, "REG")),
        "project": projects,
        "project_share": _shares(projects, places),
        "budget_line": money,
        "allocation": _budgets(money),
        "agreement": agreements,
        "coverage": _coverage(agreements),
    }


def put(ledger: Ledger, reason: str, whole: Mapping[str, pd.DataFrame | pa.Table]) -> None:
    """Commit rows per table, as they are; a frame may leave columns out."""

    def work(transaction: Transaction) -> None:
        for table, rows in whole.items():
            transaction.merge(table, rows if isinstance(rows, pa.Table) else _whole(table, rows))

    ledger.commit(MECHANISM, reason, work)


def one_more(ledger: Ledger, table: str) -> pa.Table:
    """A row of budget_line or observation that the ledger does not hold yet: of another project, or by another reporter."""
    [(rows,)] = ledger.rows(f"select count(*) from {table}")
    key = {"budget_line": "project", "observation": "reporter"}[table]
    row = ledger.frame(f"from {table} order by all limit 1").assign(**{key: f"N-{rows}"})
    return _whole(table, row)


def _places(ledger: Ledger) -> list[str]:
    rows = ledger.rows(
        "select code from country where oda_recipient and code not in ('REG', 'ALL') order by code <> ?, code limit ?",
        FIRST,
        COUNTRIES,
    )
    return [code for (code,) in rows]


def _lines(places: tuple[str, ...]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "code": f"{place}-{theme}",
            "country": place,
            "theme": theme,
            "theory": theme,
            "name_nl": place,
            "name_en": place,
        }
        for place in places
        for theme in THEMES
    )


def _projects(places: Sequence[str], count: int) -> pd.DataFrame:
    rows = []
    for number in range(count):
        holder, budget_type = HOLDERS[number % len(HOLDERS)]
        place = "REG" if number % 10 == 9 else places[number % len(places)]
        rows.append(
            {
                "code": f"P-{number:05d}",
                "programming_line": f"{place}-{THEMES[number // len(places) % len(THEMES)]}",
                "name_nl": f"Project {number}",
                "holder": holder,
                "budget_type": budget_type,
                "channel": "bilateral",
                "implementer": "government",
                "budget_eur": 1_000_000,
            }
        )
    return pd.DataFrame(rows)


def _shares(projects: pd.DataFrame, places: Sequence[str]) -> pd.DataFrame:
    regional = projects[projects["programming_line"].str.startswith("REG")]
    return pd.DataFrame(
        {
            "project": code,
            "country": places[(number * 4 + part) % len(places)],
            "theme": "ALL",
            "holder": holder,
            "share": 25,
        }
        for number, (code, holder) in enumerate(zip(regional["code"], regional["holder"], strict=True))
        for part in range(4)
    )


def _money(projects: pd.DataFrame) -> pd.DataFrame:
    placed = projects.assign(project=projects["code"])
    placed[["country", "theme"]] = projects["programming_line"].str.split("-", expand=True)
    rows = placed.merge(pd.DataFrame({"quarter": QUARTERS}), how="cross").merge(
        pd.DataFrame({"kind": KINDS}), how="cross"
    )
    return rows.assign(amount_eur=[(number * 7919 % 1_000_000) / 100 + 1_000 for number in range(len(rows))])


def _budgets(money: pd.DataFrame) -> pd.DataFrame:
    """A tenth more than is committed, known two years before."""
    committed = money[money["kind"] == "commitment"].assign(year=money["quarter"].str[:4].astype(int))
    sums = committed.groupby(["holder", "budget_type", "year", "country", "theme"], as_index=False)["amount_eur"].sum()
    return sums.assign(
        chapter="XVII",
        article="4.2",
        phase="VB",
        mutation="adopted",
        amount_eur=(sums["amount_eur"] * 1.1).round(2),
        valid_on=(sums["year"] - 2).astype(str) + "-09-15",
    )


def _agreements(places: Sequence[str]) -> pd.DataFrame:
    same: Mapping[str, object] = {
        "holder": "AM",
        "partner": "ministerie",
        "legal_form": "memorandum",
        "status": "in force",
        "yearly_cost_eur": 10_000,
    }
    return pd.DataFrame(
        {
            **same,
            "code": f"{place}-{year}",
            "country": place,
            "name_nl": f"Overeenkomst {place}",
            "agreed_on": f"{year}-02-01",
            "first_year": year,
            "last_year": year + 2,
        }
        for place in places
        for year in (2022, 2025)
    )


def _coverage(agreements: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "agreement": one.code,
            "year": year,
            "holder": "AM",
            "budget_type": "AM_NON_ODA",
            "chapter": "XVII",
            "article": "4.2",
            "country": one.country,
            "theme": "TER",
            "amount_eur": one.yearly_cost_eur,
        }
        for one in agreements.itertuples()
        for year in (one.first_year, one.first_year + 1)
    )


def _results(ledger: Ledger, places: list[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What is reported of every measure and country, in each period of its own, and what was expected of it."""
    measured = ledger.frame(
        "select code as indicator, theory, arg_max(kind, version) as kind, arg_max(frequency, version) as frequency "
        "from measure group by all order by code"
    )
    theories = sorted(measured["theory"].unique())
    of_country = [(place, theories[(at + next) % len(theories)]) for at, place in enumerate(places) for next in (0, 1)]
    measured = measured.merge(pd.DataFrame(of_country, columns=["country", "theory"]), on="theory")
    periods = ledger.frame(
        "select code as period, kind as frequency, year from period where end_date < '2026-10-01' and year >= ?",
        YEARS[0],
    )
    told = measured.merge(periods, on="frequency")
    told["value"] = [100 + number * 7919 % 900 for number in range(len(told))]
    ratio = told["kind"] == "ratio"
    told["numerator"], told["denominator"] = told["value"].where(ratio), ratio.map({True: 1_000})
    told["value"] = told["value"].mask(ratio)
    reported = told.assign(reporter="AM", dimension="total", state="reported")
    ends = pd.DataFrame({"period": ["2016", *map(str, YEARS)], "revision": 0})
    targets = measured.rename(columns={"kind": "kind_of"}).merge(ends, how="cross").assign(value=500)
    targets["kind"] = ["baseline" if period == "2016" else "target" for period in targets["period"]]
    # A flow has a target of every year, of anything else there is one in four years.
    yearly = targets["kind_of"].isin(["flow", "yearly"]) | targets["period"].isin(["2016", "2018", "2022", "2026"])
    targets = targets[yearly]
    return reported, targets


def _whole(table: str, rows: pd.DataFrame) -> pa.Table:
    """The rows with every column of their table, and no other."""
    names = [name for name in tables()[table].names if name != "written_in"]
    return pa.Table.from_pandas(
        rows.reindex(columns=names).astype(object).where(lambda r: r.notna(), None), preserve_index=False
    )
