"""The sheet as it stands, and beside it the first rows as they will land."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import streamlit as st

from monitoring.intake.draft import AMOUNTS
from monitoring.intake.fields import FIELDS, Field
from monitoring.intake.finding import Finding, Folded, Severity, fold
from monitoring.intake.layout import SheetLayout
from monitoring.intake.layout.look import Guess
from monitoring.intake.layout.trial import MOST_ROWS, Trial
from monitoring.intake.normalise import plain
from monitoring.intake.reading import Sheet, address, letters
from monitoring.intake.vocabulary import Vocabulary
from monitoring.language import Words
from monitoring.ui.deliver.mapping.beside import headings_beside
from monitoring.ui.deliver.mapping.form import KINDS_OF_FIGURE
from monitoring.ui.frame import Here
from monitoring.ui.html import html, section
from monitoring.ui.parts import part
from theory_of_change.text import counted, message

SHOWN_ROWS, SHOWN_COLUMNS, SHOWN_LANDING, SHOWN_POINTS = 14, 60, 8, 6
NO_FIGURE = ("no figure", "pro memorie")  # what is told of words that stand where a figure should


def as_it_stands(here: Here, sheet: Sheet, described: SheetLayout, columns: Sequence[Guess]) -> None:
    """The first rows of the sheet as they stand, with what each column is read as above them."""
    say = here.say
    read_as = _meanings(described, columns, say)
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


def landing(here: Here, described: SheetLayout, tried: Trial, vocabulary: Vocabulary) -> None:
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
        total=sum((value for value in landing.get(figure, ()) if isinstance(value, Decimal)), start=Decimal(0)),
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


def _meanings(described: SheetLayout, columns: Sequence[Guess], say: Words) -> Mapping[str, str]:
    """What each column of a sheet is read as, by its letter."""
    headers = {field.name: say(field.header) for field in FIELDS[described.table]}
    found = {column.at: headers[name] for name, column in described.columns.items()}
    found |= {column.at: say(message("breakdown")) for column in described.parts.values()}
    if described.across:
        beside = headings_beside(described.across, columns)
        found |= {g.at: headers[described.across.fills] for g in columns if g.heading in beside and g.at not in found}
    return found
