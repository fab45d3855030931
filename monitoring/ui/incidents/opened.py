"""One incident: what everybody may know, what was written for those who may read it, and every change to it."""

from __future__ import annotations

import datetime

import streamlit as st

from monitoring.results.incidents import (
    DEEDS_CALLED,
    LEVELS_CALLED,
    STATES_CALLED,
    Deed,
    Incident,
    Level,
    Texts,
    escalated,
    said,
    severities,
    steps,
    texts,
)
from monitoring.ui.frame import Here, tell
from monitoring.ui.html import facts, html, note, section
from monitoring.ui.incidents.register import every
from monitoring.ui.incidents.words import DECLARED, clock
from monitoring.ui.show import cached, finding
from theory_of_change.text import Message, Period, Text, message

WRITTEN = (
    ("happened", message("What happened")),
    ("actor", message("Organisation or body that did it")),
    ("measures", message("What was done about it")),
    ("outcome", message("Outcome")),
    ("evidence", message("Evidence")),
    ("remark", message("Remark")),
)


def opened(here: Here) -> Incident | None:
    """The incident in the address, as it stood on the day that is looked at; None where none is, which is then told."""
    asked = st.query_params.get("incident")
    if asked is None:
        return None
    found = next((one for one in every(here)[1] if str(one.number) == asked), None)
    if found is None:
        del st.query_params["incident"]
        tell(message("There is no incident {number} here.", number=asked))
    return found


def title(here: Here, one: Incident) -> None:
    """The finding on one incident, and the way back to all."""
    harm = here.names("harm_type").get(one.harm, one.harm)
    place = here.names("country").get(one.country, one.country)
    state = STATES_CALLED[one.state]
    words = message(
        "Incident {number}, {place}: {harm}, {state}", number=str(one.number), place=place, harm=harm, state=state
    )
    finding(here, words, html("back", here.say, href=here.here(incident=None), text=message("All incidents")))


def known(here: Here, one: Incident, day: datetime.date) -> None:
    """What everybody may know of it: kind, place, severity, clock, and who must know."""
    say, called = here.say, here.names("organisation")
    escalation = escalated(one, cached(here, severities), day)
    rows: list[tuple[Message, object]] = [
        (message("Reported on"), one.reported_on),
        (message("Reported by"), called.get(one.reported_for, one.reported_for)),
        (message("Happened in"), Period(one.happened_in)),
        (message("Theme"), here.names("theme").get(one.theme, message("no one theme"))),
        (message("Severity"), here.names("incident_severity").get(one.severity, one.severity)),
        (message("Credibility"), here.names("incident_credibility").get(one.credibility, one.credibility)),
        (message("Owner"), called.get(one.owner, one.owner) if one.owner else message("no owner")),
        (message("To be closed by"), message("{day}: {clock}", day=one.deadline, clock=clock(one, day))),
    ]
    if escalation.level is not Level.OWNER:
        rows.append((message("Must be known up to"), LEVELS_CALLED[escalation.level]))
    inner = facts(say, [(name, say(value)) for name, value in rows], wide=True)
    st.html(section(say(message("What everybody sees")), inner=inner))
    reasons = [said(why, one, cached(here, severities), day) for why in escalation.reasons]
    if one.caps:
        reasons.append(message("As long as it is open, no result of its country and theme looks good."))
    if reasons:
        st.html(html("incident_reasons", say, reasons=reasons, red=one.caps))


def contents(here: Here, one: Incident) -> Texts | None:
    """What was written, for those who may read it; for others, that it is held back and why. Never kept for others."""
    found = texts(here.ledger, one, here.person)
    say = here.say
    if found is None:
        inner = html("incident_held", say, declared=DECLARED)
        st.html(section(say(message("What was written is not shown to you")), inner=inner))
        return None
    rows = [(called, said) for name, called in WRITTEN if name != "remark" and (said := getattr(found, name))]
    if found.happened_on:
        rows.insert(0, (message("Day"), say(found.happened_on)))
    if found.project:
        name = here.names("project").get(found.project)
        rows.append((message("Project"), f"{found.project} {say(name) if name else ''}"))
    small = say(message("for its owner, who reported it and the core team"))
    inner = html("incident_written", say, rows=rows)
    st.html(section(say(message("What was written")), small, inner) + note(say(DECLARED)))
    return found


def history(here: Here, one: Incident, found: Texts | None) -> None:
    """Every change, the last first: what, when and for whom; who, and what was written then, for those who may read it."""
    say, called = here.say, here.names("organisation")
    every_step = cached(here, steps, one.number)
    back = {step.takes_back for step in every_step}
    written = {each.number: each for each in found.all} if found else {}
    rows = []
    for step in reversed(every_step):
        each = written.get(step.number)
        told = [
            (name, text)
            for key, name in WRITTEN
            if each and key not in ("happened", "actor") and (text := getattr(each, key))
        ]
        rows.append(
            {
                "step": step,
                "deed": DEEDS_CALLED[step.deed],
                "who": called.get(step.done_for, Text(nl=step.done_for, en=step.done_for)),
                "by": each.done_by if each else None,
                "owner": called.get(step.owner, step.owner) if step.deed is Deed.ASSIGN else None,
                "judged": [
                    here.names("incident_severity").get(step.severity, step.severity),
                    here.names("incident_credibility").get(step.credibility, step.credibility),
                ]
                if step.deed in (Deed.JUDGE, Deed.REPORT)
                else [],
                "told": told,
                "gone": step.number in back,
            }
        )
    st.html(section(say(message("What was done with it")), inner=html("incident_steps", say, rows=rows)))
