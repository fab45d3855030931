"""What every section of a pack is made from: one state, one quarter, one language, and the address of the pages."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from monitoring.charts.look import MARKS
from monitoring.language import Words
from monitoring.ledger import Held, Ledger, names
from monitoring.reports.front import Ask
from monitoring.reports.pack.audiences import Audience
from monitoring.reports.pack.model import Cell
from theory_of_change.text import Text, message

Where = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Asking:
    """`ledger` is the state whose figures are shown, `live` the ledger of now, which knows what came after.

    `stand` is how that state is called in an address, None where it is the present one. `past` opens an earlier state.
    `texts` is the state whose texts go along: what people write after a quarter was closed goes along until the pack is issued.
    """

    ledger: Held
    live: Ledger
    quarter: str
    say: Words
    audience: Audience
    base: str
    stand: str | None
    ask: Ask
    past: Callable[[int, datetime.date], Held]
    texts: Ledger

    def link(self, page: str, where: Where = ()) -> str:
        """The absolute address of a page, at this state and quarter."""
        told = {"lang": self.say.language, "quarter": self.quarter, **({"stand": self.stand} if self.stand else {})}
        return f"{self.base}/{'' if page == 'glance' else page}?{urlencode({**told, **dict(where)})}"

    @cached_property
    def countries(self) -> Mapping[str, Text]:
        """Countries by code."""
        return names(self.ledger, "country")

    @cached_property
    def budgets(self) -> Mapping[str, Text]:
        """Budget types by code."""
        return names(self.ledger, "budget_type")

    def place(self, code: str) -> str:
        """A country in words; ALL is every country."""
        return self.say(message("All countries") if code == "ALL" else self.countries.get(code, code))

    # Cells

    def text(self, said: Any) -> Cell:
        """Words."""
        told = self.say(said)
        return Cell(told, told)

    def count(self, number: int | None) -> Cell:
        """A count."""
        return Cell(None if number is None else int(number), self.say.number(number))

    def euro(self, amount: Decimal | None) -> Cell:
        """Euros to the cent."""
        return Cell(amount, self.say.number(amount, 2))

    def share(self, part: float | None, decimals: int = 0) -> Cell:
        """A share between 0 and 1."""
        return Cell(None if part is None else round(float(part), 6), self.say.percent(part, decimals))

    def status(self, word: str) -> Cell:
        """A word of `MARKS`."""
        return Cell(self.say(MARKS[word].word), self.say(MARKS[word].word), word)

    def measured(self, value: Any, unit: str) -> Cell:
        """A value in its unit."""
        missing = value is None or value != value
        return Cell(None if missing else round(float(value), 6), self.say.measured(None if missing else value, unit))
