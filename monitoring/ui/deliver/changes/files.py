"""The whole preview to take along: csv with codes for machines, Excel with a sheet per table for people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any

import pandas as pd
import streamlit as st
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from monitoring.intake.check import Checked
from monitoring.intake.fields import FIELDS, SHEETS
from monitoring.intake.preview import Preview, What
from monitoring.language import Words
from monitoring.ledger import tables
from monitoring.ui.deliver.words import KINDS
from monitoring.ui.downloads import EXCEL, as_csv
from monitoring.ui.frame import Here
from monitoring.ui.html import note
from theory_of_change.text import Message, message

MOST_ROWS = 1_000_000  # of a sheet; Excel has room for 1,048,576

WORDS: Mapping[What, Message] = {
    What.CHANGED: message("changed"),
    What.NEW: message("new"),
    What.MISSING: message("missing from this file"),
    What.TAKEN_AWAY: message("taken away"),
    What.UNCHANGED: message("the same"),
}


def files(here: Here, checked: Checked, would: Preview) -> None:
    """Two links to all rows of the preview; they are written when somebody asks for them."""
    say = here.say
    remark = say(message("invented figures")) if here.fictional else ""
    name = f"{say(message('preview'))}-{checked.person.organisation.lower()}-stand-{would.state}"
    with st.container(key="rows_files", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(note(say(message("All rows of this preview:"))), width="content")
        for label, written, ending, mime in (
            ("CSV", lambda: as_csv(every_row(would), remark), "csv", "text/csv"),
            ("Excel", lambda: workbook(here, checked, would, remark), "xlsx", EXCEL),
        ):
            st.download_button(
                label,
                written,
                f"{name}.{ending}",
                mime,
                key=f"{ending}_preview",
                type="tertiary",
                on_click="ignore",
                icon=":material/download:",
            )


def every_row(would: Preview) -> pd.DataFrame:
    """One row per row of the preview over all tables, with codes; `was_x` is the value of `x` in the ledger."""
    parts = [
        compared.drop_columns(["place"]).to_pandas().astype(object).assign(table=name)
        for name, compared in would.compared.items()
    ]
    whole = pd.concat(parts, ignore_index=True)
    return whole[["table", *(column for column in whole if column != "table")]]


def workbook(here: Here, checked: Checked, would: Preview, remark: str) -> bytes:
    """A sheet per table with every row, and one with the totals before and after."""
    say = here.say
    about = say(message("What changes if {file} lands, against stand {number}", file=checked.name, number=would.state))
    book = Workbook(write_only=True)
    for name, compared in would.compared.items():
        heads = _heads(name, say)
        there = [column for column in heads if compared[column].null_count < len(compared)]
        for start in range(0, len(compared), MOST_ROWS):
            part = "" if len(compared) <= MOST_ROWS else f" {start // MOST_ROWS + 1}"
            batches = compared.select(there).slice(start, MOST_ROWS).to_batches()
            rows = (row for batch in batches for row in zip(*(c.to_pylist() for c in batch.columns), strict=True))
            words = {what.value: say(said) for what, said in WORDS.items()}
            told = ((words[first], *rest) for first, *rest in rows)
            _sheet(book, say(SHEETS[name]) + part, about, remark, [heads[column] for column in there], told)
    if would.totals:
        _sheet(book, say(message("Totals")), about, remark, *_totals(here, would))
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _heads(name: str, say: Words) -> dict[str, str]:
    """The columns of a sheet, each with its heading; the kind of change first."""
    called = {field.name: say(field.header) for field in FIELDS[name]}
    heads = {"what": say(message("What")), "sheet": say(message("Sheet")), "cells": say(message("Cell"))}
    table = tables()[name]
    heads |= {column: called[column] for column in table.key if column in called}
    for column in table.content:
        heads[f"was_{column}"] = say(message("{field}: was", field=called.get(column, column)))
        heads[column] = say(message("{field}: becomes", field=called.get(column, column)))
    return heads


def _totals(here: Here, would: Preview) -> tuple[list[str], list[tuple[Any, ...]]]:
    say, types, themes = here.say, here.names("budget_type"), here.names("theme")
    heads = ["Budget", "Year", "Kind", "Theme", "Before", "After", "Difference"]
    said = {
        "Budget": message("Budget"),
        "Year": message("Year"),
        "Kind": message("Kind"),
        "Theme": message("Theme"),
        "Before": message("Before"),
        "After": message("After"),
        "Difference": message("Difference"),
    }
    rows = [
        (
            say(types[one.budget_type]),
            one.year,
            say(KINDS[one.kind]),
            say(message("all themes") if one.theme is None else themes.get(one.theme, one.theme)),
            one.before,
            one.after,
            one.difference,
        )
        for one in would.totals
    ]
    return [say(said[head]) for head in heads], rows


def _sheet(
    book: Workbook, title: str, about: str, remark: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """A sheet written row by row, so that a large one takes no memory: what it is about, headings in row 3, rows."""
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A4"
    sheet.append([_text(sheet, about + (f" · {remark}" if remark else ""), bold=True)])
    sheet.append([])
    sheet.append([_text(sheet, head, bold=True) for head in heads])
    for row in rows:
        sheet.append([_text(sheet, value) if isinstance(value, str) and value[:1] == "=" else value for value in row])


def _text(sheet: Any, value: str, *, bold: bool = False) -> WriteOnlyCell:
    """A cell that stays text, also where it begins with "="."""
    cell = WriteOnlyCell(sheet, value)
    cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell
