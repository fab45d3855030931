"""Letting a file land, and its receipt."""

from __future__ import annotations

from typing import Annotated

import pandas as pd
import typer

from monitoring.commands.app import (
    ByOption,
    Format,
    FormatOption,
    JsonOption,
    LanguageOption,
    OrganisationOption,
    app,
    chosen,
    errors,
    opened,
    told_fictional,
    words,
)
from monitoring.commands.checking import FileArgument, LayoutOption, checked_by, tell
from monitoring.commands.found import as_row, tell_findings
from monitoring.commands.output import write, write_json
from monitoring.intake.submit import Receipt, Refused
from monitoring.intake.submit import submit as submitted
from monitoring.language import Words
from monitoring.ledger import Ledger
from monitoring.person import Person
from theory_of_change.text import counted, message


@app.command()
def submit(
    file: FileArgument,
    by: ByOption,
    organisation: OrganisationOption,
    reason: Annotated[str, typer.Option(help="Why this is sent.")],
    layout: LayoutOption = None,
    leave_out_errors: Annotated[
        bool, typer.Option("--leave-out-errors", help="Let the other rows land when some are wrong.")
    ] = False,
    form: FormatOption = Format.TABLE,
    json: JsonOption = False,
    language: LanguageOption = None,
) -> None:
    """Let a file land in one commit, or say what keeps it out.

    As csv the receipt in one row, or a row per finding where nothing landed; json has both.
    """
    say = words(language)
    if not reason.strip():
        raise typer.BadParameter("say why this is sent", param_hint="--reason")
    if not by.strip():
        raise typer.BadParameter("say who sends this", param_hint="--by")
    ledger = opened(say, create=True)
    checked = checked_by(ledger, Person(by, organisation, ("analyst",)), file, layout, say)
    try:
        if checked.blocked(leave_out_errors=leave_out_errors):
            raise Refused(checked)
        receipt = submitted(ledger, checked, reason, leave_out_errors=leave_out_errors)
    except Refused as refused:
        tell(ledger, refused.checked, chosen(form, json), say)
        if chosen(form, json) is not Format.JSON:
            errors.print(say(message("Nothing of this file is in the ledger.")))
        raise typer.Exit(1) from None
    _receipt(ledger, receipt, chosen(form, json), say)


def _receipt(ledger: Ledger, receipt: Receipt, form: Format, say: Words) -> None:
    total, checked = receipt.total, receipt.checked
    landed = {
        "commit": receipt.number,
        "file": checked.name,
        "sha256": checked.sha256,
        "layout": checked.layout_name,
        "new": total.new,
        "changed": total.changed,
        "unchanged": total.unchanged,
        "fictional": ledger.fictional,
    }
    if form is Format.JSON:
        write_json({**landed, "findings": [as_row(finding, say) for finding in checked.findings]})
        return
    tell_findings(checked, say)
    told_fictional(ledger, say)
    if form is Format.CSV:
        write(pd.DataFrame([landed]), form, say)
        return
    if receipt.number is None:
        print(
            say(
                counted(
                    "Nothing changed: {n} row is already in the ledger as it stands in this file.",
                    "Nothing changed: all {n} rows are already in the ledger as they stand in this file.",
                    n=total.unchanged,
                )
            )
        )
        return
    print(
        say(
            message(
                "Commit {number}: {new} new, {changed} changed, {unchanged} unchanged.",
                number=str(receipt.number),
                new=total.new,
                changed=total.changed,
                unchanged=total.unchanged,
            )
        )
    )
