"""The theory page: the picture, what is said of the chosen link or step, and the theory as text."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from monitoring.charts import theory as charts
from monitoring.charts.look import MARKS, badge, glyph, marked, table
from monitoring.charts.units import written
from monitoring.results.links import VERSION
from monitoring.results.picture import LinkJudged, Picture, StepState
from monitoring.ui.frame import Here
from monitoring.ui.show import choose, finding
from theory_of_change.model import Assumption
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
    """The choices over the page; None where there is no theory."""
    say = here.say
    theories = {
        code: say(Text(nl=nl, en=en))
        for code, nl, en in here.ledger.rows(
            "select t.code, coalesce(h.name_nl, arg_max(t.name_nl, t.version)), coalesce(h.name_en, arg_max(t.name_en, t.version)) "
            "from theory t left join theme h on h.code = t.code group by t.code, h.name_nl, h.name_en, h.position order by h.position, t.code"
        )
    }
    if not theories:
        return None
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom", gap="small"):
        code = choose(say(message("Theory")), list(theories), "theory", names=theories.get, width=260)
        used = [
            c
            for (c,) in here.ledger.rows(
                "select distinct o.country from (select indicator, country from expectation union select indicator, country from observation) o "
                "join indicator i on i.code = o.indicator where i.theory = ? and o.country not in ('ALL', 'REG') order by 1",
                code,
            )
        ]
        country = choose(
            say(message("Country")), ["ALL", *used], "country", names=lambda c: _country(here, c), width=190
        )
    return Asked(code, country, st.query_params.get("link"), st.query_params.get("step"))


def _country(here: Here, code: str) -> str:
    name = country_name(here, code)
    return here.say(name) if name else here.say(message("All countries"))


def country_name(here: Here, code: str) -> Text | None:
    """The name of a country, or None for all of them."""
    if code == "ALL":
        return None
    nl, en = here.ledger.row("select name_nl, name_en from country where code = ?", code)
    return Text(nl=nl, en=en)


def title(here: Here, said: Message, shown: Picture) -> None:
    """The finding, and which version of the theory is shown."""
    say, theory = here.say, shown.theory
    status = {
        "draft": message("version {version}, draft: not adopted yet", version=str(theory.version)),
        "adopted": message(
            "version {version}, adopted by {by}", version=str(theory.version), by=", ".join(theory.adopted_by)
        ),
        "superseded": message("version {version}, superseded", version=str(theory.version)),
    }[theory.status]
    finding(here, said, f"{say(theory.name)} · {say.period(shown.quarter)} · {say(status)}")


def drawing(here: Here, shown: Picture, asked: Asked) -> str:
    """The picture with its legend; on a phone the list of links takes its place."""
    say = here.say
    chosen = (
        {judged.link.from_ for judged in shown.links if judged.link.code == asked.link}
        | {judged.link.to for judged in shown.links if judged.link.code == asked.link}
        | {asked.step}
    )
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
    rows = [(line, labels[line.start], labels[line.end]) for line in lines]
    assumptions = f'<div class="note">{glyph("untested", 13)} {escape(say(message("A diamond is an assumption: {n} in all, none tested yet.", n=len(shown.theory.assumptions))))}</div>'
    return f'<div class="sec">{charts.graph(boxes, lines, say)}{charts.link_list(rows, say)}{charts.legend(lines, say)}{assumptions}</div>'


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


def safeguard_strip(here: Here, rows: pd.DataFrame, asked: Asked) -> str:
    """The safeguards of this theory for this country, the gravest first."""
    say = here.say
    own = (
        rows[(rows["theory"] == asked.code) & ((asked.country == "ALL") | rows["country"].isin([asked.country, "ALL"]))]
        if len(rows)
        else rows
    )
    if not len(own):
        return f'<div class="sg"><div class="note">{escape(say(message("Nobody has reported on the safeguards of this theory yet.")))}</div></div>'
    cells = ""
    for _, group in own.groupby("safeguard", sort=False):
        worst = group.iloc[0].to_dict()  # the gravest comes first
        mark = MARKS[worst["colour"]]
        red = worst["colour"] == "red"
        where = (
            f" · {say(Text(nl=worst['country_nl'], en=worst['country_en']))}"
            if asked.country == "ALL" and worst["colour"] in ("red", "amber") and worst["country"] != "ALL"
            else ""
        )
        value = written(worst["value"], worst["unit"], say) if pd.notna(worst["value"]) else say(message("no data"))
        stands = " · " + say(message("Payment stands still.")) if red and worst["blocks_payment"] else ""
        cells += (
            f'<div{" class=hatch" if red else ""}>{glyph(mark.shape)} <b style="color:{"#7A0000" if red else mark.colour}">{escape(say(Text(nl=worst["name_nl"], en=worst["name_en"])))}: {escape(say(mark.word))}</b>'
            f"<br>{escape(value + where + stands)}</div>"
        )
    return f'<div class="sg">{cells}</div>'


def side(here: Here, shown: Picture, asked: Asked) -> None:
    """What is said of the chosen link or step; else of the link that most needs looking at."""
    say = here.say
    by_code = {judged.link.code: judged for judged in shown.links}
    labels = {state.step.code: state.step.label for state in shown.steps}
    steps = {state.step.code: state for state in shown.steps}
    options = ["", *by_code]

    def name(code: str) -> str:
        if not code:
            return say(message("Choose a link"))
        link = by_code[code].link
        return f"{code.split('-')[-1]} · {say(labels[link.from_])} → {say(labels[link.to])}"

    if asked.step in steps and asked.link not in by_code:
        picked = choose(say(message("Link")), options, "link", names=name)
        if not picked:
            st.html(_step_panel(here, steps[asked.step], shown, asked))
            return
    else:
        order = ("theory_in_question", "delivery_problem", "unexplained", "untested", "consistent")
        first = min(by_code.values(), key=lambda judged: order.index(judged.state.value)).link.code if by_code else ""
        picked = choose(say(message("Link")), options[1:], "link", names=name, default=first) if by_code else ""
    if picked:
        st.html(_link_panel(here, by_code[picked], shown, steps, asked))


def _link_panel(here: Here, judged: LinkJudged, shown: Picture, steps: dict[str, StepState], asked: Asked) -> str:
    say, link = here.say, judged.link
    look = charts.LINKS[judged.state.value]
    tint = {"theory_in_question": "#FEEDED", "delivery_problem": "#FFEEDD", "unexplained": "#ECEAF6"}.get(
        judged.state.value, "#F1F1F1"
    )
    head = f'<span class="badge" style="color:{look.colour};background:{tint}">{charts.stroke(judged.state.value, 26)}{escape(say(look.word))}</span>'
    ends = "".join(
        f'<span class="note">{escape(say(word))}</span><span>{_end(here, steps[code], asked)}</span><span>{badge(steps[code].headline.value, say) if steps[code].headline else badge("none", say)}</span>'
        for word, code in ((message("cause"), link.from_), (message("effect"), link.to))
    )
    assumed = [assumption for assumption in shown.theory.assumptions if assumption.code in link.assumptions]
    rows = [
        (message("Idea"), escape(say(link.mechanism))),
        (message("Evidence"), escape(say(EVIDENCE[link.evidence]))),
        (message("Waiting time"), escape(say(message("{n} quarters", n=link.lag)))),
    ]
    rows += [
        (
            message("Assumption"),
            f"{glyph('untested', 13)} <b>{escape(a.code)} · {escape(say(message('not tested yet')))}.</b> {escape(say(a.text))}",
        )
        for a in assumed
    ]
    facts = "".join(f'<span class="k">{escape(say(word))}</span><span>{value}</span>' for word, value in rows)
    todo = "".join(_todo(here, a) for a in assumed)
    rule = say(message("Rule: link state, version {version}", version=VERSION))
    return (
        f'<div style="padding-top:6px">{head}<div class="why">{escape(say(judged.why))}</div><div class="ends">{ends}</div>'
        f'<div class="kv">{facts}</div>{todo}<div class="note" style="padding-top:8px">{escape(rule)}</div></div>'
    )


def _todo(here: Here, assumption: Assumption) -> str:
    say = here.say
    return f'<div class="todo" style="margin-bottom:4px"><b>{escape(say(message("If {code} does not hold:", code=assumption.code.split("-")[-1])))}</b> {escape(_lower(say(assumption.if_invalid)))}</div>'


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _end(here: Here, state: StepState, asked: Asked) -> str:
    """A step at one end of a link, with the indicators or the money it is known by."""
    say = here.say
    html = escape(say(state.step.label))
    for code in state.statuses:
        html += f'<br><a class="plain note" href="{escape(here.link("indicators", theory=asked.code, country=asked.country, indicator=code))}" target="_self">{escape(code)}</a>'
    if not state.statuses and state.planned:
        html += f'<br><span class="note">{escape(say(message("{spent} of {planned} planned", spent=say.millions(state.spent), planned=say.millions(state.planned))))}</span>'
    return html


def _step_panel(here: Here, state: StepState, shown: Picture, asked: Asked) -> str:
    say, step = here.say, state.step
    indicators = {indicator.code: indicator for indicator in shown.theory.indicators}
    rows = [
        [
            f'<a class="plain" href="{escape(here.link("indicators", theory=asked.code, country=asked.country, indicator=code))}" target="_self">{escape(code)} · {escape(say(indicators[code].name))}</a>',
            marked(status.value, say),
        ]
        for code, status in state.statuses.items()
        if code in indicators
    ]
    body = table([say(message("Indicator")), say(message("Status"))], rows) if rows else ""
    if not rows and state.planned:
        body = f'<div class="body">{escape(say(message("An activity is known by its money: {spent} spent of {planned} planned up to this quarter.", spent=say.euro(state.spent), planned=say.euro(state.planned))))}</div>'
    elif not rows:
        body = f'<div class="note">{escape(say(message("No indicator measures this step, so nothing can be said of it.")))}</div>'
    status = badge(state.headline.value, say) if state.headline else badge("none", say)
    return f'<div style="padding-top:6px">{status}<div class="why"><b>{escape(say(LEVELS[step.level]))} {escape(step.code)}.</b> {escape(say(step.text))}</div>{body}</div>'


def text(here: Here, shown: Picture) -> str:
    """The theory in words: the problem, the steps, the links with why, the assumptions with what tests them."""
    say, theory = here.say, shown.theory
    states = {judged.link.code: judged for judged in shown.links}
    labels = {step.code: step.label for step in theory.steps}

    def head(words: Message) -> str:
        return f"<h3>{escape(say(words))}</h3>"

    steps = [
        [escape(step.code), escape(say(LEVELS[step.level])), escape(say(step.text)), _status_of(shown, step.code, say)]
        for step in theory.steps
    ]
    links = [
        [
            escape(link.code),
            f"{escape(say(labels[link.from_]))} → {escape(say(labels[link.to]))}",
            escape(say(link.mechanism)),
            escape(say(EVIDENCE[link.evidence])),
            f'<b style="color:{charts.LINKS[states[link.code].state.value].colour}">{escape(say(charts.LINKS[states[link.code].state.value].word))}</b>',
        ]
        for link in theory.links
    ]
    assumptions = [
        [escape(a.code), escape(say(a.text)), escape(", ".join(a.tested_by)), escape(say(a.if_invalid))]
        for a in theory.assumptions
    ]
    return (
        f'<div class="text wide">{head(message("The problem"))}<p>{escape(say(theory.problem))}</p><p>{escape(say(theory.scope))}</p>'
        + head(message("Steps"))
        + table([say(w) for w in (message("Code"), message("Level"), message("Step"), message("Status"))], steps)
        + head(message("Links"))
        + table(
            [
                say(w)
                for w in (
                    message("Code"),
                    message("From and to"),
                    message("Why"),
                    message("Evidence"),
                    message("State"),
                )
            ],
            links,
        )
        + head(message("Assumptions"))
        + table(
            [
                say(w)
                for w in (message("Code"), message("Assumption"), message("Tested by"), message("If it does not hold"))
            ],
            assumptions,
        )
        + head(message("Safeguards"))
        + table(
            [
                say(w)
                for w in (message("Code"), message("Safeguard"), message("Amber"), message("Red"), message("On red"))
            ],
            [_safeguard(s, say) for s in theory.safeguards],
        )
        + "</div>"
    )


def _status_of(shown: Picture, code: str, say: Any) -> str:
    state = next(state for state in shown.steps if state.step.code == code)
    return marked(state.headline.value if state.headline else "none", say)


def _safeguard(safeguard: Any, say: Any) -> list[str]:
    def limit(threshold: Any) -> str:
        unit = "percent" if safeguard.basis != "value" else safeguard.unit
        return f"{threshold.op} {written(float(threshold.value), unit, say)}"

    return [
        escape(safeguard.code),
        escape(say(safeguard.name)),
        escape(limit(safeguard.amber)),
        escape(limit(safeguard.red)),
        escape(say(safeguard.on_red)),
    ]
