"""What pages show: a finding as title, empty states, choices that live in the address, cached answers."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any, TypeVar

import streamlit as st

from monitoring.ledger import Ledger
from monitoring.ui.frame import Here
from monitoring.ui.html import html
from theory_of_change.text import Message, message

T = TypeVar("T")
MOST_CACHED = 400


def finding(here: Here, title: Any, lede: str = "", *, steps: Sequence[Message] = (), step: int = 0) -> None:
    """The title of a page, which is its finding, and the grey line under it; with `steps`, which one this is."""
    lede = f"{lede} · {here.tail}" if lede else here.tail
    st.html(html("title", here.say, finding=title, lede=lede, steps=steps, step=step))


def empty(here: Here, title: Message, text: Message, *, page: str | None = None, link: Message | None = None) -> None:
    """Nothing to show: say so, and what to do next."""
    href = here.link(page) if page else ""
    st.html(html("empty", here.say, title=title, text=text, href=href, link=link))


def nothing_yet(here: Here, title: Message) -> None:
    """A page on a ledger without figures: say so, and how they come in."""
    finding(here, title)
    empty(
        here,
        message("Nothing of this has been delivered."),
        message("Download a template for your organisation, fill it in and upload it."),
        page="deliver",
        link=message("Deliver figures"),
    )


def choose(
    label: str,
    options: Sequence[str],
    key: str,
    *,
    names: Callable[[str], str] = str,
    default: str | None = None,
    width: int | str = "stretch",
    segments: bool = False,
) -> str:
    """A choice that lives in the address under `key`, as a code that is the same in every language."""
    start = default if default in options else options[0]
    asked = st.query_params.get(key)
    now = asked if asked in options else start
    widget = f"choose_{key}"

    def changed() -> None:
        value = _for_address(st.session_state[widget], options, start)
        if value is None:
            st.query_params.pop(key, None)
        else:
            st.query_params[key] = value

    if st.session_state.get(widget) not in (None, now):
        st.session_state[widget] = now  # the address was changed by a link
    if segments:
        chosen = st.segmented_control(
            label, options, default=now, required=True, format_func=names, key=widget, on_change=changed, width=width
        )
    else:
        chosen = st.selectbox(
            label, options, index=options.index(now), format_func=names, key=widget, on_change=changed, width=width
        )
    return chosen if chosen is not None else now


def _for_address(value: str | None, options: Sequence[str], start: str) -> str | None:
    """What of a choice stands in the address; None leaves it out.

    A browser sends the words it shows. Where they were those of another list, they are no choice:

    >>> _for_address("TER-01", ["", "TER-01"], ""), _for_address("All 9 indicators", ["", "TER-01"], "")
    ('TER-01', None)
    """
    return value if value in options and value != start else None


def stands(here: Here, *, width: int = 220) -> None:
    """Choose the state of the ledger to look at: now, or as it stood after an earlier submission."""
    commits = {str(c.number): c for c in here.live.history()}
    last = str(here.live.number)
    options = ["", *(number for number in commits if number not in (last, "0"))]

    def name(number: str) -> str:
        if not number:
            return here.say(message("Now ({number})", number=last))
        return f"{number} · {commits[number].reason}"

    choose(here.say(message("Stand")), options, "stand", names=name, width=width)


def cached(here: Here, function: Callable[..., T], *arguments: Hashable) -> T:
    """The answer of a function on the ledger, worked out once per commit and day."""
    key = (
        str(here.ledger.address),
        here.ledger.as_of,
        here.number,
        here.ledger.today,
        function.__module__,
        function.__qualname__,
    )
    return _cached(key, arguments, here.ledger, function)


@st.cache_data(show_spinner=False, max_entries=MOST_CACHED)
def _cached(key: tuple, arguments: tuple, _ledger: Ledger, _function: Callable[..., T]) -> T:
    return _function(_ledger, *arguments)
