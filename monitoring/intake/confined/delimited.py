"""A text with a separator as the one sheet that Excel would show: every cell the text that stands there."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any

from monitoring.intake.confined.kind import refuse_markup
from monitoring.intake.confined.refused import Refused
from monitoring.intake.confined.send import Send

SHEET = "csv"  # the name of its sheet: a text has none
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SEPARATORS = ";,\t|"
_LOOKED_AT = 200  # rows by which the separator is chosen
_BEGINNING = 4096
_LINES = 10  # of one row, from which on a quotation mark is suspected that was never closed
csv.field_size_limit(1 << 30)


def delimited(content: bytes, send: Send) -> None:
    """Send a text as one sheet. Raises `Refused` where it is no text, or no table."""
    encoding = encoding_of(content)
    beginning = content[:_BEGINNING].decode(encoding, "ignore")
    refuse_markup(beginning)
    if sum(ord(sign) < 32 and sign not in "\t\n\r\f\x1a\x1b" for sign in beginning) > len(beginning) / 50:
        raise Refused("unknown")
    send("kind", "csv")
    if encoding == "cp1252":
        send("notice", "windows text", {})
    separator, told = separator_of(content, encoding)
    rows = csv.reader(_text(content, encoding), delimiter=separator)
    if told:
        next(rows)  # “sep=;”, which Excel does not show either
    send.sheet(_rows(rows, separator, send), 12, name=SHEET, typed=False)


def encoding_of(content: bytes) -> str:
    """How a text is written, as Python calls it: by its mark, by its zeros, or by what it is valid as.

    >>> [encoding_of(text) for text in ("é".encode(), "é".encode("cp1252"), "a;b".encode("utf-16-le"), b"a;b")]
    ['utf-8', 'cp1252', 'utf-16-le', 'utf-8']
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return encoding
    sample = content[:_BEGINNING]
    if sample.count(0) > len(sample) / 4:
        return "utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be"
    try:
        codecs.utf_8_decode(content, "strict", True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def separator_of(content: bytes, encoding: str) -> tuple[str, bool]:
    r"""The separator, and whether the first line names it: the one that gives most rows the same number of cells.

    >>> separator_of(b"land;bedrag\nAlmara;1,5\nBelmora;2,5\n", "utf-8")
    (';', False)
    >>> separator_of(b"sep=,\nland,bedrag\n", "utf-8")
    (',', True)
    """
    text = _text(content, encoding)
    first = text.readline(64).rstrip("\r\n").strip('"')
    if first.lower().startswith("sep=") and len(first) == 5:
        return first[4], True
    return max(_SEPARATORS, key=lambda separator: _fits(content, encoding, separator)), False


def _fits(content: bytes, encoding: str, separator: str) -> tuple[float, int]:
    """How well a separator fits the first rows: in how many of them it gives the same number, and how many cells."""
    try:
        rows = islice(csv.reader(_text(content, encoding), delimiter=separator), _LOOKED_AT)
        counts = [len(row) for row in rows if row]
    except csv.Error:
        return (0.0, 0)
    divided = [count for count in counts if count > 1]
    if not divided:
        return (0.0, 0)
    usual = max(set(divided), key=lambda count: (divided.count(count), count))
    return (divided.count(usual) / len(counts), usual)


def _text(content: bytes, encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(content), encoding=encoding, errors="replace", newline="")


def _rows(rows: Any, separator: str, send: Send) -> Iterator[list[str]]:
    """The rows as they come; at the end it is told which have more cells than most."""
    widths: Counter[int] = Counter()
    first: dict[int, int] = {}
    line, told = rows.line_num, False
    try:
        for number, row in enumerate(rows):
            width = len(row)
            widths[width] += 1
            first.setdefault(width, number)
            lines = rows.line_num - line
            if lines > _LINES and not told and _swallows(text := max(row, key=len), separator, widths):
                told = True
                send("notice", "quote left open", {"row": number, "column": row.index(text)})
            line = rows.line_num
            yield row
    except csv.Error:
        raise Refused("damaged") from None
    usual = max(widths, key=widths.__getitem__, default=0)
    if usual > 1 and (wider := [width for width in widths if width > usual]):
        place = min(first[width] for width in wider)
        send("notice", "wider rows", {"n": sum(widths[width] for width in wider), "row": place, "usual": usual})


def _swallows(text: str, separator: str, widths: Counter[int]) -> bool:
    """Whether a cell looks like rows that a quotation mark took in: lines with separators as rows have them."""
    lines, usual = text.count("\n"), max(widths, key=widths.__getitem__)
    return text.count(separator) >= lines * max(1, usual - 1) / 2
