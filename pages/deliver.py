"""Deliver: download a template, drop a file, see what is wrong and what changes, confirm, get a receipt."""

import streamlit as st

from monitoring import ui
from monitoring.ui import deliver

here = ui.page("deliver")

sent = deliver.asked_for()
if sent is not None:
    deliver.show_sent(here, sent)
    st.stop()

if deliver.layouts_asked():
    deliver.show_layouts(here)
    st.stop()

landed = deliver.receipt()
if landed is not None:
    deliver.title(here, deliver.receipt_title(landed[0]), 4)
    deliver.show_receipt(here, *landed)
    st.stop()

heading = st.container()
file = deliver.ask(here)
if file is None:
    with heading:
        deliver.title(here, deliver.begin_title(here), 1)
    deliver.begin(here)
    st.stop()

checked = deliver.check(here, file)
if deliver.to_map(file, checked):
    with heading:
        deliver.title(here, deliver.mapping_title(file), 2)
    deliver.mapping(here, file, checked)
    st.stop()

would = deliver.preview(here, checked)
with heading:
    deliver.title(here, deliver.finding(checked, would), 2)
deliver.sent_before(here, checked)
st.html(deliver.facts_of(here, checked, would))
left, right = st.columns([54, 46], gap=34)
with left:
    deliver.marked_file(here, checked)
    st.html(deliver.findings(here, checked))
with right:
    turning = deliver.changes(here, checked, would)
    deliver.confirm(here, checked, would)
    deliver.change_mapping(here, file, checked)
deliver.verdicts(here, checked, would, turning)
