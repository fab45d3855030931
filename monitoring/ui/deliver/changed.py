"""What a delivery changed, in words: what each row is about, and its values before and with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from monitoring.intake.undo import Returning, What, returning
from monitoring.ledger import Difference
from monitoring.ui.deliver.words import OBVIOUS, Tell
from monitoring.ui.frame import Here
from monitoring.ui.html import html, note
from theory_of_change.text import message

SHOWN = 30  # rows of a table, of each kind


def changed(here: Here, differences: Sequence[Difference]) -> Any:
    """Old values beside new ones, of the first rows of each table."""
    values = returning(differences, SHOWN)
    rows = sum(each.before.num_rows + each.after.num_rows for each in differences)
    tell = Tell(here.live, here.say)
    nothing = here.say(message("no row"))
    told = [
        (
            tell.about(each.table, each.row),
            _field(tell, each),
            nothing if each.what is What.GOES else _value(tell, each, each.back),
            nothing if each.what is What.RETURNS else _value(tell, each, each.now),
        )
        for each in values
    ]
    if not told:
        return note(here.say(message("It changed nothing.")))
    return html("sent_changes", here.say, rows=told, cut=rows > SHOWN)


def _field(tell: Tell, each: Returning) -> str:
    """A field as the template calls it, where it needs a name beside its value."""
    alone = each.what is not What.CHANGES
    return (
        "" if each.field in OBVIOUS or (alone and each.field == "numerator") else tell.heading(each.table, each.field)
    )


def _value(tell: Tell, each: Returning, value: Any) -> str:
    """A value as people write it: euros to the cent, and of a ratio that is alone both halves."""
    written = tell.value(each.table, each.field, value)
    if each.field == "numerator" and each.what is not What.CHANGES:
        return f"{written} / {tell.value(each.table, 'denominator', each.row['denominator'])}"
    return written
