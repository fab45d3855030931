"""Writing the marked copy of a file that was checked."""

from __future__ import annotations

import datetime
from pathlib import Path

import typer

from monitoring.commands.app import errors
from monitoring.intake.check import Checked
from monitoring.intake.mark import About, marked
from monitoring.intake.reading import Unreadable
from monitoring.language import Words
from monitoring.ledger import Reader, names
from theory_of_change.text import message


def write_marked(reader: Reader, checked: Checked, out: Path, say: Words) -> None:
    """Write the file with what was found in it at its cells, and say where; of a file that cannot be read, why not."""
    code = checked.person.organisation
    about = About(checked.name, names(reader, "organisation").get(code, code), datetime.date.today())
    try:
        made = marked(checked.content, checked.findings, about, say)
    except Unreadable:
        errors.print(say(message("No marked copy was made, because the file cannot be read.")))
        return
    ending = Path(made.name).suffix
    if out.suffix.lower() != ending:
        # Excel refuses a file whose ending is not what is in it.
        raise typer.BadParameter(f"the marked copy of {checked.name} is an {ending}", param_hint="--marked")
    try:
        out.write_bytes(made.content)
    except OSError as error:
        raise typer.BadParameter(str(error), param_hint="--marked") from None
    errors.print(say(message("The marked copy is {file}.", file=str(out))))
