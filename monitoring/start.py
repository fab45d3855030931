"""Open the ledger for use: with all views and judgements, the reference data and the theories."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from monitoring import money, results
from monitoring.ledger import Address, Ledger, Views, definitions, expectations, reference
from theory_of_change.read import DEFINITIONS, Mistake, read_folder
from theory_of_change.rules import check

VIEWS: tuple[Views, ...] = (money.VIEWS, results.VIEWS)


@dataclass(frozen=True)
class Started:
    """An open ledger, and what is wrong with the definitions and the plan: those were left as they were."""

    ledger: Ledger
    mistakes: tuple[Mistake, ...]


def start(
    address: str | Path | Address | None = None,
    theories: Path = DEFINITIONS,
    plan: Path = reference.DATA,
    *,
    create: bool = True,
) -> Started:
    """Open a ledger and bring reference data, theories and who owes which figure up to what the files say.

    A theory or line with a mistake is not committed; the others are. `plan` is the folder of the
    latter; a fictional ledger has a plan of its own. Raises `AddressError`, `LedgerUnreachable`,
    `LedgerBusy`, and `NoLedger` where there is none and `create` does not ask to make one.
    """
    ledger = Ledger.open(address, VIEWS, create=create)
    reference.load(ledger)
    read, mistakes = read_folder(theories)
    mistakes += check(read)
    wrong = {mistake.file for mistake in mistakes}
    _, refused = definitions.load(ledger, [definition for definition in read if definition.file not in wrong])
    mistakes += refused
    if not ledger.fictional:
        mistakes += expectations.load(ledger, plan)[1]
    return Started(ledger, tuple(mistakes))
