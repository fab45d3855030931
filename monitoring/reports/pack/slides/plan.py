"""What stands on which slide: a section is laid out, and goes on where a slide is full."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pptx.slide import Slide

from monitoring.reports.pack.marks import look
from monitoring.reports.pack.model import Ask, Chart, Line, Pack, Section
from monitoring.reports.pack.slides.blocks import GAP, Beside, Block, Pictures, Stack, Writing
from monitoring.reports.pack.slides.pen import Box, Paragraph, Pen, Run
from monitoring.reports.pack.slides.tables import Rows, grouped
from monitoring.reports.pack.wording import facts


def fill(blocks: Sequence[Block], room: Box) -> list[list[Block]]:
    """The blocks by slide; one that does not fit goes on, or is cut where it can be."""
    pages: list[list[Block]] = [[]]
    waiting = list(blocks)
    while waiting:
        one = waiting.pop(0)
        used = sum(block.height(room.width) + GAP for block in pages[-1])
        left = room.height - used
        if one.height(room.width) <= left + 1e-6:
            pages[-1].append(one)
            continue
        begun = bool(pages[-1])
        whole = begun and one.height(room.width) <= room.height  # it fits a slide of its own: then it has one
        parts = None if whole else one.cut(room.width, left, gladly=begun)
        if parts:
            pages[-1].append(parts[0])
            pages.append([])
            waiting.insert(0, parts[1])
        elif begun:
            pages.append([])
            waiting.insert(0, one)
        else:
            pages[-1].append(one)  # nothing of it can be cut
    return pages


def section_blocks(section: Section, pen: Pen, words: dict[str, str], room: Box) -> list[Block]:
    """The blocks of a section: words beside its picture, or a picture beside its table, where that fits."""
    writing = _writing(section, pen, words)
    pictures: list[Block] = [Pictures(row, pen, section.charts) for row in _rows(section.charts)]
    tables: list[Block] = [Rows(part, pen) for table in section.tables for part in grouped(table, pen, room.width)]
    if writing and section.charts and len(section.charts) <= 2:
        beside = Beside(Stack(writing), Stack([Pictures([one], pen, section.charts) for one in section.charts]), 0.46)
        if beside.height(room.width) <= room.height:
            writing, pictures = [], [beside]
    elif len(section.charts) == 1 and tables:
        beside = Beside(Stack(pictures), Stack(tables[:1]), 0.42)
        if beside.height(room.width) <= room.height:
            pictures, tables = [beside], tables[1:]
    found = [*writing, *pictures, *tables, *_note(section, pen)]
    if not (section.lines or section.asks or section.story or section.charts or tables or pictures):
        found.insert(0, _plain(words["nothing"], pen))
    return found


def _rows(charts: Sequence[Chart]) -> list[Sequence[Chart]]:
    """Charts by row: at most three, and two by two where there are four.

    >>> [len(row) for row in _rows([None] * 5)], [len(row) for row in _rows([None] * 4)]
    ([3, 2], [2, 2])
    """
    each = 2 if len(charts) in (2, 4) else 3
    return [charts[at : at + each] for at in range(0, len(charts), each)]


def _writing(section: Section, pen: Pen, words: dict[str, str]) -> list[Block]:
    """All words of a section in one text box, so that whoever edits them sees the rest move along."""
    found = [_line(line, pen) for line in section.lines]
    for number, ask in enumerate(section.asks, 1):
        found += _ask(number, ask, pen, words)
    if found and section.story:
        found[-1] = replace(found[-1], after=16)
    found += [Paragraph([Run(text)], pen.sizes.text, after=8) for text in section.story]
    return [Writing(found, pen, section.title)] if found else []


def _line(line: Line, pen: Pen) -> Paragraph:
    found, size = look(line.mark), pen.sizes.text
    runs = [Run(f"{found.letter}\t", bold=True, colour=found.colour)] if found else [Run("\t")]
    if line.about:
        runs.append(Run(line.about, bold=True, link=line.link, colour=pen.colours.accent if line.link else ""))
        runs.append(Run(": "))
    return Paragraph([*runs, Run(line.said)], size, after=7, hang=24)


def _ask(number: int, ask: Ask, pen: Pen, words: dict[str, str]) -> list[Paragraph]:
    sizes, colours = pen.sizes, pen.colours
    question = Run(ask.question, bold=True, link=ask.link, colour=colours.accent if ask.link else "")
    found = [[Run(f"{number}\t", bold=True, colour=colours.accent), question]]
    if ask.proposal:
        found.append([Run(f"\t{words['proposal']}: {ask.proposal}")])
    last = len(found) - (0 if ask.behind else 1)
    made = [
        Paragraph(runs, sizes.text, after=14 if at == last else 2, hang=26, goes_on=at > 0)
        for at, runs in enumerate(found)
    ]
    if ask.behind:
        behind = Run(f"\t{words['reason']}: {ask.behind}", colour=colours.grey)
        made.append(Paragraph([behind], sizes.text - 3, after=14, hang=26, goes_on=True))
    return made


def _note(section: Section, pen: Pen) -> list[Block]:
    if not section.note:
        return []
    return [Writing([Paragraph([Run(section.note, colour=pen.colours.grey)], pen.sizes.note)], pen, section.note)]


def _plain(text: str, pen: Pen) -> Block:
    return Writing([Paragraph([Run(text, colour=pen.colours.grey)], pen.sizes.text)], pen, text)


def contents(titles: Sequence[str], to: Sequence[Slide], pen: Pen) -> list[Block]:
    """The findings of the sections, each with the way to its slide once that is made."""
    paragraphs = [
        Paragraph(
            [
                Run(f"{at + 1}\t", bold=True, colour=pen.colours.accent),
                Run(title, colour=pen.colours.accent, to=to[at] if to else None),
            ],
            pen.sizes.text,
            after=9,
            hang=26,
        )
        for at, title in enumerate(titles)
    ]
    return [Writing(paragraphs, pen, "contents")]


def facts_of(pack: Pack, pen: Pen, words: dict[str, str]) -> list[Block]:
    """What the pack is made of, and how it is read."""
    size = pen.sizes.text - 2
    told = [
        Paragraph(
            [
                Run(f"{name}: ", colour=pen.colours.grey),
                Run(said, link=said if said.startswith(("https://", "http://")) else ""),
            ],
            size,
            after=5,
        )
        for name, said in facts(pack)
    ]
    return [Writing([*told, Paragraph([Run(words["how_said"])], size)], pen, words["about_this"])]
