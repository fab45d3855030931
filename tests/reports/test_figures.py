"""Every figure of a pack is read back from each of its four formats, in both languages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import pytest

from monitoring.language import Words
from monitoring.reports.pack import document, page, slides, style, workbook
from monitoring.reports.pack.drawing import value_said
from monitoring.reports.pack.model import Cell, Pack, Table
from tests.reports import read_back
from tests.reports.given_pack import given_pack

WRITERS = {"pptx": slides.write, "pdf": document.write, "xlsx": workbook.write, "html": page.write}
Written = tuple[Pack, Mapping[str, Any]]


@pytest.fixture(scope="module", params=["nl", "en"])
def written(request: pytest.FixtureRequest) -> Written:
    """The pack in one language, and its four formats."""
    pack, look = given_pack(request.param), style.load()
    return pack, {name: write(pack, look) for name, write in WRITERS.items()}


def said(table: Table) -> list[list[str]]:
    return [[plain(cell.said) for cell in row] for row in table.rows]


def plain(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("kind", "read", "name"),
    [
        ("pptx", read_back.figures_of_pptx, "title"),
        ("pdf", read_back.figures_of_pdf, "title"),
        ("html", read_back.figures_of_html, "key"),
    ],
)
def test_every_cell_is_read_back_as_it_was_said(written: Written, kind: str, read: Callable, name: str) -> None:
    pack, formats = written
    found = read(formats[kind])
    for table in pack.tables():
        rows = [[plain(cell) for cell in row] for row in found[getattr(table, name)]]
        assert rows == said(table), table.key


def test_the_workbook_holds_every_value_exactly(written: Written) -> None:
    pack, formats = written
    found = read_back.figures_of_xlsx(formats["xlsx"])
    for table in [*pack.tables(), *pack.annex]:
        for row, cells in zip(found[table.title], table.rows, strict=True):
            for value, cell in zip(row, cells, strict=True):
                assert same(value, cell), (table.key, value, cell)


def same(found: Any, cell: Cell) -> bool:
    if isinstance(cell.value, Decimal):
        return Decimal(str(found)) == cell.value
    if isinstance(cell.value, int | float):
        return found == cell.value
    if hasattr(cell.value, "isoformat"):
        return found.date() == cell.value
    return found == (None if cell.said == "–" else cell.said)


def test_the_charts_hold_their_numbers(written: Written) -> None:
    pack, formats = written
    drawn = read_back.charts_of_pptx(formats["pptx"])
    inside = read_back.workbooks_of_pptx(formats["pptx"])
    sheets = read_back.figures_of_xlsx(formats["xlsx"])
    for chart in pack.charts():
        assert drawn[chart.title] == {one.name: list(one.values) for one in chart.series}
        rows = [[name, *(one.values[at] for one in chart.series)] for at, name in enumerate(chart.categories)]
        assert inside[chart.title][1:] == sheets[chart.title] == rows


def test_the_page_says_the_numbers_of_its_charts_in_a_table(written: Written) -> None:
    pack, formats = written
    found, say = read_back.figures_of_html(formats["html"]), Words(pack.language)
    for chart in pack.charts():
        assert found[chart.key] == [
            [name, *("–" if one.values[at] is None else value_said(one.values[at], chart, say) for one in chart.series)]
            for at, name in enumerate(chart.categories)
        ]


def test_each_format_names_its_snapshot_and_full_hash(written: Written) -> None:
    pack, formats = written
    for kind, content in formats.items():
        assert read_back.snapshot_printed(content, pack), kind


def test_each_format_shows_its_classification_and_marks(written: Written) -> None:
    pack, formats = written
    for kind, content in formats.items():
        told = read_back.texts(content)
        assert pack.classification in told and all(mark in told for mark in pack.marks), kind


def test_text_that_looks_like_markup_or_a_formula_stays_text(written: Written) -> None:
    _, formats = written
    for kind in ("pptx", "pdf", "html"):
        name = (
            "projects.table"
            if kind == "html"
            else next(t.title for t in written[0].tables() if t.key == "projects.table")
        )
        found = getattr(read_back, f"figures_of_{kind}")(formats[kind])[name]
        assert [row[1] for row in found[:4]] == [
            "=cmd|' /C calc'!A0",
            "<script>alert(1)</script>",
            "#let x = panic()",
            '"quotes" & <b>',
        ]
    assert "<script" not in formats["html"]
