"""The mapping step: the analyst sees the sheet, says what its cells mean, and sees the rows as they will land."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from monitoring.intake import layout as layouts
from monitoring.intake.check import Checked
from monitoring.intake.known import Known
from monitoring.intake.layout import Layout, SheetLayout
from monitoring.intake.layout.look import Guess
from monitoring.intake.layout.model import MOST_HEADING_ROWS, NAME
from monitoring.intake.layout.relative import year_of
from monitoring.intake.mark import without_our_sheets
from monitoring.intake.reading import Sheet, Unreadable, Workbook, read
from monitoring.intake.understand import TEMPLATE
from monitoring.intake.vocabulary import Vocabulary
from monitoring.ui.deliver.file import BY_HAND, File, layout_by_hand
from monitoring.ui.deliver.mapping.asked import Asked
from monitoring.ui.deliver.mapping.form import Form
from monitoring.ui.deliver.mapping.landing import as_it_stands, landing
from monitoring.ui.deliver.mapping.readings import Reading, Readings, proposal, readings, source_name
from monitoring.ui.deliver.mapping.sheets import at_once, how_far, others, which
from monitoring.ui.deliver.mapping.words import unknown_words
from monitoring.ui.frame import Here
from monitoring.ui.html import html, section
from theory_of_change.text import Message, message

AGAIN = "map_again"  # a file whose mapping is to be changed


def mapping_title(file: File) -> Message:
    """The finding of the mapping step."""
    return message("Say what the cells of {file} mean", file=file.name)


def mapped(file: File) -> Layout | None:
    """The layout that was made by hand for this file, once it was confirmed."""
    return layout_by_hand(file)


def to_map(file: File, checked: Checked) -> bool:
    """Whether the mapping step comes first: it was asked for, or the file was read and not understood."""
    if mapped(file) or not checked.cells_read:
        return False
    asked = file.by_hand or st.session_state.get(AGAIN) == hash(file.content)
    return asked or any(finding.rule == "layout unknown" for finding in checked.findings)


def change_mapping(here: Here, file: File, checked: Checked) -> None:
    """The way from the check to the mapping: back to what was said there, or to the layout the file was read by."""
    if not mapped(file) and _saved_layout(checked) is None:
        return
    if st.button(here.say(message("Change how it is read")), type="tertiary", key="map_back"):
        st.session_state.pop(BY_HAND, None)
        st.session_state[AGAIN] = hash(file.content)
        st.rerun()


def _saved_layout(checked: Checked) -> str | None:
    """The layout by whose name a file was read; None where it is our template, or was not understood."""
    understood = checked.understood
    return understood.layout if understood and understood.layout not in ("", TEMPLATE) else None


def mapping(here: Here, file: File, checked: Checked) -> None:
    """Show the form beside the sheet; when it is confirmed the page goes on with the layout it made."""
    workbook = _workbook(file)
    if workbook is None:
        return
    vocabulary = Vocabulary.of(here.live)
    begun = None if file.by_hand else _saved_layout(checked)
    start = layouts.load(begun, here.live) if begun else None
    known = readings(here, workbook, vocabulary, start)
    left, right = st.columns([44, 56], gap=34)
    with left:
        st.html(section(here.say(message("How it is read")), here.say(message("proposed; change what is wrong"))))
        number = which(here, known)
        told = st.empty()
        if len(known.all) > 1:
            at_once(here, known, number, workbook, vocabulary)
            others(here, known, number)
        reading = known.all[number]
        sheet = workbook.sheets[reading.sheet]
        reading.settle(sheet, vocabulary)
        _header(here, reading, sheet, vocabulary, known.source)
        columns = reading.columns(sheet, vocabulary)
        prefix = f"map_{number}_{reading.generation}_"
        year = _year(sheet, reading.layout, columns)
        asked = Asked(here.say, reading.layout, columns, vocabulary, prefix, year)
        form = Form(asked, Known(here.live, here.person))
        described = form.build()
    if form.renamed:
        reading.layout = described
        st.rerun()
    tried = reading.trial(sheet, described, vocabulary)
    reading.wrong = tried.wrong_rows
    if len(known.all) > 1:
        told.caption(how_far(here, known))
    with left:
        answered = unknown_words(here, described, tried, vocabulary, prefix)
    reading.layout = answered
    if answered != described:
        st.rerun()  # the trial below is to know what was just answered
    with right:
        as_it_stands(here, sheet, described, columns)
        landing(here, described, tried, vocabulary)
        _confirm(here, file, known)


def _workbook(file: File) -> Workbook | None:
    """The workbook of a file, read once; None where it cannot be read, which the check tells."""
    key = hash(file.content)
    known = st.session_state.get("workbook")
    if known is None or known[0] != key:
        try:
            known = (key, without_our_sheets(read(file.name, file.content)))
        except Unreadable:
            return None
        st.session_state["workbook"] = known
    return known[1]


def _header(here: Here, reading: Reading, sheet: Sheet, vocabulary: Vocabulary, source: str) -> None:
    """Point at the rows of the headings; other rows are another proposal."""
    say, now = here.say, reading.layout
    left, middle, right = st.columns(3)
    header = left.number_input(
        say(message("Headings stand in row")),
        0,
        max(len(sheet.rows), 1),
        now.header_row,
        key=f"map_header_{reading.sheet}_{reading.generation}",
        help=say(message("0 where a sheet has no headings: its columns are then told by their letters.")),
    )
    rows = middle.number_input(
        say(message("Rows of headings")),
        1,
        max(min(MOST_HEADING_ROWS, header), 1),
        min(now.header_rows, max(header, 1)),
        key=f"map_rows_{reading.sheet}_{reading.generation}",
        help=say(
            message("2 where “2025” stands above “Men” and “Women”: they are read as “2025 Men” and “2025 Women”.")
        ),
    )
    if (header, rows) != (now.header_row, now.header_rows):
        reading.layout = proposal(here, sheet, vocabulary, source, header, rows).layout
        reading.generation += 1
        st.rerun()
    least = now.header_row + 1
    first = right.number_input(
        say(message("Figures begin in row")),
        least,
        max(len(sheet.rows), least),
        min(max(now.first_row or least, least), max(len(sheet.rows), least)),
        key=f"map_first_{reading.sheet}_{reading.generation}",
    )
    reading.layout = now.model_copy(update={"first_row": first if first != least else None})


def _year(sheet: Sheet, described: SheetLayout, columns: Sequence[Guess]) -> str:
    """The year from which headings count, as a column of the sheet says it; "" where they do not."""
    named = described.across.year if described.across else None
    place = next((guess.place for guess in columns if named and guess.heading == named.heading), None)
    first = (described.first_row or described.header_row + 1) - 1
    return year_of(sheet, first, place) if place is not None else ""


def _confirm(here: Here, file: File, known: Readings) -> None:
    """Name the layout, and go on with the check; it is kept when the file lands."""
    say = here.say
    with st.container(key="confirm"):
        keep = st.checkbox(say(message("Keep this layout for next time")), value=known.keep, key="map_keep")
        name = st.text_input(
            say(message("Name of the layout")), value=known.name or source_name(file.name), key="map_name", max_chars=60
        ).strip()
        known.keep, known.name = keep, name
        why_not = _why_not(here, known)
        if why_not:
            st.html(html("wait", say, text=why_not))
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            if st.button(say(message("Check the file")), type="primary", disabled=why_not is not None, key="map_check"):
                st.session_state[BY_HAND] = (hash(file.content), known.layout(name), keep)
                st.session_state.pop(AGAIN, None)
                st.rerun()
            if why_not is None:
                st.download_button(
                    say(message("The layout as text")),
                    known.layout(name).to_yaml(),
                    f"{name}.yaml",
                    "application/yaml",
                    type="tertiary",
                    on_click="ignore",
                )


def _why_not(here: Here, known: Readings) -> Message | None:
    if not known.on:
        return message("Read at least one sheet.")
    if not NAME.match(known.name):
        return message("A layout is named in small letters and figures, with hyphens between them.")
    owner = layouts.owner(here.live, known.name)
    if known.keep and owner not in (None, here.person.organisation):
        return message("A layout of that name is of {owner}. Choose another name.", owner=owner)
    return None
