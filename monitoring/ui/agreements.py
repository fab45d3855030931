"""The page of agreements: what each costs, whether the budgets of its day cover it, and who funds what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st
from markupsafe import Markup

from monitoring.charts.look import BUDGETS
from monitoring.intake.vocabulary import AGREEMENT_STATUSES, LEGAL_FORMS
from monitoring.ledger import Ledger
from monitoring.ledger.origin import Origin, origins
from monitoring.money import agreements, streamlining
from monitoring.money.agreements import Made
from monitoring.money.coverage import Line, Year
from monitoring.money.streamlining import Agreed, Arrangement
from monitoring.ui import figures
from monitoring.ui.downloads import downloads
from monitoring.ui.frame import Here
from monitoring.ui.html import html, note, section
from monitoring.ui.show import cached, choose, empty, finding, stands
from theory_of_change.text import Message, message

MOST_YEARS = 7
"""Years beside each other in the table: what does not fit stands with the agreement itself."""


@dataclass(frozen=True)
class Asked:
    """What the visitor wants to see: the agreements with one country, or all; which year the title is about."""

    country: str | None
    year: int
    code: str | None


def every(here: Here, country: str | None = None) -> list[Made]:
    """All agreements, or those with one country."""
    return cached(here, agreements.made, country)


def ask(here: Here, known: Sequence[Made]) -> Asked:
    """The choices over the page; they live in the address."""
    say = here.say
    called = {code: say(name) for code, name in here.names("country").items()}
    countries = sorted({one.agreement.country for one in known}, key=lambda code: called.get(code, code))
    years = sorted({year.year for one in known for year in one.years})
    now = here.quarter[:4] if here.quarter else str(here.today.year)
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom", gap="small"):
        country = choose(
            say(message("Country")),
            ["", *countries],
            "country",
            width=200,
            names=lambda code: called.get(code, code) if code else say(message("All countries")),
        )
        offered = sorted({*map(str, years), now}, reverse=True)
        year = choose(say(message("Year")), offered, "year", default=now, width=110)
        stands(here, width=200)
    return Asked(country or None, int(year), st.query_params.get("agreement"))


def title(here: Here, shown: Sequence[Made], asked: Asked) -> None:
    """Which agreements are not covered."""
    lede = message(
        "Covered is what the budgets that existed on the day of the agreement could pay (terms of reference, §5) · €"
    )
    finding(here, agreements.finding(shown, asked.year), here.say(lede))


def table(here: Here, shown: Sequence[Made], asked: Asked) -> Markup:
    """Agreements by years, each with how it is covered."""
    say = here.say
    if not shown:
        return Markup("")
    years = _years(shown, asked.year)
    rows = [
        (
            one,
            here.here(agreement=one.agreement.code),
            say(here.names("country").get(one.agreement.country, one.agreement.country)),
            say(LEGAL_FORMS.get(one.legal_form, one.legal_form)),
            say(AGREEMENT_STATUSES.get(one.agreement.status, one.agreement.status)),
            [one.in_year(year) for year in years],
        )
        for one in shown
    ]
    inner = html("agreements", say, rows=rows, years=years, now=asked.year, chosen=asked.code)
    return section(
        say(message("What they cost per year, and whether it is covered")), say(message("€ million; click one")), inner
    )


def _years(shown: Sequence[Made], now: int) -> list[int]:
    """The years beside each other: those around the one that is looked at, where there are too many."""
    years = sorted({year.year for one in shown for year in one.years})
    if len(years) <= MOST_YEARS:
        return years
    near = sorted(years, key=lambda year: (abs(year - now), year))[:MOST_YEARS]
    return sorted(near)


def one(here: Here, shown: Sequence[Made], asked: Asked) -> Markup:
    """One agreement: what it is, and per year which budget covers it, what that had free, and from which cell that is."""
    chosen = next((each for each in shown if each.agreement.code == asked.code), None)
    if chosen is None:
        if asked.code:
            return html(
                "notice",
                here.say,
                text=message("There is no agreement “{code}” here.", code=asked.code),
                href=here.here(agreement=None),
                link=message("all agreements"),
            )
        return Markup("")
    say = here.say
    covering = cached(here, _cover_cells)
    return html(
        "agreement",
        say,
        one=chosen,
        country=say(here.names("country").get(chosen.agreement.country, chosen.agreement.country)),
        holder=say(here.names("organisation").get(chosen.holder, chosen.holder)),
        form=say(LEGAL_FORMS.get(chosen.legal_form, chosen.legal_form)),
        status=say(AGREEMENT_STATUSES.get(chosen.agreement.status, chosen.agreement.status)),
        years=[(year, [_line(here, line, covering) for line in year.lines]) for year in chosen.years],
        origin=origin(here, chosen.origin),
        projects=[(code, here.link("projects", project=code)) for code in chosen.projects],
    )


def _cover_cells(ledger: Ledger) -> dict[str, Origin]:
    return origins(ledger, "coverage")


def _line(here: Here, line: Line, covering: dict[str, Origin]) -> tuple[Line, str, str, Markup]:
    """A line of cover, what its budget is called, its colour, and the cell it came from."""
    say = here.say
    holder, budget_type, chapter, article, country, theme = line.budget
    called = [
        say(here.names("budget_type").get(budget_type, budget_type)),
        f"{chapter} {article}",
        say(here.names("country").get(country, country)),
        say(here.names("theme").get(theme, message("not per theme"))),
    ]
    key = "|".join(map(str, (line.agreement, line.year, holder, budget_type, chapter, article, country, theme)))
    return line, " · ".join(called), BUDGETS[budget_type].fill, origin(here, covering.get(key))


def origin(here: Here, one: Origin | None) -> Markup:
    """The cell, sender and commit that a row came from; empty where no sheet brought it."""
    if one is None:
        return Markup("")
    return html("origin", here.say, one=one, href=here.link("deliver", sent=one.number))


def who_funds_what(here: Here, year: int, country: str | None) -> Markup:
    """Who funds which theme in which country: as arranged between the budget holders, beside what is booked."""
    say = here.say
    found = cached(here, streamlining.arrangements, year, country)
    head = say(message("Who funds what in {year}", year=str(year)))
    small = say(message("as arranged between BZ and A&M, beside what is booked; € million"))
    if not found or not cached(here, streamlining.arranged_years):
        words = message("Nothing was arranged yet: deliver it on the sheet “Streamlining” of the register.")
        return section(head, small, note(say(words)))
    themes = {code: say(name) for code, name in here.names("theme").items()}
    countries = {code: say(name) for code, name in here.names("country").items()}
    types = {code: say(name) for code, name in here.names("budget_type").items()}
    used = [code for code in themes if any(one.theme == code for one in found)]
    places = list(dict.fromkeys(one.country for one in found))
    cells = {
        (place, theme): [
            (one, types[one.budget_type], BUDGETS[one.budget_type].fill, _booked(here, one, year))
            for one in found
            if one.country == place and one.theme == theme
        ]
        for place in places
        for theme in used
    }
    arranged = [one for one in found if one.state is not Agreed.CONTRIBUTION]
    inner = html(
        "streamlining",
        say,
        heads=[themes[code] for code in used],
        rows=[(countries.get(place, place), [cells[place, theme] for theme in used]) for place in places],
        said=_fit(arranged),
    )
    return section(head, small, inner)


def _booked(here: Here, one: Arrangement, year: int) -> str:
    """The address of what is booked on a budget in a country and theme."""
    where = {"country": one.country, "theme": one.theme, "holder": one.holder, "budget_type": one.budget_type}
    return figures.link(here, one.measure, f"{year}-Q4", **where)


def _fit(found: Sequence[Arrangement]) -> Message:
    amiss = [one for one in found if one.state is not Agreed.AS_AGREED]
    if not amiss:
        return message("All {n} budgets are booked as arranged.", n=len(found))
    return message("{n} of {m} budgets are not booked as arranged.", n=len(amiss), m=len(found))


def taken_along(here: Here, shown: Sequence[Made]) -> None:
    """The years of the agreements as downloads."""
    say = here.say
    rows = [(one, year) for one in shown for year in one.years]
    if not rows:
        return
    headings = {
        "agreement": say(message("Agreement")),
        "country": say(message("Country")),
        "status": say(message("Status")),
        "agreed_on": say(message("Agreed on")),
        "year": say(message("Year")),
        "cost": say(message("Cost (€)")),
        "promised": say(message("Promised (€)")),
        "covered": say(message("Covered (€)")),
        "cover": say(message("Cover")),
    }

    def frame() -> pd.DataFrame:
        return pd.DataFrame([_downloaded(one, year) for one, year in rows])

    downloads(here, frame, "agreements", headings, say(message("Agreements")))


def _downloaded(one: Made, year: Year) -> dict[str, object]:
    day: date | None = one.agreement.agreed_on
    return {
        "agreement": one.agreement.code,
        "country": one.agreement.country,
        "status": one.agreement.status,
        "agreed_on": day.isoformat() if day else None,
        "year": year.year,
        "cost": one.agreement.yearly_cost,
        "promised": year.promised,
        "covered": year.within,
        "cover": year.cover.value,
    }


def nothing(here: Here) -> None:
    """There are no agreements yet: say what to do."""
    finding(here, message("There are no agreements in the register yet"))
    empty(
        here,
        message("Nothing of this has been delivered."),
        message(
            "Download the template of the register, fill in the sheets “Agreements” and “Coverage”, and upload it."
        ),
        page="deliver",
        link=message("Deliver"),
    )
