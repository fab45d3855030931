"""Our notes taken out of a workbook: what somebody else wrote at the same cells stays.

Ours begin with the word of a severity and end with a line of ours, so that they are known again whatever
program saved the file meanwhile, and within a note that somebody else wrote on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from monitoring.intake.mark.boxes import has_boxes, without_boxes
from monitoring.intake.mark.bytes import Edit, Element, children, edited, elements, first, text
from monitoring.intake.mark.frame import Frame
from monitoring.intake.mark.notes import AUTHOR, LAST_LINE, text_of, texts_of
from monitoring.intake.mark.package import Package


def ours(heads: Sequence[str]) -> re.Pattern[str]:
    """What is ours in a note, `heads` being the lines that ours begin with.

    >>> ours(["Fout ▲"]).sub("", "Trend ▲\\n\\nFout ▲\\nGeen kwartaal.\\n— monitoring\\nIs gedaan")
    'Trend ▲\\nIs gedaan'
    """
    known = "|".join(map(re.escape, heads))
    return re.compile(rf"\n{{0,2}}^(?:{known})\n.*?^{LAST_LINE}$", re.MULTILINE | re.DOTALL)


def take_out(package: Package, sheet: str, heads: Sequence[str], boxes_before: Mapping[str, bytes]) -> None:
    """Take our notes out of a sheet; what somebody else wrote stays, in the box it had."""
    related = package.related(sheet)
    part = next((part for kind, part in related.values() if kind == "comments" and part in package), None)
    if part is None:
        return
    xml, gone, kept = _without_ours(package[part], ours(heads))
    drawing = related.get(Frame(package[sheet]).notes_drawing or "", ("", ""))[1]
    package[part] = xml
    if drawing in package:
        package[drawing] = without_boxes(
            package[drawing], gone, {cell: box for cell, box in boxes_before.items() if cell in kept}
        )
    if first(elements(xml), "comment") is None and gone:
        _remove(package, sheet, part)
        if drawing in package and not has_boxes(package[drawing]):
            package[sheet] = Frame(package[sheet]).without_notes_drawing()
            _remove(package, sheet, drawing)
            package.undeclare_ending("vml")


def _remove(package: Package, sheet: str, part: str) -> None:
    package.unrelate(sheet, part)
    package.remove(part)


def _without_ours(xml: bytes, pattern: re.Pattern[str]) -> tuple[bytes, set[str], set[str]]:
    """The notes of a sheet without ours; the cells where a note is gone, and where one was made shorter."""
    found = elements(xml)
    edits: list[Edit] = []
    gone: set[str] = set()
    kept: set[str] = set()
    listed = first(found, "commentList")
    for comment in children(found, listed) if listed else ():
        texts = texts_of(found, comment)
        said = [text_of(xml, e) for e in texts]
        rest = _remaining(said, pattern)
        if rest == said:
            continue
        cell = comment.attributes.get("ref", "")
        if "".join(rest).strip():
            kept.add(cell)
            edits += _shortened(found, comment, texts, said, rest)
        else:
            gone.add(cell)
            edits.append(Edit(comment.start, comment.end, b""))
    return edited(xml, [*edits, *_author(xml, found, gone, listed)]), gone, kept


def _remaining(said: Sequence[str], pattern: re.Pattern[str]) -> list[str]:
    """Texts of runs without the places in their whole that are ours."""
    whole = "".join(said)
    found = [match.span() for match in pattern.finditer(whole)]
    rest, place = [], 0
    for piece in said:
        signs = (sign for n, sign in enumerate(piece, place) if not any(low <= n < high for low, high in found))
        rest.append("".join(signs))
        place += len(piece)
    return rest


def _shortened(
    found: Sequence[Element], comment: Element, texts: Sequence[Element], said: Sequence[str], rest: Sequence[str]
) -> Iterable[Edit]:
    runs = [e for e in found if e.name == "r" and comment.start < e.start < comment.end]
    for element, before, after in zip(texts, said, rest, strict=True):
        if before == after:
            continue
        run = next((run for run in runs if run.start < element.start < run.end), None)
        if not after and run:
            yield Edit(run.start, run.end, b"")
        else:
            yield Edit(element.opened, element.closing, text(after))


def _author(xml: bytes, found: Sequence[Element], gone: set[str], listed: Element | None) -> list[Edit]:
    """Our name taken out where it stands last and no note is left under it."""
    authors = first(found, "authors")
    names = children(found, authors) if authors else []
    if not names or text_of(xml, names[-1]) != AUTHOR or listed is None:
        return []
    last = str(len(names) - 1)
    under = [e for e in children(found, listed) if e.attributes.get("authorId") == last]
    if any(e.attributes.get("ref") not in gone for e in under):
        return []
    return [Edit(names[-1].start, names[-1].end, b"")]
