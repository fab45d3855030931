"""The page of the countries: all partnerships beside each other, and the choice of one (`country`)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

import pandas as pd
import streamlit as st

from monitoring.charts.look import BUDGETS
from monitoring.ledger import Ledger
from monitoring.money import agreements, spending
from monitoring.money.spending import BUDGET_TYPES, MEASURES
from monitoring.results import harm, incidents, partnership
from monitoring.results import quarter as quarters
from monitoring.results.partnership import Partnership
from monitoring.results.quarter import TheoryStanding
from monitoring.ui import figures
from monitoring.ui.downloads import downloads
from monitoring.ui.frame import Here
from monitoring.ui.html import html, section
from monitoring.ui.show import cached, choose, empty, finding, quarter_picker, stands
from theory_of_change.text import Listing, Message, Text, message

STATUSES: Mapping[str, Message] = {
    "exploration": message("exploration"),
    "active": message("active"),
    "paused": message("paused"),
    "ended": message("ended"),
    "not registered": message("not registered"),
}


def every(here: Here) -> list[Partnership]:
    """All partnerships."""
    return cached(here, partnership.partnerships)


def ask(here: Here, known: Sequence[Partnership]) -> Partnership | None:
    """Which country, in the address; None is all of them beside each other."""
    say = here.say
    called = {one.country: say(one.name) for one in known}
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom", gap="small"):
        code = choose(
            say(message("Country")),
            ["", *called],
            "country",
            width=220,
            names=lambda code: called.get(code, code) if code else say(message("All countries")),
        )
        stands(here, width=200)
    return next((one for one in known if one.country == code), None)


def nothing(here: Here) -> None:
    """No partnership is registered: say how they come in."""
    finding(here, message("There are no partnerships yet"))
    empty(
        here,
        message("No country is registered, and none has money."),
        message("Partnerships come from the csv files in data/; money comes in with a template."),
        page="deliver",
        link=message("Deliver figures"),
    )


def overview(here: Here, known: Sequence[Partnership], through: str) -> None:
    """A row per partnership: what is committed from which budget, how the themes stand, harm and agreements."""
    say, year = here.say, int(through[:4])
    euros, inside = cached(here, sums, through), themes(here)
    standings = cached(here, quarters.theories_of, through, tuple(one.country for one in known))
    red = cached(here, harm.known, through)
    colours = Counter(zip(red["country"], red["colour"], strict=True)) if len(red) else Counter()
    watched = {country for country, _ in colours}
    costing = [(each, each.in_year(year)) for each in cached(here, agreements.made) if each.in_year(year)]
    rows = [
        {
            "name": one.name,
            "status": STATUSES.get(one.status, one.status),
            "href": here.here(country=one.country),
            "money": _committed(here, euros, one.country, through),
            "themes": _headlines(standings[one.country], inside),
            "watched": one.country in watched,
            "red": colours[one.country, "red"],
            "amber": colours[one.country, "amber"],
            "agreements": [each for each in costing if each[0].agreement.country == one.country],
        }
        for one in sorted(known, key=lambda one: say(one.name))
    ]
    inner = html("countries", say, rows=rows, themes=map(say, inside.values()), types=types(here), year=year)
    small = say(message("committed in {year}, € million; per theme the headline", year=str(year)))
    st.html(section(say(message("The partnerships")), small, inner))


def _committed(here: Here, euros: Sums, country: str, through: str) -> list[tuple[str, Decimal | None, str, str]]:
    """What is committed to a country from each budget, the address behind it, and the colour of the owner."""
    return [
        (
            code,
            euros.get((country, None, code, "commitment")),
            figures.link(here, "commitment", through, country=country, budget_type=code),
            BUDGETS[code].text,
        )
        for code in BUDGET_TYPES
    ]


def _headlines(standings: Sequence[TheoryStanding], inside: Iterable[str]) -> list[str | None]:
    by_theme = {standing.code: standing for standing in standings if standing.in_totals}
    return [headline(by_theme.get(code)) for code in inside]


def overview_title(here: Here, known: Sequence[Partnership], through: str) -> Message:
    """Where something is red, and how many agreements of the year are not covered."""
    red, year = cached(here, harm.known, through), int(through[:4])
    hit = {row["country"] for row in red.to_dict("records") if row["colour"] == "red"} if len(red) else set()
    names = [one.name for one in known if one.country in hit]
    severe = {country for _, country in cached(here, incidents.capping, through)}
    struck = [one.name for one in known if one.country in severe - hit]
    costing = [one for one in cached(here, agreements.made) if one.in_year(year) and one.agreement.agreed_on]
    short = [one for one in costing if one.in_year(year).cover in agreements.OPEN]
    harmed = (
        message("A safeguard is on red in {countries}", countries=Listing(names))
        if names
        else message("No safeguard is on red in {n} partnerships", n=len(known))
    )
    if struck and names:
        harmed = message("{harm}; a severe incident is open in {countries}", harm=harmed, countries=Listing(struck))
    elif struck:
        harmed = message("A severe incident is open in {countries}", countries=Listing(struck))
    if not short:
        return harmed
    return message("{harm}; {n} of {m} agreements are not covered in full", harm=harmed, n=len(short), m=len(costing))


def title(here: Here, said: Message, lede: str, through: str) -> None:
    """The finding, the grey line, and the quarters to choose from."""
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    with left:
        finding(here, said, lede)
    with right:
        quarter_picker(here, through)


def headline(standing: TheoryStanding | None) -> str | None:
    """The headline of a theme; None where nothing is known of it."""
    if standing is None or not any(standing.counts.values()):
        return None
    return standing.headline.value


Sums = Mapping[tuple[str, str | None, str, str], Decimal]


def sums(ledger: Ledger, through: str) -> Sums:
    """Euros up to a quarter by country, theme, budget type and measure; theme None is all of them together.

    What is not there, nothing is known of.
    """
    found: dict[tuple[str, str | None, str, str], Decimal] = defaultdict(Decimal)
    for row in money(ledger, through).to_dict("records"):
        for measure in MEASURES:
            if row[measure] is not None:
                found[row["country"], row["theme"], row["budget_type"], measure] += row[measure]
                found[row["country"], None, row["budget_type"], measure] += row[measure]
    return dict(found)


def money(ledger: Ledger, through: str) -> pd.DataFrame:
    """The money up to a quarter, a row per country, theme and budget type."""
    return spending.until(ledger, ["country", "theme", "budget_type"], through)


def themes(here: Here) -> Mapping[str, Text]:
    """The themes that count, with their names."""
    inside = cached(here, spending.themes)
    return {code: name for code, name in here.names("theme").items() if code in inside}


def types(here: Here) -> Sequence[tuple[str, str, str]]:
    """The budget types with their names and colours."""
    called = here.names("budget_type")
    return [(code, here.say(called[code]), BUDGETS[code].text) for code in BUDGET_TYPES if code in called]


def taken_along(here: Here, one: Partnership | None, through: str) -> None:
    """The money behind the page as downloads."""
    say = here.say
    headings = {
        "country": say(message("Country")),
        "theme": say(message("Theme")),
        "budget_type": say(message("Budget")),
        **{kind: say(word) for kind, word in figures.WORDS.items()},
    }
    name = f"countries-{through}" + (f"-{one.country}" if one else "")

    def frame() -> pd.DataFrame:
        found = cached(here, money, through)
        return found[found["country"] == one.country] if one else found

    downloads(here, frame, name, headings, f"{say(message('Countries'))} {say.period(through)}, €")
