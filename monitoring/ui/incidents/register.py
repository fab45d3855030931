"""The register on the page: the finding, what to see, the incidents with their clock, and what can be taken along."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from monitoring.ledger import Ledger
from monitoring.results.incidents import (
    LEVELS_CALLED,
    STATES_CALLED,
    Incident,
    Level,
    Total,
    at,
    escalated,
    incidents,
    reconciled,
    severities,
    total,
)
from monitoring.ui.downloads import downloads
from monitoring.ui.frame import Here
from monitoring.ui.html import html, note, section
from monitoring.ui.incidents.words import SHAPES, clock
from monitoring.ui.show import cached, choose, empty, finding, quarter_picker, stands
from theory_of_change.text import Message, Period, counted, message

MOST = 60  # incidents that are listed

HEADINGS: Mapping[str, Message] = {
    "number": message("Number"),
    "reported_on": message("Reported on"),
    "happened_in": message("Happened in"),
    "country": message("Country"),
    "theme": message("Theme"),
    "harm": message("Kind of harm"),
    "severity": message("Severity"),
    "credibility": message("Credibility"),
    "state": message("State"),
    "reported_for": message("Reported by"),
    "owner": message("Owner"),
    "deadline": message("To be closed by"),
    "closed_on": message("Closed on"),
    "must_know": message("Must be known up to"),
}
"""What can be taken along of an incident: never what was written."""


@dataclass(frozen=True)
class Asked:
    """What the visitor wants to see: "" is everything; `day` is that on which the register is looked at."""

    country: str
    theme: str
    which: str
    quarter: str
    day: datetime.date


@dataclass(frozen=True)
class Listed:
    """An incident with up to whom it must be known."""

    one: Incident
    level: Level
    reasons: int


def quarter_of(here: Here) -> str:
    """The quarter that is looked at; on a ledger without figures the present one."""
    return here.quarter or f"{here.today.year}-Q{(here.today.month + 2) // 3}"


def every(here: Here) -> tuple[datetime.date, Sequence[Incident]]:
    """The day on which the register is looked at, and all of it."""
    if here.quarter is None:
        return here.today, cached(here, incidents)
    day, found = cached(here, at, here.quarter)
    return day or here.today, found


def ask(here: Here) -> Asked:
    """Which country, theme and state, in the address."""
    say, (day, found) = here.say, every(here)
    places, themes = here.names("country"), here.names("theme")
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom", gap="small"):
        country = choose(
            say(message("Country")),
            ["", *sorted({one.country for one in found}, key=lambda code: say(places.get(code, code)))],
            "country",
            names=lambda code: say(places.get(code, code)) if code else say(message("All countries")),
            width=200,
        )
        theme = choose(
            say(message("Theme")),
            ["", *(code for code in themes if any(one.theme == code for one in found))],
            "theme",
            names=lambda code: say(themes[code]) if code else say(message("All themes")),
            width=220,
        )
        which = choose(
            say(message("State")),
            ["", "open", "closed"],
            "state",
            names=lambda code: say({"": message("All"), "open": message("open"), "closed": message("closed")}[code]),
            width=140,
        )
        stands(here, width=200)
    return Asked(country, theme, which, quarter_of(here), day)


def listed(here: Here, asked: Asked) -> list[Listed]:
    """The incidents that were asked for: the open ones first, those that most must know of on top."""
    found = [
        one
        for one in every(here)[1]
        if asked.country in ("", one.country)
        if asked.theme in ("", one.theme)
        if asked.which in ("", "open" if one.open else "closed")
    ]
    known = cached(here, severities)
    rows = [
        Listed(one, escalation.level, len(escalation.reasons))
        for one in found
        for escalation in (escalated(one, known, asked.day),)
    ]
    levels, gravest = tuple(Level), tuple(known)
    return sorted(
        rows,
        key=lambda row: (
            not row.one.open,
            not row.one.caps,
            -levels.index(row.level),
            gravest.index(row.one.severity) if row.one.severity in gravest else len(gravest),
            row.one.deadline,
        ),
    )


def title(here: Here, red: int) -> None:
    """The finding over everything that was reported, and the quarters to choose from."""
    day, found = every(here)
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    with left:
        words = counted(
            "{quarter}: {n} incident in the register",
            "{quarter}: {n} incidents in the register",
            n=len(found),
            quarter=Period(quarter_of(here)),
        )
        finding(here, said(found, cached(here, _total, quarter_of(here)), red, day), here.say(words))
    with right:
        quarter_picker(here, here.quarter or "")


def _total(ledger: Ledger, quarter: str) -> Total:
    return total(reconciled(ledger, quarter))


def said(found: Sequence[Incident], all_of: Total, red: int, day: datetime.date) -> Message:
    """The finding: safeguards on red and severe incidents, then reports that are missing, then what is late or open.

    >>> def none(known=0, registered=0, missing=0):
    ...     return Total(known, registered, missing, 1, 1)
    >>> said([], none(), 0, datetime.date(2026, 10, 28)).key
    'No harm is reported'
    >>> said([], none(10, 1, 9), 0, datetime.date(2026, 10, 28)).key
    '{known} reports of harm are known, {n} is in the register'
    """
    still = [one for one in found if one.open]
    severe, late = sum(one.caps for one in still), sum(one.deadline < day for one in still)
    parts: list[Message] = []
    if red:
        parts.append(counted("{n} safeguard is on red", "{n} safeguards are on red", n=red))
    elif severe:
        parts.append(counted("{n} severe incident is open", "{n} severe incidents are open", n=severe))
    if all_of.missing:
        parts.append(
            counted(
                "{known} reports of harm are known, {n} is in the register",
                "{known} reports of harm are known, {n} are in the register",
                n=all_of.registered,
                known=all_of.known,
            )
        )
    if len(parts) < 2 and late:
        parts.append(counted("{n} incident is late", "{n} incidents are late", n=late))
    if len(parts) < 2 and still and not (severe and not red):
        parts.append(counted("{n} incident is open", "{n} incidents are open", n=len(still)))
    if not parts:
        return message("No harm is reported") if not found else message("All incidents are closed")
    return parts[0] if len(parts) == 1 else message("{one}. {other}", one=parts[0], other=parts[1])


def overview(here: Here, asked: Asked, rows: Sequence[Listed]) -> None:
    """The incidents with what everybody may know of them."""
    say = here.say
    if not rows:
        st.html(section(say(message("The register"))))
        chosen = any((asked.country, asked.theme, asked.which))
        empty(
            here,
            message("There is no incident here."),
            message("Choose another country, theme or state.")
            if chosen
            else message("Report what reached you with the form on this page; a suspicion is enough."),
        )
        return
    still = [row for row in rows if row.one.open]
    head = counted("{n} incident open", "{n} incidents open", n=len(still))
    names = {kind: here.names(kind) for kind in ("country", "theme", "organisation", "harm_type", "incident_severity")}
    credibilities = here.names("incident_credibility")
    shown = [
        {
            "one": row.one,
            "href": here.here(incident=row.one.number),
            "country": names["country"].get(row.one.country, row.one.country),
            "theme": names["theme"].get(row.one.theme, message("no one theme")),
            "harm": names["harm_type"].get(row.one.harm, row.one.harm),
            "severity": names["incident_severity"].get(row.one.severity, row.one.severity),
            "credibility": credibilities.get(row.one.credibility, row.one.credibility),
            "state": STATES_CALLED[row.one.state],
            "shape": SHAPES[row.one.state],
            "owner": names["organisation"].get(row.one.owner, row.one.owner) if row.one.owner else None,
            "clock": clock(row.one, asked.day),
            "late": row.one.open and row.one.deadline < asked.day,
            "level": LEVELS_CALLED[row.level] if row.level is not Level.OWNER else None,
        }
        for row in rows[:MOST]
    ]
    small = say(message("everybody sees these; what was written is for those it is about"))
    st.html(section(say(head), small, html("incidents", say, rows=shown)))
    if len(rows) > MOST:
        st.html(note(say(message("The first {n} are shown; the downloads hold all.", n=MOST))))


def taken_along(here: Here, rows: Sequence[Listed]) -> None:
    """The incidents as downloads, with nothing of what was written."""
    if not rows:
        return
    say = here.say
    downloads(
        here,
        lambda: frame(rows),
        f"incidents-{quarter_of(here)}",
        {name: say(called) for name, called in HEADINGS.items()},
        say(message("Incidents")),
        lambda: {
            "country": {code: say(name) for code, name in here.names("country").items()},
            "theme": {code: say(name) for code, name in here.names("theme").items()},
            "harm": {code: say(name) for code, name in here.names("harm_type").items()},
            "severity": {code: say(name) for code, name in here.names("incident_severity").items()},
            "credibility": {code: say(name) for code, name in here.names("incident_credibility").items()},
            "state": {state.value: say(called) for state, called in STATES_CALLED.items()},
            "must_know": {level.value: say(called) for level, called in LEVELS_CALLED.items()},
        },
    )


def frame(rows: Sequence[Listed]) -> pd.DataFrame:
    """One row per incident, with codes; the columns are those of `HEADINGS`."""
    return pd.DataFrame(
        [
            [row.level.value if name == "must_know" else _plain(getattr(row.one, name)) for name in HEADINGS]
            for row in rows
        ],
        columns=list(HEADINGS),
        dtype=object,
    )


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime.date) else getattr(value, "value", value)
