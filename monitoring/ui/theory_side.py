"""Beside the picture of a theory: what is said of one link, step, safeguard or assumption, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st
from markupsafe import Markup

from monitoring.charts import assumptions as looks
from monitoring.charts import theory as charts
from monitoring.charts.look import Mark
from monitoring.charts.units import written
from monitoring.results import assumptions
from monitoring.results import indicator as indicators
from monitoring.results.assumptions import Known
from monitoring.results.links import VERSION
from monitoring.results.picture import LinkJudged, Picture, StepState
from monitoring.results.safeguards import Colour
from monitoring.ui.frame import Here
from monitoring.ui.html import html
from monitoring.ui.indicators.overruled import marked
from monitoring.ui.safeguards import address, limit
from monitoring.ui.show import cached, choose
from monitoring.ui.theory import LEVELS, Asked, country_name, opened_link, opens
from theory_of_change.model import Assumption, Safeguard, Step
from theory_of_change.text import Message, Text, message


def side(here: Here, shown: Picture, known: Known, asked: Asked, harm: pd.DataFrame) -> None:
    """What is said of the chosen link, step, safeguard or assumption; else of the gravest link."""
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
    assumption = next((one for one in shown.theory.assumptions if one.code == asked.assumption), None)
    if picked:
        st.html(_link(here, by_code[picked], shown, known, steps, asked))
    elif guard:
        st.html(_safeguard(here, guard, harm, asked) + _statements(here, known, guard.code))
    elif assumption:
        st.html(_assumption(here, assumption, shown, known, asked))
    else:
        st.html(_step(here, steps[asked.step], shown, known, asked))


@dataclass(frozen=True)
class _End:
    """A step at one end of a link, with the indicators or the money it is known by."""

    step: Step
    indicators: list[tuple[str, str]]
    money: Message | None


def _link(
    here: Here, judged: LinkJudged, shown: Picture, known: Known, steps: Mapping[str, StepState], asked: Asked
) -> Markup:
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
        strength=known.strengths[link.code],
        evidence=looks.EVIDENCE,
        bars=looks.strength(known.strengths[link.code].strength, here.say),
        assumptions=_rests_on(here, [one for one in shown.theory.assumptions if one.code in link.assumptions], known),
        statements=_statements(here, known, link.code),
        version=VERSION,
    )


def _rests_on(here: Here, found: Sequence[Assumption], known: Known) -> list[tuple[Assumption, Mark, Message, str]]:
    """Assumptions with how each looks, what is said of it, and where it opens; first those to test first."""
    ranked = sorted(found, key=lambda one: assumptions.FIRST_TO_TEST.index(known.standings[one.code].state))
    return [
        (
            one,
            looks.ASSUMPTIONS[known.standings[one.code].state.value],
            assumptions.sentence(known.standings[one.code], precondition=one.kind == "precondition"),
            opens(here, assumption=one.code),
        )
        for one in ranked
    ]


def _assumption(here: Here, one: Assumption, shown: Picture, known: Known, asked: Asked) -> Markup:
    """An assumption: how it stands, its tests, on which links it lies, and what to do when it does not hold."""
    labels = {step.code: step.label for step in shown.theory.steps}
    named = {each.code: each.name for each in (*shown.theory.indicators, *shown.theory.safeguards)}
    [(_, look, sentence, _)] = _rests_on(here, [one], known)
    return html(
        "theory_assumption",
        here.say,
        one=one,
        look=look,
        sentence=sentence,
        tests=[
            (
                test,
                looks.ASSUMPTIONS[test.verdict.value],
                place(here, test.country),
                opens(here, told=str(test.number), assumption=one.code),
            )
            for test in known.of(one.code)
        ],
        links=[
            (link, labels[link.from_], labels[link.to], opens(here, link=link.code))
            for link in shown.theory.links
            if one.code in link.assumptions
        ],
        tested_by=[(code, named[code], _indicator(here, code, asked)) for code in one.tested_by if code in named],
        version=assumptions.VERSION,
    )


def _statements(here: Here, known: Known, code: str) -> Markup:
    """What people told of a step, link or safeguard."""
    return html(
        "theory_statements",
        here.say,
        found=[
            (one, place(here, one.country), opens(here, told=str(one.number), **_open_by(code)))
            for one in known.on(code)
        ],
    )


def _open_by(code: str) -> dict[str, str]:
    """What is open when something with this code is looked at: L is of links, H of safeguards, else it is a step."""
    kind = {"L": "link", "H": "safeguard"}.get(code.partition("-")[2][:1], "step")
    return {kind: code}


def place(here: Here, country: str) -> Text | Message:
    """The name of a country, or that it is about all of them."""
    return country_name(here, country) or message("All countries")


def _end(here: Here, state: StepState, asked: Asked) -> _End:
    money = None
    if not state.statuses and state.planned:
        money = message(
            "{spent} of {planned} planned",
            spent=here.say.millions(state.spent),
            planned=here.say.millions(state.planned),
        )
    return _End(state.step, [(code, _indicator(here, code, asked)) for code in state.statuses], money)


def _step(here: Here, state: StepState, shown: Picture, known: Known, asked: Asked) -> Markup:
    named = {indicator.code: indicator.name for indicator in shown.theory.indicators}
    return html(
        "theory_step",
        here.say,
        step=state.step,
        level=LEVELS[state.step.level],
        status=state.said,
        indicators=[
            (
                code,
                named[code],
                marked(status.value, state.computed.get(code, status).value, here.say),
                _indicator(here, code, asked),
            )
            for code, status in state.statuses.items()
            if code in named
        ],
        planned=state.planned,
        spent=state.spent,
        projects=here.link("projects", theme=asked.code, country=None if asked.country == "ALL" else asked.country),
        measured=state.measured,
        assumptions=_rests_on(here, _around(shown, state.step.code), known),
        statements=_statements(here, known, state.step.code),
    )


def _around(shown: Picture, step: str) -> list[Assumption]:
    """The assumptions on the links that come from a step or lead to it."""
    codes = {code for link in shown.theory.links if step in (link.from_, link.to) for code in link.assumptions}
    return [one for one in shown.theory.assumptions if one.code in codes]


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
