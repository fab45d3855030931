"""The front page: how the quarter stands, in money, results and harm, and where to read on."""

import streamlit as st

from monitoring import ui
from monitoring.money import execution, expenditure
from monitoring.money import findings as money_findings
from monitoring.results import changes, findings, harm, incidents
from monitoring.results import quarter as quarters
from monitoring.ui import glance
from theory_of_change.text import message

here = ui.page("glance")
if here.quarter is None:
    ui.nothing_yet(here, message("There are no figures yet"))
    st.stop()

quarter = here.quarter
safeguards = ui.cached(here, harm.known, quarter)
theories = [standing for standing in ui.cached(here, quarters.theories, quarter) if standing.in_totals]
standings = harm.capped(theories, safeguards)
budgets = ui.cached(here, execution.execution, quarter)
names = glance.budget_names(here)

red, unknown = (int((safeguards["colour"] == colour).sum()) for colour in ("red", "no_data"))
counts = [standing.counts for standing in standings]
severe = ui.cached(here, incidents.number_capping, quarter)
title = (
    findings.running_title(red, quarter, incidents=severe)
    if here.running
    else findings.quarter_title(red, counts, unknown=unknown, incidents=severe)
)
glance.title(here, title)

with st.container(key="first"):
    left, right = st.columns([56, 44], gap=34)
    left.html(
        glance.what_changed(here, ui.cached(here, changes.changes, quarter), ui.cached(here, changes.before, quarter))
    )
    right.html(glance.what_is_asked(here))

with st.container(key="second"):
    left, middle, right = st.columns([29, 43, 28], gap=34)
    left.html(glance.budgets(here, money_findings.pace_title(budgets, names), budgets, names))
    middle.html(glance.results(here, standings))
    right.html(glance.harm(here, safeguards, ui.cached(here, incidents.at, quarter)))

st.html(
    glance.eight_quarters(
        here, ui.cached(here, expenditure.recent, quarter, 8), ui.cached(here, quarters.trend, quarter, 8), names
    )
)
