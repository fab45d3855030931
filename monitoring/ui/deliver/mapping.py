"""The mapping step: the analyst sees the sheet, says what its cells mean, and sees the rows as they will land."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from monitoring.intake import layout as layouts
from monitoring.intake.check import Checked
from monitoring.intake.draft import AMOUNTS
from monitoring.intake.fields import FIELDS, Field
from monitoring.intake.finding import Finding, Folded, Severity, fold
from monitoring.intake.known import Known
from monitoring.intake.layout import Layout, SheetLayout
from monitoring.intake.layout.look import Guess
from monitoring.intake.layout.model import MOST_HEADING_ROWS, NAME
from monitoring.intake.layout.relative import year_of
from monitoring.intake.layout.trial import MOST_ROWS, Trial
from monitoring.intake.mark import without_our_sheets
from monitoring.intake.normalise import plain
from monitoring.intake.reading import Sheet, Unreadable, Workbook, address, letters, read
from monitoring.intake.understand import TEMPLATE
from monitoring.intake.vocabulary import Vocabulary
from monitoring.ui.deliver.fields_form import KINDS_OF_FIGURE, Form, meanings
from monitoring.ui.deliver.file import BY_HAND, File, layout_by_hand
from monitoring.ui.deliver.mapping_words import unknown_words
from monitoring.ui.deliver.readings import Reading, Readings, proposal, readings, source_name
from monitoring.ui.frame import Here
from monitoring.ui.html import html, section
from monitoring.ui.parts import part
from theory_of_change.text import Listing, Message, counted, message

SHOWN_ROWS, SHOWN_COLUMNS, SHOWN_LANDING, SHOWN_POINTS, SHOWN_SHEETS = 14, 60, 8, 6, 3
AGAIN = "map_again"  # a file whose mapping is to be changed
NO_FIGURE = ("no figure", "pro memorie")  # what is told of words that stand where a figure should


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
        number = _which(here, known)
        others = st.empty()
        if len(known.all) > 1:
            _at_once(here, known, number, workbook, vocabulary)
            _others(here, known, number)
        reading = known.all[number]
        sheet = workbook.sheets[reading.sheet]
        reading.settle(sheet, vocabulary)
        _header(here, reading, sheet, vocabulary, known.source)
        columns = reading.columns(sheet, vocabulary)
        prefix = f"map_{number}_{reading.generation}_"
        known_here, year = Known(here.live, here.person), _year(sheet, reading.layout, columns)
        form = Form(here.say, reading.layout, columns, vocabulary, prefix, known_here, year)
        described = form.build()
    if form.renamed:
        reading.layout = described
        st.rerun()
    tried = reading.trial(sheet, described, vocabulary)
    reading.wrong = tried.wrong_rows
    if len(known.all) > 1:
        others.caption(_how_far(here, known))
    with left:
        answered = unknown_words(here, described, tried, vocabulary, prefix)
    reading.layout = answered
    if answered != described:
        st.rerun()  # the trial below is to know what was just answered
    with right:
        _sheet(here, sheet, described, columns)
        _landing(here, described, tried, vocabulary)
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


def _which(here: Here, known: Readings) -> int:
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


def _how_far(here: Here, known: Readings) -> str:
    """How many of the sheets are read, and in which of them rows do not land yet."""
    names, read_now = {one.sheet for one in known.all}, {known.all[one].sheet for one in known.on}
    told: list[Message] = [
        counted("{n} of {all} sheets is read", "{n} of {all} sheets are read", n=len(read_now), all=len(names))
    ]
    wrong = [f"{known.all[one].sheet} ({known.all[one].wrong})" for one in sorted(known.on) if known.all[one].wrong]
    if wrong:
        told.append(message("with rows that cannot land yet in {sheets}", sheets=Listing(wrong)))
    return " · ".join(map(here.say, told))


def _at_once(here: Here, known: Readings, number: int, workbook: Workbook, vocabulary: Vocabulary) -> None:
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


def _others(here: Here, known: Readings, number: int) -> None:
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


def _sheet(here: Here, sheet: Sheet, described: SheetLayout, columns: Sequence[Guess]) -> None:
    """The first rows of the sheet as they stand, with what each column is read as above them."""
    say = here.say
    read_as = meanings(described, columns, say)
    headings = range(described.header_row - described.header_rows + 1, described.header_row + 1)
    start = max(0, headings.start - 3)
    width = min(SHOWN_COLUMNS, max((len(row) for row in sheet.rows), default=0))
    rows = [
        (row + 1, row + 1 in headings, [_as_seen(sheet, row, place) for place in range(width)])
        for row in range(start, min(start + SHOWN_ROWS, len(sheet.rows)))
    ]
    small = say(counted("{n} row", "{n} rows", n=len(sheet.rows)))
    inner = html("sheet", say, letters=[(letters(p), read_as.get(letters(p), "")) for p in range(width)], rows=rows)
    st.html(section(say(message("The sheet as it stands")), small, inner))


def _as_seen(sheet: Sheet, row: int, column: int) -> str:
    """A cell as Excel shows it: with its error, where it holds one."""
    return plain(sheet.cell(row, column)) or sheet.errors.get(address(row, column), "")


def _landing(here: Here, described: SheetLayout, tried: Trial, vocabulary: Vocabulary) -> None:
    """The rows as they would land, how many there are, and what is wrong with them."""
    say = here.say
    figure = AMOUNTS[described.table][0]
    filled = [f for f in FIELDS[described.table] if f.name in tried.rows and tried.rows[f.name].notna().any()]
    shown = [field for field in filled if field.name not in described.constants]
    landing = tried.rows[tried.rows["lands"]] if len(tried.rows) else tried.rows
    rows = [
        (row["cell"], [_in_words(here, field, row[field.name], vocabulary) for field in shown])
        for row in tried.rows.head(SHOWN_LANDING).to_dict("records")
    ]
    folded = fold(tried.findings)
    points = [_point(one) for one in folded if one.finding.severity <= Severity.ERROR]
    inner = html(
        "landing",
        say,
        headings=[(field.header, field.reads in KINDS_OF_FIGURE) for field in shown],
        rows=rows,
        numbers=[field.reads in KINDS_OF_FIGURE for field in shown],
        count=len(landing),
        figures=tried.figures if len(landing) == len(tried.rows) else len(landing),
        wrong=len(tried.rows) - len(landing),
        total=sum((value for value in landing.get(figure, ()) if value is not None), start=0),
        held=described.combine is not None and len(landing) < len(tried.rows),
        left_out=tried.left_out,
        alike=tried.alike,
        points=points[:SHOWN_POINTS],
        more=len(points) - SHOWN_POINTS,
        no_figures=[_point(one) for one in folded if one.finding.rule in NO_FIGURE],
        whole=tried.whole,
        most=MOST_ROWS,
    )
    st.html(section(say(message("The first rows as they will land")), "", inner))


def _point(one: Folded) -> tuple[Finding, int, str]:
    """Equal findings as one: what is said, of how many cells, and the first of them."""
    cells = {finding.cell for finding in one.cells}  # a column of countries is read once per column of figures
    return one.finding, len(cells), one.cells[0].cell


def _in_words(here: Here, field: Field, value: Any, vocabulary: Vocabulary) -> str:
    """A value as people read it: names for codes."""
    if value is None:
        return ""
    if field.reads == "dimension":
        return "" if value == "total" else part(value, here.say, vocabulary["country"].names)
    if field.reads == "period":
        return here.say.short_period(value)
    if field.reads in vocabulary.words:
        return here.say(vocabulary[field.reads].names.get(value, value))
    return here.say(value) if not isinstance(value, str) else value


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
