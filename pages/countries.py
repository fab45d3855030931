"""Countries: one page per partnership, its money, results, safeguards and agreements; or all beside each other."""

import streamlit as st

from monitoring import ui
from monitoring.money import agreements
from monitoring.ui import countries, country

here = ui.page("countries")
known = countries.every(here)
if not known:
    countries.nothing(here)
    st.stop()

through = here.quarter or f"{here.today.year}-Q4"
heading = st.container()
one = countries.ask(here, known)
if one is None:
    countries.overview(here, known, through)
    with heading:
        countries.title(here, countries.overview_title(here, known, through), here.say.period(through), through)
else:
    made = ui.cached(here, agreements.made, one.country)
    st.html(country.money(here, one, through))
    left, right = st.columns(2, gap=34)
    with left:
        st.html(country.covered(here, made, int(through[:4])) + country.results(here, one, through))
    with right:
        st.html(country.side_by_side(here, one, through))
    with heading:  # last: what is judged may still be worked out while the money is drawn
        said = country.said_of(here, one, through, made)
        countries.title(here, said, country.lede(here, one, through), through)
countries.taken_along(here, one, through)
