"""The layouts that people made: who keeps which, deleting one, and bringing it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from monitoring.intake import layout as layouts
from monitoring.intake.layout import Kept, LayoutError
from monitoring.ledger import Commit
from monitoring.ui.deliver.who_and_why import Deed, told_when_busy, who_and_why
from monitoring.ui.frame import Here
from monitoring.ui.html import html, note, section
from monitoring.ui.show import empty, finding
from theory_of_change.text import Message, counted, message

ALL = "all"


def layouts_asked() -> bool:
    """Whether the address is about the layouts."""
    return st.query_params.get("layouts") == ALL


def show_layouts(here: Here) -> None:
    """Every layout that somebody made, and the way to delete one's own or bring it back."""
    say, kept = here.say, layouts.kept(here.live)
    if not kept:
        finding(here, message("Nobody has made a layout yet"))
        empty(
            here,
            message("A layout says what the cells of somebody else's sheet mean."),
            message("Drop any sheet, say what its cells mean, and keep that under a name."),
            page="deliver",
            link=message("Deliver figures"),
        )
        return
    finding(
        here,
        counted("{n} layout by which other sheets are read", "{n} layouts by which other sheets are read", n=len(kept)),
        say(message("who made it may delete it; what came in by it stays, and it can be brought back")),
    )
    commits = {commit.number: commit for commit in here.live.history()}
    left, right = st.columns([60, 40], gap=34)
    with left:
        _list(here, kept, commits)
    with right:
        _change(here, [one for one in kept if one.organisation == here.person.organisation])
    st.html(html("onward", say, links=[(here.link("deliver"), message("Deliver figures"))]))


def _list(here: Here, kept: Sequence[Kept], commits: Mapping[int, Commit]) -> None:
    rows = [(one, commits[one.number]) for one in kept]
    st.html(section(here.say(message("Layouts")), inner=html("layout_list", here.say, rows=rows)))


def _change(here: Here, own: Sequence[Kept]) -> None:
    """Choose one of one's own, and see what deleting it or bringing it back does."""
    say = here.say
    st.html(section(say(message("Delete or bring back"))))
    if not own:
        st.html(note(say(message("You may delete the layouts of your own organisation. It has made none."))))
        return
    named = {one.layout.layout: one for one in own}
    with st.container(key="layout_change"):
        chosen = named[st.selectbox(say(message("Layout")), list(named), key="layout_own")]
        st.html(note(say(_what_it_does(chosen))))
        _confirm(here, chosen)


def _what_it_does(one: Kept) -> Message:
    if one.deleted:
        return message("Then files are recognised by “{name}” again, as it was last.", name=one.layout.layout)
    if not one.files:
        return message(
            "Then no file is recognised by “{name}” any more. You can bring it back.", name=one.layout.layout
        )
    return counted(
        "Then no file is recognised by “{name}” any more. {n} file came in by it: what it brought stays, and so does how it was read. You can bring it back.",
        "Then no file is recognised by “{name}” any more. {n} files came in by it: what they brought stays, and so does how they were read. You can bring it back.",
        n=one.files,
        name=one.layout.layout,
    )


def _confirm(here: Here, one: Kept) -> None:
    """Who and why, and then it is done."""
    name = one.layout.layout
    said = who_and_why(
        here,
        Deed(
            "layout",
            f"{name}_{one.version}",
            message("Why do you bring it back?") if one.deleted else message("Why do you delete it?"),
            message("Bring back") if one.deleted else message("Delete the layout"),
        ),
    )
    if said is None:
        return
    work = layouts.bring_back if one.deleted else layouts.delete
    try:
        with told_when_busy(here):
            work(here.live, said[0], name, said[1])
    except LayoutError:  # somebody else did it meanwhile
        st.error(here.say(message("Somebody else changed this layout meanwhile. Open this page again.")))
        return
    st.rerun()
