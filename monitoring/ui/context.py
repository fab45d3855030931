"""The page of other sources: which there are, and their figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from monitoring.intake.vocabulary import FIGURE_KINDS
from monitoring.results import context as figures
from monitoring.results.context import MOST_ROWS, Source
from monitoring.ui.downloads import downloads
from monitoring.ui.frame import Here
from monitoring.ui.html import html, note, section
from monitoring.ui.parts import part
from monitoring.ui.show import cached, choose
from theory_of_change.text import counted, message


@dataclass(frozen=True)
class Asked:
    """What is looked at: a source, and of it a series and a country; "" is all of them."""

    source: str
    series: str
    country: str


def ask(here: Here, known: Sequence[Source]) -> Asked:
    """Choose a source, a series and a country; the choice lives in the address."""
    say = here.say
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom", gap="small"):
        source = choose(say(message("Source")), [one.name for one in known], "source", width=260)
        called = cached(here, figures.series, source)
        series = choose(
            say(message("Series")),
            ["", *called],
            "series",
            names=lambda one: one[:90] or say(counted("The only series", "All {n} series", n=len(called))),
            width=420,
        )
        countries = here.names("country")
        there = cached(here, figures.countries, source, series)
        country = choose(
            say(message("Country")),
            ["", *there],
            "of",
            names=lambda code: say(countries[code]) if code else say(message("All countries")),
            width=220,
        )
    return Asked(source, series, country)


def overview(here: Here, known: Sequence[Source], asked: Asked) -> None:
    """Every source with what it holds, the chosen one marked."""
    rows = [(one, one.name == asked.source, here.here(source=one.name, series=None, of=None)) for one in known]
    st.html(section(here.say(message("Sources")), inner=html("sources", here.say, rows=rows)))


def table(here: Here, found: pd.DataFrame, asked: Asked) -> None:
    """The figures of the choice, as they stand in the ledger, and to take along."""
    say, countries = here.say, here.names("country")
    small = say(counted("{n} figure", "{n} figures", n=len(found)))
    st.html(section(asked.series or asked.source, small))
    kinds = {code: say(text) for code, text in FIGURE_KINDS.items()}
    headings = {
        "series": say(message("Series")),
        "country": say(message("Country")),
        "period": say(message("Period")),
        "dimension": say(message("Breakdown")),
        "kind": say(message("Kind")),
        "value": say(message("Value")),
        "unit": say(message("Unit")),
        "reporter": say(message("Delivered by")),
        "file_name": say(message("File")),
        "sheet": say(message("Sheet")),
        "cells": say(message("Cells")),
    }
    shown = found.head(MOST_ROWS)
    dressed = pd.DataFrame(
        {
            "series": shown["series"],
            "country": [say(countries[code]) for code in shown["country"]],
            "period": [say.short_period(code) for code in shown["period"]],
            "dimension": [part(code, say, countries) if code != "total" else "" for code in shown["dimension"]],
            "kind": [kinds.get(code, code) for code in shown["kind"]],
            "value": [say(value) for value in shown["value"]],
            "unit": shown["unit"].fillna(""),
            "cells": [_where(row) for row in shown[["sheet", "cells"]].itertuples(index=False)],
        }
    )
    if asked.series:
        dressed = dressed.drop(columns="series")
    st.dataframe(
        dressed.rename(columns=headings),
        hide_index=True,
        row_height=30,
        height=min(560, 36 + 30 * max(len(dressed), 1)),
        column_config={headings["value"]: st.column_config.TextColumn(alignment="right")},
    )
    if len(found) > MOST_ROWS:
        st.html(note(say(message("The first {n} are shown; the downloads hold all.", n=MOST_ROWS))))
    name = "-".join(filter(None, ("source", asked.source, asked.country)))
    downloads(here, lambda: found, name, headings, asked.series or asked.source, lambda: {"kind": kinds})


def _where(row: tuple) -> str:
    """The cells of a figure, as few as fit."""
    sheet, cells = row
    if not isinstance(cells, str):
        return ""
    first, *more = cells.split(",")
    return f"{sheet}!{first}" + (f" +{len(more)}" if more else "")
