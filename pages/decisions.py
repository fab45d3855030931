"""Decisions: what was decided on signals, who carries it out, and whether it was right."""

import streamlit as st

from monitoring import ui
from monitoring.ui import decisions
from theory_of_change.text import message

here = ui.page("decisions")
if here.quarter is None:
    ui.nothing_yet(here, message("There are no figures yet, so nothing asks for a decision"))
    st.stop()

chosen = decisions.looked_at(here)
case = None if chosen else decisions.case(here)
if chosen:
    decisions.one(here, chosen)
elif case:
    decisions.take(here, case)
else:
    decisions.overview(here)
