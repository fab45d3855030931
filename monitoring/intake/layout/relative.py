"""Headings that count years from the one that a column names: t-1, t and t+1 of a budget year."""

from __future__ import annotations

import re
from collections import Counter

from monitoring.intake.normalise import plain
from monitoring.intake.reading import Sheet

MOST = 0.85  # of the cells of a column
_RELATIVE = re.compile(r"\bt ?(?:([+-]) ?(\d))?$")


def shift(heading: str) -> int | None:
    """How many years a heading lies from the year t; None where it does not say so.

    >>> shift("Bedrag t-2"), shift("Bedrag t"), shift("t + 1"), shift("Budget"), shift("2026")
    (-2, 0, 1, None, None)
    """
    found = _RELATIVE.search(plain(heading).casefold().replace("−", "-").replace("–", "-"))
    return int(f"{found[1] or '+'}{found[2] or 0}") if found else None


def year_of(sheet: Sheet, first: int, place: int) -> str:
    """The year that nearly every cell of a column says, from a row on (from 0); "" where they differ."""
    counts = Counter(plain(cell) for cell in sheet.column(place, first))
    counts.pop("", None)
    [(value, number)] = counts.most_common(1) or [("", 0)]
    return value if number > MOST * counts.total() and len(value) == 4 and value.isdigit() else ""


def year_meant(heading: str, year: str) -> str | None:
    """The year that a heading means where t is a year.

    >>> year_meant("Bedrag t-2", "2026"), year_meant("Bedrag t-2", ""), year_meant("Naam", "2026")
    ('2024', None, None)
    """
    by = shift(heading)
    return str(int(year) + by) if year and by is not None else None
