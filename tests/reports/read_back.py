"""What a reader finds in a written pack: the figures of each table, and the snapshot it says it is made of.

Each of these reads the file as a stranger would, with another tool than the one that wrote it where there is one.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import openpyxl
import pikepdf
import pptx

from monitoring.reports.pack.marks import LETTERS
from monitoring.reports.pack.model import Pack

Figures = dict[str, list[list[Any]]]
_LETTER = re.compile(f"^[{''.join(set(LETTERS.values()))}] ")


def figures_of_pptx(content: bytes) -> Figures:
    """By title of the table: its rows as text, over all slides, without headings and shapes of statuses."""
    found: Figures = {}
    for slide in pptx.Presentation(io.BytesIO(content)).slides:
        for shape in slide.shapes:
            if shape.has_table:
                rows = [[_LETTER.sub("", cell.text) for cell in row.cells] for row in shape.table.rows]
                found.setdefault(shape.name, []).extend(rows[1:])
    return found


def charts_of_pptx(content: bytes) -> dict[str, dict[str, list[float | None]]]:
    """By title of the chart: the values of each series, as PowerPoint draws them."""
    found = {}
    for slide in pptx.Presentation(io.BytesIO(content)).slides:
        for shape in slide.shapes:
            if shape.has_chart:
                found[shape.name] = {one.name: list(one.values) for one in shape.chart.plots[0].series}
    return found


def workbooks_of_pptx(content: bytes) -> dict[str, list[list[Any]]]:
    """By title of the chart: what its workbook holds, which is what somebody edits."""
    found = {}
    for slide in pptx.Presentation(io.BytesIO(content)).slides:
        for shape in slide.shapes:
            if shape.has_chart:
                book = openpyxl.load_workbook(io.BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob))
                found[shape.name] = [list(row) for row in book.active.iter_rows(values_only=True)]
    return found


def figures_of_xlsx(content: bytes) -> Figures:
    """By title of the table, as the list of sheets tells it: its rows, as Excel holds them."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    about = book.worksheets[0]
    titles = {
        row[0].hyperlink.location.split("'!")[0].strip("'"): row[1].value.split("\n")[0]
        for row in about.iter_rows(max_col=3)
        if row[0].hyperlink and row[0].hyperlink.location
    }
    return {
        titles[sheet.title]: [list(row) for row in sheet.iter_rows(min_row=2, values_only=True)]
        for sheet in book.worksheets[1:]
    }


class _Tables(HTMLParser):
    """The tables of a page by their key, and all text that is not in style."""

    def __init__(self) -> None:
        super().__init__()
        self.found: Figures = {}
        self.text: list[str] = []
        self._key, self._cell, self._style = "", False, False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._key = dict(attrs)["data-key"] or ""
            self.found[self._key] = []
        elif tag == "tr":
            self.found[self._key].append([])
        elif tag in ("td", "th"):
            self.found[self._key][-1].append("")
            self._cell = True
        elif tag == "style":
            self._style = True

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._cell = False
        elif tag == "style":
            self._style = False

    def handle_data(self, data: str) -> None:
        if self._cell:
            self.found[self._key][-1][-1] += data
        if not self._style:
            self.text.append(data)


def figures_of_html(page: str) -> Figures:
    """By key of the table or chart: its rows as text, without headings."""
    parser = _Tables()
    parser.feed(page)
    return {key: [[cell.strip() for cell in row] for row in rows[1:]] for key, rows in parser.found.items()}


def figures_of_pdf(content: bytes) -> Figures:
    """By title of the table, as its heading says it: the rows as a screen reader tells them, without headings."""
    found: Figures = {}
    heading = ""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        texts = _marked_texts(pdf)
        for element in _elements(pdf.Root.StructTreeRoot):
            kind = str(element.get("/S", ""))
            if kind.startswith("/H"):
                heading = _said(element, texts)
            elif kind == "/TR" and not any(str(cell.get("/S")) == "/TH" for cell in _elements(element)):
                cells = [one for one in _elements(element) if str(one.get("/S")) == "/TD"]
                found.setdefault(heading, []).append([_said(cell, texts) for cell in cells])
    return found


def texts_of_pdf(content: bytes) -> str:
    """All text of the document in reading order, footers too."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return "\n".join("".join(text for _, text in shown(page)) for page in pdf.pages)


def _elements(top: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    """The elements of the structure under one, in reading order."""
    kids = top.get("/K")
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from _elements(kid)


def _said(element: pikepdf.Object, texts: dict[tuple[Any, int], str], page: Any = None) -> str:
    """The text under an element: of the marked content that it and its parts name."""
    page = element.get("/Pg", page)
    kids = element.get("/K")
    said = ""
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            if "/MCID" in kid:
                said += texts.get((kid.get("/Pg", page).objgen, int(kid["/MCID"])), "")
            elif "/S" in kid:
                said += _said(kid, texts, page)
        elif kid is not None:
            said += texts.get((page.objgen, int(kid)), "")
    return said


def _marked_texts(pdf: pikepdf.Pdf) -> dict[tuple[Any, int], str]:
    texts: dict[tuple[Any, int], str] = {}
    for page in pdf.pages:
        for mark, text in shown(page):
            if mark is not None:
                key = (page.obj.objgen, mark)
                texts[key] = texts.get(key, "") + text
    return texts


def shown(page: pikepdf.Page) -> Iterator[tuple[int | None, str]]:
    """Each text that a page shows, and the number of the marked content that it stands in."""
    fonts = {name: _letters(font) for name, font in page.obj.Resources.get("/Font", {}).items()}
    letters: dict[int, str] = {}
    marks: list[int | None] = []
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name == "Tf":
            letters = fonts[str(operands[0])]
        elif name in ("BDC", "BMC"):
            inner = operands[1] if len(operands) > 1 else None
            marks.append(int(inner["/MCID"]) if isinstance(inner, pikepdf.Dictionary) and "/MCID" in inner else None)
        elif name == "EMC":
            marks.pop()
        elif name in ("Tj", "TJ"):
            parts = operands[0] if name == "TJ" else [operands[0]]
            shown = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
            codes = [int.from_bytes(shown[at : at + 2], "big") for at in range(0, len(shown), 2)]
            mark = next((one for one in reversed(marks) if one is not None), None)
            yield mark, "".join(letters.get(code, "?") for code in codes)


def _letters(font: pikepdf.Object) -> dict[int, str]:
    """What the codes of a font mean, as it says itself for who copies text."""
    table = font["/ToUnicode"].read_bytes().decode("latin-1")
    found: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, letter in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            found[int(code, 16)] = bytes.fromhex(letter).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, letter in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            start = ord(bytes.fromhex(letter).decode("utf-16-be"))
            found |= {code: chr(start + code - int(first, 16)) for code in range(int(first, 16), int(last, 16) + 1)}
    return found


def texts(written: bytes | str) -> str:
    """All text of a written pack, whatever it is written as."""
    if isinstance(written, str):
        parser = _Tables()
        parser.feed(written)
        return "\n".join(parser.text)
    if written.startswith(b"%PDF"):
        return texts_of_pdf(written)
    names = [file for file in _names(written) if file.startswith("ppt/slides/slide")]
    return _texts_of_pptx(written) if names else _texts_of_xlsx(written)


def _names(content: bytes) -> list[str]:
    return zipfile.ZipFile(io.BytesIO(content)).namelist()


def _texts_of_pptx(content: bytes) -> str:
    said = []
    for slide in pptx.Presentation(io.BytesIO(content)).slides:
        said += [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        said.append(slide.notes_slide.notes_text_frame.text)
    return "\n".join(said)


def _texts_of_xlsx(content: bytes) -> str:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    return "\n".join(str(value) for row in sheet.iter_rows(values_only=True) for value in row if value is not None)


def snapshot_printed(written: bytes | str, pack: Pack) -> bool:
    """Whether a written pack names the snapshot it is made of, with its full hash."""
    said = re.sub(r"\s+", "", texts(written))
    return re.sub(r"\s+", "", pack.snapshot) in said and pack.contents in said
