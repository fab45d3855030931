"""The money page: what is asked, and how it is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st
from markupsafe import Markup

from monitoring.charts import spending as charts
from monitoring.charts.euros import UNITS
from monitoring.money import execution, findings, spending
from monitoring.money.execution import Execution
from monitoring.money.spending import BUDGET_TYPES
from monitoring.ui import figures
from monitoring.ui.figures import CHANNELS, WORDS
from monitoring.ui.frame import Here
from monitoring.ui.html import html
from monitoring.ui.show import cached, choose, finding, quarter_picker, stands
from theory_of_change.text import Message, Period, message

PER: Mapping[str, Message] = {
    "country": message("Country"),
    "holder": message("Budget holder"),
    "channel": message("Channel"),
    "programming_line": message("Programming line"),
}
SHOWN = ("allocation", "commitment", "expenditure", "expected")
WITHOUT_BUDGET = ("channel", "programming_line")  # a budget is given per holder, country and theme


@dataclass(frozen=True)
class Asked:
    """What the visitor wants to see, and up to which quarter; None is all of them."""

    kind: str
    through: str
    per: str
    country: str | None
    budget: str | None
    unit: str = "mln"

    @property
    def year(self) -> int:
        """The year of the money."""
        return int(self.through[:4])


@dataclass(frozen=True)
class Names:
    """Names of the rows, the themes and the budget types, by code, in the visitor's language."""

    rows: Mapping[str, str]
    themes: Mapping[str, str]
    types: Mapping[str, str]
    countries: Mapping[str, str]


def ask(here: Here, years: Sequence[int]) -> Asked:
    """The choices over the page; all of them live in the address."""
    say = here.say
    all_names = names(here, "country")
    used = cached(here, spending.countries)
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom", gap="small"):
        kind = choose(
            say(message("What")),
            SHOWN,
            "kind",
            names=lambda code: say(WORDS[code]),
            default="expenditure",
            segments=True,
            width="content",
        )
        usual = here.quarter[:4] if here.quarter else None
        offered = sorted({*map(str, years), *([usual] if usual else [])}, reverse=True)
        year = choose(say(message("Year")), offered, "year", default=usual, width=94)
        per = choose(say(message("Per")), list(PER), "per", names=lambda code: say(PER[code]), width=150)
        country = choose(
            say(message("Country")),
            ["", *used],
            "country",
            width=150,
            names=lambda code: (
                all_names.countries.get(code, code)
                if code
                else say(message("All {n} countries", n=len([c for c in used if c not in ("ALL", "REG")])))
            ),
        )
        budget = choose(
            say(message("Budget")),
            ["", *BUDGET_TYPES],
            "budget",
            width=160,
            names=lambda code: all_names.types[code] if code else say(message("All three")),
        )
        unit = choose(say(message("Unit")), list(UNITS), "unit", names=lambda code: say(UNITS[code].name), width=120)
        stands(here, width=150)
    return Asked(kind, _through(here, year), per, country or None, budget or None, unit)


def _through(here: Here, year: str) -> str:
    """The quarter that is looked at; of another year its last one, or the last that has ended in it."""
    if here.quarter and here.quarter[:4] == year:
        return here.quarter
    ended, last = here.state.last_ended, f"{year}-Q4"
    return min(ended, last) if ended and ended[:4] == year else last


def names(here: Here, per: str) -> Names:
    """What the codes are called."""
    say = here.say

    def said(kind: str) -> dict[str, str]:
        return {code: say(name) for code, name in here.names(kind).items()}

    countries = said("country")
    if per == "channel":
        rows = {code: say(word) for code, word in CHANNELS.items()}
    elif per == "programming_line":
        rows = said("programming_line") | {"ALL": say(message("not per programming line"))}
    else:
        rows = said("organisation") if per == "holder" else countries
    return Names(rows, said("theme"), said("budget_type"), countries)


def rows(here: Here, asked: Asked) -> pd.DataFrame:
    """The money that the visitor asked for: one row per row of the page, theme and budget type."""
    return cached(here, spending.rows, asked.per, asked.through, asked.country, asked.budget)


def budget(here: Here, asked: Asked) -> Execution | None:
    """How the one budget stands that is asked for; None where more than one is, or only a country of it."""
    if not asked.budget or asked.country:
        return None
    executions = cached(here, execution.execution, asked.through)
    found = next(one for one in executions if one.budget_type == asked.budget)
    return None if found.empty else found


def title(here: Here, frame: pd.DataFrame, asked: Asked, called: Names) -> None:
    """The finding, the grey line under it, and the quarters to choose from."""
    one = budget(here, asked)
    said = findings.budget_title(one, called.types) if one and asked.kind in ("expenditure", "expected") else None
    if said is None:
        name = called.types[asked.budget] if asked.budget else None
        said = findings.where_it_goes(frame, asked.per, asked.kind, called.rows, called.themes, budget=name)
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    with left:
        finding(here, said, _lede(here, asked))
    with right:
        quarter_picker(here, asked.through)


def _lede(here: Here, asked: Asked) -> str:
    """What is shown, in the grey line."""
    say, what, quarter = here.say, WORDS[asked.kind], Period(asked.through)
    running = asked.through == here.quarter and here.running
    if asked.kind == "allocation":
        said = message(
            "{what} for {year}, as it stood in the {quarter}", what=what, year=str(asked.year), quarter=quarter
        )
    elif asked.kind == "expected":
        said = message("Expected by the end of {year}, seen from the {quarter}", year=str(asked.year), quarter=quarter)
    elif running:
        said = message(
            "{what} in {year}, up to and including the {quarter}, which is still running",
            what=what,
            year=str(asked.year),
            quarter=quarter,
        )
    elif asked.through.endswith("4"):
        said = message("{what} in {year}", what=what, year=str(asked.year))
    else:
        said = message(
            "{what} in {year}, up to and including the {quarter}", what=what, year=str(asked.year), quarter=quarter
        )
    return f"{say(said)} · {say(UNITS[asked.unit].name)}"


def facts(here: Here, asked: Asked) -> Markup | str:
    """The one budget that is asked for in four numbers: what there is, is spent, is expected, and is left."""
    one = budget(here, asked)
    return html("one_budget", here.say, one=one) if one else ""


def picture(here: Here, frame: pd.DataFrame, asked: Asked, called: Names) -> Markup:
    """Where the money goes, with its legend above and what is left out below."""
    known = [amount for amount in frame[asked.kind] if amount is not None]
    if not any(known):
        return html(
            "empty",
            here.say,
            title=message("Nothing here"),
            text=message("No money fits these choices. Choose another year, country or budget."),
            href="",
        )
    shown = frame[frame[asked.kind].notna()]
    return html(
        "spending",
        here.say,
        legend=charts.legend(shown, called.types, here.say, amount=asked.kind, unit=UNITS[asked.unit]),
        matrix=_matrix(here, shown, asked, called),
        left_out=cached(here, spending.outside, asked.through),
        divided=cached(here, spending.divided, asked.through),
        per=PER[asked.per] if asked.per in WITHOUT_BUDGET and asked.kind == "allocation" else None,
        expected=asked.kind == "expected",
        one=bool(asked.budget),
    )


def largest_first(frame: pd.DataFrame, asked: Asked) -> list[str]:
    """The codes of the rows, those with most of what is asked first."""
    return frame.groupby(asked.per)[asked.kind].sum().sort_values(ascending=False, kind="stable").index.tolist()


def _matrix(here: Here, frame: pd.DataFrame, asked: Asked, called: Names) -> Markup:
    """Rows by themes, with a bar of budgets in each cell, the largest row first."""
    columns = dict(called.themes) | {"ALL": here.say(message("not per theme"))}
    used = [code for code in columns if (frame["theme"] == code).any()]
    keys = largest_first(frame, asked)
    return charts.matrix(
        frame,
        keys,
        used,
        called.rows,
        columns,
        called.types,
        here.say,
        row=asked.per,
        amount=asked.kind,
        one_budget=bool(asked.budget),
        unit=UNITS[asked.unit],
        link=lambda row, theme: figures.link(
            here,
            asked.kind,
            asked.through,
            **{"country": asked.country, "budget_type": asked.budget, "theme": theme}
            | ({asked.per: row} if row else {}),
        ),
    )
