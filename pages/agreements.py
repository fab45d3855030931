"""Agreements with third countries: what they cost, and whether the budgets of their day cover it."""

import streamlit as st

from monitoring import ui
from monitoring.ui import agreements

here = ui.page("agreements")
known = agreements.every(here)
if not known:
    agreements.nothing(here)
    st.stop()

heading = st.container()
asked = agreements.ask(here, known)
shown = [one for one in known if asked.country in (None, one.agreement.country)]
with heading:
    agreements.title(here, shown, asked)

st.html(agreements.table(here, shown, asked) + agreements.one(here, shown, asked))
agreements.taken_along(here, shown)
st.html(agreements.who_funds_what(here, asked.year, asked.country))
