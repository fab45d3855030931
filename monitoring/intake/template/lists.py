"""The choices of the lists of the template, on a hidden sheet of their own."""

from __future__ import annotations

from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName

from monitoring.intake.fields import LISTS
from monitoring.intake.vocabulary import FIXED, LISTED
from monitoring.language import Words
from monitoring.ledger import Ledger, names

BY_CODE = (
    "project",
    "purpose_code",
    "measure",
    "programming_line",
    "step",
    "objective",
    "organisation",
    "agreement",
)
"""What is chosen by its code, not by its name."""


class Lists:
    """The choices of each list, on a sheet of their own, and what each code is called."""

    def __init__(self, book: Workbook, ledger: Ledger, say: Words) -> None:
        self._book = book
        self.names: dict[str, dict[str, str]] = {
            kind: {code: say(text) for code, text in texts.items()} for kind, texts in FIXED.items()
        }
        self.names |= {kind: {code: say(name) for code, name in names(ledger, kind).items()} for kind in LISTED}
        partners = _partners(ledger)
        by_name = sorted(self.names["country"].items(), key=lambda item: item[1])
        self.names["country"] = {code: name for code, name in by_name if code in partners}
        self._sheet = book.create_sheet(LISTS)
        self._sheet.sheet_state = "hidden"

    def choice(self, kind: str, code: Any) -> Any:
        """How a code is written in a cell of the template."""
        if kind in BY_CODE or code is None:
            return code
        return self.names.get(kind, {}).get(code, code)

    def finish(self) -> None:
        """Write the lists and give each a name that the cells refer to."""
        there = {kind: named for kind, named in self.names.items() if named}
        for column, (kind, named) in enumerate(there.items(), 1):
            letter = get_column_letter(column)
            for row, code in enumerate(named, 1):
                self._sheet.cell(row, column, self.choice(kind, code))
            reference = f"{LISTS}!${letter}$1:${letter}${len(named)}"
            self._book.defined_names[f"list_{kind}"] = DefinedName(f"list_{kind}", attr_text=reference)


def _partners(ledger: Ledger) -> set[str]:
    """The countries that may be meant: the partners, regional and all; where none is registered yet, every country."""
    partners = {code for (code,) in ledger.rows("select country from partnership")}
    return partners | {"REG", "ALL"} if partners else set(names(ledger, "country"))
