"""The page of signals: what cannot wait, what needs a look and what is good to know, with what each stands on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from monitoring.results import decisions
from monitoring.results import signals as computed
from monitoring.results.decisions import CHOICES_CALLED, Decision
from monitoring.results.signals import KINDS_CALLED, SEVERITIES_CALLED, Case, Fact, Kind, Severity, Signal, under
from monitoring.ui.decided import answers
from monitoring.ui.downloads import downloads
from monitoring.ui.filters import country_and_theme
from monitoring.ui.frame import Here
from monitoring.ui.html import html, section
from monitoring.ui.show import cached, choose, empty, finding, quarter_picker, stands
from theory_of_change.text import Listing, Message, Period, Text, counted, message

IN_IT: Mapping[Severity, Message] = {
    Severity.HIGH: message("harm, a theory in question, or money without cover"),
    Severity.MEDIUM: message("falters, or is not as planned"),
    Severity.LOW: message("no decision is asked yet"),
}
"""What is in each part of the list."""


@dataclass(frozen=True)
class Asked:
    """What the visitor wants to see: "" is everything."""

    country: str
    theme: str
    kind: str


def ask(here: Here) -> Asked:
    """Which country, theme and kind, in the address; only what there is something of can be chosen."""
    say, found = here.say, [one for case in every(here) for one in case.signals]
    kinds = {one.kind for one in found}
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom", gap="small"):
        country, theme = country_and_theme(here, {one.country for one in found}, {one.theme for one in found})
        kind = choose(
            say(message("Kind")),
            ["", *(kind.value for kind in Kind if kind in kinds)],
            "kind",
            names=lambda code: say(KINDS_CALLED[Kind(code)]) if code else say(message("All kinds")),
            width=220,
        )
        stands(here, width=200)
    return Asked(country, theme, kind)


def every(here: Here) -> Sequence[Case]:
    """All cases of the quarter that is shown, the gravest first."""
    return cached(here, computed.cases_at, here.quarter)


def cases(here: Here, asked: Asked) -> list[Case]:
    """The cases of what was asked, the gravest first; what is about all countries counts for each of them."""
    return [
        own
        for case in every(here)
        if (own := under(case, country=asked.country, theme=asked.theme, kind=asked.kind)) is not None
    ]


def title(here: Here, asked: Asked, found: Sequence[Case]) -> None:
    """How much cannot wait, and the quarters to choose from."""
    own = [case for case in found if asked.country in ("", case.lead.country)]  # what is about all is nobody's alone
    urgent = sum(case.lead.severity is Severity.HIGH for case in own)
    signals = sum(len(case.signals) for case in found)
    if not found:
        said = message("Nothing asks for attention")
    elif urgent:
        said = counted(
            "{n} matter cannot wait: {places}",
            "{n} matters cannot wait: {places}",
            n=urgent,
            places=Listing(_places(here, own)),
        )
    else:
        said = message("Nothing is urgent")
    lede = here.say(
        message(
            "{quarter}: {signals} signals, brought together by cause in {cases} matters",
            quarter=Period(here.quarter),
            signals=signals,
            cases=len(found),
        )
    )
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    with left:
        finding(here, said, lede)
    with right:
        quarter_picker(here, here.quarter)


def _places(here: Here, found: Sequence[Case]) -> list[Any]:
    """The countries of what cannot wait, those of the gravest first; a few are named."""
    codes = dict.fromkeys(case.lead.country for case in found if case.lead.severity is Severity.HIGH)
    called = [here.names("country")[code] if code != "ALL" else message("all countries") for code in codes]
    return called if len(called) <= NAMED else [*called[: NAMED - 1], message("{n} more", n=len(called) - NAMED + 1)]


NAMED = 4  # countries in the title


def lists(here: Here, asked: Asked, found: Sequence[Case]) -> None:
    """The cases under each other, by how soon somebody should look."""
    if not found:
        chosen = any((asked.country, asked.theme, asked.kind))
        empty(
            here,
            message("There is no signal here."),
            message("Choose another country, theme or kind, or look at another quarter.")
            if chosen
            else message("Nothing is behind, missing, uncovered or on red in this quarter."),
        )
        return
    left, right = st.columns([72, 28], gap=34) if not asked.country else (st.container(), None)
    decided = answers(here)
    with left:
        of_all = [case for case in found if asked.country and case.lead.country != asked.country]
        for severity, head in SEVERITIES_CALLED.items():
            own = [case for case in found if case.lead.severity is severity and case not in of_all]
            _part(here, head, IN_IT[severity], own, decided)
        _part(here, message("All countries together"), message("what holds for every country"), of_all, decided)
    if right:
        right.html(_where(here, found))


def _part(here: Here, head: Message, small: Message, found: Sequence[Case], decided: Mapping[str, Decision]) -> None:
    """Cases under a heading, with how many they are; nothing where there are none."""
    if found:
        inner = html("signals", here.say, cases=[_shown(here, case, decided) for case in found])
        st.html(section(f"{here.say(head)} ({len(found)})", here.say(small), inner))


def _where(here: Here, found: Sequence[Case]) -> Markup:
    """How many matters each country has, by how soon somebody should look; each leads to those of that country."""
    say = here.say
    number = Counter((case.lead.country, case.lead.severity) for case in found)
    called = {
        "ALL": say(message("All countries together")),
        **{code: say(name) for code, name in here.names("country").items()},
    }
    codes = sorted({country for country, _ in number}, key=lambda code: (code == "ALL", called[code]))
    rows = [
        (
            called[code],
            here.here(country=code) if code != "ALL" else "",
            [number[code, severity] for severity in SEVERITIES_CALLED],
        )
        for code in codes
    ]
    heads = [say(head) for head in SEVERITIES_CALLED.values()]
    return section(
        say(message("Where")), say(message("number of matters")), html("signals_where", say, rows=rows, heads=heads)
    )


def _shown(here: Here, case: Case, decided: Mapping[str, Decision]) -> dict[str, Any]:
    """A case as the template draws it: its gravest signal, what goes with it, and the decision that answers it."""
    one = case.lead
    return {
        "lead": one,
        "kind": KINDS_CALLED[case.lead.kind],
        "place": _place(here, case.lead),
        "href": here.link(case.lead.page, **dict(case.lead.where)),
        "facts": _facts(here, case.lead.facts),
        "also": [
            (one, KINDS_CALLED[one.kind], _place(here, one), here.link(one.page, **dict(one.where)), one.facts[0].said)
            for one in case.also
        ],
        "since": one.since if one.since and one.since != one.quarter else None,
        "decide": here.link("decisions", decide=decisions.identity(one)) if here.ledger.as_of is None else "",
        "decided": _decided(here, decided.get(decisions.identity(one))),
    }


def _decided(here: Here, decision: Decision | None) -> tuple[str, Message] | None:
    """What is said of the decision under way that answers a signal, with where it opens."""
    if decision is None:
        return None
    said = message(
        "decision {number}: {choice}, look back on {day}",
        number=str(decision.number),
        choice=CHOICES_CALLED[decision.chosen.choice],
        day=decision.look_back_on,
    )
    return here.link("decisions", decision=decision.number), said


def _facts(here: Here, facts: Sequence[Fact]) -> list[tuple[Fact, str]]:
    """What a signal stands on, each with the address where its cells open."""
    return [(fact, here.link(fact.page, **dict(fact.where)) if fact.page else "") for fact in facts]


def _place(here: Here, one: Signal) -> str:
    """The country and theme that a signal is about."""
    country = here.names("country").get(one.country) if one.country != "ALL" else message("All countries")
    theme: Text | None = here.names("theme").get(one.theme)
    return " · ".join(here.say(part) for part in (country, theme) if part)


def taken_along(here: Here, found: Sequence[Case]) -> None:
    """The signals as downloads."""
    say = here.say

    def frame() -> pd.DataFrame:
        return computed.table([one for case in found for one in case.signals], say)

    headings = {name: say(called) for name, called in computed.HEADINGS.items()}
    downloads(here, frame, f"signals-{here.quarter}", headings, f"{say(message('Signals'))} {say.period(here.quarter)}")
