"""What a shift looks like: the whole budget per country and theme, and what it touches before and after."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import streamlit as st

from monitoring.charts import shift as charts
from monitoring.money import shifts
from monitoring.money.shifts import Budget, Outcome, Parts, Refusal, Standing
from monitoring.results import cost
from monitoring.ui.frame import Here
from monitoring.ui.html import html, note, section
from monitoring.ui.shifts.choice import Asked
from monitoring.ui.show import cached
from theory_of_change.text import Euro, Message, Period, counted, message


def title(asked: Asked, parts: Parts, refusals: Sequence[Refusal]) -> Message:
    """The finding: what is free, or what the shift that is typed would do."""
    budget = asked.budget
    if not parts:
        return message(
            "{free} of the {allocated} of {type} can still go elsewhere in {year}",
            free=Euro(budget.free, short=True),
            allocated=Euro(budget.allocated, short=True),
            type=budget.name,
            year=str(budget.year),
        )
    if refusals:
        return counted(
            "This shift cannot be made: {n} thing stands in the way",
            "This shift cannot be made: {n} things stand in the way",
            n=len(refusals),
        )
    moved = sum((amount for amount in parts.values() if amount > 0), Decimal(0))
    return message("{amount} would go elsewhere within {type}", amount=Euro(moved), type=budget.name)


def lede(here: Here, asked: Asked) -> str:
    """Whose budget it is, in the grey line."""
    budget = asked.budget
    return here.say(
        message("{type} of {holder} in {year}", type=budget.type_name, holder=budget.holder_name, year=str(budget.year))
    )


def whole(here: Here, asked: Asked, parts: Parts) -> None:
    """The whole budget per country and theme, with what the shift does to it."""
    say, budget = here.say, asked.budget
    places = [place for place, one in budget.standings.items() if one.allocated or parts.get(place)]
    places += [place for place in parts if place not in budget.standings]
    if not places:
        st.html(note(say(message("Nothing of this budget counts yet today, so nothing of it can be shifted."))))
        return
    themes = [code for code in [*budget.themes, "ALL"] if any(theme == code for _, theme in places)]
    countries = sorted({country for country, _ in places}, key=lambda code: (code in ("REG", "ALL"), code))
    there = set(places)
    rows = [
        (
            say(budget.countries[country].name) if country in budget.countries else country,
            [_cell(budget, (country, theme), parts) if (country, theme) in there else None for theme in themes],
        )
        for country in countries
    ]
    called = [
        say(budget.themes[code].name) if code in budget.themes else say(message("not per theme")) for code in themes
    ]
    legend = html("shift_legend", say, colour=charts.BUDGETS[budget.budget_type], moving=bool(parts))
    drawn = charts.grid(rows, called, budget.budget_type, say)
    heading = say(message("What is there, and what is free"))
    st.html(section(heading, say(message("€ thousand; equal bars are equal money")), legend + drawn))
    st.html(note(say(RULE_IN_WORDS)))


RULE_IN_WORDS = message(
    "Free: allocated, less what is committed or spent, less what is promised to agreements and not yet committed on "
    "their projects. A commitment counts where it was booked."
)


def _cell(budget: Budget, place: tuple[str, str], parts: Parts) -> charts.Cell:
    one = budget.standing(place)
    return charts.Cell(place[1], one.allocated, one.tied + one.leans, one.free, parts.get(place, Decimal(0)))


def before_and_after(here: Here, asked: Asked, parts: Parts) -> None:
    """Each country and theme that the shift touches, now and then."""
    found = shifts.outcomes(asked.budget, parts)
    if not found:
        return
    say = here.say
    drawn = charts.touched([_touched(here, one) for one in found], asked.budget.budget_type, say)
    small = say(message("€; dotted: what is expected to be spent by the end of the year"))
    st.html(section(say(message("Before and after")), small, drawn))
    for said in _on_results(here, found):
        st.html(note(say(said)))


def _on_results(here: Here, found: Sequence[Outcome]) -> list[Message]:
    """What a shift would do to results, at the cost per result that is recorded; or that none is."""
    quarter, said = here.full or here.quarter, []
    for one in found:
        country, theme = one.place
        for price in cached(here, cost.costs, quarter, country) if quarter else ():
            if price.theory == theme and not isinstance(price.cost, cost.NoCost):
                said.append(
                    message(
                        "{place}: {number} results of {indicator} “{name}”, at {cost} each as in {quarter}",
                        place=one.name,
                        number=f"{here.say.number(one.change / price.cost, 0, sign=True)}",
                        indicator=price.indicator,
                        name=price.name,
                        cost=Euro(price.cost),
                        quarter=Period(quarter),
                    )
                )
    return said or [message("Effect on results: {why}.", why=shifts.NOT_COMPARABLE)]


def _touched(here: Here, one: Outcome) -> charts.Touched:
    executed = one.execution
    return charts.Touched(
        here.say(one.name),
        one.change,
        _bar(one.before, executed[0]),
        _bar(one.after, executed[1]),
        here.say(one.notice) if one.notice else "",
    )


def _bar(one: Standing, executed: float | None) -> charts.Bar:
    return charts.Bar(one.allocated, one.tied + one.leans, one.free, one.expected, executed)


def verdict(here: Here, asked: Asked, parts: Parts, refusals: Sequence[Refusal]) -> None:
    """Whether the shift can be made: every reason against it, or that it can and leaves the total as it is."""
    if refusals:
        st.html(html("refusals", here.say, refusals=refusals))
    elif parts:
        said = message(
            "This shift can be made. The total stays {amount}.",
            amount=Euro(asked.budget.allocated),
        )
        st.html(html("fine", here.say, text=said))
