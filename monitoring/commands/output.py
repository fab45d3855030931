"""Answers as a table for people, or as csv or json for machines."""

from __future__ import annotations

import base64
import csv
import datetime
import json
import math
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import pandas as pd
import pyarrow as pa
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table

from monitoring.commands.app import Format
from monitoring.language import Words
from theory_of_change.text import counted

Cell = Callable[[Any], str]

WIDTH = 200  # characters of a table that goes to a file or another program
LONGEST_WORD = 40  # characters that are kept together in a table
GAP = 2  # spaces between columns


def write(
    answer: pa.Table | pd.DataFrame,
    form: Format,
    say: Words,
    *,
    headings: Mapping[str, str] | None = None,
    cells: Mapping[str, Cell] | None = None,
) -> None:
    """Write an answer to standard output; `headings` and `cells` dress it up for people only.

    Numbers keep every digit in csv and json. A second column of the same name is called name_2.
    """
    names, rows = _arrow(answer) if isinstance(answer, pa.Table) else _frame(answer)
    match form:
        case Format.CSV:
            writer = csv.writer(sys.stdout, lineterminator="\n")
            writer.writerow(names)
            writer.writerows([_plain(value) for value in row] for row in rows)
        case Format.JSON:
            print(_records(names, rows))
        case _:
            _table(names, rows, say, headings or {}, cells or {})


def write_json(content: Any) -> None:
    """Write anything as json."""
    print(json.dumps(content, ensure_ascii=False, indent=1))


def _frame(frame: pd.DataFrame) -> tuple[list[str], list[tuple]]:
    rows = frame.astype(object).where(frame.notna(), None)
    return list(frame.columns), list(rows.itertuples(index=False, name=None))


def _arrow(table: pa.Table) -> tuple[list[str], list[tuple]]:
    """Names and rows of an answer, without a way through pandas: that makes floats of whole numbers."""
    names: list[str] = []
    for name in table.column_names:
        unique, place = name, 1
        while unique in names or (place > 1 and unique in table.column_names):
            place += 1
            unique = f"{name}_{place}"
        names.append(unique)
    return names, list(zip(*map(_values, table.columns), strict=True))


def _values(column: pa.ChunkedArray) -> list[Any]:
    """The values of a column; moments that Python cannot hold, such as infinity, as text."""
    if pa.types.is_timestamp(column.type) and column.type.unit == "ns":
        column = column.cast(pa.timestamp("us", column.type.tz), safe=False)
    try:
        return column.to_pylist(maps_as_pydicts="lossy")
    except (OverflowError, ValueError):
        return [None if value is None else str(value) for value in column.cast(pa.string()).to_pylist()]


# For machines


def _records(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """A list with an object per row, each on a line of its own."""
    records = ",\n".join(f" {_json(dict(zip(names, row, strict=True)))}" for row in rows)
    return f"[\n{records}\n]" if records else "[]"


def _json(value: Any) -> str:
    """A value as json: of an amount every digit, and null for what json has no number for.

    The json of the standard library would make a float of an amount.

    >>> _json({"a": Decimal("9007199254740993.10"), "b": [math.inf, None, True], "c": datetime.time(9, 30), "d": b"x"})
    '{"a": 9007199254740993.10, "b": [null, null, true], "c": "09:30:00", "d": "eA=="}'
    """
    match value:
        case None | bool() | int():
            return json.dumps(value)
        case float() | Decimal():
            return "null" if not math.isfinite(value) else repr(value) if isinstance(value, float) else f"{value:f}"
        case dict():
            return "{" + ", ".join(f"{_json(_text(key))}: {_json(part)}" for key, part in value.items()) + "}"
        case pa.MonthDayNano():
            return _json(_text(value))
        case list() | tuple():
            return "[" + ", ".join(map(_json, value)) + "]"
        case _ if hasattr(value, "item"):  # a number of numpy
            return _json(value.item())
        case _:
            return json.dumps(_text(value), ensure_ascii=False)


def _plain(value: Any) -> str:
    """A value in csv: a point for decimals, and nothing where there is nothing."""
    match value:
        case None:
            return ""
        case Decimal():
            return f"{value:f}"
        case _:
            return _text(value)


def _text(value: Any) -> str:
    """ISO for dates, times and spans; base64 for bytes; json for lists and structures; the rest as it is."""
    match value:
        case datetime.datetime() | datetime.date() | datetime.time():
            return value.isoformat()
        case pa.MonthDayNano(months=months, days=days, nanoseconds=nanoseconds):
            return f"P{months}M{days}DT{Decimal(nanoseconds).scaleb(-9).normalize():f}S"
        case bytes():
            return base64.b64encode(value).decode()
        case dict() | list() | tuple():
            return _json(value)
        case _:
            return str(value)


# For people


def _table(
    names: Sequence[str],
    rows: Sequence[Sequence[Any]],
    say: Words,
    headings: Mapping[str, str],
    cells: Mapping[str, Cell],
) -> None:
    heads = [headings.get(name, name) for name in names]
    said = [[_said(value, cells.get(name, say), say) for name, value in zip(names, row, strict=True)] for row in rows]
    console = Console(highlight=False, markup=False, emoji=False, width=None if sys.stdout.isatty() else WIDTH)
    table = Table(box=None, pad_edge=False, header_style="bold")
    widths = _widths(heads, said, console.width)
    for place, width in enumerate(widths):
        numeric = any(isinstance(row[place], int | float | Decimal) for row in rows)
        table.add_column(heads[place], justify="right" if numeric else "left", overflow="fold", width=width)
    for row in said:
        table.add_row(*row)
    console.width = max(console.width, sum(widths) + GAP * len(widths))
    console.print(table)


def _widths(heads: Sequence[str], said: Sequence[Sequence[str]], room: int) -> list[int]:
    """The width of each column within `room`; beyond it where words would else be broken in the middle."""
    columns = [[head, *(row[place] for row in said)] for place, head in enumerate(heads)]
    whole = [max(cell_len(line) for text in column for line in [*text.splitlines(), ""]) for column in columns]
    least = [
        max(
            [cell_len(word) for word in [*head.split(), ""]] + [_kept(word) for text in column for word in text.split()]
        )
        for head, column in zip(heads, columns, strict=True)
    ]
    if sum(least) + GAP * len(heads) > room:  # it will not fit anyhow, so no line of words is broken either
        least = [max(kept, min(full, LONGEST_WORD)) for kept, full in zip(least, whole, strict=True)]
    spare = max(0, room - sum(least) - GAP * (len(heads) - 1))
    widths = list(least)
    # The column that lacks least is served first, so that one long text does not squeeze the others.
    by_lack = sorted(range(len(heads)), key=lambda place: whole[place] - least[place])
    for served, place in enumerate(by_lack):
        more = min(max(0, whole[place] - least[place]), spare // (len(by_lack) - served))
        widths[place], spare = widths[place] + more, spare - more
    return widths


def _kept(word: str) -> int:
    return min(cell_len(word), LONGEST_WORD)


def _said(value: Any, cell: Cell, say: Words) -> str:
    match value:
        case bytes():
            return say(counted("{n} byte", "{n} bytes", n=len(value)))
        case datetime.time() | dict() | list() | tuple():
            return _text(value)
        case _:
            return cell(value)
