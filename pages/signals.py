"""Signals: what asks something of somebody at a quarter, the gravest first, each with what it stands on."""

import streamlit as st

from monitoring import ui
from monitoring.ui import signals
from theory_of_change.text import message

here = ui.page("signals")
if here.quarter is None:
    ui.nothing_yet(here, message("There are no figures yet"))
    st.stop()

heading = st.container()
asked = signals.ask(here)
found = signals.cases(here, asked)
with heading:
    signals.title(here, asked, found)
signals.lists(here, asked, found)
signals.taken_along(here, found)
