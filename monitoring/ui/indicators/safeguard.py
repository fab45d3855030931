"""One safeguard: its state with the limits and what they lead to, its course, where else it is watched, and its cells."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from monitoring.charts import indicator as stories
from monitoring.charts import limits as charts
from monitoring.charts.html import table
from monitoring.charts.pieces import mark
from monitoring.charts.units import written
from monitoring.results import indicator as indicators
from monitoring.results import safeguard as known
from monitoring.results.safeguards import VERSION, Colour
from monitoring.ui.downloads import downloads
from monitoring.ui.frame import Here
from monitoring.ui.html import html, note, section
from monitoring.ui.indicators.choice import Asked, coded, where
from monitoring.ui.indicators.figures import first_cell, recent, where_from
from monitoring.ui.safeguards import address, compared_unit, limit
from monitoring.ui.show import cached, finding
from theory_of_change.model import Safeguard
from theory_of_change.text import Message, Text, message
from theory_of_change.units import UNITS

ABOUT = {
    "harm": message("Watches whether people come to harm."),
    "procedure": message("Watches whether an agreed check is done."),
}


def safeguard(here: Here, asked: Asked) -> None:
    """The whole page of the safeguard that is asked for, under the choices."""
    course = cached(here, known.course, asked.code, asked.country, here.quarter)
    defined = known.definition(here.ledger, asked.code, here.quarter)
    left, right = st.columns([63, 37], gap=34)
    if defined is None:
        return
    with left:
        _picture(here, course, defined)
    with right:
        _numbers(here, course, defined, asked)
    with left:
        _elsewhere(here, defined, asked)
    _meaning(here, defined)


def heading(here: Here, asked: Asked) -> None:
    """The finding on a safeguard, and the grey line under it."""
    course = cached(here, known.course, asked.code, asked.country, here.quarter)
    defined, say = known.definition(here.ledger, asked.code, here.quarter), here.say
    if defined is None:
        finding(here, message("This safeguard was not there yet in the {quarter}", quarter=say.period(here.quarter)))
        return
    lede = [defined.code, say(message("Safeguard")), say(here.names("theory")[asked.theory])]
    finding(here, _title(here, course, defined, asked), " · ".join([*lede, say.period(here.quarter)]))


def _title(here: Here, course: pd.DataFrame, defined: Safeguard, asked: Asked) -> Message:
    if course.empty:
        return message("Nobody reports on this safeguard yet: {name}", name=defined.name)
    colour = Colour(course.iloc[-1]["colour"])
    if asked.country == "ALL":
        return {
            Colour.RED: message("On red over all routes and countries: {name}", name=defined.name),
            Colour.AMBER: message("On amber over all routes and countries: {name}", name=defined.name),
            Colour.IN_ORDER: message("In order over all routes and countries: {name}", name=defined.name),
        }.get(colour, message("No figure: {name}", name=defined.name))
    place = where(here, asked)
    return {
        Colour.RED: message("{where} is on red: {name}", where=place, name=defined.name),
        Colour.AMBER: message("{where} is on amber: {name}", where=place, name=defined.name),
        Colour.IN_ORDER: message("{where} is in order: {name}", where=place, name=defined.name),
        Colour.NO_DATA: message("{where} has no figure: {name}", where=place, name=defined.name),
    }.get(colour, message("{where}: {name}", where=place, name=defined.name))


def _picture(here: Here, course: pd.DataFrame, defined: Safeguard) -> None:
    """The state in words with what it leads to, and the course with its limits."""
    say = here.say
    last = course.iloc[-1] if len(course) else None
    colour = Colour(last["colour"]) if last is not None else Colour.NO_DATA
    st.html(
        html(
            "safeguard_verdict",
            say,
            colour=colour.value,
            said=_said(here, course, defined, colour),
            then={Colour.RED: defined.on_red, Colour.AMBER: defined.on_amber}.get(colour),
            blocked=colour is Colour.RED and defined.blocks_payment,
            version=VERSION,
        )
    )
    if not len(charts.judged(course)):
        st.html(note(say(message("There is no course to draw: nothing was held against the limits yet."))))
        return
    unit = compared_unit(defined)
    story = stories.Story(course, (), defined.kind, unit, defined.direction, here.quarter, here.fictional)
    limits = [
        charts.Limit("amber", float(defined.amber.value), limit(defined, defined.amber, say)),
        charts.Limit("red", float(defined.red.value), limit(defined, defined.red, say)),
    ]
    st.plotly_chart(
        charts.figure(story, limits, say),
        theme=None,
        config={"displayModeBar": False, "staticPlot": True},
        alt=charts.alt(story, limits, say),
        key="course",
    )
    if defined.basis != "value":
        st.html(note(say(message("Drawn is the change against the mean of the four quarters before, in percent."))))


def _said(here: Here, course: pd.DataFrame, defined: Safeguard, colour: Colour) -> list[Message]:
    """The value, what is held against the limits, and the limits themselves."""
    say, told = here.say, []
    last = course.iloc[-1] if len(course) else None
    before = charts.judged(course)
    if last is not None and pd.notna(last["value"]):
        value, period = written(last["value"], defined.unit, say), say.period(last["value_period"])
        told.append(message("{value} in {period}.", value=value, period=period))
    elif colour is Colour.RED and len(before):
        period = say.period(before.iloc[-1]["value_period"])
        told.append(message("It was red in the {period}, and stays red until a figure clears it.", period=period))
    if defined.basis != "value" and last is not None and pd.notna(last["compared"]):
        change = ("+" if last["compared"] > 0 else "") + written(last["compared"], "percent", say)
        told.append(message("That is {change} against the mean of the four quarters before.", change=change))
    has_value = last is not None and last["state"] == "reported"
    if (why := known.verdict(colour, has_value=has_value)) is not None:
        told.append(why)
    amber, red = limit(defined, defined.amber, say), limit(defined, defined.red, say)
    told.append(message("Amber: {amber}. Red: {red}.", amber=amber, red=red))
    return told


def _numbers(here: Here, course: pd.DataFrame, defined: Safeguard, asked: Asked) -> None:
    """The values beside the picture with their colour and cell, and where the last one came from."""
    if course.empty:
        return
    say, changes = here.say, defined.basis != "value"
    sources = cached(here, indicators.sources, asked.code, asked.country)
    rows, classes = [], []
    for row in recent(course, defined.frequency).to_dict("records"):
        change = [written(row["compared"], "percent", say)] if changes else []
        cells = sources.get(row["value_period"], ())
        value = written(row["value"], defined.unit, say)
        rows.append(
            [
                say.short_period(row["value_period"]),
                value,
                *change,
                mark(row["colour"], say, size=11),
                first_cell(cells),
            ]
        )
        classes.append("now" if row["period"] == here.quarter else "")
    heads = [message("Period"), message("Value"), *([message("Change")] if changes else [])]
    heads += [message("Colour"), message("Cell")]
    inner = table(say, [say(head) for head in heads], rows, numeric=(1, 2) if changes else (1,), classes=classes)
    st.html(section(say(message("The figures")), say(UNITS[defined.unit]), inner))
    downloads(
        here,
        lambda: course.reindex(columns=list(known.HEADINGS)),
        f"{asked.code}-{asked.country}",
        {column: say(heading) for column, heading in known.HEADINGS.items()},
        f"{asked.code} {say(defined.name)} · {say(where(here, asked))}",
        lambda: coded(here),
    )
    no_targets = pd.DataFrame({"revision": []})
    where_from(here, course, sources, no_targets, defined, asked)


def _elsewhere(here: Here, defined: Safeguard, asked: Asked) -> None:
    """The same safeguard in every country where it is watched, the gravest first."""
    states = cached(here, known.everywhere, asked.code, here.quarter)
    if len(states) < 2:
        return
    say = here.say
    rows = [
        (
            Text(nl=row["country_nl"], en=row["country_en"]),
            address(here, asked.code, row["country"]),
            written(row["value"], defined.unit, say),
            row["colour"],
            row["country"] == asked.country,
        )
        for row in states.to_dict("records")
    ]
    inner = html("safeguard_places", say, rows=rows)
    st.html(section(say(message("In every country")), say(message("the gravest first")), inner))


def _meaning(here: Here, defined: Safeguard) -> None:
    """Definition, limits with what they lead to, who answers for it, and where it comes from."""
    organisations = here.names("organisation")
    st.html(
        html(
            "safeguard_meaning",
            here.say,
            defined=defined,
            about=ABOUT[defined.about],
            amber=limit(defined, defined.amber, here.say),
            red=limit(defined, defined.red, here.say),
            owners=[organisations.get(code, code) for code in defined.owner],
            reporter=organisations.get(defined.reporter, defined.reporter),
        )
    )
