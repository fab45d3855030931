"""How a sheet that nobody described is probably to be read: what the analyst sees first, and then mends.

Nothing of this is trusted: it fills in the form of the mapping step, and every choice in it stays visible there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from monitoring.intake import normalise
from monitoring.intake.draft import AMOUNTS
from monitoring.intake.fields import FIELDS
from monitoring.intake.layout.look import Guess, first_row, heading_rows, is_number, look_at, times_of
from monitoring.intake.layout.model import Across, Column, SheetLayout
from monitoring.intake.layout.relative import shift, year_of
from monitoring.intake.layout.totals import totals
from monitoring.intake.normalise import folded, plain
from monitoring.intake.reading import Sheet
from monitoring.intake.vocabulary import Vocabulary

MOSTLY = 0.5  # of the countries of a column, outside the European Union
FEWEST_ACROSS = 3  # columns beside each other before they are taken for columns of figures
MOST_WORDS_OF_A_PERIOD = 3  # "1e kwartaal 2026"
MOST_PARTS, MOST_WORDS = 3, 24  # columns proposed as a breakdown, and the different words they may hold

_WHEN = {"budget_line": "quarter", "allocation": "year"}  # what a moment is called there; elsewhere a period
_MONTHS = {
    name: number
    for number, names in enumerate(
        ["jan", "feb", "mrt|mar", "apr", "mei|may", "jun", "jul", "aug", "sep", "okt|oct", "nov", "dec"], 1
    )
    for name in names.split("|")
}


@dataclass(frozen=True)
class Proposal:
    """A sheet as it is probably to be read, and its columns as they look."""

    layout: SheetLayout
    columns: Sequence[Guess]


def propose(
    sheet: Sheet,
    vocabulary: Vocabulary,
    source: str,
    eu: Collection[str] = (),
    header_row: int | None = None,
    header_rows: int = 1,
) -> Proposal:
    """How a sheet is probably to be read; `header_row` (from 1, 0 for none) where the analyst pointed at it.

    `header_rows` is how many rows the headings take that end there.

    A column of countries of which most are `eu` member states says who reports or pays, not what country
    a figure is about: it is proposed as a breakdown.
    """
    header, rows = heading_rows(sheet) if header_row is None else (header_row - 1, header_rows)
    first = first_row(sheet, header)
    columns = tuple(look_at(sheet, header, first, vocabulary, eu, rows))
    described = _layout(sheet, header, first, columns, source)
    return Proposal(described.model_copy(update={"header_rows": rows}), columns)


def _layout(sheet: Sheet, header: int, first: int, columns: Sequence[Guess], source: str) -> SheetLayout:
    across = _across(sheet, first, columns)
    taken = {guess.at for guess in columns if across and _is_across(guess, across)}
    free = [guess for guess in columns if guess.at not in taken]
    table = _table(free)
    if across and "series" in across.fields and table != "context_figure":
        across, free = None, list(columns)  # only figures of other sources have series of any name
    elif across and across.field == "period":
        across = across.model_copy(update={"field": _WHEN.get(table, "period"), "fills": AMOUNTS[table][0]})
    found, constants = _fields(table, free, across, sheet, header, source)
    if across and (times := _above(sheet, header)) > 1:
        across = across.model_copy(update={"times": times})
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
        leave_out=tuple(totals(sheet, first, free, found)),
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
    table: str, columns: Sequence[Guess], across: Across | None, sheet: Sheet, header: int, source: str
) -> tuple[dict[str, Column], dict[str, str]]:
    """Which column holds which field, and what holds for the whole sheet."""
    found: dict[str, Column] = {}
    constants: dict[str, str] = {}
    named = {"measure": "indicator", "project": "project", "budget_type": "budget_type", "theme": "theme"}
    asked = {field.name for field in FIELDS[table]}
    for guess in columns:
        if (name := named.get(guess.kind)) in asked:
            found.setdefault(name, guess.column)
    country = _best(columns, ("country",), "country", lambda guess: guess.third_countries)
    if country and table != "allocation" and country.third_countries >= MOSTLY:
        found["country"] = country.column
    when, differ = _WHEN.get(table, "period"), across.fields if across else ()
    moment = None if when in differ else _moment(columns)
    if moment:
        reads = "quarter of day" if moment.kind == "day" else "as the field"
        found[when] = moment.column.model_copy(update={"reads": reads})
    elif when not in differ and (year := _period_of(sheet.name) or _period_of(source)):
        constants[when] = year
    if across is None:
        value = _best([g for g in columns if g is not moment], ("number",), "value", lambda guess: guess.different)
        if value:
            found[AMOUNTS[table][0]] = value.column.model_copy(update={"times": _times(sheet, header, value)})
    if table == "context_figure":
        constants["source"] = source
        if "series" not in differ:
            _series(columns, found, constants, sheet)
        if across is None and "value" not in found:
            constants["value"] = "1"  # nothing is counted in it, so its rows are
    return found, constants


def _series(columns: Sequence[Guess], found: dict[str, Column], constants: dict[str, str], sheet: Sheet) -> None:
    """What is counted: a column that is called so, else what the figures or their sheet are called."""
    taken = {column.at for column in found.values()}
    often = [g for g in columns if g.at not in taken and 3 * g.different < g.filled]
    series = _best(often, ("text",), "series")
    if series and series.hinted("series"):
        found["series"] = series.column
    else:
        constants["series"] = (found["value"].heading if "value" in found else "") or sheet.name


def _times(sheet: Sheet, header: int, value: Guess) -> int:
    """The unit of a column: what its heading says, else the row of units below it, else a title above the headings."""
    below = plain(sheet.cell(header + 1, value.place))
    own = max(times_of(value.heading), 1 if is_number(below) else times_of(below))
    return own if own > 1 else _above(sheet, header)


def _above(sheet: Sheet, header: int) -> int:
    """The unit that a title above the headings names for the whole sheet: "Bedragen x € 1.000"."""
    titles = (plain(cell) for row in sheet.rows[: max(header, 0)] for cell in row if isinstance(cell, str))
    return next((times for title in titles if (times := times_of(title)) > 1), 1)


def _best(
    columns: Sequence[Guess], kinds: Sequence[str], meaning: str, rank: Callable[[Guess], float] = lambda _: 0.0
) -> Guess | None:
    """The column that most looks like a field: first by its heading, then by its cells, then as it stands."""
    fitting = [guess for guess in columns if guess.kind in kinds]
    return max(fitting, key=lambda guess: (guess.hinted(meaning), rank(guess)), default=None)


def _moment(columns: Sequence[Guess]) -> Guess | None:
    """The column of periods or days that reads best; a heading that names a moment makes up for half of its rows."""
    fitting = [guess for guess in columns if guess.kind in ("period", "day")]

    def score(guess: Guess) -> tuple[float, int]:
        hints = guess.hinted("period")
        return guess.readable + 0.5 * (hints > 0), hints

    return max(fitting, key=score, default=None)


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
    """Columns that hold figures beside each other: per period, per year around a year, or per series."""
    dated = [g for g in columns if isinstance(normalise.period(g.heading), str) and g.kind in ("number", "blank")]
    if len(dated) >= FEWEST_ACROSS:
        return Across()
    relative = [g for g in columns if g.kind == "number" and shift(g.heading) is not None]
    year = next((g for g in columns if g.kind == "period" and year_of(sheet, first, g.place)), None)
    if year and len(relative) >= FEWEST_ACROSS:
        return Across(year=year.column)
    return _per_series(columns)


def _per_series(columns: Sequence[Guess]) -> Across | None:
    """Columns of figures beside each other of which none is called the figure: each is a series of its own.

    Where all of them name a period as well, they differ by that too.
    """
    numbers = [guess for guess in columns if guess.kind == "number" and guess.heading]
    said = {guess.heading: period_in(guess.heading) for guess in numbers}
    if len(said) < FEWEST_ACROSS or len(said) < len(numbers):
        return None
    if all(when and what for when, what in said.values()):
        series = {heading: what for heading, (_, what) in said.items()}
        return Across(headings={heading: when for heading, (when, _) in said.items()}, also={"series": series})
    beside = all(right.place - left.place == 1 for left, right in pairwise(numbers))
    if beside and not any(guess.hinted("value") for guess in numbers):
        return Across(field="series", headings={heading: heading for heading in said})
    return None


def period_in(heading: str) -> tuple[str, str]:
    """The year or quarter that a heading begins or ends with, and what else it says; "" where there is none.

    >>> period_in("2025 Men"), period_in("Budget Q1 2026"), period_in("2025"), period_in("Men")
    (('2025', 'Men'), ('2026-Q1', 'Budget'), ('2025', ''), ('', 'Men'))
    """
    words = plain(heading).split()
    for number in range(min(len(words), MOST_WORDS_OF_A_PERIOD), 0, -1):
        for when, what in ((words[:number], words[number:]), (words[-number:], words[:-number])):
            if isinstance(read := normalise.period(" ".join(when)), str):
                return read, " ".join(what).strip(" -–:,")
    return "", plain(heading)


def _is_across(guess: Guess, across: Across) -> bool:
    if across.year:
        return guess.kind == "number" and shift(guess.heading) is not None
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
