"""The rows of a preview: which kind, searched, a page at a time, and all of them as a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from monitoring.intake.check import Checked
from monitoring.intake.preview import Preview, Sought, What
from monitoring.ui.deliver.changes.files import files
from monitoring.ui.deliver.words import KINDS, TARGETS, Tell
from monitoring.ui.frame import Here
from monitoring.ui.html import html, note
from theory_of_change.text import Message, message

PAGE = 10  # rows: so that confirming stays in sight
FEW = 10  # rows that nobody needs to search

WORDS: Mapping[What, Message] = {
    What.CHANGED: message("Changed"),
    What.NEW: message("New"),
    What.MISSING: message("Missing"),
    What.TAKEN_AWAY: message("Taken away"),
    What.UNCHANGED: message("The same"),
}
"""The kinds of rows, in the order in which somebody wants to look at them."""

ASKED: Mapping[What, Message] = {
    What.MISSING: message(
        "These are in the ledger for the indicators, projects and periods of this file, and not in this file, or empty in it. "
        "They stay as they are: nothing is deleted. Does one no longer hold? Then put it in the file as it is now."
    ),
    What.TAKEN_AWAY: message(
        "An earlier file had these and this one, which is complete by its layout, does not. They are taken away. "
        "If one still holds, put it back in the file."
    ),
}


@dataclass(frozen=True)
class Keys:
    """The names of the controls, other for each file, so that a new file begins at its first page."""

    file: str

    @property
    def what(self) -> str:
        return f"rows_what_{self.file}"

    @property
    def find(self) -> str:
        return f"rows_find_{self.file}"

    @property
    def page(self) -> str:
        return f"rows_page_{self.file}"


def rows(here: Here, checked: Checked, would: Preview) -> None:
    """The rows; choosing, searching and turning a page draw only these anew."""
    if sum(would.number.values()):
        with st.container(key="rows", gap="small"):
            _rows(here, would, Keys(f"{checked.sha256[:12]}_{would.state}"))
            files(here, checked, would)


@st.fragment
def _rows(here: Here, would: Preview, keys: Keys) -> None:
    say = here.say
    what, find = _choice(here, would, keys)
    sought = Sought(tuple((word, _called(here, word)) for word in find.lower().split())) if find.strip() else None
    number = sum(would.found([what], sought).values())
    pages = max(1, -(-number // PAGE))
    page = min(st.session_state.get(keys.page, 1), pages)
    tell = Tell(here.live, say)
    shown = [tell(row) for row in would.rows([what], sought, skip=(page - 1) * PAGE, most=PAGE)]
    if what in ASKED and number:
        st.html(note(say(ASKED[what])))
    if not shown:
        st.html(note(say(message("No row with “{words}”.", words=find.strip()))))
        return
    st.html(html("rows_would_change", say, what=what.value, word=WORDS[what], rows=shown))
    if pages > 1:
        _pager(here, keys, page, pages, number)


def _choice(here: Here, would: Preview, keys: Keys) -> tuple[What, str]:
    """Which kind of rows, and what is searched for."""
    say = here.say
    there = [what for what in WORDS if would.number[what]]

    def first_page() -> None:
        st.session_state[keys.page] = 1

    what, find = there[0], ""
    with st.container(key="rows_choice", horizontal=True, vertical_alignment="bottom", gap="small"):
        if len(there) > 1:
            chosen = st.segmented_control(
                say(message("Rows")),
                there,
                default=there[0],
                required=True,
                format_func=lambda each: f"{say(WORDS[each])} {say.number(would.number[each])}",
                key=keys.what,
                on_change=first_page,
                label_visibility="collapsed",
            )
            what = chosen or there[0]
        if would.number[what] > FEW:
            find = st.text_input(
                say(message("Search in these rows")),
                placeholder=say(message("Search: country, code, cell")),
                key=keys.find,
                on_change=first_page,
                max_chars=80,
                label_visibility="collapsed",
            )
    return what, find or ""


def _called(here: Here, word: str) -> frozenset[str]:
    """The codes of everything that is called by a word: countries, projects, indicators, themes, kinds of money."""
    found = set()
    for kind in ("country", "project", "measure", "theme", "budget_type"):
        found |= {code for code, name in here.names(kind).items() if word in here.say(name).lower()}
    for said in (KINDS, TARGETS):
        found |= {code for code, name in said.items() if word in here.say(name).lower()}
    return frozenset(found)


def _pager(here: Here, keys: Keys, page: int, pages: int, number: int) -> None:
    """Which rows of how many, and the way to the others: by button, or by the number of a page."""
    say = here.say
    st.session_state[keys.page] = page

    def turn(by: int) -> None:
        st.session_state[keys.page] = min(max(1, page + by), pages)

    told = message(
        "{first} to {last} of {number}",
        first=(page - 1) * PAGE + 1,
        last=min(page * PAGE, number),
        number=number,
    )
    with st.container(key="rows_pager", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(note(say(told)), width="content")
        st.button("‹ " + say(message("Previous")), key="rows_back", disabled=page == 1, on_click=turn, args=(-1,))
        st.number_input(
            say(message("Page, of {pages}", pages=pages)),
            min_value=1,
            max_value=pages,
            key=keys.page,
            width=110,
            label_visibility="collapsed",
        )
        st.button(say(message("Next")) + " ›", key="rows_on", disabled=page == pages, on_click=turn, args=(1,))
