"""What may be done with a decision: give a key, say that it was carried out, look back, withdraw."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

import streamlit as st

from monitoring.person import Person
from monitoring.refusal import Refused
from monitoring.results import decisions
from monitoring.results.decisions import KEYS, VERDICTS_CALLED, Decision, Review, State, Verdict
from monitoring.ui.decisions.form import DATES, PAST, show
from monitoring.ui.deliver.who_and_why import Deed, told_when_busy, who_and_why
from monitoring.ui.frame import Here
from monitoring.ui.html import html, note, section
from theory_of_change.text import Message, message

Act = Callable[[Here, Decision], None]

WORDS: Mapping[str, Message] = {
    "key": message("Give the second key"),
    "look_back": message("Look back"),
    "carried_out": message("It was carried out"),
    "withdraw": message("Withdraw"),
}


def allowed(one: Decision, state: State, organisation: str) -> list[str]:
    """What somebody of an organisation may do with a decision, the most usual first."""
    core = organisation in KEYS
    applied = any(target.revision is not None for target in one.chosen.targets)
    undone = one.done_on is None and state in (State.IN_HAND, State.OVERDUE, State.LOOK_BACK_DUE)
    may = {
        "key": state is State.NEEDS_KEY and organisation in one.missing_keys,
        "look_back": state in (State.LOOK_BACK_DUE, State.DONE, State.OVERDUE) and core,
        "carried_out": undone and (core or organisation == one.chosen.owner),
        "withdraw": core and state not in (State.WITHDRAWN, State.LOOKED_BACK) and not applied,
    }
    return sorted((act for act, allowed in may.items() if allowed), key=_ORDER[state is State.OVERDUE].index)


_ORDER = (("key", "look_back", "carried_out", "withdraw"), ("carried_out", "look_back", "key", "withdraw"))
"""What one usually comes for: of an overdue decision to say that it was carried out."""


def act(here: Here, one: Decision) -> None:
    """What this person may do with a decision now, with who and why."""
    say, state = here.say, one.state(here.today)
    if here.ledger.as_of is not None:
        st.html(note(say(PAST)))
        return
    may = allowed(one, state, here.person.organisation)
    if not may:
        _nothing(here, one, state)
        return
    st.html(section(say(message("What now"))))
    chosen = may[0]
    if len(may) > 1:
        picked = st.segmented_control(
            say(message("What do you want to do?")),
            may,
            required=True,
            default=chosen,
            format_func=lambda code: say(WORDS[code]),
            key=f"act_{one.number}_{state.value}",
            label_visibility="collapsed",
        )
        chosen = picked or chosen
    ACTS[chosen](here, one)


def _nothing(here: Here, one: Decision, state: State) -> None:
    """Why this person can do nothing with it, where somebody else can."""
    say = here.say
    if state is State.NEEDS_KEY:
        said = message(
            "It waits for the key of {organisation}. Choose at the top right for whom you act.",
            organisation=here.names("organisation")[one.missing_keys[0]],
        )
    elif state in (State.WITHDRAWN, State.LOOKED_BACK):
        return
    else:
        said = message(
            "Its owner says when it is carried out; BZ or A&M looks back. Choose at the top right for whom you act."
        )
    st.html(note(say(said)))


def _key(here: Here, one: Decision) -> None:
    said = _who(here, one, "key", message("What did you check?"), message("Give the second key"))
    if said:
        _do(here, one, lambda: decisions.give_key(here.live, one.number, *said))


def _carried_out(here: Here, one: Decision) -> None:
    said = _who(here, one, "carried_out", message("What was done?"), message("It was carried out"))
    if said:
        _do(here, one, lambda: decisions.carried_out(here.live, one.number, *said))


def _withdraw(here: Here, one: Decision) -> None:
    said = _who(here, one, "withdraw", message("Why is it withdrawn?"), message("Withdraw"))
    if said:
        _do(here, one, lambda: decisions.withdraw(here.live, one.number, *said))


def _look_back(here: Here, one: Decision) -> None:
    """Was it right, what happened, and what was learnt from it."""
    say = here.say
    verdict = st.segmented_control(
        say(message("Was it right?")),
        list(Verdict),
        required=True,
        default=Verdict.RIGHT,
        format_func=lambda code: say(VERDICTS_CALLED[code]),
        key=f"verdict_{one.number}",
    )
    verdict = verdict or Verdict.RIGHT
    again = None
    if verdict is Verdict.TOO_EARLY:
        later = here.today + timedelta(days=91)
        again = st.date_input(say(message("Look back again on")), later, format=DATES, key=f"again_{one.number}")
    learnt = st.text_input(say(message("What was learnt from it?")), key=f"learnt_{one.number}", max_chars=300).strip()
    said = _who(here, one, "look_back", message("What happened since?"), message("Record the look-back"))
    if said is None:
        return
    person, happened = said
    review = Review(0, here.quarter, "", "", here.today, verdict, happened, learnt or None, again)
    _do(here, one, lambda: decisions.look_back(here.live, one.number, person, review))


ACTS: Mapping[str, Act] = {
    "key": _key,
    "look_back": _look_back,
    "carried_out": _carried_out,
    "withdraw": _withdraw,
}


def _who(here: Here, one: Decision, act: str, why: Message, word: Message) -> tuple[Person, str] | None:
    """Who and why."""
    return who_and_why(here, Deed(f"{act}_decision", str(one.number), why, word))


def _do(here: Here, one: Decision, deed: Callable[[], Decision]) -> None:
    """Do it; what stands in the way by now is said."""
    try:
        with st.spinner(here.say(message("Saving"))), told_when_busy(here):
            deed()
    except Refused as refused:
        st.html(html("decision_refusals", here.say, refusals=refused.refusals))
        return
    show(here, one.number)
