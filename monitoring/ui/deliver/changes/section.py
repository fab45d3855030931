"""The column beside the findings: how much changes, the rows by page, and the totals before and after."""

from __future__ import annotations

from itertools import groupby

import streamlit as st
from markupsafe import Markup
from streamlit.delta_generator import DeltaGenerator

from monitoring.intake.check import Checked
from monitoring.intake.preview import Preview, Total
from monitoring.ui.deliver.changes.rows import rows
from monitoring.ui.deliver.findings import left_out
from monitoring.ui.deliver.words import KINDS
from monitoring.ui.frame import Here
from monitoring.ui.html import html, note, section
from theory_of_change.text import message

OPEN = 3  # budgets and years whose totals are shown before the rest is folded


def changes(here: Here, checked: Checked, would: Preview | None) -> DeltaGenerator | None:
    """Counts, rows, totals. Hands back where the verdicts come, which take longer; None where nothing would land."""
    say = here.say
    head = say(message("What changes if you confirm"))
    if would is None:
        st.html(section(head, inner=note(say(message("Nothing of this file can land, so nothing would change.")))))
        return None
    inner = html(
        "what_would_change",
        say,
        number={what.value: number for what, number in would.number.items()},
        left_out=len(left_out(checked)),
        nothing=not would.total.touched,
    )
    st.html(section(head, say(message("against stand {number}", number=str(would.state))), inner))
    rows(here, checked, would)
    if would.totals:
        st.html(totals(here, checked, would))
    return st.container(key="verdicts")


def totals(here: Here, checked: Checked, would: Preview) -> Markup:
    """Before and after, of each budget type apart: a kind of money over all themes, then the themes that change."""
    say, types, themes = here.say, here.names("budget_type"), here.names("theme")
    groups = []
    for (budget_type, year), found in groupby(would.totals, key=lambda one: (one.budget_type, one.year)):
        own = list(found)
        summed = {one.kind for one in own if one.theme is None}

        def called(one: Total, summed: set[str] = summed) -> str:
            if one.theme is None:
                return say(KINDS[one.kind])
            theme = say(message("not divided") if one.theme == "ALL" else themes.get(one.theme, one.theme))
            return theme if one.kind in summed else f"{say(KINDS[one.kind])} · {theme.lower()}"

        groups.append((types[budget_type], str(year), [(called(one), one) for one in own]))
    return html("totals_would_change", say, first=groups[:OPEN], more=groups[OPEN:], holder=checked.person.organisation)
