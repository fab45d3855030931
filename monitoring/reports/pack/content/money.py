"""Money in a pack: each owner's budget against plan and time, and per country; never netted."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from monitoring.charts.look import ACCENT, BUDGETS, GREY, RULE
from monitoring.money import execution as paces
from monitoring.money import findings
from monitoring.money.execution import Execution
from monitoring.money.spending import BUDGET_TYPES, until
from monitoring.reports.pack.content.asking import Asking
from monitoring.reports.pack.model import Chart, Column, Kind, Section, Series, Shape, Table
from theory_of_change.text import Message, Period, message

APART = message("Each budget stands apart: they are never added up or netted.")


def money(asking: Asking) -> Section:
    """Each budget type in its year: allocated, committed, spent, expected, against the share of the year that has passed."""
    say, found = asking.say, asking.ask(paces.execution, asking.quarter)
    first = found[0]
    return Section(
        "money",
        say(message("Money: {finding}", finding=findings.going_on(say(findings.pace_title(found, asking.budgets))))),
        say(message("{passed} of {year} has passed", passed=say.percent(first.passed), year=str(first.year))),
        charts=() if all(one.empty for one in found) else (_bars(asking, found),),
        tables=(_table(asking, found),),
        note=say(APART),
        sources=(_source(asking),),
        link=asking.link("spending"),
    )


def _source(asking: Asking) -> str:
    return asking.say(
        message(
            "Allocations and budget lines of the budget holders, in the year up to and including the {quarter}.",
            quarter=Period(asking.quarter),
        )
    )


KINDS: Sequence[tuple[str, Message, str]] = (
    ("allocated", message("Allocated"), RULE),
    ("committed", message("Committed"), "#8FB0D9"),
    ("spent", message("Spent"), ACCENT),
    ("year_end", message("Expected for the year"), GREY),
)
"""The amounts of a budget, what each is called, and its colour in the picture."""


def _bars(asking: Asking, found: Sequence[Execution]) -> Chart:
    say = asking.say
    told = "; ".join(
        say(
            message(
                "{budget}: {spent} spent of {allocated}",
                budget=asking.budgets[one.budget_type],
                spent=say.millions(one.spent),
                allocated=say.millions(one.allocated),
            )
        )
        for one in found
    )
    return Chart(
        "money",
        Shape.BARS,
        say(message("Each budget in {year}, € million", year=str(found[0].year))),
        told,
        say(message("€ million")),
        [say(asking.budgets[one.budget_type]) for one in found],
        [
            Series(say(called), [_millions(getattr(one, kind)) for one in found], colour)
            for kind, called, colour in KINDS
        ],
        decimals=1,
    )


def _millions(amount: Decimal | None) -> float | None:
    return None if amount is None else round(float(amount) / 1e6, 6)


def _table(asking: Asking, found: Sequence[Execution]) -> Table:
    say = asking.say
    return Table(
        "money",
        say(message("Budgets in {year}, in euros", year=str(found[0].year))),
        (
            Column(say(message("Budget"))),
            *(Column(say(called), Kind.EURO) for _, called, _ in KINDS),
            Column(say(message("Share spent")), Kind.SHARE),
        ),
        [
            (
                asking.text(asking.budgets[one.budget_type]),
                *(asking.euro(getattr(one, kind)) for kind, _, _ in KINDS),
                asking.share(one.share(one.spent)),
            )
            for one in found
        ],
    )


def countries(asking: Asking) -> Section:
    """Per country and budget type what was spent in the year, in euros; the largest first."""
    say = asking.say
    rows = until(asking.ledger, ["country", "budget_type"], asking.quarter)
    spent = {
        (row.country, row.budget_type): row.expenditure
        for row in rows.itertuples()
        if isinstance(row.expenditure, Decimal)
    }
    places = sorted(
        {country for country, _ in spent},
        key=lambda code: (-sum(amount for (place, _), amount in spent.items() if place == code), code),
    )
    title = message(
        "Spent per country, {year} up to the {quarter}", year=asking.quarter[:4], quarter=Period(asking.quarter)
    )
    if not places:
        return Section("countries", say(message("No spending per country is known")), link=asking.link("countries"))
    shown = places[:10]
    return Section(
        "countries",
        say(title),
        charts=(
            Chart(
                "countries",
                Shape.STACKED,
                say(message("Spent per country, € million")),
                say(
                    message("Most was spent in {country}. The table has every amount.", country=asking.place(places[0]))
                ),
                say(message("€ million")),
                [asking.place(code) for code in shown],
                [
                    Series(
                        say(asking.budgets[budget]),
                        [_millions(spent.get((code, budget))) for code in shown],
                        BUDGETS[budget].fill,
                    )
                    for budget in BUDGET_TYPES
                ],
                decimals=1,
            ),
        ),
        tables=(
            Table(
                "countries",
                say(message("Spent per country and budget, in euros")),
                (
                    Column(say(message("Country"))),
                    *(Column(say(asking.budgets[budget]), Kind.EURO) for budget in BUDGET_TYPES),
                ),
                [
                    (
                        asking.text(asking.place(code)),
                        *(asking.euro(spent.get((code, budget))) for budget in BUDGET_TYPES),
                    )
                    for code in places
                ],
                say(APART),
            ),
        ),
        sources=(_source(asking),),
        link=asking.link("countries"),
    )
