"""The front page: how the quarter stands, in money, results and harm, and where to read on."""

from functools import partial

import streamlit as st

from monitoring import ui
from monitoring.money import execution, expenditure
from monitoring.money import findings as money_findings
from monitoring.reports import front
from monitoring.results import changes, harm, incidents
from monitoring.results import quarter as quarters
from monitoring.ui import glance
from theory_of_change.text import message

here = ui.page("glance")
if here.quarter is None:
    ui.nothing_yet(here, message("There are no figures yet"))
    st.stop()

quarter, ask = here.quarter, partial(ui.cached, here)
standings = front.standings(ask, quarter)
budgets = ask(execution.execution, quarter)
names = glance.budget_names(here)

glance.title(here, front.title(ask, quarter, running=here.running))

with st.container(key="first"):
    left, right = st.columns([56, 44], gap=34)
    left.html(glance.what_changed(here, ask(changes.changes, quarter), ask(changes.before, quarter)))
    right.html(glance.what_is_asked(here))

with st.container(key="second"):
    left, middle, right = st.columns([29, 43, 28], gap=34)
    left.html(glance.budgets(here, money_findings.pace_title(budgets, names), budgets, names))
    middle.html(glance.results(here, standings))
    right.html(glance.harm(here, ask(harm.known, quarter), ask(incidents.at, quarter)))

st.html(glance.eight_quarters(here, ask(expenditure.recent, quarter, 8), ask(quarters.trend, quarter, 8), names))
