"""The pack for a meeting: slides, document, workbook and page from one frozen state, its texts, and the calendar."""

import streamlit as st

from monitoring import ui
from monitoring.ui import packing
from theory_of_change.text import message

here = ui.page("pack")
if here.quarter is None:
    ui.nothing_yet(here, message("There are no figures yet, so there is nothing to take along"))
    packing.coming(here)
    st.stop()

head = st.container()
wanted = packing.ask(here)
of = packing.of_state(here, wanted)
with head:
    packing.title(here, wanted, of)

left, right = st.columns([58, 42], gap=34)
with left:
    packing.make_it(here, wanted, of)
    packing.texts(here, wanted)
with right:
    packing.coming(here)
    packing.issued(here)
