"""Deliver: download a template, drop a file, see what is wrong and what changes, confirm, get a receipt."""

import streamlit as st

from monitoring import ui
from monitoring.ui import deliver
from theory_of_change.text import message

here = ui.page("deliver")
say = here.say

receipt = deliver.receipt()
if receipt is not None:
    deliver.title(here, deliver.receipt_title(receipt), 4)
    deliver.show_receipt(here, receipt)
    st.stop()

heading = st.container()
file = deliver.ask(here)
if file is None:
    with heading:
        deliver.title(here, message("Deliver your figures in an Excel sheet"), 1)
    deliver.templates(here)
    st.stop()

checked = deliver.check(here, file)
would = deliver.preview(here, checked)
with heading:
    deliver.title(here, deliver.finding(checked), 2)
deliver.file_facts(here, checked, would)
left, right = st.columns([54, 46], gap=34)
with left:
    st.html(deliver.findings(here, checked))
with right:
    st.html(deliver.changes(here, checked, would))
    deliver.confirm(here, checked, would)
