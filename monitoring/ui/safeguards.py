"""Safeguards wherever they are shown: the strip of those of a theory, and their limits in words."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
from markupsafe import Markup

from monitoring.charts.look import MARKS, Mark
from monitoring.charts.units import written
from monitoring.language import Words
from monitoring.ui.frame import Here
from monitoring.ui.html import html
from theory_of_change.model import Safeguard, Threshold
from theory_of_change.text import Message, Period, Text, message

DARK_RED = "#7A0000"  # red that can be read on a hatched ground


def strip(here: Here, rows: pd.DataFrame, theory: str, country: str) -> Markup:
    """The safeguards of a theory for a country (ALL: for any), each by its gravest case and leading to its own page."""
    if len(rows):
        rows = rows[(rows["theory"] == theory) & ((country == "ALL") | rows["country"].isin([country, "ALL"]))]
    return html("safeguard_strip", here.say, cells=list(_cells(here, rows, country)))


def _cells(here: Here, rows: pd.DataFrame, country: str) -> Iterator[tuple[bool, str, Text, Mark, str, str]]:
    say = here.say
    for row in rows.drop_duplicates("safeguard").to_dict("records") if len(rows) else ():  # the gravest comes first
        look, red = MARKS[row["colour"]], row["colour"] == "red"
        told = [written(row["value"], row["unit"], say)] if pd.notna(row["value"]) else []
        if pd.notna(row["judged_in"]) and row["judged_in"] != here.quarter:  # a colour from before
            told.append(say(message("last report: {period}", period=Period(row["judged_in"]))))
        told = told or [say(message("no data"))]
        if country == "ALL" and row["colour"] in ("red", "amber") and row["country"] != "ALL":
            told.append(say(Text(nl=row["country_nl"], en=row["country_en"])))
        if red and row["blocks_payment"]:
            told.append(say(message("Payment stands still.")))
        name = Text(nl=row["name_nl"], en=row["name_en"])
        href = address(here, row["safeguard"], row["country"])
        yield red, DARK_RED if red else look.colour, name, look, " · ".join(told), href


def address(here: Here, code: str, country: str | None = None) -> str:
    """Where a safeguard is opened, for a country or else for where it stands worst."""
    return here.link("indicators", theory=code[:3], indicator=code, country=country)


def compared_unit(safeguard: Safeguard) -> str:
    """The unit of what is held against the limits: that of the value, or percent where its change is."""
    return safeguard.unit if safeguard.basis == "value" else "percent"


def limit(safeguard: Safeguard, threshold: Threshold, say: Words) -> str:
    """From where a safeguard has a colour: “2 or more”, “less than 90%”."""
    value = written(float(threshold.value), compared_unit(safeguard), say)
    said: dict[str, Message] = {
        ">": message("more than {value}", value=value),
        ">=": message("{value} or more", value=value),
        "<": message("less than {value}", value=value),
        "<=": message("{value} or less", value=value),
    }
    return say(said[threshold.op])
