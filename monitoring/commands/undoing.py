"""Taking a submission back, or letting it hold again."""

from __future__ import annotations

from typing import Annotated

import pandas as pd
import typer

from monitoring.commands.app import (
    ByOption,
    Format,
    FormatOption,
    JsonOption,
    LanguageOption,
    OrganisationOption,
    app,
    chosen,
    errors,
    opened,
    told_fictional,
    words,
)
from monitoring.commands.output import write, write_json
from monitoring.intake.undo import CannotUndo
from monitoring.intake.undo import undo as taken_back
from monitoring.person import Person
from theory_of_change.text import message


@app.command()
def undo(
    submission: Annotated[int, typer.Argument(help="The number of its commit: that on its receipt.")],
    by: ByOption,
    organisation: OrganisationOption,
    reason: Annotated[str, typer.Option(help="Why it is taken back.")],
    form: FormatOption = Format.TABLE,
    json: JsonOption = False,
    language: LanguageOption = None,
) -> None:
    """Take a submission back: every row it wrote is as it was before. Or take that back: it holds again.

    Where later submissions stand on it nothing is taken back, and it says which.
    """
    say = words(language)
    if not reason.strip():
        raise typer.BadParameter("say why this is taken back", param_hint="--reason")
    if not by.strip():
        raise typer.BadParameter("say who takes this back", param_hint="--by")
    ledger = opened(say)
    try:
        done = taken_back(ledger, submission, Person(by, organisation, ("analyst",)), reason)
    except CannotUndo as refused:
        errors.print(say(refused.message))
        for obstacle in refused.obstacles:
            errors.print("  " + " ".join(say(said) for said in (obstacle.broken, obstacle.message) if said))
        raise typer.Exit(1) from None
    told = {
        "commit": done.number,
        "undone": submission,
        "returned": done.total.new,
        "restored": done.total.changed,
        "removed": done.total.gone,
        "fictional": ledger.fictional,
    }
    if chosen(form, json) is Format.JSON:
        write_json(told)
        return
    told_fictional(ledger, say)
    if form is Format.CSV:
        write(pd.DataFrame([told]), form, say)
        return
    print(
        say(
            message(
                "Stand {undone} is taken back in commit {number}: {restored} rows say what they said before, {returned} returned, {removed} are gone.",
                undone=str(submission),
                number=str(done.number),
                restored=done.total.changed,
                returned=done.total.new,
                removed=done.total.gone,
            )
        )
    )
