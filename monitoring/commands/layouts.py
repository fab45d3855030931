"""The layouts that are known, the text of one, and deleting one or bringing it back."""

from __future__ import annotations

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
    words,
)
from monitoring.commands.output import write
from monitoring.intake import layout as saved_layouts
from monitoring.intake.layout import LayoutError
from monitoring.language import Words
from monitoring.person import Person
from theory_of_change.text import message


@app.command()
def layouts(
    name: Annotated[str | None, typer.Argument(help="Print the text of this one.")] = None,
    delete: Annotated[
        bool,
        typer.Option("--delete", help="Delete it: no file is recognised by it any more. What came in by it stays."),
    ] = False,
    bring_back: Annotated[
        bool, typer.Option("--bring-back", help="Let a deleted one hold again, as it was last.")
    ] = False,
    by: Annotated[str, typer.Option("--by", help="Who deletes it or brings it back, as declared.")] = "",
    organisation: Annotated[
        str, typer.Option("--organisation", callback=as_code, help="Code of the organisation that made it.")
    ] = "",
    reason: Annotated[str, typer.Option(help="Why it is deleted or brought back.")] = "",
    form: FormatOption = Format.TABLE,
    json: JsonOption = False,
    language: LanguageOption = None,
) -> None:
    """The layouts by which workbooks of others are read; with a NAME its text (YAML), to keep, change and check with.

    A changed text is tried with ``check FILE --layout CHANGED.yaml``. Of a layout that somebody made, `--delete`
    and `--bring-back` say who, for whom and why.
    """
    say = words(language)
    if delete and bring_back:
        raise typer.BadParameter("either delete it or bring it back", param_hint="--delete")
    if delete or bring_back:
        _change(name, Person(by.strip(), organisation, ("analyst",)), reason, back=bring_back, say=say)
    elif name is not None:
        _print(name, say)
    else:
        _list(chosen(form, json), say)


def _change(name: str | None, person: Person, reason: str, *, back: bool, say: Words) -> None:
    """Delete a layout or bring it back, with who and why."""
    asked = {"NAME": name, "--by": person.name, "--organisation": person.organisation, "--reason": reason.strip()}
    for option, value in asked.items():
        if not value:
            raise typer.BadParameter("is needed to delete a layout or bring it back", param_hint=option)
    try:
        (saved_layouts.bring_back if back else saved_layouts.delete)(opened(say), person, name, reason)
    except LayoutError as error:
        errors.print(str(error))
        raise typer.Exit(1) from None
    done = message("Layout {name} holds again.", name=name) if back else message("Layout {name} is deleted.", name=name)
    print(say(done))


def _print(name: str, say: Words) -> None:
    """The text of a layout."""
    try:
        print(saved_layouts.load(name, opened(say)).to_yaml(), end="")
    except LayoutError as error:
        raise typer.BadParameter(str(error), param_hint="NAME") from None


def _list(form: Format, say: Words) -> None:
    """One row per layout that holds."""
    rows = pd.DataFrame(
        [
            {
                "layout": one.layout,
                "version": one.version,
                "name": say(one.name),
                "sheets": ", ".join(dict.fromkeys(sheet.sheet for sheet in one.sheets)),
                "tables": ", ".join(dict.fromkeys(sheet.table for sheet in one.sheets)),
            }
            for one in saved_layouts.saved(opened(say))
        ],
        columns=["layout", "version", "name", "sheets", "tables"],
    )
    headings = {
        "layout": say(message("Layout")),
        "version": say(message("Version")),
        "name": say(message("Name")),
        "sheets": say(message("Sheets")),
        "tables": say(message("Tables")),
    }
    write(rows, form, say, headings=headings)
