"""Answers as a table for people, or as csv or json for machines."""

from __future__ import annotations

import csv
import datetime
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import pandas as pd
from rich.console import Console
from rich.table import Table

from monitoring.commands.app import Format
from monitoring.language import Words

Cell = Callable[[Any], str]


def write(
    frame: pd.DataFrame,
    form: Format,
    say: Words,
    *,
    headings: Mapping[str, str] | None = None,
    cells: Mapping[str, Cell] | None = None,
) -> None:
    """Write a frame to standard output; `headings` and `cells` dress it up for people only."""
    match form:
        case Format.CSV:
            writer = csv.writer(sys.stdout, lineterminator="\n")
            writer.writerow(frame.columns)
            writer.writerows([_plain(value) for value in row] for row in _rows(frame))
        case Format.JSON:
            records = [dict(zip(frame.columns, map(_json, row), strict=True)) for row in _rows(frame)]
            print(json.dumps(records, ensure_ascii=False, indent=1))
        case _:
            _table(frame, say, headings or {}, cells or {})


def write_json(content: Any) -> None:
    """Write anything as json."""
    print(json.dumps(content, ensure_ascii=False, indent=1, default=_json))


def _rows(frame: pd.DataFrame) -> Iterable[Sequence[Any]]:
    return frame.astype(object).where(frame.notna(), None).itertuples(index=False, name=None)


def _table(frame: pd.DataFrame, say: Words, headings: Mapping[str, str], cells: Mapping[str, Cell]) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in frame.columns:
        numeric = any(isinstance(value, int | float | Decimal) for value in frame[column])
        table.add_column(headings.get(column, column), justify="right" if numeric else "left", overflow="fold")
    for row in _rows(frame):
        table.add_row(*(cells.get(column, say)(value) for column, value in zip(frame.columns, row, strict=True)))
    width = None if sys.stdout.isatty() else 200
    Console(highlight=False, width=width).print(table)


def _plain(value: Any) -> str:
    """A value as a machine reads it: a point for decimals, ISO dates, nothing where there is nothing."""
    if value is None:
        return ""
    if isinstance(value, datetime.datetime | datetime.date):
        return value.isoformat()
    return str(value)


def _json(value: Any) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, datetime.datetime | datetime.date):
        return value.isoformat()
    return value.item() if hasattr(value, "item") else value
