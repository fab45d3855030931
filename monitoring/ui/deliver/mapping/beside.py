"""Columns that hold figures beside each other: whether there are any, and what each of them is about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from monitoring.intake.draft import AMOUNTS
from monitoring.intake.fields import FIELDS, Field
from monitoring.intake.layout import Across
from monitoring.intake.layout.look import Guess
from monitoring.intake.layout.propose import period_in
from monitoring.intake.layout.quarters import month_of
from monitoring.intake.layout.relative import shift, year_meant
from monitoring.intake.normalise import period, plain
from monitoring.ui.deliver.mapping.asked import UNITS, Asked
from theory_of_change.text import message

MOMENTS = ("period", "quarter", "year")
DIFFER = {
    "observation": ("period", "indicator"),
    "target": ("period", "indicator", "kind"),
    "budget_line": ("quarter", "kind"),
    "allocation": ("year", "phase"),
    "context_figure": ("period", "series", "kind"),
}
"""What figures beside each other may differ by, table by table: the moment first. The register has no figures of a moment."""


def is_beside(asked: Asked) -> bool:
    """Whether several columns hold figures beside each other."""
    say = asked.say
    return st.toggle(
        say(message("Several columns hold figures beside each other")),
        value=asked.was.across is not None,
        key=f"{asked.prefix}beside",
        help=say(
            message(
                "A column per quarter or year, or one for each thing that is counted, or one for the target and one for what was reached."
            )
        ),
    )


def across(asked: Asked, table: str) -> Across:
    """What each column beside the others is about: a period, a series, a kind of figure, or several of these."""
    say, figure = asked.say, asked.was.columns.get(AMOUNTS[asked.was.table][0])
    was = asked.was.across or Across(times=figure.times if figure else 1)
    numbers = [guess for guess in asked.columns if guess.kind in ("number", "blank") and guess.heading]
    fields = _differ(asked, table, numbers)
    told = {field.name: _means(asked, field, [g.heading for g in numbers], len(fields) > 1) for field in fields}
    frame = pd.DataFrame({"at": [g.at for g in numbers], "heading": [g.heading for g in numbers], **told})
    edited = st.data_editor(
        frame,
        hide_index=True,
        height=min(240, 38 + 35 * max(len(frame), 1)),
        disabled=["at", "heading"],
        column_config={
            "at": st.column_config.TextColumn(say(message("Column")), width=60),
            "heading": st.column_config.TextColumn(say(message("Heading"))),
            **{field.name: _asked_of_each(asked, field) for field in fields},
        },
        key=f"{asked.prefix}across_{'_'.join(told)}",
    )
    st.caption(say(message("A column without a word here is not read.")))
    times = st.selectbox(
        say(message("unit")),
        list(UNITS),
        index=list(UNITS).index(was.times) if was.times in UNITS else 0,
        format_func=lambda one: say(UNITS[one]),
        key=f"{asked.prefix}across_times",
    )
    first, *more = [{row["heading"]: w for row in edited.to_dict("records") if (w := _said(row[f]))} for f in told]
    read_all = not more and first == {g.heading: p for g in numbers if (p := _period_of(asked, g.heading, was))}
    read_all = read_all and fields[0].name in MOMENTS
    return Across(
        field=fields[0].name,
        fills=AMOUNTS[table][0],
        headings={} if read_all else first,
        also=dict(zip(list(told)[1:], more, strict=True)) if first else {},
        year=was.year if read_all else None,
        times=times,
        decimal=was.decimal,
    )


def _differ(asked: Asked, table: str, numbers: Sequence[Guess]) -> list[Field]:
    """What the columns beside each other differ by."""
    by_name = {field.name: field for field in FIELDS[table]}
    options = DIFFER[table]
    known = [name for name in (asked.was.across.fields if asked.was.across else ()) if name in options]
    dated = any(_period_of(asked, guess.heading, asked.was.across) for guess in numbers)
    chosen = st.pills(
        asked.say(message("They differ by")),
        options,
        default=known or [options[0 if dated else 1]],
        selection_mode="multi",
        format_func=lambda name: asked.say(by_name[name].header),
        key=f"{asked.prefix}across_of_{table}",
    )
    return [by_name[name] for name in options if name in chosen] or [by_name[options[0]]]


def _means(asked: Asked, field: Field, headings: Sequence[str], among_others: bool) -> list[str]:
    """What each column is about, as it is known, or as its heading says; "" where nobody knows."""
    across = asked.was.across
    if across and across.headings and field.name in across.fields:
        known = across.headings if field.name == across.field else across.also[field.name]
        return [known.get(heading) or "" for heading in headings]
    if field.name in MOMENTS:
        return [
            (period_in(heading)[0] if among_others else _period_of(asked, heading, across)) or ""
            for heading in headings
        ]
    if field.name == "series":
        return [(period_in(heading)[1] if among_others else heading) or "" for heading in headings]
    return [""] * len(headings)


def _asked_of_each(asked: Asked, field: Field) -> Any:
    """How the meaning of each column is asked: a choice where there is a list, else a text."""
    say = asked.say
    if field.reads not in asked.vocabulary.words:
        return st.column_config.TextColumn(say(field.header), help=say(field.help))
    names = asked.vocabulary[field.reads].names
    return st.column_config.SelectboxColumn(
        say(field.header),
        options=["", *names],
        format_func=lambda one: say(names[one]) if one else "",
        help=say(field.help),
    )


def _period_of(asked: Asked, heading: str, across: Across | None) -> str | None:
    """The period that a heading means: by itself, or counted from the year that a column names."""
    return year_meant(heading, asked.year) if across and across.year else _period(heading)


def headings_beside(across: Across, columns: Sequence[Guess]) -> set[str]:
    """The headings of the columns that hold figures beside each other."""
    counts = across.year is not None
    own = {g.heading for g in columns if (shift(g.heading) is not None if counts else _period(g.heading))}
    return set(across.headings).intersection(*across.also.values()) or own


def are_months(across: Across, columns: Sequence[Guess]) -> bool:
    """Whether the columns beside each other are months, all of them, each read by its heading."""
    if across.headings or across.year or across.field != "period":
        return False
    known = [month_of(g.heading) for g in columns if _period(g.heading)]
    return bool(known) and all(isinstance(month, str) for month in known)


def _said(cell: Any) -> str:
    return plain(cell) if isinstance(cell, str) else ""


def _period(heading: str) -> str | None:
    read = period(heading)
    return read if isinstance(read, str) else None
