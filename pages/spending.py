"""Money: where it goes per country, theme and budget, quarter by quarter, down to the amounts."""

import streamlit as st

from monitoring import ui
from monitoring.charts import expenditure as charts
from monitoring.money import expenditure, findings, spending
from monitoring.ui import amounts, confirmations, money, years
from theory_of_change.text import message

here = ui.page("spending")
say = here.say
known = ui.cached(here, spending.years)
if not known:
    ui.nothing_yet(here, message("There is no money in the ledger yet"))
    st.stop()

heading = st.container()
asked = money.ask(here, known)
names = money.names(here, asked.per)
frame = money.rows(here, asked)
with heading:
    money.title(here, frame, asked, names)

st.html(money.facts(here, asked) + money.picture(here, frame, asked, names))

left, right = st.columns([38, 62], gap=34)
with left:
    trend = ui.cached(here, expenditure.trend, asked.through, asked.country, asked.budget)
    st.html(
        ui.section(
            say(findings.trend_title(trend, names.types)),
            say(message("spent per quarter, € million; an open bar is a forecast")),
        )
    )
    st.plotly_chart(
        charts.trend(trend, names.types, say, last=asked.through, fictional=here.fictional),
        theme=None,
        config={"displayModeBar": False, "staticPlot": True},
        alt=charts.trend_alt(trend, names.types, say),
    )
with right:
    amounts.amounts(here, frame, asked, names)

st.html(years.over_the_years(here, asked.year, asked.country, asked.budget) + years.transferred(here, asked.year))
confirmations.confirmations(here, asked.through, asked.budget)
