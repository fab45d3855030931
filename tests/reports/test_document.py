"""The PDF can be read by everybody: it has the marks of PDF/UA-1, and typst refuses a template that breaks them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from monitoring.reports.pack import document, style
from monitoring.reports.pack.style import HOUSE, StyleWrong
from tests.reports.given_pack import given_pack
from tests.reports.read_back import shown

ALT = ', alt: words.code + ": " + it.link'
"""What tells in words, in the template, where a square code leads."""


@pytest.fixture(scope="module")
def pdf() -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(document.write(given_pack(), style.load()))) as opened:
        yield opened


def elements(pdf: pikepdf.Pdf, kind: str) -> list[pikepdf.Object]:
    """The elements of one kind in its structure."""
    return [
        one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == pikepdf.Name(f"/{kind}")
    ]


def test_it_says_that_it_is_marked_and_in_which_language(pdf: pikepdf.Pdf) -> None:
    assert pdf.Root.MarkInfo.Marked
    assert str(pdf.Root.Lang) == "nl-NL"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert "/StructTreeRoot" in pdf.Root
    with pdf.open_metadata() as told:
        assert told["pdfuaid:part"] == "1"
        assert told["dc:title"] == given_pack().title


def test_every_picture_is_told_in_words(pdf: pikepdf.Pdf) -> None:
    pack, figures = given_pack(), elements(pdf, "Figure")
    told = [str(one.Alt) for one in figures]
    assert all(one.strip() for one in told)
    assert {chart.alt for chart in pack.charts()} <= set(told)
    assert sum(section.link in alt for section in pack.sections for alt in told) >= len(pack.sections)


def test_tables_have_headings_and_all_rows(pdf: pikepdf.Pdf) -> None:
    pack = given_pack()
    assert len(elements(pdf, "Table")) == len(list(pack.tables()))
    assert len(elements(pdf, "TH")) == sum(len(table.columns) for table in pack.tables())


def test_headings_skip_no_level(pdf: pikepdf.Pdf) -> None:
    assert elements(pdf, "H1") and elements(pdf, "H2")
    assert not elements(pdf, "H3")


def test_the_footer_is_on_every_page(pdf: pikepdf.Pdf) -> None:
    for number, one in enumerate(pdf.pages, 1):
        said = "".join(text for _, text in shown(one))
        assert given_pack().footer in said
        assert f"{number} / {len(pdf.pages)}" in said


def test_all_fonts_are_inside(pdf: pikepdf.Pdf) -> None:
    fonts = [
        one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor"
    ]
    assert fonts and all({"/FontFile", "/FontFile2", "/FontFile3"} & set(one.keys()) for one in fonts)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (ALT, "", "alt text"),
        ("  title: pack.title,\n", "", "title"),
        ("heading(level: 2, it.title)", "heading(level: 4, it.title)", "skipped"),
    ],
)
def test_a_template_that_leaves_somebody_out_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    text = (HOUSE / "pack.typ").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "pack.typ").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(StyleWrong) as refused:
        document.write(given_pack(), style.load(tmp_path))
    assert str(tmp_path / "pack.typ") in str(refused.value)
    assert said in str(refused.value)


def test_a_refusal_names_the_line(tmp_path: Path) -> None:
    lines = (HOUSE / "pack.typ").read_text(encoding="utf-8").replace(ALT, "").splitlines()
    (tmp_path / "pack.typ").write_text("\n".join(lines), encoding="utf-8")
    [at] = [number for number, line in enumerate(lines, 1) if "image(bytes(it.qr)" in line]
    with pytest.raises(StyleWrong, match=rf"pack\.typ:{at}:"):
        document.write(given_pack(), style.load(tmp_path))
