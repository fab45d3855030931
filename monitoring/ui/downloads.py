"""Numbers to take along: csv for machines, Excel for people; of an example both say that they are invented."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from io import BytesIO, StringIO
from typing import Any

import pandas as pd
import streamlit as st
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from monitoring.ui.frame import Here
from theory_of_change.text import message

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def downloads(
    here: Here,
    frame: Callable[[], pd.DataFrame],
    name: str,
    headings: Mapping[str, str],
    about: str,
    words: Callable[[], Mapping[str, Mapping[str, str]]] = dict,
) -> None:
    """Two links to the numbers of `frame`: csv keeps the codes, Excel has `headings` and, per column, `words` for codes.

    The frame and a file of it are made when somebody asks for them: most who look at a page do not.
    """
    fictional = here.say(message("invented figures")) if here.fictional else ""
    file = f"{name}-stand-{here.number}" + (f"-{here.say(message('fictional'))}" if fictional else "")
    with st.container(horizontal=True, gap="small"):
        for label, content, ending, mime in (
            ("CSV", lambda: as_csv(frame(), fictional), "csv", "text/csv"),
            ("Excel", lambda: as_xlsx(in_words(frame(), words()), headings, about, fictional), "xlsx", EXCEL),
        ):
            st.download_button(
                label,
                content,
                f"{file}.{ending}",
                mime,
                key=f"{ending}_{name}",
                type="tertiary",
                on_click="ignore",
                icon=":material/download:",
            )


def in_words(frame: pd.DataFrame, words: Mapping[str, Mapping[str, str]]) -> pd.DataFrame:
    """A frame with the codes of some columns as people read them; a code without words stays.

    >>> in_words(pd.DataFrame({"country": ["XAA", "XXX"]}), {"country": {"XAA": "Almara"}})["country"].tolist()
    ['Almara', 'XXX']
    """
    return frame.assign(
        **{
            column: [said.get(code, code) for code in frame[column].astype(object)]
            for column, said in words.items()
            if column in frame
        }
    )


def as_csv(frame: pd.DataFrame, remark: str = "") -> str:
    """A frame as csv, empty where there is nothing; a remark stands in a last column of its own."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*frame.columns, "remark"] if remark else frame.columns)
    for row in frame.astype(object).where(frame.notna(), "").itertuples(index=False, name=None):
        writer.writerow([*map(harmless, row), remark] if remark else map(harmless, row))
    return text.getvalue()


def as_xlsx(frame: pd.DataFrame, headings: Mapping[str, str], about: str, remark: str = "") -> bytes:
    """A frame as a workbook: what it is about on top, headings in row 3, the first row of numbers in row 4."""
    book = Workbook()
    sheet = book.active
    sheet["A1"], sheet["A1"].font = about + (f" · {remark}" if remark else ""), Font(bold=True, size=13)
    for column, name in enumerate(frame.columns, 1):
        sheet.cell(3, column, headings.get(name, name)).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = 18
    for place, row in enumerate(frame.astype(object).where(frame.notna(), None).itertuples(index=False, name=None), 4):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(place, column, value)
            if isinstance(value, str):
                cell.data_type = "s"  # a text that begins with "=" stays a text
            elif not isinstance(value, int):
                cell.number_format = "#,##0.00"
    sheet.freeze_panes = "A4"
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def harmless(value: Any) -> Any:
    """A text that a spreadsheet would take for a formula, with a quote in front of it.

    >>> harmless("=1+1"), harmless("Belmora"), harmless(-3)
    ("'=1+1", 'Belmora', -3)
    """
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t") else value
