"""The money page: what is asked, and how it is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st
from markupsafe import Markup

from monitoring.charts import spending as charts
from monitoring.ledger import names as names_of
from monitoring.money import spending
from monitoring.money.spending import BUDGET_TYPES, KINDS
from monitoring.results import quarter as quarters
from monitoring.ui.downloads import downloads
from monitoring.ui.frame import Here
from monitoring.ui.html import html, section
from monitoring.ui.show import cached, choose, stands
from theory_of_change.text import Message, message

WORDS: Mapping[str, Message] = {
    "allocation": message("Allocated"),
    "commitment": message("Committed"),
    "expenditure": message("Spent"),
    "forecast": message("Forecast"),
}
PER: Mapping[str, Message] = {
    "country": message("Country"),
    "holder": message("Budget holder"),
    "channel": message("Channel"),
    "programming_line": message("Programming line"),
}
CHANNELS: Mapping[str, Message] = {
    "bilateral": message("bilateral"),
    "european": message("European"),
    "multilateral": message("multilateral"),
    "ALL": message("not per channel"),
}


@dataclass(frozen=True)
class Asked:
    """What the visitor wants to see; None is all of them."""

    kind: str
    year: int
    per: str
    country: str | None
    budget: str | None


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
            KINDS,
            "kind",
            names=lambda code: say(WORDS[code]),
            default="expenditure",
            segments=True,
            width="content",
        )
        year = choose(say(message("Year")), [str(y) for y in years], "year", width=100)
        per = choose(say(message("Per")), list(PER), "per", names=lambda code: say(PER[code]), width=160)
        country = choose(
            say(message("Country")),
            ["", *used],
            "country",
            width=160,
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
            width=170,
            names=lambda code: all_names.types[code] if code else say(message("All three")),
        )
        stands(here)
    return Asked(kind, int(year), per, country or None, budget or None)


def names(here: Here, per: str) -> Names:
    """What the codes are called."""
    say = here.say

    def said(kind: str) -> dict[str, str]:
        return {code: say(name) for code, name in names_of(here.ledger, kind).items()}

    countries = said("country")
    if per == "channel":
        rows = {code: say(word) for code, word in CHANNELS.items()}
    elif per == "programming_line":
        rows = said("programming_line") | {"ALL": say(message("not per programming line"))}
    else:
        rows = said("organisation") if per == "holder" else countries
    return Names(rows, said("theme"), said("budget_type"), countries)


def filtered(frame: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """The rows that the visitor asked for."""
    if asked.country:
        frame = frame[frame["country"] == asked.country]
    if asked.budget:
        frame = frame[frame["budget_type"] == asked.budget]
    return frame.reset_index(drop=True)


def last_quarter(here: Here, asked: Asked) -> str:
    """The last quarter of the year that has ended, which is where expenditure stops and forecasts begin."""
    ended = quarters.last_ended(here.ledger)
    last = f"{asked.year}-Q4"
    return min(ended, last) if ended and ended[:4] == str(asked.year) else last


def lede(here: Here, asked: Asked) -> str:
    """What is shown, in the grey line."""
    say = here.say
    last = last_quarter(here, asked)
    through = message(
        "{what} in {year}, up to and including {quarter}",
        what=WORDS[asked.kind],
        year=str(asked.year),
        quarter=say.period(last),
    )
    whole = message("{what} in {year}", what=WORDS[asked.kind], year=str(asked.year))
    running = asked.kind in ("commitment", "expenditure") and not last.endswith("4")
    return f"{say(through if running else whole)} · {say(message('€ million, per {per}, theme and budget', per=say(PER[asked.per]).lower()))}"


def picture(here: Here, frame: pd.DataFrame, asked: Asked, called: Names) -> Markup:
    """Where the money goes, with its legend above and what is left out below."""
    if not len(frame) or not frame[asked.kind].sum():
        return html(
            "empty",
            here.say,
            title=message("Nothing here"),
            text=message("No money fits these choices. Choose another year, country or budget."),
            href="",
        )
    return html(
        "spending",
        here.say,
        legend=charts.legend(frame, called.types, here.say, amount=asked.kind),
        matrix=_matrix(here, frame, asked, called),
        left_out=cached(here, spending.outside, asked.year),
    )


def _matrix(here: Here, frame: pd.DataFrame, asked: Asked, called: Names) -> Markup:
    """Rows by themes, with a bar of budgets in each cell, the largest row first."""
    columns = dict(called.themes) | {"ALL": here.say(message("not per theme"))}
    used = [code for code in columns if (frame["theme"] == code).any()]
    rows = frame.groupby(asked.per)[asked.kind].sum().sort_values(ascending=False, kind="stable").index.tolist()
    return charts.matrix(
        frame, rows, used, called.rows, columns, called.types, here.say, row=asked.per, amount=asked.kind
    )


def amounts(here: Here, frame: pd.DataFrame, asked: Asked, called: Names) -> None:
    """The amounts in euros, as a table and to download."""
    say = here.say
    grouping = [asked.per, "theme", "budget_type"]
    shown = frame.groupby(grouping, sort=False)[list(KINDS)].sum().reset_index()
    head = say(message("The amounts"))
    st.html(section(head, say(message("€, {n} rows; to the cent in the downloads", n=len(shown)))))
    columns = {
        asked.per: say(PER[asked.per]),
        "theme": say(message("Theme")),
        "budget_type": say(message("Budget")),
        **{kind: say(word) for kind, word in WORDS.items()},
        "used": say(message("Used")),
    }
    dressed = pd.DataFrame(
        {
            asked.per: [called.rows.get(code, code) for code in shown[asked.per]],
            "theme": [called.themes.get(code, code) for code in shown["theme"]],
            "budget_type": [called.types[code] for code in shown["budget_type"]],
            **{kind: [say.number(amount) for amount in shown[kind]] for kind in KINDS},
            "used": [
                say.percent(float(spent / budget)) if budget else "–"
                for spent, budget in zip(shown["expenditure"], shown["allocation"], strict=True)
            ],
        }
    ).rename(columns=columns)
    right = {columns[name]: st.column_config.TextColumn(alignment="right") for name in (*KINDS, "used")}
    st.dataframe(
        dressed,
        hide_index=True,
        row_height=30,
        height=266,
        column_config=right,
        alt=say(message("Amounts per {per}, theme and budget", per=columns[asked.per].lower())),
    )
    downloads(here, shown, f"spending-{asked.year}", columns, f"{say(message('Spending'))} {asked.year}, €")
