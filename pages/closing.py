"""Closing a quarter: what is still open, the two keys that freeze it, and what was frozen before."""

import streamlit as st

from monitoring import ui
from monitoring.ui import closing
from theory_of_change.text import message

here = ui.page("closing")
found = closing.every(here)
if not found:
    ui.nothing_yet(here, message("There is no quarter to close yet"))
    st.stop()

head = st.container()
one = closing.chosen(here, found)
items = closing.items(here, one)
with head:
    closing.title(here, one, items)
left, right = st.columns([56, 44], gap=34)
with left:
    closing.checklist(here, one, items)
with right:
    closing.keys(here, one)
closing.closed_before(here, found)
