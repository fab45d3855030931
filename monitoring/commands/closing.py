"""Closing quarters with two keys, opening one again, and whether what was frozen is still what it was."""

from __future__ import annotations

from collections.abc import Sequence
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
    as_code,
    chosen,
    opened,
    progress,
    quarter_of,
    told_fictional,
    words,
)
from monitoring.commands.asking import said_in
from monitoring.commands.landing import refuse
from monitoring.commands.output import write
from monitoring.language import Words
from monitoring.ledger import contents, frozen, held
from monitoring.person import Person
from monitoring.refusal import Refused
from monitoring.reports import closing as closings
from monitoring.reports.closing import STANDINGS_CALLED, Act, Quarter, Standing
from theory_of_change.text import Message, message

QuarterArgument = Annotated[str, typer.Argument(callback=as_code, help="Quarter, such as 2026-Q2.")]


@app.command()
def close(
    quarter: QuarterArgument,
    by: ByOption,
    organisation: OrganisationOption,
    note: Annotated[str, typer.Option("--note", help="What was checked.")] = "",
    anew: Annotated[
        bool,
        typer.Option("--anew", help="Propose the present state in place of the one that waits for its second key."),
    ] = False,
    language: LanguageOption = None,
) -> None:
    """Give the key of BZ or A&M to closing a quarter. The first proposes the present state, the second freezes that one.

    What comes in later does not change it: it shows as a revision.
    """
    _give(quarter, Act.CLOSE, Person(by.strip(), organisation, ("analyst",)), note, words(language), anew=anew)


@app.command()
def reopen(
    quarter: QuarterArgument,
    by: ByOption,
    organisation: OrganisationOption,
    reason: Annotated[str, typer.Option(help="What has to be reported differently, and why.")],
    language: LanguageOption = None,
) -> None:
    """Give the key of BZ or A&M to opening a closed quarter again, with a reason. What was reported stays readable."""
    _give(quarter, Act.REOPEN, Person(by.strip(), organisation, ("analyst",)), reason, words(language))


@app.command(name="take-key-back")
def take_key_back(
    quarter: QuarterArgument, by: ByOption, organisation: OrganisationOption, language: LanguageOption = None
) -> None:
    """Take back the key of BZ or A&M to closing or opening a quarter, while the other is missing."""
    say = words(language)
    try:
        one = closings.take_back(opened(say), quarter, Person(by.strip(), organisation, ("analyst",)))
    except Refused as refused:
        refuse(refused, say)
    print(
        say(
            message(
                "The key is taken back: {quarter} is {state}.", quarter=one.code, state=STANDINGS_CALLED[one.standing]
            )
        )
    )


def _give(quarter: str, act: Act, person: Person, note: str, say: Words, *, anew: bool = False) -> None:
    ledger = opened(say)
    try:
        with progress() as bar:
            task = bar.add_task(say(message("Working out the hash")), total=1.0)
            one = closings.give_key(
                ledger, quarter, act, person, note, anew=anew, progress=lambda share: bar.update(task, completed=share)
            )
    except Refused as refused:
        refuse(refused, say)
    told_fictional(ledger, say)
    print(say(_done(one, act)))


def _done(one: Quarter, act: Act) -> Message:
    last = one.last
    assert last is not None  # a key was given to it just now
    match one.standing:
        case Standing.PROPOSED:
            return message(
                "The first key to closing {quarter} is given, to stand {state} ({hash}). It waits for the key of the other ministry.",
                quarter=one.code,
                state=str(last.state),
                hash=last.contents[:12],
            )
        case Standing.CLOSED:
            return message(
                "{name} is closed: stand {state}, {hash}.", name=last.name, state=str(last.state), hash=last.contents
            )
        case Standing.REOPENING:
            return message(
                "The first key to opening {quarter} again is given. It waits for the key of the other ministry.",
                quarter=one.code,
            )
        case _:
            return message(
                "{quarter} is open again. What was reported stays as {name}.", quarter=one.code, name=last.name
            )


CLOSINGS = {
    "quarter": message("Quarter"),
    "standing": message("State"),
    "name": message("Name"),
    "state": message("Stand"),
    "keys": message("Keys"),
    "closed_on": message("Closed on"),
    "contents": message("Hash"),
}


@app.command(name="closings")
def closings_(form: FormatOption = Format.TABLE, json: JsonOption = False, language: LanguageOption = None) -> None:
    """Every quarter with how it stands, the last first: running, open, waiting for a key, closed; and which state is frozen."""
    say = words(language)
    ledger = opened(say)
    told_fictional(ledger, say)
    rows = [row for one in closings.quarters(ledger) for row in _rows(one)]
    cells = {
        "standing": lambda code: (
            say(STANDINGS_CALLED[Standing(code)]) if code in [*Standing] else say(message("opened again"))
        ),
        "state": lambda value: "–" if value is None else str(value),
        "contents": lambda value: "–" if value is None else value[:12],
    }
    frame = pd.DataFrame(rows, columns=list(CLOSINGS), dtype=object)
    write(frame, chosen(form, json), say, headings=said_in(CLOSINGS, say), cells=cells)


def _rows(one: Quarter) -> Sequence[dict]:
    """A row per quarter as it stands, and one per closing of it that was opened again."""
    if not one.closings:
        return [{"quarter": one.code, "standing": one.standing.value}]
    first = one.standing is Standing.OPEN and [{"quarter": one.code, "standing": one.standing.value}]
    return [
        *(first or ()),
        *(
            {
                "quarter": one.code,
                "standing": "opened" if each.opened else one.standing.value,
                "name": each.name,
                "state": each.state,
                "keys": ", ".join(f"{key.given_by} ({key.organisation})" for key in each.given(Act.CLOSE)),
                "closed_on": each.closed_on,
                "contents": each.contents,
            }
            for each in one.closings
        ),
    ]


CHECKS = {
    "check": message("Check"),
    "done": message("Done"),
    "of": message("Of"),
    "about": message("Open at"),
    "said": message("What is open"),
}


@app.command()
def checklist(
    quarter: Annotated[str | None, typer.Argument(callback=as_code, help="Quarter; else the last that ended.")] = None,
    form: FormatOption = Format.TABLE,
    json: JsonOption = False,
    language: LanguageOption = None,
) -> None:
    """What is still open before a quarter is closed: figures, spending, findings, confirmations, incidents, signals."""
    say = words(language)
    ledger = opened(say)
    looked_at = quarter_of(ledger, quarter, say)
    told_fictional(ledger, say)
    with held(ledger) as present:
        items = closings.checklist(present, looked_at) if looked_at else []
    rows = [
        {"check": say(item.title), "done": item.done, "of": item.of, "about": about, "said": said}
        for item in items
        for about, said in ([(say(one.about), say(one.said)) for one in item.open] or [("", "")])
    ]
    frame = pd.DataFrame(rows, columns=list(CHECKS), dtype=object)
    write(frame, chosen(form, json), say, headings=said_in(CHECKS, say))


@app.command()
def verify(language: LanguageOption = None) -> None:
    """Work out the hash of every frozen state anew, and hold it against the one of its closing; exit 1 where one differs."""
    say = words(language)
    ledger = opened(say)
    told_fictional(ledger, say)
    found = frozen(ledger)
    wrong = 0
    with progress() as bar:
        task = bar.add_task(say(message("Verify")), total=max(len(found), 1))
        for one in found:
            same = contents(ledger.at(one.state, one.seen_on)).sha256 == one.contents
            wrong += not same
            said = (
                message("{name}: stand {state} is what it was when it was frozen.", name=one.name, state=str(one.state))
                if same
                else message("{name}: stand {state} is NOT what was frozen.", name=one.name, state=str(one.state))
            )
            print(say(said))
            bar.advance(task)
    if not found:
        print(say(message("No quarter was closed yet.")))
    if wrong:
        raise typer.Exit(1)
