"""Two moments beside each other: what was known then, what is known now, and who made the difference."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing
from enum import StrEnum
from functools import partial
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
from monitoring.language import Words
from monitoring.ledger import Held, Present, UnknownState, frozen_as, names
from monitoring.reports import compare as comparing
from monitoring.reports.compare import Compared
from theory_of_change.text import Message, message


class Show(StrEnum):
    """What of a comparison is told."""

    SENTENCES = "sentences"
    FIGURES = "figures"
    CELLS = "cells"


SENTENCES = {"about": message("About"), "sentence": message("Sentence"), "stands": message("Stand")}
HEADINGS: Mapping[Show, Mapping[str, Message]] = {
    Show.SENTENCES: SENTENCES,
    Show.FIGURES: comparing.FIGURES,
    Show.CELLS: comparing.CELLS,
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
        first, last = _moments(present, then, now, say)
        looked_at = quarter_of(present, quarter or _quarter_of(present, then), say)
        told_fictional(ledger, say)
        found = comparing.compare(ledger, first, last, looked_at)
        match show:
            case Show.FIGURES:
                rows = comparing.figures_table(found.figures)
            case Show.CELLS:
                rows = comparing.cells_table(found.cells.found)
            case _:
                rows = _sentences(present, found, say)
    write(rows, chosen(form, json), say, headings=said_in(HEADINGS[show], say), cells=_in_words(say))


def _moments(present: Present, then: str, now: str | None, say: Words) -> tuple[Held, Held]:
    """The two states, the earlier first; ends where there is no such state."""
    try:
        found = [present.as_known(then), present.as_known(now) if now else present]
    except UnknownState as strange:
        wrong(strange.message, say)
    first, last = sorted(found, key=lambda one: one.moment.snapshot)  # type: ignore[attr-defined]
    return first, last  # type: ignore[return-value]


def _quarter_of(present: Present, then: str) -> str | None:
    """The quarter whose figures are looked at where nobody says so: that of a closing."""
    found = frozen_as(present, then)
    return found.quarter if found else None


def _sentences(present: Present, found: Compared, say: Words) -> pd.DataFrame:
    """What it means, and then who did what."""
    verdicts = {word: mark.word for word, mark in MARKS.items()}
    called = [names(present, kind) for kind in ("country", "measure", "budget_type")]
    told = comparing.sentences(found.figures, *called, verdicts, comparing.WHATS)
    told += comparing.deeds(found.cells, names(present, "organisation"), comparing.TABLES)
    rows = [(say(one.about), say(one.said), ", ".join(str(each.number) for each in one.through)) for one in told]
    return pd.DataFrame(rows, columns=list(SENTENCES), dtype=object)


def _in_words(say: Words) -> Mapping[str, Callable[[Any], str]]:
    """How the codes of a comparison are written for people."""
    called = {
        "of": comparing.KINDS,
        "what": comparing.WHATS,
        "table": comparing.TABLES,
        "change": comparing.CHANGES,
    }
    return {column: partial(_word, words, say) for column, words in called.items()} | {
        "stand": lambda number: "–" if number is None else str(number)
    }


def _word(words: Mapping[str, Message], say: Words, code: str) -> str:
    return say(words.get(code, code))
