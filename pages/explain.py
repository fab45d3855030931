"""Where a figure comes from: every amount behind it, down to its cell and sender, and what was left out."""

import streamlit as st

from monitoring import ui
from monitoring.ui import figures

here = ui.page("explain")
figure = figures.asked(here)
one = figures.opened(here, figure) if figure else None
if one is None:
    st.stop()

figures.title(here, one)
st.html(figures.computed(here, one) + figures.amounts(here, one) + figures.left_out(here, one))
figures.taken_along(here, one)
