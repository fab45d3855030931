"""Taking a submission back, or letting it hold again."""

from __future__ import annotations

from typing import Annotated, NoReturn

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
from monitoring.commands.foretold import sentences, turning_as_json
from monitoring.commands.output import write, write_json
from monitoring.intake.evidence import CannotTakeBack, recorded, take_back
from monitoring.intake.preview import Flips
from monitoring.intake.undo import IN_THE_WAY, CannotUndo, Undoing, Undone, turning_back, undoing
from monitoring.intake.undo import undo as taken_back
from monitoring.language import Words
from monitoring.ledger import Ledger
from monitoring.person import Person
from theory_of_change.text import Message, message


@app.command()
def undo(
    submission: Annotated[int, typer.Argument(help="The number of its commit: that on its receipt.")],
    by: ByOption,
    organisation: OrganisationOption,
    reason: Annotated[str, typer.Option(help="Why it is taken back; a preview needs none.")] = "",
    preview: Annotated[
        bool, typer.Option("--preview", help="Only say what would come back and what would turn; nothing is written.")
    ] = False,
    form: FormatOption = Format.TABLE,
    json: JsonOption = False,
    language: LanguageOption = None,
) -> None:
    """Take a submission back: every row it wrote is as it was before. Or take that back: it holds again.

    It says which verdicts turn and which signals come and go by it. Where later submissions stand on it
    nothing is taken back, and it says which.
    """
    say = words(language)
    if not preview and not reason.strip():
        raise typer.BadParameter("say why this is taken back", param_hint="--reason")
    if not by.strip():
        raise typer.BadParameter("say who takes this back", param_hint="--by")
    form = chosen(form, json)
    ledger, person = opened(say), Person(by, organisation, ("analyst",))
    if recorded(ledger, submission):
        _told(ledger, submission, person, reason, say, preview=preview)
        return
    try:
        would = undoing(ledger, submission, person)
        if would.obstacles:
            raise CannotUndo(IN_THE_WAY, would.obstacles)
        turns = None if form is Format.CSV else turning_back(ledger, would)
        done = None if preview else taken_back(ledger, submission, person, reason)
    except CannotUndo as refused:
        _refused(refused, say)
    _tell(ledger, would, done, turns, form, say)


def _told(ledger: Ledger, number: int, person: Person, reason: str, say: Words, *, preview: bool) -> None:
    """Take back a test, a statement, an answer or an override: one row, on which nothing stands."""
    if preview:
        print(say(message("If stand {number} is taken back, one row goes. Nothing was written.", number=str(number))))
        return
    try:
        take_back(ledger, number, person, reason)
    except CannotTakeBack as refused:
        errors.print(say(refused.message))
        raise typer.Exit(1) from None
    told_fictional(ledger, say)
    print(say(message("Stand {number} was taken back.", number=str(number))))


def _refused(refused: CannotUndo, say: Words) -> NoReturn:
    """Why it cannot be taken back, and what stands in the way."""
    errors.print(say(refused.message))
    for obstacle in refused.obstacles:
        errors.print("  " + " ".join(say(said) for said in (obstacle.broken, obstacle.message) if said))
    raise typer.Exit(1) from None


def _tell(ledger: Ledger, would: Undoing, done: Undone | None, turns: Flips | None, form: Format, say: Words) -> None:
    """How many rows came back, or would without `done`, and what turns by it."""
    total = done.total if done else would.total
    told = {
        "commit": done.number if done else None,
        "undone": would.number,
        "returned": total.new,
        "restored": total.changed,
        "removed": total.gone,
        "fictional": ledger.fictional,
    }
    if form is Format.JSON:
        write_json({**told, **turning_as_json(turns or Flips(None), say)})
        return
    told_fictional(ledger, say)
    if form is Format.CSV:
        write(pd.DataFrame([told]), form, say)
        return
    print(say(_sentence(would, done)))
    for one in sentences(ledger, turns):
        print(say(one))


def _sentence(would: Undoing, done: Undone | None) -> Message:
    if done is None:
        return message(
            "If stand {undone} is taken back, {restored} rows say what they said before, {returned} return and {removed} go. Nothing was written.",
            undone=str(would.number),
            restored=would.total.changed,
            returned=would.total.new,
            removed=would.total.gone,
        )
    return message(
        "Stand {undone} is taken back in commit {number}: {restored} rows say what they said before, {returned} returned, {removed} are gone.",
        undone=str(would.number),
        number=str(done.number),
        restored=done.total.changed,
        returned=done.total.new,
        removed=done.total.gone,
    )
