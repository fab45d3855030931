"""Rows that are no figures of their own, such as totals: the analyst says in which column they say what."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from monitoring.intake.layout import LeaveOut
from monitoring.ui.deliver.mapping.asked import Asked
from theory_of_change.text import message


def leave_out(asked: Asked) -> tuple[LeaveOut, ...]:
    """Rows that are no figures of their own: a column, and what it says in them."""
    say = asked.say
    st.caption(say(message("Rows to leave out, such as totals: where a column says this, or is blank")))
    names = {asked.named(at): guess for at, guess in asked.by_letter.items()}
    now = [(asked.named(asked.letter(one)), "; ".join(one.words), one.others) for one in asked.was.leave_out]
    before, key = _before(asked, "leave", now)
    edited = st.data_editor(
        pd.DataFrame(before, columns=["column", "says", "others"]).astype(
            {"column": object, "says": object, "others": bool}
        ),
        num_rows="dynamic",
        hide_index=True,
        column_config={
            "column": st.column_config.SelectboxColumn(say(message("Column")), options=list(names), required=True),
            "says": st.column_config.TextColumn(
                say(message("says")),
                help=say(message("Several words with ; between them. Empty is blank.")),
                default="",
            ),
            "others": st.column_config.CheckboxColumn(
                say(message("or anything else")),
                help=say(message("Then only rows that say one of these words are read.")),
                default=False,
            ),
        },
        key=key,
    )
    rows = [row for row in edited.itertuples() if row.column in names]
    _keep(asked, "leave", [(row.column, "; ".join(_words(row.says)), _others(row)) for row in rows])
    return tuple(
        LeaveOut(
            heading=names[row.column].heading,
            at=names[row.column].at,
            words=_words(row.says),
            others=_others(row) and bool(_words(row.says)),
        )
        for row in rows
    )


def _before(asked: Asked, editor: str, now: Any) -> tuple[Any, str]:
    """What an editor of a table begins with, and its key.

    It begins anew where something else changed what it holds. Its own edits are kept apart: an editor that
    began with them would lose the next one.
    """
    before, edited, number = st.session_state.get(f"{asked.prefix}{editor}:", (now, now, 0))
    if edited != now or f"{asked.prefix}{editor}_{number}" not in st.session_state:
        before, number = now, number + 1
    st.session_state[f"{asked.prefix}{editor}:"] = (before, now, number)
    return before, f"{asked.prefix}{editor}_{number}"


def _keep(asked: Asked, editor: str, edited: Any) -> None:
    """Remember what became of what an editor began with."""
    before, _, number = st.session_state[f"{asked.prefix}{editor}:"]
    st.session_state[f"{asked.prefix}{editor}:"] = (before, edited, number)


def _others(row: Any) -> bool:
    """Whether a row of the editor says that its words are the ones that stay; not while it names none."""
    return row.others is True or row.others == 1


def _words(says: Any) -> tuple[str, ...]:
    return tuple(word.strip() for word in says.split(";") if word.strip()) if isinstance(says, str) else ()
