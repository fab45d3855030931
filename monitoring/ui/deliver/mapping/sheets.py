"""Which sheets of a file are read: one by one, all at once, or those that look alike in the same way."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from monitoring.intake.reading import Workbook
from monitoring.intake.vocabulary import Vocabulary
from monitoring.ui.deliver.mapping.readings import Readings
from monitoring.ui.frame import Here
from theory_of_change.text import Listing, Message, counted, message

SHOWN_SHEETS = 3  # that are not read, each with a button


def which(here: Here, known: Readings) -> int:
    """Choose a sheet, and whether it is read; a sheet may be read twice."""
    say = here.say
    twice = {r.sheet for r in known.all if sum(other.sheet == r.sheet for other in known.all) > 1}

    def name(number: int) -> str:
        sheet = known.all[number].sheet
        seen = sum(reading.sheet == sheet for reading in known.all[: number + 1])
        return f"{sheet}{f' ({seen})' if sheet in twice else ''}"

    left, right = st.columns([3, 2], vertical_alignment="bottom")
    number = left.selectbox(
        say(message("Sheet")),
        range(len(known.all)),
        index=known.shown,
        format_func=name,
        key=f"map_sheet_{len(known.all)}_{known.turn}",
    )
    on = right.checkbox(say(message("Read this sheet")), value=number in known.on, key=f"map_on_{number}_{known.turn}")
    known.on = known.on | {number} if on else known.on - {number}
    if right.button(say(message("Read it once more")), key="map_twice", type="tertiary", help=say(TWICE)):
        known.all.append(replace(known.all[number]))
        known.on.add(len(known.all) - 1)
        known.shown = len(known.all) - 1
        st.rerun()
    return number


def how_far(here: Here, known: Readings) -> str:
    """How many of the sheets are read, and in which of them rows do not land yet."""
    names, read_now = {one.sheet for one in known.all}, {known.all[one].sheet for one in known.on}
    told: list[Message] = [
        counted("{n} of {all} sheets is read", "{n} of {all} sheets are read", n=len(read_now), all=len(names))
    ]
    wrong = [f"{known.all[one].sheet} ({known.all[one].wrong})" for one in sorted(known.on) if known.all[one].wrong]
    if wrong:
        told.append(message("with rows that cannot land yet in {sheets}", sheets=Listing(wrong)))
    return " · ".join(map(here.say, told))


def at_once(here: Here, known: Readings, number: int, workbook: Workbook, vocabulary: Vocabulary) -> None:
    """Read all sheets of a file, or those that look alike in the same way."""
    say = here.say
    alike = known.alike(number, workbook)
    with st.container(horizontal=True, gap="small"):
        if len(known.on) < len(known.all) and st.button(
            say(message("Read all sheets")), key="map_all", type="tertiary"
        ):
            known.on = set(range(len(known.all)))
            for one in known.all:
                one.settle(workbook.sheets[one.sheet], vocabulary)
            _tick(known)
        same = counted(
            "Read {n} sheet with the same headings like this",
            "Read {n} sheets with the same headings like this",
            n=len(alike),
        )
        names = ", ".join(known.all[one].sheet for one in alike)
        if alike and st.button(say(same), key=f"map_alike_{number}", type="tertiary", help=names):
            known.read_alike(number, alike)
            for one in alike:
                known.all[one].settle(workbook.sheets[known.all[one].sheet], vocabulary)
            _tick(known)


def _tick(known: Readings) -> None:
    """Show which sheets are read as it was just decided, whatever their boxes said before."""
    known.turn += 1
    st.rerun()


def others(here: Here, known: Readings, number: int) -> None:
    """The other sheets that are not read, each a click away."""
    say = here.say
    read_now = {known.all[one].sheet for one in known.on}
    unread = [n for n, one in enumerate(known.all) if one.sheet not in read_now and n != number]
    with st.container(horizontal=True, gap="small"):
        for other in unread[:SHOWN_SHEETS]:
            words = message("Read “{sheet}” too", sheet=known.all[other].sheet)
            if st.button(say(words), key=f"map_too_{other}"):
                known.also(other)
                st.rerun()
    if len(unread) > SHOWN_SHEETS:
        more = [known.all[one].sheet for one in unread[SHOWN_SHEETS:]]
        st.caption(say(message("Not read: {sheets}", sheets=Listing(more))))


TWICE = message("For a sheet that holds two things beside each other, such as a baseline of another year.")
