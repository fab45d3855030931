"""Proposals to shift money within a budget, as a list."""

from __future__ import annotations

from typing import Annotated

import pandas as pd
import typer

from monitoring.commands.app import (
    AsOfOption,
    Format,
    FormatOption,
    JsonOption,
    LanguageOption,
    app,
    as_code,
    chosen,
    opened,
    told_fictional,
    words,
)
from monitoring.commands.output import write
from monitoring.money.shifts import Proposal, Status, proposals
from theory_of_change.text import message

STATES = {
    Status.PROPOSED: message("proposed"),
    Status.CARRIED_OUT: message("carried out"),
    Status.REJECTED: message("rejected"),
    Status.WITHDRAWN: message("withdrawn"),
}


@app.command()
def shifts(
    holder: Annotated[
        str | None, typer.Option(callback=as_code, help="Only on the budgets of this organisation, such as BZ.")
    ] = None,
    as_of: AsOfOption = None,
    form: FormatOption = Format.TABLE,
    json: JsonOption = False,
    language: LanguageOption = None,
) -> None:
    """Proposals to shift money between countries and themes, the last first: one row per part, in euros.

    What is taken away is negative; the parts of a shift add up to zero.
    """
    say = words(language)
    ledger = opened(say, as_of)
    told_fictional(ledger, say)
    headings = {
        "shift": message("Shift"),
        "holder": message("Budget holder"),
        "budget_type": message("Budget"),
        "year": message("Year"),
        "status": message("State"),
        "country": message("Country"),
        "theme": message("Theme"),
        "amount_eur": message("Amount"),
        "proposed_by": message("Proposed by"),
        "proposed_for": message("For"),
        "proposed_on": message("On"),
        "reason": message("Why"),
        "decided_by": message("Decided by"),
        "decided_on": message("Decided on"),
        "decision": message("Decision"),
        "takes_back": message("Takes back"),
        "taken_back_by": message("Taken back by"),
    }
    rows = [_row(one, place, amount) for one in proposals(ledger, holder) for place, amount in one.parts.items()]
    write(
        pd.DataFrame(rows, columns=list(headings), dtype=object),
        chosen(form, json),
        say,
        headings={name: say(words) for name, words in headings.items()},
        cells={
            "status": lambda value: say(STATES[Status(value)]),
            "amount_eur": lambda value: say.number(value, 2, sign=True),
            **dict.fromkeys(("shift", "year"), str),
            **dict.fromkeys(("takes_back", "taken_back_by"), lambda value: "" if value is None else str(value)),
        },
    )


def _row(one: Proposal, place: tuple[str, str], amount: object) -> tuple:
    return (
        *(one.number, one.holder, one.budget_type, one.year, one.status.value, *place, amount),
        *(one.proposed_by, one.proposed_for, one.proposed_on, one.reason),
        *(one.decided_by, one.decided_on, one.decision, one.takes_back, one.taken_back_by),
    )
