"""Rows of a table as Arrow, which the database takes over whole instead of value by value."""

from __future__ import annotations

import re

import pandas as pd
import pyarrow as pa

from monitoring.ledger.schema import Table

_DECIMAL = re.compile(r"DECIMAL\((\d+),(\d+)\)")


def as_arrow(table: Table, rows: pd.DataFrame) -> pa.Table:
    """Rows of a table, with the columns that they have, as Arrow; amounts as exact as the table keeps them.

    Raises `pa.ArrowInvalid` for an amount with more decimals than the table keeps: it was to be
    refused before.
    """
    return pa.table(
        {
            column.name: pa.array(rows[column.name].to_numpy(dtype=object), type=_type(column.type), from_pandas=True)
            for column in table.columns
            if column.name in rows
        }
    )


def _type(kind: str) -> pa.DataType | None:
    """The type in Arrow of texts and amounts; others say themselves what they are."""
    if kind == "VARCHAR":
        return pa.string()
    if found := _DECIMAL.fullmatch(kind):
        return pa.decimal128(int(found[1]), int(found[2]))
    return None
