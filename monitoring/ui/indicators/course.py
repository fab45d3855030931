"""How one indicator goes: the finding, the verdict, its course with the target path, and its parts."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from monitoring.charts import indicator as charts
from monitoring.charts.html import table
from monitoring.charts.look import ACCENT, MARKS
from monitoring.charts.units import shown, written
from monitoring.results.breaks import Break
from monitoring.results.forecast import Forecast, sentence
from monitoring.results.indicator import baseline_due, last_known, missing
from monitoring.results.status import VERSION, Status
from monitoring.results.why import Judged, why
from monitoring.ui.frame import Here
from monitoring.ui.html import html, note, section
from monitoring.ui.indicators import ahead
from monitoring.ui.indicators.choice import Asked, where
from monitoring.ui.indicators.figures import yes_no
from monitoring.ui.indicators.overruled import told
from monitoring.ui.parts import part
from monitoring.ui.show import cached, empty
from theory_of_change.hidden import CALLED, WHY, Hidden, hidden
from theory_of_change.model import Indicator
from theory_of_change.text import Listing, Message, Period, message


def title(here: Here, course: pd.DataFrame, defined: Indicator | None, asked: Asked) -> Message:
    """The finding on one indicator."""
    if course.empty or defined is None:
        return message("Nothing is measured here yet")
    last, name = course.iloc[-1], defined.name
    status = Status(last["status"])
    if status != last["computed_status"]:
        said = message("“{status}”, overruled by hand: {name}", status=MARKS[status.value].word, name=name)
        return message("{where}: {said}", where=where(here, asked), said=said)
    if asked.country == "ALL":
        over_all = {
            Status.ON_TRACK: message("On track over all: {name}", name=name),
            Status.ATTENTION: message("Needs attention over all: {name}", name=name),
            Status.BEHIND: message("Behind over all: {name}", name=name),
            Status.NO_DATA: message("No figure: {name}", name=name),
        }
        return over_all.get(status, message("{name}", name=name))
    place = where(here, asked)
    return {
        Status.ON_TRACK: message("{where} is on track: {name}", where=place, name=name),
        Status.ATTENTION: message("{where} needs attention: {name}", where=place, name=name),
        Status.BEHIND: message("{where} is behind: {name}", where=place, name=name),
        Status.NO_DATA: message("{where} has no figure: {name}", where=place, name=name),
        Status.STALE: message("{where} has an old figure only: {name}", where=place, name=name),
    }.get(status, message("{where}: {name}", where=place, name=name))


def picture(
    here: Here,
    course: pd.DataFrame,
    targets: pd.DataFrame,
    defined: Indicator | None,
    asked: Asked,
    found: Forecast | Message,
    turns: Sequence[Break],
) -> None:
    """The verdict in words, and the course with its target path, what is to come, and where it is another series."""
    say = here.say
    if course.empty or defined is None:
        empty(
            here,
            message("Nothing is measured here yet."),
            message("Choose another country, or deliver figures for this one."),
            page="deliver",
            link=message("Deliver figures"),
        )
        return
    last = course.iloc[-1]
    said = _said(here, last, last_known(course), defined, baseline_due(targets))
    shown = {
        "status": last["status"],
        "said": said,
        "version": VERSION,
        "overruled": told(here, asked, last),
        "coming": sentence(found) if isinstance(found, Forecast) else None,
    }
    st.html(html("verdict", say, **shown))
    points = [
        charts.Point(
            Period(row["period"]).last_quarter,
            row["value"],
            row["kind"],
            int(row["revision"]),
            str(row["valid_from"]) if pd.notna(row["valid_from"]) else None,
        )
        for row in targets[targets["value"].notna()].to_dict("records")
    ]
    story = charts.Story(
        course,
        [] if defined.kind in ("flow", "yearly", "event") else points,
        defined.kind,
        defined.unit,
        defined.direction,
        here.quarter,
        here.fictional,
        yes_no(course, defined),
        ahead.drawn(found),
        [turn.quarter for turn in turns],
    )
    st.plotly_chart(
        charts.figure(story, say),
        theme=None,
        config={"displayModeBar": False, "staticPlot": True},
        alt=charts.alt(story, say),
        key="course",
    )
    if not charts.starts_at_zero(story):
        st.html(note(say(message("The axis does not begin at zero."))))
    for turn in turns:
        st.html(note(say(turn.sentence)))
    if asked.country == "ALL":
        _how_many(here, course, asked)
    ahead.explained(here, found)


def _how_many(here: Here, course: pd.DataFrame, asked: Asked) -> None:
    """Over all countries: of how many there is a figure, which are missing, and whether that differs over time."""
    known = last_known(course)
    if known is None or known["countries"] == 1:
        return
    say, told = here.say, []
    if known["reported"] < known["countries"]:
        absent = cached(here, missing, asked.code, known["period"])
        told.append(
            message(
                "{n} of {all} countries have a figure for the {period}. Missing: {names}.",
                n=int(known["reported"]),
                all=int(known["countries"]),
                period=say.period(known["value_period"]),
                names=Listing(absent),
            )
        )
    numbers = course[course["value"].notna()]["reported"]
    if numbers.nunique() > 1:
        told.append(
            message(
                "The periods rest on different numbers of countries, from {fewest} to {most}: part of a rise or fall may come from that.",
                fewest=int(numbers.min()),
                most=int(numbers.max()),
            )
        )
    for one in told:
        st.html(note(say(one)))


def _said(
    here: Here,
    last: Mapping[str, Any],
    known: Mapping[str, Any] | None,
    defined: Indicator,
    due: datetime.date | None,
) -> str:
    """The figure, what was expected, and why it has its status; without a figure the last known one.

    `due` is the day on which a baseline is due that is not known yet.
    """
    say, unit = here.say, defined.unit
    parts = []
    reason = hidden(last["hidden_actual"])
    if reason:
        return " ".join(
            [
                say(message("{value} in {period}.", value=CALLED[reason], period=say.period(last["value_period"]))),
                say(WHY[reason]),
                say(why(Status(last["computed_status"]), Judged.of(last, due))),
            ]
        )
    if defined.kind == "event" and known is not None and known["countries"] == 1:
        value, expected = (written(known[name], unit, say, yes_no=True) for name in ("value", "expected"))
        period = say.short_period(known["value_period"])
        said = message(
            "Reached: {value}, as of {period}. Expected by now: {expected}.",
            value=value,
            period=period,
            expected=expected,
        )
        parts.append(say(said))
    elif pd.notna(last["actual"]) and pd.notna(last["expected"]) and pd.notna(last["target"]):
        amounts = {name: written(last[name], unit, say) for name in ("actual", "expected", "target")}
        said = (
            message("{actual} in {year}, where {expected} was expected.", year=last["value_period"][:4], **amounts)
            if defined.kind in ("flow", "yearly") and defined.frequency == "year"
            else message(
                "{actual} since 1 January, where {expected} was expected by now, of {target} in the whole year.",
                **amounts,
            )
            if defined.kind in ("flow", "yearly")
            else message("{actual}, where {expected} was expected by now.", **amounts)
        )
        parts.append(say(said))
    elif known is not None:
        value, period = written(known["value"], unit, say), say.period(known["value_period"])
        said = message("{value} in {period}.", value=value, period=period)
        if pd.isna(last["value"]):
            said = message("The last known figure is {value}, of the {period}.", value=value, period=period)
        parts.append(say(said))
    parts.append(say(why(Status(last["computed_status"]), Judged.of(last, due))))
    if last["kind"] in ("flow", "yearly") and defined.direction == "lower" and pd.notna(last["progress"]):
        parts.append(
            say(
                message(
                    "It should fall: what counts is how much of the fall expected by now, from the pace of the baseline year, is reached."
                )
            )
        )
    return " ".join(parts)


def by_part(here: Here, parts: pd.DataFrame, defined: Indicator | None) -> None:
    """The reported parts, each with its course: so that a shift from one to the other is seen."""
    if parts.empty or defined is None:
        return
    say, countries = here.say, here.names("country")
    rows = []
    hides: frozenset[Hidden] = frozenset()
    for dimension, own in parts.groupby("dimension", sort=False):
        reasons = [hidden(reason) for reason in own["hidden"]]
        hides = hides | {reason for reason in reasons if reason}
        values = [None if reason else value for value, reason in zip(own["value"], reasons, strict=True)]
        first, last = (shown(values[place], reasons[place], defined.unit, say) for place in (0, -1))
        by_period = dict(zip(own["period"], values, strict=True))
        period = own["period"].iloc[-1]
        before = by_period.get(f"{int(period[:4]) - 1}{period[4:]}")  # by its period: some have no figure
        year_ago = before if values[-1] is not None else None
        change = say.number((values[-1] / year_ago - 1) * 100, sign=True) + "%" if year_ago else "–"
        called = part(dimension, say, countries)
        known = [value for value in values if value is not None]
        course = charts.spark(known, "context", f"{called}: {first} – {last}", colour=ACCENT)
        rows.append([called, last, change, course])
    headings = (message("Part"), message("Latest value"), message("Against a year before"), message("Course"))
    inner = table(say, [say(word) for word in headings], rows, numeric=(1, 2))
    total = defined.partition and all(one.startswith(f"{defined.partition}=") for one in parts["dimension"])
    about = message("together they make up the total") if total else message("parts are never added to totals")
    reasons_why = [note(f"{say(CALLED[reason])}: {say(WHY[reason])}") for reason in Hidden if reason in hides]
    st.html(section(say(message("By part")), say(about), Markup("").join([inner, *reasons_why])))
