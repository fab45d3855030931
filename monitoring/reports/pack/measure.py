"""How much room words take, so that a slide is never too full: before it is drawn, and with any font a little wider."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import font_source_sans_pro
from PIL import ImageFont

from monitoring.reports.pack.model import Kind, Table

FILES = Path(font_source_sans_pro.__file__).parent / "files"
_AT = 100  # points at which a word is measured once, for all sizes


@lru_cache(maxsize=2)
def _font(bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(
        str(FILES / f"SourceSansPro-{'Bold' if bold else 'Regular'}.ttf"), _AT, layout_engine=ImageFont.Layout.BASIC
    )


@lru_cache(maxsize=20_000)  # the words of a few packs
def _word(word: str, bold: bool) -> float:
    return _font(bold).getlength(word) / _AT


def length(text: str, size: float, *, bold: bool = False, wider: float = 1.0) -> float:
    """Points that a text takes on one line, in letters of `size` points; `wider` where its font runs wider.

    >>> 20 < length("Belmora", 10, wider=1.0) < length("Belmora", 10, wider=1.2) < 50
    True
    """
    words = text.split(" ")
    return (sum(_word(word, bold) for word in words) + (len(words) - 1) * _word(" ", bold)) * size * wider


def lines(text: str, size: float, room: float, *, bold: bool = False, wider: float = 1.0) -> int:
    """How many lines a text takes where one line has `room` points; a word longer than a line is broken.

    >>> lines("een twee drie", 10, 1000), lines("een twee drie", 10, 30), lines("x" * 100, 10, 100)
    (1, 3, 5)
    """
    return lines_of([(text, bold)], size, room, wider=wider)


def lines_of(runs: Iterable[tuple[str, bool]], size: float, room: float, *, wider: float = 1.0) -> int:
    """How many lines a text takes of which some is bold."""
    count, used, space = 1, 0.0, length(" ", size, wider=wider)
    for text, bold in runs:
        for at, paragraph in enumerate(text.split("\n")):
            if at:
                count, used = count + 1, 0.0
            for word in paragraph.split(" "):
                wide = _word(word, bold) * size * wider
                if used and used + space + wide > room:
                    count, used = count + 1, 0.0
                if wide > room:
                    more = int(wide // room)
                    count, used = count + more, wide - more * room
                else:
                    used += wide + (space if used else 0)
    return count


def widths(table: Table, size: float, room: float, *, padding: float, wider: float = 1.0) -> list[float]:
    """Points for each column of a table, together `room`: what they ask for, the longest texts giving way.

    >>> from monitoring.reports.pack.model import Cell, Column
    >>> table = Table("t", "", [Column("a"), Column("b")], [[Cell("x", "x"), Cell("y", "y " * 500)]])
    >>> [round(width) for width in widths(table, 10, 200, padding=4)]
    [9, 191]
    """
    asked = [_asked(table, at, size, wider) + padding for at in range(len(table.columns))]
    needed = [min(_longest_word(table, at, size, wider) + padding, wish) for at, wish in enumerate(asked)]
    if sum(asked) <= room:
        parts = [2.0 if column.kind is Kind.TEXT else 1.0 for column in table.columns]
        spare = (room - sum(asked)) / sum(parts)
        return [wish + spare * part for wish, part in zip(asked, parts, strict=True)]
    if sum(needed) >= room:
        return [width * room / sum(needed) for width in needed]
    return _given_way(asked, needed, room)


def least(table: Table, size: float, *, padding: float, wider: float = 1.0) -> float:
    """Points that a table takes at the least, with all its words whole."""
    return sum(_longest_word(table, at, size, wider) + padding for at in range(len(table.columns)))


def grouped(table: Table, size: float, room: float, *, padding: float, wider: float = 1.0) -> list[Table]:
    """The columns of a table in groups that fit the room with their words whole; the first column is in each.

    >>> from monitoring.reports.pack.model import Cell, Column
    >>> columns = [Column(letter * 5) for letter in "abcde"]
    >>> table = Table("t", "", columns, [[Cell(None, "–")] * 5])
    >>> [[column.name for column in part.columns] for part in grouped(table, 10, 100, padding=2)]
    [['aaaaa', 'bbbbb', 'ccccc'], ['aaaaa', 'ddddd', 'eeeee']]
    """
    if not table.columns or least(table, size, padding=padding, wider=wider) <= room:
        return [table] if table.columns else []
    wide = [_longest_word(table, at, size, wider) + padding for at in range(len(table.columns))]
    groups = _groups(wide, room, len(wide))
    groups = _groups(wide, room, -(-(len(wide) - 1) // len(groups)))  # as many in each
    return [
        replace(
            table,
            columns=[table.columns[at] for at in group],
            rows=[[row[at] for at in group] for row in table.rows],
            note=table.note if group is groups[-1] else "",
        )
        for group in groups
    ]


def _groups(wide: Sequence[float], room: float, most: int) -> list[list[int]]:
    """The numbers of the columns by group: the first in each, and at most `most` others."""
    groups: list[list[int]] = [[0]]
    for at in range(1, len(wide)):
        full = sum(wide[one] for one in groups[-1]) + wide[at] > room or len(groups[-1]) > most
        if len(groups[-1]) > 1 and full:
            groups.append([0])
        groups[-1].append(at)
    return groups


def _given_way(asked: Sequence[float], needed: Sequence[float], room: float) -> list[float]:
    """The widest columns cut to one width, found by halving, that makes all fit."""
    low, high = 0.0, max(asked)
    for _ in range(40):
        most = (low + high) / 2
        total = sum(max(small, min(wish, most)) for wish, small in zip(asked, needed, strict=True))
        low, high = (most, high) if total <= room else (low, most)
    found = [max(small, min(wish, low)) for wish, small in zip(asked, needed, strict=True)]
    return [width * room / sum(found) for width in found]


def _texts(table: Table, at: int) -> list[tuple[str, bool]]:
    """The different texts of a column, and whether they are bold: the heading, and statuses with their shape."""
    cells = {("● " + row[at].said if row[at].mark else row[at].said, bool(row[at].mark)) for row in table.rows}
    return [(table.columns[at].name, True), *cells]


def _asked(table: Table, at: int, size: float, wider: float) -> float:
    return max(length(text, size, bold=bold, wider=wider) for text, bold in _texts(table, at))


def _longest_word(table: Table, at: int, size: float, wider: float) -> float:
    """The longest word of a column; a status stays on one line where its column is of statuses."""
    heading, *cells = _texts(table, at)
    status = table.columns[at].kind is Kind.STATUS
    parts = [(word, bold) for text, bold in cells for word in ([text] if status else text.split(" "))]
    parts += [(word, True) for word in heading[0].split(" ")]
    return max(length(word, size, bold=bold, wider=wider) for word, bold in parts)
