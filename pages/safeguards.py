"""Harm: the safeguards that are not in order, what members know of beside the register, and every incident."""

import streamlit as st

from monitoring import ui
from monitoring.results import harm
from monitoring.ui import incidents

here = ui.page("safeguards")
heading = st.container()
day, _ = incidents.every(here)
one = incidents.opened(here)
if one:
    with heading:
        incidents.title_of(here, one)
    left, right = st.columns([60, 40], gap=34)
    with left:
        incidents.public(here, one, day)
        written = incidents.contents(here, one)
        incidents.history(here, one, written)
    with right:
        incidents.act(here, one, written)
    st.stop()

guards = ui.cached(here, harm.known, here.quarter) if here.quarter else None
with heading:
    incidents.title(here, int((guards["colour"] == "red").sum()) if guards is not None else 0)
incidents.known.picture(here, incidents.quarter_of(here))
incidents.follow_up(here)
asked = incidents.ask(here)
rows = incidents.listed(here, asked)
incidents.overview(here, asked, rows)
incidents.taken_along(here, rows)
left, right = st.columns([58, 42], gap=34)
with left:
    incidents.report.form(here, asked.quarter)
with right:
    incidents.known.form(here, here.state.quarters, asked.quarter)
