"""The boxes in which Excel shows notes: drawings in VML, a language of 1999 that Excel still wants for them.

What Excel writes there need not be well-formed, so boxes are found by their tags.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from monitoring.intake.mark.bytes import Edit, NotWellFormed, edited
from monitoring.intake.reading import address, position

NO_BOXES = (
    b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    b'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>'
    b'</o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    b'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" '
    b'o:connecttype="rect"/></v:shapetype></xml>'
)
_BOX = (
    '<v:shape xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel" id="_x0000_s{id}" type="#_x0000_t202" '
    "style='position:absolute;margin-left:60pt;margin-top:2pt;width:{width}pt;height:{height}pt;z-index:1;"
    'visibility:hidden\' fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
    '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    "<v:textbox style='mso-direction-alt:auto'><div style='text-align:left'></div></v:textbox>"
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:AutoFill>False</x:AutoFill>'
    "<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_SHAPE = re.compile(rb"""<([\w.-]+:)?shape\s(?:[^>"']|"[^"]*"|'[^']*')*(?<!/)>.*?</(?(1)\1)shape>""", re.DOTALL)
_WIDTH, _LINE, _SIGNS = 300, 13, 52  # points, points, and signs that fit on a line


def with_boxes(xml: bytes, notes: Mapping[str, str], before: Mapping[str, str]) -> tuple[bytes, dict[str, bytes]]:
    """The boxes of a sheet with one for each note; `before` says what somebody else noted at a cell.

    Their boxes are made as large as what is in them now; gives these, by cell, as they were.
    """
    edits, as_they_were, highest = [], {}, 0
    for shape in _SHAPE.finditer(xml):
        cell = _cell_of(shape[0])
        if cell in before:
            as_they_were[cell] = shape[0]
            edits.append(Edit(shape.start(), shape.end(), _sized(shape[0], f"{before[cell]}\n\n{notes[cell]}")))
    highest = max((int(n) for n in re.findall(rb"_x0000_s(\d{1,9})\b", xml)), default=1024)
    made = []
    for cell, note in notes.items():
        if cell not in as_they_were:
            highest += 1
            row, column = position(cell)
            made.append(_BOX.format(id=highest, width=_WIDTH, height=_height(note), row=row, column=column).encode())
    end = xml.rfind(b"</xml>")
    if end < 0:
        raise NotWellFormed("boxes of notes")
    return edited(xml, [*edits, Edit(end, end, b"".join(made))]), as_they_were


def _sized(shape: bytes, said: str) -> bytes:
    """A box as wide and high as a text asks for."""
    return _of_size(shape, _WIDTH, _height(said))


def _of_size(shape: bytes, width: int, height: int) -> bytes:
    shape = re.sub(rb"\s*<([\w.-]+:)?Anchor>[^<]*</(?(1)\1)Anchor>", b"", shape, count=1)
    shape = re.sub(rb"""([;'"]\s*)width:[^;'"]*""", rb"\1width:%dpt" % width, shape, count=1)
    return re.sub(rb"""([;'"]\s*)height:[^;'"]*""", rb"\1height:%dpt" % height, shape, count=1)


def _height(said: str) -> int:
    lines = sum(1 + len(line) // _SIGNS for line in said.split("\n"))
    return min(12 + lines * _LINE, 400)


def _cell_of(shape: bytes) -> str | None:
    """The cell that a box belongs to; None for other shapes, such as buttons."""
    row, column = (re.search(rb"<(?:[\w.-]+:)?%b>\s*(\d{1,7})\s*<" % name, shape) for name in (b"Row", b"Column"))
    if not (row and column and re.search(rb"""ObjectType=["']Note["']""", shape)):
        return None
    return address(int(row[1]), int(column[1]))


def without_boxes(xml: bytes, gone: Collection[str], as_they_were: Mapping[str, bytes]) -> bytes:
    """The boxes of a sheet without those of some cells; others as they were before they were made larger.

    A box that another program wrote anew meanwhile stays as it is: its prefixes and numbers are others.
    """
    edits = []
    for shape in _SHAPE.finditer(xml):
        cell = _cell_of(shape[0])
        if cell in gone:
            edits.append(Edit(shape.start(), shape.end(), b""))
        elif cell in as_they_were and _of_size(shape[0], 0, 0) == _of_size(as_they_were[cell], 0, 0):
            edits.append(Edit(shape.start(), shape.end(), as_they_were[cell]))
    return edited(xml, edits)


def has_boxes(xml: bytes) -> bool:
    """Whether any drawing is left."""
    return _SHAPE.search(xml) is not None
