"""Checking a file: what is found in it and what would change, before anything is written."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import pandas as pd
import typer

from monitoring.commands.app import (
    Format,
    FormatOption,
    JsonOption,
    LanguageOption,
    app,
    as_code,
    chosen,
    errors,
    opened,
    progress,
    told_fictional,
    words,
)
from monitoring.commands.foretold import as_json, foretold, sentence, sentences
from monitoring.commands.found import FINDING, as_row, tell_findings
from monitoring.commands.marking import write_marked
from monitoring.commands.output import write, write_json
from monitoring.intake import layout as layouts
from monitoring.intake.check import Checked, Sender
from monitoring.intake.check import check as checked_file
from monitoring.language import Words
from monitoring.ledger import Ledger
from monitoring.person import Person

FileArgument = Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="The workbook.")]
LayoutOption = Annotated[
    str | None,
    typer.Option(
        "--layout",
        help="The saved layout it was made in, or a file with one (.yaml); else our template, or the one that fits.",
    ),
]


@app.command()
def check(
    file: FileArgument,
    layout: LayoutOption = None,
    organisation: Annotated[
        str | None,
        typer.Option(
            "--organisation",
            callback=as_code,
            help="For whom; else the one the template was made for.",
        ),
    ] = None,
    marked: Annotated[
        Path | None,
        typer.Option(
            "--marked",
            dir_okay=False,
            writable=True,
            help="Where to write the file with its cells marked; of a file that is no .xlsx or .xlsm a copy of its values.",
        ),
    ] = None,
    form: FormatOption = Format.TABLE,
    json: JsonOption = False,
    language: LanguageOption = None,
) -> None:
    """Say everything that is wrong with a file, and what would change. Nothing in the ledger is written.

    As csv a row per finding; json also has what would change.
    """
    say = words(language)
    ledger = opened(say)
    checked = checked_by(ledger, _for(organisation), file, layout, say)
    tell(ledger, checked, chosen(form, json), say)
    if marked:
        write_marked(ledger, checked, marked, say)
    if checked.blocked():
        raise typer.Exit(1)


def checked_by(ledger: Ledger, sender: Person | Sender, file: Path, layout: str | None, say: Words) -> Checked:
    """A file as it is checked for its sender, with a progress bar; a layout that cannot be used is wrong usage."""
    try:
        found = layouts.load(layout, ledger) if layout else None
    except layouts.LayoutError as error:
        raise typer.BadParameter(str(error), param_hint="--layout") from None
    with progress() as bar:
        task = bar.add_task(file.name, total=1.0)
        return checked_file(
            ledger,
            ledger.number,
            sender,
            file.name,
            file.read_bytes(),
            found,
            lambda said, share: bar.update(task, description=say(said), completed=share),
        )


def _for(organisation: str | None) -> Sender:
    """Who checks: for the organisation that is asked for, else the one our template was made for."""
    return lambda marks: Person("check", organisation or marks.get("organisation") or "AM")


def tell(ledger: Ledger, checked: Checked, form: Format, say: Words) -> None:
    """The findings, and what would change if the file landed."""
    told = foretold(ledger, checked, judged=form is not Format.CSV)
    if form is Format.JSON:
        write_json(
            {
                "file": checked.name,
                "layout": checked.layout_name,
                "blocked": checked.blocked(),
                "findings": [as_row(finding, say) for finding in checked.findings],
                **as_json(told, say),
                "fictional": ledger.fictional,
            }
        )
        return
    said = say(sentence(told))
    if form is Format.CSV:
        told_fictional(ledger, say)
        errors.print(said)
        rows = pd.DataFrame([as_row(finding, say) for finding in checked.findings], columns=FINDING)
        write(rows, form, say)
        return
    tell_findings(checked, say)
    told_fictional(ledger, say)
    print(said)
    for one in sentences(ledger, told.turning):
        print(say(one))
