"""Rows that are probably no figures of their own: totals, subtotals, headings that come back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from monitoring.intake import normalise
from monitoring.intake.layout.look import Guess, values_of
from monitoring.intake.layout.model import Column, LeaveOut
from monitoring.intake.normalise import folded, is_blank, plain
from monitoring.intake.reading import Sheet, position

MOST_WORDS_OF_A_TOTAL = 4  # a title may begin with "Total" as well
MOSTLY = 0.8  # of the rows that would be subtotals, really are the sum of those above
CENT = Decimal("0.01")

_TOTAL = re.compile(r"^(sub ?)?(totaal|total|som|sum|grand total|eindtotaal)\b")


def totals(sheet: Sheet, first: int, columns: Sequence[Guess], found: Mapping[str, Column]) -> Iterator[LeaveOut]:
    """Rows that are probably totals: named so, marked so, adding up what is above, or about nothing at all."""
    for guess in columns:
        values = [plain(value) for value in values_of(sheet, first, guess.place)]
        if {value.casefold() for value in values} <= {"j", "n"} and "totaal" in folded(guess.heading):
            yield LeaveOut(heading=guess.heading, at=guess.at, words=("J",))
        elif guess.kind in ("text", "country", "period", "day"):
            words = [v for v in values if _TOTAL.match(folded(v)) and len(v.split()) <= MOST_WORDS_OF_A_TOTAL]
            words += [guess.heading] if guess.heading and guess.heading in values else []
            if words:
                yield LeaveOut(heading=guess.heading, at=guess.at, words=tuple(words))
    if figure := found.get("value") or found.get("amount_eur"):
        for guess in columns:
            if guess.kind in ("text", "country") and _adds_up(sheet, first, guess, position(f"{figure.at}1")[1]):
                yield LeaveOut(heading=guess.heading, at=guess.at)
                return
    for name in ("period", "quarter", "country"):
        if (column := found.get(name)) and _few_blank(sheet, first, column):
            yield LeaveOut(heading=column.heading, at=column.at)
            return


def _adds_up(sheet: Sheet, first: int, guess: Guess, figure: int) -> bool:
    """Whether the rows in which a column is blank hold the sum of the rows above them, back to the last such row."""
    right, wrong, above = 0, 0, Decimal(0)
    for row in range(first, len(sheet.rows)):
        number = normalise.number(sheet.cell(row, figure))
        if not isinstance(number, Decimal):
            continue
        if not is_blank(sheet.cell(row, guess.place)):
            above += number
            continue
        right, wrong = (right + 1, wrong) if abs(number - above) <= CENT else (right, wrong + 1)
        above = Decimal(0)
    return right > 1 and right >= MOSTLY * (right + wrong)


def _few_blank(sheet: Sheet, first: int, column: Column) -> bool:
    """Whether a column is blank in a few rows that hold something: a total below the figures."""
    place = position(f"{column.at}1")[1]
    rows = [row for row in sheet.rows[first:] if any(not is_blank(cell) for cell in row)]
    blank = sum(place >= len(row) or is_blank(row[place]) for row in rows)
    return 0 < blank <= max(1, len(rows) // 50)
