"""The layouts that are known, and the text of one."""

from __future__ import annotations

from typing import Annotated

import pandas as pd
import typer

from monitoring.commands.app import Format, FormatOption, JsonOption, LanguageOption, app, chosen, opened, words
from monitoring.commands.output import write
from monitoring.intake import layout as saved_layouts
from monitoring.intake.layout import LayoutError
from theory_of_change.text import message


@app.command()
def layouts(
    name: Annotated[str | None, typer.Argument(help="Print the text of this one.")] = None,
    form: FormatOption = Format.TABLE,
    json: JsonOption = False,
    language: LanguageOption = None,
) -> None:
    """The layouts by which workbooks of others are read; with a NAME its text (YAML), to keep, change and check with.

    A changed text is tried with ``check FILE --layout CHANGED.yaml``.
    """
    say = words(language)
    ledger = opened(say)
    if name is not None:
        try:
            print(saved_layouts.load(name, ledger).to_yaml(), end="")
        except LayoutError as error:
            raise typer.BadParameter(str(error), param_hint="NAME") from None
        return
    rows = pd.DataFrame(
        [
            {
                "layout": one.layout,
                "version": one.version,
                "name": say(one.name),
                "sheets": ", ".join(dict.fromkeys(sheet.sheet for sheet in one.sheets)),
                "tables": ", ".join(dict.fromkeys(sheet.table for sheet in one.sheets)),
            }
            for one in saved_layouts.saved(ledger)
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
    write(rows, chosen(form, json), say, headings=headings)
