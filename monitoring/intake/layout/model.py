"""What a layout says: how the cells of somebody else's workbook map to our tables.

A layout says per sheet which table it fills, in which row the headings stand, which heading holds
which field, and what holds for the whole sheet. A sheet may occur more than once: what stands in it
beside each other, such as targets and actual values, is then read one after the other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Literal, Self

import pydantic
import yaml
from pydantic import BaseModel, ConfigDict, Field

from monitoring.intake.fields import FIELDS
from theory_of_change.text import Text

NAME = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
SHOWN_MISTAKES = 5
MOST_HEADING_ROWS = 5


class LayoutError(ValueError):
    """A layout that cannot be used, with the reason."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Column(_Part):
    """Where a field stands, and how its cells become a value.

    `at` is the letter of the column: it says which is meant where a heading stands there twice or is
    empty. `words` says what words of the sheet mean; a word that means nothing ("") leaves its rows
    out. `decimal` and `days` settle what a column leaves open, or that its numbers are counts of days, `times` is its unit: 1000 where it is
    in thousands. `exponents: exact` says that a number such as 2.4e+07 is exactly that, as programs
    write it, and not what Excel left of a longer one. `reads: budget day` takes a budget year for the day
    on which its draft was presented, `quarter of month` a month for the quarter it lies in. `beside` are the headings of columns that say
    the rest of a text: an article in one, its part in the next.
    """

    heading: str = ""
    at: Annotated[str, Field(pattern=r"^[A-Z]{0,3}$")] = ""
    reads: Literal["as the field", "quarter of day", "quarter of month", "year of day", "country", "budget day"] = (
        "as the field"
    )
    words: Mapping[str, str] = {}
    decimal: Literal["comma", "point"] | None = None
    days: Literal["day first", "month first", "days since 1970"] | None = None
    times: Annotated[int, Field(ge=1, le=10**9)] = 1
    exponents: Literal["exact"] | None = None
    beside: tuple[str, ...] = ()


class Across(_Part):
    """Headings that hold values themselves: a column per quarter or per series, with the figure below it.

    `headings` says what each of them means; without any, every heading that can be read as `field` counts.
    `also` says the same of further fields, where “Men 2025” tells both what is counted and when: a column
    counts where each of its fields has a meaning. `year` is the column that says which year t is, where
    headings count from it: t-1, t and t+1. `reads: quarter of month` takes a column per month for a part of
    its quarter, which are then added up.
    """

    field: str = "period"
    fills: str = "value"
    headings: Mapping[str, str] = {}
    also: Mapping[str, Mapping[str, str]] = {}
    year: Column | None = None
    reads: Literal["as the field", "quarter of month"] = "as the field"
    decimal: Literal["comma", "point"] | None = None
    times: Annotated[int, Field(ge=1, le=10**9)] = 1

    @property
    def fields(self) -> tuple[str, ...]:
        """What the columns differ by."""
        return (self.field, *self.also)

    @pydantic.model_validator(mode="after")
    def _names_its_columns(self) -> Self:
        if self.also and not self.headings:
            raise ValueError("columns that differ by more than one field are named under headings")
        return self


class LeaveOut(_Part):
    """Rows that are no figures of their own: totals, or what a column marks. `words` are compared as a whole.

    With `others` these words are the ones that stay: every row that says something else is left out.
    """

    heading: str = ""
    at: Annotated[str, Field(pattern=r"^[A-Z]{0,3}$")] = ""
    words: tuple[str, ...] = ()
    others: bool = False

    @pydantic.model_validator(mode="after")
    def _keeps_something(self) -> Self:
        if self.others and not self.words:
            raise ValueError("of rows that stay, the words are named")
        return self


class SheetLayout(_Part):
    """One sheet, or "*" for whatever the only sheet is called, and the table it fills.

    `header_row` is the row of the headings, 0 where there are none: columns are then told by their letters.
    Headings that take several `header_rows` end there, and what stands above each other is one heading.

    `parts` are columns that break a figure down: the name of each part and where it stands. `across` is
    for columns that are values themselves. `leave_out` names rows that are not read. `combine: sum`
    adds up the rows that come down to the same key, so that one value may come from many cells.
    `repeated: once` counts a row once that stands there again, the same in every cell.
    `blank: skip` leaves out rows in which the value is blank, and says so. `complete: years` says that
    the sheet holds everything of the years it names: what an earlier file of the same sender said of
    those years, and this one does not, is taken away. `whole: quarters` leaves out a quarter of which the
    sheet has not every month, where months or days are read as quarters: half a quarter would be a fall.
    """

    sheet: str
    table: Literal[
        "observation",
        "target",
        "budget_line",
        "allocation",
        "context_figure",
        "project",
        "project_share",
        "oda_check",
        "agreement",
        "coverage",
        "streamlining",
        "alignment",
        "deployment",
    ]
    header_row: Annotated[int, Field(ge=0)]
    header_rows: Annotated[int, Field(ge=1, le=MOST_HEADING_ROWS)] = 1
    first_row: Annotated[int, Field(ge=1)] | None = None
    columns: Mapping[str, Column] = {}
    parts: Mapping[Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")], Column] = {}
    across: Across | None = None
    constants: Mapping[str, str] = {}
    leave_out: tuple[LeaveOut, ...] = ()
    combine: Literal["sum"] | None = None
    repeated: Literal["once"] | None = None
    blank: Literal["refuse", "skip"] = "refuse"
    complete: Literal["years"] | None = None
    whole: Literal["quarters"] | None = None

    @pydantic.model_validator(mode="after")
    def _knows_its_fields(self) -> Self:
        beside = (*self.across.fields, self.across.fills) if self.across else ()
        named = {*self.columns, *self.constants, *beside}
        unknown = named - {field.name for field in FIELDS[self.table]}
        if unknown:
            raise ValueError(f"sheet {self.sheet!r} names {sorted(unknown)}, which {self.table} does not have")
        if "dimension" in named and self.parts:
            raise ValueError(f"sheet {self.sheet!r} has a dimension and parts: leave one of them out")
        texts = {field.name for field in FIELDS[self.table] if field.reads == "text"}
        if joined := sorted(name for name, column in self.columns.items() if column.beside and name not in texts):
            raise ValueError(f"sheet {self.sheet!r} joins columns to {joined}, which are no texts")
        monthly = [each.reads for each in (*self.columns.values(), *filter(None, [self.across]))]
        if "quarter of month" in monthly and self.combine != "sum":
            raise ValueError(f"sheet {self.sheet!r} reads months as quarters, and has to add them up (combine: sum)")
        if self.whole and not {"quarter of day", "quarter of month"} & set(monthly):
            raise ValueError(f"sheet {self.sheet!r} wants whole quarters, and reads no months or days as quarters")
        if self.header_rows > max(self.header_row, 1):
            raise ValueError(
                f"sheet {self.sheet!r} has more rows of headings than there are up to row {self.header_row}"
            )
        if self.first_row is not None and self.first_row <= self.header_row:
            raise ValueError(f"sheet {self.sheet!r} begins in row {self.first_row}, at or above its headings")
        return self


class Ignored(_Part):
    """A sheet that is left out, and why."""

    sheet: str
    reason: Text


class Layout(_Part):
    """A saved layout; without `recognised` it is only read by its name, because others have the same headings."""

    layout: Annotated[str, Field(pattern=NAME.pattern, max_length=60)]
    version: Annotated[int, Field(ge=1)]
    name: Text
    sheets: Annotated[tuple[SheetLayout, ...], Field(min_length=1)]
    ignored: tuple[Ignored, ...] = ()
    recognised: bool = True

    @classmethod
    def from_yaml(cls, content: str, where: str) -> Layout:
        """A layout from its text; `where` is how a mistake names it. Raises `LayoutError`."""
        try:
            return cls.model_validate(yaml.load(content, Loader=yaml.CSafeLoader))
        except yaml.YAMLError as error:
            raise LayoutError(f"{where}: {error}") from None
        except pydantic.ValidationError as error:
            told = "; ".join(
                f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors()[:SHOWN_MISTAKES]
            )
            raise LayoutError(f"{where}: {told}") from None

    def to_yaml(self) -> str:
        """Its text, without what holds anyway."""
        said = self.model_dump(mode="json", exclude_defaults=True)
        return yaml.safe_dump(said, allow_unicode=True, sort_keys=False, width=110)
