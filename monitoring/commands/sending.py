"""A sheet's way in: the template, what is found in a file, and letting it land."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import pandas as pd
import typer
from rich.text import Text

from monitoring.commands.app import (
    ByOption,
    Format,
    FormatOption,
    JsonOption,
    LanguageOption,
    OrganisationOption,
    app,
    as_code,
    chosen,
    errors,
    opened,
    progress,
    told_fictional,
    words,
    wrong,
)
from monitoring.commands.output import write, write_json
from monitoring.intake import layout as layouts
from monitoring.intake.check import Checked
from monitoring.intake.check import check as checked_file
from monitoring.intake.finding import Finding, Severity, fold
from monitoring.intake.preview import preview
from monitoring.intake.reading import Unreadable, read
from monitoring.intake.submit import Receipt, Refused
from monitoring.intake.submit import submit as submitted
from monitoring.intake.template import template as written
from monitoring.intake.understand import marks
from monitoring.language import Words
from monitoring.ledger import Ledger, Merged
from monitoring.ledger.names import is_quarter
from monitoring.person import Person
from theory_of_change.text import counted, message

FileArgument = Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="The workbook.")]
LayoutOption = Annotated[
    str | None,
    typer.Option(
        "--layout",
        help="The saved layout it was made in, or a file with one (.yaml); else our template, or the one that fits.",
    ),
]

SHOWN_CELLS = 8
FINDING = ("rule", "severity", "sheet", "cell", "value", "message", "remedy", "clause")


@app.command()
def template(
    out: Annotated[Path, typer.Argument(dir_okay=False, writable=True, help="Where to write the .xlsx.")],
    organisation: OrganisationOption,
    quarter: Annotated[str, typer.Option(help="The quarter it is for, such as 2026-Q3.")],
    language: LanguageOption = None,
) -> None:
    """Write the template that an organisation fills in for a quarter, with what it owes already there."""
    say = words(language)
    if out.suffix.lower() != ".xlsx":
        raise typer.BadParameter(
            f"a template is an .xlsx, not {out.suffix or 'a file without ending'}", param_hint="OUT"
        )
    if not out.parent.is_dir():
        raise typer.BadParameter(f"there is no folder {out.parent}", param_hint="OUT")
    ledger = opened(say, create=True)
    if not is_quarter(ledger, quarter):
        raise typer.BadParameter(f"{quarter} is no quarter; write for example 2026-Q3", param_hint="--quarter")
    try:
        content = written(ledger, organisation, quarter, say)
    except LookupError:
        wrong(message("{organisation} is no organisation of the taskforce.", organisation=organisation), say)
    try:
        out.write_bytes(content)
    except OSError as error:
        raise typer.BadParameter(str(error), param_hint="OUT") from None
    told_fictional(ledger, say)
    print(out)


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
    form: FormatOption = Format.TABLE,
    json: JsonOption = False,
    language: LanguageOption = None,
) -> None:
    """Say everything that is wrong with a file, and what would change. Nothing is written.

    As csv a row per finding; json also has what would change.
    """
    say = words(language)
    ledger = opened(say)
    checked = _checked(ledger, Person("check", organisation or _made_for(file) or "AM"), file, layout, say)
    _tell(ledger, checked, chosen(form, json), say)
    if checked.blocked():
        raise typer.Exit(1)


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
    checked = _checked(ledger, Person(by, organisation, ("analyst",)), file, layout, say)
    try:
        if checked.blocked(leave_out_errors=leave_out_errors):
            raise Refused(checked)
        receipt = submitted(ledger, checked, reason, leave_out_errors=leave_out_errors)
    except Refused as refused:
        _tell(ledger, refused.checked, chosen(form, json), say)
        if chosen(form, json) is not Format.JSON:
            errors.print(say(message("Nothing of this file is in the ledger.")))
        raise typer.Exit(1) from None
    _receipt(ledger, receipt, chosen(form, json), say)


def _checked(ledger: Ledger, person: Person, file: Path, layout: str | None, say: Words) -> Checked:
    try:
        found = layouts.load(layout, ledger) if layout else None
    except layouts.LayoutError as error:
        raise typer.BadParameter(str(error), param_hint="--layout") from None
    with progress() as bar:
        task = bar.add_task(file.name, total=1.0)
        return checked_file(
            ledger,
            ledger.number,
            person,
            file.name,
            file.read_bytes(),
            found,
            lambda said, share: bar.update(task, description=say(said), completed=share),
        )


def _made_for(file: Path) -> str | None:
    """The organisation our template was made for, or None."""
    try:
        return marks(read(file.name, file.read_bytes())).get("organisation")
    except Unreadable:
        return None


def _tell(ledger: Ledger, checked: Checked, form: Format, say: Words) -> None:
    """The findings, and what would change if the file landed."""
    would = preview(ledger, checked).total if checked.count else Merged()
    if form is Format.JSON:
        write_json(
            {
                "file": checked.name,
                "layout": checked.layout_name,
                "blocked": checked.blocked(),
                "findings": [_as_json(finding, say) for finding in checked.findings],
                "new": would.new,
                "changed": would.changed,
                "unchanged": would.unchanged,
                "fictional": ledger.fictional,
            }
        )
        return
    said = say(
        message(
            "Would be new {new}, changed {changed}, unchanged {unchanged}.",
            new=would.new,
            changed=would.changed,
            unchanged=would.unchanged,
        )
    )
    if form is Format.CSV:
        told_fictional(ledger, say)
        errors.print(said)
        rows = pd.DataFrame([_as_json(finding, say) for finding in checked.findings], columns=FINDING)
        write(rows, form, say)
        return
    _findings(checked, say)
    told_fictional(ledger, say)
    print(said)


def _findings(checked: Checked, say: Words) -> None:
    headings = {
        Severity.BLOCKING: message("Nothing can land"),
        Severity.ERROR: message("Wrong: these rows cannot land"),
        Severity.WARNING: message("Please look: this may land"),
    }
    told: Severity | None = None
    for folded in fold(checked.findings):
        finding = folded.finding
        if finding.severity != told:
            told = finding.severity
            errors.print(f"\n{say(headings[told])}", style="bold")
        cells = [cell.place for cell in folded.cells if cell.place]
        shown = ", ".join(cells[:SHOWN_CELLS]) + (" …" if len(cells) > SHOWN_CELLS else "")
        count = f" ({say(counted('{n} cell', '{n} cells', n=len(cells)))})" if len(cells) > 1 else ""
        remedy = f" {say(finding.remedy)}" if finding.remedy else ""
        line = Text(f"  {shown}{': ' if shown else ''}{say(finding.message)}{remedy}{count}")
        if finding.clause:
            line.append(f" [{say(finding.clause)}]", style="dim")
        errors.print(line)


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
        write_json({**landed, "findings": [_as_json(finding, say) for finding in checked.findings]})
        return
    _findings(checked, say)
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


def _as_json(finding: Finding, say: Words) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.name.lower(),
        "sheet": finding.sheet,
        "cell": finding.cell,
        "value": finding.value,
        "message": say(finding.message),
        "remedy": say(finding.remedy) if finding.remedy else "",
        "clause": say(finding.clause) if finding.clause else "",
    }
