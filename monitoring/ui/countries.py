"""The pages of the countries: all partnerships beside each other, and one of them on a sheet of A4."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from monitoring.charts import courses as charts
from monitoring.charts.look import BUDGETS
from monitoring.money import agreements, spending
from monitoring.money.agreements import Made
from monitoring.money.coverage import Cover
from monitoring.money.spending import BUDGET_TYPES
from monitoring.results import corners, cost, harm, partnership
from monitoring.results import quarter as quarters
from monitoring.results.corners import Corner, Course
from monitoring.results.cost import Cost
from monitoring.results.headline import Headline
from monitoring.results.partnership import Partnership
from monitoring.results.quarter import TheoryStanding
from monitoring.ui import figures
from monitoring.ui.agreements import origin
from monitoring.ui.downloads import downloads
from monitoring.ui.frame import Here
from monitoring.ui.html import html, note, section
from monitoring.ui.safeguards import address
from monitoring.ui.show import cached, choose, empty, finding, quarter_picker, stands
from theory_of_change.text import Euro, Listing, Message, Percent, Period, Text, message

STATUSES: Mapping[str, Message] = {
    "exploration": message("exploration"),
    "active": message("active"),
    "paused": message("paused"),
    "ended": message("ended"),
    "not registered": message("not registered"),
}
KINDS = ("allocation", "commitment", "expenditure")
"""What is shown per owner and theme."""
CORNER_MARKS = {
    Corner.SPENDS_AND_ACHIEVES: "on_track",
    Corner.SPENDS_WITHOUT_ACHIEVING: "behind",
    Corner.ACHIEVES_WITHOUT_SPENDING: "attention",
    Corner.NEITHER: "attention",
    Corner.UNKNOWN: "no_data",
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


# All countries beside each other


def overview(here: Here, known: Sequence[Partnership], through: str) -> None:
    """A row per partnership: what is committed from which budget, how the themes stand, harm and agreements."""
    say = here.say
    made = cached(here, agreements.made)
    year = int(through[:4])
    frame = cached(here, _money, through)
    red = cached(here, harm.known, through)
    every = cached(here, quarters.theories_of, through, tuple(one.country for one in known))
    in_order = sorted(known, key=lambda one: say(one.name))
    rows = [_overview_row(here, one, through, year, frame, red, made, every[one.country]) for one in in_order]
    themes = [say(theme) for theme in _themes(here).values()]
    inner = html("countries", say, rows=rows, themes=themes, types=_types(here), year=year)
    small = say(message("committed in {year}, € million; per theme the headline", year=str(year)))
    st.html(section(say(message("The partnerships")), small, inner))


def overview_title(here: Here, known: Sequence[Partnership], through: str) -> Message:
    """Where something is red, and how many agreements of the year are not covered."""
    red, year = cached(here, harm.known, through), int(through[:4])
    hit = {row["country"] for row in red.to_dict("records") if row["colour"] == "red"} if len(red) else set()
    names = [one.name for one in known if one.country in hit]
    costing = [one for one in cached(here, agreements.made) if one.in_year(year) and one.agreement.agreed_on]
    short = [one for one in costing if one.in_year(year).cover in agreements.OPEN]
    harmed = (
        message("A safeguard is on red in {countries}", countries=Listing(names))
        if names
        else message("No safeguard is on red in {n} partnerships", n=len(known))
    )
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


def _overview_row(
    here: Here,
    one: Partnership,
    through: str,
    year: int,
    frame: pd.DataFrame,
    red: pd.DataFrame,
    made: Sequence[Made],
    stand: Sequence[TheoryStanding],
) -> Mapping[str, Any]:
    own = frame[frame["country"] == one.country]
    standings = {standing.code: standing for standing in stand if standing.in_totals}
    harmed = red[red["country"] == one.country] if len(red) else red
    costing = [each for each in made if each.agreement.country == one.country and each.in_year(year)]
    return {
        "name": one.name,
        "status": STATUSES.get(one.status, one.status),
        "href": here.here(country=one.country),
        "money": [
            (
                code,
                _sum(own, "commitment", budget_type=code),
                figures.link(here, "commitment", through, country=one.country, budget_type=code),
                BUDGETS[code].text,
            )
            for code in BUDGET_TYPES
        ],
        "themes": [_headline(standings.get(code)) for code in _themes(here)],
        "watched": bool(len(harmed)),
        "red": int((harmed["colour"] == "red").sum()) if len(harmed) else 0,
        "amber": int((harmed["colour"] == "amber").sum()) if len(harmed) else 0,
        "agreements": [(each, each.in_year(year)) for each in costing],
    }


def _headline(standing: TheoryStanding | None) -> str | None:
    if standing is None or not any(standing.counts.values()):
        return None
    return standing.headline.value


def _standings(here: Here, through: str, country: str) -> list[TheoryStanding]:
    return [one for one in cached(here, quarters.theories, through, country) if one.in_totals]


def _money(ledger: Any, through: str) -> pd.DataFrame:
    return spending.until(ledger, ["country", "theme", "budget_type"], through)


def _sum(frame: pd.DataFrame, kind: str, **where: str) -> Decimal | None:
    """The euros of some rows together; None where nothing is known of any."""
    for column, code in where.items():
        frame = frame[frame[column] == code]
    known = [amount for amount in frame[kind] if amount is not None]
    return sum(known, Decimal(0)) if known else None


def _themes(here: Here) -> Mapping[str, Text]:
    inside = cached(here, spending.themes)
    return {code: name for code, name in here.names("theme").items() if code in inside}


def _types(here: Here) -> Sequence[tuple[str, str, str]]:
    called = here.names("budget_type")
    return [(code, here.say(called[code]), BUDGETS[code].text) for code in BUDGET_TYPES if code in called]


# One country


def country_title(here: Here, one: Partnership, through: str, made: Sequence[Made]) -> Message:
    """What matters most in a country: harm, themes that are not on course, an agreement that is not covered."""
    if here.running and here.quarter == through:
        return message("{country}: too early to judge", country=one.name)
    red = cached(here, harm.known, through)
    own = red[red["country"] == one.country] if len(red) else red
    parts: list[Message] = []
    for colour, words in (("red", message("a safeguard is on red")), ("amber", message("a safeguard is on amber"))):
        if len(own) and (own["colour"] == colour).any():
            parts.append(words)
            break
    standings = [s for s in _standings(here, through, one.country) if any(s.counts.values())]
    for headline, words in _NOT_ON_COURSE.items():
        names = [s.name for s in standings if s.headline is headline]
        if names:
            parts.append(Message(words.key, {"themes": Listing(names[:2])}))
            break
    year = int(through[:4])
    covers = {each.in_year(year).cover for each in made if each.in_year(year)}
    if covers & {Cover.UNCOVERED, Cover.BEYOND_THE_FRAME}:
        parts.append(message("an agreement is not covered"))
    elif Cover.PARTLY in covers:
        parts.append(message("an agreement is partly covered"))
    if one.status in ("paused", "ended"):
        parts.insert(0, message("the partnership is {status}", status=STATUSES[one.status]))
    if parts:
        return message("{country}: {what}", country=one.name, what=Listing(parts))
    if not standings or any(s.headline is Headline.NO_DATA for s in standings):
        return message("{country}: too little is known to judge", country=one.name)
    return message("{country} is on course", country=one.name)


_NOT_ON_COURSE: Mapping[Headline, Message] = {
    Headline.BEHIND: message("{themes} behind"),
    Headline.CAPPED: message("{themes} capped by a safeguard"),
    Headline.ATTENTION: message("{themes} needs attention"),
}
"""What is said of themes by their headline, the gravest first."""


def lede(here: Here, one: Partnership, through: str) -> str:
    """What the partnership is, in the grey line."""
    say = here.say
    parts = [say(message("partnership: {status}", status=STATUSES.get(one.status, one.status)))]
    if one.start_date:
        parts.append(say(message("since {day}", day=one.start_date)))
    if one.review_date:
        parts.append(say(message("review on {day}", day=one.review_date)))
    parts += [who for who in (one.coordinator_bz, one.coordinator_am) if who]
    return " · ".join([*parts, say(Period(through))])


def money(here: Here, one: Partnership, through: str) -> Markup:
    """The money by owner and theme: budget, committed and spent, each of which opens."""
    say, year = here.say, through[:4]
    frame = cached(here, _money, through)
    own = frame[frame["country"] == one.country]
    head = say(message("Money in {year}, by owner and theme", year=year))
    small = say(message("€ million, up to and including the {quarter}; click an amount", quarter=Period(through)))
    if own.empty:
        return section(head, small, note(say(message("There is no money for this country in {year}.", year=year))))
    themes = {code: say(name) for code, name in _themes(here).items() if (own["theme"] == code).any()}
    if (own["theme"] == "ALL").any():
        themes["ALL"] = say(message("not per theme"))
    rows = [(name, _cells(here, own, one.country, through, code)) for code, name in themes.items()]
    inner = html(
        "country_money",
        say,
        types=_types(here),
        kinds=[say(figures.WORDS[kind]) for kind in KINDS],
        rows=rows,
        foot=_cells(here, own, one.country, through, None),
    )
    return section(head, small, inner)


def _cells(
    here: Here, own: pd.DataFrame, country: str, through: str, theme: str | None
) -> list[tuple[Decimal | None, str, str]]:
    """Per owner and kind the euros, the address behind them, and the colour of the owner."""
    where = {} if theme is None else {"theme": theme}
    return [
        (
            _sum(own, kind, budget_type=code, **where),
            figures.link(here, kind, through, country=country, theme=theme, budget_type=code),
            BUDGETS[code].text,
        )
        for code in BUDGET_TYPES
        for kind in KINDS
    ]


def covered(here: Here, made: Sequence[Made], year: int) -> Markup:
    """The agreements with this country: what they cost, and whether that is covered."""
    say = here.say
    head = say(message("Agreements"))
    if not made:
        return section(head, inner=note(say(message("There is no agreement with this country in the register."))))
    rows = [
        (each, each.in_year(year), here.link("agreements", agreement=each.agreement.code), origin(here, each.origin))
        for each in made
    ]
    small = say(message("covered by the budgets of the day they were made?"))
    return section(head, small, html("country_agreements", say, rows=rows, year=year))


def side_by_side(here: Here, one: Partnership, through: str) -> Markup:
    """Money and results of each theme as lines, with what each budget and the results say together."""
    say = here.say
    found: list[Course] = cached(here, corners.courses, through, one.country)
    head, small = say(message("Money and results side by side")), say(message("shares, never divided by each other"))
    if not found:
        return section(head, small, note(say(message("There are no figures to hold beside each other yet."))))
    themes = {code: say(name) for code, name in here.names("theme").items()}
    types = {code: say(name) for code, name in here.names("budget_type").items()}
    panels = [
        (
            themes.get(course.theme, course.theme),
            course,
            [(types[each.budget_type], CORNER_MARKS[each.corner], each) for each in course.verdicts],
            charts.shares(
                [charts.Point(p.quarter, p.spent, p.share_achieved) for p in course.points],
                types,
                say,
                name=themes.get(course.theme, course.theme),
            ),
        )
        for course in found
    ]
    drawn = [code for code in BUDGET_TYPES if any(code in p.spent for course in found for p in course.points)]
    priced = [(each, _priced(each)) for each in cached(here, cost.costs, through, one.country)]
    legend = charts.legend(drawn, types, say)
    inner = html("country_corners", say, panels=panels, legend=legend, costs=priced)
    return section(head, small, inner)


def _priced(one: Cost) -> Message:
    """What a result costs, or why that cannot be said."""
    if isinstance(one.cost, cost.NoCost):
        return cost.in_words(one.cost)
    return message(
        "{cost} per result: {spent} over {counted} results, {share} of what was counted",
        cost=Euro(one.cost),
        spent=Euro(one.spent),
        counted=one.counted,
        share=Percent(one.share / 100),
    )


def results(here: Here, one: Partnership, through: str) -> Markup:
    """The objectives with the headline of their theme, and the safeguards that are not in order."""
    say = here.say
    themes = _themes(here)
    counted = cached(here, partnership.projects_per_theme, one.country)
    own = cached(here, partnership.objectives, one.country)
    deployed = cached(here, partnership.people, one.country, int(through[:4]))
    standings = {s.code: s for s in _standings(here, through, one.country)}
    rows = [
        (
            themes[code],
            here.link("theories", theory=code, country=one.country),
            [objective for objective in own if objective.theme == code],
            _headline(standings.get(code)) or "no_data",
            standings.get(code),
            counted.get(code, 0),
            here.link("projects", country=one.country, theme=code),
        )
        for code in themes
        if code in counted or any(objective.theme == code for objective in own)
    ]
    red = cached(here, harm.known, through)
    amiss = red[(red["country"] == one.country) & red["colour"].isin(["red", "amber"])] if len(red) else red
    harms = [
        (row["colour"], Text(nl=row["name_nl"], en=row["name_en"]), address(here, row["safeguard"], one.country))
        for row in (amiss.to_dict("records") if len(amiss) else ())
    ]
    inner = html(
        "country_results",
        say,
        rows=rows,
        harms=harms,
        people=[(kind, holder, fte) for kind, holder, fte in deployed],
        fte=partnership.holding(deployed),
        kinds=_KINDS_OF_PEOPLE,
        year=through[:4],
    )
    return section(say(message("Objectives, results and harm")), inner=inner)


_KINDS_OF_PEOPLE: Mapping[str, Message] = {
    "liaison": message("liaisons"),
    "expert": message("experts"),
    "staff": message("staff"),
}


def taken_along(here: Here, one: Partnership | None, through: str) -> None:
    """The money behind the page as downloads."""
    say = here.say
    frame = cached(here, _money, through)
    if one:
        frame = frame[frame["country"] == one.country]
    headings = {
        "country": say(message("Country")),
        "theme": say(message("Theme")),
        "budget_type": say(message("Budget")),
        **{kind: say(word) for kind, word in figures.WORDS.items()},
    }
    name = f"countries-{through}" + (f"-{one.country}" if one else "")
    downloads(here, frame, name, headings, f"{say(message('Countries'))} {say.period(through)}, €")
