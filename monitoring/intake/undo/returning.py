"""What comes back where a submission is taken back, value by value, and how many rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

import pyarrow as pa

from monitoring.ledger import Difference, Merged, Table


class What(Enum):
    """What becomes of a row."""

    CHANGES = "changes"
    RETURNS = "returns"
    GOES = "goes"


@dataclass(frozen=True)
class Returning:
    """One value that would be another: `now` as the commit left it, `back` as it was before.

    In a row that returns nothing is there now, in one that goes nothing was there before.
    """

    what: What
    table: str
    row: Mapping[str, Any]
    field: str
    now: Any
    back: Any


def count(each: Difference) -> Merged:
    """How many rows of a table would return, get their earlier values, and go."""
    key = list(each.table.key)
    changed = each.before.select(key).join(each.after.select(key), keys=key, join_type="inner").num_rows
    return Merged(new=each.before.num_rows - changed, changed=changed, gone=each.after.num_rows - changed)


def returning(differences: Sequence[Difference], most: int) -> list[Returning]:
    """Values that would be another, of at most `most` rows of a table each: first those that change, then what
    returns, then what goes. Of a row that returns or goes it is the first value that says something.
    """
    changed = [value for each in differences for value in _changed(each, most)]
    back = [value for each in differences for value in _alone(each.table, each.before, each.after, most)]
    gone = [value for each in differences for value in _alone(each.table, each.after, each.before, most)]
    return [
        *changed,
        *(Returning(What.RETURNS, *row, now=None, back=value) for *row, value in back),
        *(Returning(What.GOES, *row, now=value, back=None) for *row, value in gone),
    ]


def _changed(each: Difference, most: int) -> Iterator[Returning]:
    key, content = list(each.table.key), each.table.content
    later = each.after.rename_columns([name if name in key else f"now {name}" for name in each.after.column_names])
    both = each.before.join(later, keys=key, join_type="inner")
    for row in _first(both, key, most):
        for field in content:
            if row[field] != row[f"now {field}"]:
                yield Returning(What.CHANGES, each.table.name, row, field, row[f"now {field}"], row[field])


def _alone(table: Table, rows: pa.Table, others: pa.Table, most: int) -> Iterator[tuple[str, Mapping, str, Any]]:
    """The rows that have no counterpart among others, each with its first value that says something."""
    key = list(table.key)
    for row in _first(rows.join(others.select(key), keys=key, join_type="left anti"), key, most):
        field = next((name for name in table.content if row[name] is not None), table.content[0])
        yield table.name, row, field, row[field]


def _first(rows: pa.Table, key: list[str], most: int) -> list[dict[str, Any]]:
    """The first rows in the order of their key: of a large submission not everything is shown."""
    return rows.sort_by([(name, "ascending") for name in key]).slice(0, most).to_pylist()
