"""The amounts of the money page as a table: each opens, and all can be taken along."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from monitoring.charts.euros import UNITS, Unit
from monitoring.ui import figures
from monitoring.ui.downloads import downloads
from monitoring.ui.figures import WORDS
from monitoring.ui.frame import Here
from monitoring.ui.html import html, note, section
from monitoring.ui.money import PER, WITHOUT_BUDGET, Asked, Names, largest_first
from theory_of_change.text import counted, message

MOST = 120  # rows on the page; the downloads hold all

KINDS = [kind for kind in WORDS if kind != "forecast"]
"""What is in the table: the forecast as it was given, beside what is expected, would confuse."""


def amounts(here: Here, frame: pd.DataFrame, asked: Asked, called: Names) -> None:
    """The amounts in euros, those of the largest rows first, as a table and to download; “–” where nothing is known."""
    say = here.say
    # A table in millions would hide what the picture shows already: it is in euros unless thousands are asked for.
    unit = UNITS["k"] if asked.unit == "k" else UNITS["eur"]
    told = message("{unit}, {n} rows; to the cent in the downloads", unit=unit.name, n=len(frame))
    columns = {
        asked.per: say(PER[asked.per]),
        "theme": say(message("Theme")),
        "budget_type": say(message("Budget")),
        **{kind: say(word) for kind, word in WORDS.items()},
        "used": say(message("Used")),
    }
    coded = {
        asked.per: called.rows,
        "theme": {**called.themes, "ALL": say(message("not per theme"))},
        "budget_type": called.types,
    }
    st.html(section(say(message("The amounts")), say(told), _table(here, frame, asked, columns, coded, unit)))
    about = f"{say(message('Spending'))} {say.period(asked.through)}, €"
    downloads(here, lambda: frame, file_name(asked), columns, about, lambda: coded)


def _table(
    here: Here,
    frame: pd.DataFrame,
    asked: Asked,
    columns: Mapping[str, str],
    coded: Mapping[str, Mapping[str, str]],
    unit: Unit,
) -> Markup:
    say = here.say
    place = {code: at for at, code in enumerate(largest_first(frame, asked))}
    shown = sorted(frame.to_dict("records"), key=lambda row: place.get(row[asked.per], len(place)))[:MOST]
    rows = [
        (
            [words.get(row[column], row[column]) for column, words in coded.items()],
            [(unit.write(row[kind], say), _opens(here, row, kind, asked)) for kind in KINDS],
            say.percent(float(row["expenditure"] / row["allocation"]))
            if row["allocation"] and row["expenditure"] is not None
            else "–",
        )
        for row in shown
    ]
    more = len(frame) - len(shown)
    notes = (
        [counted("{n} smaller row is in the downloads.", "{n} smaller rows are in the downloads.", n=more)]
        if more
        else []
    )
    notes += [_NO_BUDGET[asked.per]] if asked.per in WITHOUT_BUDGET else []
    inner = html(
        "money_amounts",
        say,
        about=message("Amounts per {per}, theme and budget", per=columns[asked.per].lower()),
        heads=[columns[name] for name in (*coded, *KINDS, "used")],
        names=len(coded),
        rows=rows,
    )
    return Markup("").join([inner, *(note(say(one)) for one in (*notes, _EXPECTED))])


def _opens(here: Here, row: Mapping[str, Any], kind: str, asked: Asked) -> str:
    """The address behind an amount; none where nothing is known."""
    if row[kind] is None:
        return ""
    where = {"country": asked.country, asked.per: row[asked.per]}
    return figures.link(here, kind, asked.through, **where, theme=row["theme"], budget_type=row["budget_type"])


_NO_BUDGET = {
    "channel": message("Budgets are not given per channel: there “–” stands for not known."),
    "programming_line": message("Budgets are not given per programming line: there “–” stands for not known."),
}
_EXPECTED = message(
    "Expected: spent, plus the forecast of the quarters whose spending is still to come. "
    "The downloads also hold the forecast as it was given, with the quarters since paid."
)


def file_name(asked: Asked) -> str:
    """The name of a download: what it is about, so that two files are not mistaken for each other.

    >>> file_name(Asked("expenditure", "2026-Q3", "programming_line", "XAB", "BZ_ODA"))
    'spending-2026-Q3-per-programming-line-XAB-BZ-ODA'
    """
    parts = ("spending", asked.through, "per", asked.per, asked.country, asked.budget)
    return "-".join(part.replace("_", "-") for part in parts if part)
