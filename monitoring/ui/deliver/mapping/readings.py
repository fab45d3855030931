"""What the mapping step remembers: how each sheet of a file is to be read, as far as the analyst got."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import streamlit as st

from monitoring.intake.layout import Layout, SheetLayout
from monitoring.intake.layout.headings import headings_of
from monitoring.intake.layout.look import Guess, look_at
from monitoring.intake.layout.propose import Proposal, propose
from monitoring.intake.layout.regions import ONLY_SHEET, sheet_called
from monitoring.intake.layout.trial import Trial, trial
from monitoring.intake.normalise import folded
from monitoring.intake.reading import Sheet, Workbook
from monitoring.intake.vocabulary import Vocabulary
from monitoring.ledger.names import member_states
from monitoring.ui.frame import Here
from theory_of_change.text import Text

STATE = "readings"
MOST_NAME = 40
MOMENTS = ("period", "quarter", "year")


@dataclass
class Reading:
    """One way in which one sheet is read, and how many of its rows are `wrong` by it.

    `generation` tells its widgets apart from those of an earlier proposal.
    """

    layout: SheetLayout
    generation: int = 0
    settled: bool = False
    wrong: int = 0
    _seen: tuple[tuple[int, int, int], Sequence[Guess]] | None = None
    _tried: tuple[SheetLayout, Trial] | None = None

    @property
    def sheet(self) -> str:
        """The sheet it reads."""
        return self.layout.sheet

    def columns(self, sheet: Sheet, vocabulary: Vocabulary) -> Sequence[Guess]:
        """The columns of the sheet as they look below its headings; looked at once while these stay where they are."""
        header, rows = self.layout.header_row - 1, self.layout.header_rows
        first = (self.layout.first_row or header + 2) - 1
        if self._seen is None or self._seen[0] != (header, first, rows):
            self._seen = (header, first, rows), tuple(look_at(sheet, header, first, vocabulary, rows=rows))
        return self._seen[1]

    def trial(self, sheet: Sheet, described: SheetLayout, vocabulary: Vocabulary) -> Trial:
        """What comes of the sheet by a layout; tried once while nothing in it changes."""
        if self._tried is None or self._tried[0] != described:
            self._tried = described, trial(sheet, described, vocabulary)
        return self._tried[1]

    def settle(self, sheet: Sheet, vocabulary: Vocabulary) -> None:
        """Add rows up only where several are about the same: added up, one wrong row holds back the others."""
        if not self.settled:
            tried = self.trial(sheet, self.layout, vocabulary)
            if tried.figures == len(tried.rows):
                self.layout = self.layout.model_copy(update={"combine": None})
            self.wrong, self.settled = tried.wrong_rows, True


@dataclass
class Readings:
    """All readings of a file, in order, and which of them counts.

    `turn` tells the widgets that choose from those before it was decided for several at once.
    """

    file: str
    source: str
    all: list[Reading]
    on: set[int] = field(default_factory=set)
    only_sheet: bool = False
    keep: bool = True
    name: str = ""
    shown: int = 0
    turn: int = 0

    def also(self, number: int) -> None:
        """Read one more of them, and show it."""
        self.on, self.shown, self.turn = self.on | {number}, number, self.turn + 1

    def alike(self, number: int, workbook: Workbook) -> list[int]:
        """The other readings whose sheets have the same headings in the same rows."""
        mine = self.all[number].layout
        headings = _headings(workbook, mine.sheet, mine)
        others = [other for other, reading in enumerate(self.all) if reading.sheet != mine.sheet]
        return [one for one in others if any(headings) and _headings(workbook, self.all[one].sheet, mine) == headings]

    def read_alike(self, number: int, others: Sequence[int]) -> None:
        """Read other sheets as this one. What holds for a whole other sheet as its moment is kept, and its totals."""
        mine = self.all[number].layout
        for other in others:
            own = self.all[other]
            moments = {name: own.layout.constants[name] for name in MOMENTS if name in own.layout.constants}
            constants = {name: moments.get(name, said) for name, said in mine.constants.items()}
            leave_out = tuple(dict.fromkeys((*mine.leave_out, *own.layout.leave_out)))
            changed = {"sheet": own.sheet, "constants": constants, "leave_out": leave_out}
            self.all[other] = Reading(mine.model_copy(update=changed), own.generation + 1)
            self.on.add(other)

    def layout(self, name: str) -> Layout:
        """The readings that count as a layout of a name; the only sheet of a file may be called otherwise next time."""
        sheets = tuple(reading.layout for number, reading in enumerate(self.all) if number in self.on)
        if self.only_sheet:
            sheets = tuple(sheet.model_copy(update={"sheet": ONLY_SHEET}) for sheet in sheets)
        return Layout(layout=name, version=1, name=Text(nl=name, en=name), sheets=sheets)


def _headings(workbook: Workbook, sheet: str, described: SheetLayout) -> list[str]:
    return headings_of(workbook.sheets[sheet], described.header_row - 1, described.header_rows)


def source_name(file: str) -> str:
    """A file name as the name of a source and a layout: without its date, ending and signs.

    >>> source_name("PAD-2024-00391 Returns.xlsx"), source_name("???.csv")
    ('pad-2024-00391-returns', 'source')
    """
    stem = file.rpartition(".")[0] or file
    name = re.sub(r"[^a-z0-9]+", "-", folded(stem)).strip("-")
    return name[:MOST_NAME].strip("-") or "source"


def readings(here: Here, workbook: Workbook, vocabulary: Vocabulary, start: Layout | None = None) -> Readings:
    """What is remembered of this file, or the first proposal; with `start` a layout to begin from."""
    key = f"{workbook.name} {hash(workbook.content)}"
    known: Readings | None = st.session_state.get(STATE)
    if known is None or known.file != key:
        source = source_name(workbook.name)
        sheets = [sheet for sheet in workbook.sheets.values() if sheet.rows]
        if start is not None:
            named = [(sheet_called(workbook, one.sheet), one) for one in start.sheets]
            there = [one.model_copy(update={"sheet": sheet.name}) for sheet, one in named if sheet is not None]
            others = [one for one in sheets if one.name not in {each.sheet for each in there}]
            proposed = [proposal(here, one, vocabulary, source).layout for one in others]
            known = Readings(key, source, [Reading(one) for one in (*there, *proposed)], name=start.layout)
            known.on = set(range(len(there)))
        else:
            known = Readings(key, source, [Reading(proposal(here, one, vocabulary, source).layout) for one in sheets])
            known.on = {0} if sheets else set()
        known.only_sheet = len(sheets) == 1
        st.session_state[STATE] = known
    return known


def proposal(
    here: Here, sheet: Sheet, vocabulary: Vocabulary, source: str, header_row: int | None = None, header_rows: int = 1
) -> Proposal:
    """How a sheet is probably to be read."""
    return propose(sheet, vocabulary, source, member_states(here.live), header_row, header_rows)
