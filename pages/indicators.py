"""Indicators: those of a theory and country as a table, and each with its course, definition and source cells."""

import streamlit as st

from monitoring import ui
from monitoring.results import findings, headline
from monitoring.results import indicator as known
from monitoring.results.breaks import breaks
from monitoring.results.forecast import look_ahead
from monitoring.ui import indicators
from theory_of_change.text import message

here = ui.page("indicators")
if here.quarter is None:
    ui.nothing_yet(here, message("There are no figures yet"))
    st.stop()

heading = st.container()
asked = indicators.ask(here)
if asked.code is None:
    rows = indicators.rows(here, asked)
    counts = headline.counts(rows["status"].dropna())
    with heading:
        title = findings.indicators_title(counts, indicators.where(here, asked))
        ui.finding(here, title, indicators.lede(here, asked))
    indicators.overview(here, rows, asked)
    st.stop()

if asked.safeguard:
    with heading:
        indicators.heading(here, asked)
    indicators.safeguard(here, asked)
    st.stop()

course = ui.cached(here, known.course, asked.code, asked.country, here.quarter)
defined = known.definition(here.ledger, asked.code, here.quarter)
targets = ui.cached(here, known.targets, asked.code, asked.country)
turns = breaks(here.ledger, asked.code, course)
ahead = look_ahead(course, defined, targets, turns, here.quarter)
sources = ui.cached(here, known.sources, asked.code, asked.country)
with heading:
    ui.finding(here, indicators.title(here, course, defined, asked), indicators.lede(here, asked, defined))
left, right = st.columns([63, 37], gap=34)
with left:
    indicators.picture(here, course, targets, defined, asked, ahead, turns)
    indicators.beside(here, asked)
    indicators.by_part(here, ui.cached(here, known.parts, asked.code, asked.country, here.quarter), defined)
with right:
    indicators.numbers(here, course, sources, defined, asked, ahead, turns)
    indicators.where_from(here, course, sources, targets, defined, asked)
indicators.meaning(here, defined, asked)
indicators.overruling(here, course, asked)
