"""The frame of every page: who is asking, in which language, the menu, and the ledger handed back.

Every page begins with one call of `page`. A visitor who opens a page by its address comes past no
other code, so whatever must hold for all pages is done here.
"""

from __future__ import annotations

import datetime
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlencode

import streamlit as st

from monitoring.charts.pieces import shapes_css
from monitoring.language import Words, language_of
from monitoring.ledger import (
    AddressError,
    Frozen,
    Ledger,
    LedgerBusy,
    LedgerUnreachable,
    Present,
    UnknownState,
    frozen_as,
)
from monitoring.ledger.closed import signed
from monitoring.ledger.names import is_quarter
from monitoring.person import Person
from monitoring.start import Started
from monitoring.ui import server
from monitoring.ui.html import html
from monitoring.ui.state import State, state
from theory_of_change.text import LANGUAGES, Message, Period, Text, message

PAGES: Mapping[str, tuple[str, Message]] = {
    "glance": ("app.py", message("The quarter")),
    "compare": ("pages/compare.py", message("What changed")),
    "closing": ("pages/closing.py", message("Close a quarter")),
    "pack": ("pages/pack.py", message("Meeting pack")),
    "signals": ("pages/signals.py", message("Signals")),
    "decisions": ("pages/decisions.py", message("Decisions")),
    "strategy": ("pages/strategy.py", message("Strategy test")),
    "safeguards": ("pages/safeguards.py", message("Harm")),
    "assessments": ("pages/assessments.py", message("Assessments")),
    "gates": ("pages/gates.py", message("Stage gates")),
    "spending": ("pages/spending.py", message("Money")),
    "countries": ("pages/countries.py", message("Countries")),
    "theories": ("pages/theories.py", message("Theories")),
    "rules": ("pages/rules.py", message("How figures are judged")),
    "indicators": ("pages/indicators.py", message("Indicators")),
    "context": ("pages/context.py", message("Other sources")),
    "deliver": ("pages/deliver.py", message("Deliver")),
    "agreements": ("pages/agreements.py", message("Agreements")),
    "projects": ("pages/projects.py", message("Projects")),
    "shifts": ("pages/shifts.py", message("Shifts")),
    "explain": ("pages/explain.py", message("Where a figure comes from")),
}
"""Each page with its file and title."""

MENU = ("glance", "signals", "spending", "countries", "theories", "indicators", "safeguards", "deliver")
"""The pages in the menu."""

BELOW: Mapping[str, tuple[tuple[str, Message], ...]] = {
    "glance": (
        ("glance", message("At a glance")),
        ("compare", message("What changed")),
        ("closing", message("Close")),
        ("pack", message("Meeting pack")),
    ),
    "signals": (
        ("signals", message("What asks something")),
        ("decisions", message("Decisions")),
        ("strategy", message("Strategy test")),
    ),
    "spending": (
        ("spending", message("Where it goes")),
        ("agreements", message("Agreements")),
        ("projects", message("Projects")),
        ("shifts", message("Shifts")),
    ),
    "safeguards": (
        ("safeguards", message("Incidents and safeguards")),
        ("assessments", message("Assessments")),
        ("gates", message("Stage gates")),
    ),
    "theories": (("theories", message("What the data says of them")), ("rules", message("How figures are judged"))),
    "indicators": (("indicators", message("Our own")), ("context", message("Other sources"))),
}
"""The pages that stand under one of the menu, with what they are called there."""

OPENED_FROM: Mapping[str, str] = {"explain": "spending"}
"""Pages that stand nowhere in the menu: one comes to them from that of the menu."""

_log = logging.getLogger(__name__)

LANGUAGE_NAMES = {"nl": "Nederlands", "en": "English"}
DECLARED = message("Who you are is declared, not verified, until a login is set up. Every change you make carries it.")

JUDGED = (
    "glance",
    "signals",
    "decisions",
    "strategy",
    "countries",
    "theories",
    "rules",
    "indicators",
    "safeguards",
    "deliver",
)
"""The pages that show how indicators and safeguards are judged; after a delivery, that is what one goes to see."""

NAMED_EVERYWHERE = ("country", "theme", "budget_type", "organisation")
"""What is called by its name on almost every page."""

SHARED = ("lang", "as", "quarter", "stand")
"""What of the address goes along from page to page."""

IN_THE_PRESENT = ("deliver", "compare", "closing", "pack")
"""The pages that work in the present whatever state is looked at: something is delivered, closed or made there."""

UNDERSTOOD: Mapping[str, tuple[str, ...]] = {
    "spending": ("country", "budget"),
    "signals": ("country", "theme"),
    "decisions": ("country", "theme"),
    "strategy": ("theory",),
    "countries": ("country",),
    "agreements": ("country",),
    "projects": ("country", "budget", "theme"),
    "shifts": ("budget",),
    "explain": (),
    "compare": (),
    "closing": (),
    "pack": (),
    "theories": ("theory", "country"),
    "rules": (),
    "indicators": ("theory", "country"),
    "safeguards": ("country", "theme"),
}
"""What else the menu takes along to a page: the choices that mean the same there."""


@dataclass(frozen=True)
class Here:
    """What a page works with: the ledger to read (`Present`, or as it was) and the live one, which is written to; how
    to say things, who asks, which quarter.

    `number` is the commit that what is shown rests on; `quarter` is None on an empty ledger, and
    `running` says whether it has not ended. `full` is the last quarter of which a full picture is known.
    `along` is what of the address goes along to every page. `frozen` is the closing whose state is shown, `closed`
    that of the quarter, shown or not.
    """

    name: str
    ledger: Ledger
    live: Ledger
    say: Words
    person: Person
    number: int
    quarter: str | None
    running: bool
    full: str | None
    fictional: bool
    state: State
    now: State
    along: Mapping[str, str]
    frozen: Frozen | None = None
    closed: Frozen | None = None

    @property
    def provisional(self) -> Message | None:
        """What is to be said of figures that were not frozen; None where they were, or there are none."""
        if self.quarter is None or self.frozen:
            return None
        if self.running:
            return message("provisional: the quarter is still running")
        if self.closed:
            return message("as known now, not as reported")
        return message("provisional: not closed")

    @property
    def today(self) -> datetime.date:
        """The day that counts as today."""
        return self.state.today

    def names(self, kind: str) -> Mapping[str, Text]:
        """What the codes of a kind are called (`monitoring.ledger.names`), at the state that is shown."""
        return self.state.names(kind)

    def tail(self, stand: int | None = None) -> str:
        """The end of the grey line under every title: the commit, and whether it is all invented.

        `stand` is the commit where it is another one than that of the page.
        """
        parts = [message("stand {number}", number=str(stand or self.number))]
        if self.frozen:
            parts.append(message("closed on {day}", day=self.frozen.closed_on))
        elif self.ledger.as_of is not None:
            parts.append(message("as it was known then"))
        if self.provisional and self.name not in (*IN_THE_PRESENT, "explain", "rules"):
            parts.append(self.provisional)
        if self.name not in ("deliver", "closing"):
            parts.append(message("targets and thresholds are illustrative"))
        if self.fictional:
            parts.append(message("invented figures"))
        return " · ".join(map(self.say, parts))

    def link(self, page: str, **params: Any) -> str:
        """The address of a page, with what goes along and `params`; None leaves a parameter out."""
        merged = {name: value for name, value in {**self.along, **params}.items() if value is not None}
        path = "" if page == "glance" else page
        return f"/{path}" + (f"?{urlencode(merged)}" if merged else "")

    def here(self, **params: Any) -> str:
        """The address of this page as it is, with `params` changed."""
        now = st.query_params.to_dict()
        merged = {name: value for name, value in {**now, **params}.items() if value is not None}
        return f"?{urlencode(merged)}" if merged else "?"


def page(name: str) -> Here:
    """Set the page up, say who asks and in which language, draw the menu, and hand back what a page needs.

    Where the ledger cannot be opened, the page says so and ends here.
    """
    say = Words(_language())
    title = say(PAGES[name][1])
    st.set_page_config(
        page_title=f"{title} · {say(message('Migration partnerships'))}",
        layout="wide",
        initial_sidebar_state="collapsed",
    )
    st.html(f"<style>{_style()}{_built_in(name, say)}</style>")
    started, present = _opened(say)
    live = started.ledger
    now = state(present)
    told: list[Message] = []
    looked_at = _looked_at(name, present, now, told)
    known, frozen = looked_at.ledger, looked_at.frozen
    if (
        frozen and name not in IN_THE_PRESENT
    ):  # what is shown by default stands in the address, so that every link keeps it
        st.query_params["quarter"] = st.query_params.get("quarter", frozen.quarter)
        st.query_params["stand"] = frozen.address
    ledger = present if name in IN_THE_PRESENT else known
    shown = now if ledger is present else state(ledger)
    shown.ahead(*_asked_of(name))
    person = _person(now, told)
    server.find_ahead(now)
    for kind in NAMED_EVERYWHERE:  # while what was begun is worked out
        shown.names(kind)
    ended = shown.last_ended
    full = shown.last_known or ended if ledger.as_of is not None else ended
    quarter = _quarter(shown, frozen.quarter if frozen and name == "glance" else full, told)
    if shown is not now:
        server.find_ahead(shown, quarter=quarter)
    closed = next((one for one in now.frozen if one.quarter == quarter and not one.opened), None)
    _bar(name, say, person, now)
    _past(name, say, now, known, frozen)
    if closed and known is present and name not in IN_THE_PRESENT:
        _revised(say, now, closed)
    running = quarter is not None and (ended is None or quarter > ended)
    along = _shared()
    here = Here(
        name,
        ledger,
        live,
        say,
        person,
        shown.number,
        quarter,
        running,
        full,
        now.fictional,
        shown,
        now,
        along,
        frozen if ledger is known else None,
        closed,
    )
    for said in told:
        st.html(html("notice", say, text=said, href="", link=None))
    for mistake in started.mistakes if name in ("theories", "deliver") else ():  # where its author looks
        said = message("{file}, line {line}: {wrong}", file=mistake.file, line=str(mistake.line), wrong=mistake.message)
        st.html(html("notice", say, text=said, href="", link=None))
    if (
        running and here.full and name in ("signals", "countries", "theories", "indicators")
    ):  # the other pages say it in their titles
        said = message("The {quarter} is still running: too early to judge.", quarter=Period(quarter))
        link = message("last full picture: {quarter}", quarter=Period(here.full))
        st.html(html("notice", say, text=said, href=here.here(quarter=here.full), link=link))
    return here


def _asked_of(name: str) -> tuple[str, ...]:
    """The views that a page asks for, which take longest to work out."""
    return ("money", *(server.JUDGED if name in JUDGED else ()), *(("figure",) if name == "glance" else ()))


def tell(said: Message) -> None:
    """Say something in a corner of the page, in the visitor's language."""
    st.toast(Words(_language())(said))


def _language() -> str:
    """The language of the address, else that of the browser."""
    asked = st.query_params.get("lang")
    return asked if asked in LANGUAGES else language_of(st.context.locale)


@cache
def _style() -> str:
    return (Path(__file__).parent / "style.css").read_text(encoding="utf-8") + shapes_css()


def _built_in(name: str, say: Words) -> str:
    """The words of Streamlit's own uploader in the visitor's language; it has no other way to set them."""
    place = '[data-testid="stFileUploaderDropzone"]'
    kinds = message("YAML, at most 200 MB") if name == "rules" else message("Excel or csv, at most 200 MB")
    said = (
        (f"{place} button p", message("Choose a file")),
        (f'{place} [data-testid="stFileUploaderDropzoneInstructions"] span', kinds),
    )
    return "".join(
        f'{where} {{ font-size: 0 !important; }} {where}::after {{ content: "{say(words)}"; font-size: 14px; }}'
        for where, words in said
    )


def _opened(say: Words) -> tuple[Started, Present]:
    """The ledger of this server with what was wrong with its files, opened once, and its last state; or a page that
    says why there is none.
    """
    try:
        with st.spinner(say(message("Opening the ledger"))):
            return server.opened()
    except AddressError as error:
        stop(say, message("The address of the ledger is not right"), str(error))
    except LedgerUnreachable as error:
        _log.error("%s", error)
        stop(
            say,
            message("The ledger cannot be opened"),
            message("Its administrator finds the reason in the log of the server. Then load this page again."),
        )
    except LedgerBusy:
        stop(
            say,
            message("The ledger is busy"),
            message("Others keep writing to it. Wait a moment and load the page again."),
        )


def stop(say: Words, title: Message, text: Message | str) -> NoReturn:
    """A page that ends here, with what is wrong and what to do."""
    st.html(html("title", say, finding=title, lede=say(text), steps=(), step=0))
    st.stop()


def _person(now: State, told: list[Message]) -> Person:
    """Who asks, as declared: the organisation from the address or what was chosen, the name as typed."""
    asked = st.query_params.get("as")
    known = asked in now.names("organisation")
    if asked is not None and not known:
        del st.query_params["as"]
        told.append(message("There is no organisation “{asked}” here. Choose yours at the top right.", asked=asked))
    organisation = asked if known else st.session_state.get("organisation") or "BZ"
    st.session_state["organisation"] = organisation
    return Person(st.session_state.get("person_name", ""), organisation, ("analyst",))


def _bar(name: str, say: Words, person: Person, now: State) -> None:
    """The bar over every page: the menu, whether it is all invented, the language, and who asks."""
    tongues = html("tongues", say, languages=_languages())
    with st.container(key="bar", horizontal=True, vertical_alignment="center"):
        st.html(html("brand", say), width="content")
        with st.container(key="links", horizontal=True, vertical_alignment="center", gap=None):
            for key in MENU:
                path, title = PAGES[key]
                with st.container(key="here" if key == _in_menu(name) else f"to_{key}", width="content"):
                    st.page_link(path, label=say(title), query_params=_along(name, key))
        if now.fictional:
            st.html(html("fictional", say), width="content")
        st.html(tongues, width="content")
        declared = f"{person.organisation} · {say(message('declared'))}"
        with st.container(key="who", width="content"), st.popover(declared, type="tertiary"):
            _who(say, person, now, "choose")
        with st.container(key="menu"), st.popover(say(message("Menu")), type="tertiary"):
            for key in MENU:
                path, title = PAGES[key]
                st.page_link(path, label=say(title), query_params=_along(name, key))
                for below, called in BELOW.get(key, ())[1:]:
                    st.page_link(PAGES[below][0], label=f"– {say(called)}", query_params=_along(name, below))
            st.html(tongues)
            _who(say, person, now, "menu")
    below = BELOW.get(_in_menu(name), ())
    if below and name != "glance":  # it has its ways on in its title, so that it fits a laptop
        with st.container(key="below", horizontal=True, vertical_alignment="center", gap=None):
            for key, called in below:
                with st.container(key="here_below" if key == name else f"below_{key}", width="content"):
                    st.page_link(PAGES[key][0], label=say(called), query_params=_along(name, key))


def _in_menu(name: str) -> str:
    """The page of the menu that a page stands under; itself where it is one of them."""
    return next((key for key, below in BELOW.items() if name in dict(below)), OPENED_FROM.get(name, name))


def _along(name: str, to: str) -> dict[str, str]:
    """What of the address of a page goes along to another; to the same page only what all share."""
    understood = [key for key in UNDERSTOOD.get(to, ()) if key in UNDERSTOOD.get(name, ())] if to != name else []
    now = st.query_params
    chosen = {key: now[key] for key in understood if key in now and now[key] not in ("", "ALL", "REG")}
    return _shared() | chosen


def _shared() -> dict[str, str]:
    """What of the address goes along to every page."""
    return {key: st.query_params[key] for key in SHARED if key in st.query_params}


def _past(name: str, say: Words, state: State, known: Ledger, frozen: Frozen | None) -> None:
    """While a past state is shown, on every page: which one, of when, and the way back."""
    if known.as_of is None or (frozen and name in IN_THE_PRESENT):
        return
    now = {key: value for key, value in st.query_params.to_dict().items() if key != "stand"}
    if frozen:
        back, other = f"?{urlencode({**now, 'quarter': frozen.quarter, 'stand': NOW})}", _compared(frozen.address)
        told = {
            "closed": frozen,
            "period": say.period(frozen.quarter),
            "keys": signed(state.ledger, frozen),
            "compare": other,
        }
    else:
        commit = next(one for one in state.history if one.number == known.as_of)
        back = f"?{urlencode(now)}" if now else "?"
        told = {
            "closed": None,
            "commit": commit,
            "day": say.date(commit.at.date()),
            "compare": _compared(str(commit.number)),
        }
    st.html(html("past", say, delivering=name == "deliver", making=name in IN_THE_PRESENT, back=back, **told))


def _compared(moment: str) -> str:
    """The address of what changed since a moment."""
    params = {key: value for key, value in _shared().items() if key != "stand"}
    return f"/compare?{urlencode({**params, 'from': moment})}"


def _revised(say: Words, now: State, closed: Frozen) -> None:
    """A closed quarter as it is known now: how much came in since, and the way to what was reported."""
    params = st.query_params.to_dict()
    reported = f"?{urlencode({**params, 'quarter': closed.quarter, 'stand': closed.address})}"
    since = sum(1 for one in now.history if one.number > closed.state and one.number not in now.keys_given)
    st.html(
        html(
            "revised",
            say,
            closed=closed,
            period=say.period(closed.quarter),
            since=since,
            reported=reported,
            compare=_compared(closed.address),
        )
    )


def _languages() -> list[tuple[str, str, str]]:
    """Each language with its own name, and this page in it."""
    now = st.query_params.to_dict()
    return [(code, LANGUAGE_NAMES[code], f"?{urlencode({**now, 'lang': code})}") for code in LANGUAGES]


WHO = ("choose", "menu")  # where one says for whom one acts: in the bar, and on a phone in the menu


def _who(say: Words, person: Person, now: State, place: str) -> None:
    """Choose for whom you look and deliver: declared, not verified, and the product says so."""
    called = now.names("organisation")
    codes = list(called)

    def organisation() -> None:
        chosen = st.session_state[f"{place}_organisation"]
        for each in WHO:
            st.session_state[f"{each}_organisation"] = chosen
        st.session_state["organisation"] = st.query_params["as"] = chosen

    def name() -> None:
        typed = st.session_state[f"{place}_name"].strip()
        for each in WHO:
            st.session_state[f"{each}_name"] = typed
        st.session_state["person_name"] = typed

    st.html(html("wait", say, text=DECLARED))
    st.selectbox(
        say(message("I act for")),
        codes,
        index=codes.index(person.organisation) if person.organisation in codes else 0,
        format_func=lambda code: f"{say(called[code])} ({code})",
        key=f"{place}_organisation",
        on_change=organisation,
    )
    st.text_input(say(message("My name or function")), value=person.name, key=f"{place}_name", on_change=name)


NOW = "now"
"""What the address says where the present state is asked for, of a quarter that was closed."""


@dataclass(frozen=True)
class LookedAt:
    """The state that is looked at, and the closing that froze it, where one did."""

    ledger: Ledger
    frozen: Frozen | None = None


def _looked_at(name: str, present: Present, now: State, told: list[Message]) -> LookedAt:
    """The state in the address: a closed quarter, a commit or a day; a quarter that was closed is shown as it was reported.

    The front page begins with the last closed quarter. `told` gets what is to be said.
    """
    stand, quarter = st.query_params.get("stand"), st.query_params.get("quarter")
    closed = [one for one in now.frozen if not one.opened]
    if stand == NOW:
        return LookedAt(present)
    if stand is None:
        usual = closed[0] if closed and name == "glance" and quarter is None else None
        found = usual or next((one for one in closed if one.quarter == quarter), None)
        return LookedAt(present.at(found.state, found.seen_on), found) if found else LookedAt(present)
    if found := frozen_as(present, stand):
        if quarter is None:
            st.query_params["quarter"] = found.quarter
        return LookedAt(present.at(found.state, found.seen_on), found)
    try:
        known = present.as_known(stand)
    except UnknownState:
        del st.query_params["stand"]
        told.append(message("There is no state “{when}”, so you see the present one.", when=stand))
        return LookedAt(present)
    if known.as_of == now.number:
        del st.query_params["stand"]
        return LookedAt(present)
    if stand != str(known.as_of):
        st.query_params["stand"] = str(known.as_of)  # a day: the address names the commit it led to
    return LookedAt(known)


def _quarter(state: State, full: str | None, told: list[Message]) -> str | None:
    """The quarter in the address; else the last that ended, of a past state the last it knew of; None without figures."""
    known = state.quarters
    asked = st.query_params.get("quarter")
    if asked in known:
        return asked
    if not known:
        if asked is not None and not is_quarter(state.ledger, asked):
            del st.query_params["quarter"]
            told.append(message("There is no quarter “{asked}”.", asked=asked))
        return None
    usual = full or known[-1]
    if asked is not None:
        del st.query_params["quarter"]
        told.append(
            message("There is no quarter “{asked}” here, so you see the {quarter}.", asked=asked, quarter=Period(usual))
        )
    return usual
