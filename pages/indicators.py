"""Indicators: those of a theory and country as a table, and each with its course, definition and source cells."""

import streamlit as st

from monitoring import ui
from monitoring.results import findings, headline
from monitoring.results import indicator as indicators
from monitoring.ui import indicator
from theory_of_change.text import message

here = ui.page("indicators")
say = here.say
heading = st.container()
if here.quarter is None:
    st.html(f'<div class="top"><h1 class="h1">{say(message("There are no figures yet"))}</h1></div>')
    ui.empty(
        here,
        message("Nothing has been delivered."),
        message("Download a template for your organisation, fill it in and upload it."),
        page="deliver",
        link=message("Deliver figures"),
    )
    st.stop()

asked = indicator.ask(here)
if asked.code is None:
    rows = indicator.shown(here, ui.cached(here, indicators.table, asked.theory, here.quarter, asked.country), asked)
    with heading:
        ui.finding(
            here,
            findings.indicators_title(headline.counts(rows["status"]), indicator.where(here, asked)),
            indicator.lede(here, asked),
        )
    indicator.overview(
        here, rows, ui.cached(here, indicators.courses, asked.theory, asked.country, here.quarter), asked
    )
    st.stop()

course = ui.cached(here, indicators.course, asked.code, asked.country, here.quarter)
defined = indicators.definition(here.ledger, asked.code, here.quarter)
targets = ui.cached(here, indicators.targets, asked.code, asked.country)
sources = ui.cached(here, indicators.sources, asked.code, asked.country)
with heading:
    ui.finding(here, indicator.title(here, course, defined, asked), indicator.lede(here, asked, defined))
left, right = st.columns([63, 37], gap=34)
with left:
    indicator.picture(here, course, targets, defined, asked)
    indicator.by_part(here, ui.cached(here, indicators.parts, asked.code, asked.country, here.quarter), defined)
with right:
    indicator.numbers(here, course, sources, defined, asked)
    indicator.where_from(here, course, sources, targets, defined, asked)
indicator.meaning(here, defined, asked)
