"""A house style is a folder of texts: what it changes is seen in all four, and what is wrong in it is told."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import openpyxl
import pikepdf
import pptx
import pytest
from PIL import Image

from monitoring.reports.pack import document, page, slides, style, workbook
from monitoring.reports.pack.document import FONTS
from monitoring.reports.pack.style import HOUSE, StyleWrong
from tests.reports.given_pack import given_pack


def own(folder: Path, text: str = "") -> Path:
    (folder / "style.yaml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def ministry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> style.Style:
    """An own style, named by the environment: other colour, fonts, name and logo."""
    Image.new("RGB", (60, 20), "#00594F").save(tmp_path / "logo.png")
    shutil.copy(FONTS / "SourceSansPro-Black.ttf", tmp_path / "own.ttf")
    own(
        tmp_path,
        """
        organisation: Ministerie van Voorbeeld
        logo: logo.png
        logo_alt: Beeldmerk van het ministerie
        colours: {accent: "#00594F"}
        fonts: {slides: Verdana, workbook: Verdana, page: ["Verdana"], slides_width: 1.3}
        """,
    )
    monkeypatch.setenv(style.VARIABLE, str(tmp_path))
    return style.load()


def test_what_an_own_style_leaves_out_stays_as_ours(ministry: style.Style) -> None:
    ours = style.load(HOUSE)
    assert ministry.colours.accent == "#00594F"
    assert ministry.colours.ink == ours.colours.ink
    assert ministry.slides == ours.slides
    assert ministry.file("pack.typ") == HOUSE / "pack.typ"


def test_slides_have_the_own_look(ministry: style.Style) -> None:
    content = slides.write(given_pack(), ministry)
    deck = pptx.Presentation(io.BytesIO(content))
    theme = deck.slide_master.part.part_related_by(
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme"
    )
    assert b'typeface="Verdana"' in theme.blob and b"00594F" in theme.blob
    assert "Beeldmerk van het ministerie" in [
        shape._element._nvXxPr.cNvPr.get("descr") for shape in deck.slides[0].shapes
    ]
    assert deck.core_properties.author == "Ministerie van Voorbeeld"


def test_the_document_has_the_own_look(ministry: style.Style) -> None:
    with pikepdf.open(io.BytesIO(document.write(given_pack(), ministry))) as pdf:
        told = [str(one.Alt) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one]
        assert "Beeldmerk van het ministerie" in told


def test_the_page_has_the_own_look(ministry: style.Style) -> None:
    made = page.write(given_pack(), ministry)
    assert 'alt="Beeldmerk van het ministerie"' in made and "data:image/png;base64," in made
    assert "#00594F" in made and '"Verdana"' in made and "Ministerie van Voorbeeld" in made


def test_the_workbook_has_the_own_look(ministry: style.Style) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook.write(given_pack(), ministry)))
    assert book.worksheets[1]["A2"].font.name == "Verdana"


def test_a_template_of_ones_own_takes_the_place_of_ours(tmp_path: Path) -> None:
    (tmp_path / "pack.html").write_text("<h1>{{ pack.title }}</h1>", encoding="utf-8")
    (tmp_path / "pack.typ").write_text(
        '#set document(title: "Eigen")\n#set text(lang: "nl")\nEigen tekst', encoding="utf-8"
    )
    look = style.load(tmp_path)
    assert page.write(given_pack(), look) == f"<h1>{given_pack().title}</h1>"
    assert document.write(given_pack(), look).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('colours: {accent: "blauw"}', "colours.accent: 'blauw' is no colour. Write for example"),
        ('colours: {accent: "#FFCC00"}', "colours.accent: '#FFCC00' is hard to read on paper '#FFFFFF': contrast 1.5"),
        ("colour: 3", "colour: there is no such key. The keys are those of style/style.yaml."),
        ('fonts: {slidez: "Arial"}', "fonts.slidez: there is no such key"),
        ("slides: {width: wide}", "slides.width: 'wide' is wrong: it should be a valid number"),
        ("slides: {title: 0}", "slides.title: 0 is wrong: it should be greater than 0"),
        ("logo: crest.png", "logo: there is no file 'crest.png'"),
        ("logo: crest.svg", "logo: 'crest.svg' is no PNG or JPEG file."),
        ("- organisation", "holds no keys"),
        ("organisation: [", "cannot be read"),
    ],
)
def test_what_is_wrong_in_a_style_is_told(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(StyleWrong) as wrong:
        style.load(own(tmp_path, text))
    assert str(wrong.value).startswith(str(tmp_path / "style.yaml"))
    assert said in str(wrong.value)
    assert "\n" not in str(wrong.value)


def test_a_logo_must_be_told_in_words(tmp_path: Path) -> None:
    Image.new("RGB", (6, 2)).save(tmp_path / "logo.png")
    with pytest.raises(StyleWrong, match="logo_alt: '' says nothing"):
        style.load(own(tmp_path, "logo: logo.png"))


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(StyleWrong, match=r"MONITORING_STYLE: .* is no folder"):
        style.load(tmp_path / "nowhere")


def test_a_font_that_is_not_there_is_told(tmp_path: Path) -> None:
    look = style.load(own(tmp_path, 'fonts: {document: ["Rijksoverheid Sans"]}'))
    with pytest.raises(StyleWrong, match=r"fonts.document: Rijksoverheid Sans is not there. Put its .ttf"):
        document.write(given_pack(), look)


def test_a_mistake_in_a_template_of_the_page_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "pack.html").write_text("<p>\n{% if %}", encoding="utf-8")
    with pytest.raises(StyleWrong, match=r"pack\.html:2: "):
        page.write(given_pack(), style.load(tmp_path))
    (tmp_path / "pack.html").write_text("{{ nobody }}", encoding="utf-8")
    with pytest.raises(StyleWrong, match=r"pack\.html: 'nobody' is undefined"):
        page.write(given_pack(), style.load(tmp_path))


def test_a_template_cannot_reach_into_the_program(tmp_path: Path) -> None:
    (tmp_path / "pack.html").write_text("{{ pack.__class__.__mro__ }}", encoding="utf-8")
    with pytest.raises(StyleWrong, match=r"pack\.html"):
        page.write(given_pack(), style.load(tmp_path))
