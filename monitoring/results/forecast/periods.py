"""Periods of one frequency as numbers that go up by one, so that a distance between two of them can be told."""

from __future__ import annotations

from theory_of_change.text import Message, Period, message

IN_A_YEAR = {"quarter": 4, "half": 2, "year": 1}


def number_of(period: str, frequency: str) -> int:
    """The number of the last period of a frequency that has ended by the end of another.

    >>> number_of("2026-Q1", "quarter") - number_of("2025-Q4", "quarter"), number_of("2027", "half")
    (1, 4055)
    >>> code_of(number_of("2026-Q3", "half"), "half"), code_of(number_of("2026-Q3", "year"), "year")
    ('2026-H1', '2025')
    """
    quarter = Period(period).last_quarter
    ended, each = int(quarter[:4]) * 4 + int(quarter[-1]), IN_A_YEAR[frequency]
    return ended * each // 4 - 1


def code_of(number: int, frequency: str) -> str:
    """The period with a number.

    >>> [code_of(number_of("2026", frequency), frequency) for frequency in IN_A_YEAR]
    ['2026-Q4', '2026-H2', '2026']
    """
    year, place = divmod(number, IN_A_YEAR[frequency])
    return f"{year}" if frequency == "year" else f"{year}-{frequency[0].upper()}{place + 1}"


def by_the_end(period: str) -> Message:
    """The end of a period in words, of a year wherever that is the same day."""
    year, _, part = period.partition("-")
    if part in ("", "Q4", "H2"):
        return message("by the end of {year}", year=year)
    return message("by the end of the {period}", period=Period(period))
