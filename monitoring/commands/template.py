"""The template that an organisation fills in, written to a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from monitoring.commands.app import LanguageOption, OrganisationOption, app, opened, told_fictional, words, wrong
from monitoring.intake.template import register_template
from monitoring.intake.template import template as written
from monitoring.ledger.names import is_quarter
from theory_of_change.text import message


@app.command()
def template(
    out: Annotated[Path, typer.Argument(dir_okay=False, writable=True, help="Where to write the .xlsx.")],
    organisation: OrganisationOption,
    quarter: Annotated[str | None, typer.Option(help="The quarter it is for, such as 2026-Q3.")] = None,
    register: Annotated[bool, typer.Option("--register", help="The register: projects, agreements and more.")] = False,
    language: LanguageOption = None,
) -> None:
    """Write the template that an organisation fills in for a quarter, with what it owes already there, or its register."""
    say = words(language)
    if out.suffix.lower() != ".xlsx":
        raise typer.BadParameter(
            f"a template is an .xlsx, not {out.suffix or 'a file without ending'}", param_hint="OUT"
        )
    if not out.parent.is_dir():
        raise typer.BadParameter(f"there is no folder {out.parent}", param_hint="OUT")
    if bool(quarter) == register:
        raise typer.BadParameter("give a quarter, or --register", param_hint="--quarter")
    ledger = opened(say, create=True)
    if quarter and not is_quarter(ledger, quarter):
        raise typer.BadParameter(f"{quarter} is no quarter; write for example 2026-Q3", param_hint="--quarter")
    try:
        content = (
            written(ledger, organisation, quarter, say) if quarter else register_template(ledger, organisation, say)
        )
    except LookupError:
        wrong(message("{organisation} is no organisation of the taskforce.", organisation=organisation), say)
    try:
        out.write_bytes(content)
    except OSError as error:
        raise typer.BadParameter(str(error), param_hint="OUT") from None
    told_fictional(ledger, say)
    print(out)
