"""What a delivery changed, in words: what each row is about, and its values before and with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from monitoring.intake.fields import FIELDS
from monitoring.intake.undo import Returning, What, returning
from monitoring.ledger import Difference, names
from monitoring.ui.frame import Here
from monitoring.ui.html import html, note
from monitoring.ui.parts import part
from theory_of_change.text import Text, message

SHOWN = 30  # rows of a table, of each kind
OBVIOUS = ("value", "amount_eur")  # fields that need no name beside their value


def changed(here: Here, differences: Sequence[Difference]) -> Any:
    """Old values beside new ones, of the first rows of each table."""
    values = returning(differences, SHOWN)
    rows = sum(each.before.num_rows + each.after.num_rows for each in differences)
    countries = names(here.live, "country")
    nothing = here.say(message("no row"))
    told = [
        (
            _about(here, each, countries),
            _field(here, each),
            nothing if each.what is What.GOES else _value(here, each, each.back),
            nothing if each.what is What.RETURNS else _value(here, each, each.now),
        )
        for each in values
    ]
    if not told:
        return note(here.say(message("It changed nothing.")))
    return html("sent_changes", here.say, rows=told, cut=rows > SHOWN)


def _about(here: Here, each: Returning, countries: Mapping[str, Text]) -> str:
    """A row in a few words: what it is about."""
    say, row = here.say, each.row
    place = say(message("all countries")) if row["country"] == "ALL" else say(countries[row["country"]])
    if each.table == "budget_line":
        kinds = {"commitment": message("Committed"), "expenditure": message("Spent"), "forecast": message("Forecast")}
        parts = [row["project"], say(kinds[row["kind"]]).lower(), say.short_period(row["quarter"])]
    elif each.table == "allocation":
        parts = [place, row["theme"], str(row["year"]), row["phase"], row["mutation"]]
    else:
        parts = [row["indicator"], place, say.short_period(row["period"])]
        if row.get("dimension", "total") != "total":
            parts.append(part(row["dimension"], say, countries))
        if row.get("revision"):
            parts.append(say(message("revision {n}", n=row["revision"])))
    return " · ".join(parts)


def _field(here: Here, each: Returning) -> str:
    """A field as the template calls it, where it needs a name beside its value."""
    alone = each.what is not What.CHANGES
    if each.field in OBVIOUS or (alone and each.field == "numerator"):
        return ""
    return next((here.say(f.header) for f in FIELDS[each.table] if f.name == each.field), each.field).lower()


def _value(here: Here, each: Returning, value: Any) -> str:
    """A value as people write it: euros to the cent, and of a ratio that is alone both halves."""
    if each.field == "amount_eur":
        return here.say.number(value, 2)
    if each.field == "numerator" and each.what is not What.CHANGES:
        return f"{here.say(value)} / {here.say(each.row['denominator'])}"
    return value if isinstance(value, str) else here.say(value)
