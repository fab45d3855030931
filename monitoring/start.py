"""Open the ledger for use: with all views and judgements, the reference data and the theories."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from monitoring import money, results
from monitoring.ledger import Address, Ledger, Views, definitions, reference
from theory_of_change.read import DEFINITIONS, Mistake, read_folder
from theory_of_change.rules import check

VIEWS: tuple[Views, ...] = (money.VIEWS, results.VIEWS)


@dataclass(frozen=True)
class Started:
    """An open ledger, and what is wrong with the definitions: those were left as they were."""

    ledger: Ledger
    mistakes: tuple[Mistake, ...]


def start(address: str | Path | Address | None = None, theories: Path = DEFINITIONS) -> Started:
    """Open a ledger and bring reference data and theories up to what the files say.

    A theory with a mistake is not committed; the others are. Raises `AddressError` and
    `LedgerBusy`.
    """
    ledger = Ledger.open(address, VIEWS)
    reference.load(ledger)
    read, mistakes = read_folder(theories)
    mistakes += check(read)
    wrong = {mistake.file for mistake in mistakes}
    _, refused = definitions.load(ledger, [definition for definition in read if definition.file not in wrong])
    return Started(ledger, tuple(mistakes + refused))
