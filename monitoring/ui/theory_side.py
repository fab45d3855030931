"""Beside the picture of a theory: what is said of one link or step, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import streamlit as st
from markupsafe import Markup

from monitoring.charts import theory as charts
from monitoring.charts.units import written
from monitoring.results import indicator as indicators
from monitoring.results.links import VERSION
from monitoring.results.picture import LinkJudged, Picture, StepState
from monitoring.results.safeguards import Colour
from monitoring.ui.frame import Here
from monitoring.ui.html import html
from monitoring.ui.safeguards import address, limit
from monitoring.ui.show import cached, choose
from monitoring.ui.theory import EVIDENCE, LEVELS, Asked, opened_link
from theory_of_change.model import Safeguard, Step
from theory_of_change.text import Message, Text, message


def side(here: Here, shown: Picture, asked: Asked, harm: pd.DataFrame) -> None:
    """What is said of the chosen link, step or safeguard; else of the gravest link."""
    say = here.say
    by_code = {judged.link.code: judged for judged in shown.links}
    steps = {state.step.code: state for state in shown.steps}

    def name(code: str) -> str:
        if not code:
            return say(message("Choose a link"))
        link = by_code[code].link
        return f"{code.split('-')[-1]} · {say(steps[link.from_].step.label)} → {say(steps[link.to].step.label)}"

    if not by_code:
        return
    no_link = opened_link(shown, asked) is None
    options = ["", *by_code] if no_link else list(by_code)
    default = "" if no_link else shown.gravest.link.code
    picked = choose(say(message("Link")), options, "link", names=name, default=default)
    guard = next((one for one in shown.theory.safeguards if one.code == asked.safeguard), None)
    if picked:
        st.html(_link(here, by_code[picked], shown, steps, asked))
    elif guard:
        st.html(_safeguard(here, guard, harm, asked))
    else:
        st.html(_step(here, steps[asked.step], shown, asked))


@dataclass(frozen=True)
class _End:
    """A step at one end of a link, with the indicators or the money it is known by."""

    step: Step
    indicators: list[tuple[str, str]]
    money: Message | None


def _link(here: Here, judged: LinkJudged, shown: Picture, steps: Mapping[str, StepState], asked: Asked) -> Markup:
    link, state = judged.link, judged.state.value
    ends = [
        (word, _end(here, steps[code], asked), steps[code].said)
        for word, code in ((message("cause"), link.from_), (message("effect"), link.to))
    ]
    return html(
        "theory_link",
        here.say,
        link=link,
        state=state,
        look=charts.LINKS[state],
        stroke=charts.stroke,
        why=judged.why,
        ends=ends,
        evidence=EVIDENCE[link.evidence],
        assumptions=[one for one in shown.theory.assumptions if one.code in link.assumptions],
        version=VERSION,
    )


def _end(here: Here, state: StepState, asked: Asked) -> _End:
    money = None
    if not state.statuses and state.planned:
        money = message(
            "{spent} of {planned} planned",
            spent=here.say.millions(state.spent),
            planned=here.say.millions(state.planned),
        )
    return _End(state.step, [(code, _indicator(here, code, asked)) for code in state.statuses], money)


def _step(here: Here, state: StepState, shown: Picture, asked: Asked) -> Markup:
    named = {indicator.code: indicator.name for indicator in shown.theory.indicators}
    return html(
        "theory_step",
        here.say,
        step=state.step,
        level=LEVELS[state.step.level],
        status=state.said,
        indicators=[
            (code, named[code], status.value, _indicator(here, code, asked))
            for code, status in state.statuses.items()
            if code in named
        ],
        planned=state.planned,
        spent=state.spent,
        measured=state.measured,
    )


def _safeguard(here: Here, guard: Safeguard, harm: pd.DataFrame, asked: Asked) -> Markup:
    """A safeguard by its gravest case, in short; its own page tells the rest."""
    own = harm[harm["safeguard"] == guard.code] if len(harm) else harm
    if asked.country != "ALL" and len(own):
        own = own[own["country"].isin([asked.country, "ALL"])]
    case = own.iloc[0] if len(own) else None
    colour = Colour(case["colour"]) if case is not None else Colour.NO_DATA
    return html(
        "theory_safeguard",
        here.say,
        one=guard,
        colour=colour.value,
        value=written(case["value"], guard.unit, here.say) if case is not None else None,
        country=Text(nl=case["country_nl"], en=case["country_en"]) if case is not None else None,
        amber=limit(guard, guard.amber, here.say),
        red=limit(guard, guard.red, here.say),
        then={Colour.RED: guard.on_red, Colour.AMBER: guard.on_amber}.get(colour),
        href=address(here, guard.code, case["country"] if case is not None else None),
    )


def _indicator(here: Here, code: str, asked: Asked) -> str:
    """Where an indicator is shown, for the same theory and country; what is not added up, for its weakest country."""
    country = asked.country
    if country == "ALL":
        weakest = cached(here, indicators.weakest, asked.code, here.quarter)
        country = dict(zip(weakest["indicator"], weakest["country"], strict=True)).get(code, country)
    return here.link("indicators", theory=asked.code, country=country, indicator=code)
