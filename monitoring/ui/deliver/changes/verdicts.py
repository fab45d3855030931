"""Which verdicts turn, and which signals come and go, if a file landed or were taken back: harm first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st
from markupsafe import Markup
from streamlit.delta_generator import DeltaGenerator

from monitoring.intake import preview as previews
from monitoring.intake.check import Checked
from monitoring.intake.preview import Flip, Flips, Preview
from monitoring.intake.undo import Undoing, turning_back
from monitoring.ledger import Ledger
from monitoring.results.signals import Signal
from monitoring.ui.frame import Here
from monitoring.ui.html import html, note, section
from theory_of_change.text import Period, Text, counted, message

FIRST = 8  # verdicts that are shown before the rest is folded
FIRST_SIGNALS = 4
NEVER_JUDGED = frozenset({"context_figure"})
MOST = 100  # that are listed of a quarter


@dataclass(frozen=True)
class Turned:
    """One verdict in words: what it is of, its name, and the words of `MARKS` before and after; "" for none."""

    about: str
    name: Text | str
    was: str
    becomes: str


def verdicts(here: Here, checked: Checked, would: Preview | None, place: DeltaGenerator | None) -> None:
    """Fill `place`, when everything else of the page stands: this puts the rows over the ledger and judges all anew."""
    if place is None or would is None or not would.total.touched or set(checked.rows) <= NEVER_JUDGED:
        return
    _fill(here, place, lambda: _worked_out(here, checked, would))


def verdicts_back(here: Here, would: Undoing, place: DeltaGenerator) -> None:
    """The same of a delivery that would be taken back, or would hold again."""
    if not set(would.counts) <= NEVER_JUDGED:
        quarter = st.query_params.get("quarter")
        key = (str(here.live.address), would.state, here.live.today, would.number, quarter)
        _fill(here, place, lambda: _flips_back(key, here.ledger, would))


def _fill(here: Here, place: DeltaGenerator, work: Callable[[], Flips]) -> None:
    with place:
        with st.spinner(here.say(message("Working out which verdicts turn"))):
            found = work()
        st.html(shown(here, found))


def _worked_out(here: Here, checked: Checked, would: Preview) -> Flips:
    key = (
        str(here.live.address),
        would.state,
        here.live.today,
        checked.sha256,
        checked.person.organisation,
        checked.layout_name,
        repr(checked.layout),
        st.query_params.get("quarter"),
    )
    return _flips(key, here.ledger, checked)


@st.cache_data(show_spinner=False, max_entries=8)
def _flips(key: tuple, _ledger: Ledger, _checked: Checked) -> Flips:
    return previews.flips(_ledger, _checked, key[1], key[-1])


@st.cache_data(show_spinner=False, max_entries=8)
def _flips_back(key: tuple, _ledger: Ledger, _would: Undoing) -> Flips:
    return turning_back(_ledger, _would, key[-1])


def shown(here: Here, found: Flips) -> Markup:
    """The verdicts that turn in the quarter looked at, its signals, and folded what turns in other quarters."""
    say = here.say
    if found.quarter is None:
        return Markup("")
    turned = [flip for flip in found.now if flip.turns]
    other = {code: there for code, flips in found.other.items() if (there := [flip for flip in flips if flip.turns])}
    seen = _seen(found.now)
    head = say(
        counted("{n} verdict turns", "{n} verdicts turn", n=len(turned)) if turned else message("No verdict turns")
    )
    if not (turned or other or seen or found.appear or found.go):
        told = message("Every verdict and every signal stays as it is.")
        return section(head, say.period(found.quarter), note(say(told)))
    now = _turned(here, turned)
    inner = html(
        "verdicts_turn",
        say,
        now=now[:FIRST],
        more=now[FIRST:MOST],
        beyond=len(now) - MOST,
        seen=seen,
        first=FIRST_SIGNALS,
        appear=_placed(here, found.appear),
        go=_placed(here, found.go),
        other=[(Period(code), _turned(here, flips[:MOST]), len(flips)) for code, flips in other.items()],
        others=sum(map(len, other.values())),
    )
    return section(head, say.period(found.quarter), inner)


def _placed(here: Here, found: Sequence[Signal]) -> list[tuple[Signal, str]]:
    """Signals with the country that each is about."""
    called = {"ALL": message("All countries"), **here.names("country")}
    return [(one, here.say(called[one.country])) for one in found]


def _seen(flips: Sequence[Flip]) -> int:
    """How many figures come into view without a verdict; the sum over countries is no figure of its own."""
    places = {(flip.code, flip.country) for flip in flips if not flip.turns and flip.kind != "theory"}
    single = {code for code, country in places if country != "ALL"}
    return sum(country != "ALL" or code not in single for code, country in places)


def _turned(here: Here, flips: Sequence[Flip]) -> list[Turned]:
    countries, measures, theories = (here.names(kind) for kind in ("country", "measure", "theory"))
    return [
        Turned(
            about(here, flip, countries),
            (theories if flip.kind == "theory" else measures).get(flip.code, ""),
            flip.was or "",
            flip.becomes or "",
        )
        for flip in flips
    ]


def about(here: Here, flip: Flip, countries: Any) -> str:
    """Of what a verdict is: its code, and the country."""
    if flip.kind == "theory":
        return flip.code
    place = message("all countries") if flip.country == "ALL" else countries[flip.country]
    return f"{flip.code}, {here.say(place)}"
