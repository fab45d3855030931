"""A table of a partner's results, read as safely as any sheet, for a status and not for the ledger."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from monitoring.intake import normalise
from monitoring.intake.convention import day_reader, number_reader
from monitoring.intake.finding import Finding
from monitoring.intake.layout import Column
from monitoring.intake.normalise import folded, is_blank, plain
from monitoring.intake.personal import personal
from monitoring.intake.reading import Sheet, Workbook
from monitoring.ledger.reference import DATA
from monitoring.results.partner import Measure, Reported
from theory_of_change.text import Listing, Message, message

FOLDER = DATA / "partner_results"
NUMBERS = ("baseline", "target", "actual")
REQUIRED = ("indicator", "target", "actual")
_SEARCHED = 30  # rows in which the headings are looked for
_NO = frozenset({"0", "false", "nee", "no"})


class NotUnderstood(Exception):
    """A file that holds no table of results that is known here, with the sentence that says so."""

    def __init__(self, words: Message) -> None:
        super().__init__(words.key)
        self.message = words


@dataclass(frozen=True)
class Line:
    """One row of the table: where it stands, what it is about, and what was reported. `row` is as Excel counts."""

    sheet: str
    row: int
    activity: str
    indicator: str
    place: str
    group: str
    said: Mapping[str, str]
    reported: Reported


def layouts(folder: Path = FOLDER) -> dict[str, Mapping[str, str]]:
    """The kinds of table that are known, by name: which heading holds what."""
    read = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.yaml"))]
    return {one["name"]: one["columns"] for one in read}


def lines(workbook: Workbook, folder: Path = FOLDER) -> tuple[str, list[Line]]:
    """The name of the layout that fits, and every row of every sheet that it fits. Raises `NotUnderstood`.

    A file with personal data is refused, like any other.
    """
    if found := personal(workbook):
        raise NotUnderstood(_personal(found[0]))
    for name, columns in layouts(folder).items():
        fitting = [(sheet, *at) for sheet in workbook.sheets.values() if (at := _headings(sheet, columns))]
        if fitting:
            return name, [line for sheet, row, places in fitting for line in _lines(sheet, row, places)]
    raise NotUnderstood(
        message(
            "No sheet has the headings of a table of results that is known here: {names}.",
            names=Listing(list(layouts(folder))),
        )
    )


def _personal(found: Finding) -> Message:
    return message("{sheet}!{cell}: {words}", sheet=found.sheet, cell=found.cell, words=found.message)


def _headings(sheet: Sheet, columns: Mapping[str, str]) -> tuple[int, dict[str, int]] | None:
    """The row of the headings and where each column stands; None where one that is required is not there."""
    for row in range(min(_SEARCHED, len(sheet.rows))):
        there = {folded(value): place for place, value in reversed(list(enumerate(sheet.rows[row])))}
        places = {name: there[folded(heading)] for name, heading in columns.items() if folded(heading) in there}
        if all(name in places for name in REQUIRED):
            return row, places
    return None


def _lines(sheet: Sheet, heading: int, places: Mapping[str, int]) -> Iterator[Line]:
    """The rows below the headings; a row in which nothing stands is none."""
    columns = {name: sheet.column(place, heading + 1) for name, place in places.items()}
    stated = Column(decimal="point", exponents="exact")  # these tables are written by programs
    numbers = {
        name: number_reader(normalise.percentage_or_number, columns[name], stated)
        for name in NUMBERS
        if name in columns
    }
    days = {name: day_reader(columns[name]) for name in ("starts", "ends") if name in columns}
    for place in range(max(len(sheet.rows) - heading - 1, 0)):
        cells = {name: column[place] for name, column in columns.items()}
        if all(is_blank(cell) for cell in cells.values()):
            continue
        read = {name: read(cells[name]) for name, read in numbers.items()}
        moments = {name: read(cells[name]) for name, read in days.items()}
        yield Line(
            sheet.name,
            heading + place + 2,
            *(plain(cells.get(name, "")) for name in ("activity", "indicator", "place", "group")),
            {name: plain(cells.get(name, "")) for name in NUMBERS},
            Reported(
                **{name: _number(read.get(name)) for name in NUMBERS},
                measure=plain(cells.get("measure", "")) or Measure.UNIT,
                higher=folded(cells.get("ascending", "")) not in _NO,
                starts=_day(moments.get("starts")),
                ends=_day(moments.get("ends")),
                from_year=_year(cells.get("from_year")),
                unread=_unread(read, cells),
            ),
        )


def _unread(read: Mapping[str, Any], cells: Mapping[str, Any]) -> tuple[str, ...]:
    """Which numbers are something else: a word, or a sign that says nothing known."""
    return tuple(name for name, value in read.items() if not isinstance(value, Decimal) and not is_blank(cells[name]))


def _number(value: Any) -> float | None:
    return float(value) if isinstance(value, Decimal) else None


def _day(value: Any) -> datetime.date | None:
    return value if isinstance(value, datetime.date) else None


def _year(value: Any) -> int | None:
    digits = plain(value)[:4] if value is not None else ""
    return int(digits) if len(digits) == 4 and digits.isdecimal() else None
