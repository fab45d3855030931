"""What pages show: a finding as title, empty states, choices that live in the address, cached answers."""

from __future__ import annotations

import copy
from collections.abc import Callable, Hashable, Sequence
from typing import Any, TypeVar

import streamlit as st
from markupsafe import Markup

from monitoring.ui.frame import NOW, PAGES, Here, tell
from monitoring.ui.html import html
from theory_of_change.text import Message, message

T = TypeVar("T")

DEPENDENT = {  # what another choice makes meaningless
    "theory": ("indicator", "link", "step", "safeguard", "assumption", "told"),
    "budget": ("holder", "move", "shift"),
    "holder": ("move", "shift"),
    "year": ("move", "shift"),
}


def finding(
    here: Here,
    title: Any,
    lede: Markup | str = "",
    *,
    steps: Sequence[Message] = (),
    step: int = 0,
    stand: int | None = None,
) -> None:
    """The title of a page, which is its finding, and the grey line under it; with `steps`, which one this is.

    `stand` is the commit that it speaks of, where that is not the one of the page.
    """
    tail = here.tail(stand)
    lede = Markup("{} · {}").format(lede, tail) if lede else tail
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
    if asked is not None and asked not in options:
        del st.query_params[key]
        tell(
            message(
                "“{value}” is no choice under {label}, so you see: {shown}.", value=asked, label=label, shown=names(now)
            )
        )
    widget = f"choose_{key}"

    def changed() -> None:
        value = _for_address(st.session_state[widget], options, start)
        if value is None:
            st.query_params.pop(key, None)
        else:
            st.query_params[key] = value
        for other in DEPENDENT.get(key, ()):
            st.query_params.pop(other, None)

    if st.session_state.get(widget) != now:
        st.session_state[widget] = now  # at first, and when the address was changed by a link
    if segments:
        chosen = st.segmented_control(
            label, options, required=True, format_func=names, key=widget, on_change=changed, width=width
        )
    else:
        chosen = st.selectbox(label, options, format_func=names, key=widget, on_change=changed, width=width)
    return chosen if chosen is not None else now


def _for_address(value: str | None, options: Sequence[str], start: str) -> str | None:
    """What of a choice stands in the address; None leaves it out.

    A browser sends the words it shows. Where they were those of another list, they are no choice:

    >>> _for_address("TER-01", ["", "TER-01"], ""), _for_address("All 9 indicators", ["", "TER-01"], "")
    ('TER-01', None)
    """
    return value if value in options and value != start else None


def stands(here: Here, *, width: int = 220) -> None:
    """Choose the state of the ledger to look at: now, as a quarter was closed, or as it stood after an earlier change."""
    say = here.say
    commits = {str(c.number): c for c in here.now.history}
    last = str(here.now.number)
    closed = {one.address: one for one in here.now.frozen}
    options = [NOW, *closed, *(number for number in commits if number not in (last, "0"))]

    def name(code: str) -> str:
        if code == NOW:
            return say(message("Now ({number})", number=last))
        if code in closed:
            return f"{say.short_period(closed[code].quarter)} · {say(message('as reported'))} · {closed[code].name}"
        commit = commits[code]
        return f"{code} · {say.date(commit.at.date())} · {commit.organisation} · {commit.reason}"

    choose(say(message("Stand")), options, "stand", names=name, default=NOW, width=width)


def quarter_picker(here: Here, quarter: str) -> None:
    """The quarter that is shown and those beside it, each with how it stands; the choice goes along to every page.

    A quarter that was closed opens as it was reported. Who looks at an earlier commit, goes on looking at that.
    """
    known = here.state.quarters if here.frozen is None else here.now.quarters
    if quarter not in known:
        return
    place = known.index(quarter)
    gone = ("year", *(("stand",) if here.frozen or here.ledger.as_of is None else ()))
    now = {name: value for name, value in st.query_params.to_dict().items() if name not in gone}
    with st.container(key="picker", horizontal=True, horizontal_alignment="right"):
        for offset, pattern in ((-1, "‹ {}"), (0, "{}"), (1, "{} ›")):
            if 0 <= place + offset < len(known):
                code = known[place + offset]
                label = pattern.format(here.say.short_period(code))
                with st.container(key="now" if offset == 0 else f"quarter{offset + 1}", width="content"):
                    st.page_link(PAGES[here.name][0], label=label, query_params={**now, "quarter": code})


def cached(here: Here, function: Callable[..., T], *arguments: Hashable) -> T:
    """The answer of a function on the ledger, worked out once per commit and day.

    Visitors share it, each with a list, mapping or frame of their own around the same values.
    """
    return copy.copy(here.state.answer(function, *arguments))
