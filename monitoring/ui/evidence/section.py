"""Below what is open of a theory: recording what one knows, the receipt of what was recorded, and taking it back."""

from __future__ import annotations

import streamlit as st

from monitoring.intake import evidence
from monitoring.intake.evidence import CannotTakeBack
from monitoring.person import Person
from monitoring.refusal import Refusal, Refused
from monitoring.results.assumptions import Known, Test, Told
from monitoring.results.picture import Picture
from monitoring.ui.deliver.who_and_why import Deed, told_when_busy, who_and_why
from monitoring.ui.evidence.fields import Fields
from monitoring.ui.evidence.forms import FORMS
from monitoring.ui.frame import Here, tell
from monitoring.ui.html import html, note
from monitoring.ui.show import cached
from monitoring.ui.theory import OPEN, Asked
from theory_of_change.text import message

WITHOUT_NAMES = message("Name functions and organisations, never a person.")
PAST = message("You look at a past state: nothing can be changed in it.")


def section(here: Here, shown: Picture, known: Known, asked: Asked) -> None:
    """The receipt of what is open by its number, and the form in which one tells what one knows."""
    recorded = _recorded(known, asked.told)
    if recorded is not None:
        _receipt(here, recorded)
    elif asked.told:
        st.html(note(here.say(message("What was recorded in stand {number} is not here.", number=asked.told))))
    with st.expander(here.say(message("Record what you know"))):
        if here.ledger.as_of is not None:
            st.html(note(here.say(PAST)))
            return
        _form(here, shown, known, asked)


def _form(here: Here, shown: Picture, known: Known, asked: Asked) -> None:
    say = here.say
    kind = st.segmented_control(
        say(message("What do you want to record?")),
        list(FORMS),
        required=True,
        default="test",
        format_func=lambda code: say(FORMS[code][0]),
        key="told_kind",
        label_visibility="collapsed",
    )
    kind = kind or "test"
    st.html(note(say(WITHOUT_NAMES)))
    about = asked.assumption or asked.step or asked.safeguard or asked.link or ""
    # A new form after each that landed: what was typed in one must not be found in the next.
    turn = st.session_state.get("told_turn", 0)
    fields = Fields(here, f"told_{kind}_{shown.theory.code}_{about}_{turn}")
    made = FORMS[kind][1](fields, shown, known, cached(here, evidence.codes), asked)
    deed = Deed(f"told_{kind}", f"{about}_{turn}", message("Why do you record it now?"), message("Record"))
    said = who_and_why(here, deed)
    if said is None:
        return
    person, reason = said
    if isinstance(made, Refusal):
        fields.refuse([made])
        return
    _record(here, made, person, reason, fields)


def _record(here: Here, made: Told, person: Person, reason: str, fields: Fields) -> None:
    try:
        with st.spinner(here.say(message("Saving"))), told_when_busy(here):
            landed = evidence.record(here.live, made, person, reason)
    except Refused as refused:
        fields.refuse(refused.refusals)
        return
    st.session_state["told_turn"] = st.session_state.get("told_turn", 0) + 1
    _go(landed)
    tell(message("It is in the ledger, in stand {number}.", number=str(landed.number)))
    st.rerun()


def _go(landed: Told) -> None:
    """To the receipt, on the state that it made, beside what it is about."""
    st.session_state.pop("choose_stand", None)  # a browser goes on showing the number of the earlier state
    st.query_params["told"] = str(landed.number)
    if isinstance(landed, Test):
        for name in OPEN:
            st.query_params.pop(name, None)
        st.query_params["assumption"] = landed.assumption


def _recorded(known: Known, number: str | None) -> Told | None:
    """What was recorded under a number, as far as it counts here."""
    return next(
        (one for one in (*known.tests, *known.statements, *known.learnt) if str(one.number) == number),
        None,
    )


def _receipt(here: Here, one: Told) -> None:
    """That it landed, who recorded it, its address, and the way to take it back."""
    say = here.say
    st.html(
        html(
            "told_receipt",
            say,
            one=one,
            organisation=here.names("organisation").get(one.recorded_for, one.recorded_for),
            href=here.here(told=str(one.number)),
        )
    )
    if here.ledger.as_of is not None or one.recorded_for != here.person.organisation:
        return
    with st.expander(say(message("Take back"))):
        said = who_and_why(
            here,
            Deed("told_back", str(one.number), message("Why do you take it back?"), message("Take back")),
        )
        if said is None:
            return
        try:
            with st.spinner(say(message("Saving"))), told_when_busy(here):
                evidence.take_back(here.live, one.number, *said)
        except CannotTakeBack as refused:
            st.html(html("stop", say, text=refused.message))
            return
        st.session_state.pop("choose_stand", None)
        st.query_params.pop("told", None)
        tell(message("Stand {number} was taken back.", number=str(one.number)))
        st.rerun()
