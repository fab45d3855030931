"""Which indicators are asked for: a theory, a country, and one of them or all."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from monitoring.charts.look import MARKS
from monitoring.charts.units import UNITS
from monitoring.ledger import indicator_names, names
from monitoring.results import indicator as indicators
from monitoring.results.status import Status
from monitoring.ui.frame import Here
from monitoring.ui.show import cached, choose, stands
from theory_of_change.model import Indicator
from theory_of_change.text import Message, Text, message


@dataclass(frozen=True)
class Asked:
    """Which theory and country, and which indicator is open; None is the table."""

    theory: str
    country: str
    code: str | None


def ask(here: Here) -> Asked:
    """The choices over the page; all of them live in the address."""
    say = here.say
    theories = names(here.ledger, "theory")
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom", gap="small"):
        theory = choose(
            say(message("Theory")), list(theories), "theory", names=lambda code: say(theories[code]), width=230
        )
        named = indicator_names(here.ledger, theory)
        code = choose(
            say(message("Indicator")),
            ["", *named],
            "indicator",
            names=lambda code: (
                f"{code} · {say(named[code])}" if code else say(message("All {n} indicators", n=len(named)))
            ),
            width=340,
        )
        called = names(here.ledger, "country") | {"ALL": message("All countries")}
        country = choose(
            say(message("Country")),
            cached(here, indicators.countries, theory, code or None),
            "country",
            names=lambda code: say(called[code]),
            width=170,
        )
        stands(here, width=200)
    return Asked(theory, country, code or None)


def coded(here: Here) -> dict[str, dict[str, str]]:
    """What people read in place of codes, per column of a result."""
    say = here.say
    return {
        "country": {code: say(name) for code, name in names(here.ledger, "country").items()}
        | {"ALL": say(message("All countries"))},
        "status": {status.value: say(MARKS[status.value].word) for status in Status},
    }


def where(here: Here, asked: Asked) -> Text | Message:
    """The country in words, or all of them."""
    return message("All countries") if asked.country == "ALL" else names(here.ledger, "country")[asked.country]


def lede(here: Here, asked: Asked, defined: Indicator | None = None) -> str:
    """What is shown, in the grey line."""
    say = here.say
    parts = [say(names(here.ledger, "theory")[asked.theory]), say.period(here.quarter)]
    if defined is not None:
        parts = [defined.code, say(defined.name), say(UNITS[defined.unit]), *parts]
    return " · ".join(parts)
