"""Through time: the quarter of the picture, moved along a line; it stays in the address and goes along to every page."""

from __future__ import annotations

import streamlit as st

from monitoring.ui.frame import Here
from theory_of_change.text import message

KEY = "theory_quarter"


def slider(here: Here, quarter: str) -> None:
    """All quarters that can be looked at, with the one that is shown; moving it shows the theory that was valid then."""
    known = list(here.state.quarters)
    if len(known) < 2 or quarter not in known:
        return
    usual = here.full or known[-1]

    def moved() -> None:
        picked = st.session_state[KEY]
        if picked == usual:
            st.query_params.pop("quarter", None)
        else:
            st.query_params["quarter"] = picked

    if st.session_state.get(KEY) != quarter:
        st.session_state[KEY] = quarter  # at first, and when the address was changed by a link
    with st.container(key="through_time"):
        st.select_slider(
            here.say(message("Through time")),
            known,
            format_func=here.say.tick,
            key=KEY,
            on_change=moved,
            label_visibility="collapsed",
        )
