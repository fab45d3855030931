"""What a decision changes: a shift that was proposed, a target, an assumption, or a version of the theory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import streamlit as st

from monitoring.intake import normalise
from monitoring.intake.normalise.misread import Misread
from monitoring.ledger.names import indicator_names
from monitoring.money import shifts
from monitoring.results import decisions
from monitoring.results.decisions import CHANGES_CALLED, Changes, NewTarget
from monitoring.results.picture import theory_at
from monitoring.results.signals import Signal
from monitoring.ui.frame import Here
from monitoring.ui.html import html, note
from monitoring.ui.show import cached
from theory_of_change.text import message


@dataclass(frozen=True)
class Change:
    """What is changed: which kind, which one, and of targets the new ones."""

    changes: Changes
    what: str | None = None
    targets: tuple[NewTarget, ...] = ()


def ask(here: Here, lead: Signal, also: Sequence[Signal], key: str) -> Change:
    """What the decision changes, and which one."""
    say = here.say
    changes = st.selectbox(
        say(message("What it changes")),
        list(Changes),
        format_func=lambda one: say(CHANGES_CALLED[one]),
        key=f"changes_{key}",
    )
    match changes:
        case Changes.SHIFT:
            return Change(changes, _shift(here, key))
        case Changes.ASSUMPTION:
            return Change(changes, _assumption(here, lead, key))
        case Changes.THEORY:
            return Change(changes, _theory(here, lead, key))
        case Changes.TARGET:
            return Change(changes, targets=_targets(here, lead, also, key))
    return Change(changes)


def _shift(here: Here, key: str) -> str | None:
    """A proposal to shift money, which the owner of the budget carries out."""
    say = here.say
    known = {str(one.number): one for one in cached(here, shifts.proposals)}
    if not known:
        st.html(note(say(message("Nobody proposed a shift yet. Make one on the page Shifts first, and come back."))))
        return None
    return st.selectbox(
        say(message("Which shift")),
        list(known),
        index=None,
        placeholder=say(message("Choose a proposal")),
        format_func=lambda number: f"{number} · {say.euro(known[number].amount)} · {known[number].reason}",
        key=f"shift_{key}",
    )


def _assumption(here: Here, lead: Signal, key: str) -> str | None:
    """An assumption of the theory."""
    say, theory = here.say, cached(here, theory_at, lead.theme, here.quarter) if lead.theme != "ALL" else None
    known = {one.code: one for one in theory.assumptions} if theory else {}
    if not known:
        st.html(note(say(message("This signal is of no theory that has assumptions."))))
        return None
    return st.selectbox(
        say(message("Which assumption")),
        list(known),
        index=None,
        placeholder=say(message("Choose an assumption")),
        format_func=lambda code: f"{code} · {say(known[code].text)}",
        key=f"assumption_{key}",
    )


def _theory(here: Here, lead: Signal, key: str) -> str | None:
    """A version of the theory that is adopted with both keys: the one in force while that is a draft, or the next.

    Its text is written by policy staff.
    """
    say, theory = here.say, cached(here, theory_at, lead.theme, here.quarter) if lead.theme != "ALL" else None
    if theory is None:
        st.html(note(say(message("This signal is of no theory."))))
        return None
    now, following = (f"{theory.code} {version}" for version in (theory.version, theory.version + 1))
    adopted = theory.status == "adopted" or now in cached(here, decisions.adopted)
    chosen = st.selectbox(
        say(message("Which version")),
        [following] if adopted else [now, following],
        format_func=lambda version: (
            say(message("{version}, which is a draft", version=version))
            if version == now
            else say(message("{version}, which is still to be written", version=version))
        ),
        key=f"version_{key}",
    )
    st.html(note(say(message("Version {version} of the theory is adopted with this decision.", version=chosen))))
    return chosen


def _targets(here: Here, lead: Signal, also: Sequence[Signal], key: str) -> tuple[NewTarget, ...]:
    """One target of the country, and its new value; what cannot be read says so under its box."""
    say = here.say
    called = cached(here, indicator_names, lead.theme) if lead.theme != "ALL" else {}
    named = {code for one in also for code in one.of}
    indicator = st.selectbox(
        say(message("Which indicator")),
        list(called),
        index=next((place for place, code in enumerate(called) if code in named), None),
        placeholder=say(message("Choose an indicator")),
        format_func=lambda code: f"{code} · {say(called[code])}",
        key=f"indicator_{key}",
    )
    if indicator is None:
        return ()
    holds = cached(here, decisions.in_force, indicator, lead.country)
    if not holds:
        st.html(
            note(say(message("{indicator} has no target there yet, so there is none to change.", indicator=indicator)))
        )
        return ()
    _, unit = cached(here, decisions.measures)[indicator]
    first, second = st.columns(2)
    period = first.selectbox(
        say(message("Target at the end of")),
        list(holds),
        index=next((place for place, code in enumerate(holds) if code >= here.quarter[:4]), len(holds) - 1),
        format_func=lambda code: (
            f"{say.short_period(code)} · {say(message('now {value}', value=say.measured(holds[code], unit)))}"
        ),
        key=f"period_{key}_{indicator}",
    )
    text = second.text_input(say(message("New target")), key=f"target_{key}_{indicator}", max_chars=24)
    found = normalise.number(text, mark="comma" if say.language == "nl" else "point")
    if isinstance(found, Misread):
        st.html(html("stop", say, text=found.message))
        return ()
    if not isinstance(found, Decimal):
        return ()
    return (NewTarget(indicator, lead.country, period, found, holds[period]),)
