"""Slides can be edited and can be read aloud: nothing is a picture of text, and nothing runs off the slide."""

from __future__ import annotations

import dataclasses
import io
import re
import zipfile

import pytest
from lxml import etree
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Inches

from monitoring.reports.pack import slides, style
from monitoring.reports.pack.model import Cell, Chart, Column, Kind, Section, Series, Shape, Table
from tests.reports.given_pack import given_pack

LOOK = style.load()


@pytest.fixture(scope="module", params=["nl", "en"])
def deck(request: pytest.FixtureRequest):
    made = Presentation(io.BytesIO(slides.write(given_pack(request.param), LOOK)))
    made.language = request.param
    return made


def of(*sections: Section):
    pack = dataclasses.replace(given_pack(), sections=sections)
    return list(Presentation(io.BytesIO(slides.write(pack, LOOK))).slides)[2:-1]


def test_every_slide_has_a_title_of_its_own(deck) -> None:
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert all(titles) and len(set(titles)) == len(titles)


def test_every_slide_has_footer_number_link_and_code(deck) -> None:
    pack = given_pack(deck.language)
    for slide in deck.slides:
        kinds = {shape.placeholder_format.type.name: shape for shape in slide.placeholders}
        assert kinds["FOOTER"].text_frame.text == pack.footer
        assert "slidenum" in etree.tostring(kinds["SLIDE_NUMBER"]._element).decode()
        [code] = [shape for shape in slide.shapes if shape.shape_type == 13]
        address = code.click_action.hyperlink.address
        assert address in [pack.link, *(section.link for section in pack.sections)]
        assert address in code._element._nvXxPr.cNvPr.get("descr")


def test_charts_pictures_and_tables_are_told_in_words(deck) -> None:
    alts = []
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table or shape.shape_type == 13:
                alts.append(shape._element._nvXxPr.cNvPr.get("descr"))
    assert all(alts)
    assert {chart.alt for chart in given_pack(deck.language).charts()} <= set(alts)


def test_every_run_says_its_language(deck) -> None:
    tag = {"nl": "nl-NL", "en": "en-GB"}[deck.language]
    for slide in deck.slides:
        for part in (slide, slide.notes_slide):
            runs = [run for run in part._element.iter(qn("a:r")) if run.find(qn("a:t")).text]
            assert {run.find(qn("a:rPr")).get("lang") for run in runs} == {tag}
    assert deck.core_properties.language == tag


def test_notes_tell_sources_link_snapshot_and_hash(deck) -> None:
    pack = given_pack(deck.language)
    told = {slide.shapes.title.text_frame.text: slide.notes_slide.notes_text_frame.text for slide in deck.slides}
    for section in pack.sections:
        [notes, *_] = [text for title, text in told.items() if title.startswith(section.title)]
        assert section.link in notes and pack.snapshot in notes and pack.contents in notes
        assert all(source in notes for source in section.sources)


def test_no_two_shapes_of_a_slide_have_one_number(deck) -> None:
    for slide in deck.slides:
        numbers = [shape.shape_id for shape in slide.shapes]
        assert len(set(numbers)) == len(numbers)


def test_the_overview_leads_to_each_section(deck) -> None:
    overview = deck.slides[1]
    to = [relation.target_part for relation in overview.part.rels.values() if relation.reltype.endswith("/slide")]
    titles = [part.slide.shapes.title.text_frame.text for part in to]
    for section in given_pack(deck.language).sections:
        assert any(title.startswith(section.title) for title in titles)


def test_everything_stands_on_the_slide_and_above_the_footer(deck) -> None:
    for slide in deck.slides:
        foot = next(shape.top for shape in slide.placeholders if shape.placeholder_format.type.name == "FOOTER")
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height
            if shape.has_chart or shape.has_table:
                assert shape.top + shape.height <= foot + Inches(0.02), slide.shapes.title.text_frame.text


def test_a_long_table_goes_on_with_its_headings_and_widths() -> None:
    found = of(given_pack().sections[6])
    assert len(found) > 3
    assert [re.search(r"\((\d+)/(\d+)\)$", slide.shapes.title.text_frame.text)[0] for slide in found] == [
        f"({at}/{len(found)})" for at in range(1, len(found) + 1)
    ]
    tables = [next(shape.table for shape in slide.shapes if shape.has_table) for slide in found]
    assert len({tuple(column.width for column in table.columns) for table in tables}) == 1
    assert len({tuple(cell.text for cell in table.rows[0].cells) for table in tables}) == 1
    assert all(len(table.rows) > 3 for table in tables)


def test_a_table_that_is_too_wide_repeats_its_first_column() -> None:
    columns = [Column("Land"), *(Column(f"Bedrag {year}", Kind.EURO) for year in range(2000, 2030))]
    rows = [[Cell(name, name), *(Cell(1, "1.234.567,89") for _ in columns[1:])] for name in ("Avaria", "Belmora")]
    found = of(Section("wide", "Breed", tables=[Table("t", "Jaren", columns, rows)]))
    tables = [shape.table for slide in found for shape in slide.shapes if shape.has_table]
    headings = [[cell.text for cell in table.rows[0].cells] for table in tables]
    assert len(tables) > 1 and all(row[0] == "Land" for row in headings)
    assert [name for row in headings for name in row[1:]] == [column.name for column in columns[1:]]


def test_text_in_a_slide_that_is_too_long_goes_on() -> None:
    found = of(Section("s", "Verhaal", story=["Een zin van zes gewone woorden. " * 200]))
    assert len(found) > 2


def chart_xml(chart: Chart) -> bytes:
    pack = dataclasses.replace(given_pack(), sections=[Section("c", "Beeld", charts=[chart])])
    with zipfile.ZipFile(io.BytesIO(slides.write(pack, LOOK))) as file:
        [name] = [name for name in file.namelist() if re.fullmatch(r"ppt/charts/chart\d+\.xml", name)]
        return file.read(name)


def test_what_nobody_told_is_empty_and_not_zero() -> None:
    told = chart_xml(Chart("c", Shape.BARS, "t", "a", "", ["a", "b"], [Series("s", [1.0, None], "#1B59A4")]))
    assert b'<c:dispBlanksAs val="gap"/>' in told
    assert told.count(b"<c:pt idx=") == 2 + 1 + 1  # two names, one value, the name of the series


def test_bars_begin_at_zero_and_have_their_colour_and_a_real_minus() -> None:
    told = chart_xml(Chart("c", Shape.BARS, "t", "a", "€ mln", ["a", "b"], [Series("s", [50.0, 60.0], "#882255")], 1))
    assert b'<c:min val="0"/>' in told or b'<c:min val="0.0"/>' in told
    assert b"882255" in told and "#,##0.0;−#,##0.0".encode() in told
    assert b"<c:legend>" not in told


def test_shares_are_percentages() -> None:
    told = chart_xml(Chart("c", Shape.LINE, "t", "a", "%", ["a", "b"], [Series("s", [0.5, 0.6], "#882255")]))
    assert "0%;−0%".encode() in told
