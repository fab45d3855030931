"""A pack as it can be written: without letters that no file can hold, and without what there is nothing to show of."""

from __future__ import annotations

import dataclasses
import re
from typing import Any

from monitoring.language.words import NOTHING
from monitoring.reports.pack.model import Chart, Pack, Section, Table

# Control characters, what XML forbids, and letters without width, which make a title look empty; ends of lines may stay.
_HELD_BY_NONE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2060\ufeff\ud800-\udfff\ufffe\uffff]")
UNKNOWN = "?"


def plain(text: str) -> str:
    """A text without the letters that no file can hold.

    >>> plain("a\\x07b\\tc")
    'ab\\tc'
    """
    return _HELD_BY_NONE.sub("", text)


def without(text: str, letters: str) -> str:
    """A text with a question mark for each of these letters, other than those everybody has.

    >>> without("Ali (علي)", "علي ")
    'Ali (???)'
    """
    return text.translate({ord(letter): UNKNOWN for letter in letters if not letter.isascii()})


def tidied(pack: Pack) -> Pack:
    """The same pack, ready to be written; its annex, which may be long, is left to the workbook."""
    told = {
        field.name: _plain(getattr(pack, field.name))
        for field in dataclasses.fields(pack)
        if field.name not in ("sections", "annex")
    }
    told["title"] = _title(pack.title)
    annex = [table for table in pack.annex if table.columns]
    return dataclasses.replace(pack, **told, sections=[_section(one) for one in pack.sections], annex=annex)


def _section(section: Section) -> Section:
    """With a title everywhere, and no picture or table of nothing."""
    told = _plain(section)
    charts = [_titled(one) for one in told.charts if one.categories and one.series]
    tables = [_titled(one) for one in told.tables if one.columns]
    return dataclasses.replace(told, title=_title(told.title), charts=charts, tables=tables)


def _titled(one: Chart | Table) -> Any:
    return dataclasses.replace(one, title=_title(one.title))


def _title(text: str) -> str:
    return " ".join(plain(text).split()) or NOTHING


def _plain(value: Any) -> Any:
    """Plain text wherever there is text; what has nothing to be taken out stays as it is."""
    if isinstance(value, str):
        return plain(value) if type(value) is str else value  # a kind or shape is a word of our own
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if dataclasses.is_dataclass(value):
        told = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
        changed = {name: new for name, old in told.items() if (new := _plain(old)) != old or isinstance(old, tuple)}
        return dataclasses.replace(value, **changed) if changed else value
    return value
