"""A pack as it is before it is written: everything that its four formats say, in one language.

All four are written from the same `Pack`, so that they cannot disagree. Every number in it is a `Cell` with its exact
value beside what people read, and a picture is drawn from the numbers of a `Table` beside it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

Value = str | int | float | Decimal | datetime.date | None


class Kind(StrEnum):
    """What stands in a column, which says how it is aligned and, in a workbook, how it is formatted."""

    TEXT = "text"
    STATUS = "status"
    COUNT = "count"
    NUMBER = "number"
    EURO = "euro"
    SHARE = "share"
    DAY = "day"


class Shape(StrEnum):
    """How a picture is drawn."""

    BARS = "bars"
    STACKED = "stacked"
    LINE = "line"


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading and what stands in it."""

    name: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True)
class Cell:
    """One value: exact, as people read it, and the word of `MARKS` it looks like where it is a status.

    Euros are to the cent, shares between 0 and 1; None is what nobody told, which is not zero.
    """

    value: Value
    said: str
    mark: str = ""


@dataclass(frozen=True)
class Table:
    """Rows of cells under their columns; the first cell of a row says what it is about."""

    key: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    note: str = ""


@dataclass(frozen=True)
class Series:
    """One series of a picture: a value per category, None where there is none."""

    name: str
    values: Sequence[float | None]
    colour: str


@dataclass(frozen=True)
class Chart:
    """A picture: its finding as title, what it shows in words (`alt`), and its numbers.

    `unit` is written at the axis; `decimals` are those of its labels; shares are between 0 and 1, with unit "%".
    """

    key: str
    shape: Shape
    title: str
    alt: str
    unit: str
    categories: Sequence[str]
    series: Sequence[Series]
    decimals: int = 0


@dataclass(frozen=True)
class Line:
    """A sentence with its mark, what it is about, and the page behind it (absolute address)."""

    mark: str
    about: str
    said: str
    link: str = ""


@dataclass(frozen=True)
class Ask:
    """A decision that is asked for: the question, what is proposed, the signal behind it, and its page."""

    question: str
    proposal: str
    behind: str
    link: str


@dataclass(frozen=True)
class Section:
    """A part of the pack: its finding as title, and what stands under it, in this order. In slides, one or more.

    `story` are paragraphs that somebody wrote for this pack; `sources` go into the notes of a slide.
    `link` is the absolute address of the page behind it.
    """

    key: str
    title: str
    small: str = ""
    lines: Sequence[Line] = ()
    asks: Sequence[Ask] = ()
    story: Sequence[str] = ()
    charts: Sequence[Chart] = ()
    tables: Sequence[Table] = ()
    note: str = ""
    sources: Sequence[str] = ()
    link: str = ""


@dataclass(frozen=True)
class Pack:
    """Everything that goes to one meeting, in one language.

    `snapshot` is the name of the frozen state, or of the state it was made from; `contents` the SHA-256 of what that
    state holds. `marks` must be seen on every page: that it is provisional, that its figures are invented.
    `on` is the day of the meeting, `closed` when and by whom the quarter was closed. `annex` are tables for the
    workbook only: every figure, definitions, change log, sources.
    """

    language: str
    audience: str
    title: str
    subtitle: str
    organisation: str
    on: datetime.date
    quarter: str
    snapshot: str
    state: int
    contents: str
    classification: str
    marks: Sequence[str]
    sections: Sequence[Section]
    annex: Sequence[Table]
    link: str
    closed: str = ""

    @property
    def footer(self) -> str:
        """What stands at the foot of every page: classification, snapshot with its hash, and the marks."""
        return " · ".join([self.classification, f"{self.snapshot} · {self.contents[:12]}", *self.marks])

    def tables(self) -> Iterator[Table]:
        """All tables of its sections, in order."""
        for section in self.sections:
            yield from section.tables

    def charts(self) -> Iterator[Chart]:
        """All pictures of its sections, in order."""
        for section in self.sections:
            yield from section.charts
