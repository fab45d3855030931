"""Two moments beside each other: what it means in sentences, which figures differ, and every cell with who changed it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pandas as pd
import streamlit as st

from monitoring.charts.look import MARKS
from monitoring.ledger import Held, tables
from monitoring.reports import compare as comparing
from monitoring.reports import meetings
from monitoring.reports.compare import Cell, Compared, Moved, Of, What
from monitoring.reports.pack.content.said import WHATS
from monitoring.ui.downloads import downloads
from monitoring.ui.frame import NOW, Here
from monitoring.ui.html import html, note, section
from monitoring.ui.show import choose, empty, finding
from theory_of_change.text import Euro, Measured, Message, Text, counted, message

TABLES: Mapping[str, Message] = {
    "agreement": message("agreements"),
    "allocation": message("allocations"),
    "assessment": message("assessments"),
    "assumption_test": message("tests of assumptions"),
    "budget_line": message("budget lines"),
    "confirmation": message("confirmations"),
    "coverage": message("cover of agreements"),
    "decision": message("decisions"),
    "decision_key": message("keys to decisions"),
    "gate": message("stage gates"),
    "incident": message("incidents"),
    "incident_step": message("steps of incidents"),
    "indicator": message("indicators"),
    "known_incident_count": message("counts of known incidents"),
    "narrative": message("texts of packs"),
    "observation": message("observations"),
    "project": message("projects"),
    "project_share": message("shares of projects"),
    "review": message("look-backs"),
    "status_override": message("statuses by hand"),
    "strategy_test": message("strategy tests"),
    "target": message("targets"),
}
"""What the tables are called that people change most; another goes by its own name."""

CHANGES: Mapping[What, Message] = {
    What.NEW: message("new"),
    What.CHANGED: message("changed"),
    What.GONE: message("taken out"),
}
MOST_SENTENCES = 14
MOST_FIGURES = 60
MOST_CELLS = 60


@dataclass(frozen=True)
class Moments:
    """The two states, the earlier first, what each is called, and whose figures are looked at."""

    then: Held
    now: Held
    then_called: str
    now_called: str
    quarter: str


def ask(here: Here) -> Moments | None:
    """Which two moments and which quarter, in the address; None where there is only one moment yet."""
    options = _options(here)
    if len(options) < 2:
        return None
    earlier = [code for code in options if code != NOW]
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom", gap="small"):
        first = choose(
            here.say(message("Then")),
            earlier,
            "from",
            names=options.__getitem__,
            default=_usual(here, earlier),
            width=330,
        )
        last = choose(here.say(message("And")), list(options), "to", names=options.__getitem__, default=NOW, width=330)
        known = list(reversed(here.state.quarters))
        quarter = choose(
            here.say(message("Figures of")),
            known,
            "quarter",
            names=here.say.short_period,
            default=first[:7] if first[:7] in known else here.quarter,
            width=140,
        )
    then, now = _state(here, first), _state(here, last)
    if then.moment.snapshot > now.moment.snapshot:
        first, last, then, now = last, first, now, then
    return Moments(then, now, options[first], options[last], quarter)


def _options(here: Here) -> dict[str, str]:
    """The moments one can choose: now, closed quarters, meetings, and every change."""
    say, commits = here.say, here.now.history
    found = {NOW: say(message("Now ({number})", number=str(here.now.number)))}
    for one in here.now.frozen:
        found[one.name] = f"{say.short_period(one.quarter)} · {say(message('as reported'))} · stand {one.state}"
    called, days = meetings.bodies(here.ledger), [one.day for one in commits]
    for one in reversed(meetings.meetings(here.ledger)):
        if days and days[-1] <= one.held_on < datetime.date.today():
            found[one.held_on.isoformat()] = f"{say(called.get(one.forum, one.forum))} · {say.date(one.held_on)}"
    for commit in commits:
        if commit.number not in (0, here.now.number):
            found[str(commit.number)] = (
                f"{commit.number} · {say.date(commit.day)} · {commit.organisation} · {commit.reason}"
            )
    return found


def _usual(here: Here, earlier: Sequence[str]) -> str:
    """The last quarter that was closed; else the state before the last change."""
    return next((one.name for one in here.now.frozen), earlier[0])


def _state(here: Here, moment: str) -> Held:
    ledger = here.ledger
    return ledger if moment == NOW else ledger.as_known(moment)  # type: ignore[return-value]


def compared(here: Here, moments: Moments) -> Compared:
    """What differs, worked out once per pair of states."""
    with st.spinner(here.say(message("Comparing"))):
        return _compared(
            str(here.live.address), moments.then.moment, moments.now.moment, moments.quarter, here.live, moments
        )


@st.cache_resource(show_spinner=False, max_entries=10)
def _compared(address: str, then: Any, now: Any, quarter: str, _live: Any, _moments: Moments) -> Compared:
    return comparing.compare(_live, _moments.then, _moments.now, quarter)


def title(here: Here, moments: Moments, found: Compared) -> None:
    """How many figures differ, as bad as the worst of them."""
    turned = sum(one.unit == "status" for one in found.figures)
    said = (
        message("Nothing in the figures of this quarter changed")
        if not found.figures
        else counted("{n} figure changed", "{n} figures changed", n=len(found.figures))
        if not turned
        else message(
            "{figures}, {verdicts}",
            figures=counted("{n} figure changed", "{n} figures changed", n=len(found.figures)),
            verdicts=counted("{n} verdict turned", "{n} verdicts turned", n=turned),
        )
    )
    lede = here.say(
        message(
            "{quarter} · {then} → {now}",
            quarter=here.say.period(moments.quarter),
            then=moments.then_called,
            now=moments.now_called,
        )
    )
    finding(here, said, lede)


def told(here: Here, found: Compared) -> None:
    """On the left what it means, on the right who did what."""
    say = here.say
    verdicts = {word: mark.word for word, mark in MARKS.items()}
    meaning = comparing.sentences(
        found.figures, here.names("country"), here.names("measure"), here.names("budget_type"), verdicts, WHATS
    )
    deeds = comparing.deeds(found.cells, here.names("organisation"), TABLES)
    left, right = st.columns([55, 45], gap=34)
    with left:
        inner = html("compared", say, said=meaning[:MOST_SENTENCES], more=len(meaning) - MOST_SENTENCES, through=True)
        st.html(
            section(
                say(message("What it means")),
                say(message("gravest first")),
                inner if meaning else note(say(message("No figure of this quarter is different."))),
            )
        )
    with right:
        inner = html("compared", say, said=deeds[:MOST_SENTENCES], more=len(deeds) - MOST_SENTENCES, through=False)
        st.html(
            section(
                say(message("Who changed what, and why")),
                say(message("last first")),
                inner if deeds else note(say(message("Nothing was changed between these moments."))),
            )
        )


def figures(here: Here, moments: Moments, found: Compared) -> None:
    """Every figure that differs, then beside now, with the changes behind it."""
    if not found.figures:
        return
    say = here.say
    rows = [_figure(here, one) for one in found.figures]
    shown = sorted(found.figures, key=lambda one: (one.unit != "status", comparing.gravity(one)))[:MOST_FIGURES]
    small = counted("{n} figure", "{n} figures", n=len(found.figures))
    if len(found.figures) > MOST_FIGURES:
        small = message("the first {some} of {n}; all are in the downloads", some=MOST_FIGURES, n=len(found.figures))
    inner = html("compared_figures", say, rows=[(one, *_said(here, one)) for one in shown])
    st.html(section(say(message("What was reported, and what we know now")), say(small), inner))
    headings = {
        "of": message("Kind"),
        "subject": message("Subject"),
        "country": message("Country"),
        "theme": message("Theme"),
        "what": message("What"),
        "then": message("Then"),
        "now": message("Now"),
        "stands": message("Stand"),
        "who": message("Who"),
        "why": message("Why"),
    }
    downloads(
        here,
        lambda: pd.DataFrame(rows, dtype=object),
        f"verschillen-{moments.quarter}",
        {key: say(word) for key, word in headings.items()},
        say(message("What changed")),
    )


OF_CALLED = {Of.MONEY: message("money"), Of.RESULT: message("result"), Of.SAFEGUARD: message("safeguard")}


def _subject(here: Here, one: Moved) -> str:
    called = here.names("budget_type") if one.of is Of.MONEY else here.names("measure")
    return here.say(called.get(one.subject, one.subject))


def _place(here: Here, one: Moved) -> str:
    everywhere = one.country == "ALL" and one.of is not Of.MONEY
    where = here.say(message("All countries") if everywhere else here.names("country").get(one.country, one.country))
    if one.of is not Of.MONEY:
        return where
    return f"{where}, {here.say(here.names('theme').get(one.theme, one.theme))}" if one.theme != "ALL" else where


def _said(here: Here, one: Moved) -> tuple[str, str, str, str, str]:
    """Subject, place, what, then and now in words."""
    return (
        _subject(here, one),
        _place(here, one),
        here.say(WHATS[one.what]),
        _value(here, one, one.then),
        _value(here, one, one.now),
    )


def _value(here: Here, one: Moved, value: Any) -> str:
    if value is None:
        return "–"
    if one.unit == "status":
        return here.say(MARKS[value].word) if value in MARKS else str(value)
    if one.unit == "eur" and one.of is Of.MONEY:
        return here.say(Euro(value))
    return here.say(Measured(value, one.unit))


def _figure(here: Here, one: Moved) -> dict[str, Any]:
    return {
        "of": here.say(OF_CALLED[one.of]),
        "subject": f"{one.subject} {_subject(here, one)}",
        "country": one.country,
        "theme": one.theme,
        "what": here.say(WHATS[one.what]),
        "then": _plain(one.then),
        "now": _plain(one.now),
        "stands": ", ".join(str(commit.number) for commit in one.through),
        "who": "; ".join(dict.fromkeys(f"{commit.author} ({commit.organisation})" for commit in one.through)),
        "why": "; ".join(dict.fromkeys(commit.reason for commit in one.through)),
    }


def _plain(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else value


CELL_HEADINGS: Mapping[str, Message] = {
    "table": message("Table"),
    "row": message("Row"),
    "column": message("Column"),
    "change": message("Change"),
    "then": message("Then"),
    "now": message("Now"),
    "stand": message("Stand"),
    "who": message("Who"),
    "organisation": message("For whom"),
    "day": message("Day"),
    "why": message("Why"),
    "source": message("Cell"),
}


def cells(here: Here, moments: Moments, found: Compared) -> None:
    """Every cell that differs, with sender, reason and the cell of the sheet it came from; all of them to take along."""
    if not found.cells.found:
        return
    say = here.say
    rows = [_cell(here, one) for one in found.cells.found]
    frame = pd.DataFrame(rows, columns=list(CELL_HEADINGS), dtype=object)
    headings = {key: say(word) for key, word in CELL_HEADINGS.items()}
    small = counted("{n} cell, with who changed it and why", "{n} cells, with who changed them and why", n=len(rows))
    if len(rows) > MOST_CELLS:
        small = message("the first {some} of {n}; all are in the downloads", some=MOST_CELLS, n=len(rows))
    if not found.cells.all_told:
        small = message("the first {n} cells; so many changed that the rest is counted only", n=len(rows))
    inner = html("compared_cells", say, rows=[_written(here, row) for row in rows[:MOST_CELLS]], heads=headings)
    st.html(section(say(message("Every cell that changed")), say(small), inner))
    downloads(here, lambda: frame, f"cellen-{moments.quarter}", headings, say(message("Every cell that changed")))


def _written(here: Here, row: Mapping[str, Any]) -> dict[str, str]:
    """A row of cells in words."""
    return {
        key: here.say(str(value) if isinstance(value, int) and key == "stand" else value) for key, value in row.items()
    }


def _cell(here: Here, one: Cell) -> dict[str, Any]:
    hidden = here.say(message("hidden: of few people")) if one.hidden else None
    called = TABLES.get(one.table) or Text(nl=one.table, en=one.table)
    return {
        "table": here.say(called),
        "row": " · ".join(str(part) for part in one.key.values()),
        "column": _column(one.table, one.column),
        "change": here.say(CHANGES[one.what]),
        "then": hidden or _plain(one.then),
        "now": hidden or _plain(one.now),
        "stand": one.commit.number if one.commit else None,
        "who": one.commit.author if one.commit else None,
        "organisation": one.commit.organisation if one.commit else None,
        "day": one.commit.day if one.commit else None,
        "why": one.commit.reason if one.commit else None,
        "source": one.source,
    }


def _column(table: str, column: str) -> str:
    assert column in tables()[table].names
    return column


def nothing(here: Here) -> None:
    """A ledger with one state only."""
    finding(here, message("There is nothing to compare yet"))
    empty(
        here,
        message("Nothing was changed since the ledger was made."),
        message("As soon as somebody delivers, two moments can be held beside each other."),
        page="deliver",
        link=message("Deliver figures"),
    )
