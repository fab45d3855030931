"""The example as workbooks: what each member delivers each quarter, in our own template."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from monitoring.example import money, register, series
from monitoring.intake.fields import FIGURES
from monitoring.intake.template import register_template, template
from monitoring.language import Words
from monitoring.ledger import Ledger
from theory_of_change.text import Period

SETS_TARGETS = {"BZ": ("IRR", "HAN", "OPV"), "AM": ("TER", "SMO", "INN")}  # who of the core team delivers which targets


@dataclass(frozen=True)
class Delivery:
    """One workbook: whose, for which quarter or of which part of the register, in which language, with which rows per table."""

    organisation: str
    quarter: str
    language: str
    rows: Mapping[str, list[Mapping[str, Any]]]
    register: str = ""

    @property
    def file_name(self) -> str:
        """The name of the file, as a member would give it."""
        return f"{self.organisation.lower()}_{self.register or self.quarter}.xlsx"

    @property
    def reason(self) -> str:
        """Why it is delivered."""
        return f"Register: {self.register}" if self.register else f"Cijfers {self.quarter}"

    def workbook(self, ledger: Ledger) -> bytes:
        """The filled-in template."""
        if self.register:
            return register_template(ledger, self.organisation, Words(self.language), self.rows)
        return template(ledger, self.organisation, self.quarter, Words(self.language), self.rows)


def deliveries() -> Iterator[Delivery]:
    """All workbooks of the example, in the order in which they come in."""
    found: dict[tuple[str, str], dict[str, list]] = defaultdict(lambda: {table: [] for table in FIGURES})
    for reporter, row in series.observations():
        quarter = money.delivery_of(Period(row["period"]).last_quarter)
        found[quarter, reporter]["observation"].append(row)
    for quarter, row in series.targets():
        setter = next(member for member, themes in SETS_TARGETS.items() if row["indicator"][:3] in themes)
        found[quarter, setter]["target"].append(row)
    for holder, quarter, row in money.allocations():
        found[quarter, holder]["allocation"].append(row)
    for holder, quarter, row in money.lines():
        found[quarter, holder]["budget_line"].append(row)
    for organisation, rows in register.registers():
        yield Delivery(organisation, "", "nl", rows, "register")
    for (quarter, organisation), rows in sorted(found.items()):
        language = "en" if organisation in ("POL", "SZW_IZ") else "nl"
        yield Delivery(organisation, quarter, language, rows)
    for organisation, rows in register.agreements():
        yield Delivery(organisation, "", "nl", rows, "afspraken")
