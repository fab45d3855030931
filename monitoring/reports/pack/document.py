"""The pack as a PDF that everybody can read, also with a screen reader: typst refuses what breaks PDF/UA-1.

The template gets everything as JSON, so nothing that somebody typed is ever read as markup. No font of the machine is
used and nothing is fetched.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import font_source_sans_pro
import typst

from monitoring.language import Words
from monitoring.reports.pack import qr
from monitoring.reports.pack.drawing import draw
from monitoring.reports.pack.marks import look
from monitoring.reports.pack.measure import grouped, widths
from monitoring.reports.pack.model import Ask, Cell, Chart, Kind, Line, Pack, Section, Table
from monitoring.reports.pack.style import PICTURES, Style, StyleWrong
from monitoring.reports.pack.tidy import tidied, without
from monitoring.reports.pack.wording import TAGS, facts, words_of

TEMPLATE = "pack.typ"
FONTS = Path(font_source_sans_pro.__file__).parent / "files"
STANDARD = "ua-1"
SHORT, LONG, POINTS = 210, 297, 72 / 25.4
"""The sides of A4 in millimetres, and how many points one of these is."""
UPRIGHT, PADDING, SAFE = 7, 10, 1.03
"""Columns that fit the short side; points between two columns; how much wider than measured a text may be."""
_MISSING = re.compile(r'the text `"(.*?)"` could not be displayed')
NUMERIC = frozenset({Kind.COUNT, Kind.NUMBER, Kind.EURO, Kind.SHARE})


def write(pack: Pack, style: Style) -> bytes:
    """The PDF, with the marks of PDF/UA-1. Raises `StyleWrong` where the template of the house style breaks them.

    PDF/UA allows no letter that the font does not have: a question mark stands for it.
    """
    template = style.file(TEMPLATE)
    fonts = [FONTS, *style.folders]
    _check_fonts(style, tuple(fonts))
    told = json.dumps(content(tidied(pack), style), ensure_ascii=False)
    try:
        return _compiled(template, told, fonts, pack.on)
    except typst.TypstError as error:
        missing = "".join(_MISSING.findall(error.diagnostic))
        if not missing:
            raise StyleWrong(_told(template, error)) from None
    try:
        return _compiled(template, without(told, missing), fonts, pack.on)
    except typst.TypstError as error:
        raise StyleWrong(_told(template, error)) from None


def _compiled(template: Path, told: str, fonts: list[Path], on: datetime.date) -> bytes:
    return typst.compile(
        {TEMPLATE: template.read_bytes()},
        sys_inputs={"pack": told},
        font_paths=fonts,
        ignore_system_fonts=True,
        pdf_standards=[STANDARD],
        timestamp=datetime.datetime.combine(on, datetime.time(), datetime.UTC),
    )


def _told(template: Path, error: typst.TypstError) -> str:
    """What typst found wrong, with the file, the line and how it is mended."""
    said = error.diagnostic.replace(f"{TEMPLATE}:", f"{template}:")
    return f"{template}: the document was not made.\n{said.strip()}"


def _check_fonts(style: Style, folders: tuple[Path, ...]) -> None:
    known = _families(folders)
    if not known & set(style.fonts.document):
        raise StyleWrong(
            f"style.yaml: fonts.document: {', '.join(style.fonts.document)} is not there. "
            f"Put its .ttf or .otf file in your style folder, or name one of: {', '.join(sorted(known))}."
        )


@cache
def _families(folders: tuple[Path, ...]) -> frozenset[str]:
    return frozenset(typst.Fonts(False, False, list(folders)).families())


def content(pack: Pack, style: Style) -> dict[str, Any]:
    """Everything that the template gets."""
    say = Words(pack.language)
    return {
        "language": pack.language,
        "region": TAGS[pack.language].partition("-")[2],
        "title": pack.title,
        "subtitle": pack.subtitle,
        "organisation": style.organisation or pack.organisation,
        "on": [pack.on.year, pack.on.month, pack.on.day],
        "footer": pack.footer,
        "marks": list(pack.marks),
        "facts": facts(pack),
        "words": words_of(pack),
        "sections": [_section(section, say, style) for section in pack.sections],
        "style": {**style.model_dump(include={"colours", "fonts", "document"}), "logo": _logo(style)},
    }


def _logo(style: Style) -> Mapping[str, Any] | None:
    """The logo as bytes, because a virtual file holds text only."""
    if style.picture is None:
        return None
    kind = PICTURES[style.picture.suffix.lower()].replace("jpeg", "jpg")
    return {"bytes": list(style.picture.read_bytes()), "format": kind, "alt": style.logo_alt}


def _section(section: Section, say: Words, style: Style) -> dict[str, Any]:
    return {
        "title": section.title,
        "small": section.small,
        "lines": [_line(line) for line in section.lines],
        "asks": [_ask(ask) for ask in section.asks],
        "story": list(section.story),
        "charts": [_chart(chart, say, section.charts) for chart in section.charts],
        "tables": [part for table in section.tables for part in _tables(table, style)],
        "wide": any(len(table.columns) > UPRIGHT for table in section.tables),
        "note": section.note,
        "sources": list(section.sources),
        "link": section.link,
        "qr": qr.svg(section.link) if section.link else "",
    }


def _line(line: Line) -> dict[str, Any]:
    found = look(line.mark)
    return {"shape": found.shape if found else "", "about": line.about, "said": line.said, "link": line.link}


def _ask(ask: Ask) -> dict[str, Any]:
    return asdict(ask)


def _chart(chart: Chart, say: Words, beside: Sequence[Chart]) -> dict[str, Any]:
    return {
        "title": chart.title,
        "alt": chart.alt or chart.title,
        "unit": chart.unit,
        **asdict(draw(chart, say, beside)),
    }


def _tables(table: Table, style: Style) -> Iterator[dict[str, Any]]:
    """A table with the width of its columns in points; with more columns than a page is wide, in parts."""
    wide = len(table.columns) > UPRIGHT
    room, size = ((LONG if wide else SHORT) - 2 * style.document.margin) * POINTS, style.document.table
    for part in grouped(table, size, room, padding=PADDING, wider=SAFE):
        parts = widths(part, size, room, padding=PADDING, wider=SAFE)
        yield {
            "title": part.title,
            "note": part.note,
            "columns": [
                {"name": column.name, "right": column.kind in NUMERIC, "width": width}
                for column, width in zip(part.columns, parts, strict=True)
            ],
            "rows": [[_cell(cell) for cell in row] for row in part.rows],
        }


def _cell(cell: Cell) -> dict[str, str] | str:
    found = look(cell.mark)
    return {"said": cell.said, "shape": found.shape, "colour": found.colour} if found else cell.said
