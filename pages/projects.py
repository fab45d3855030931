"""The register of projects: whose, what for, with whom, and what of their budgets counts."""

import streamlit as st

from monitoring import ui
from monitoring.money import projects as register
from monitoring.ui import left_out, project, projects

here = ui.page("projects")
if not ui.cached(here, register.count):
    projects.nothing(here)
    st.stop()

one = project.asked(here)
if one is not None:
    project.title(here, one)
    st.html(project.what_it_is(here, one) + project.checks(here, one))
    project.taken_along(here, one)
    st.stop()

heading = st.container()
asked = projects.ask(here)
shown = projects.chosen(here, asked)
with heading:
    projects.title(here, shown, asked)

st.html(projects.register(here, shown, asked))
projects.taken_along(here, shown, asked)
st.html(left_out.table(here, shown, asked))
left_out.taken_along(here, shown, asked)
