"""The zip of a workbook: its parts, what each is, and how they hang together."""

from __future__ import annotations

import posixpath
import re
import zipfile
from io import BytesIO
from typing import Self

from monitoring.intake.confined.parts import DAMAGED, MAX_UNPACKED
from monitoring.intake.mark.bytes import (
    Edit,
    attribute,
    edited,
    elements,
    opened_up,
    prefix,
    utf8,
)

RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KINDS = "[Content_Types].xml"
_CHUNK = 1 << 20
_WHEN = (1980, 1, 1, 0, 0, 0)
_NEW = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
)


class Damaged(ValueError):
    """A file that is no zip of parts that hang together."""


class Package:
    """The parts of a workbook. Those that nobody asks for or changes are passed on as they are."""

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(content))
            self._old = {entry.filename: entry for entry in self._zip.infolist()}
        except (zipfile.BadZipFile, ValueError, OSError):
            raise Damaged("zip") from None
        self._changed: dict[str, bytes | None] = {}
        self._unpacked = 0

    # Parts

    def names(self) -> list[str]:
        """The names of all parts, in their order."""
        old = [name for name in self._old if self._changed.get(name, b"") is not None]
        return old + [name for name, part in self._changed.items() if part is not None and name not in set(old)]

    def __contains__(self, name: str) -> bool:
        return self._changed[name] is not None if name in self._changed else name in self._old

    def __getitem__(self, name: str) -> bytes:
        """A part as bytes; an XML part in UTF-8. Raises `Damaged`."""
        if name in self._changed and (part := self._changed[name]) is not None:
            return part
        part = self._unpack(name)
        return utf8(part) if name.endswith((".xml", ".rels")) else part

    def __setitem__(self, name: str, part: bytes) -> None:
        self._changed[name] = part

    def edit(self, name: str, *edits: Edit) -> None:
        """Change a part in places."""
        if edits:
            self[name] = edited(self[name], edits)

    def remove(self, name: str) -> None:
        """Take a part out, with what is said of its kind and its relations."""
        self._changed[name] = None
        relations = relations_of(name)
        if relations in self:
            self._changed[relations] = None
        kinds = self[_KINDS]
        own = [e for e in elements(kinds) if e.name == "Override" and e.attributes.get("PartName") == f"/{name}"]
        self.edit(_KINDS, *(Edit(e.start, e.end, b"") for e in own))

    def _unpack(self, name: str) -> bytes:
        """A part; what is really unpacked is counted, not what the file says of itself."""
        pieces = []
        try:
            with self._zip.open(name) as part:
                while piece := part.read(_CHUNK):
                    self._unpacked += len(piece)
                    if self._unpacked > 3 * MAX_UNPACKED:  # cleaning, marking and passing on read a part each
                        raise Damaged("size")
                    pieces.append(piece)
        except DAMAGED:
            raise Damaged(name) from None
        return b"".join(pieces)

    # What a part is

    def declare(self, name: str, kind: str) -> None:
        """Say of what kind a new part is."""
        kinds = self[_KINDS]
        root = elements(kinds)[0]
        line = b'<%bOverride PartName="/%b" ContentType="%b"/>'
        self.edit(
            _KINDS,
            opened_up(kinds, root, line % (prefix(kinds, root), attribute(name), attribute(kind))),
        )

    def declare_ending(self, ending: str, kind: str) -> None:
        """Say of what kind all parts with an ending are, where that is not said yet."""
        kinds = self[_KINDS]
        found = elements(kinds)
        if not any(e.name == "Default" and e.attributes.get("Extension", "").lower() == ending for e in found):
            line = b'<%bDefault Extension="%b" ContentType="%b"/>'
            place = found[0].opened
            inner = line % (prefix(kinds, found[0]), attribute(ending), attribute(kind))
            self.edit(_KINDS, Edit(place, place, inner))

    def undeclare_ending(self, ending: str) -> None:
        """Take back what is said of an ending that no part has any more."""
        if any(name.lower().endswith(f".{ending}") for name in self.names()):
            return
        own = [e for e in elements(self[_KINDS]) if e.name == "Default" and e.attributes.get("Extension", "") == ending]
        self.edit(_KINDS, *(Edit(e.start, e.end, b"") for e in own))

    # How parts hang together

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """What a part refers to within the file: by id, the kind of relation (its last word) and the part."""
        part = relations_of(name)
        if part not in self:
            return {}
        found = {}
        for e in elements(self[part]):
            if e.name == "Relationship" and e.attributes.get("TargetMode") != "External":
                kind = e.attributes.get("Type", "").rpartition("/")[2]
                found[e.attributes.get("Id", "")] = (kind, _target(name, e.attributes.get("Target", "")))
        return found

    def relate(self, name: str, kind: str, target: str) -> str:
        """Let a part refer to another; gives the id of the relation."""
        part = relations_of(name)
        if part not in self:
            self[part] = _NEW
        xml = self[part]
        found = elements(xml)
        taken = {e.attributes.get("Id") for e in found}
        number = next(n for n in range(1, len(taken) + 2) if f"rIdMonitoring{n}" not in taken)
        made = f"rIdMonitoring{number}"
        line = b'<%bRelationship Id="%b" Type="%b" Target="/%b"/>'
        inner = line % (prefix(xml, found[0]), made.encode(), attribute(f"{RELATIONSHIPS}/{kind}"), attribute(target))
        self[part] = edited(xml, [opened_up(xml, found[0], inner)])
        return made

    def unrelate(self, name: str, target: str) -> None:
        """Let a part no longer refer to another; relations that hold nothing any more go."""
        part = relations_of(name)
        found = elements(self[part])
        own = [e for e in found if e.name == "Relationship" and _target(name, e.attributes.get("Target", "")) == target]
        self.edit(part, *(Edit(e.start, e.end, b"") for e in own))
        if len(own) == sum(e.name == "Relationship" for e in found):
            self._changed[part] = None

    # Writing

    def content(self) -> bytes:
        """The zip, with every part that was not changed as it was."""
        out = BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as written:
            for name in self.names():
                part = self._changed[name] if name in self._changed else self._unpack(name)
                old = self._old.get(name)
                entry = zipfile.ZipInfo(name, old.date_time if old else _WHEN)
                entry.compress_type = zipfile.ZIP_DEFLATED
                written.writestr(entry, part)
        return out.getvalue()

    @classmethod
    def of(cls, content: bytes) -> Self:
        """A package that holds a workbook. Raises `Damaged`."""
        package = cls(content)
        if _KINDS not in package:
            raise Damaged(_KINDS)
        return package

    @property
    def workbook(self) -> str:
        """The name of the part that is the workbook. Raises `Damaged`."""
        for kind, part in self.related("").values():
            if kind == "officeDocument" and part in self:
                return part
        raise Damaged("workbook")


def relations_of(name: str) -> str:
    """The name of the part that holds the relations of another; of "" those of the whole file.

    >>> relations_of("xl/workbook.xml"), relations_of("")
    ('xl/_rels/workbook.xml.rels', '_rels/.rels')
    """
    folder, _, file = name.rpartition("/")
    return posixpath.join(folder, "_rels", f"{file}.rels")


def _target(name: str, target: str) -> str:
    """The part that a relation of another leads to.

    >>> _target("xl/worksheets/sheet1.xml", "../comments1.xml"), _target("xl/workbook.xml", "/xl/styles.xml")
    ('xl/comments1.xml', 'xl/styles.xml')
    """
    if target.startswith("/"):
        return posixpath.normpath(target).lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), target))


def free_name(package: Package, pattern: str) -> str:
    """The first name of a pattern such as "xl/comments{}.xml" that no part has."""
    taken = {name.lower() for name in package.names()}
    return next(name for n in range(1, len(taken) + 2) if (name := pattern.format(n)).lower() not in taken)


def quoted(sheet: str, cell: str) -> str:
    """A place as a link and a formula name it.

    >>> quoted("Jan's blad", "F14")
    "'Jan''s blad'!F14"
    """
    return "'" + re.sub("'", "''", sheet) + f"'!{cell}"
