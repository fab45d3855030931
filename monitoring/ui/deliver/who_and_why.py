"""Who does something to the ledger and why, the button that does it, and what is said when others keep it busy."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import streamlit as st

from monitoring.ledger import LedgerBusy
from monitoring.person import Person
from monitoring.ui.frame import Here
from monitoring.ui.html import html
from theory_of_change.text import Message, message


@dataclass(frozen=True)
class Deed:
    """What is asked: why, with an example, and the word on the button. `key` tells its widgets, `about` its reason."""

    key: str
    about: str
    why: Message
    word: Message
    example: Message | None = None


def who_and_why(here: Here, deed: Deed) -> tuple[Person, str] | None:
    """Ask for a name and a reason; both once the button is pressed. A button that cannot be used says why above it."""
    say = here.say
    name = st.text_input(
        say(message("Your name or function")), here.person.name, key=f"{deed.key}_name", max_chars=80
    ).strip()
    reason = st.text_input(
        say(deed.why),
        placeholder=say(deed.example) if deed.example else None,
        key=f"{deed.key}_reason_{deed.about}",
        max_chars=300,
    ).strip()
    named = bool(name and reason)
    if not named:
        st.html(html("wait", say, text=message("Fill in your name or function, and why.")))
    if not st.button(say(deed.word), type="primary", disabled=not named, key=f"{deed.key}_button"):
        return None
    st.session_state["person_name"] = name
    return Person(name, here.person.organisation, here.person.roles), reason


@contextmanager
def told_when_busy(here: Here) -> Iterator[None]:
    """Say so where others kept writing for too long, and end the page there: nothing was changed."""
    try:
        yield
    except LedgerBusy:
        st.error(here.say(message("Others kept writing to the ledger. Nothing was changed. Try again.")))
        st.stop()
