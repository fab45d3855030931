"""The budgets over the years, and the transfers between members, on the page of the money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from markupsafe import Markup

from monitoring.charts.look import BUDGETS
from monitoring.money import years
from monitoring.money.years import BudgetYear, Transfer
from monitoring.ui import figures
from monitoring.ui.frame import Here
from monitoring.ui.html import html, section
from monitoring.ui.show import cached
from theory_of_change.text import message


def over_the_years(here: Here, year: int, country: str | None, budget: str | None) -> Markup:
    """Per budget and year what is allocated, with what is committed, spent and still free of it."""
    say = here.say
    found = [one for one in cached(here, years.budget_years, year, country) if budget in (None, one.budget_type)]
    most = max(
        (max(one.allocated or 0, one.committed or 0, one.spent or 0) for one in found), default=Decimal(0)
    ) or Decimal(1)
    called = here.names("budget_type")
    shown = [code for code in called if any(one.budget_type == code for one in found)]
    rows = [
        (of, [_cell(here, one, most, year, country) for one in found if one.year == of])
        for of in dict.fromkeys(one.year for one in found)
    ]
    inner = html(
        "years",
        say,
        types=[(say(called[code]), BUDGETS[code].text) for code in shown],
        rows=rows,
        now=year,
    )
    small = say(message("€ million; the grey bar is the budget, the thick part is spent, the line is committed"))
    return section(say(message("The budgets over the years")), small, inner)


def _cell(
    here: Here, one: BudgetYear, most: Decimal, year: int, country: str | None
) -> tuple[BudgetYear, str, str, str, str, Mapping[str, str]]:
    """A year of a budget, its colour, the widths of what is allocated, spent and committed, and what opens it."""

    def width(amount: Decimal | None) -> str:
        return f"{100 * max(amount or 0, 0) / most:.1f}%"

    href = {
        kind: figures.link(here, kind, f"{one.year}-Q4", budget_type=one.budget_type, country=country)
        for kind in ("allocation", "commitment", "expenditure")
    }
    return one, BUDGETS[one.budget_type].fill, width(one.allocated), width(one.spent), width(one.committed), href


def transferred(here: Here, year: int) -> Markup:
    """The transfers between members: both sides, and that together they are zero."""
    found: Sequence[Transfer] = cached(here, years.transfers, year)
    if not found:
        return Markup("")
    say = here.say
    called = {code: say(name) for code, name in here.names("organisation").items()}
    opened = {
        (one.name, side.holder): figures.link(here, "allocation", f"{year}-Q4", transfer=one.name, holder=side.holder)
        for one in found
        for side in one.sides
    }
    inner = html("transfers", say, found=found, called=called, opened=opened)
    small = say(message("what one gives the other gets: together zero"))
    return section(say(message("Transfers between members in {year}", year=str(year))), small, inner)
