"""What was found in sheets with figures of a quarter, or left out of them, and was not mended by a later sheet."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from monitoring.intake import submitted
from monitoring.ledger import Reader

_OF_IT = "(table_name in ('observation', 'budget_line') and contains('|' || row_key || '|', '|' || $1 || '|'))"
"""Whether a row is of the quarter, which is a part of its key."""

_SHEETS = f"""
-- The sheets that a row of the quarter came in with last, or from which one was left out.
with holding as (
    select max(submission) as number from source_cell
    where {_OF_IT} and not list_contains($2, submission) group by table_name, row_key
    union
    select submission from refused_row where {_OF_IT} and not list_contains($2, submission)
)
select number, file_name, organisation, findings from submission semi join holding using (number) order by number
"""

_ROWS = f"""
-- The rows of sheets in which something was found, and whether they are of the quarter and came in last there.
with own as (from source_cell where list_contains($3, submission)),
later as (
    select table_name, row_key, max(submission) as last
    from source_cell semi join own using (table_name, row_key)
    where not list_contains($2, submission) group by all
)
select submission, sheet, cells, {_OF_IT} and last = submission from own join later using (table_name, row_key)
"""

_LEFT_OUT = f"""
-- The rows left out: where, and whether they are of the quarter and never came in. One without a key may be of any quarter.
select submission, sheet, cells || ',A' || sheet_row, ({_OF_IT} or row_key is null) and not exists (
    from source_cell c
    where c.table_name = r.table_name and c.row_key = r.row_key and c.submission > r.submission
      and not list_contains($2, c.submission)
)
from refused_row r where list_contains($3, submission)
"""


@dataclass(frozen=True)
class Unmended:
    """One sheet that holds: how many findings and rows left out are about the quarter and open."""

    number: int
    file_name: str
    organisation: str
    found: int
    left_out: int

    @property
    def open(self) -> bool:
        """Whether anything is left to mend."""
        return bool(self.found or self.left_out)


def unmended(reader: Reader, quarter: str) -> list[Unmended]:
    """The sheets with figures or money of a quarter that hold, the first first.

    What was found in a row is mended when the row came in again in a later sheet that holds: what is wrong with it
    then was found there. What was found in no row in particular counts for every quarter of its sheet.
    """
    undone = sorted(submitted.taken_back(reader))
    sheets = reader.rows(_SHEETS, quarter, undone)
    found = {number: [(one["sheet"], one["cell"]) for one in json.loads(kept)] for number, *_, kept in sheets}
    rows: dict[int, list[tuple[str, str, bool]]] = defaultdict(list)
    for number, *row in reader.rows(_ROWS, quarter, undone, [number for number, each in found.items() if each]):
        rows[number].append(tuple(row))
    left_out: Counter[int] = Counter()
    for number, sheet, cells, still in reader.rows(_LEFT_OUT, quarter, undone, list(found)):
        left_out[number] += still
        rows[number].append((sheet, cells, False))  # what is wrong with it is why it was left out: told once
    return [
        Unmended(number, file, organisation, still_open(found[number], rows[number]), left_out[number])
        for number, file, organisation, _ in sheets
    ]


def still_open(found: Iterable[tuple[str, str]], rows: Iterable[tuple[str, str, bool]]) -> int:
    """How many findings, given as sheet and cell, are in an open row or in none.

    `rows` gives per row its sheet, its cells, and whether it is open. A finding is about the row that has its cell, else
    about those on the same line of the sheet.

    >>> rows = [("Figures", "G4,H4", True), ("Figures", "G5,H5", False)]
    >>> still_open([("Figures", "G4"), ("Figures", "A4"), ("Figures", "G5"), ("Figures", "A5"), ("Read me", "A5")], rows)
    3
    """
    at: dict[tuple[str, str], bool] = defaultdict(bool)
    for sheet, cells, still in rows:
        for cell in cells.split(","):
            at[sheet, cell] |= still
            at[sheet, _line(cell)] |= still
    return sum(at.get(where, at.get((where[0], _line(where[1])), True)) for where in found)


def _line(cell: str) -> str:
    return re.sub(r"\D", "", cell)
