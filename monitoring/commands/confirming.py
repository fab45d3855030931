"""Confirming the totals of a quarter, and how it stands with them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import pandas as pd
import typer

from monitoring.commands.app import (
    AsOfOption,
    ByOption,
    Format,
    FormatOption,
    JsonOption,
    LanguageOption,
    OrganisationOption,
    app,
    chosen,
    opened,
    told_fictional,
    words,
    wrong,
)
from monitoring.commands.output import write
from monitoring.language import Words
from monitoring.ledger import Ledger
from monitoring.ledger.names import is_quarter
from monitoring.money import confirmations as money
from monitoring.money.confirmations import CannotConfirm, Confirmation, State
from monitoring.person import Person
from monitoring.results import quarter as quarters
from theory_of_change.text import Message, message

STATES = {
    State.NOT_CONFIRMED: message("not confirmed"),
    State.CONFIRMED: message("confirmed"),
    State.CHANGED: message("changed since"),
}


@app.command()
def confirm(
    quarter: Annotated[str, typer.Argument(help="Quarter up to which the totals go, such as 2026-Q3.")],
    by: ByOption,
    organisation: OrganisationOption,
    reason: Annotated[str, typer.Option(help="Why; else that they were looked at.")] = "",
    form: FormatOption = Format.TABLE,
    json: JsonOption = False,
    language: LanguageOption = None,
) -> None:
    """Confirm the totals of a quarter: allocated, committed and spent, each owner its own.

    A later change of the figures does not undo it, but shows, with its difference.
    """
    say = words(language)
    if not by.strip():
        raise typer.BadParameter("say who confirms this", param_hint="--by")
    ledger, person = opened(say), Person(by, organisation, ("analyst",))
    why = reason.strip() or say(message("Totals of {quarter} confirmed", quarter=quarter))
    try:
        number, own = money.confirm(ledger, quarter.upper(), person, why)
    except CannotConfirm as refused:
        wrong(refused.message, say)
    form = chosen(form, json)
    if form is Format.TABLE:
        print(say(_done(number)))
    _tell(ledger, own, form, say)


def _done(number: int | None) -> Message:
    if number is None:
        return message("These totals were confirmed already, as they are. Nothing was written.")
    return message("Confirmed in commit {number}.", number=str(number))


@app.command()
def confirmations(
    quarter: Annotated[str | None, typer.Option(help="Which quarter; else the last that ended.")] = None,
    as_of: AsOfOption = None,
    form: FormatOption = Format.TABLE,
    json: JsonOption = False,
    language: LanguageOption = None,
) -> None:
    """Whether each owner confirmed its totals of a quarter, and what changed since.

    Euros in the year of the quarter, up to and including it. Each owner and budget type apart: never added up.
    """
    say = words(language)
    ledger = opened(say, as_of)
    asked = quarter.upper() if quarter else quarters.last_ended(ledger)
    if asked is None:
        wrong(message("There are no figures yet"), say)
    if not is_quarter(ledger, asked):
        wrong(message("“{quarter}” is no quarter. Write for example {example}.", quarter=asked, example="2026-Q3"), say)
    _tell(ledger, money.confirmations(ledger, asked), chosen(form, json), say)


def _tell(ledger: Ledger, found: Sequence[Confirmation], form: Format, say: Words) -> None:
    """One row per holder and budget type: the totals, their state, and by how much they changed."""
    told_fictional(ledger, say)
    columns = [
        *("holder", "budget_type", "quarter", "allocation", "commitment", "expenditure", "state"),
        *("changed_allocation", "changed_commitment", "changed_expenditure", "confirmed_by", "confirmed_at", "stand"),
    ]
    rows = [
        (
            *(one.holder, one.budget_type, one.quarter),
            *(one.now.allocation, one.now.commitment, one.now.expenditure, one.state.value),
            *(one.differences.get(kind) for kind in ("allocation", "commitment", "expenditure")),
            *(one.confirmed_by, one.confirmed_at, one.stand),
        )
        for one in found
    ]
    frame = pd.DataFrame(rows, columns=columns, dtype=object)
    headings = {
        "holder": message("Budget holder"),
        "budget_type": message("Budget"),
        "quarter": message("Quarter"),
        "allocation": message("Allocated"),
        "commitment": message("Committed"),
        "expenditure": message("Spent"),
        "state": message("State"),
        "changed_allocation": message("Allocated, changed"),
        "changed_commitment": message("Committed, changed"),
        "changed_expenditure": message("Spent, changed"),
        "confirmed_by": message("Confirmed by"),
        "confirmed_at": message("Confirmed on"),
        "stand": message("Stand"),
    }
    if form is Format.TABLE and all(frame[name].isna().all() for name in columns[7:10]):
        frame = frame.drop(columns=columns[7:10])  # nothing changed: three empty columns would only crowd
    write(
        frame,
        form,
        say,
        headings={name: say(words) for name, words in headings.items()},
        cells={
            "state": lambda value: say(STATES[State(value)]),
            "stand": lambda value: say(None if value is None else str(value)),
            **dict.fromkeys(columns[3:6], lambda value: say.number(value, 2)),
            **dict.fromkeys(columns[7:10], lambda value: say.number(value, 2, sign=True)),
        },
    )
