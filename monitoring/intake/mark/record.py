"""What must be known to take our marks away again: kept on a sheet of the marked workbook that nobody sees.

A sheet lasts where other hidden places do not: Excel, LibreOffice and openpyxl all write it back.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO

import python_calamine

from monitoring.intake.mark.bytes import text
from monitoring.intake.reading import Sheet, Workbook

RECORD = "_monitoring_marks"
OVERVIEW = "monitoring:findings"
"""What the first cell of the overview says, in a column that nobody sees: it may have been renamed."""

_KINDS = ("overview", "heads", "styles", "fill", "style", "box")
_MOST = 32_000  # signs in a cell


@dataclass(frozen=True)
class Record:
    """The overview by its name, its place to jump to, the sheet that was in front, and what stood where our marks stand.

    `fills` by our colour, `heads` with which our notes begin, `styles` by the style we made of each, `boxes` by sheet and cell, `counts` of
    entries of the styles part and the `seal` of that part as we wrote it.
    """

    overview: str
    goes_by: str
    chosen: int
    seal: str
    counts: Mapping[str, int]
    fills: Mapping[str, bytes]
    heads: Sequence[str]
    styles: Mapping[int, int] = field(default_factory=dict)
    boxes: Mapping[str, Mapping[str, bytes]] = field(default_factory=dict)

    def rows(self) -> Iterator[tuple[str, ...]]:
        """As rows of texts."""
        yield ("overview", self.overview, self.goes_by, str(self.chosen))
        yield ("heads", *self.heads)
        yield ("styles", self.seal, json.dumps(dict(self.counts)))
        for colour, fill in self.fills.items():
            yield ("fill", colour, base64.b64encode(fill).decode())
        for made, style in self.styles.items():
            yield ("style", str(made), str(style))
        for sheet, boxes in self.boxes.items():
            for cell, box in boxes.items():
                yield ("box", sheet, cell, base64.b64encode(box).decode())

    def sheet(self) -> bytes:
        """As the XML of a sheet."""
        rows = []
        for number, row in enumerate(self.rows(), 1):
            if all(len(value) <= _MOST for value in row):
                cells = (b'<c t="inlineStr"><is><t>%b</t></is></c>' % text(value) for value in row)
                rows.append(b'<row r="%d">%b</row>' % (number, b"".join(cells)))
        return (
            b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
            + b"".join(rows)
            + b"</sheetData></worksheet>"
        )

    @classmethod
    def read(cls, content: bytes) -> Record | None:
        """The record of a workbook; None where there is none that can be read."""
        try:
            book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(content))
            if RECORD not in book.sheet_names:
                return None
            record = cls._of(book.get_sheet_by_name(RECORD).to_python())
            return record if record.overview in book.sheet_names else replace(record, overview=_renamed(book))
        except (python_calamine.CalamineError, OSError, ValueError, KeyError, IndexError):
            return None

    @classmethod
    def _of(cls, rows: Sequence[Sequence[object]]) -> Record:
        told = [[str(value) for value in row] for row in rows]
        by_kind = {kind: [row for row in told if row[0] == kind] for kind in _KINDS}
        [overview], [styles] = by_kind["overview"], by_kind["styles"]
        boxes: dict[str, dict[str, bytes]] = {}
        for _, sheet, cell, box in (row[:4] for row in by_kind["box"]):
            boxes.setdefault(sheet, {})[cell] = base64.b64decode(box)
        return cls(
            overview[1],
            overview[2],
            int(float(overview[3])),
            styles[1],
            {kind: int(count) for kind, count in json.loads(styles[2]).items()},
            {row[1]: base64.b64decode(row[2]) for row in by_kind["fill"]},
            [head for row in by_kind["heads"] for head in row[1:] if head],
            {int(row[1]): int(row[2]) for row in by_kind["style"]},
            boxes,
        )


def _renamed(book: python_calamine.CalamineWorkbook) -> str:
    """The overview under another name; "" where it was taken out."""
    for described in book.sheets_metadata:
        if described.typ == python_calamine.SheetTypeEnum.WorkSheet:
            rows = book.get_sheet_by_name(described.name).to_python(skip_empty_area=False, nrows=1)
            if rows and rows[0][:1] == [OVERVIEW]:
                return described.name
    return ""


def is_ours(sheet: Sheet) -> bool:
    """Whether a sheet is one that we put into a marked workbook: it holds nothing of its sender."""
    return sheet.name == RECORD or sheet.cell(0, 0) == OVERVIEW


def without_our_sheets(workbook: Workbook) -> Workbook:
    """A workbook as its sender sees it: without the sheets that marking put in."""
    ours = {name for name, sheet in workbook.sheets.items() if is_ours(sheet)}
    if not ours:
        return workbook
    kept = {name: sheet for name, sheet in workbook.sheets.items() if name not in ours}
    return Workbook(workbook.name, workbook.content, kept)
