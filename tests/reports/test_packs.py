"""What holds for all four: the same pack gives the same bytes, and nothing is too long, too short or too much."""

from __future__ import annotations

import dataclasses
import re
import time

import pytest

from monitoring.reports.pack import document, page, slides, style, workbook
from monitoring.reports.pack.model import Cell, Chart, Column, Pack, Section, Series, Shape, Table
from tests.reports import read_back
from tests.reports.given_pack import given_pack

WRITERS = {"pptx": slides.write, "pdf": document.write, "xlsx": workbook.write, "html": page.write}
LOOK = style.load()
each = pytest.mark.parametrize("kind", WRITERS)


def with_sections(*sections: Section, **changed: object) -> Pack:
    return dataclasses.replace(given_pack(), sections=sections, annex=(), **changed)


@each
def test_the_same_pack_gives_the_same_bytes(kind: str) -> None:
    first = WRITERS[kind](given_pack(), LOOK)
    time.sleep(2.1)  # a ZIP file tells time in steps of two seconds
    assert WRITERS[kind](given_pack(), LOOK) == first


@each
def test_another_figure_gives_other_bytes(kind: str) -> None:
    assert WRITERS[kind](given_pack(rows=20), LOOK) != WRITERS[kind](given_pack(rows=21), LOOK)


@each
def test_a_pack_without_a_section_is_still_a_pack(kind: str) -> None:
    pack = with_sections(marks=())
    assert read_back.snapshot_printed(WRITERS[kind](pack, LOOK), pack)


@each
def test_a_section_without_figures_says_so(kind: str) -> None:
    pack = with_sections(
        Section("empty", "Nog niets"), Section("table", "Leeg", tables=(Table("t", "Geen rij", [Column("A")], ()),))
    )
    told = read_back.texts(WRITERS[kind](pack, LOOK))
    assert kind == "xlsx" or "Er zijn nog geen cijfers" in told


@each
def test_very_long_titles_are_told_in_full(kind: str) -> None:
    title = "Een heel lange bevinding die niemand in één adem voorleest, " * 6
    pack = with_sections(Section("long", title, small=title, story=(title * 12,)), title=title)
    told = re.sub(r"\s+", "", read_back.texts(WRITERS[kind](pack, LOOK)))
    assert re.sub(r"\s+", "", title) in told
    assert kind == "xlsx" or told.count("voorleest") >= 6 * (3 + 12)


@each
def test_a_name_in_letters_that_a_font_does_not_have_stops_nothing(kind: str) -> None:
    pack = with_sections(Section("names", "Gesprek met Али en علي", story=("640.000,00 → 655.250,00, ≥ 5 en 漢字",)))
    told = read_back.texts(WRITERS[kind](pack, LOOK))
    if kind != "xlsx":
        assert "Али" in told and "640.000,00 → 655.250,00" in told


@pytest.mark.parametrize("kind", ["pptx", "pdf"])
def test_a_table_of_400_rows_is_told_to_its_last_row(kind: str) -> None:
    found = getattr(read_back, f"figures_of_{kind}")(WRITERS[kind](given_pack(rows=400), LOOK))["Alle projecten"]
    assert [row[0] for row in found] == [f"P{at:03}" for at in range(400)]


@each
def test_letters_that_no_office_file_can_hold_are_left_out(kind: str) -> None:
    pack = with_sections(Section("odd", "Een\x07 bel", story=("voor\x0bna",)))
    assert WRITERS[kind](pack, LOOK)


@each
def test_what_there_is_nothing_of_stops_nothing(kind: str) -> None:
    nothing = Section(
        "odd",
        " \u200b",
        charts=(
            Chart("a", Shape.BARS, "", "", "", (), ()),
            Chart("b", Shape.LINE, "", "", "%", ["x"], [Series("s", [None], "#1B59A4")]),
            Chart("c", Shape.STACKED, "Nul", "", "", ["x"], [Series("s", [0], "#1B59A4")]),
        ),
        tables=(Table("t", "", (), ()), Table("u", "", [Column("")], [[Cell(None, "")]])),
    )
    assert WRITERS[kind](with_sections(nothing, title=""), LOOK)


@each
def test_a_picture_of_very_many_bars_is_drawn(kind: str) -> None:
    names = [f"Een land met nummer {at}" for at in range(20)]
    them = [Series(f"Budget {at}", [float(at + 1)] * 20, "#1B59A4") for at in range(3)]
    pack = with_sections(
        Section("many", "Veel", charts=[Chart("a", Shape.BARS, "Twintig landen", "", "", names, them)])
    )
    assert WRITERS[kind](pack, LOOK)
