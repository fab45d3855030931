"""All decisions: what waits for somebody, what is under way, what is closed; and how the mechanism itself works."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from monitoring.ledger import Ledger
from monitoring.results import decisions
from monitoring.results.decisions import CHOICES_CALLED, STATES_CALLED, VERDICTS_CALLED, Decision, Mechanism, State
from monitoring.ui import signals
from monitoring.ui.decided import answers, every
from monitoring.ui.decisions.form import named
from monitoring.ui.decisions.words import CLOSED, SHAPES, UNDER_WAY, WAITING
from monitoring.ui.downloads import downloads
from monitoring.ui.filters import country_and_theme
from monitoring.ui.frame import Here
from monitoring.ui.html import html, section
from monitoring.ui.show import cached, choose, empty, finding, quarter_picker, stands
from theory_of_change.text import Message, counted, message

PARTS: tuple[tuple[Message, tuple[State, ...]], ...] = (
    (message("Waits for somebody"), WAITING),
    (message("Under way"), UNDER_WAY),
    (message("Closed"), CLOSED),
)


@dataclass(frozen=True)
class Asked:
    """Which decisions the visitor wants to see: "" is every country, theme or state."""

    country: str
    theme: str
    state: str


def overview(here: Here) -> None:
    """The page of all decisions."""
    found = every(here)
    heading = st.container()
    asked = _ask(here, found)
    shown = [one for one in found if _fits(here, one, asked)]
    with heading:
        _title(here, found)
    if not found:
        empty(
            here,
            message("No decision was recorded yet."),
            message("Open the signals, and choose “Take a decision” at what asks for one."),
            page="signals",
            link=message("To the signals"),
        )
    elif not shown:
        empty(here, message("There is no decision here."), message("Choose another country, theme or state."))
    left, right = st.columns([70, 30], gap=34)
    with left:
        for title, states in PARTS:
            own = [one for one in shown if one.state(here.today) in states]
            if own:
                st.html(section(f"{here.say(title)} ({len(own)})", inner=_list(here, own)))
        if shown:
            _taken_along(here, shown)
    with right:
        _mechanism(here)


def _fits(here: Here, one: Decision, asked: Asked) -> bool:
    return (
        asked.country in ("", one.chosen.country)
        and asked.theme in ("", one.chosen.theme)
        and asked.state in ("", one.state(here.today).value)
    )


def _ask(here: Here, found: Sequence[Decision]) -> Asked:
    """Which country, theme and state, in the address; only what there is something of can be chosen."""
    say, states = here.say, {one.state(here.today) for one in found}
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom", gap="small"):
        country, theme = country_and_theme(
            here, {one.chosen.country for one in found}, {one.chosen.theme for one in found}
        )
        state = choose(
            say(message("State")),
            ["", *(state.value for state in State if state in states)],
            "state",
            names=lambda code: say(STATES_CALLED[State(code)]) if code else say(message("All states")),
            width=200,
        )
        stands(here, width=200)
    return Asked(country, theme, state)


def _title(here: Here, found: Sequence[Decision]) -> None:
    """How many decisions wait for somebody, and how many grave signals wait for a decision."""
    waiting = sum(one.state(here.today) in WAITING for one in found)
    answered = answers(here)
    open_cases = [
        case
        for case in signals.every(here)
        if case.lead.severity.value == "high" and decisions.identity(case.lead) not in answered
    ]
    if waiting:
        said = counted("{n} decision waits for somebody", "{n} decisions wait for somebody", n=waiting)
    elif found:
        said = message("No decision waits for anybody")
    else:
        said = message("There is no decision yet")
    asks = counted(
        "{n} matter that cannot wait is without a decision",
        "{n} matters that cannot wait are without a decision",
        n=len(open_cases),
    )
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    with left:
        finding(here, said, here.say(asks))
    with right:
        quarter_picker(here, here.quarter)


def _list(here: Here, found: Sequence[Decision]) -> str:
    forums, organisations, themes = cached(here, decisions.forums), here.names("organisation"), here.names("theme")
    rows = []
    for one in found:
        state, chosen = one.state(here.today), one.chosen
        parts = [named(here, chosen.country), themes.get(chosen.theme)]
        place = " · ".join(here.say(part) for part in parts if part)
        forum = forums[chosen.forum].name if chosen.forum in forums else chosen.forum
        owner = organisations.get(chosen.owner, chosen.owner)
        href = here.here(decision=one.number)
        rows.append((one, SHAPES[state], STATES_CALLED[state], place, forum, owner, href))
    return html("decision_list", here.say, rows=rows, choices=CHOICES_CALLED, verdicts=VERDICTS_CALLED)


def _mechanism(here: Here) -> None:
    """How the mechanism itself works."""
    say = here.say
    one = cached(here, _measured, here.quarter)
    tiles = [
        (
            f"{one.tested.n}/{one.tested.of}" if one.tested.of else "–",
            message("assumptions tested"),
            message("recently enough to rely on"),
        ),
        (
            say.number(one.days) if one.days is not None else "–",
            message("days from signal to decision"),
            counted("the median of {n} signal", "the median of {n} signals", n=one.decided)
            if one.decided
            else message("no signal was decided on yet"),
        ),
        (
            f"{one.looked_back.n}/{one.looked_back.of}" if one.looked_back.of else "–",
            message("decisions looked back on"),
            message("of those whose day has come"),
        ),
        (
            say.percent(one.on_time.share) if one.on_time.share is not None else "–",
            message("of the figures are in"),
            message("of what had to be there of the {quarter}", quarter=say.period(here.quarter)),
        ),
    ]
    st.html(section(say(message("How the mechanism works")), inner=html("mechanism", say, tiles=tiles)))


def _measured(ledger: Ledger, quarter: str) -> Mechanism:
    return decisions.mechanism(ledger, decisions.decisions(ledger), quarter, ledger.today)


def _taken_along(here: Here, found: Sequence[Decision]) -> None:
    """The decisions as downloads."""
    say = here.say

    def frame() -> pd.DataFrame:
        return decisions.table(found, here.today, say)

    headings = {name: say(called) for name, called in decisions.HEADINGS.items()}
    downloads(here, frame, "decisions", headings, say(message("Decisions")))
