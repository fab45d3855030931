"""The theory page: what is asked, the picture with its safeguards, and the theory as text."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd
import streamlit as st
from markupsafe import Markup

from monitoring.charts import theory as charts
from monitoring.charts.look import MARKS, Mark
from monitoring.charts.units import written
from monitoring.ledger import names
from monitoring.results import picture as pictures
from monitoring.results.picture import LinkJudged, Picture
from monitoring.ui.frame import Here
from monitoring.ui.html import html
from monitoring.ui.show import cached, choose, finding
from theory_of_change.model import Safeguard, Threshold
from theory_of_change.text import Message, Text, message

EVIDENCE = {
    "strong": message("strong"),
    "moderate": message("moderate"),
    "weak": message("weak"),
    "contested": message("contested"),
    "unknown": message("unknown"),
}
LEVELS = {
    "activity": message("Activity"),
    "output": message("Output"),
    "outcome": message("Outcome"),
    "impact": message("Impact"),
}
DARK_RED = "#7A0000"  # red that can be read on a hatched ground


@dataclass(frozen=True)
class Asked:
    """Which theory, for which country (ALL: over all), with which link or step open."""

    code: str
    country: str
    link: str | None
    step: str | None


def this_quarter(here: Here) -> str:
    """The quarter of today, for a ledger without figures."""
    today: datetime.date = here.ledger.today
    return f"{today.year}-Q{(today.month + 2) // 3}"


def ask(here: Here) -> Asked | None:
    """The choices beside the title; None where there is no theory."""
    say = here.say
    theories = names(here.ledger, "theory")
    if not theories:
        return None
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
    return Asked(code, country, st.query_params.get("link"), st.query_params.get("step"))


def opened_link(shown: Picture, asked: Asked) -> LinkJudged | None:
    """The link that is told about: the one asked for, else the gravest; None where a step is asked for."""
    by_code = {judged.link.code: judged for judged in shown.links}
    if asked.link in by_code:
        return by_code[asked.link]
    return None if asked.step in {state.step.code for state in shown.steps} else shown.gravest


def country_name(here: Here, code: str) -> Text | None:
    """The name of a country, or None for all of them."""
    return None if code == "ALL" else names(here.ledger, "country")[code]


def title(here: Here, said: Message, shown: Picture) -> None:
    """The finding, and which version of the theory is shown."""
    say, theory = here.say, shown.theory
    version = str(theory.version)
    status = {
        "draft": message("version {version}, draft: not adopted yet", version=version),
        "adopted": message("version {version}, adopted by {by}", version=version, by=", ".join(theory.adopted_by)),
        "superseded": message("version {version}, superseded", version=version),
    }[theory.status]
    finding(here, said, f"{say(theory.name)} · {say.period(shown.quarter)} · {say(status)}")


def drawing(here: Here, shown: Picture, asked: Asked) -> Markup:
    """The picture with its legend; on a phone the list of links takes its place."""
    say = here.say
    opened = opened_link(shown, asked)
    chosen = {opened.link.from_, opened.link.to} if opened else {asked.step}
    boxes = [
        charts.StepBox(
            state.step.code,
            state.step.level,
            state.step.label,
            state.headline.value if state.headline else "none",
            here.here(step=state.step.code, link=None),
            state.step.code in chosen,
        )
        for state in shown.steps
    ]
    lines = [_line(here, judged) for judged in shown.links]
    labels = {state.step.code: state.step.label for state in shown.steps}
    return html(
        "theory_drawing",
        say,
        graph=charts.graph(boxes, lines, say),
        links=charts.link_list([(line, labels[line.start], labels[line.end]) for line in lines], say),
        legend=charts.legend(lines, say),
        assumptions=len(shown.theory.assumptions),
    )


def _line(here: Here, judged: LinkJudged) -> charts.LinkLine:
    link = judged.link
    return charts.LinkLine(
        link.code,
        link.from_,
        link.to,
        judged.state.value,
        [(code, "untested") for code in link.assumptions],
        here.here(link=link.code, step=None),
    )


def safeguard_strip(here: Here, rows: pd.DataFrame, asked: Asked) -> Markup:
    """The safeguards of this theory for this country, each by its gravest case."""
    if len(rows):
        everywhere = asked.country == "ALL"
        rows = rows[(rows["theory"] == asked.code) & (everywhere | rows["country"].isin([asked.country, "ALL"]))]
    return html("safeguard_strip", here.say, cells=list(_safeguards(here, rows, asked)))


def _safeguards(here: Here, rows: pd.DataFrame, asked: Asked) -> Iterator[tuple[bool, str, Text, Mark, str]]:
    say = here.say
    for row in rows.drop_duplicates("safeguard").to_dict("records") if len(rows) else ():  # the gravest comes first
        look, red = MARKS[row["colour"]], row["colour"] == "red"
        told = [written(row["value"], row["unit"], say) if pd.notna(row["value"]) else say(message("no data"))]
        if asked.country == "ALL" and row["colour"] in ("red", "amber") and row["country"] != "ALL":
            told.append(say(Text(nl=row["country_nl"], en=row["country_en"])))
        if red and row["blocks_payment"]:
            told.append(say(message("Payment stands still.")))
        name = Text(nl=row["name_nl"], en=row["name_en"])
        yield red, DARK_RED if red else look.colour, name, look, " · ".join(told)


def text(here: Here, shown: Picture) -> Markup:
    """The theory in words: the problem, the steps, the links with why, the assumptions with what tests them."""
    theory = shown.theory

    def limit(safeguard: Safeguard, threshold: Threshold) -> str:
        unit = "percent" if safeguard.basis != "value" else safeguard.unit
        return f"{threshold.op} {written(float(threshold.value), unit, here.say)}"

    return html(
        "theory_text",
        here.say,
        theory=theory,
        levels=LEVELS,
        evidence=EVIDENCE,
        labels={step.code: step.label for step in theory.steps},
        headlines={s.step.code: s.headline.value if s.headline else "none" for s in shown.steps},
        looks={judged.link.code: charts.LINKS[judged.state.value] for judged in shown.links},
        safeguards=[(one, limit(one, one.amber), limit(one, one.red)) for one in theory.safeguards],
    )
