"""The indicator page: the table of a theory, and one indicator with everything that is known of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from monitoring.charts import indicator as charts
from monitoring.charts.look import ACCENT, address, badge, marked, table
from monitoring.charts.units import UNITS, written
from monitoring.results.indicator import Source, verdict
from monitoring.results.status import VERSION, Status
from monitoring.ui.frame import Here
from monitoring.ui.show import choose, downloads, empty, section, stands
from theory_of_change.model import Indicator
from theory_of_change.text import Message, Text, message

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


@dataclass(frozen=True)
class Asked:
    """Which theory and country, and which indicator is open; None is the table."""

    theory: str
    country: str
    code: str | None
    status: str | None


def ask(here: Here) -> Asked:
    """The choices over the page; all of them live in the address."""
    say = here.say
    theories = _named(
        here,
        "select t.code, coalesce(h.name_nl, any_value(t.name_nl)), coalesce(h.name_en, any_value(t.name_en)) from theory t left join theme h on h.code = t.code group by t.code, h.name_nl, h.name_en, h.position order by h.position, t.code",
    )
    countries = _named(here, "select code, name_nl, name_en from country")
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom", gap="small"):
        theory = choose(say(message("Theory")), list(theories), "theory", names=theories.get, width=230)
        names = _named(
            here,
            "select code, arg_max(name_nl, version), arg_max(name_en, version) from indicator where theory = ? group by code order by code",
            theory,
        )
        code = choose(
            say(message("Indicator")),
            ["", *names],
            "indicator",
            width=340,
            names=lambda c: f"{c} · {names[c]}" if c else say(message("All {n} indicators", n=len(names))),
        )
        used = [
            c
            for (c,) in here.ledger.rows(
                "select distinct country from result where theory = ? and country <> 'ALL' and (? = '' or indicator = ?) order by 1",
                theory,
                code,
                code,
            )
        ]
        over_all = (
            not code
            or here.ledger.row("select 1 from result where indicator = ? and country = 'ALL' limit 1", code) is not None
        )
        options = (["ALL"] if over_all or not used else []) + used
        country = choose(
            say(message("Country")),
            options,
            "country",
            names=lambda c: countries[c] if c != "ALL" else say(message("All countries")),
            width=170,
        )
        stands(here, width=200)
    return Asked(theory, country, code or None, st.query_params.get("status"))


def _named(here: Here, query: str, *values: Any) -> dict[str, str]:
    return {code: here.say(Text(nl=nl, en=en)) for code, nl, en in here.ledger.rows(query, *values)}


def where(here: Here, asked: Asked) -> Any:
    """The country in words, or all of them."""
    if asked.country == "ALL":
        return message("All countries")
    nl, en = here.ledger.row("select name_nl, name_en from country where code = ?", asked.country)
    return Text(nl=nl, en=en)


def lede(here: Here, asked: Asked, defined: Indicator | None = None) -> str:
    """What is shown, in the grey line."""
    say = here.say
    name = here.ledger.row(
        "select coalesce(any_value(h.name_nl), any_value(t.name_nl)), coalesce(any_value(h.name_en), any_value(t.name_en)) from theory t left join theme h on h.code = t.code where t.code = ?",
        asked.theory,
    )
    theory = say(Text(nl=name[0], en=name[1]))
    if defined is None:
        return f"{theory} · {say.period(here.quarter)}"
    return f"{defined.code} · {say(defined.name)} · {say(UNITS[defined.unit])} · {theory} · {say.period(here.quarter)}"


def shown(here: Here, rows: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """The rows of the table; over all countries, an indicator that is not added up is there too, without a value."""
    if asked.country != "ALL":
        return rows
    there = set(rows["indicator"])
    missing = here.ledger.frame(
        "select i.code as indicator, i.name_nl, i.name_en, i.unit, i.kind, i.step from indicator i "
        "where i.theory = ? and i.version = (select max(version) from indicator where theory = ?) "
        "and i.code in (select indicator from result where theory = ?) order by i.code",
        asked.theory,
        asked.theory,
        asked.theory,
    )
    extra = missing[~missing["indicator"].isin(there)].assign(status="not_assessable", country="ALL")
    return pd.concat([rows, extra], ignore_index=True).sort_values("indicator", ignore_index=True)


def overview(here: Here, rows: pd.DataFrame, courses: pd.DataFrame, asked: Asked) -> None:
    """The indicator table of a theory: baseline, target, latest value, progress, status and how it went."""
    say = here.say
    if rows.empty:
        empty(
            here,
            message("Nothing is measured here yet."),
            message("Choose another country, or deliver figures for this one."),
            page="deliver",
            link=message("Deliver figures"),
        )
        return
    headings = [
        say(w)
        for w in (
            message("Indicator"),
            message("Baseline"),
            message("Target"),
            message("Latest value"),
            message("Period"),
            message("Progress"),
            message("Expected"),
            message("Status"),
            message("Course"),
        )
    ]
    body = [_overview_row(here, row, courses, asked) for row in rows.to_dict("records")]
    st.html(
        f'<div class="sec wide">{table(headings, body, numeric=(1, 2, 3, 5, 6), caption=say(message("Indicators")))}</div>'
    )
    st.html(
        f'<div class="note" style="padding:6px 0">{escape(say(message("Progress is the share of the way from baseline to target; of a flow, the year to date as share of the year’s target. Missing is not zero.")))}</div>'
    )
    columns = [
        "indicator",
        "country",
        "period",
        "value_period",
        "value",
        "baseline",
        "target",
        "actual",
        "expected",
        "progress",
        "status",
    ]
    downloads(
        here,
        rows.reindex(columns=columns),
        f"indicators-{asked.theory}-{asked.country}-{here.quarter}",
        {},
        f"{asked.theory} · {asked.country} · {here.quarter}",
    )


def _overview_row(here: Here, row: Mapping[str, Any], courses: pd.DataFrame, asked: Asked) -> list[str]:
    say, unit = here.say, row["unit"]
    name = say(Text(nl=row["name_nl"], en=row["name_en"]))
    link = f'<a class="plain" href="{escape(here.link("indicators", theory=asked.theory, country=asked.country if not _per_country(row) else None, indicator=row["indicator"]))}" target="_self"><b>{escape(row["indicator"])}</b> {escape(name)}</a>'
    if _per_country(row) and asked.country == "ALL":
        return [
            link,
            "–",
            "–",
            f'<span class="note">{escape(say(message("per country")))}</span>',
            "–",
            "–",
            "–",
            f'<span class="note">{escape(say(message("not added up")))}</span>',
            "",
        ]
    own = courses[courses["indicator"] == row["indicator"]]
    own = own[own["value"].notna()].drop_duplicates("value_period")
    told = (
        say(
            message(
                "{name}: from {first} to {last}",
                name=name,
                first=written(own["value"].iloc[0], unit, say),
                last=written(own["value"].iloc[-1], unit, say),
            )
        )
        if len(own) > 1
        else ""
    )
    countries = (
        f'<br><span class="note">{escape(say(message("{n} of {all} countries", n=int(row["reported"]), all=int(row["countries"]))))}</span>'
        if row.get("countries", 1) > 1 and row["reported"] < row["countries"]
        else ""
    )
    target = written(row["target"], unit, say)
    if (
        pd.notna(row["original_target"])
        and pd.notna(row["target"])
        and abs(row["original_target"] - row["target"]) > 1e-9
    ):
        target = f'<s class="o">{written(row["original_target"], unit, say)}</s> {target}'
    return [
        link,
        written(row["baseline"], unit, say),
        target,
        f"<b>{written(row['value'], unit, say)}</b>{countries}",
        say.short_period(row["value_period"]) if pd.notna(row["value"]) else "–",
        say.percent(row["progress"]),
        say.percent(row["expected_progress"]),
        marked(row["status"], say),
        charts.spark(own["value"].tolist(), row["status"], told),
    ]


def _per_country(row: Mapping[str, Any]) -> bool:
    return row["kind"] in ("median", "index") and row["country"] == "ALL"


def title(here: Here, course: pd.DataFrame, defined: Indicator | None, asked: Asked) -> Message:
    """The finding on one indicator."""
    if course.empty or defined is None:
        return message("Nothing is measured here yet")
    last, name = course.iloc[-1], defined.name
    status = Status(last["status"])
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


def picture(here: Here, course: pd.DataFrame, targets: pd.DataFrame, defined: Indicator | None, asked: Asked) -> None:
    """The verdict in words, and the course with its target path."""
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
    st.html(
        f'<div class="sec"><div class="verdict">{badge(last["status"], say)}<span>{_said(here, last, defined)}</span></div></div>'
    )
    points = [
        charts.Point(
            _end(row["period"]),
            row["value"],
            row["kind"],
            int(row["revision"]),
            str(row["valid_from"]) if pd.notna(row["valid_from"]) else None,
        )
        for row in targets.to_dict("records")
    ]
    story = charts.Story(
        course,
        [] if defined.kind in ("flow", "yearly", "event") else points,
        defined.kind,
        defined.unit,
        defined.direction,
        here.quarter,
        here.fictional,
    )
    st.plotly_chart(
        charts.figure(story, say),
        theme=None,
        config={"displayModeBar": False, "staticPlot": True},
        alt=charts.alt(story, say),
        key="course",
    )
    if not charts.starts_at_zero(story):
        st.html(f'<div class="note">{escape(say(message("The axis does not begin at zero.")))}</div>')


def _end(period: str) -> str:
    if "-H" in period:
        return f"{period[:4]}-Q{int(period[-1]) * 2}"
    return period if "-Q" in period else f"{period}-Q4"


def _said(here: Here, last: Mapping[str, Any], defined: Indicator) -> str:
    """The figure, what was expected, and why it has its status."""
    say, unit = here.say, defined.unit
    parts = []
    if pd.notna(last["actual"]) and pd.notna(last["expected"]):
        said = (
            message(
                "{actual} since 1 January, where {expected} was expected by now.",
                actual=written(last["actual"], unit, say),
                expected=written(last["expected"], unit, say),
            )
            if defined.kind in ("flow", "yearly")
            else message(
                "{actual}, where {expected} was expected by now.",
                actual=written(last["actual"], unit, say),
                expected=written(last["expected"], unit, say),
            )
        )
        parts.append(say(said))
    elif pd.notna(last["value"]):
        parts.append(
            say(
                message(
                    "{value} in {period}.",
                    value=written(last["value"], unit, say),
                    period=say.period(last["value_period"]),
                )
            )
        )
    why = verdict(Status(last["status"]), _number(last["progress"]), _number(last["expected_progress"]))
    if why:
        parts.append(say(why))
    rule = say(message("Rule: indicator status, version {version}", version=VERSION))
    return f'{escape(" ".join(parts))} <span class="note">{escape(rule)}</span>'


def _number(value: Any) -> float | None:
    return None if pd.isna(value) else float(value)


def by_part(here: Here, parts: pd.DataFrame, defined: Indicator | None) -> None:
    """The reported parts, each with its course: so that a shift from one to the other is seen."""
    if parts.empty or defined is None:
        return
    say = here.say
    rows = []
    for dimension, own in parts.groupby("dimension", sort=False):
        values = own["value"].tolist()
        year_ago = values[-5] if len(values) > 4 else None
        change = say.number((values[-1] / year_ago - 1) * 100, sign=True) + "%" if year_ago else "–"
        told = f"{dimension}: {written(values[0], defined.unit, say)} – {written(values[-1], defined.unit, say)}"
        rows.append(
            [
                escape(dimension.partition("=")[2] or dimension),
                written(values[-1], defined.unit, say),
                change,
                charts.spark(values, "context", told).replace("#595959", ACCENT),
            ]
        )
    headings = [
        say(message("Part")),
        say(message("Latest value")),
        say(message("Against a year before")),
        say(message("Course")),
    ]
    st.html(
        section(
            say(message("By part")),
            say(message("parts are never added to totals")),
            table(headings, rows, numeric=(1, 2)),
        )
    )


def numbers(
    here: Here, course: pd.DataFrame, sources: Mapping[str, Sequence[Source]], defined: Indicator | None, asked: Asked
) -> None:
    """The numbers beside the picture: value, what was expected, verdict, cell."""
    if course.empty or defined is None:
        return
    say, unit = here.say, defined.unit
    rows, classes = [], []
    known = course.drop_duplicates("value_period", keep="last") if defined.frequency != "quarter" else course
    flow = defined.kind in ("flow", "yearly")
    for row in known.tail(9).to_dict("records"):
        cells = sources.get(row["value_period"], [])
        cell = (
            address(cells[0].cells.split(",")[0]) + (" …" if len(cells) > 1 or "," in cells[0].cells else "")
            if cells and pd.notna(row["value"])
            else ""
        )
        rows.append(
            [
                say.short_period(row["value_period"]),
                written(row["value"], unit, say),
                *([written(row["actual"], unit, say)] if flow else []),
                written(row["expected"], unit, say),
                marked(row["status"], say, size=11),
                cell,
            ]
        )
        classes.append("now" if row["period"] == here.quarter else "")
    headings = [
        say(message("Period")),
        say(message("Value")),
        *([say(message("Since 1 January"))] if flow else []),
        say(message("Expected")),
        say(message("Verdict")),
        say(message("Cell")),
    ]
    numeric = (1, 2, 3) if flow else (1, 2)
    small = say(UNITS[unit])
    st.html(section(say(message("The figures")), small, table(headings, rows, numeric=numeric, classes=classes)))
    columns = [
        "indicator",
        "country",
        "period",
        "value_period",
        "value",
        "numerator",
        "denominator",
        "baseline",
        "target",
        "original_target",
        "actual",
        "expected",
        "progress",
        "status",
    ]
    downloads(
        here, course.reindex(columns=columns), f"{asked.code}-{asked.country}", {}, f"{asked.code} · {asked.country}"
    )


def where_from(
    here: Here,
    course: pd.DataFrame,
    sources: Mapping[str, Sequence[Source]],
    targets: pd.DataFrame,
    defined: Indicator | None,
    asked: Asked,
) -> None:
    """From the number to its cells: calculation, workbook, cell, sender, commit, and the reason for a revised target."""
    if course.empty or defined is None or pd.isna(course.iloc[-1]["value"]):
        return
    say, last = here.say, course.iloc[-1]
    rows: list[tuple[Message, str]] = []
    if defined.kind == "ratio" and pd.notna(last["numerator"]):
        rows.append(
            (
                message("Calculation"),
                escape(
                    say(
                        message(
                            "{numerator} of {denominator}",
                            numerator=say.number(last["numerator"]),
                            denominator=say.number(last["denominator"]),
                        )
                    )
                ),
            )
        )
    found = sources.get(last["value_period"], [])
    if asked.country == "ALL" and not found:
        rows.append(
            (
                message("Calculation"),
                escape(
                    say(
                        message(
                            "Put together from {n} countries; choose one to see its cells.", n=int(last["reported"])
                        )
                    )
                ),
            )
        )
    for group in _together(found)[:3]:
        first, cells = group[0], ",".join(source.cells for source in group).split(",")
        shown = " ".join(address(cell) for cell in cells[:6]) + (" …" if len(cells) > 6 else "")
        rows.append(
            (
                message("File"),
                f"{escape(first.file)}, {escape(say(message('sheet')))} {address(first.sheet)}, {escape(say(message('cell')))} {shown}",
            )
        )
        rows.append(
            (
                message("Sent"),
                escape(
                    say(
                        message(
                            "{when} by {name} for {organisation}",
                            when=say.date(first.sent_at.date()),
                            name=first.sent_by,
                            organisation=first.reporter,
                        )
                    )
                ),
            )
        )
        rows.append((message("Stand"), f"{first.number} · {escape(first.reason)}"))
    revised = targets[targets["revision"] > 0]
    if len(revised):
        final = revised.iloc[-1]
        rows.append(
            (
                message("Target revised"),
                escape(
                    f"{written(final['value'], defined.unit, say)} · {say.short_period(final['period'])} · {final['reason']}"
                ),
            )
        )
    inner = (
        '<div class="kv">'
        + "".join(f'<span class="k">{escape(say(word))}</span><span>{value}</span>' for word, value in rows)
        + "</div>"
    )
    st.html(
        '<div style="height:12px"></div>'
        + section(
            say(message("Where does {value} come from?", value=written(last["value"], defined.unit, say))), inner=inner
        )
    )


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
    say = here.say
    caution = say(defined.caution) if defined.caution else "" if defined.counter else "–"
    counter = ""
    if defined.counter:
        href = here.link("indicators", theory=asked.theory, country=asked.country, indicator=defined.counter)
        counter = f' {escape(say(message("Always read it beside")))} <a class="go" href="{escape(href)}" target="_self">{escape(defined.counter)}</a>.'
    private = {
        "none": message("Nothing is held back."),
        "small_cells": message("Counts of 1 to 4 are sensitive."),
        "sensitive": message("Sensitive: not below country level."),
    }[defined.privacy]
    ratio = (
        f"<br>{escape(say(defined.numerator))} / {escape(say(defined.denominator))}"
        if defined.numerator and defined.denominator
        else ""
    )
    blocks = (
        (message("Definition"), escape(say(defined.definition)) + ratio),
        (message("Adding up"), escape(say(ADDED_UP[defined.kind]))),
        (message("Mind"), escape(caution) + counter),
        (message("Source"), f"{escape(defined.source)} · {escape(defined.reporter)}<br>{escape(say(private))}"),
    )
    inner = (
        '<div class="def">'
        + "".join(f"<span><b>{escape(say(word))}</b>{html}</span>" for word, html in blocks)
        + "</div>"
    )
    st.html(f'<div style="height:8px"></div><div class="sec">{inner}</div>')
