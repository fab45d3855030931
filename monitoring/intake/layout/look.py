"""A sheet as it looks: where its headings stand, and what the cells of each column can be read as."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice, pairwise
from typing import Any

from monitoring.intake import normalise
from monitoring.intake.convention import TWO_WAYS, days_convention, numbers_convention
from monitoring.intake.layout.headings import headings_of, stands_above
from monitoring.intake.layout.model import Column
from monitoring.intake.normalise import Misread, folded, is_blank, plain
from monitoring.intake.reading import Sheet, letters, position
from monitoring.intake.vocabulary import Vocabulary

SEARCHED_ROWS = 25  # rows in which the headings are looked for
LOOKED_AT = 400  # different values of a column that are looked at
FEWEST_SERIAL = 20

_HINTS: Mapping[str, tuple[str, ...]] = {
    "country": ("land", "country", "destination", "bestemming", "nationality", "nationaliteit", "recipient", "pays"),
    "period": ("periode", "period", "kwartaal", "quarter", "datum", "date", "jaar", "year", "maand", "month", "start", "begindatum", "startdatum"),
    "value": (
        "waarde", "value", "aantal", "number", "bedrag", "amount", "paid", "totaal", "total", "tcns", "subsidie", "count",
    ),
    "series": ("indicator", "title", "titel", "omschrijving", "reeks", "series", "measure", "naam"),
}  # fmt: skip


@dataclass(frozen=True)
class Guess:
    """One column as it looks: its letter and heading, what its cells can be read as, and some of them.

    `two_ways` is a number or day of it that can be read two ways, where no other cell settles it.
    `exponent` is a number of it such as 2.4e+07, which Excel or a program wrote. `readable` is the share of the rows in which a cell can be read as its kind.
    """

    at: str
    heading: str
    kind: str
    examples: Sequence[str]
    different: int
    filled: int = 0
    third_countries: float = 0.0
    two_ways: str = ""
    readable: float = 0.0
    exponent: str = ""

    @property
    def place(self) -> int:
        """Its number, from 0."""
        return position(f"{self.at}1")[1]

    @property
    def column(self) -> Column:
        """Where it stands, as a layout says it."""
        return Column(heading=self.heading, at=self.at)

    def hinted(self, meaning: str) -> int:
        """How many words of its heading name a meaning."""
        return _called(self.heading, meaning)


def headings_row(sheet: Sheet) -> int:
    """The row (from 0) that looks most like headings: many texts, each once, with something below it.

    -1 where that row holds figures as the next one does: then the sheet has no headings.
    """

    def score(row: int) -> float:
        cells = [plain(cell) for cell in sheet.rows[row] if not is_blank(cell)]
        texts = [cell for cell in cells if not cell.startswith("#") and not is_number(cell)]
        years = [cell for cell in cells if isinstance(normalise.period(cell), str)]
        below = sum(any(not is_blank(cell) for cell in each) for each in sheet.rows[row + 1 : row + 4])
        return (len(set(texts)) + len(set(years))) * (below > 0) - 0.01 * row

    rows = range(min(SEARCHED_ROWS, len(sheet.rows)))
    best = max(rows, key=score, default=0)
    return -1 if _is_of_figures(sheet, best) else best


def _is_of_figures(sheet: Sheet, row: int) -> bool:
    """Whether a row and the next hold a number, which is no year or quarter, in the same column."""
    if row + 1 >= len(sheet.rows):
        return False
    both = zip(sheet.rows[row], sheet.rows[row + 1], strict=False)
    return any(is_number(a) and is_number(b) and not isinstance(normalise.period(a), str) for a, b in both)


def heading_rows(sheet: Sheet) -> tuple[int, int]:
    """The row (from 0) in which the headings end, -1 where there are none, and how many rows they take."""
    header = headings_row(sheet)
    if header < 0:
        return header, 1
    for last in (header, header + 1):
        if 0 < last < len(sheet.rows) and stands_above(sheet, last - 1) and _figures_below(sheet, last):
            return last, 2
    return header, 1


def _figures_below(sheet: Sheet, row: int) -> bool:
    """Whether a row holds two or more words or periods beside each other, with figures below them."""
    below = sheet.rows[row + 1 : row + 4]
    over = [
        place
        for place, cell in enumerate(sheet.rows[row])
        if not is_blank(cell)
        and (not is_number(cell) or isinstance(normalise.period(plain(cell)), str))
        and any(place < len(each) and is_number(each[place]) for each in below)
    ]
    return any(right - left == 1 for left, right in pairwise(over))


def first_row(sheet: Sheet, header: int) -> int:
    """The first row (from 0) below the headings that is no row of tags or units."""
    row = header + 1
    while row < len(sheet.rows):
        cells = [plain(cell) for cell in sheet.rows[row] if not is_blank(cell)]
        if cells and not all(cell.startswith("#") or (times_of(cell) > 1 and not is_number(cell)) for cell in cells):
            break
        row += 1
    return row if row < len(sheet.rows) else header + 1


def look_at(
    sheet: Sheet, header: int, first: int, vocabulary: Vocabulary, eu: Collection[str] = (), rows: int = 1
) -> Iterator[Guess]:
    """Each column with something in it, and what its cells can be read as; its headings end in `header`."""
    width = max((len(row) for row in sheet.rows), default=0)
    headings = headings_of(sheet, header, rows)
    below = max(sum(any(not is_blank(cell) for cell in row) for row in sheet.rows[first:]), 1)
    for place in range(width):
        counts = Counter(sheet.column(place, first))  # each different cell is looked at once
        said = [value for value in counts if not is_blank(value)]
        values = said[:LOOKED_AT]
        heading = headings[place] if place < len(headings) else ""
        if not values and not heading:
            continue
        filled = sum(counts[value] for value in said)
        kind, share = ("serial", 1.0) if _serial(values, filled) else _kind(values, vocabulary)
        if kind == "text" and _called(heading, "country") and _knows_some(values, vocabulary):
            kind = "country"  # its heading says so; what is no country in it is asked
        third = _third(values, vocabulary, eu) if kind == "country" else 0.0
        examples = [plain(value) for value in values[:3]]
        readable = share * filled / below
        open_cell = _two_ways(kind, values)
        exponent = next((plain(value) for value in values if _has_exponent(value)), "")
        yield Guess(letters(place), heading, kind, examples, len(values), filled, third, open_cell, readable, exponent)


def _called(heading: str, meaning: str) -> int:
    """How many words of a heading name a meaning."""
    words = folded(heading).split()
    return sum(word in words for word in _HINTS[meaning])


def _knows_some(values: Sequence[Any], vocabulary: Vocabulary) -> bool:
    """Whether at least three in ten values are countries."""
    known = vocabulary["country"].meaning
    return 10 * sum(folded(value) in known for value in values) >= 3 * len(values)


def _has_exponent(value: Any) -> bool:
    return isinstance(value, str) and normalise.with_exponent(value) is not None


def _two_ways(kind: str, values: Sequence[Any]) -> str:
    """A cell of a column that can be read two ways, where the column leaves that open; "" where none can."""
    if kind == "number":
        return numbers_convention(values).open
    return days_convention(values).open if kind == "day" else ""


def values_of(sheet: Sheet, first: int, place: int) -> list[Any]:
    """The different values of a column, the first ones first."""
    different = dict.fromkeys(sheet.column(place, first))
    return list(islice((value for value in different if not is_blank(value)), LOOKED_AT))


def _kind(values: Sequence[Any], vocabulary: Vocabulary) -> tuple[str, float]:
    """What the values of a column can be read as, and the share of them that can."""
    if not values:
        return "blank", 0.0
    for kind, fits, enough in _tests(vocabulary):
        share = sum(fits(value) for value in values) / len(values)
        if share >= enough:
            return kind, share
    return "text", 1.0


def _serial(values: Sequence[Any], filled: int) -> bool:
    """Whether values only number the rows: whole, each once, and nearly always counting on."""
    if len(values) < FEWEST_SERIAL or len(values) < min(filled, LOOKED_AT):
        return False
    if not all(isinstance(value, int | float) and value == value // 1 for value in values):
        return False
    return sum(later > earlier for earlier, later in pairwise(values)) > 0.95 * len(values)


def _third(values: Sequence[Any], vocabulary: Vocabulary, eu: Collection[str]) -> float:
    """The share of countries that is outside the European Union."""
    codes = [vocabulary["country"].meaning.get(folded(value)) for value in values]
    known = [code for code in codes if code]
    return sum(code not in eu for code in known) / len(known) if known else 0.0


def _tests(vocabulary: Vocabulary) -> Iterator[tuple[str, Callable[[Any], bool], float]]:
    """The kinds that a column is tried for, the most particular first, and how many of its values must fit."""

    def known(name: str) -> Callable[[Any], bool]:
        words = vocabulary[name].meaning
        return lambda value: folded(value) in words

    for name, enough in (("measure", 0.6), ("project", 0.8), ("budget_type", 0.8), ("theme", 0.8), ("phase", 0.8)):
        yield name, known(name), enough
    yield "day", lambda value: isinstance(normalise.day(value), datetime.date), 0.8
    yield "period", lambda value: isinstance(normalise.period(value), str), 0.8
    yield "number", is_number, 0.7
    yield "country", known("country"), 0.6


def is_number(value: Any) -> bool:
    """Whether a value is a number, also one that can be read two ways, or “pm” where one will come."""
    read = normalise.percentage_or_number(value)
    return isinstance(read, Decimal) or (isinstance(read, Misread) and read.rule in (TWO_WAYS, "pro memorie"))


def times_of(text: str) -> int:
    """The unit that a heading names.

    >>> times_of("Bedrag (x € 1.000)"), times_of("in mln"), times_of("Bedrag")
    (1000, 1000000, 1)
    """
    return int(normalise.unit(text) or 1)
