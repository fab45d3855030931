"""The sheets of a workbook as its workbook part names them: one put in front, one behind, both taken out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from monitoring.intake.mark.bytes import (
    Edit,
    Element,
    attribute,
    children,
    elements,
    first,
    opened_up,
    prefix,
    the,
    with_attributes,
)
from monitoring.intake.mark.frame import Frame
from monitoring.intake.mark.package import RELATIONSHIPS, Damaged, Package, free_name, quoted
from monitoring.intake.mark.styles import NO_STYLES

_SHEET_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_STYLES_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@dataclass(frozen=True)
class Listed:
    """A sheet in the list of a workbook; `part` is "" for a sheet that is no worksheet."""

    name: str
    part: str
    visible: bool


class Book:
    """The workbook part of a package, and the sheets it lists."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.part = package.workbook
        # Of a workbook in the strict form of the standard every namespace has another name.
        if _MAIN.encode() not in package[self.part] or first(self._elements(), "sheets") is None:
            raise Damaged("workbook")

    def _elements(self) -> list[Element]:
        return elements(self.package[self.part])

    @property
    def sheets(self) -> Sequence[Listed]:
        """All sheets in their order."""
        related = self.package.related(self.part)
        found = self._elements()
        listed = []
        for e in children(found, the(found, "sheets")):
            kind, part = related.get(e.attributes.get("id", ""), ("", ""))
            there = kind == "worksheet" and part in self.package
            listed.append(
                Listed(
                    e.attributes.get("name", ""),
                    part if there else "",
                    e.attributes.get("state", "") in ("", "visible"),
                )
            )
        return listed

    @property
    def styles(self) -> str:
        """The name of the part with the styles; one is made where there is none."""
        for kind, part in self.package.related(self.part).values():
            if kind == "styles" and part in self.package:
                return part
        name = free_name(self.package, "xl/styles{}.xml")
        self.package[name] = NO_STYLES
        self.package.declare(name, _STYLES_KIND)
        self.package.relate(self.part, "styles", name)
        return name

    def free(self, wanted: str) -> str:
        """A name for a sheet that no sheet has."""
        taken = {sheet.name.casefold() for sheet in self.sheets}
        names = [wanted, *(f"{wanted} ({n})" for n in range(2, len(taken) + 3))]
        return next(name for name in names if name.casefold() not in taken)

    def put_in_front(self, name: str, part: str, sheet: bytes, *, goes_by: str) -> None:
        """A new first sheet, which the file opens at; `goes_by` is the name by which it can be jumped to."""
        for listed in self.sheets:
            if listed.part:
                self.package[listed.part] = Frame(self.package[listed.part]).with_chosen(False)
        xml, found = self.package[self.part], self._elements()
        sheets = the(found, "sheets")
        place = sheets.opened
        edits = [Edit(place, place, self._line(name, part, sheet, state=""))]
        edits += _renumbered(xml, found, lambda number: number + 1)
        edits += [
            Edit(e.start, e.opened, with_attributes(xml[e.start : e.opened], activeTab=None, firstSheet=None))
            for e in found
            if e.name == "workbookView"
        ]
        edits += _named(xml, found, goes_by, quoted(name, "$B$1"))
        self.package.edit(self.part, *edits)

    def put_behind(self, name: str, part: str, sheet: bytes) -> None:
        """A new last sheet that nobody sees."""
        xml, found = self.package[self.part], self._elements()
        inner = self._line(name, part, sheet, state=' state="veryHidden"')
        self.package.edit(self.part, opened_up(xml, the(found, "sheets"), inner))

    def _line(self, name: str, part: str, sheet: bytes, *, state: str) -> bytes:
        package = self.package
        found = self._elements()
        sheets = the(found, "sheets")
        taken = [int(e.attributes.get("sheetId", "0")) for e in children(found, sheets)]
        package[part] = sheet
        package.declare(part, _SHEET_KIND)
        relation = package.relate(self.part, "worksheet", part)
        line = '<{mark}sheet xmlns:r="{kind}" name="{name}" sheetId="{number}"{state} r:id="{relation}"/>'
        return line.format(
            mark=prefix(package[self.part], sheets).decode(),
            kind=RELATIONSHIPS,
            name=attribute(name).decode(),
            number=max(taken, default=0) + 1,
            state=state,
            relation=relation,
        ).encode()

    def take_out(self, names: Sequence[str], *, goes_by: Sequence[str]) -> None:
        """Take sheets out, and have one that stays in front."""
        before = self.sheets
        gone = [n for n, sheet in enumerate(before) if sheet.name in names]
        if not gone:
            return
        xml, found = self.package[self.part], self._elements()
        listed = children(found, the(found, "sheets"))
        edits = [Edit(listed[n].start, listed[n].end, b"") for n in gone]
        edits += _unnamed(xml, found, goes_by, gone)
        edits += _renumbered(
            xml, found, lambda number: None if number in gone else number - sum(n < number for n in gone)
        )
        active = _active(found)
        for e in found:
            if e.name == "workbookView":
                number = int(e.attributes.get("activeTab", "0"))
                now = number - sum(n < number for n in gone) if number not in gone else 0
                tag = with_attributes(xml[e.start : e.opened], activeTab=str(now) if now else None)
                edits.append(Edit(e.start, e.opened, tag))
        self.package.edit(self.part, *edits)
        for n in gone:
            if before[n].part:
                self.package.unrelate(self.part, before[n].part)
                self.package.remove(before[n].part)
        if active in gone:
            self.choose(0)

    @property
    def chosen(self) -> int:
        """The number of the sheet in front."""
        return _active(self._elements())

    def choose(self, number: int) -> None:
        """Have a sheet in front."""
        xml, found = self.package[self.part], self._elements()
        value = str(number) if number else None
        self.package.edit(
            self.part,
            *(
                Edit(e.start, e.opened, with_attributes(xml[e.start : e.opened], activeTab=value))
                for e in found
                if e.name == "workbookView"
            ),
        )
        sheets = self.sheets
        part = sheets[number].part if number < len(sheets) else ""
        if part:
            self.package[part] = Frame(self.package[part]).with_chosen(True)


def _active(found: Sequence[Element]) -> int:
    view = first(found, "workbookView")
    return int(view.attributes.get("activeTab", "0")) if view else 0


def _renumbered(xml: bytes, found: Sequence[Element], new: Callable[[int], int | None]) -> list[Edit]:
    """Names that belong to one sheet name it by its place among the sheets."""
    edits = []
    for e in found:
        if e.name == "definedName" and "localSheetId" in e.attributes:
            number = new(int(e.attributes["localSheetId"]))
            if number is not None:
                tag = with_attributes(xml[e.start : e.opened], localSheetId=str(number))
                edits.append(Edit(e.start, e.opened, tag))
    return edits


def _named(xml: bytes, found: Sequence[Element], name: str, place: str) -> list[Edit]:
    """A name for a place, where no such name is yet."""
    if any(e.name == "definedName" and e.attributes.get("name", "").casefold() == name.casefold() for e in found):
        return []
    mark = prefix(xml, found[0])
    line = b'<%bdefinedName name="%b">%b</%bdefinedName>' % (mark, attribute(name), attribute(place), mark)
    if there := first(found, "definedNames"):
        return [opened_up(xml, there, line)]
    # The standard wants names behind these (ECMA-376 part 1, CT_Workbook).
    before = [e for n in ("sheets", "functionGroups", "externalReferences") if (e := first(found, n))]
    place_of = max(e.end for e in before)
    whole = b"<%bdefinedNames>%b</%bdefinedNames>" % (mark, line, mark)
    return [Edit(place_of, place_of, whole)]


def _unnamed(xml: bytes, found: Sequence[Element], names: Sequence[str], sheets: Sequence[int]) -> list[Edit]:
    """The names that were ours taken out: by name, and those that belong to a sheet that goes."""
    parent = first(found, "definedNames")
    if parent is None:
        return []
    gone = {str(number) for number in sheets}
    there = children(found, parent)
    own = [e for e in there if e.attributes.get("name") in names or e.attributes.get("localSheetId") in gone]
    if own and len(own) == len(there):
        return [Edit(parent.start, parent.end, b"")]
    return [Edit(e.start, e.end, b"") for e in own]
