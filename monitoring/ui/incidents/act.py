"""What this visitor may do with an incident: one deed at a time, with what it needs, and what is wrong beside its field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from monitoring.intake.incidents import Change, change, may
from monitoring.person import Person
from monitoring.refusal import Refused
from monitoring.results.incidents import IN_STATE, Deed, Incident, Texts, core_team, may_read, severities
from monitoring.ui.deliver.who_and_why import told_when_busy
from monitoring.ui.frame import Here
from monitoring.ui.html import note, section
from monitoring.ui.incidents.report import clear, show
from monitoring.ui.incidents.words import PAST, beside, remember, severity_said
from monitoring.ui.show import cached
from theory_of_change.text import Message, message

FORM = "act"
WORDS: Mapping[Deed, tuple[Message, Message]] = {
    Deed.ASSIGN: (message("Give an owner"), message("The owner answers for the inquiry and the deadline.")),
    Deed.INQUIRE: (message("Begin the inquiry"), message("You say that somebody is looking into it.")),
    Deed.JUDGE: (message("Judge anew"), message("The clock goes with the severity.")),
    Deed.NOTE: (message("Add to it"), message("What is known more, or was done.")),
    Deed.ANSWER: (
        message("Record the outcome"),
        message("With the evidence it stands on. Then a second person closes it."),
    ),
    Deed.CLOSE: (
        message("Close it"),
        message("You say that outcome and evidence are enough. Who recorded them cannot do this."),
    ),
    Deed.REOPEN: (message("Open it again"), message("It goes back under inquiry, and its clock begins anew.")),
    Deed.TAKE_BACK: (
        message("Take back the last change"),
        message("It is as it was before. The change stays in the history."),
    ),
}
LABELS: Mapping[str, Message] = {
    "outcome": message("Outcome: what the inquiry led to"),
    "evidence": message("Evidence, and where it is kept"),
    "measures": message("What was done about it"),
    "remark": message("Why, or what is to be added"),
}
ASKED: Mapping[Deed, tuple[str, ...]] = {
    Deed.ASSIGN: ("owner", "remark"),
    Deed.INQUIRE: ("remark",),
    Deed.JUDGE: ("severity", "credibility", "remark"),
    Deed.NOTE: ("remark", "measures"),
    Deed.ANSWER: ("outcome", "evidence", "measures"),
    Deed.CLOSE: ("remark",),
    Deed.REOPEN: ("remark",),
    Deed.TAKE_BACK: ("remark",),
}


def act(here: Here, one: Incident, written: Texts | None) -> None:
    """The deeds that are possible, what the chosen one asks, and the button."""
    say = here.say
    st.html(section(say(message("What you can do"))))
    if here.ledger.as_of is not None:
        st.html(note(say(PAST)))
        return
    core, organisation = cached(here, core_team), here.person.organisation
    able = [deed for deed in IN_STATE[one.state] if may(one, deed, organisation, core)]
    if not able:
        st.html(note(say(_why_not(one, organisation, core))))
        return
    with st.container(key="act"):
        deed = Deed(
            st.selectbox(
                say(message("Do")),
                able,
                format_func=lambda code: say(WORDS[code][0]),
                key=f"act_{one.number}_{one.state}",
            )
        )
        st.html(note(say(WORDS[deed][1])))
        filled = {field: _field(here, one, deed, field, written) for field in ASKED[deed]}
        name = st.text_input(say(message("Your name or function")), here.person.name, key="act_by", max_chars=80)
        for field in ("by", "organisation", "deed", "number"):
            beside(here, _form(one), field)
        if st.button(say(WORDS[deed][0]), type="primary", key="act_button"):
            _send(here, one, Change(deed, **filled), Person(name.strip(), organisation, here.person.roles))


def _why_not(one: Incident, organisation: str, core: frozenset[str]) -> Message:
    if may_read(one, organisation, core):
        return message("There is nothing for you to do with it now.")
    return message("Its owner, the organisation that reported it and the core team can do something with it.")


def _form(one: Incident) -> str:
    return f"{FORM}_{one.number}"


def _key(one: Incident, deed: Deed, field: str) -> str:
    return f"act_{one.number}_{deed}_{field}"


def _field(here: Here, one: Incident, deed: Deed, field: str, written: Texts | None) -> Any:
    """One field of a deed, with what holds now as its first value."""
    say, key = here.say, _key(one, deed, field)
    if field in ("owner", "severity", "credibility"):
        called = {
            "owner": here.names("organisation"),
            "severity": {code: severity_said(each) for code, each in cached(here, severities).items()},
            "credibility": here.names("incident_credibility"),
        }[field]
        label = {"owner": message("Owner"), "severity": message("Severity"), "credibility": message("Credibility")}[
            field
        ]
        now, options = getattr(one, field), list(called)
        value = st.selectbox(
            say(label),
            options,
            index=options.index(now) if now in options else None,
            format_func=lambda code: say(called[code]),
            key=key,
            placeholder=say(message("Choose")),
        )
    else:
        before = (getattr(written, field, None) or "") if written and deed is Deed.ANSWER else ""
        value = st.text_area(say(LABELS[field]), before, key=key, max_chars=4000, height=80).strip() or None
    beside(here, _form(one), field)
    return value


def _send(here: Here, one: Incident, asked: Change, person: Person) -> None:
    try:
        with st.spinner(here.say(message("Saving"))), told_when_busy(here):
            change(here.live, one.number, asked, person)
    except Refused as wrong:
        remember(_form(one), wrong.refusals)
        st.rerun()
    remember(_form(one), ())
    clear([_key(one, asked.deed, field) for field in ASKED[asked.deed]])
    st.session_state["person_name"] = person.name
    show(one.number)
