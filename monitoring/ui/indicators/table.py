"""The indicator table of a theory: baseline, target, latest value, progress, status and how it went."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from monitoring.charts import indicator as charts
from monitoring.charts.units import shown, written
from monitoring.language import Words
from monitoring.results import harm
from monitoring.results import indicator as indicators
from monitoring.ui.downloads import downloads
from monitoring.ui.frame import Here
from monitoring.ui.html import html, section
from monitoring.ui.indicators.choice import Asked, coded, where
from monitoring.ui.indicators.overruled import marked
from monitoring.ui.safeguards import strip
from monitoring.ui.show import cached, empty
from theory_of_change.text import Text, message
from theory_of_change.units import UNITS

NAMED = ("days", "per_1000", "index")  # units that the figures themselves do not show


def rows(here: Here, asked: Asked) -> pd.DataFrame:
    """The rows of the table; over all countries, what is not added up is there too, as its weakest country."""
    found = cached(here, indicators.table, asked.theory, here.quarter, asked.country)
    if asked.country != "ALL":
        return found
    weakest = cached(here, indicators.weakest, asked.theory, here.quarter)
    return pd.concat([found, weakest], ignore_index=True).sort_values("indicator", ignore_index=True)


def overview(here: Here, found: pd.DataFrame, asked: Asked) -> None:
    """The table, a word on how to read it, and its numbers to take along."""
    if found.empty:
        empty(
            here,
            message("Nothing is measured here yet."),
            message("Choose another country, or deliver figures for this one."),
            page="deliver",
            link=message("Deliver figures"),
        )
        return
    courses = cached(here, indicators.courses, asked.theory, asked.country, here.quarter)
    shown = [_row(here, row, courses, asked) for row in found.to_dict("records")]
    unused = cached(here, indicators.not_measured, asked.theory, here.quarter, asked.country)
    numbers = courses[courses["value"].notna()].groupby("indicator")["reported"].nunique()
    uneven = asked.country == "ALL" and bool((numbers > 1).any())
    st.html(html("indicator_table", here.say, rows=shown, unused=unused, uneven=uneven))
    say = here.say
    st.html(
        section(
            say(message("Safeguards")),
            say(
                message("over all countries, each by its gravest case")
                if asked.country == "ALL"
                else message("open one for its limits and course")
            ),
            strip(here, cached(here, harm.known, here.quarter), asked.theory, asked.country),
        )
    )
    downloads(
        here,
        lambda: found.reindex(columns=list(indicators.HEADINGS)),
        f"indicators-{asked.theory}-{asked.country}-{here.quarter}",
        {column: say(heading) for column, heading in indicators.HEADINGS.items()},
        f"{say(here.names('theory')[asked.theory])} · {say(where(here, asked))} · {say.period(here.quarter)}",
        lambda: coded(here),
    )


def _row(here: Here, row: Mapping[str, Any], courses: pd.DataFrame, asked: Asked) -> dict[str, Any]:
    """A row of the table, in words."""
    say, unit, code = here.say, row["unit"], row["indicator"]
    name = say(Text(nl=row["name_nl"], en=row["name_en"]))
    weakest = row["country"] != asked.country
    own = courses[(courses["indicator"] == code) & courses["value"].notna()].drop_duplicates("value_period")
    told = ""
    if len(own) > 1:
        first, last = (written(own["value"].iloc[place], unit, say) for place in (0, -1))
        told = say(message("{name}: from {first} to {last}", name=name, first=first, last=last))
    known = row if pd.notna(row["value"]) or pd.notna(row["hidden"]) else own.iloc[-1] if len(own) else None
    partly = known is not None and known["countries"] > 1 and known["reported"] < known["countries"]
    reached = row["kind"] == "event" and row["countries"] == 1
    by_year = row["kind"] in ("flow", "yearly")
    return {
        "code": code,
        "name": name,
        "href": here.link("indicators", theory=asked.theory, country=row["country"], indicator=code),
        "unit": UNITS[unit] if unit in NAMED else None,
        "weakest": Text(nl=row["country_nl"], en=row["country_en"]) if weakest else None,
        "baseline": written(row["baseline"], unit, say, yes_no=reached),
        "original": written(row["original_target"], unit, say) if _revised(row) else "",
        "target": written(row["target"], unit, say, yes_no=reached),
        "year": _year(row) if by_year and pd.notna(row["target"]) else None,
        "value": shown(known["value"], known["hidden"], unit, say, yes_no=reached) if known is not None else "–",
        "to_date": written(row["to_date"], unit, say)
        if row["frequency"] != "year" and pd.notna(row["to_date"])
        else None,  # of a whole year it is the value itself
        "reported": (int(known["reported"]), int(known["countries"])) if partly else None,
        "period": say.short_period(known["value_period"]) if known is not None else "–",
        "earlier": known is not None and known is not row,
        "progress": _progress(row, say),
        "falls": by_year and row["direction"] == "lower",
        "expected": say.percent(row["expected_progress"]),
        "status": marked(row["status"], row["computed_status"], say),
        "course": charts.spark(own["value"].tolist(), row["status"], told),
    }


def _progress(row: Mapping[str, Any], say: Words) -> str:
    """The share of the way, or that it goes the other way: nobody can read a negative share."""
    if pd.notna(row["progress"]) and row["progress"] < 0:
        return say(message("wrong way"))
    return say.percent(row["progress"])


def _year(row: Mapping[str, Any]) -> str:
    """The year that a flow is judged in: a figure per year is of the last year that ended."""
    ended = row["frequency"] == "year" and row["period"][5:] != "Q4"
    return str(int(row["period"][:4]) - ended)


def _revised(row: Mapping[str, Any]) -> bool:
    original, target = row["original_target"], row["target"]
    return pd.notna(original) and pd.notna(target) and abs(original - target) > 1e-9
