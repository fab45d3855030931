"""Statuses that are overruled by hand: the list, giving one, and withdrawing one."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Annotated

import pandas as pd
import typer

from monitoring.charts.look import MARKS
from monitoring.commands.app import (
    AsOfOption,
    ByOption,
    Format,
    FormatOption,
    JsonOption,
    LanguageOption,
    OrganisationOption,
    app,
    as_code,
    chosen,
    country_of,
    opened,
    told_fictional,
    words,
)
from monitoring.commands.asking import said_in
from monitoring.commands.landing import refuse, told_landed
from monitoring.commands.output import write
from monitoring.intake import overrides as intake
from monitoring.language import Words
from monitoring.ledger import Ledger
from monitoring.person import Person
from monitoring.refusal import Refused
from monitoring.results.overrides import HEADINGS, STATES_CALLED, State
from monitoring.results.overrides import overrides as recorded


@app.command()
def overrides(
    country: Annotated[str | None, typer.Option(callback=as_code, help="Only of this country, or ALL.")] = None,
    as_of: AsOfOption = None,
    form: FormatOption = Format.TABLE,
    json: JsonOption = False,
    language: LanguageOption = None,
) -> None:
    """Statuses that were overruled by hand, the last first: to what, why, by whom, until when, and whether it holds."""
    say = words(language)
    ledger = opened(say, as_of)
    place = country if country == "ALL" else country_of(ledger, country, say)
    told_fictional(ledger, say)
    today = ledger.today
    rows = pd.DataFrame(
        [
            {**vars(one), "status": one.status.value, "state": one.state(today).value}
            for one in recorded(ledger, None, place)
        ],
        columns=list(HEADINGS),
        dtype=object,
    )
    cells = {"status": lambda code: say(MARKS[code].word), "state": lambda code: say(STATES_CALLED[State(code)])}
    write(rows, chosen(form, json), say, headings=said_in(HEADINGS, say), cells=cells)


@app.command()
def overrule(
    indicator: Annotated[str, typer.Argument(callback=as_code, help="Code of the indicator, such as TER-03.")],
    country: Annotated[str, typer.Option(callback=as_code, help="Country, or ALL for the figure over all of them.")],
    since: Annotated[str, typer.Option(callback=as_code, help="First quarter for which it holds, such as 2026-Q3.")],
    status: Annotated[str, typer.Option(help="on_track, attention, behind or not_assessable.")],
    until: Annotated[
        datetime.datetime, typer.Option(formats=["%Y-%m-%d"], help="Last day on which it holds, at most a year ahead.")
    ],
    reason: Annotated[str, typer.Option(help="What the rule does not know, in a sentence; never personal data.")],
    by: ByOption,
    organisation: OrganisationOption,
    json: JsonOption = False,
    language: LanguageOption = None,
) -> None:
    """Overrule the status of an indicator in a country until a day; what the rule says stays visible beside it."""
    say = words(language)
    asked = intake.Overruling(indicator, country, since, status, until.date(), reason)
    person = Person(by.strip(), organisation, ("analyst",))
    _land(lambda ledger: intake.overrule(ledger, asked, person), say, json=json)


@app.command(name="withdraw-override")
def withdraw_override(
    number: Annotated[int, typer.Argument(help="Number of the override, as `overrides` lists it.")],
    reason: Annotated[str, typer.Option(help="Why the rule speaks again.")],
    by: ByOption,
    organisation: OrganisationOption,
    json: JsonOption = False,
    language: LanguageOption = None,
) -> None:
    """Withdraw an override before it expires: the rule speaks again."""
    say = words(language)
    person = Person(by.strip(), organisation, ("analyst",))
    _land(lambda ledger: intake.withdraw(ledger, number, reason, person), say, json=json)


def _land(act: Callable[[Ledger], int | None], say: Words, *, json: bool) -> None:
    """Do it, and tell in which stand it is or why it was refused."""
    ledger = opened(say)
    try:
        number = act(ledger)
    except Refused as refused:
        refuse(refused, say)
    told_landed(ledger, number, say, json=json)
