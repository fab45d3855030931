"""A Parquet file as one sheet: the names of its columns as headings, and below them its rows."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from typing import Any

import pyarrow as pa
import pyarrow.parquet

from monitoring.intake.confined.refused import Refused
from monitoring.intake.confined.send import Send, refuse_grid

SHEET = "parquet"  # the name of its sheet: such a file has none
_ROWS = 10_000  # at once


def parquet(content: bytes, send: Send) -> None:
    """Send a Parquet file as one sheet; a column that holds lists or records is told as text."""
    try:
        file = pyarrow.parquet.ParquetFile(BytesIO(content))
    except (pa.ArrowInvalid, OSError):
        raise Refused("damaged") from None
    names = file.schema_arrow.names
    refuse_grid(SHEET, file.metadata.num_rows + 1, len(names))
    send.sheet(_rows(file, names), max(1, len(names)), name=SHEET)


def _rows(file: pyarrow.parquet.ParquetFile, names: list[str]) -> Iterator[list[Any]]:
    yield names
    try:
        for batch in file.iter_batches(_ROWS, use_threads=False):
            columns = [[_value(value) for value in column.to_pylist()] for column in batch.columns]
            yield from map(list, zip(*columns, strict=True))
    except (pa.ArrowInvalid, OSError):
        raise Refused("damaged") from None


def _value(value: Any) -> Any:
    """A value as a cell of a workbook would hold it: whole numbers as floats, a day without time as a date."""
    if value is None or value != value:  # not a number is no figure
        return ""
    if isinstance(value, bool | str | float):
        return value
    if isinstance(value, int):
        return float(value) if abs(value) < 2**53 else str(value)
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, datetime.datetime):
        return value.date() if value.time() == datetime.time() else value.replace(tzinfo=None)
    return value if isinstance(value, datetime.date | datetime.time) else str(value)
