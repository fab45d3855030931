"""What must be read beside an indicator, always shown with it: its counter-indicator, per part, and per so many."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from monitoring.charts.html import table
from monitoring.charts.units import difference, written
from monitoring.ledger import Ledger
from monitoring.results import counter
from monitoring.results.counter import Beside, Moved, Rated
from monitoring.results.signals import of_displacement
from monitoring.ui.frame import Here
from monitoring.ui.html import html, note, section
from monitoring.ui.indicators.choice import Asked
from monitoring.ui.parts import part
from monitoring.ui.show import cached
from theory_of_change.parts import KEYS, called
from theory_of_change.text import Listing, Message, message

NOT_ADDED = ("median", "index")  # kinds that are shown per country
IN_POINTS = ("percent", "index")  # of which a change is told in its own unit


def beside(here: Here, asked: Asked) -> None:
    """The section on what must be read beside an indicator; where it has a counter-indicator and no figure, a line."""
    say = here.say
    found = cached(here, counter.beside, asked.code, asked.country, here.quarter)
    if found is None:
        others = cached(here, counter.read_beside, asked.code, here.quarter)[1:]
        if others:
            names = Listing([message("{code}: {name}", code=one.code, name=one.name) for one in others])
            st.html(note(say(message("Always to be read beside {names}. There is no figure here yet.", names=names))))
        return
    shifts = cached(here, shifted, asked.code, asked.country, found.period)
    inner = html(
        "beside",
        say,
        names=[
            {
                "code": one.code,
                "name": one.name,
                "href": None
                if one.code == asked.code
                else here.link("indicators", theory=asked.theory, country=asked.country, indicator=one.code),
            }
            for one in found.indicators
        ],
        figures=_figures(here, found),
        shifts=shifts,
        signals=here.link("signals", quarter=found.period),
    )
    st.html(section(say(message("Always read together")), say.period(found.period), inner))
    apart = [one.code for one in found.indicators if one.kind in NOT_ADDED and asked.country == "ALL"]
    if apart and any(code not in found.own for code in apart):
        told = message("{codes} is not added up over countries: choose a country to see it.", codes=Listing(apart))
        st.html(note(say(told)))
    if found.rate and found.rest:
        st.html(note(say(_matching(found))))


def shifted(ledger: Ledger, code: str, country: str, quarter: str) -> list[Message]:
    """The sentences of the signals of displacement that speak of an indicator in a country."""
    finders = (of_displacement.displacement, of_displacement.between_parts)
    found = [one for find in finders for one in find(ledger, quarter)]
    return [one.sentence for one in found if code in one.of and one.country == country]


def _figures(here: Here, found: Beside) -> str:
    """A row per part and one for all: of each indicator the figure and its change on the year before, then the rate."""
    say, countries = here.say, here.names("country")
    keys = {row.part.partition("=")[0] for row in found.rows[:-1]}
    of_one = KEYS.get(keys.pop()) if len(keys) == 1 else None
    head = say(of_one or message("Part"))
    headings = [head[:1].upper() + head[1:] if len(found.rows) > 1 else ""]
    for one in found.indicators:
        headings += [one.code, say(message("on a year before"))]
    if found.rate:
        headings += [say(found.rate.name), say(message("a year before"))]
    rows, classes = [], []
    for row in found.rows:
        whole = row.part == "total"
        called_so = say(called(row.part)) if of_one else part(row.part, say, countries)
        cells = [say(message("total")) if whole else called_so[:1].upper() + called_so[1:]]
        for one in found.indicators:
            moved = row.figures[one.code]
            value = written(moved.now, one.unit, say)
            if whole and found.own.get(one.code, found.period) != found.period:
                value = say(message("{value} in {period}", value=value, period=say.short_period(found.own[one.code])))
            cells += [value, _change(here, moved, one.unit)]
        if found.rate:
            cells += _rate(here, row.rate)
        rows.append(cells)
        classes.append("now" if whole else "")
    return table(say, headings, rows, numeric=range(1, len(headings)), classes=classes)


def _change(here: Here, moved: Moved, unit: str) -> str:
    """The change on the year before, in percent, or in points where the figure itself is a share or a score."""
    if unit in IN_POINTS:
        if moved.now is None or moved.then is None:
            return "–"
        sign = "+" if moved.now > moved.then else ""
        return sign + difference(moved.now - moved.then, unit, here.say)
    return "–" if moved.change is None else here.say.number(moved.change * 100, sign=True) + "%"


def _rate(here: Here, rated: Rated | None) -> list[str]:
    """The rate with what it is of, so that nobody takes a share of a handful for one of thousands."""
    say = here.say
    if rated is None:
        return ["–", "–"]
    of = message(
        "{rate} ({numerator} / {denominator})",
        rate=say.number(rated.value, 1),
        numerator=say.number(rated.numerator),
        denominator=say.number(rated.denominator),
    )
    return [say(of), "–" if rated.then is None or pd.isna(rated.then) else say.number(rated.then, 1)]


def _matching(found: Beside) -> Message:
    """Of which parts the rate is, because only one of both knows the others."""
    return message(
        "{rate}: only of {matching}, which both sources know. Not of {rest}.",
        rate=found.rate.name if found.rate else "",
        matching=Listing([called(each) for each in found.matching]),
        rest=Listing([called(each) for each in found.rest]),
    )
