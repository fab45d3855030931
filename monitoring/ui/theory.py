"""The theory page: what is asked, the picture with its safeguards, and the theory as text."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st
from markupsafe import Markup

from monitoring.charts import assumptions as looks
from monitoring.charts import theory as charts
from monitoring.results import decisions
from monitoring.results import picture as pictures
from monitoring.results.assumptions import Known, Standing
from monitoring.results.picture import LinkJudged, Picture
from monitoring.ui.frame import Here
from monitoring.ui.html import html
from monitoring.ui.safeguards import address, limit
from monitoring.ui.show import cached, choose, empty, finding
from theory_of_change.model import Assumption
from theory_of_change.text import Message, Text, message

LEVELS = {
    "activity": message("Activity"),
    "output": message("Output"),
    "outcome": message("Outcome"),
    "impact": message("Impact"),
}


@dataclass(frozen=True)
class Asked:
    """Which theory, for which country (ALL: over all), with which link, step, safeguard or assumption open.

    `told` is the number of something that was recorded, which is shown with its receipt.
    """

    code: str
    country: str
    link: str | None
    step: str | None
    safeguard: str | None = None
    assumption: str | None = None
    told: str | None = None


def this_quarter(here: Here) -> str:
    """The quarter of today, for a ledger without figures."""
    today: datetime.date = here.today
    return f"{today.year}-Q{(today.month + 2) // 3}"


def ask(here: Here) -> Asked | None:
    """The choices beside the title; None where there is no theory."""
    say = here.say
    theories = here.names("theory")
    if not theories:
        return None
    _mend_address(theories)
    with st.container(key="chooser", horizontal=True, horizontal_alignment="right", gap="small"):
        code = choose(
            say(message("Theory")), list(theories), "theory", names=lambda code: say(theories[code]), width=222
        )
        country = choose(
            say(message("Country")),
            ["ALL", *cached(here, pictures.countries, code)],
            "country",
            names=lambda code: say(country_name(here, code) or message("All countries")),
            width=160,
        )
    return Asked(code, country, *(st.query_params.get(name) for name in (*OPEN, "told")))


OPEN = ("link", "step", "safeguard", "assumption")
"""What of a theory can be open beside its picture, one at a time."""


def _mend_address(theories: Mapping[str, Text]) -> None:
    """What is open says which theory it is of; what belongs to another one than was chosen is dropped."""
    asked = st.query_params
    for name in OPEN:
        code = asked.get(name, "")
        if code[:3] in theories and asked.get("theory") not in theories:
            asked["theory"] = code[:3]
        elif code and code[:3] != asked.get("theory"):
            del asked[name]


def opened_link(shown: Picture, asked: Asked) -> LinkJudged | None:
    """The link that is told about: the one asked for, else the gravest; None where something else is asked for."""
    by_code = {judged.link.code: judged for judged in shown.links}
    if asked.link in by_code:
        return by_code[asked.link]
    theory = shown.theory
    others = {one.code for one in (*theory.steps, *theory.safeguards, *theory.assumptions)}
    return None if others & {asked.step, asked.safeguard, asked.assumption} else shown.gravest


def opens(here: Here, **one: str) -> str:
    """The address of this page with one thing open beside the picture, and nothing else."""
    return here.here(**{**dict.fromkeys((*OPEN, "told")), **one})


def country_name(here: Here, code: str) -> Text | None:
    """The name of a country, or None for all of them."""
    return None if code == "ALL" else here.names("country")[code]


def next_step(here: Here) -> None:
    """On a ledger without figures: what makes this picture say something."""
    empty(
        here,
        message("Without figures this picture says nothing yet."),
        message(
            "Deliver figures of its indicators and the money of its projects; then each step and link gets its state."
        ),
        page="deliver",
        link=message("Deliver figures"),
    )


def title(here: Here, said: Message, shown: Picture) -> None:
    """The finding, and which version of the theory is shown."""
    say, theory = here.say, shown.theory
    version = str(theory.version)
    by_both = cached(here, decisions.adopted).get(f"{theory.code} {version}")
    status = {
        "draft": message(
            "version {version}, adopted by BZ and A&M on {day} (decision {number})",
            version=version,
            day=by_both.chosen.decided_on,
            number=str(by_both.number),
        )
        if by_both
        else message("version {version}, draft: not adopted yet", version=version),
        "adopted": message("version {version}, adopted by {by}", version=version, by=", ".join(theory.adopted_by)),
        "superseded": message("version {version}, superseded", version=version),
    }[theory.status]
    finding(here, said, f"{say(theory.name)} · {say.period(shown.quarter)} · {say(status)}")


def drawing(here: Here, shown: Picture, known: Known, asked: Asked) -> Markup:
    """The picture with its legends; on a phone the lists of steps and links take its place."""
    say = here.say
    opened = opened_link(shown, asked)
    chosen = {opened.link.from_, opened.link.to} if opened else {asked.step}
    boxes = [
        charts.StepBox(
            state.step.code,
            state.step.level,
            state.step.label,
            state.said,
            opens(here, step=state.step.code),
            state.step.code in chosen,
        )
        for state in shown.steps
    ]
    marks = {one.code: _mark(here, one, known.standings[one.code]) for one in shown.theory.assumptions}
    lines = [_line(here, judged, known, marks) for judged in shown.links]
    labels = {state.step.code: state.step.label for state in shown.steps}
    return html(
        "theory_drawing",
        say,
        graph=charts.graph(boxes, lines, say),
        steps=charts.step_list(boxes, say),
        links=charts.link_list([(line, labels[line.start], labels[line.end]) for line in lines], say),
        legend=charts.legend(lines, say),
        assumptions=looks.legend(
            [one.state.value for one in known.standings.values()], [line.evidence for line in lines], say
        ),
    )


def _mark(here: Here, one: Assumption, standing: Standing) -> looks.AssumptionMark:
    tested = here.say.date(standing.test.tested_on) if standing.test else ""
    return looks.AssumptionMark(one.code, standing.state.value, one.text, tested, opens(here, assumption=one.code))


def _line(here: Here, judged: LinkJudged, known: Known, marks: Mapping[str, looks.AssumptionMark]) -> charts.LinkLine:
    link = judged.link
    return charts.LinkLine(
        link.code,
        link.from_,
        link.to,
        judged.state.value,
        [marks[code] for code in link.assumptions if code in marks],
        opens(here, link=link.code),
        known.strengths[link.code].strength,
    )


def text(here: Here, shown: Picture, known: Known) -> Markup:
    """The theory in words: the problem, the steps, the links with why, the assumptions with what tests them."""
    theory, say = shown.theory, here.say
    return html(
        "theory_text",
        say,
        theory=theory,
        levels=LEVELS,
        evidence=looks.EVIDENCE,
        known=known,
        ASSUMPTIONS=looks.ASSUMPTIONS,
        labels={step.code: step.label for step in theory.steps},
        headlines={s.step.code: s.said for s in shown.steps},
        looks={judged.link.code: charts.LINKS[judged.state.value] for judged in shown.links},
        safeguards=[
            (one, limit(one, one.amber, say), limit(one, one.red, say), address(here, one.code))
            for one in theory.safeguards
        ],
    )
