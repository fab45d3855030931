"""Which decisions there are, and which the address asks for."""

from __future__ import annotations

import streamlit as st

from monitoring.results import decisions
from monitoring.results.decisions import Decision
from monitoring.results.signals import Case
from monitoring.ui import signals
from monitoring.ui.decided import every
from monitoring.ui.frame import Here, tell
from theory_of_change.text import message


def looked_at(here: Here) -> Decision | None:
    """The decision in the address."""
    asked = st.query_params.get("decision")
    if asked is None:
        return None
    found = next((one for one in every(here) if str(one.number) == asked), None)
    if found is None:
        del st.query_params["decision"]
        tell(message("There is no decision {number} here.", number=asked))
    return found


def case(here: Here) -> Case | None:
    """The signals of which the address asks to decide: the case that its signal is of now."""
    asked = st.query_params.get("decide")
    if asked is None:
        return None
    for one in signals.every(here):
        if any(decisions.identity(signal) == asked for signal in one.signals):
            return one
    del st.query_params["decide"]
    tell(message("That signal is not there any more."))
    return None
