"""Other sources: figures that no theory asks for, as their sheets say them, down to the cell."""

import streamlit as st

from monitoring import ui
from monitoring.results import context as figures
from monitoring.ui import context
from theory_of_change.text import counted, message

here = ui.page("context")
known = ui.cached(here, figures.sources)
if not known:
    ui.finding(here, message("There are no figures of other sources yet"))
    ui.empty(
        here,
        message("Nothing of this has been delivered."),
        message("Drop any sheet on the page Deliver, and say what its cells mean."),
        page="deliver",
        link=message("Deliver a sheet"),
    )
    st.stop()

heading = st.container()
asked = context.ask(here, known)
found = ui.cached(here, figures.rows, asked.source, asked.series, asked.country)
with heading:
    number = sum(source.figures for source in known)
    title = counted("{n} source says {number} figures", "{n} sources say {number} figures", n=len(known), number=number)
    ui.finding(here, title, here.say(message("beside the theories: never part of a status or a total")))
context.overview(here, known, asked)
context.table(here, found, asked)
