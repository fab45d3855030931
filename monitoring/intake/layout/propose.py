"""How a sheet that nobody described is probably to be read: what the analyst sees first, and then mends.

Nothing of this is trusted: it fills in the form of the mapping step, and every choice in it stays visible there.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from monitoring.intake import normalise
from monitoring.intake.layout.model import Across, Column, LeaveOut, SheetLayout
from monitoring.intake.normalise import Misread, folded, is_blank, plain
from monitoring.intake.reading import Sheet, letters, position
from monitoring.intake.vocabulary import Vocabulary

SEARCHED_ROWS = 25  # rows in which the headings are looked for
LOOKED_AT = 400  # different values of a column that are looked at
FEWEST_SERIAL = 20
MOSTLY = 0.5  # of the countries of a column, outside the European Union
FEWEST_ACROSS = 3  # headings that read as a period before they are taken for columns of figures
MOST_WORDS_OF_A_TOTAL = 4  # a title may begin with "Total" as well
MOST_PARTS, MOST_WORDS = 3, 24  # columns proposed as a breakdown, and the different words they may hold

_TOTAL = re.compile(r"^(sub ?)?(totaal|total|som|sum|grand total|eindtotaal)\b")
_RELATIVE = re.compile(r"\bt ?([+-]) ?(\d)$|\bt$")
_THOUSANDS = re.compile(r"(x|in|×) ?(€|eur(o)?)? ?(1[., ]?000\b|duizend|thousand)", re.IGNORECASE)
_MILLIONS = re.compile(r"(x|in|×) ?(€|eur(o)?)? ?(1[., ]?000[., ]?000|mln|miljoen|million)", re.IGNORECASE)
_MONTHS = {
    name: number
    for number, names in enumerate(
        ["jan", "feb", "mrt|mar", "apr", "mei|may", "jun", "jul", "aug", "sep", "okt|oct", "nov", "dec"], 1
    )
    for name in names.split("|")
}

_HINTS: Mapping[str, tuple[str, ...]] = {
    "country": ("land", "country", "destination", "bestemming", "nationality", "nationaliteit", "recipient", "pays"),
    "period": ("periode", "period", "kwartaal", "quarter", "datum", "date", "jaar", "year", "maand", "month", "start"),
    "value": (
        "waarde", "value", "aantal", "number", "bedrag", "amount", "paid", "totaal", "total", "tcns", "subsidie", "count",
    ),
    "series": ("indicator", "title", "titel", "omschrijving", "reeks", "series", "measure", "naam"),
}  # fmt: skip


@dataclass(frozen=True)
class Guess:
    """One column as it looks: its letter and heading, what its cells can be read as, and some of them."""

    at: str
    heading: str
    kind: str
    examples: Sequence[str]
    different: int
    filled: int = 0
    third_countries: float = 0.0

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
        words = folded(self.heading).split()
        return sum(word in words for word in _HINTS[meaning])


@dataclass(frozen=True)
class Proposal:
    """A sheet as it is probably to be read, and its columns as they look."""

    layout: SheetLayout
    columns: Sequence[Guess]


def propose(
    sheet: Sheet, vocabulary: Vocabulary, source: str, eu: Collection[str] = (), header_row: int | None = None
) -> Proposal:
    """How a sheet is probably to be read; `header_row` (from 1) where the analyst pointed at it.

    A column of countries of which most are `eu` member states says who reports or pays, not what country
    a figure is about: it is proposed as a breakdown.
    """
    header = header_row - 1 if header_row else headings_row(sheet)
    first = _first_row(sheet, header)
    columns = tuple(look_at(sheet, header, first, vocabulary, eu))
    return Proposal(_layout(sheet, header, first, columns, source), columns)


def headings_row(sheet: Sheet) -> int:
    """The row (from 0) that looks most like headings: many texts, each once, with something below it."""

    def score(row: int) -> float:
        cells = [plain(cell) for cell in sheet.rows[row] if not is_blank(cell)]
        texts = [cell for cell in cells if not cell.startswith("#") and not _number(cell)]
        years = [cell for cell in cells if isinstance(normalise.period(cell), str)]
        below = sum(any(not is_blank(cell) for cell in each) for each in sheet.rows[row + 1 : row + 4])
        return (len(set(texts)) + len(set(years))) * (below > 0) - 0.01 * row

    rows = range(min(SEARCHED_ROWS, len(sheet.rows)))
    return max(rows, key=score, default=0)


def _first_row(sheet: Sheet, header: int) -> int:
    """The first row (from 0) below the headings that is no row of tags or units."""
    row = header + 1
    while row < len(sheet.rows):
        cells = [plain(cell) for cell in sheet.rows[row] if not is_blank(cell)]
        if cells and not all(cell.startswith("#") or times_of(cell) > 1 for cell in cells):
            break
        row += 1
    return row if row < len(sheet.rows) else header + 1


def look_at(sheet: Sheet, header: int, first: int, vocabulary: Vocabulary, eu: Collection[str] = ()) -> Iterator[Guess]:
    """Each column with something in it, and what its cells can be read as."""
    width = max((len(row) for row in sheet.rows), default=0)
    for place in range(width):
        values = _values(sheet, first, place)
        heading = plain(sheet.cell(header, place))
        if not values and not heading:
            continue
        filled = sum(place < len(row) and not is_blank(row[place]) for row in sheet.rows[first:])
        kind = "serial" if _serial(values, filled) else _kind(values, vocabulary)
        third = _third(values, vocabulary, eu) if kind == "country" else 0.0
        yield Guess(letters(place), heading, kind, [plain(value) for value in values[:3]], len(values), filled, third)


def _values(sheet: Sheet, first: int, place: int) -> list[Any]:
    """The different values of a column, the first ones first."""
    found: dict[Any, None] = {}
    for row in sheet.rows[first:]:
        if place < len(row) and not is_blank(row[place]):
            found.setdefault(row[place], None)
            if len(found) >= LOOKED_AT:
                break
    return list(found)


def _kind(values: Sequence[Any], vocabulary: Vocabulary) -> str:
    """What the values of a column can be read as."""
    if not values:
        return "blank"
    for kind, fits, enough in _tests(vocabulary):
        if sum(fits(value) for value in values) >= enough * len(values):
            return kind
    return "text"


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
    yield "number", _number, 0.7
    yield "country", known("country"), 0.6


def _number(value: Any) -> bool:
    """Whether a value is a number, also one that can be read two ways."""
    read = normalise.percentage_or_number(value)
    return isinstance(read, Decimal) or (isinstance(read, Misread) and read.message.key.endswith("two ways."))


def times_of(text: str) -> int:
    """The unit that a heading names.

    >>> times_of("Bedrag (x € 1.000)"), times_of("in mln"), times_of("Bedrag")
    (1000, 1000000, 1)
    """
    return 1_000_000 if _MILLIONS.search(text) else 1000 if _THOUSANDS.search(text) else 1


def _layout(sheet: Sheet, header: int, first: int, columns: Sequence[Guess], source: str) -> SheetLayout:
    across = _across(sheet, first, columns)
    taken = {guess.at for guess in columns if across and _is_across(guess, across)}
    free = [guess for guess in columns if guess.at not in taken]
    table = _table(free)
    found, constants = _fields(table, free, across, sheet, source)
    used = {column.at for column in found.values()}
    parts = {} if table in ("budget_line", "allocation") else dict(_parts([g for g in free if g.at not in used]))
    return SheetLayout(
        sheet=sheet.name,
        table=table,
        header_row=header + 1,
        first_row=first + 1 if first != header + 1 else None,
        columns=found,
        parts=parts,
        across=across,
        constants=constants,
        leave_out=tuple(_totals(sheet, first, free, found)),
        combine="sum",
        blank="skip",
    )


def _table(columns: Sequence[Guess]) -> str:
    kinds = {guess.kind for guess in columns}
    if "measure" in kinds:
        return "observation"
    if {"project", "budget_type"} <= kinds:
        return "budget_line"
    return "context_figure"


def _fields(
    table: str, columns: Sequence[Guess], across: Across | None, sheet: Sheet, source: str
) -> tuple[dict[str, Column], dict[str, str]]:
    """Which column holds which field, and what holds for the whole sheet."""
    found: dict[str, Column] = {}
    constants: dict[str, str] = {}
    named = {"measure": "indicator", "project": "project", "budget_type": "budget_type", "theme": "theme"}
    for guess in columns:
        if (name := named.get(guess.kind)) and table != "context_figure":
            found.setdefault(name, guess.column)
    country = _best(columns, ("country",), "country", lambda guess: guess.third_countries)
    if country and table != "allocation" and country.third_countries >= MOSTLY:
        found["country"] = country.column
    when = "quarter" if table == "budget_line" else "period"
    if across is None:
        moment = _best(columns, ("period", "day"), "period")
        if moment:
            reads = "quarter of day" if moment.kind == "day" else "as the field"
            found[when] = moment.column.model_copy(update={"reads": reads})
        elif year := _period_of(sheet.name):
            constants[when] = year
        value = _best([g for g in columns if g is not moment], ("number",), "value", lambda guess: guess.different)
        if value:
            figure = "amount_eur" if table in ("budget_line", "allocation") else "value"
            found[figure] = value.column.model_copy(update={"times": times_of(value.heading)})
    if table == "context_figure":
        constants["source"] = source
        taken = {column.at for column in found.values()}
        often = [g for g in columns if g.at not in taken and 3 * g.different < g.filled]
        series = _best(often, ("text",), "series")
        if series and series.hinted("series"):
            found["series"] = series.column
        else:
            constants["series"] = found["value"].heading if "value" in found else sheet.name
        if across is None and "value" not in found:
            constants["value"] = "1"  # nothing is counted in it, so its rows are
    return found, constants


def _best(
    columns: Sequence[Guess], kinds: Sequence[str], meaning: str, rank: Callable[[Guess], float] = lambda _: 0.0
) -> Guess | None:
    """The column that most looks like a field: first by its heading, then by its cells, then as it stands."""
    fitting = [guess for guess in columns if guess.kind in kinds]
    return max(fitting, key=lambda guess: (guess.hinted(meaning), rank(guess)), default=None)


def _parts(columns: Sequence[Guess]) -> Iterator[tuple[str, Column]]:
    """Columns that probably break a figure down: countries, and words of which there are few."""
    proposed = [g for g in columns if g.kind == "country" or (g.kind == "text" and 1 < g.different <= MOST_WORDS)]
    for guess in proposed[:MOST_PARTS]:
        reads = "country" if guess.kind == "country" else "as the field"
        yield part_name(guess.heading or guess.at), guess.column.model_copy(update={"reads": reads})


def part_name(heading: str) -> str:
    """A heading as the name of a part of a dimension.

    >>> part_name("Border type or inland"), part_name("2e indeling"), part_name("#")
    ('border_type_or_inland', 'part_2e_indeling', 'part')
    """
    name = folded(heading).replace(" ", "_")[:40].strip("_")
    return name if name[:1].isalpha() and name.isascii() else re.sub(r"[^a-z0-9_]", "", f"part_{name}").strip("_")


def _across(sheet: Sheet, first: int, columns: Sequence[Guess]) -> Across | None:
    """Columns that hold figures beside each other: a heading per period, or years around a year."""
    dated = [g for g in columns if isinstance(normalise.period(g.heading), str) and g.kind in ("number", "blank")]
    if len(dated) >= FEWEST_ACROSS:
        return Across()
    relative = {g.heading: _RELATIVE.search(folded_signs(g.heading)) for g in columns if g.kind == "number"}
    relative = {heading: found for heading, found in relative.items() if found}
    year = next((_mostly(sheet, first, g.place) for g in columns if g.kind == "period"), "")
    if len(relative) >= FEWEST_ACROSS and year.isdigit():
        shift = {h: int(f"{found[1] or '+'}{found[2] or 0}") for h, found in relative.items()}
        return Across(headings={heading: str(int(year) + by) for heading, by in shift.items()})
    return None


def _mostly(sheet: Sheet, first: int, place: int) -> str:
    """What nearly every cell of a column says; "" where they differ."""
    counts = Counter(plain(sheet.cell(row, place)) for row in range(first, len(sheet.rows)))
    counts.pop("", None)
    [(value, number)] = counts.most_common(1) or [("", 0)]
    return value if number > 0.95 * counts.total() else ""


def folded_signs(heading: str) -> str:
    """A heading in small letters with its signs, for "Bedrag t-2"."""
    return plain(heading).casefold().replace("−", "-").replace("–", "-")


def _is_across(guess: Guess, across: Across) -> bool:
    if across.headings:
        return guess.heading in across.headings
    return isinstance(normalise.period(guess.heading), str)


def _period_of(name: str) -> str | None:
    """The period that the name of a sheet or file names.

    >>> _period_of("2018_costs"), _period_of("3W Apr2025"), _period_of("Sheet1")
    ('2018', '2025-04', None)
    """
    month = re.search(r"(?i)(?<![a-z])([a-z]{3})[a-z]* ?[-_]?(20\d\d)(?!\d)", name)
    if month and (number := _MONTHS.get(month[1].casefold())):
        return f"{month[2]}-{number:02d}"
    years = re.findall(r"(?<!\d)(20\d\d)(?!\d)", name)
    return years[0] if len(set(years)) == 1 else None


def _totals(sheet: Sheet, first: int, columns: Sequence[Guess], found: Mapping[str, Column]) -> Iterator[LeaveOut]:
    """Rows that are probably totals: named so, marked so, or without anything that says what they are about."""
    for guess in columns:
        values = [plain(value) for value in _values(sheet, first, guess.place)]
        if {value.casefold() for value in values} <= {"j", "n"} and "totaal" in folded(guess.heading):
            yield LeaveOut(heading=guess.heading, at=guess.at, words=("J",))
        elif guess.kind in ("text", "country", "period", "day"):
            words = tuple(v for v in values if _TOTAL.match(folded(v)) and len(v.split()) <= MOST_WORDS_OF_A_TOTAL)
            if words:
                yield LeaveOut(heading=guess.heading, at=guess.at, words=words)
    for name in ("period", "quarter", "country"):
        if (column := found.get(name)) and _few_blank(sheet, first, column):
            yield LeaveOut(heading=column.heading, at=column.at)
            return


def _few_blank(sheet: Sheet, first: int, column: Column) -> bool:
    """Whether a column is blank in a few rows that hold something: a total below the figures."""
    place = position(f"{column.at}1")[1]
    rows = [row for row in sheet.rows[first:] if any(not is_blank(cell) for cell in row)]
    blank = sum(place >= len(row) or is_blank(row[place]) for row in rows)
    return 0 < blank <= max(1, len(rows) // 50)
