"""The page of one country, on a sheet of A4: its money, agreements, results and harm, and the two beside each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from markupsafe import Markup

from monitoring.charts import courses as charts
from monitoring.charts.look import BUDGETS
from monitoring.money.agreements import Made
from monitoring.money.coverage import Cover
from monitoring.money.spending import BUDGET_TYPES
from monitoring.results import corners, cost, harm, incidents, partnership
from monitoring.results import quarter as quarters
from monitoring.results.corners import Corner, Course
from monitoring.results.cost import Cost
from monitoring.results.headline import Headline
from monitoring.results.partnership import Partnership
from monitoring.results.quarter import TheoryStanding
from monitoring.ui import figures
from monitoring.ui.agreements import origin
from monitoring.ui.countries import STATUSES, headline, sums, themes, types
from monitoring.ui.frame import Here
from monitoring.ui.html import html, note, section
from monitoring.ui.safeguards import address
from monitoring.ui.show import cached
from theory_of_change.text import Euro, Listing, Message, Percent, Period, Text, message

KINDS = ("allocation", "commitment", "expenditure")
"""What is shown per owner and theme."""
CORNER_MARKS = {
    Corner.SPENDS_AND_ACHIEVES: "on_track",
    Corner.SPENDS_WITHOUT_ACHIEVING: "behind",
    Corner.ACHIEVES_WITHOUT_SPENDING: "attention",
    Corner.NEITHER: "attention",
    Corner.CAPPED: "capped",
    Corner.UNKNOWN: "no_data",
}


def said_of(here: Here, one: Partnership, through: str, made: Sequence[Made]) -> Message:
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
    if one.country in {country for _, country in cached(here, incidents.capping, through)}:
        parts.append(message("a severe incident is open"))
    standings = [s for s in _standings(here, through, one.country) if any(s.counts.values())]
    for gravest, words in _NOT_ON_COURSE.items():
        names = [s.name for s in standings if s.headline is gravest]
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
    own = {key[1:]: euros for key, euros in cached(here, sums, through).items() if key[0] == one.country}
    head = say(message("Money in {year}, by owner and theme", year=year))
    small = say(message("€ million, up to and including the {quarter}; click an amount", quarter=Period(through)))
    if not own:
        return section(head, small, note(say(message("There is no money for this country in {year}.", year=year))))
    booked = {theme for theme, _, _ in own}
    named = {code: say(name) for code, name in themes(here).items() if code in booked}
    if "ALL" in booked:
        named["ALL"] = say(message("not per theme"))
    inner = html(
        "country_money",
        say,
        types=types(here),
        kinds=[say(figures.WORDS[kind]) for kind in KINDS],
        rows=[(name, _cells(here, own, one.country, through, code)) for code, name in named.items()],
        foot=_cells(here, own, one.country, through, None),
    )
    return section(head, small, inner)


def _cells(
    here: Here, own: Mapping[tuple[str | None, str, str], Decimal], country: str, through: str, theme: str | None
) -> list[tuple[Decimal | None, str, str]]:
    """Per owner and kind the euros, the address behind them, and the colour of the owner."""
    return [
        (
            own.get((theme, code, kind)),
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
    called = {code: say(name) for code, name in here.names("theme").items()}
    budgets = {code: say(name) for code, name in here.names("budget_type").items()}
    panels = [
        (
            called.get(course.theme, course.theme),
            course,
            [(budgets[each.budget_type], CORNER_MARKS[each.corner], each) for each in course.verdicts],
            charts.shares(
                [charts.Point(p.quarter, p.spent, p.share_achieved) for p in course.points],
                budgets,
                say,
                name=called.get(course.theme, course.theme),
            ),
        )
        for course in found
    ]
    drawn = [code for code in BUDGET_TYPES if any(code in p.spent for course in found for p in course.points)]
    priced = [(each, _priced(each)) for each in cached(here, cost.costs, through, one.country)]
    legend = charts.legend(drawn, budgets, say)
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
    inside = themes(here)
    counted = cached(here, partnership.projects_per_theme, one.country)
    own = cached(here, partnership.objectives, one.country)
    deployed = cached(here, partnership.people, one.country, int(through[:4]))
    standings = {s.code: s for s in _standings(here, through, one.country)}
    rows = [
        (
            inside[code],
            here.link("theories", theory=code, country=one.country),
            [objective for objective in own if objective.theme == code],
            headline(standings.get(code)) or "no_data",
            standings.get(code),
            counted.get(code, 0),
            here.link("projects", country=one.country, theme=code),
        )
        for code in inside
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


def _standings(here: Here, through: str, country: str) -> list[TheoryStanding]:
    return [one for one in cached(here, quarters.theories, through, country) if one.in_totals]
