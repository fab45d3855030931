"""Keeping the mechanism: the example, the definitions, the upkeep of the ledger."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from monitoring.commands.app import LanguageOption, app, errors, opened, progress, words, wrong
from monitoring.example import load
from monitoring.ledger.upkeep import upkeep as kept_up
from theory_of_change.read import DEFINITIONS, read_folder
from theory_of_change.rules import check
from theory_of_change.text import counted, message


@app.command()
def example(
    keep: Annotated[
        Path | None, typer.Option("--keep", file_okay=False, help="Also leave the workbooks in this folder.")
    ] = None,
    or_leave: Annotated[
        bool, typer.Option("--or-leave", help="Leave a ledger with figures of its own as it is, without complaint.")
    ] = False,
    language: LanguageOption = None,
) -> None:
    """Put the fictional example in the ledger, through the same intake as any sheet.

    Refuses a ledger that holds anything else. The ledger stays marked fictional for ever.
    """
    say = words(language)
    ledger = opened(say, create=True)
    try:
        with progress() as bar:
            task = bar.add_task(say(message("Example")), total=1.0)
            landed = load.load(ledger, lambda name, share: bar.update(task, description=name, completed=share), keep)
    except load.OtherFigures:
        if or_leave:
            return
        wrong(
            message(
                "This ledger holds figures of its own. Invented ones are not put among them: choose another ledger with MONITORING_LEDGER."
            ),
            say,
        )
    if landed:
        print(say(counted("{n} workbook of the example landed.", "{n} workbooks of the example landed.", n=landed)))
    else:
        print(say(message("The example is already there.")))


@app.command()
def theories(
    folder: Annotated[
        Path, typer.Option(exists=True, file_okay=False, help="Where the definitions are.")
    ] = DEFINITIONS,
    language: LanguageOption = None,
) -> None:
    """Check the definitions of the theories of change: every mistake with its file, its line and what would be right."""
    say = words(language)
    definitions, mistakes = read_folder(folder)
    mistakes += check(definitions)
    for mistake in mistakes:
        errors.print(f"{mistake.file}:{mistake.line}: {say(mistake.message)}")
    for definition in definitions:
        theory = definition.theory
        print(
            f"{theory.code} {theory.version}  {say(theory.name)}: "
            + say(
                message(
                    "{steps} steps, {links} links, {assumptions} assumptions, {indicators} indicators, {safeguards} safeguards",
                    steps=len(theory.steps),
                    links=len(theory.links),
                    assumptions=len(theory.assumptions),
                    indicators=len(theory.indicators),
                    safeguards=len(theory.safeguards),
                )
            )
        )
    if mistakes or not definitions:
        if not mistakes:
            errors.print(say(message("There are no definitions in {folder}.", folder=str(folder))))
        raise typer.Exit(1)


@app.command()
def upkeep(language: LanguageOption = None) -> None:
    """Merge the ledger's small files and clear what nothing refers to; no state changes, now or past."""
    say = words(language)
    kept = kept_up(opened(say))
    print(say(message("{before} files became {after}.", before=kept.before, after=kept.after)))
