"""What would change if a file landed: counts, old values beside new ones, and totals before and after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from monitoring.intake.check import Checked
from monitoring.intake.fields import FIELDS
from monitoring.intake.preview import Change, Preview
from monitoring.ledger import names
from monitoring.ui.deliver.findings import not_filled_in, wrong_rows
from monitoring.ui.frame import Here
from monitoring.ui.html import html, note, section
from monitoring.ui.parts import part
from theory_of_change.text import Text, message

SHOWN, SHOWN_NEW, SHOWN_BESIDE = 60, 14, 8  # changed rows, new rows, and new rows where others changed
KINDS = {"commitment": message("Committed"), "expenditure": message("Spent"), "forecast": message("Forecast")}
OBVIOUS = ("value", "amount_eur", "numerator")  # fields that need no name beside their value


def changes(here: Here, checked: Checked, would: Preview | None) -> Markup:
    """Counts, old values beside new ones with their cells, and totals before and after."""
    say = here.say
    head = say(message("What changes if you confirm"))
    if would is None:
        return section(head, inner=note(say(message("Nothing of this file can land, so nothing would change."))))
    most_new = SHOWN_BESIDE if would.changed else SHOWN_NEW
    types = names(here.live, "budget_type")
    inner = html(
        "what_would_change",
        say,
        total=would.total,
        left_out=len(wrong_rows(checked) | not_filled_in(checked)),
        changed=_told(here, would.changed[:SHOWN]),
        more_changed=len(would.changed) - SHOWN,
        new=_told(here, would.new[:most_new]),
        more_new=len(would.new) - most_new,
        totals=[(types[one.budget_type], one, say(KINDS[one.kind]).lower()) for one in would.totals],
    )
    return section(head, say(message("against stand {number}", number=str(would.state))), inner)


def _told(here: Here, changes: Sequence[Change]) -> list[tuple[str, str, str, str, str]]:
    """What each is about, the field where that needs saying, its old and new value, and its cell."""
    countries = names(here.live, "country")
    return [
        (
            _about(here, one, countries),
            "" if one.field in OBVIOUS else _heading(here, one),
            _value(here, one, one.old),
            _whole(here, one),
            one.cells.split(",")[0],
        )
        for one in changes
    ]


def _about(here: Here, change: Change, countries: Mapping[str, Text]) -> str:
    """A row in a few words: what it is about."""
    say, row = here.say, change.row
    if change.table == "budget_line":
        parts = [row["project"], say(KINDS[row["kind"]]).lower(), say.short_period(row["quarter"])]
    elif change.table == "allocation":
        parts = [say(countries[row["country"]]), row["theme"], str(row["year"]), row["phase"]]
    else:
        parts = [row.get("indicator") or row["series"], say(countries[row["country"]]), say.short_period(row["period"])]
        if row.get("dimension", "total") != "total":
            parts.append(part(row["dimension"], say, countries))
    return " · ".join(parts)


def _heading(here: Here, change: Change) -> str:
    """A field as the template calls it."""
    return next((here.say(f.header) for f in FIELDS[change.table] if f.name == change.field), change.field).lower()


def _whole(here: Here, change: Change) -> str:
    """The new value; of a new ratio both halves, because one says nothing."""
    value = _value(here, change, change.new)
    if change.old is None and change.field == "numerator":
        return f"{value} / {here.say(change.row['denominator'])}"
    return value


def _value(here: Here, change: Change, value: Any) -> str:
    if change.field == "amount_eur" and value is not None:
        return here.say.number(value, 2)
    return value if isinstance(value, str) else here.say(value)
