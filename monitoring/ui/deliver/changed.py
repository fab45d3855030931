"""What a delivery changed, in words: what each row is about, and its values before and with it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from monitoring.intake.undo import Returning, What, count, returning
from monitoring.ledger import Difference
from monitoring.ui.deliver.words import OBVIOUS, Tell
from monitoring.ui.frame import Here
from monitoring.ui.html import html, note
from theory_of_change.text import message

SHOWN = 200  # rows of a table, of each kind; most of them folded
FIRST_CHANGED, FIRST_ALONE = 12, 5  # values that change, and rows that came or went, before the rest is folded


def changed(here: Here, differences: Sequence[Difference]) -> Any:
    """Old values beside new ones, of the first rows of each table."""
    values = returning(differences, SHOWN)
    counts = [count(each) for each in differences]
    cut = any(number > SHOWN for each in counts for number in (each.new, each.changed, each.gone))
    tell = Tell(here.live, here.say)
    nothing = here.say(message("no row"))
    told = [
        (
            each.what,
            tell.about(each.table, each.row),
            _field(tell, each),
            nothing if each.what is What.GOES else _value(tell, each, each.back),
            nothing if each.what is What.RETURNS else _value(tell, each, each.now),
        )
        for each in values
    ]
    if not told:
        return note(here.say(message("It changed nothing.")))
    first, more = _first(told)
    return html("sent_changes", here.say, rows=first, more=more, cut=cut)


def _first(told: Sequence[tuple]) -> tuple[list, list]:
    """The lines that are shown at once, and those that are folded: of each kind the first few come first."""
    first, more = [], []
    for what, of_kind in groupby(told, key=lambda row: row[0]):
        lines = [line for _, *line in of_kind]
        most = FIRST_CHANGED if what is What.CHANGES else FIRST_ALONE
        first += lines[:most]
        more += lines[most:]
    return first, more


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
