"""What is known of one indicator: its numbers, the cells they came from, and what they mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from monitoring.charts.html import table
from monitoring.charts.pieces import cell
from monitoring.charts.units import shown, written
from monitoring.results.breaks import Break
from monitoring.results.forecast import BESIDE, Forecast, beside
from monitoring.results.indicator import Source, files, last_known
from monitoring.ui.downloads import downloads
from monitoring.ui.frame import Here
from monitoring.ui.html import facts, html, note, section
from monitoring.ui.indicators import ahead
from monitoring.ui.indicators.choice import Asked, coded, where
from monitoring.ui.indicators.overruled import marked
from monitoring.ui.show import cached
from theory_of_change.hidden import CALLED, WHY, Hidden
from theory_of_change.model import Indicator, Safeguard
from theory_of_change.text import Message, Period, counted, message
from theory_of_change.units import UNITS

ADDED_UP: Mapping[str, Message] = {
    "flow": message(
        "Over periods and countries: added up. Compared with the target of the year by the share of it that has passed."
    ),
    "cumulative": message("Counted since the start. Over periods: the latest. Over countries: added up."),
    "yearly": message("Counted since 1 January. Over periods: the latest of the year. Over countries: added up."),
    "stock": message("A position on the last day. Over periods: the latest. Over countries: added up."),
    "ratio": message("Over periods and countries: sum of numerators divided by sum of denominators."),
    "median": message("Not added up: a median is shown per country."),
    "index": message("Not added up: a score is shown per country."),
    "event": message("Reached or not. Over countries: how many of those planned."),
    "threshold": message("Any excess is red. Over periods and countries: added up."),
    "narrative": message("Told in words, not added up and not judged."),
}
PRIVATE: Mapping[str, Message] = {
    "none": message("Nothing is held back."),
    "small_cells": message("Counts of 1 to 4 are hidden, and what they would follow from."),
    "sensitive": message("Sensitive: nothing below country level, and no counts of 1 to 4."),
}
SHOWN = 9  # periods beside the picture


def numbers(
    here: Here,
    course: pd.DataFrame,
    sources: Mapping[str, Sequence[Source]],
    defined: Indicator | None,
    asked: Asked,
    found: Forecast | Message,
    turns: Sequence[Break],
) -> None:
    """The numbers beside the picture: value, what was expected, verdict, cell; and under them what is to come.

    Where another definition holds from a period on, a row before it says so.
    """
    if course.empty or defined is None:
        return
    say, unit = here.say, defined.unit
    rows, classes = [], []
    flow = defined.kind in ("flow", "yearly") and defined.frequency != "year"
    over_all = asked.country == "ALL" and course["countries"].max() > 1
    reached = yes_no(course, defined)
    before = None
    for row in recent(course, defined.frequency).to_dict("records"):
        ends = Period(row["value_period"]).last_quarter
        if before and any(before < turn.quarter <= ends for turn in turns):
            rows.append([say(message("new definition"))])
            classes.append("anew")
        before = ends
        to_date = row["to_date"] if pd.notna(row["to_date"]) else row["actual"]
        since = [shown(to_date, row["hidden_actual"], unit, say)] if flow else []
        of = [f"{int(row['reported'])} / {int(row['countries'])}"] if over_all else []
        rows.append(
            [
                say.short_period(row["value_period"]).replace(" ", "\N{NO-BREAK SPACE}"),
                shown(row["value"], row["hidden"], unit, say, yes_no=reached),
                *since,
                written(row["expected"] if pd.notna(row["target"]) else None, unit, say, yes_no=reached),
                *of,
                marked(row["status"], row["computed_status"], say),
                *([] if over_all else [first_cell(sources.get(row["value_period"], ()))]),
            ]
        )
        classes.append("now" if row["period"] == here.quarter else "")
    headings = [
        message("Period"),
        message("Value"),
        *([message("Since 1 January")] if flow else []),
        message("Expected"),
        *([message("Countries")] if over_all else []),
        message("Verdict"),
        *([] if over_all else [message("Cell")]),
    ]
    coming = ahead.table_rows(here, found, flow=flow)
    rows, classes = [*rows, *coming], [*classes, *["coming"] * len(coming)]
    rows = [[*row, *[""] * (len(headings) - len(row))] for row in rows]
    numeric = tuple(range(1, 3 + flow + over_all))
    inner = table(say, [say(word) for word in headings], rows, numeric=numeric, classes=classes)
    st.html(section(say(message("The figures")), say(UNITS[unit]), inner))
    for reason in Hidden:
        if reason.value in {*course["hidden"], *course["hidden_actual"]}:
            st.html(note(f"{say(CALLED[reason])}: {say(WHY[reason])}"))
    if pd.isna(course.iloc[-1]["value"]) and last_known(course) is not None:
        st.html(note(say(message("Later quarters without a figure are left out, but for the one looked at."))))
    downloads(
        here,
        lambda: beside(course, found),
        f"{asked.code}-{asked.country}",
        {column: say(heading) for column, heading in BESIDE.items()},
        f"{asked.code} {say(defined.name)} · {say(where(here, asked))}",
        lambda: coded(here),
    )


def yes_no(course: pd.DataFrame, defined: Indicator | Safeguard) -> bool:
    """Whether its figures are yes and no: of an event in one country; over countries they are a number."""
    return defined.kind == "event" and "countries" in course and course["countries"].max() == 1


def recent(course: pd.DataFrame, frequency: str) -> pd.DataFrame:
    """The last periods, each once; where the newest have no figure, those up to the last known one, and the newest.

    A figure that is hidden is known.
    """
    if frequency != "quarter":
        course = course.drop_duplicates("value_period", keep="last")
    known = course["value"].notna()
    if "hidden" in course:
        known |= course["hidden"].notna()
    if known.iloc[-1] or not known.any():
        return course.tail(SHOWN)
    up_to_known = course[: known.to_numpy().nonzero()[0][-1] + 1]
    return pd.concat([up_to_known.tail(SHOWN - 1), course.tail(1)])


def first_cell(found: Sequence[Source]) -> Markup | str:
    """The first cell a value came from, with dots where there are more."""
    if not found:
        return ""
    first = found[0].cells.split(",")
    return cell(first[0]) + (" …" if len(found) > 1 or len(first) > 1 else "")


def where_from(
    here: Here,
    course: pd.DataFrame,
    sources: Mapping[str, Sequence[Source]],
    targets: pd.DataFrame,
    defined: Indicator | Safeguard | None,
    asked: Asked,
) -> None:
    """From the last known number to its cells: calculation, workbook, cell, sender, commit, why a target was revised."""
    last = last_known(course)
    if last is None or defined is None:
        return
    say = here.say
    rows: list[tuple[Message, Any]] = []
    found = sources.get(last["value_period"], [])
    if defined.kind == "ratio" and pd.notna(last["numerator"]):
        said = message(
            "{numerator} of {denominator}",
            numerator=say.number(last["numerator"]),
            denominator=say.number(last["denominator"]),
        )
        rows.append((message("Calculation"), say(said)))
    if asked.country == "ALL" and not found:
        said = message("Put together from {n} countries; choose one to see its cells.", n=int(last["reported"]))
        rows.append((message("Calculation"), say(said)))
        rows += _files(here, asked.code, last["value_period"])
    for group in _together(found)[:3]:
        first, cells = group[0], ",".join(source.cells for source in group).split(",")
        sent = message(
            "{when} by {name} for {organisation}",
            when=first.sent_at.date(),
            name=first.sent_by,
            organisation=first.reporter,
        )
        rows += [
            (message("File"), html("source", say, source=first, cells=cells[:6], more=len(cells) > 6)),
            (message("Sent"), say(sent)),
            (
                message("Stand"),
                html("delivery_link", say, source=first, href=here.link("deliver", sent=first.number)),
            ),
        ]
    revised = targets[targets["revision"] > 0]
    if len(revised):
        final = revised.iloc[-1]
        told = (written(final["value"], defined.unit, say), say.short_period(final["period"]), final["reason"])
        rows.append((message("Target revised"), " · ".join(told)))
    head = message("Where does {value} come from?", value=written(last["value"], defined.unit, say))
    if yes_no(course, defined):
        head = message("Where does this come from?")
    st.html(Markup('<div class="apart">{}</div>').format(section(say(head), inner=facts(say, rows))))


FILES = 4  # files that are named where a figure is put together from countries


def _files(here: Here, code: str, period: str) -> list[tuple[Message, str]]:
    """The sheets that a figure over all countries came from, each with how many cells, who sent it and when."""
    found = cached(here, files, code, period)
    told = [
        counted(
            "{file}, sheet {sheet}, {n} cell; {when} by {name} for {organisation}, stand {number}",
            "{file}, sheet {sheet}, {n} cells; {when} by {name} for {organisation}, stand {number}",
            n=one.cells,
            file=one.file,
            sheet=one.sheet,
            when=one.sent_at.date(),
            name=one.sent_by,
            organisation=one.organisation,
            number=str(one.number),
        )
        for one in found[:FILES]
    ]
    if len(found) > FILES:
        told.append(counted("and {n} more sheet", "and {n} more sheets", n=len(found) - FILES))
    return [(message("File"), here.say(one)) for one in told]


def _together(found: Sequence[Source]) -> list[list[Source]]:
    """Sources that came in the same sheet of the same submission, together."""
    groups: dict[tuple, list[Source]] = {}
    for source in found:
        groups.setdefault((source.number, source.sheet, source.reporter), []).append(source)
    return list(groups.values())


def meaning(here: Here, defined: Indicator | None, asked: Asked) -> None:
    """Definition, how it is added up, what to mind, and who delivers it."""
    if defined is None:
        return
    counter = here.link("indicators", theory=asked.theory, country=asked.country, indicator=defined.counter)
    st.html(
        html(
            "meaning",
            here.say,
            defined=defined,
            adding_up=ADDED_UP[defined.kind],
            private=PRIVATE[defined.privacy],
            counter=counter,
        )
    )
