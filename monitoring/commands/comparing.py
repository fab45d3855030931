"""Two moments beside each other: what was known then, what is known now, and who made the difference."""

from __future__ import annotations

from contextlib import closing
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

import pandas as pd
import typer

from monitoring.charts.look import MARKS
from monitoring.commands.app import (
    Format,
    FormatOption,
    JsonOption,
    LanguageOption,
    app,
    as_code,
    chosen,
    opened,
    quarter_of,
    told_fictional,
    words,
    wrong,
)
from monitoring.commands.asking import said_in
from monitoring.commands.output import write
from monitoring.ledger import Held, Present, UnknownState, names
from monitoring.reports import compare as comparing
from monitoring.reports.compare import Cell, Moved
from monitoring.reports.pack.content.said import WHATS
from theory_of_change.text import message


class Show(StrEnum):
    """What of a comparison is told."""

    SENTENCES = "sentences"
    FIGURES = "figures"
    CELLS = "cells"


HEADINGS = {
    Show.SENTENCES: {"about": message("About"), "sentence": message("Sentence"), "through": message("Stand")},
    Show.FIGURES: {
        "subject": message("Subject"),
        "country": message("Country"),
        "theme": message("Theme"),
        "what": message("What"),
        "then": message("Then"),
        "now": message("Now"),
        "through": message("Stand"),
    },
    Show.CELLS: {
        "table": message("Table"),
        "key": message("Row"),
        "column": message("Column"),
        "change": message("Change"),
        "then": message("Then"),
        "now": message("Now"),
        "stand": message("Stand"),
        "who": message("Who"),
        "organisation": message("For whom"),
        "reason": message("Why"),
        "source": message("Cell"),
    },
}


@app.command()
def compare(
    then: Annotated[
        str, typer.Argument(help="The earlier moment: a closed quarter (2026-Q2), a commit (412) or a day.")
    ],
    now: Annotated[str | None, typer.Argument(help="The later moment; else the present.")] = None,
    quarter: Annotated[
        str | None,
        typer.Option(callback=as_code, help="Whose figures; else the closed quarter, or the last that ended."),
    ] = None,
    show: Annotated[
        Show, typer.Option(help="Sentences, the figures that differ, or every cell that does.")
    ] = Show.SENTENCES,
    form: FormatOption = Format.TABLE,
    json: JsonOption = False,
    language: LanguageOption = None,
) -> None:
    """What was reported then and is known now: which figures and cells differ, through whom, and why."""
    say = words(language)
    ledger = opened(say)
    with closing(Present(ledger)) as present:
        try:
            first: Held = present.as_known(then)
            last: Held = present.as_known(now) if now else present
        except UnknownState as strange:
            wrong(strange.message, say)
        if first.moment.snapshot > last.moment.snapshot:
            first, last = last, first
        of = quarter or (then.upper()[:7] if not then.isdigit() and "Q" in then.upper() else None)
        looked_at = quarter_of(present, of, say)
        told_fictional(ledger, say)
        found = comparing.compare(ledger, first, last, looked_at)
        called = {kind: names(present, kind) for kind in ("country", "measure", "budget_type", "organisation")}
    match show:
        case Show.FIGURES:
            rows = [_figure(one) for one in found.figures]
        case Show.CELLS:
            rows = [_cell(one) for one in found.cells.found]
        case _:
            verdicts = {word: mark.word for word, mark in MARKS.items()}
            told = comparing.sentences(
                found.figures, called["country"], called["measure"], called["budget_type"], verdicts, WHATS
            )
            told += comparing.deeds(found.cells, called["organisation"], {})
            rows = [
                {"about": say(one.about), "sentence": say(one.said), "through": _numbers(one.through)} for one in told
            ]
    headings = HEADINGS[show]
    write(
        pd.DataFrame(rows, columns=list(headings), dtype=object),
        chosen(form, json),
        say,
        headings=said_in(headings, say),
        cells={"what": lambda code: say(WHATS[code])},
    )


def _numbers(commits: Any) -> str:
    return ", ".join(str(one.number) for one in commits)


def _figure(one: Moved) -> dict[str, Any]:
    return {
        "subject": one.subject,
        "country": one.country,
        "theme": one.theme,
        "what": one.what,
        "then": _value(one.then),
        "now": _value(one.now),
        "through": _numbers(one.through),
    }


def _cell(one: Cell) -> dict[str, Any]:
    hidden = "…" if one.hidden else None
    return {
        "table": one.table,
        "key": " | ".join(map(str, one.key.values())),
        "column": one.column,
        "change": one.what.value,
        "then": hidden or _value(one.then),
        "now": hidden or _value(one.now),
        "stand": one.commit.number if one.commit else None,
        "who": one.commit.author if one.commit else None,
        "organisation": one.commit.organisation if one.commit else None,
        "reason": one.commit.reason if one.commit else None,
        "source": one.source,
    }


def _value(value: Any) -> Any:
    return round(value, 6) if isinstance(value, float) else str(value) if isinstance(value, Decimal) else value
