"""A sheet without its rows: what stands before and after them, so that nobody walks through all cells for it."""

from __future__ import annotations

import re

from monitoring.intake.mark.bytes import Edit, Element, edited, elements, first, prefix, with_attributes
from monitoring.intake.mark.package import RELATIONSHIPS

_BEGIN = re.compile(rb"<(?:[\w.-]+:)?sheetData\b[^>]*>")
_END = re.compile(rb"</(?:[\w.-]+:)?sheetData\s*>")
_AFTER_NOTES = {
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
    "AlternateContent",
}
"""What the standard wants behind the reference to the boxes of notes (ECMA-376 part 1, CT_Worksheet)."""


class Frame:
    """The elements around the rows of a sheet, with edits that leave the rows alone."""

    def __init__(self, xml: bytes) -> None:
        self._xml = xml
        begin = _BEGIN.search(xml)
        last = None
        if begin and not begin[0].endswith(b"/>"):
            place = max(xml.rfind(b"sheetData>"), begin.end())
            last = _END.search(xml, max(begin.end(), place - 80))
        self._hole = begin.end() if begin and last else len(xml)
        self._skipped = last.start() - self._hole if begin and last else 0
        self._found = elements(xml[: self._hole] + xml[self._hole + self._skipped :])

    def _edited(self, *edits: Edit) -> bytes:
        shift = self._skipped
        moved = [Edit(e.start + shift, e.end + shift, e.content) if e.start > self._hole else e for e in edits]
        return edited(self._xml, moved)

    def _written(self, element: Element) -> bytes:
        start, end = element.start, element.opened
        shift = self._skipped if start > self._hole else 0
        return self._xml[start + shift : end + shift]

    @property
    def notes_drawing(self) -> str | None:
        """The id of the relation to the boxes of notes."""
        found = first(self._found, "legacyDrawing")
        return found.attributes.get("id") if found else None

    def with_notes_drawing(self, relation: str) -> bytes:
        """The sheet with a reference to the boxes of notes."""
        root = self._found[0]
        behind = next((e for e in self._found if e.depth == 1 and e.name in _AFTER_NOTES), None)
        place = behind.start if behind else root.closing
        line = b'<%blegacyDrawing xmlns:r="%b" r:id="%b"/>'
        inner = line % (prefix(self._xml, root), RELATIONSHIPS.encode(), relation.encode())
        return self._edited(Edit(place, place, inner))

    def without_notes_drawing(self) -> bytes:
        """The sheet without that reference."""
        return self._edited(*(Edit(e.start, e.end, b"") for e in self._found if e.name == "legacyDrawing"))

    def with_chosen(self, chosen: bool) -> bytes:
        """The sheet in front, or not; sheets that are in front together are typed in together."""
        views = self._views[:1] if chosen else self._views
        value = "1" if chosen else None
        return self._edited(
            *(Edit(e.start, e.opened, with_attributes(self._written(e), tabSelected=value)) for e in views)
        )

    @property
    def _views(self) -> list[Element]:
        return [e for e in self._found if e.name == "sheetView" and e.depth == 2]
