"""Strategy test: the agenda of a theory as the data make it, and what is kept, refined, dropped or added."""

import streamlit as st

from monitoring import ui
from monitoring.ui import strategy
from theory_of_change.text import message

here = ui.page("strategy")
if here.quarter is None:
    ui.nothing_yet(here, message("There are no figures yet, so there is nothing to test a theory on"))
    st.stop()

heading = st.container()
one = strategy.chosen(here, strategy.agendas(here))
with heading:
    strategy.title(here, one)
left, right = st.columns([60, 40], gap=34)
with left:
    strategy.agenda(here, one)
with right:
    strategy.outcomes(here, one)
