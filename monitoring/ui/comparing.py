"""Two moments beside each other: what it means in sentences, which figures differ, and every cell with who changed it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import streamlit as st

from monitoring.charts.look import MARKS
from monitoring.ledger import Held, UnknownState, frozen_as
from monitoring.reports import compare as comparing
from monitoring.reports import meetings
from monitoring.reports.compare import Cell, Compared, Moved, Of
from monitoring.ui.changed_cells import column_in_words, row_in_words, value_in_words
from monitoring.ui.downloads import downloads
from monitoring.ui.frame import NOW, Here
from monitoring.ui.html import html, note, section
from monitoring.ui.show import choose, empty, finding
from theory_of_change.text import Euro, Measured, Message, counted, message

MOST_SENTENCES = 10
MOST_FIGURES = 60
MOST_CELLS = 60


@dataclass(frozen=True)
class Moments:
    """The two states, the earlier first, and whose figures are looked at."""

    then: Held
    now: Held
    quarter: str


def ask(here: Here) -> Moments | None:
    """Which two moments and which quarter, in the address; None where there is only one moment yet."""
    options = _options(here)
    if len(options) < 2:
        return None
    earlier = [code for code in options if code != NOW]
    _by_address(here, earlier)
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom", gap="small"):
        first = choose(
            here.say(message("Then")),
            earlier,
            "from",
            names=options.__getitem__,
            default=_usual(here, earlier),
            width=330,
        )
        last = choose(
            here.say(message("Compared with")), list(options), "to", names=options.__getitem__, default=NOW, width=330
        )
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
        then, now = now, then
    return Moments(then, now, quarter)


def _by_address(here: Here, earlier: Sequence[str]) -> None:
    """A moment that was typed as people call it, 2026-Q2 or a day, becomes the one among the choices that it means."""
    for end in ("from", "to"):
        asked = st.query_params.get(end, NOW)
        if asked == NOW or asked in earlier:
            continue
        if found := frozen_as(here.ledger, asked):
            st.query_params[end] = found.address
            continue
        with suppress(UnknownState):  # `choose` tells that it is no choice
            st.query_params[end] = str(here.ledger.as_known(asked).as_of or here.now.number)


def _options(here: Here) -> dict[str, str]:
    """The moments one can choose: now, closed quarters, meetings, and every change."""
    say, commits = here.say, here.now.history
    found = {NOW: say(message("Now ({number})", number=str(here.now.number)))}
    for one in here.now.frozen:
        found[one.address] = f"{one.name} · {say(message('as reported'))} · stand {one.state}"
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
    return next((one.address for one in here.now.frozen), earlier[0])


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
    lede = message(
        "{quarter}, as known on {then} (stand {number}) and on {now}",
        quarter=here.say.period(moments.quarter),
        then=moments.then.moment.day,
        number=str(moments.then.as_of),
        now=moments.now.moment.day,
    )
    finding(here, said, here.say(lede))


def told(here: Here, found: Compared) -> None:
    """On the left what it means, on the right who did what."""
    say = here.say
    verdicts = {word: mark.word for word, mark in MARKS.items()}
    meaning = comparing.sentences(
        found.figures,
        here.names("country"),
        here.names("measure"),
        here.names("budget_type"),
        verdicts,
        comparing.WHATS,
    )
    deeds = comparing.deeds(found.cells, here.names("organisation"), comparing.TABLES)
    columns = st.columns([55, 45], gap=34)
    for column, head, small, said, nothing_said in (
        (
            0,
            message("What it means"),
            message("gravest first"),
            meaning,
            message("No figure of this quarter is different."),
        ),
        (
            1,
            message("Who changed what, and why"),
            message("last first"),
            deeds,
            message("Nothing was changed between these moments."),
        ),
    ):
        listed = html("compared", say, said=said[:MOST_SENTENCES], more=len(said) - MOST_SENTENCES, through=column == 0)
        columns[column].html(section(say(head), say(small), listed if said else note(say(nothing_said))))


def figures(here: Here, moments: Moments, found: Compared) -> None:
    """Every figure that differs, then beside now, with the changes behind it."""
    if not found.figures:
        return
    say = here.say
    shown = sorted(found.figures, key=lambda one: (one.unit != "status", comparing.gravity(one)))[:MOST_FIGURES]
    small = counted("{n} figure", "{n} figures", n=len(found.figures))
    if len(found.figures) > MOST_FIGURES:
        small = message("the first {some} of {n}; all are in the downloads", some=MOST_FIGURES, n=len(found.figures))
    inner = html("compared_figures", say, rows=[(one, *_said(here, one)) for one in shown])
    st.html(section(say(message("What was reported, and what we know now")), say(small), inner))
    downloads(
        here,
        lambda: comparing.figures_table(found.figures),
        f"figures-{moments.quarter}",
        _headings(here, comparing.FIGURES),
        say(message("What changed")),
        lambda: {
            "of": _in_words(here, comparing.KINDS),
            "subject": {**_in_words(here, here.names("measure")), **_in_words(here, here.names("budget_type"))},
            "country": _in_words(here, here.names("country")),
            "what": _in_words(here, comparing.WHATS),
        },
    )


def _headings(here: Here, called: Mapping[str, Message]) -> dict[str, str]:
    return {column: here.say(word) for column, word in called.items()}


def _in_words(here: Here, called: Mapping[str, Any]) -> dict[str, str]:
    return {str(code): here.say(word) for code, word in called.items()}


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
        here.say(comparing.WHATS[one.what]),
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


def cells(here: Here, moments: Moments, found: Compared) -> None:
    """Every cell that differs, with sender, reason and the cell of the sheet it came from; all of them to take along."""
    if not found.cells.found:
        return
    say = here.say
    frame, headings = comparing.cells_table(found.cells.found), _headings(here, comparing.CELLS)
    n = len(frame)
    small = counted("{n} cell, with who changed it and why", "{n} cells, with who changed them and why", n=n)
    if n > MOST_CELLS:
        small = message("the first {some} of {n}; all are in the downloads", some=MOST_CELLS, n=n)
    if not found.cells.all_told:
        small = message("the first {n} cells; so many changed that the rest is counted only", n=n)
    coded = {"table": _in_words(here, comparing.TABLES), "change": _in_words(here, comparing.CHANGES)}
    hidden = {comparing.HIDDEN: say(message("hidden: of few people"))}
    words = {**coded, "then": hidden, "now": hidden}
    rows = [
        {column: words.get(column, {}).get(value) or _plainly(here, value) for column, value in row.items()}
        | _in_words_of(here, cell, hidden[comparing.HIDDEN])
        for cell, row in zip(found.cells.found, frame.head(MOST_CELLS).to_dict("records"), strict=False)
    ]
    inner = html("compared_cells", say, rows=rows, heads=headings)
    st.html(section(say(message("Every cell that changed")), say(small), inner))
    about = say(message("Every cell that changed"))
    downloads(here, lambda: frame, f"cells-{moments.quarter}", headings, about, lambda: words)


def _in_words_of(here: Here, cell: Cell, hidden: str) -> dict[str, str]:
    """What is shown of a cell in place of its codes, which the downloads keep."""
    say = here.say
    return {
        "said": row_in_words(cell, say, here.names),
        "column": column_in_words(cell, say),
        "then": hidden if cell.hidden else value_in_words(cell, cell.then, say),
        "now": hidden if cell.hidden else value_in_words(cell, cell.now, say),
    }


def _plainly(here: Here, value: Any) -> str:
    """A value as it is written; the number of a commit has no marks between its thousands."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else here.say(value)


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
