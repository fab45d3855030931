"""What pages show: a finding as title, sections, empty states, choices that live in the address, downloads."""

from __future__ import annotations

import csv
from collections.abc import Callable, Hashable, Mapping, Sequence
from html import escape
from io import BytesIO, StringIO
from typing import Any, TypeVar

import pandas as pd
import streamlit as st
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from monitoring.ledger import Ledger
from monitoring.ui.frame import Here
from theory_of_change.text import Message, message

T = TypeVar("T")
MOST_CACHED = 400


def finding(here: Here, title: Any, lede: str) -> None:
    """The title of a page, which is its finding, and the grey line under it."""
    st.html(
        f'<div class="top"><div><h1 class="h1">{escape(here.say(title))}</h1><div class="lede">{escape(lede)} · {escape(here.tail)}</div></div></div>'
    )


def section(title: str, small: str = "", inner: str = "") -> str:
    """A section under its own rule, as HTML."""
    explained = f"<small>{escape(small)}</small>" if small else ""
    return f'<div class="sec"><h2 class="h2">{escape(title)}{explained}</h2>{inner}</div>'


def empty(here: Here, title: Message, text: Message, *, page: str | None = None, link: Message | None = None) -> None:
    """Nothing to show: say so, and what to do next."""
    onward = (
        f' <a class="go" href="{escape(here.link(page))}" target="_self">{escape(here.say(link))}</a>'
        if page and link
        else ""
    )
    st.html(f'<div class="empty"><b>{escape(here.say(title))}</b>{escape(here.say(text))}{onward}</div>')


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
        value = st.session_state[widget]
        if value is None or value == start:
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


def stands(here: Here, *, width: int = 220) -> None:
    """Choose the state of the ledger to look at: now, or as it stood after an earlier submission."""
    commits = {str(c.number): c for c in here.live.history()}
    last = str(here.live.number)
    options = ["", *(number for number in commits if number != last and number != "0")]

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


def downloads(here: Here, frame: pd.DataFrame, name: str, headings: Mapping[str, str], about: str) -> None:
    """The numbers as csv (for machines) and xlsx (for people); of an example both say that they are invented."""
    fictional = here.say(message("invented figures")) if here.fictional else ""
    file = f"{name}-stand-{here.number}" + (f"-{here.say(message('fictional'))}" if fictional else "")
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            "CSV",
            _csv(frame, fictional),
            f"{file}.csv",
            "text/csv",
            key=f"csv_{name}",
            type="tertiary",
            on_click="ignore",
            icon=":material/download:",
        )
        st.download_button(
            "Excel",
            _xlsx(frame, headings, about, fictional),
            f"{file}.xlsx",
            key=f"xlsx_{name}",
            type="tertiary",
            on_click="ignore",
            icon=":material/download:",
            mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        )


def _csv(frame: pd.DataFrame, fictional: str) -> str:
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*frame.columns, "remark"] if fictional else frame.columns)
    for row in frame.astype(object).where(frame.notna(), "").itertuples(index=False, name=None):
        writer.writerow([*map(_harmless, row), fictional] if fictional else map(_harmless, row))
    return text.getvalue()


def _xlsx(frame: pd.DataFrame, headings: Mapping[str, str], about: str, fictional: str) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet["A1"], sheet["A1"].font = about + (f" · {fictional}" if fictional else ""), Font(bold=True, size=13)
    for column, name in enumerate(frame.columns, 1):
        cell = sheet.cell(3, column, headings.get(name, name))
        cell.font = Font(bold=True)
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


def _harmless(value: Any) -> Any:
    """A text that a spreadsheet would take for a formula is given a quote in front."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t") else value
