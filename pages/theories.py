"""Theories: each as a picture of steps and links that says what holds, and as text."""

import streamlit as st

from monitoring import ui
from monitoring.results import assumptions, findings, harm, picture
from monitoring.ui import evidence, safeguards, theory, theory_side, theory_time
from theory_of_change.text import message

here = ui.page("theories")
say = here.say
quarter = here.quarter or theory.this_quarter(here)
heading, choices = st.columns([66, 34], vertical_alignment="bottom")
with choices:
    asked = theory.ask(here)
if asked is None:
    ui.empty(
        here,
        message("There are no theories of change yet."),
        message("Put a definition in theory_of_change/definitions/ and check it with: python -m monitoring theories"),
    )
    st.stop()

shown = ui.cached(here, picture.picture, asked.code, quarter, asked.country)
known = ui.cached(here, assumptions.known, asked.code, quarter, asked.country)
guards = ui.cached(here, harm.known, quarter)
with heading:
    theory.title(here, findings.theory_title(shown, theory.country_name(here, asked.country)), shown)

left, right = st.columns([72, 28], gap=34)
with left:
    if here.quarter is None:
        theory.next_step(here)
    theory_time.slider(here, quarter)
    st.html(theory.drawing(here, shown, known, asked))
    st.html(safeguards.strip(here, guards, asked.code, asked.country))
with right:
    theory_side.side(here, shown, known, asked, guards)
    evidence.section(here, shown, known, asked)
with st.expander(say(message("The theory as text"))):
    st.html(theory.text(here, shown, known))
