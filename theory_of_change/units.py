"""What the unit of an indicator is called, as it stands beside a figure."""

from __future__ import annotations

from theory_of_change.text import Message, message

UNITS: dict[str, Message] = {
    "persons": message("people"),
    "count": message("number"),
    "percent": message("%"),
    "per_1000": message("per 1,000"),
    "days": message("days"),
    "eur": message("€"),
    "index": message("score"),
}
