"""A file that is dropped: the title with how far it is, the file itself, and checking it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from monitoring.intake import layout as layouts
from monitoring.intake import preview as previews
from monitoring.intake.check import Checked
from monitoring.intake.check import check as check_file
from monitoring.intake.layout import Layout
from monitoring.intake.preview import Preview
from monitoring.person import Person
from monitoring.ui.frame import Here
from monitoring.ui.show import finding
from theory_of_change.text import Message, message

STEPS = (message("File"), message("Check"), message("Confirm"), message("Receipt"))


BY_HAND = "by_hand"


@dataclass(frozen=True)
class File:
    """A file as it was dropped, and the layout it is to be read by; None is our template, or what fits.

    `by_hand` is whether the sender wants to say what its cells mean.
    """

    name: str
    content: bytes
    layout: str | None
    by_hand: bool = False


def layout_by_hand(file: File) -> Layout | None:
    """The layout that was made by hand for this file, once it was confirmed."""
    known = st.session_state.get(BY_HAND)
    return known[1] if known and known[0] == hash(file.content) else None


def keep_layout(here: Here, sender: Person, checked: Checked) -> None:
    """Keep the layout that was made by hand for a file that landed, where its sender wants it for next time."""
    known = st.session_state.pop(BY_HAND, None)
    if known and known[2] and known[1] == checked.layout:
        reason = message("Layout {name}, made by hand for {file}", name=known[1].layout, file=checked.name)
        layouts.save(here.live, sender, known[1], here.say(reason))


def title(here: Here, said: Message, step: int) -> None:
    """The finding, for whom this is, and how far it is."""
    say, code = here.say, here.person.organisation
    lede = say(message("You deliver for {organisation}, as declared", organisation=here.names("organisation")[code]))
    if step in (1, 2):
        lede += " · " + say(message("nothing has been saved yet"))
    finding(here, said, lede, steps=STEPS, step=step)


def ask(here: Here) -> File | None:
    """Drop a file; None until there is one."""
    say = here.say
    known = {one.layout: one for one in layouts.saved(here.live)}
    with st.container(key="drop"):
        left, right = st.columns([2, 1], gap=34)
    with left:
        # Any file may be dropped: what is no workbook is a finding in the visitor's language, with what to do.
        dropped = st.file_uploader(
            say(message("Drop your workbook here, or choose it")),
            key=f"file_{st.session_state.get('round', 0)}",
        )
    with right:
        choice = st.selectbox(
            say(message("How was it made?")),
            ["", *known, BY_HAND],
            key="layout",
            format_func=lambda name: _way(here, name, known),
        )
    if not dropped:
        return None
    by_hand = choice == BY_HAND
    return File(dropped.name, dropped.getvalue(), None if by_hand else choice or None, by_hand)


def _way(here: Here, name: str, known: Mapping[str, Layout]) -> str:
    """A way in which a file may be read, as it is called in the choice."""
    if name == BY_HAND:
        return here.say(message("I say it by hand"))
    return here.say(known[name].name if name else message("Our template, or recognise it"))


def check(here: Here, file: File) -> Checked:
    """Check the file against the ledger as it is now, with a progress bar; the same file is not read twice."""
    layout = layout_by_hand(file) or (layouts.load(file.layout, here.live) if file.layout else None)
    key = (file.name, hash(file.content), layout, here.person.organisation, here.live.number)
    known = st.session_state.get("checked")
    if known and known[0] == key:
        return known[1]
    say, bar = here.say, st.progress(0.0, here.say(message("Reading the file")))
    checked = check_file(
        here.live,
        here.live.number,
        here.person,
        file.name,
        file.content,
        layout,
        lambda said, share: bar.progress(share, say(said)),
    )
    bar.empty()
    st.session_state["checked"] = (key, checked)
    return checked


def preview(here: Here, checked: Checked) -> Preview | None:
    """What would change; None where nothing could land. Of the same checked file it is worked out once."""
    known = st.session_state.get("would")
    if known and known[0] is checked:
        return known[1]
    would = previews.preview(here.live, checked) if checked.count else None
    st.session_state["would"] = (checked, would)
    return would
