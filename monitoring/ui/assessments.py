"""Supported actors with their assessments on the page: the list, and the forms to state support and to record one."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from monitoring.intake.assessments import Assessing, Support, assess, end_support, state_support
from monitoring.person import Person
from monitoring.refusal import Refused
from monitoring.results.assessments import (
    ACTORS_CALLED,
    RISKS_CALLED,
    STANDINGS_CALLED,
    SUPPORT_CALLED,
    Standing,
    Supported,
    supported,
)
from monitoring.results.incidents import LEVELS_CALLED, Level
from monitoring.ui.deliver.who_and_why import told_when_busy
from monitoring.ui.downloads import downloads
from monitoring.ui.frame import Here
from monitoring.ui.html import html, note, section
from monitoring.ui.incidents.report import clear, show
from monitoring.ui.incidents.words import PAST, beside, remember
from monitoring.ui.show import cached, empty, finding
from theory_of_change.text import Message, counted, message

SHAPES: Mapping[Standing, str] = {
    Standing.MISSING: "square",
    Standing.EXPIRED: "square",
    Standing.HELD: "octagon",
    Standing.EXPIRES_SOON: "triangle",
    Standing.VALID: "disc",
}
HEADINGS: Mapping[str, Message] = {
    "project": message("Project"),
    "actor": message("Supported body"),
    "kind": message("Kind"),
    "support": message("Support"),
    "country": message("Country"),
    "standing": message("Assessment"),
    "risk": message("Risk"),
    "valid_until": message("Valid until"),
}
EVERYBODY = message("Everybody reads this: no personal data.")


def every(here: Here) -> Sequence[Supported]:
    """Every supported actor as it stands, the worst first."""
    return cached(here, supported)


def title(here: Here, found: Sequence[Supported]) -> None:
    """The finding: how many supported bodies are without a valid assessment."""
    small = counted("{n} supported body", "{n} supported bodies", n=len(found))
    finding(here, said(found, here.today), here.say(small))


def said(found: Sequence[Supported], day: datetime.date) -> Message:
    """The finding.

    >>> said([], datetime.date(2026, 10, 28)).key
    'No project is said to support a body that uses force'
    """
    without = sum(one.standing(day) in (Standing.MISSING, Standing.EXPIRED) for one in found)
    held = sum(one.standing(day) is Standing.HELD for one in found)
    if without:
        return counted(
            "{n} supported body is without a valid assessment: no payment",
            "{n} supported bodies are without a valid assessment: no payment",
            n=without,
        )
    if held:
        return counted("Payment is held for {n} supported body", "Payment is held for {n} supported bodies", n=held)
    if not found:
        return message("No project is said to support a body that uses force")
    return message("Every supported body has a valid assessment")


def overview(here: Here, found: Sequence[Supported]) -> None:
    """The supported bodies with what was found, what is done about it and until when that holds."""
    say, called = here.say, here.names("organisation")
    if not found:
        empty(
            here,
            message("Nobody stated support to police, border guards, armed forces or detention."),
            message("State it below, for every project that gives any, so that it is assessed before payment."),
        )
        return
    rows = [
        {
            "one": one,
            "kind": ACTORS_CALLED.get(one.kind, one.kind),
            "support": SUPPORT_CALLED.get(one.support, one.support),
            "country": here.names("country").get(one.country, one.country),
            "project": here.names("project").get(one.project, one.project),
            "href": here.link("projects", project=one.project),
            "standing": STANDINGS_CALLED[one.standing(here.today)],
            "shape": SHAPES[one.standing(here.today)],
            "bad": one.standing(here.today) in (Standing.MISSING, Standing.EXPIRED, Standing.HELD),
            "risk": RISKS_CALLED[one.assessment.risk] if one.assessment else None,
            "owner": called.get(one.assessment.mitigation_owner, one.assessment.mitigation_owner)
            if one.assessment
            else None,
        }
        for one in found
    ]
    small = say(message("no payment without a valid assessment"))
    st.html(section(say(message("Supported bodies")), small, html("assessments", say, rows=rows)))


def taken_along(here: Here, found: Sequence[Supported]) -> None:
    """The list as downloads."""
    if found:
        say = here.say
        heads = {name: say(called) for name, called in HEADINGS.items()}
        downloads(here, lambda: frame(found, here.today), "assessments", heads, say(message("Assessments")))


def frame(found: Sequence[Supported], day: datetime.date) -> pd.DataFrame:
    """One row per project and supported body, with codes."""
    rows = [
        (
            *(one.project, one.actor, one.kind, one.support, one.country, one.standing(day).value),
            one.assessment.risk.value if one.assessment else None,
            one.assessment.valid_until.isoformat() if one.assessment else None,
        )
        for one in found
    ]
    return pd.DataFrame(rows, columns=list(HEADINGS), dtype=object)


def forms(here: Here, found: Sequence[Supported]) -> None:
    """Stating support on the left, recording an assessment on the right."""
    if here.ledger.as_of is not None:
        st.html(note(here.say(PAST)))
        return
    left, right = st.columns(2, gap=34)
    with left:
        _support(here)
        if found:
            with st.expander(here.say(message("Support that ended, or was stated by mistake"))):
                _end(here, found)
    with right:
        _assess(here, found)


def _support(here: Here) -> None:
    say, form = here.say, "support"
    st.html(section(say(message("State support")), say(message("by the holder of the project or the core team"))))
    with st.container(key="support"):
        project = _choice(here, form, "project", message("Project"), here.names("project"), code=True)
        actor = _text(here, form, "actor", message("Organisation or body, never a person"))
        kind = _choice(here, form, "kind", message("Kind of body"), ACTORS_CALLED)
        support = _choice(here, form, "support", message("Support"), SUPPORT_CALLED)
        country = _choice(here, form, "country", message("Country"), here.names("country"))
        asked = Support(project or "", actor, kind or "", support or "", country or "")
        _who(here, form, message("State it"), lambda person: state_support(here.live, asked, person))


def _end(here: Here, found: Sequence[Supported]) -> None:
    form = "ended"
    every_one = {f"{one.project} · {one.actor}": one for one in found}
    chosen = every_one[st.selectbox(here.say(message("Support")), list(every_one), key="ended_which")]
    why = _text(here, form, "why", message("Why"))
    _who(
        here,
        form,
        message("It ended"),
        lambda person: end_support(here.live, chosen.project, chosen.actor, person, why),
    )


def _assess(here: Here, found: Sequence[Supported]) -> None:
    say, form = here.say, "assess"
    st.html(
        section(say(message("Record an assessment")), say(message("by the core team; valid for 12 months at most")))
    )
    bodies = {f"{one.actor} · {one.country}": one for one in found}
    if not bodies:
        st.html(note(say(message("First state which body is supported."))))
        return
    with st.container(key="assess"):
        body = bodies[st.selectbox(say(message("Supported body")), list(bodies), key="assess_body")]
        for field in ("actor", "country"):
            beside(here, form, field)
        risk = _choice(
            here, form, "risk", message("Risk"), {risk.value: called for risk, called in RISKS_CALLED.items()}
        )
        findings = _text(here, form, "findings", message("What was found, and from what"), area=True)
        mitigation = _text(here, form, "mitigation", message("What is done about the risk"), area=True)
        owner = _choice(here, form, "mitigation_owner", message("Who does that"), here.names("organisation"))
        by = st.date_input(say(message("By when")), None, key="assess_mitigation_on", format="DD/MM/YYYY")
        triggers = _text(here, form, "triggers", message("What makes it necessary to look again sooner"))
        levels = {level.value: LEVELS_CALLED[level] for level in (Level.CORE_TEAM, Level.DG)}
        level = _choice(here, form, "level", message("Decided on by"), levels, first="core_team")
        hold = st.checkbox(say(message("Hold payment")), key="assess_hold")
        beside(here, form, "hold")
        asked = Assessing(
            *(body.actor, body.country, risk or "", findings, level or "", hold),
            *(mitigation or None, owner, by, triggers or None),
        )
        _who(here, form, message("Record it"), lambda person: assess(here.live, asked, person), primary=True)


def _choice(
    here: Here,
    form: str,
    field: str,
    label: Message,
    called: Mapping[str, Any],
    *,
    code: bool = False,
    first: str | None = None,
) -> str | None:
    options, say = list(called), here.say
    chosen = st.selectbox(
        say(label),
        options,
        index=options.index(first) if first in options else None,
        format_func=lambda one: f"{one} · {say(called[one])}" if code else say(called[one]),
        key=f"{form}_{field}",
        placeholder=say(message("Choose")),
    )
    beside(here, form, field)
    return chosen


def _text(here: Here, form: str, field: str, label: Message, *, area: bool = False) -> str:
    make: Callable[..., str] = st.text_area if area else st.text_input
    said = make(here.say(label), key=f"{form}_{field}", max_chars=2000)
    beside(here, form, field)
    return said.strip()


def _who(here: Here, form: str, word: Message, act: Callable[[Person], Any], *, primary: bool = False) -> None:
    """Who does it, and the button; what stands in the way is said beside its field, and nothing typed is lost."""
    say = here.say
    name = st.text_input(say(message("Your name or function")), here.person.name, key=f"{form}_by", max_chars=80)
    st.html(note(say(EVERYBODY)))
    for field in ("by", "organisation", "valid_until"):
        beside(here, form, field)
    if not st.button(say(word), key=f"{form}_button", type="primary" if primary else "secondary"):
        return
    person = Person(name.strip(), here.person.organisation, here.person.roles)
    try:
        with st.spinner(say(message("Saving"))), told_when_busy(here):
            act(person)
    except Refused as wrong:
        remember(form, wrong.refusals)
        st.rerun()
    remember(form, ())
    clear(_typed(form))
    st.session_state["person_name"] = person.name
    show(None)


def _typed(form: str) -> Iterable[str]:
    return [
        str(key)
        for key in st.session_state
        if str(key).startswith(f"{form}_") and not str(key).endswith(("_by", "_button", "_refused"))
    ]
