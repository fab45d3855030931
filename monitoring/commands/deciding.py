"""Decisions on signals, as a list."""

from __future__ import annotations

from typing import Annotated

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
    country_of,
    opened,
    told_fictional,
    words,
)
from monitoring.commands.asking import said_in
from monitoring.commands.output import write
from monitoring.results import decisions as recorded
from monitoring.results.decisions import (
    CHANGES_CALLED,
    CHOICES_CALLED,
    STATES_CALLED,
    VERDICTS_CALLED,
    Changes,
    Choice,
    State,
    Verdict,
)


@app.command()
def decisions(
    country: Annotated[str | None, typer.Option(callback=as_code, help="Only of this country, such as XAB.")] = None,
    as_of: AsOfOption = None,
    form: FormatOption = Format.TABLE,
    json: JsonOption = False,
    language: LanguageOption = None,
) -> None:
    """Decisions on signals, the last first: how each stands, who carries it out, and what the look-back said."""
    say = words(language)
    ledger = opened(say, as_of)
    country = country_of(ledger, country, say)
    told_fictional(ledger, say)
    found = [one for one in recorded.decisions(ledger) if country in (None, one.chosen.country)]
    cells = {
        "state": lambda code: say(STATES_CALLED[State(code)]),
        "choice": lambda code: say(CHOICES_CALLED[Choice(code)]),
        "changes": lambda code: say(CHANGES_CALLED[Changes(code)]),
        "verdict": lambda code: say(VERDICTS_CALLED[Verdict(code)]) if code else "",
    }
    rows = recorded.table(found, ledger.today, say)
    write(rows, chosen(form, json), say, headings=said_in(recorded.HEADINGS, say), cells=cells)
