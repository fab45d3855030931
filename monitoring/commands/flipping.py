"""What would be judged otherwise under another rule, before anybody adopts it."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import pandas as pd
import typer

from monitoring.charts.look import MARKS
from monitoring.commands.app import (
    AsOfOption,
    Format,
    FormatOption,
    JsonOption,
    LanguageOption,
    app,
    chosen,
    errors,
    opened,
    told_fictional,
    words,
    wrong,
)
from monitoring.commands.asking import said_in
from monitoring.commands.output import Cell, write
from monitoring.language import Words
from monitoring.ledger import Ledger
from monitoring.results.rejudged import (
    ABOUT_CALLED,
    HEADINGS,
    TURNS_CALLED,
    Amiss,
    Proposal,
    Rejudged,
    proposed_text,
    under,
)
from monitoring.results.status import BANDS, Bands, amiss
from theory_of_change.text import message


class Per(StrEnum):
    """What flips are counted per."""

    FIGURE = "figure"
    CHANGE = "change"
    QUARTER = "quarter"


COUNTED = HEADINGS | TURNS_CALLED | {"number": message("Number")}

_SHARE = "as a share of what was expected; now {:.2f}."


@app.command()
def flips(
    on_track: Annotated[
        float | None, typer.Option("--on-track", help="Where “on track” begins, " + _SHARE.format(BANDS.on_track))
    ] = None,
    attention: Annotated[
        float | None, typer.Option(help="Where “needs attention” begins, " + _SHARE.format(BANDS.attention))
    ] = None,
    too_much: Annotated[
        float | None,
        typer.Option(
            "--too-much", help=f"From which share of the way a target may be too low; now {BANDS.too_much:.2f}."
        ),
    ] = None,
    theory: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="Another text of a theory, as a YAML file.")
    ] = None,
    per: Annotated[Per, typer.Option(help="Each figure that turns, or how many per change or quarter.")] = Per.FIGURE,
    as_of: AsOfOption = None,
    form: FormatOption = Format.TABLE,
    json: JsonOption = False,
    language: LanguageOption = None,
) -> None:
    """What would be judged otherwise, over all quarters, if another rule held. Nothing is written.

    The rule is either the bands in which statuses begin, or another text of a theory.
    """
    say = words(language)
    given = {"on_track": on_track, "attention": attention, "too_much": too_much}
    given = {name: value for name, value in given.items() if value is not None}
    if bool(given) == (theory is not None):
        raise typer.BadParameter("give either bands, such as --on-track 0.85, or a file with --theory")
    bands = Bands(**given)
    if refused := amiss(bands):
        wrong(refused, say)
    ledger = opened(say, as_of)
    told_fictional(ledger, say)
    found = under(ledger, _text(ledger, theory, say) if theory else bands)
    for said in filter(None, (found.sentence, found.left_out)):
        errors.print(say(said))
    write(_counted(found, per), chosen(form, json), say, headings=said_in(COUNTED, say), cells=_cells(say))


def _text(ledger: Ledger, file: Path, say: Words) -> Proposal:
    """The text of a theory in a file; ends with every mistake in it, each with its line."""
    try:
        return proposed_text(ledger, file.name, file.read_bytes())
    except Amiss as found:
        for mistake in found.mistakes:
            errors.print(f"{mistake.file}:{mistake.line}: {say(mistake.message)}")
        raise typer.Exit(1) from None


def _counted(found: Rejudged, per: Per) -> pd.DataFrame:
    return {Per.FIGURE: found.rows, Per.CHANGE: found.changes, Per.QUARTER: found.quarters}[per]


def _cells(say: Words) -> dict[str, Cell]:
    """How people read codes and numbers of the answer."""
    verdict: Cell = lambda code: say(MARKS[code].word) if code else "–"  # noqa: E731
    number: Cell = lambda value: say.number(value, 1 if value is not None and value != round(value) else 0)  # noqa: E731
    return {
        "about": lambda code: say(ABOUT_CALLED[code]),
        "was": verdict,
        "becomes": verdict,
        "turn": lambda code: say(TURNS_CALLED[code]),
        "actual": number,
        "expected": number,
    }
