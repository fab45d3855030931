"""Which indicators are asked for: a theory, a country, and one of them or all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from monitoring.charts.look import MARKS
from monitoring.ledger import indicator_names
from monitoring.results import indicator as indicators
from monitoring.results import safeguard as safeguards
from monitoring.results.forecast import ROW
from monitoring.results.safeguards import Colour
from monitoring.results.status import Status
from monitoring.ui.frame import Here
from monitoring.ui.show import cached, choose, stands
from theory_of_change.hidden import CALLED, WHY, Hidden
from theory_of_change.model import Indicator
from theory_of_change.text import Message, Text, message
from theory_of_change.units import UNITS


@dataclass(frozen=True)
class Asked:
    """Which theory and country, and which indicator or safeguard is open; None is the table."""

    theory: str
    country: str
    code: str | None
    safeguard: bool = False


def ask(here: Here) -> Asked:
    """The choices over the page; all of them live in the address."""
    say = here.say
    theories = here.names("theory")
    _mend_address(theories)
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom", gap="small"):
        theory = choose(
            say(message("Theory")), list(theories), "theory", names=lambda code: say(theories[code]), width=230
        )
        named, guards = indicator_names(here.ledger, theory), safeguards.names(here.ledger, theory)

        def called(code: str) -> str:
            if code in guards:
                return f"{code} · {say(message('safeguard'))}: {say(guards[code])}"
            return f"{code} · {say(named[code])}" if code else say(message("All indicators and safeguards"))

        code = choose(say(message("Indicator")), ["", *named, *guards], "indicator", names=called, width=340)
        if code in guards:
            options = cached(here, safeguards.countries, code, here.quarter)
        else:
            options = cached(here, indicators.countries, theory, code or None)
        places = here.names("country") | {"ALL": message("All countries")}
        country = choose(
            say(message("Country")), options, "country", names=lambda country: say(places[country]), width=170
        )
        stands(here, width=200)
    return Asked(theory, country, code or None, code in guards)


def _mend_address(theories: Mapping[str, Text]) -> None:
    """A safeguard may be asked for by its own name; what belongs to another theory than the chosen one is dropped."""
    asked = st.query_params
    if "safeguard" in asked:
        asked["indicator"] = asked.pop("safeguard")
    code = asked.get("indicator", "")
    if code[:3] in theories and asked.get("theory") not in theories:
        asked["theory"] = code[:3]
    elif code and code[:3] != asked.get("theory"):
        del asked["indicator"]


def coded(here: Here) -> dict[str, dict[str, str]]:
    """What people read in place of codes, per column of a result."""
    say = here.say
    statuses = {status.value: say(MARKS[status.value].word) for status in Status}
    return {
        "country": {code: say(name) for code, name in here.names("country").items()}
        | {"ALL": say(message("All countries"))},
        "row": {code: say(name) for code, name in ROW.items()},
        "status": statuses,
        "computed_status": statuses,
        "hidden": {reason.value: f"{say(CALLED[reason])}: {say(WHY[reason])}" for reason in Hidden},
        "colour": {colour.value: say(MARKS[colour.value].word) for colour in Colour},
    }


def where(here: Here, asked: Asked) -> Text | Message:
    """The country in words, or all of them."""
    return message("All countries") if asked.country == "ALL" else here.names("country")[asked.country]


def lede(here: Here, asked: Asked, defined: Indicator | None = None) -> str:
    """What is shown, in the grey line."""
    say = here.say
    parts = [say(here.names("theory")[asked.theory]), say.period(here.quarter)]
    if defined is not None:
        parts = [defined.code, say(defined.name), say(UNITS[defined.unit]), *parts]
    return " · ".join(parts)
