"""Everything known of one safeguard: its definition, where it stands in each country, and its course."""

from __future__ import annotations

import pandas as pd

from monitoring.ledger import Ledger
from monitoring.results.picture import theory_at
from monitoring.results.safeguards import Colour
from theory_of_change.model import Safeguard
from theory_of_change.text import Message, Text, message

HEADINGS = {
    "safeguard": message("Safeguard"),
    "country": message("Country"),
    "period": message("Quarter"),
    "value_period": message("Period"),
    "value": message("Value"),
    "numerator": message("Numerator"),
    "denominator": message("Denominator"),
    "compared": message("Compared with the limits"),
    "colour": message("Colour"),
}
"""The columns of a safeguard that go along in downloads, and what each is called."""


def definition(ledger: Ledger, code: str, quarter: str) -> Safeguard | None:
    """The definition of a safeguard as it was valid in a quarter; None where it was not there."""
    theory = theory_at(ledger, code[:3], quarter)
    return next((one for one in theory.safeguards if one.code == code), None) if theory else None


def names(ledger: Ledger, theory: str) -> dict[str, Text]:
    """The safeguards of a theory by code, with the names of their last version."""
    rows = ledger.rows(
        "select code, arg_max(name_nl, version), arg_max(name_en, version) from safeguard "
        "where theory = ? group by code order by code",
        theory,
    )
    return {code: Text(nl=nl, en=en) for code, nl, en in rows}


def everywhere(ledger: Ledger, code: str, quarter: str) -> pd.DataFrame:
    """One row per country where a safeguard is watched at a quarter, the gravest first, with the names of the country."""
    ledger.keep("safeguard_state")
    rows = ledger.frame(
        "select s.*, c.name_nl as country_nl, c.name_en as country_en from kept.safeguard_state s "
        "join country c on c.code = s.country where s.safeguard = ? and s.period = ? order by s.country",
        code,
        quarter,
    )
    order = {colour.value: place for place, colour in enumerate(Colour)}
    return rows.sort_values("colour", key=lambda colours: colours.map(order), kind="stable", ignore_index=True)


def countries(ledger: Ledger, code: str, quarter: str) -> list[str]:
    """The countries where a safeguard is watched at a quarter, the gravest first; ALL where it is watched nowhere."""
    return everywhere(ledger, code, quarter)["country"].tolist() or ["ALL"]


def course(ledger: Ledger, code: str, country: str, last: str) -> pd.DataFrame:
    """One row per quarter up to `last`, the oldest first, as in view `safeguard_state`."""
    ledger.keep("safeguard_state")
    return ledger.frame(
        "select * from kept.safeguard_state where safeguard = ? and country = ? and period <= ? order by period",
        code,
        country,
        last,
    )


def verdict(colour: Colour, *, has_value: bool = False) -> Message | None:
    """Why a safeguard has no colour of its limits; None where the limits say it.

    >>> verdict(Colour.NO_DATA).key
    'Nobody reported on this although it was due. Unknown is not in order.'
    """
    if colour is Colour.NO_DATA and has_value:
        return message("This cannot be compared yet: fewer than four quarters were reported before it.")
    return {
        Colour.NO_DATA: message("Nobody reported on this although it was due. Unknown is not in order."),
        Colour.NOT_DUE: message("There is nothing to judge yet: the figure is not due, or does not apply."),
    }.get(colour)
