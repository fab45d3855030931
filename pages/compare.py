"""What changed between two moments: what was reported then, what we know now, which cells made the difference, and why."""

import streamlit as st

from monitoring import ui
from monitoring.ui import comparing

here = ui.page("compare")
head = st.container()
moments = comparing.ask(here) if here.quarter else None
if moments is None:
    with head:
        comparing.nothing(here)
    st.stop()

found = comparing.compared(here, moments)
with head:
    comparing.title(here, moments, found)
comparing.told(here, found)
comparing.figures(here, moments, found)
comparing.cells(here, moments, found)
