"""What a command tells once something was recorded, or why it was not."""

from __future__ import annotations

from typing import NoReturn

import typer

from monitoring.commands.app import errors, told_fictional
from monitoring.commands.output import write_json
from monitoring.language import Words
from monitoring.ledger import Ledger
from monitoring.refusal import Refused
from theory_of_change.text import message


def told_landed(ledger: Ledger, number: int | None, say: Words, *, json: bool) -> None:
    """In which stand it is."""
    if json:
        write_json({"commit": number, "fictional": ledger.fictional})
        return
    told_fictional(ledger, say)
    print(say(message("It is in the ledger, in stand {number}.", number=str(number))))


def refuse(refused: Refused, say: Words) -> NoReturn:
    """Tell every reason why it was not recorded, each with its field, and stop."""
    for one in refused.refusals:
        errors.print(f"{one.field}: {say(one.wrong)} {say(one.right)}")
    raise typer.Exit(1)
