"""What the widgets of one reading of a sheet share: the sheet as it is described so far, and how to speak of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from monitoring.intake.layout import Column, LeaveOut, SheetLayout
from monitoring.intake.layout.look import Guess
from monitoring.intake.vocabulary import Vocabulary
from monitoring.language import Words
from theory_of_change.text import message

NOT_THERE, WHOLE_SHEET = "", "="
UNITS = {1: message("as it stands"), 1000: message("× 1,000"), 1_000_000: message("× 1,000,000")}


@dataclass(frozen=True)
class Asked:
    """The sheet as it `was` described so far, its columns, and the `prefix` of the keys of its widgets.

    `year` is what a column says, where headings count years from it.
    """

    say: Words
    was: SheetLayout
    columns: Sequence[Guess]
    vocabulary: Vocabulary
    prefix: str
    year: str = ""

    @cached_property
    def by_letter(self) -> Mapping[str, Guess]:
        """The columns by their letters."""
        return {guess.at: guess for guess in self.columns}

    def letter(self, column: Column | LeaveOut) -> str:
        """The letter of a column that a layout names by its heading."""
        named = [g.at for g in self.columns if column.heading and g.heading == column.heading]
        return column.at if column.at in named or not named else named[0]

    def named(self, at: str) -> str:
        """A column as it is called in a choice: its letter and its heading."""
        say = self.say
        if at == NOT_THERE:
            return say(message("not in this sheet"))
        if at == WHOLE_SHEET:
            return say(message("the same for the whole sheet"))
        guess = self.by_letter.get(at)
        return f"{at} · {(guess.heading or ', '.join(guess.examples))[:60]}" if guess else at
