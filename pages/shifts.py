"""Shifts: what if money moved between countries and themes, within one budget; proposed here, decided by its owner."""

import streamlit as st

from monitoring import ui
from monitoring.money import shifts as money
from monitoring.ui import shifts
from theory_of_change.text import message

here = ui.page("shifts")
budgets = ui.cached(here, money.budgets)
if not budgets:
    ui.finding(here, message("There is no budget in the ledger yet"))
    ui.empty(
        here,
        message("Without a budget there is nothing to shift."),
        message("Deliver the sheet “Allocations” first: per year, country and theme what is allocated."),
        page="deliver",
        link=message("Deliver figures"),
    )
    st.stop()

proposals = ui.cached(here, money.proposals)
heading = st.container()
proposal = shifts.looked_at(here, proposals)
asked = shifts.ask(here, budgets)
left, right = st.columns([35, 65], gap=34)
with left:
    parts = dict(proposal.parts) if proposal else shifts.typed(here, asked)
    refusals = money.judge(asked.budget, parts) if parts else []
    if proposal:
        shifts.decide(here, asked, proposal, refusals)
    else:
        shifts.verdict(here, asked, parts, refusals)
        if parts and not refusals:
            shifts.save(here, asked, parts)
with heading:
    title = shifts.decided_title(proposal, asked) if proposal else shifts.title(asked, parts, refusals)
    ui.finding(here, title, shifts.lede(here, asked))
with right:
    moving = parts if proposal is None or proposal.open else {}
    shifts.before_and_after(here, asked, moving)
    shifts.whole(here, asked, moving)
with st.container(key="proposals"):
    shifts.overview(here, proposals)
