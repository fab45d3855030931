"""Reporting possible harm on the page: few fields, nothing lost when something is wrong, and said beside its field."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from monitoring.intake.incidents import Report, report
from monitoring.person import Person
from monitoring.refusal import Refused
from monitoring.results.incidents import severities
from monitoring.ui.deliver.who_and_why import told_when_busy
from monitoring.ui.frame import Here, tell
from monitoring.ui.html import note, section
from monitoring.ui.incidents.words import DECLARED, PAST, beside, remember, severity_said
from monitoring.ui.show import cached
from theory_of_change.text import Message, Text, message

FORM = "report"
FIELDS = (
    "happened",
    "harm",
    "country",
    "theme",
    "happened_in",
    "severity",
    "credibility",
    "project",
    "actor",
    "measures",
)


def form(here: Here, quarter: str) -> None:
    """The form, for any member; `quarter` is what is proposed as the time it happened."""
    say = here.say
    small = say(message("any member can; a suspicion is enough"))
    st.html(section(say(message("Report possible harm")), small))
    if here.ledger.as_of is not None:
        st.html(note(say(PAST)))
        return
    with st.container(key="report"):
        asked = _asked(here, quarter)
        name = st.text_input(
            say(message("Your name or function")),
            here.person.name,
            key="report_by",
            max_chars=80,
            help=say(message("It stands in the history that everybody can see. A function is enough.")),
        )
        beside(here, FORM, "by")
        for field in ("organisation", "number"):
            beside(here, FORM, field)
        st.html(note(say(DECLARED)))
        if st.button(say(message("Report")), type="primary", key="report_button"):
            _send(here, asked, Person(name.strip(), here.person.organisation, here.person.roles))


def _asked(here: Here, quarter: str) -> Report:
    """The fields, and what is filled in."""
    say = here.say
    happened = st.text_area(
        say(message("What happened?")),
        key="report_happened",
        max_chars=4000,
        height=110,
        placeholder=say(message("What, where and how it became known. No names, numbers or dates of birth of people.")),
    )
    beside(here, FORM, "happened")
    harm = _choice(here, "harm", message("Kind of harm"), here.names("harm_type"), code=True)
    left, right = st.columns(2)
    with left:
        country = _choice(here, "country", message("Country"), here.names("country"))
    with right:
        themes = {**here.names("theme"), "ALL": say(message("Not about one theme"))}
        theme = _choice(here, "theme", message("Theme"), themes)
    known = cached(here, severities)
    severity = _choice(
        here, "severity", message("How grave may it be?"), {code: severity_said(one) for code, one in known.items()}
    )
    happened_in = st.text_input(
        say(message("When did it happen? A quarter or a day")), quarter, key="report_happened_in", max_chars=40
    )
    beside(here, FORM, "happened_in")
    with st.expander(say(message("More, if you know it"))):
        credibility = _choice(
            here, "credibility", message("How sure is it?"), here.names("incident_credibility"), first="unverified"
        )
        project = _choice(here, "project", message("Project, if it is about one"), here.names("project"), code=True)
        actor = st.text_input(
            say(message("Organisation or body that did it, never a person")), key="report_actor", max_chars=200
        )
        beside(here, FORM, "actor")
        measures = st.text_area(
            say(message("What was done about it already?")), key="report_measures", max_chars=4000, height=70
        )
        beside(here, FORM, "measures")
    return Report(
        country or "",
        theme or "",
        harm or "",
        severity or "",
        happened_in,
        happened,
        credibility or "unverified",
        project,
        actor.strip() or None,
        measures.strip() or None,
    )


def _choice(
    here: Here, field: str, label: Message, called: dict[str, Text], *, code: bool = False, first: str | None = None
) -> str | None:
    """A list to choose from, with nothing chosen at first, unless there is a usual one."""
    options, say = list(called), here.say
    written: Callable[[str], str] = (
        (lambda one: f"{one} · {say(called[one])}") if code else (lambda one: say(called[one]))
    )
    chosen = st.selectbox(
        say(label),
        options,
        index=options.index(first) if first in options else None,
        format_func=written,
        key=f"report_{field}",
        placeholder=say(message("Choose")),
    )
    beside(here, FORM, field)
    return chosen


def _send(here: Here, asked: Report, person: Person) -> None:
    """Put it into the register, and open it; or say beside its field what is wrong."""
    try:
        with st.spinner(here.say(message("Saving"))), told_when_busy(here):
            made = report(here.live, asked, person)
    except Refused as wrong:
        remember(FORM, wrong.refusals)
        st.rerun()
    remember(FORM, ())
    clear([f"report_{field}" for field in FIELDS])
    st.session_state["person_name"] = person.name
    tell(message("It is in the register under number {number}.", number=str(made.number)))
    show(made.number)


def clear(keys: Sequence[str]) -> None:
    """Forget what was typed."""
    for key in keys:
        st.session_state.pop(key, None)


def show(number: int | None) -> None:
    """Open an incident, on the state that was just made."""
    st.session_state.pop("choose_stand", None)  # a browser goes on showing the number of the earlier state
    if number is not None:
        st.query_params["incident"] = str(number)
    st.rerun()
