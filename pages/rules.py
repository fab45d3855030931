"""How figures are judged: the rules in words, and what another rule would turn over all quarters."""

import streamlit as st

from monitoring import ui
from monitoring.ui import rules

here = ui.page("rules")
heading = st.container()
left, right = st.columns([42, 58], gap=34)
with left:
    rules.in_words(here)
with right:
    found = rules.proposed(here)
with heading:
    rules.title(here, found)
if found is not None:
    rules.each(here, found)
rules.overruled(here)
